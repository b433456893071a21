"""Which bodies units of each level have, then and now."""

from .building import Seat

COMMITTEE = "Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở {unit}"

PROVINCE = (
    Seat("tinh-uy", "Tỉnh ủy {name}", "Tỉnh ủy", "TU"),
    Seat("ban-chi-dao", COMMITTEE, "Ban Chỉ đạo", "BCĐ", parent="tinh-uy"),
    Seat("hdnd", "Hội đồng nhân dân {unit}", "HĐND tỉnh", "HĐND"),
    Seat("ubnd", "Ủy ban nhân dân {unit}", "UBND tỉnh", "UBND"),
    Seat("mttq", "Ủy ban Mặt trận Tổ quốc Việt Nam {unit}", "MTTQ tỉnh", "MTTQ"),
)

CITY = (
    Seat("tinh-uy", "Thành ủy {name}", "Thành ủy", "ThU"),
    Seat("hdnd", "Hội đồng nhân dân {unit}", "HĐND thành phố", "HĐND"),
    Seat("ubnd", "Ủy ban nhân dân {unit}", "UBND thành phố", "UBND"),
    Seat("mttq", "Ủy ban Mặt trận Tổ quốc Việt Nam {unit}", "MTTQ thành phố", "MTTQ"),
)

URBAN_DISTRICT = (
    Seat("huyen-uy", "Quận ủy {name}", "Quận ủy", "QU"),
    Seat("ban-chi-dao", COMMITTEE, "Ban Chỉ đạo", "BCĐ", parent="huyen-uy"),
    Seat("ubnd", "Ủy ban nhân dân {unit}", "UBND quận", "UBND"),
    Seat("mttq", "Ủy ban Mặt trận Tổ quốc Việt Nam {unit}", "MTTQ quận", "MTTQ"),
)

TOWN = (
    Seat("huyen-uy", "Thị ủy {name}", "Thị ủy", "ThU"),
    Seat("ubnd", "Ủy ban nhân dân {unit}", "UBND thị xã", "UBND"),
)

DISTRICT = (
    Seat("huyen-uy", "Huyện ủy {name}", "Huyện ủy", "HU"),
    Seat("ban-chi-dao", COMMITTEE, "Ban Chỉ đạo", "BCĐ", parent="huyen-uy"),
    Seat("hdnd", "Hội đồng nhân dân {unit}", "HĐND huyện", "HĐND"),
    Seat("ubnd", "Ủy ban nhân dân {unit}", "UBND huyện", "UBND"),
    Seat("mttq", "Ủy ban Mặt trận Tổ quốc Việt Nam {unit}", "MTTQ huyện", "MTTQ"),
)

DISTRICT_OFFICES = (
    *DISTRICT,
    Seat("ban-dan-van", "Ban Dân vận Huyện ủy {name}", "Ban Dân vận", "BDV", parent="huyen-uy"),
    Seat("ban-tuyen-giao", "Ban Tuyên giáo Huyện ủy {name}", "Ban Tuyên giáo", "BTG", parent="huyen-uy"),
    Seat("thuong-truc-hdnd", "Thường trực Hội đồng nhân dân {unit}", "Thường trực HĐND", "HĐND", parent="hdnd"),
    Seat(
        "ban-hdnd",
        "Ban Pháp chế Hội đồng nhân dân {unit}",
        "Ban Pháp chế HĐND",
        "BPC",
        parent="hdnd",
        code="ban-phap-che",
    ),
    Seat(
        "ban-hdnd",
        "Ban Kinh tế - Xã hội Hội đồng nhân dân {unit}",
        "Ban KT-XH HĐND",
        "BKTXH",
        parent="hdnd",
        code="ban-kinh-te-xa-hoi",
    ),
    Seat("phong-noi-vu", "Phòng Nội vụ {unit}", "Phòng Nội vụ", "NV", parent="ubnd"),
    Seat(
        "phong-chuyen-mon",
        "Phòng Tài nguyên và Môi trường {unit}",
        "Phòng TN&MT",
        "TNMT",
        parent="ubnd",
        code="phong-tai-nguyen",
    ),
    Seat(
        "phong-chuyen-mon",
        "Phòng Tài chính - Kế hoạch {unit}",
        "Phòng TC-KH",
        "TCKH",
        parent="ubnd",
        code="phong-tai-chinh",
    ),
    Seat("thanh-tra", "Thanh tra {unit}", "Thanh tra huyện", "TTr", parent="ubnd"),
    Seat("don-vi-su-nghiep", "Trung tâm Y tế {unit}", "TT Y tế", "TTYT", parent="ubnd", code="trung-tam-y-te"),
    Seat("cong-doan", "Liên đoàn Lao động {unit}", "LĐLĐ huyện", "LĐLĐ", code="lien-doan-lao-dong"),
)

