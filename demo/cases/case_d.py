"""Case D: the ward's nine-month review of 23/09/2020 (phường Cự Khối, quận Long Biên, Hà Nội).

The hours, the names and everything marked "minh họa" are invented; lead bodies and due dates are our choice.
"""

from dataclasses import dataclass
from datetime import date

from .plain import ILLUSTRATIVE, Case, Committee, Concluded, Meeting, Person, Said, Stated, Step, Written, at

COMMITTEE = Committee(
    body="ban-chi-dao-cu-khoi",
    on=date(2016, 3, 15),
    decision="Quyết định của Đảng ủy phường Cự Khối về việc thành lập Ban Chỉ đạo (số, ngày minh họa)",
    standing_body="dang-uy-cu-khoi",
    term="dang-2020-2025",
    members=(
        Person(
            full_name="Nguyễn Thị Hồng Vân",
            position="head",
            office="Bí thư Đảng ủy phường",
            sector="Phụ trách chung",
        ),
        Person(
            full_name="Đỗ Quang Huy",
            position="standdep",
            office="Phó Bí thư Thường trực Đảng ủy phường",
            sector="Công tác Đảng, hoạt động thường xuyên của Ban",
        ),
        Person(
            full_name="Lê Minh Tuấn",
            position="deputy",
            office="Phó Bí thư Đảng ủy, Chủ tịch Ủy ban nhân dân phường",
            sector="Khối chính quyền",
        ),
        Person(
            full_name="Phạm Thị Thu Hà",
            position="deputy",
            office="Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam phường",
            sector="Khối Mặt trận và đoàn thể",
        ),
        Person(full_name="Trần Văn Lợi", position="member", office="Phó Chủ tịch Hội đồng nhân dân phường"),
        Person(
            full_name="Vũ Đình Khải",
            position="member",
            office="Phó Chủ tịch Ủy ban nhân dân phường",
            sector="Quản lý đô thị, giải phóng mặt bằng",
        ),
        Person(full_name="Nguyễn Văn Bảo", position="member", office="Trưởng Ban Thanh tra nhân dân phường"),
        Person(full_name="Ngô Thị Lan", position="member", office="Chủ tịch Hội Liên hiệp Phụ nữ phường"),
        Person(full_name="Hoàng Mạnh Cường", position="support", office="Văn phòng Đảng ủy phường"),
    ),
)

