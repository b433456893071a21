"""The figures of cases A to D on their way up: villages, communes, districts, provinces, as forms of 2019 and 2020.

Figures of the articles stand here once, as they were stated; how they spread over communes and villages is invented
and says so, and adds up to what the articles state. Where an article is silent nothing is invented: the line says why
there is no figure. Counted lines (models, commendations, opinions, regulations, monthly reports) are not typed at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from accounts.models import User
from accounts.services import close_account
from demo.building import START, founder, give, open_person, user
from demo.filing import (
    Figures,
    Sheet,
    Told,
    calendar_windows,
    found_form,
    hand_in,
    invented,
    on,
    send_down,
    sign,
    sign_on_paper,
    take_in,
)
from indicators.models import Form, Submission
from indicators.services import submitting
from organizations.enums import Role

YEAR, NINE_MONTHS, YEAR_BEFORE = "2020-Y", "2020-9M", "2019-Y"
DAM_HA, BINH_LIEU, WARD = "dam-ha", "binh-lieu", "cu-khoi"

# user name, invented name, role, units: they hand in what others recorded on paper and cannot sign in
PEOPLE = (
    ("quangninh.solieu", "Phạm Thị Thúy", Role.CLERK, ("quang-ninh",)),
    ("quangninh.xa", "Voòng Thị Mai", Role.OFFICIAL, ()),  # every commune, see load()
    ("quangninh.lanhdao", "Trần Đức Long", Role.LEADER, ("quang-ninh", DAM_HA, BINH_LIEU)),
    ("hanoi.solieu", "Lê Thu Trang", Role.CLERK, ("ha-noi",)),
    ("hanoi.lanhdao", "Nguyễn Quốc Bình", Role.LEADER, ("ha-noi", "long-bien", "cu-khoi")),
)

# Commune of Đầm Hà: households, poor among them, new-style rural (1 standard, 2 advanced, 3 model; None: a township),
# Party units, voter petitions since the start of the term. Together 18 of 12,000 poor, 8 communes of which 4 are
# advanced and 1 of these a model, 303 petitions.
COMMUNES: Mapping[str, tuple[int, int, int | None, int, int]] = {
    "thi-tran-dam-ha": (2400, 1, None, 24, 41),
    "xa-dam-ha": (900, 1, 1, 10, 28),
    "dai-binh": (1100, 2, 2, 12, 30),
    "duc-yen": (1000, 1, 3, 11, 27),
    "quang-an": (1250, 4, 1, 12, 33),
    "quang-lam": (1150, 5, 1, 13, 36),
    "quang-tan": (1900, 2, 2, 20, 52),
    "tan-binh": (1300, 1, 2, 13, 31),
    "tan-lap": (1000, 1, 1, 10, 25),
}
OF_BINH_LIEU = ("dong-van", "luc-hon", "vo-ngai")
WITH_VILLAGES = ("quang-lam", "quang-tan")
UNSTATED = Told(missing="Bài viết không nêu số liệu này của đơn vị")
NO_VILLAGES = Told(missing="Dữ liệu minh họa không có thôn nào của đơn vị")

VILLAGE_FORM = Sheet(
    name="Dân chủ ở thôn, bản, khu phố năm 2020", issuer="ubnd-dam-ha", level="village", spans=("year",),
    sections=(("Bầu trưởng thôn", ("thon-bau-truong",)),),
)  # fmt: skip
COMMUNE_FORM = Sheet(
    name="Thực hiện Quy chế dân chủ ở cơ sở của xã, thị trấn năm 2020", issuer="ubnd-quang-ninh", level="commune",
    spans=("year",),
    sections=(
        ("Tổ chức", ("thon-bau-truong", "bau-bi-thu-truc-tiep")),
        (
            "Nông thôn mới, giảm nghèo",
            ("xa-nong-thon-moi", "xa-nong-thon-moi-nang-cao", "xa-nong-thon-moi-kieu-mau", "ty-le-ho-ngheo"),
        ),
        ("Dân vận khéo", ("mo-hinh-dang-ky",)),
    ),
)  # fmt: skip
_ABOVE = (
    (
        "Tổ chức",
        ("thon-bau-truong", "bau-bi-thu-truc-tiep", "xa-giam-do-sap-xep", "ky-hop-chuyen-de"),
    ),
    (
        "Nông thôn mới, giảm nghèo",
        ("xa-nong-thon-moi", "xa-nong-thon-moi-nang-cao", "xa-nong-thon-moi-kieu-mau", "ty-le-ho-ngheo"),
    ),
    ("Dân vận khéo", ("mo-hinh-dang-ky", "mo-hinh-dan-van-kheo", "dien-hinh-duoc-khen", "dien-hinh-tien-tien")),
)
DISTRICT_FORM = Sheet(
    name="Thực hiện Quy chế dân chủ ở cơ sở của huyện năm 2020", issuer="ubnd-quang-ninh", level="district",
    spans=("year",),
    sections=(
        *_ABOVE,
        ("Mục tiêu phấn đấu", ("xa-phan-dau-nong-thon-moi", "thon-ra-khoi-dac-biet-kho-khan")),
    ),
    own=("mo-hinh-dang-ky",),
    optional=("xa-phan-dau-nong-thon-moi", "thon-ra-khoi-dac-biet-kho-khan"),
)  # fmt: skip
PROVINCE_FORM = Sheet(
    name="Tổng hợp thực hiện Quy chế dân chủ ở cơ sở của tỉnh năm 2020", issuer="ubnd-quang-ninh", level="province",
    spans=("year",), sections=_ABOVE,
)  # fmt: skip
RANKS = Sheet(
    name="Chỉ số cải cách hành chính của huyện", issuer="ubnd-quang-ninh", level="district", spans=("year",),
    sections=(("Chỉ số cải cách hành chính", ("cai-cach-hanh-chinh",)),),
)  # fmt: skip
_PETITIONS = (("Kiến nghị của cử tri", ("kien-nghi-cu-tri-nhiem-ky",)),)
PETITIONS = tuple(
    Sheet(name=name, issuer=issuer, level=level, spans=("nine_months",), answerer="hdnd", sections=_PETITIONS)
    for level, issuer, name in (
        ("commune", "hdnd-dam-ha", "Kiến nghị của cử tri gửi đến các kỳ họp, theo xã"),
        ("district", "hdnd-quang-ninh", "Kiến nghị của cử tri gửi đến các kỳ họp, theo huyện"),
        ("province", "hdnd-quang-ninh", "Kiến nghị của cử tri gửi đến các kỳ họp của tỉnh"),
    )
)
_DEMOCRACY = ("y-kien-tai-hoi-nghi", "quy-che-dan-chu", "bao-cao-giam-sat-thang")
OF_HA_NOI = tuple(
    Sheet(
        name=f"Thực hiện quy chế dân chủ ở cơ sở {of} năm 2020", issuer="ubnd-ha-noi", level=level,
        spans=("nine_months", "year"), sections=(("Thực hiện quy chế dân chủ", lines),),
        own=("quy-che-hieu-luc",) if level == "district" else (),
    )
    for level, of, lines in (
        ("commune", "của phường", _DEMOCRACY),
        ("district", "của quận", (*_DEMOCRACY, "quy-che-hieu-luc")),
        ("province", "của thành phố", (*_DEMOCRACY, "quy-che-hieu-luc")),
    )
)  # fmt: skip

YEAR_END = "Hội nghị tổng kết ngày 18/12/2020"
OF_DAM_HA: Figures = {
    "xa-giam-do-sap-xep": Told(typed="1 xã", note="Xã Quảng Lợi sáp nhập vào xã Quảng Tân từ 01/01/2020"),
    "ky-hop-chuyen-de": Told(typed="5 kỳ họp", note=YEAR_END),
    "mo-hinh-dan-van-kheo": UNSTATED,
    "dien-hinh-tien-tien": UNSTATED,
}
# The sum of 53 is the article's, its spread over five fields is invented.
MODELS = {
    "kinh-te": 15, "van-hoa-xa-hoi": 14, "giai-phong-mat-bang": 6, "moi-truong": 10, "he-thong-chinh-tri": 8,
    "quoc-phong-an-ninh": 0, "khac": 0, "chua-phan": 0,
}  # fmt: skip
REVIEW_OF_BINH_LIEU = "Hội nghị ngày 31/3/2021"
COMMENDED = {"trung-uong": 0, "tinh": 1, "huyen": 15, "xa": 0}
_SILENT: Figures = dict.fromkeys(
    ("thon-bau-truong", "bau-bi-thu-truc-tiep", "xa-nong-thon-moi", "xa-nong-thon-moi-nang-cao",
     "xa-nong-thon-moi-kieu-mau", "ty-le-ho-ngheo"),
    UNSTATED,
)  # fmt: skip
OF_BINH_LIEU_DISTRICT: Figures = {
    **_SILENT,
    "xa-giam-do-sap-xep": UNSTATED,
    "ky-hop-chuyen-de": UNSTATED,
    **{f"mo-hinh-dan-van-kheo.{item}": invented(str(number)) for item, number in MODELS.items()},
    **{
        f"dien-hinh-tien-tien.{item}": Told(typed=str(number), note=REVIEW_OF_BINH_LIEU)
        for item, number in COMMENDED.items()
    },
    "xa-phan-dau-nong-thon-moi": Told(typed="Đồng Văn, Lục Hồn, Vô Ngại; bài viết không nêu kết quả"),
    "thon-ra-khoi-dac-biet-kho-khan": Told(typed="Cao Thắng, Khe O (xã Lục Hồn); bài viết không nêu kết quả"),
}  # fmt: skip
RANK = {
    DAM_HA: {"cai-cach-hanh-chinh": Told(typed="hạng 3 (xuất sắc)", note=YEAR_END)},
    BINH_LIEU: {"cai-cach-hanh-chinh": UNSTATED},
}
SIX = {"quy-che-dan-chu": Told(typed="6 quy chế", note="Do quận ban hành, gọi là 6 QCDC")}


def is_loaded() -> bool:
    return Form.objects.filter(issuer__code="ubnd-ha-noi").exists()


def load() -> None:
    """After what the counted lines count, while the units of 2020 live."""
    _people()
    with on(date(2019, 1, 2)):
        calendar_windows(2019, user("quangninh.solieu"))
        calendar_windows(2020, user("quangninh.solieu"))
        ranks = found_form(RANKS, user("quangninh.solieu"))
    _ranks(ranks)
    _petitions()
    _year_of_quang_ninh()
    _ha_noi()


def _people() -> None:
    for username, full_name, role, units in PEOPLE:
        open_person(username, full_name, by=founder())
        for code in units:
            give(username, role, code, on=START)
    for code in (*COMMUNES, *OF_BINH_LIEU):
        give("quangninh.xa", Role.OFFICIAL, code, on=START)
        give("quangninh.lanhdao", Role.LEADER, code, on=START)
    for username, *_rest in PEOPLE:  # before the story is told: nobody reads what the portal would tell them
        close_account(user=user(username), reason="Chỉ ghi lại số liệu năm 2019, 2020", by=founder())


def _go_up(
    rows: Mapping[str, Submission], figures: Mapping[str, Figures], *, typists: Mapping[str, User] | User, leader: User,
    issuer: User | None = None,
) -> None:  # fmt: skip
    """Everybody hands in and signs; the issuer accepts, or takes all of it into its own form at once."""
    sent = []
    for code, row in rows.items():
        typist = typists if isinstance(typists, User) else typists[code]
        sent.append(sign(hand_in(row, figures.get(code, {}), typist), leader))
    if issuer is not None:
        take_in(sent, issuer)


def _ranks(form: Form) -> None:
    clerk = user("quangninh.solieu")
    with on(date(2020, 6, 1)):
        rows = send_down(form, YEAR_BEFORE, clerk, due_on=date(2020, 6, 30))
    with on(date(2020, 6, 19)):
        _go_up(rows, RANK, typists=_districts(), leader=user("quangninh.lanhdao"), issuer=clerk)


def _districts() -> dict[str, User]:
    return {DAM_HA: user("damha.tonghop"), BINH_LIEU: user("binhlieu.tonghop")}


def _petitions() -> None:
    clerk, leader = user("quangninh.solieu"), user("quangninh.lanhdao")
    of_commune, of_district, of_province = PETITIONS
    with on(date(2020, 1, 6)):
        lowest = found_form(of_commune, user("damha.tonghop"))
        middle = found_form(of_district, clerk, below=lowest)
        highest = found_form(of_province, clerk, below=middle)
    with on(date(2020, 10, 1)):
        communes = send_down(lowest, NINE_MONTHS, user("damha.tonghop"))
        districts = send_down(middle, NINE_MONTHS, clerk)
        province = send_down(highest, NINE_MONTHS, clerk)
    code = "kien-nghi-cu-tri-nhiem-ky"
    typed = {unit: {code: invented(f"{row[4]} kiến nghị")} for unit, row in COMMUNES.items()}
    with on(date(2020, 10, 2)):
        _go_up(communes, typed, typists=user("quangninh.xa"), leader=leader)
    with on(date(2020, 10, 5)):
        _go_up(districts, {BINH_LIEU: {code: UNSTATED}}, typists=_districts(), leader=leader, issuer=clerk)
    with on(date(2020, 10, 7)):
        _go_up(province, {}, typists=clerk, leader=leader, issuer=clerk)


def _year_of_quang_ninh() -> None:
    clerk, leader, communes_clerk = (user(f"quangninh.{name}") for name in ("solieu", "lanhdao", "xa"))
    with on(date(2020, 1, 6)):
        village = found_form(VILLAGE_FORM, user("damha.tonghop"))
        commune = found_form(COMMUNE_FORM, clerk, below=village)
        district = found_form(DISTRICT_FORM, clerk, below=commune)
        province = found_form(PROVINCE_FORM, clerk, below=district)
    with on(date(2021, 1, 1)):
        villages = send_down(village, YEAR, user("damha.tonghop"))
        communes, districts, provinces = (send_down(form, YEAR, clerk) for form in (commune, district, province))
    elected = {code: {"thon-bau-truong": invented("1/1")} for code in villages}
    with on(date(2021, 1, 4)):
        _go_up(villages, elected, typists=communes_clerk, leader=leader)
    figures = {code: _of_commune(code) for code in COMMUNES} | dict.fromkeys(OF_BINH_LIEU, _SILENT)
    with on(date(2021, 1, 5)):
        _go_up(communes, figures, typists=communes_clerk, leader=leader)
    with on(date(2021, 1, 6)):
        of_districts = {DAM_HA: OF_DAM_HA, BINH_LIEU: OF_BINH_LIEU_DISTRICT}
        _go_up(districts, of_districts, typists=_districts(), leader=leader, issuer=clerk)
    with on(date(2021, 1, 7)):
        _go_up(provinces, {}, typists=clerk, leader=leader, issuer=clerk)


def _of_commune(code: str) -> Figures:
    households, poor, rural, units, _petitions = COMMUNES[code]
    figures = {
        "bau-bi-thu-truc-tiep": invented(f"{units}/{units}"),
        "ty-le-ho-ngheo": invented(f"{poor}/{households}"),
    }
    if code not in WITH_VILLAGES:
        figures["thon-bau-truong"] = NO_VILLAGES
    if rural is None:
        township = Told(missing="Thị trấn, không thuộc chương trình")
        return figures | dict.fromkeys(COMMUNE_FORM.sections[1][1][:3], township)
    return figures | {
        "xa-nong-thon-moi": invented("1/1"),
        "xa-nong-thon-moi-nang-cao": invented(str(int(rural >= 2))),
        "xa-nong-thon-moi-kieu-mau": invented(str(int(rural == 3))),
    }


def _ha_noi() -> None:
    clerk, leader = user("hanoi.solieu"), user("hanoi.lanhdao")
    typists = {
        WARD: user("cukhoi.canbo"), "long-bien": user("longbien.tonghop"), "ha-noi": clerk,
    }  # fmt: skip
    below, made = None, []
    with on(date(2020, 1, 6)):
        for sheet in OF_HA_NOI:
            below = found_form(sheet, clerk, below=below)
            made.append(below)
    with on(date(2020, 10, 1)):
        ward, *above = [send_down(form, NINE_MONTHS, clerk) for form in made]
        for level in (ward, *above):
            _go_up(level, {WARD: SIX}, typists=typists, leader=leader, issuer=clerk)
    with on(date(2021, 1, 5)):
        ward, *above = [send_down(form, YEAR, clerk) for form in made]
        _on_paper(ward[WARD], typists[WARD])
        for level in above:
            _go_up(level, {}, typists=typists, leader=leader, issuer=clerk)


def _on_paper(submission: Submission, official: User) -> None:
    """The chairman signed a printed form; the office kept the slip and noted its number."""
    sent = hand_in(submission, SIX, official)
    sent = sign_on_paper(sent, signed_by="Lê Minh Tuấn, Chủ tịch Ủy ban nhân dân phường", by=official)
    submitting.number(submission=sent, number="03/BC-UBND (minh họa)", dated=date(2021, 1, 5), by=official)
