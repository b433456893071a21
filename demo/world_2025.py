"""01/07/2025: the district level ends, new communes take over, names come back. From secondary sources."""

from dataclasses import dataclass
from datetime import date

from accounts.services import close_account
from organizations import services
from organizations.models import LegalAct, Unit, UnitLevel
from organizations.services import Part

from . import seats
from .building import Act, Place, founder, make_bodies, make_units, record, unit, user
from .case_m import places as case_m
from .world_2020 import RECORDERS

ON = date(2025, 7, 1)
_SECOND_HAND = "Nguồn thứ cấp, chưa đối chiếu với văn bản gốc; chỉ ghi các đơn vị có trong dữ liệu minh họa."

ACTS = {
    "quang-ninh": Act(
        "1679/NQ-UBTVQH15",
        "Nghị quyết về việc sắp xếp các đơn vị hành chính cấp xã của tỉnh Quảng Ninh năm 2025",
        _SECOND_HAND,
        date(2025, 6, 16),
    ),
    "ha-noi": Act(
        "1656/NQ-UBTVQH15",
        "Nghị quyết về việc sắp xếp các đơn vị hành chính cấp xã của thành phố Hà Nội năm 2025",
        _SECOND_HAND,
        date(2025, 6, 16),
    ),
    "level": Act(
        "72/2025/QH15",
        "Luật Tổ chức chính quyền địa phương",
        "Nguồn thứ cấp: kết thúc hoạt động của cấp huyện từ 01/7/2025.",
        date(2025, 6, 16),
    ),
}

NEW = {
    "quang-ninh": (
        Place("dam-ha-2025", "xa", "Đầm Hà", "quang-ninh"),
        Place("quang-tan-2025", "xa", "Quảng Tân", "quang-ninh"),
        Place("luc-hon-2025", "xa", "Lục Hồn", "quang-ninh"),
        Place("hoanh-mo-2025", "xa", "Hoành Mô", "quang-ninh"),
        Place("binh-lieu-2025", "xa", "Bình Liêu", "quang-ninh"),
        Place("tien-yen-2025", "xa", "Tiên Yên", "quang-ninh"),
    ),
    "ha-noi": (
        Place("long-bien-2025", "phuong", "Long Biên", "ha-noi"),
        Place("bat-trang-2025", "xa", "Bát Tràng", "ha-noi"),
    ),
}

MERGERS = (
    ("dam-ha-2025", ("thi-tran-dam-ha", "xa-dam-ha", "tan-binh", "tan-lap", "dai-binh")),
    ("quang-tan-2025", ("quang-tan", "quang-an", "quang-lam", "duc-yen")),
    ("luc-hon-2025", ("luc-hon",)),
    ("hoanh-mo-2025", ("dong-van",)),
)


@dataclass(frozen=True)
class Split:
    """A unit whose territory goes to several, and which of its villages follow whom."""

    unit: str
    act: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]


SPLITS = (
    Split("vo-ngai", "quang-ninh", (("binh-lieu-2025", ("na-nhai",)), ("tien-yen-2025", ("khe-lanh",)))),
    Split("cu-khoi", "ha-noi", (("long-bien-2025", ("cu-khoi-to-5", "cu-khoi-to-11")), ("bat-trang-2025", ()))),
)


def is_loaded() -> bool:
    return Unit.objects.filter(code="dam-ha-2025").exists()


def load() -> None:
    """New communes first, so that the bodies of the old ones have heirs; then the level ends."""
    by = founder()
    acts = {name: record(act, ON) for name, act in ACTS.items()}
    for province, new in NEW.items():
        make_units(new, on=ON, act=acts[province])
        for place in new:
            make_bodies(place.code, seats.STEERED_COMMUNE, on=ON, act=acts[province])
    for successor, ended in MERGERS:
        services.merge_units(
            predecessors=[unit(code) for code in ended], into=unit(successor), on=ON, act=acts["quang-ninh"], by=by
        )
    for split in SPLITS:
        _split(split, acts[split.act])
    case_m.load_on(ON)
    services.abolish_level(level=UnitLevel.objects.get(code="district"), on=ON, act=acts["level"], by=by)
    for username, *_rest in RECORDERS:
        close_account(user=user(username), reason="Đơn vị đã chấm dứt; tài khoản chỉ còn trong lịch sử", by=by)


def _split(split: Split, act: LegalAct) -> None:
    parts = [Part(unit(successor), [unit(child) for child in villages]) for successor, villages in split.parts]
    services.split_unit(unit=unit(split.unit), parts=parts, on=ON, act=act, by=founder())
