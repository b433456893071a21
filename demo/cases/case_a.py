"""Case A: the district's year-end review of 18/12/2020 (huyện Đầm Hà, Quảng Ninh).

The hours, the names and everything marked "minh họa" are invented; lead bodies and due dates are our choice. The
review of the first half of 2020 and that of 2021 are invented: they show conclusions coming back.
"""

from datetime import date

from .plain import (
    ILLUSTRATIVE,
    Came,
    Case,
    Change,
    Committee,
    Concluded,
    Meeting,
    Person,
    Said,
    Stated,
    Step,
    Written,
    at,
)

HEAD = "Đinh Văn Thành"

COMMITTEE = Committee(
    body="ban-chi-dao-dam-ha",
    on=date(2016, 4, 1),
    decision="Quyết định của Ban Thường vụ Huyện ủy về việc thành lập Ban Chỉ đạo (số, ngày minh họa)",
    standing_body="ban-dan-van-dam-ha",
    term="dang-2020-2025",
    members=(
        Person(
            full_name=HEAD,
            position="head",
            office="Phó Bí thư Thường trực Huyện ủy, Chủ tịch Hội đồng nhân dân huyện",
            sector="Phụ trách chung",
        ),
        Person(
            full_name="Hoàng Thị Minh",
            position="standdep",
            office="Trưởng Ban Dân vận Huyện ủy",
            sector="Hoạt động thường xuyên của Ban",
        ),
        Person(
            full_name="Chìu Văn Quý",
            position="deputy",
            office="Phó Chủ tịch Ủy ban nhân dân huyện",
            sector="Khối chính quyền, cơ quan hành chính",
        ),
        Person(full_name="Trần Thị Bích", position="member", office="Trưởng Ban Tuyên giáo Huyện ủy"),
        Person(
            full_name="Đặng Quốc Việt",
            position="member",
            office="Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam huyện",
            sector="Khối xã, thị trấn",
        ),
        Person(full_name="Lỷ A Tài", position="member", office="Phó Trưởng Ban Dân vận Huyện ủy"),
    ),
    changes=(
        Change(
            on=date(2020, 8, 20),
            decision="Quyết định của Ban Thường vụ Huyện ủy về việc kiện toàn Ban Chỉ đạo (số, ngày minh họa)",
            leave=("Lỷ A Tài",),
            join=(
                Person(
                    full_name="Nguyễn Hữu Phước",
                    position="member",
                    office="Trưởng Phòng Nội vụ",
                    sector="Dân chủ trong cơ quan hành chính, đơn vị sự nghiệp",
                ),
                Person(
                    full_name="Phùn Thị Lan",
                    position="member",
                    office="Chủ tịch Liên đoàn Lao động huyện",
                    sector="Dân chủ tại nơi làm việc, doanh nghiệp",
                ),
                Person(
                    full_name="Vũ Đức Thắng",
                    position="member",
                    office="Trưởng Phòng Tài nguyên và Môi trường",
                    sector="Đất đai, giải phóng mặt bằng",
                ),
            ),
            note="Kiện toàn, phân công thành viên theo lĩnh vực, sửa đổi quy chế làm việc.",
        ),
    ),
)