NINE_MONTHS = Meeting(
    host="ban-chi-dao-cu-khoi",
    kinds=("so-ket",),
    period="2020-9M",
    starts_at=at(2020, 9, 23, 14, 0),
    ends_at=at(2020, 9, 23, 16, 30),
    place="Phòng họp 2, Ủy ban nhân dân phường Cự Khối",
    subject="Sơ kết 9 tháng đầu năm 2020, nhiệm vụ quý IV năm 2020 về thực hiện Quy chế dân chủ ở cơ sở.",
    chair="Nguyễn Thị Hồng Vân",
    proceedings=(
        "Phó Bí thư Thường trực Đảng ủy, Phó Trưởng ban Thường trực trình bày báo cáo. Hội nghị thảo luận, "
        "sau đó Bí thư Đảng ủy, Trưởng Ban Chỉ đạo kết luận."
    ),
    figures=(
        Stated(indicator="quy-che-dan-chu", typed="6 quy chế", note="do quận ban hành, gọi là 6 QCDC"),
        Stated(indicator="y-kien-thao-luan", typed="4 ý kiến"),
    ),
    opinions=(
        Said(text="Tập trung khắc phục tồn tại trong công tác giải phóng mặt bằng các dự án trên địa bàn phường."),
        Said(text="Đẩy nhanh việc thực hiện kế hoạch chấm dứt hoạt động chăn nuôi trên địa bàn."),
        Said(text="Tăng cường quản lý trật tự đô thị."),
        Said(text="Giữ gìn vệ sinh môi trường tại các tổ dân phố."),
    ),
    conclusions=(
        Concluded(
            text=(
                "Phối hợp chặt chẽ giữa cấp ủy, Ban Chỉ đạo, chính quyền, Mặt trận Tổ quốc và các đoàn thể "
                "trong thực hiện Quy chế dân chủ ở cơ sở"
            ),
            lead="dang-uy-cu-khoi",
            supporters=("ubnd-cu-khoi", "mttq-cu-khoi"),
            due_on=date(2020, 12, 31),
            steps=(
                Step(on=date(2020, 10, 30), percent=50, text="Đã ban hành quy chế phối hợp giữa các bên (minh họa)."),
            ),
        ),
        Concluded(
            text=(
                "Tiếp tục thực hiện Thông tri số 06-TT/QU ngày 02/3/2016 của Quận ủy; gắn việc thực hiện Quy chế dân "
                "chủ với nhiệm vụ chính trị của phường, Nghị quyết Trung ương 4 (khóa XII) và Chỉ thị số 05-CT/TW"
            ),
            lead="dang-uy-cu-khoi",
            due_on=date(2020, 12, 31),
        ),
        Concluded(
            text="Giám sát việc thực hiện Quy chế dân chủ tại Chi bộ số 11",
            lead="uy-ban-kiem-tra-cu-khoi",
            due_on=date(2020, 11, 30),
            steps=(
                Step(on=date(2020, 10, 20), percent=40, text="Đã thông báo kế hoạch giám sát đến Chi bộ (minh họa)."),
                Step(on=date(2020, 11, 20), percent=100, text="Đã giám sát, có thông báo kết quả (minh họa)."),
                Step(on=date(2020, 11, 24), what="sign_off"),
            ),
        ),
        Concluded(
            text=(
                "Tổ chức hội nghị đối thoại định kỳ giữa người đứng đầu cấp ủy, chính quyền với Mặt trận Tổ quốc, "
                "các đoàn thể và Nhân dân"
            ),
            lead="ubnd-cu-khoi",
            supporters=("dang-uy-cu-khoi", "mttq-cu-khoi"),
            due_on=date(2020, 12, 15),
            steps=(
                Step(on=date(2020, 12, 8), percent=100, text="Hội nghị đối thoại đã tổ chức (minh họa)."),
                Step(on=date(2020, 12, 10), what="sign_off"),
            ),
        ),
        Concluded(
            text=(
                "Hội đồng nhân dân, Mặt trận Tổ quốc, Ban Thanh tra nhân dân và Ban Giám sát đầu tư của cộng đồng "
                "giám sát việc thực hiện 6 QCDC; chính quyền và các tổ dân phố cập nhật, niêm yết văn bản về 6 QCDC "
                "và Pháp lệnh 34"
            ),
            lead="hdnd-cu-khoi",
            supporters=(
                "mttq-cu-khoi",
                "ban-thanh-tra-nhan-dan-cu-khoi",
                "ban-giam-sat-dau-tu-cu-khoi",
                "ubnd-cu-khoi",
            ),
            due_on=date(2020, 12, 31),
            steps=(Step(on=date(2020, 11, 16), percent=60, text="Đã giám sát 4 trong 6 quy chế (minh họa)."),),
        ),
        Concluded(
            text=(
                "Mặt trận Tổ quốc thực hiện kế hoạch giám sát năm 2020 theo các Quyết định số 217 và 218; báo cáo "
                "kết quả giám sát 6 QCDC về Ban Chỉ đạo để tổng hợp"
            ),
            lead="mttq-cu-khoi",
            due_on=date(2020, 12, 31),
            period_note="hằng tháng",
            steps=(
                Step(on=date(2020, 10, 30), percent=30, text="Đã gửi báo cáo tháng 10 (minh họa)."),
                Step(on=date(2020, 11, 30), percent=60, text="Đã gửi báo cáo tháng 11 (minh họa)."),
            ),
        ),
    ),
)

YEAR_END = Meeting(
    host="ban-chi-dao-cu-khoi",
    kinds=("tong-ket",),
    period="2020-Y",
    title="Hội nghị tổng kết năm 2020 (minh họa)",
    starts_at=at(2020, 12, 22, 14, 0),
    ends_at=at(2020, 12, 22, 16, 0),
    place="Phòng họp 2, Ủy ban nhân dân phường Cự Khối",
    subject=f"{ILLUSTRATIVE}: hội nghị này cho thấy các kết luận ngày 23/9/2020 được xem lại ở kỳ sau.",
    chair="Nguyễn Thị Hồng Vân",
    excused=("Ngô Thị Lan",),
    prior_remark="Các kết luận chưa xong tiếp tục thực hiện đến hết năm 2020 (minh họa).",
    conclusions=(
        Concluded(
            text="Xây dựng kế hoạch thực hiện Quy chế dân chủ ở cơ sở năm 2021 của phường (minh họa)",
            lead="ubnd-cu-khoi",
            due_on=date(2021, 1, 29),
            steps=(
                Step(on=date(2021, 1, 25), percent=100, text="Kế hoạch đã ban hành (minh họa)."),
                Step(on=date(2021, 1, 27), what="sign_off"),
            ),
        ),
    ),
)

