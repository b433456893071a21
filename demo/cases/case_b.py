"""Case B: the Council's thematic conference on voter petitions of 02/10/2020, with the third-quarter briefing.

Standing Committee of the People's Council of huyện Đầm Hà, held in xã Quảng Lâm. One event of two kinds, and a visit
afterwards. The hours, the names and what is marked "minh họa" are invented; lead bodies and due dates are our choice.
"""

from datetime import date

from .plain import Came, Case, Concluded, Meeting, Said, Stated, Step, at

CONFERENCE = Meeting(
    host="thuong-truc-hdnd-dam-ha",
    kinds=("chuyen-de", "giao-ban", "tham-quan"),
    period="2020-Q3",
    starts_at=at(2020, 10, 2, 14, 0),
    ends_at=at(2020, 10, 2, 17, 0),
    place="Xã Quảng Lâm, huyện Đầm Hà",
    subject=(
        "Nâng cao chất lượng giải quyết kiến nghị của cử tri; giao ban quý III với Thường trực Hội đồng nhân dân các "
        "xã, thị trấn."
    ),
    chair="Tô Văn Hải",
    chair_office="Phó Chủ tịch Hội đồng nhân dân huyện",
    proceedings=(
        "Kiến nghị được phân loại, tổng hợp; ngay sau mỗi kỳ họp có văn bản đề nghị Ủy ban nhân dân giải quyết. Hạn "
        "chế: một số kiến nghị được giải quyết chậm hoặc chưa dứt điểm; Ủy ban nhân dân giao việc, kiểm tra chưa chặt "
        "chẽ; cử tri được thông báo kết quả chậm, không thường xuyên.\n"
        "Hội nghị đánh giá hoạt động 9 tháng của Hội đồng nhân dân huyện và các xã, thị trấn. Một Ủy viên Ban Thường "
        "vụ Huyện ủy dự, kết luận. Sau hội nghị, đại biểu thăm cơ sở nấu rượu của hợp tác xã ở bản Tài Lý Sáy, việc "
        "xây dựng nông thôn mới và thực hiện dân chủ ở cơ sở tại xã Quảng Lâm."
    ),
    attendance=(
        Came(label="Thường trực Hội đồng nhân dân các xã, thị trấn (số lượng minh họa)", invited=18, present=18),
        Came(label="Tổ đại biểu Hội đồng nhân dân huyện (số lượng minh họa)", invited=8, present=7),
    ),
    figures=(
        Stated(
            indicator="kien-nghi-cu-tri-nhiem-ky",
            typed="303 kiến nghị",
            period="2016-05-22..2020-10-02",
            note="gửi đến các kỳ họp của Hội đồng nhân dân từ đầu nhiệm kỳ",
        ),
    ),
    opinions=(
        Said(
            speaker="Đại biểu dự hội nghị",
            text=(
                "Ngay sau kỳ họp, Thường trực Hội đồng nhân dân gửi kiến nghị bằng văn bản đến Ủy ban nhân dân cùng "
                "cấp."
            ),
        ),
        Said(
            speaker="Đại biểu dự hội nghị",
            text="Lựa chọn kỹ đối tượng giám sát: việc chưa được giải quyết và việc đã giải quyết nhưng chưa dứt điểm.",
        ),
        Said(
            speaker="Đại biểu dự hội nghị",
            text=(
                "Kết hợp giám sát giải quyết kiến nghị với các chương trình giám sát, khảo sát khác của Hội đồng nhân "
                "dân."
            ),
        ),
    ),
    conclusions=(
        Concluded(
            text="Thực hiện các giải pháp nâng cao chất lượng giám sát việc giải quyết kiến nghị của cử tri ở mỗi cấp",
            lead="ban-phap-che-dam-ha",
            supporters=("hdnd-quang-lam", "hdnd-quang-tan"),
            due_on=date(2020, 12, 31),
            steps=(Step(on=date(2020, 11, 12), percent=50, text="Đã có kế hoạch giám sát (minh họa)."),),
        ),
        Concluded(
            text="Phòng, chống dịch bệnh cùng với phục hồi kinh tế",
            lead="ubnd-dam-ha",
            due_on=date(2020, 12, 31),
        ),
        Concluded(
            text="Các xã xây dựng nông thôn mới nâng cao, kiểu mẫu, rà soát từng tiêu chí",
            lead="ubnd-dam-ha",
            supporters=("ubnd-quang-lam", "ubnd-quang-tan", "ubnd-duc-yen", "ubnd-tan-binh"),
            due_on=date(2020, 12, 31),
        ),
        Concluded(
            text="Cùng cấp ủy tuyên truyền nghị quyết đại hội đảng các cấp và cuộc bầu cử sắp tới",
            lead="ban-tuyen-giao-dam-ha",
            due_on=date(2020, 12, 31),
        ),
        Concluded(
            text="Duy trì hiệu quả hoạt động của Ban Điều hành ngân sách",
            lead="phong-tai-chinh-dam-ha",
            due_on=date(2020, 12, 31),
            steps=(
                Step(on=date(2020, 12, 21), percent=100, text="Đã họp, báo cáo kết quả điều hành (minh họa)."),
                Step(on=date(2020, 12, 28), what="sign_off"),
            ),
        ),
        Concluded(
            text="Tăng cường hoạt động giám sát của Hội đồng nhân dân",
            lead="ban-kinh-te-xa-hoi-dam-ha",
            due_on=date(2020, 12, 31),
        ),
        Concluded(
            text=(
                "Phối hợp với Mặt trận Tổ quốc tổ chức tiếp xúc cử tri, tiếp công dân, giải quyết khiếu nại, tố cáo "
                "theo quy định"
            ),
            lead="mttq-dam-ha",
            supporters=("thanh-tra-dam-ha",),
            due_on=date(2020, 12, 31),
        ),
    ),
)

CASE = Case(clerk="damha.tonghop", official="damha.canbo", meetings=(CONFERENCE,), finished_on=date(2021, 1, 15))