HALF_YEAR = Meeting(
    host="ban-chi-dao-dam-ha",
    kinds=("so-ket",),
    period="2020-H1",
    title="Hội nghị sơ kết 6 tháng đầu năm 2020 (minh họa)",
    starts_at=at(2020, 7, 10, 8, 0),
    ends_at=at(2020, 7, 10, 11, 0),
    place="Hội trường Huyện ủy Đầm Hà",
    subject=f"{ILLUSTRATIVE}: hội nghị này cho thấy kết luận của kỳ trước được xem lại cuối năm.",
    chair=HEAD,
    conclusions=(
        Concluded(
            text="Kiện toàn Ban Chỉ đạo từ huyện đến cơ sở, phân công thành viên theo lĩnh vực (minh họa)",
            lead="ban-dan-van-dam-ha",
            due_on=date(2020, 8, 31),
            steps=(
                Step(on=date(2020, 8, 24), percent=100, text="Đã kiện toàn ở huyện và các xã, thị trấn (minh họa)."),
                Step(on=date(2020, 8, 26), what="sign_off"),
            ),
        ),
        Concluded(
            text="Sửa đổi quy chế làm việc của Ban Chỉ đạo (minh họa)",
            lead="ban-dan-van-dam-ha",
            due_on=date(2020, 9, 30),
            steps=(
                Step(on=date(2020, 9, 18), percent=60, text="Đã có dự thảo (minh họa)."),
                Step(on=date(2020, 10, 6), percent=100, text="Quy chế sửa đổi đã ban hành (minh họa)."),
                Step(on=date(2020, 10, 8), what="sign_off"),
            ),
        ),
        Concluded(
            text="Giải quyết các vụ việc về đất đai còn tồn đọng ở cơ sở (minh họa)",
            lead="phong-tai-nguyen-dam-ha",
            supporters=("thanh-tra-dam-ha",),
            due_on=date(2020, 11, 30),
            steps=(Step(on=date(2020, 11, 25), percent=70, text="Còn một số vụ việc đang xác minh (minh họa)."),),
        ),
        Concluded(
            text="Kiểm tra việc thực hiện dân chủ tại các đơn vị sự nghiệp công lập (minh họa)",
            lead="phong-noi-vu-dam-ha",
            due_on=date(2021, 1, 31),
            steps=(Step(on=date(2020, 12, 4), percent=40, text="Đã kiểm tra các trường học (minh họa)."),),
        ),
    ),
)

YEAR_END = Meeting(
    host="ban-chi-dao-dam-ha",
    kinds=("tong-ket",),
    period="2020-Y",
    starts_at=at(2020, 12, 18, 14, 0),
    ends_at=at(2020, 12, 18, 17, 0),
    place="Hội trường Huyện ủy Đầm Hà",
    subject="Tổng kết công tác năm 2020, nhiệm vụ năm 2021 về thực hiện Quy chế dân chủ ở cơ sở.",
    chair=HEAD,
    proceedings=(
        "Dự hội nghị có Thường trực Hội đồng nhân dân và lãnh đạo Ủy ban nhân dân huyện. Chiến dịch “Đầm Hà – 30 ngày "
        "đêm” tập trung giải phóng mặt bằng đường cao tốc Vân Đồn – Móng Cái. Trong xây dựng nông thôn mới, Nhân dân "
        "đóng góp tiền, hiến đất và hoa màu."
    ),
    figures=(
        Stated(indicator="xa-nong-thon-moi", typed="8/8 xã"),
        Stated(indicator="xa-nong-thon-moi-nang-cao", typed="4 xã"),
        Stated(indicator="xa-nong-thon-moi-kieu-mau", typed="1 xã"),
        Stated(indicator="ty-le-ho-ngheo", typed="0,15 %"),
        Stated(indicator="thon-bau-truong", typed="100 %"),
        Stated(
            indicator="bau-bi-thu-truc-tiep",
            typed="100 %",
            note="nhiệm kỳ 2020–2025; Đại hội Đảng bộ huyện cũng bầu trực tiếp bí thư",
        ),
        Stated(indicator="cai-cach-hanh-chinh", typed="hạng 3 (xuất sắc)", period="2019-Y"),
        Stated(
            indicator="xa-giam-do-sap-xep",
            typed="1 xã",
            note="xã Quảng Lợi sáp nhập vào xã Quảng Tân",
        ),
        Stated(
            indicator="ky-hop-chuyen-de",
            typed="5 kỳ họp",
            note="trong đó điều chỉnh dự toán ngân sách và kế hoạch đầu tư công năm 2020",
        ),
    ),
    conclusions=(
        Concluded(
            text=(
                "Tuyên truyền Đại hội đại biểu toàn quốc lần thứ XIII của Đảng và cuộc bầu cử đại biểu Quốc hội, đại "
                "biểu Hội đồng nhân dân các cấp nhiệm kỳ 2021–2026"
            ),
            lead="ban-tuyen-giao-dam-ha",
            supporters=("ban-dan-van-dam-ha", "mttq-dam-ha"),
            due_on=date(2021, 5, 31),
            steps=(
                Step(on=date(2021, 3, 15), percent=60, text="Đã tuyên truyền kết quả Đại hội (minh họa)."),
                Step(on=date(2021, 5, 27), percent=100, text="Đã tuyên truyền bầu cử đến các thôn (minh họa)."),
                Step(on=date(2021, 5, 31), what="sign_off"),
            ),
        ),
        Concluded(
            text=(
                "Ban Chỉ đạo từ huyện đến cơ sở phối hợp với các cơ quan chuyên môn giải quyết đơn thư, các vụ việc "
                "tồn đọng"
            ),
            lead="ubnd-dam-ha",
            supporters=("thanh-tra-dam-ha", "ban-dan-van-dam-ha"),
            due_on=date(2021, 12, 31),
            steps=(Step(on=date(2021, 6, 18), percent=45, text="Đã phân loại, giao từng vụ việc (minh họa)."),),
        ),
        Concluded(
            text=(
                "Lắng nghe, đối thoại, giải quyết các vấn đề mới phát sinh ở cơ sở, trước hết là những vấn đề liên "
                "quan đến đất đai"
            ),
            lead="phong-tai-nguyen-dam-ha",
            supporters=("ubnd-dam-ha",),
            due_on=date(2021, 6, 30),
            steps=(Step(on=date(2021, 5, 20), percent=50, text="Đã đối thoại ở các xã có dự án (minh họa)."),),
        ),
        Concluded(
            text=("Thực hiện Pháp lệnh 34 ở xã, thị trấn và Nghị định số 149/2018/NĐ-CP tại nơi làm việc"),
            lead="phong-noi-vu-dam-ha",
            supporters=("lien-doan-lao-dong-dam-ha",),
            due_on=date(2021, 12, 31),
        ),
        Concluded(
            text="Duy trì công tác phòng, chống dịch COVID-19",
            lead="trung-tam-y-te-dam-ha",
            due_on=date(2021, 12, 31),
            steps=(Step(on=date(2021, 6, 25), percent=50, text="Duy trì các chốt, tổ giám sát cộng đồng (minh họa)."),),
        ),
    ),
)

