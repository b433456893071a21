"""In whose name a body's papers are signed, and by whom: Decree 30/2020/NĐ-CP, Article 13; the Party's guidances.

A body that decides together signs "TM." (the Party "T/M") and its name; one that a single person heads signs with that
person's title alone. Where the head's place is empty, a deputy who is known signs: "KT." in State papers; a Party
committee has its deputies sign "T/M", too. Where nobody is known, the head's title stands over room for the name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from common.official import Style
from organizations.letterhead import in_name_of, office_of
from organizations.models import Body
from steering.enums import Position

HEAD = "TRƯỞNG BAN"
DEPUTIES: dict[str, str] = {
    Position.STANDING_DEPUTY: "PHÓ TRƯỞNG BAN THƯỜNG TRỰC",
    Position.DEPUTY: "PHÓ TRƯỞNG BAN",
}
"""Who signs for the head, in official order; boards of the people call these places as committees do."""
CHAIR, SECRETARY = "CHỦ TRÌ", "THƯ KÝ"
"""Who sign minutes, beside each other."""
NAMED = ""
"""In place of the name of a body: the one that it has."""

# Kind of body: in whose name it signs (None: its head signs for nobody), and the title of its head.
COLLECTIVES: dict[str, tuple[str, str]] = {
    "tinh-uy": (NAMED, "BÍ THƯ"),
    "huyen-uy": (NAMED, "BÍ THƯ"),
    "dang-uy": (NAMED, "BÍ THƯ"),
    "chi-bo": (NAMED, "BÍ THƯ"),
    "ban-chi-dao": ("Ban Chỉ đạo", HEAD),
    "uy-ban-kiem-tra": ("Ủy ban Kiểm tra", "CHỦ NHIỆM"),
    "hdnd": ("Thường trực HĐND", "CHỦ TỊCH"),
    "thuong-truc-hdnd": ("Thường trực HĐND", "CHỦ TỊCH"),
    "ban-hdnd": (NAMED, HEAD),
    "to-dai-bieu": ("Tổ đại biểu", "TỔ TRƯỞNG"),
    "ubnd": ("Ủy ban nhân dân", "CHỦ TỊCH"),
    "mttq": ("Ban Thường trực", "CHỦ TỊCH"),
    "cong-doan": ("Ban Chấp hành", "CHỦ TỊCH"),
    "hoi-nong-dan": ("Ban Thường vụ", "CHỦ TỊCH"),
    "doan-thanh-nien": ("Ban Chấp hành", "BÍ THƯ"),
    "hoi-phu-nu": ("Ban Thường vụ", "CHỦ TỊCH"),
    "hoi-cuu-chien-binh": ("Ban Chấp hành", "CHỦ TỊCH"),
    "ban-thanh-tra-nhan-dan": ("Ban Thanh tra nhân dân", HEAD),
    "ban-cong-tac-mat-tran": ("Ban Công tác Mặt trận", HEAD),
    "to-hoa-giai": ("Tổ hòa giải", "TỔ TRƯỞNG"),
    "ban-giam-sat-dau-tu": ("Ban Giám sát đầu tư của cộng đồng", HEAD),
}
HEADS: dict[str, str] = {
    "van-phong-cap-uy": "CHÁNH VĂN PHÒNG",
    "ban-to-chuc": HEAD,
    "ban-dan-van": HEAD,
    "ban-tuyen-giao": HEAD,
    "ban-tuyen-giao-dan-van": HEAD,
    "ban-xay-dung-dang": HEAD,
    "van-phong": "CHÁNH VĂN PHÒNG",
    "so": "GIÁM ĐỐC",
    "phong-noi-vu": "TRƯỞNG PHÒNG",
    "phong-kinh-te": "TRƯỞNG PHÒNG",
    "phong-van-hoa-xa-hoi": "TRƯỞNG PHÒNG",
    "phong-chuyen-mon": "TRƯỞNG PHÒNG",
    "trung-tam-hanh-chinh-cong": "GIÁM ĐỐC",
    "thanh-tra": "CHÁNH THANH TRA",
    "cong-an": "TRƯỞNG CÔNG AN",
    "quan-su": "CHỈ HUY TRƯỞNG",
    "truong-hoc": "HIỆU TRƯỞNG",
    "tram-y-te": "TRƯỞNG TRẠM",
    "doanh-nghiep-nha-nuoc": "GIÁM ĐỐC",
    "truong-thon": "TRƯỞNG THÔN",
}
"""Kinds of bodies that one person heads: the title stands alone."""
OTHERWISE = "THỦ TRƯỞNG CƠ QUAN"


@dataclass(frozen=True)
class Signing:
    """The lines over the signature: in whose name, for whom and as what, and the name (empty: room for it)."""

    authority: str
    position: str
    name: str = ""


def of_body(body: Body, style: Style) -> Signing:
    """As the kind of the body signs."""
    kind = body.kind.code
    if kind not in COLLECTIVES:
        return Signing("", HEADS.get(kind, OTHERWISE))
    collective, position = COLLECTIVES[kind]
    return Signing(in_name_of(style, collective or _named(body)), position)


def of_people(style: Style, collective: str, people: Iterable[tuple[str, str]]) -> Signing:
    """As a committee or a board signs, whose people are (place, name): the head, else the first of its deputies."""
    authority, order = in_name_of(style, collective), [Position.HEAD, *DEPUTIES]
    known = sorted((one for one in people if one[0] in order), key=lambda one: order.index(one[0]))
    if not known:
        return Signing(authority, HEAD)
    place, name = known[0]
    if place == Position.HEAD:
        return Signing(authority, HEAD, name)
    above = f"KT. {HEAD}\n" if style is Style.STATE else ""
    return Signing(authority, above + DEPUTIES[place], name)


def _named(body: Body) -> str:
    """ "Đảng ủy" of "Đảng ủy phường Cự Khối", "Ban Pháp chế" of "Ban Pháp chế Hội đồng nhân dân huyện Đầm Hà"."""
    return office_of(body).removesuffix(f" {body.unit.name}").removesuffix(" Hội đồng nhân dân")
