"""What a body disclosed in the period, each number with its disclosures (Law 10/2022/QH15, Articles 13 and 14)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosures import listing
from disclosures.enums import Timeliness
from disclosures.models import Disclosure, DisclosureItem
from disclosures.paper_head import label_of
from reports.gather import Gathered
from reports.own import counted, family
from reports.told import Told

DISCLOSURE = "disclosures.disclosure"
CLASSES = (
    ("on-time", "Đúng hạn", (Timeliness.ON_TIME,)),
    ("late", "Chậm", (Timeliness.LATE,)),
    ("missing", "Quá hạn, chưa đủ nơi", (Timeliness.MISSING,)),
    ("waiting", "Còn trong hạn", (Timeliness.WAITING, Timeliness.NO_LIMIT)),
)


def is_disclosing(gathered: Gathered) -> bool:
    """Whether the body has to disclose."""
    return gathered.body.kind.code == "ubnd"


def listing_of(gathered: Gathered) -> listing.Listing:
    """The lines of the quarterly list and the figures of the report, read once."""
    return gathered.once("listing", lambda: listing.of_body(gathered.body, gathered.period))


def decided_of(gathered: Gathered) -> list[Disclosure]:
    """What a decision of the period made due, in the order of the law's contents; one query."""
    return gathered.once("disclosed", lambda: list(_decided(gathered)))


def items_of(gathered: Gathered) -> list[DisclosureItem]:
    """The contents that occur, in the order of the law."""
    return list(dict.fromkeys(row.item for row in decided_of(gathered)))


def _decided(gathered: Gathered) -> list[Disclosure]:
    rows = Disclosure.objects.counted().filter(body=gathered.body)
    within = rows.decided_within(gathered.period.start, gathered.period.end).select_related("item__catalogue")
    return list(within.defer("search_key", "pairs").order_by("item__number", "decided_on", "pk"))


@family("disclosed", applies=is_disclosing)
def totals(gathered: Gathered) -> Iterator[Told]:
    """What sentences tell: all, and by how they kept their day."""
    yield from _of("disclosed:total", "Nội dung phải công khai", decided_of(gathered), gathered)
    up = [line.disclosure.pk for line in listing_of(gathered).lines]
    yield counted(
        "disclosed:up", "Nội dung đã công khai trong kỳ", "Nội dung có ít nhất một nơi công khai bắt đầu trong kỳ",
        DISCLOSURE, up,
    )  # fmt: skip


@family("item", applies=is_disclosing, is_picked=False)
def by_item(gathered: Gathered) -> Iterator[Told]:
    """The cells of the table by content."""
    for item in items_of(gathered):
        rows = [row for row in decided_of(gathered) if row.item_id == item.pk]
        yield from _of(f"item:{item.pk}", label_of(item), rows, gathered)


def _of(name: str, label: str, rows: list[Disclosure], gathered: Gathered) -> Iterator[Told]:
    day = f"{gathered.on:%d/%m/%Y}"
    formula = f"Nội dung phải công khai theo quyết định, văn bản ký trong kỳ; tình trạng đến ngày {day}"
    yield counted(f"{name}:all", f"{label}: tổng số", formula, DISCLOSURE, [row.pk for row in rows])
    for code, title, classes in CLASSES:
        keys = [row.pk for row in rows if row.timeliness(gathered.on) in classes]
        yield counted(f"{name}:{code}", f"{label}: {title.lower()}", formula, DISCLOSURE, keys)