HALF_YEAR_2021 = Meeting(
    host="ban-chi-dao-dam-ha",
    kinds=("so-ket",),
    period="2021-H1",
    title="Hội nghị sơ kết 6 tháng đầu năm 2021 (minh họa)",
    starts_at=at(2021, 7, 9, 8, 0),
    ends_at=at(2021, 7, 9, 10, 30),
    place="Hội trường Huyện ủy Đầm Hà",
    subject=f"{ILLUSTRATIVE}: hội nghị này cho thấy các kết luận ngày 18/12/2020 được xem lại ở kỳ sau.",
    chair=HEAD,
    attendance=(Came(body="ubnd-dam-ha", invited=3, present=3), Came(body="mttq-dam-ha", invited=2, present=2)),
    opinions=(
        Said(
            text="Đề nghị sớm giải quyết các kiến nghị về đất đai ở những xã có dự án (minh họa)",
            body="mttq-dam-ha",
            answered_by="Trưởng Phòng Tài nguyên và Môi trường",
            answer="Tiếp thu, giải quyết xong trong quý III năm 2021 (minh họa)",
        ),
    ),
)

REPORT = Written(
    body="ban-chi-dao-dam-ha",
    period="2020-Y",
    sections={
        "lanh-dao": (
            "Ban Chỉ đạo các cấp được kiện toàn, thành viên được phân công theo lĩnh vực, quy chế làm việc được "
            "sửa đổi."
        ),
        "ket-qua": (
            "Từ ngày 01/01/2020, xã Quảng Lợi sáp nhập vào xã Quảng Tân, huyện giảm một xã.\n"
            "Chiến dịch “Đầm Hà – 30 ngày đêm” tập trung giải phóng mặt bằng đường cao tốc Vân Đồn – Móng Cái. Trong "
            "xây dựng nông thôn mới, Nhân dân đóng góp tiền, hiến đất và hoa màu."
        ),
        "kiem-tra": (
            "Hội đồng nhân dân huyện giám sát việc giải quyết kiến nghị của cử tri gửi đến kỳ họp thứ 11, theo dõi "
            "việc thực hiện các kiến nghị sau giám sát."
        ),
    },
)

CASE = Case(
    clerk="damha.tonghop",
    official="damha.canbo",
    committee=COMMITTEE,
    meetings=(HALF_YEAR, YEAR_END, HALF_YEAR_2021),
    report=REPORT,
    finished_on=date(2022, 1, 14),
)