REPORT = Written(
    body="ban-chi-dao-cu-khoi",
    period="2020-9M",
    sections={
        "lanh-dao": (
            "Đảng ủy, Ban Chỉ đạo tiếp tục quán triệt Thông tri số 06-TT/QU ngày 02/3/2016 của Quận ủy; việc thực hiện "
            "Quy chế dân chủ gắn với nhiệm vụ chính trị của phường."
        ),
        "ket-qua": (
            "Những nội dung phải công khai được công khai theo quy định. Mặt trận Tổ quốc, các đoàn thể và Nhân dân "
            "giám sát theo phương châm “dân biết, dân bàn, dân làm, dân kiểm tra”."
        ),
        "danh-gia": (
            "Những việc còn tồn tại, cần tập trung trong quý IV: giải phóng mặt bằng các dự án, kế hoạch chấm dứt chăn "
            "nuôi, trật tự đô thị và vệ sinh môi trường."
        ),
    },
)

CASE = Case(
    clerk="cukhoi.tonghop",
    official="cukhoi.canbo",
    committee=COMMITTEE,
    meetings=(NINE_MONTHS, YEAR_END),
    report=REPORT,
    finished_on=date(2021, 1, 29),
)


# -- what the ward's committee was told by the end of the year: the subject is the article's, the rest is illustrative


@dataclass(frozen=True, kw_only=True)
class Supervised:
    """The supervision of a Party cell, with the days on which its steps were taken."""

    body: str
    subject: str
    title: str
    task: str  # the conclusion that it carries out
    team: tuple[str, ...]
    notice: tuple[str, date]
    begins_on: date
    ended_on: date
    good: str
    wrong: str
    result: tuple[str, date, str]
    asked: str
    answer: tuple[str, date, str]
    outcome: tuple[date, str]


PARTY_CELL_11 = Supervised(
    body="uy-ban-kiem-tra-cu-khoi",
    subject="chi-bo-11-cu-khoi",
    title="Giám sát việc thực hiện Quy chế dân chủ tại Chi bộ số 11",
    task="Giám sát việc thực hiện Quy chế dân chủ tại Chi bộ số 11",
    team=("Chủ nhiệm Ủy ban Kiểm tra Đảng ủy phường", "Phó Chủ tịch Ủy ban Mặt trận Tổ quốc phường"),
    notice=("06-KH/UBKT (minh họa)", date(2020, 10, 20)),
    begins_on=date(2020, 11, 10),
    ended_on=date(2020, 11, 13),
    good="Sinh hoạt Chi bộ đúng kỳ, đảng viên được thảo luận trước khi biểu quyết (minh họa).",
    wrong="Chưa niêm yết quy chế làm việc của Chi bộ tại nhà sinh hoạt tổ dân phố (minh họa).",
    result=(
        "11-TB/UBKT (minh họa)",
        date(2020, 11, 20),
        "Chi bộ số 11 thực hiện tốt các nội dung phải bàn, phải báo cáo; còn thiếu việc niêm yết (minh họa).",
    ),
    asked="Niêm yết quy chế làm việc của Chi bộ tại nhà sinh hoạt tổ dân phố (minh họa)",
    answer=("04-CV/CB (minh họa)", date(2020, 12, 4), "Chi bộ tiếp thu, niêm yết trong tháng 12 (minh họa)."),
    outcome=(date(2020, 12, 15), "Đã niêm yết, đoàn giám sát đã kiểm tra (minh họa)"),
)


@dataclass(frozen=True, kw_only=True)
class OfMonth:
    """What the Front reported of a month: on each of two types the number of checks, on the first a finding."""

    month: int
    number: str
    sent_on: date
    checks: tuple[tuple[str, int], ...]  # code of the regulation type, how many checks
    finding: str = ""  # one shortcoming, one recommendation


SIX_TYPES = (
    "xa-phuong", "co-quan-hanh-chinh", "don-vi-su-nghiep", "doanh-nghiep-nha-nuoc", "doanh-nghiep-ngoai-nha-nuoc",
    "hop-tac-xa",
)  # fmt: skip
FOUND_IN = {
    3: "Một tổ dân phố niêm yết mức đóng góp chậm 10 ngày (minh họa).",
    7: "Hộp thư góp ý của một cơ quan chưa mở theo lịch (minh họa).",
    11: "Một hợp tác xã chưa báo cáo tài chính trước đại hội (minh họa).",
}
TWELVE_MONTHS = tuple(
    OfMonth(
        month=month,
        number=f"{month:02}/BC-MTTQ (minh họa)",
        sent_on=date(2020 + month // 12, month % 12 + 1, 5),
        checks=((SIX_TYPES[(month - 1) % 6], 2), (SIX_TYPES[month % 6], 1)),
        finding=FOUND_IN.get(month, ""),
    )
    for month in range(1, 13)
)
"""Each type in four months: twice with two checks, twice with one; 36 checks, 3 shortcomings, 3 recommendations."""