BINH_LIEU = (
    *DISTRICT,
    Seat("ban-dan-van", "Ban Dân vận Huyện ủy {name}", "Ban Dân vận", "BDV", parent="huyen-uy"),
    Seat(
        "co-quan-khoi-mttq",
        "Cơ quan Khối Mặt trận Tổ quốc và các đoàn thể {unit}",
        "Cơ quan Khối MTTQ",
        "CQK",
        code="co-quan-khoi",
    ),
)

COMMUNE = (
    Seat("dang-uy", "Đảng ủy {unit}", "Đảng ủy", "ĐU"),
    Seat("hdnd", "Hội đồng nhân dân {unit}", "HĐND", "HĐND"),
    Seat("ubnd", "Ủy ban nhân dân {unit}", "UBND", "UBND"),
    Seat("mttq", "Ủy ban Mặt trận Tổ quốc Việt Nam {unit}", "MTTQ", "MTTQ"),
)

STEERED_COMMUNE = (*COMMUNE, Seat("ban-chi-dao", COMMITTEE, "Ban Chỉ đạo", "BCĐ", parent="dang-uy"))

CU_KHOI = (
    *STEERED_COMMUNE,
    Seat("uy-ban-kiem-tra", "Ủy ban Kiểm tra Đảng ủy {unit}", "UBKT Đảng ủy", "UBKT", parent="dang-uy"),
    Seat("chi-bo", "Chi bộ số 11 {unit}", "Chi bộ số 11", parent="dang-uy", code="chi-bo-11"),
    Seat("ban-thanh-tra-nhan-dan", "Ban Thanh tra nhân dân {unit}", "Ban TTND"),
    Seat("ban-giam-sat-dau-tu", "Ban Giám sát đầu tư của cộng đồng {unit}", "Ban GSĐT cộng đồng"),
    Seat("hoi-phu-nu", "Hội Liên hiệp Phụ nữ {unit}", "Hội LHPN", "HPN"),
)

FIVE_ORGANISATIONS = (
    Seat("cong-doan", "Công đoàn {unit}", "Công đoàn", "CĐ", parent="mttq"),
    Seat("hoi-nong-dan", "Hội Nông dân {unit}", "Hội Nông dân", "HND", parent="mttq"),
    Seat("doan-thanh-nien", "Đoàn Thanh niên Cộng sản Hồ Chí Minh {unit}", "Đoàn Thanh niên", "ĐTN", parent="mttq"),
    Seat("hoi-phu-nu", "Hội Liên hiệp Phụ nữ {unit}", "Hội LHPN", "HPN", parent="mttq"),
    Seat("hoi-cuu-chien-binh", "Hội Cựu chiến binh {unit}", "Hội CCB", "CCB", parent="mttq"),
)

OFFICES_OF_TODAY = (
    Seat("ban-xay-dung-dang", "Ban Xây dựng Đảng Đảng ủy {unit}", "Ban Xây dựng Đảng", "BXDĐ", parent="dang-uy"),
    Seat("van-phong", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân {unit}", "Văn phòng", "VP", parent="ubnd"),
    Seat("phong-kinh-te", "Phòng Kinh tế {unit}", "Phòng Kinh tế", "KT", parent="ubnd"),
    Seat("phong-van-hoa-xa-hoi", "Phòng Văn hóa - Xã hội {unit}", "Phòng VH-XH", "VHXH", parent="ubnd"),
    Seat(
        "trung-tam-hanh-chinh-cong",
        "Trung tâm Phục vụ hành chính công {unit}",
        "TT PVHCC",
        "TTHCC",
        parent="ubnd",
    ),
)
