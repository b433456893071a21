"""The quarterly list and the report to the council as official papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import override

from common import clock, official
from common.official import Bullets, Paragraph, Section, Table
from common.templatetags.qcdc import ngay

from .enums import AppliesTo, PostingStatus
from .listing import Line, Listing
from .models import Posting
from .paper_head import head_of, label_of
from .services import disclosures as services


def list_of(listing: Listing) -> official.Paper:
    """The list of Article 13(2): content, form and place, day, as it is posted itself."""
    subject = f"nội dung đã công khai {listing.window.label}"
    grounds = ("Căn cứ Điều 13 khoản 2 Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15",)
    opening = (table_of(listing) if listing.lines else _nothing(),)
    return _paper(listing, type_name="DANH SÁCH", subject=subject, symbol="DS", grounds=grounds, opening=opening)


def report_of(listing: Listing) -> official.Paper:
    """The report of Article 14(3) to the council's nearest session."""
    sections = (
        Section("I", "Kết quả công khai", (_totals(listing), *_by_item(listing))),
        Section("II", "Nội dung đã công khai", (table_of(listing) if listing.lines else _nothing(),)),
        Section("III", "Nội dung quá hạn, chưa đủ nơi", _missing(listing)),
    )
    subject = f"kết quả công khai thông tin {listing.window.label}"
    council = (f"Hội đồng nhân dân {listing.body.unit.label}",)
    return _paper(
        listing, type_name="BÁO CÁO", subject=subject, symbol="BC", sections=sections,
        addressees=council if services.applies_to(listing.body) == AppliesTo.COMMUNE else (),
    )  # fmt: skip


def _paper(
    listing: Listing,
    *,
    type_name: str,
    subject: str,
    symbol: str,
    grounds: tuple[str, ...] = (),
    opening: tuple[official.Block, ...] = (),
    sections: tuple[Section, ...] = (),
    addressees: tuple[str, ...] = (),
) -> official.Paper:
    with override("vi"):
        return official.Paper(
            **head_of(listing.body, symbol, listing.day),
            number=None,
            issued_on=None,
            year=listing.day.year,
            type_name=type_name,
            subject=subject,
            made_at=clock.now(),
            addressees=addressees,
            recipients=_recipients(listing, addressees),
            grounds=grounds,
            opening=opening,
            sections=sections,
        )


def _recipients(listing: Listing, addressees: tuple[str, ...]) -> tuple[str, ...]:
    """The council and the Front, which Article 14(3) names; else the body above."""
    if addressees:
        return ("Như trên", f"Ủy ban Mặt trận Tổ quốc Việt Nam {listing.body.unit.label}")
    return (listing.body.parent.name,) if listing.body.parent else ()


def _nothing() -> Paragraph:
    return Paragraph("Trong kỳ không có nội dung nào được công khai.")


def table_of(listing: Listing) -> Table:
    """The list itself: content, decision, form and place with the days."""
    rows = tuple(_row(number, line, listing.day) for number, line in enumerate(listing.lines, 1))
    columns = ("TT", "Nội dung", "Quyết định, văn bản", "Hình thức, nơi, thời điểm công khai")
    return Table(
        caption=f"Nội dung đã công khai, tính đến ngày {ngay(listing.day)}", columns=columns, rows=rows,
        widths=(6.0, 29.0, 17.0, 48.0), numeric=frozenset({0}), row_header=1,
    )  # fmt: skip


def _row(number: int, line: Line, listing_day: date) -> tuple[str, ...]:
    disclosure = line.disclosure
    decision = ", ".join(part for part in (disclosure.paper, f"ngày {ngay(disclosure.decided_on)}") if part)
    places = "; ".join(
        f"{postings[0].place.form.name_vi}: {_places(postings, listing_day)}" for _form, postings in line.by_form
    )
    return str(number), f"{label_of(disclosure.item)}: {disclosure.title}", decision, f"{places}."


def _places(postings: Sequence[Posting], day: date) -> str:
    """Places with their days, those of the same days together: "Bảng tin, Nhà văn hóa 1 (từ 05/10/2026)"."""
    together: dict[str, list[str]] = {}
    for posting in postings:
        together.setdefault(_days(posting, day), []).append(posting.place.name)
    return "; ".join(f"{', '.join(names)} ({days})" for days, names in together.items())


def _days(posting: Posting, day: date) -> str:
    """From when to when it was up, as known on the day of the list."""
    ended = posting.taken_down_on
    if ended is None or ended > day:
        return f"từ {ngay(posting.put_up_on)}"
    if posting.status == PostingStatus.BROKEN:
        return f"từ {ngay(posting.put_up_on)}, bị gián đoạn {ngay(ended)}"
    return f"từ {ngay(posting.put_up_on)} đến {ngay(ended)}"


def _totals(listing: Listing) -> Paragraph:
    figures = "; ".join(f"{figure.label.lower()}: {figure.number}" for figure in listing.figures)
    total = sum(line.decided for line in listing.items)
    return Paragraph(f"Trong kỳ có {total} việc phải công khai. Tính đến ngày {ngay(listing.day)}: {figures}.")


def _by_item(listing: Listing) -> tuple[Table, ...]:
    if not listing.items:
        return ()
    rows = tuple(
        (
            label_of(line.item),
            str(line.decided),
            str(line.on_time),
            str(line.late),
            str(line.missing),
            str(line.waiting),
        )
        for line in listing.items
    )
    columns = ("Nội dung", "Phải công khai", "Đúng hạn", "Chậm", "Quá hạn, chưa đủ nơi", "Còn trong hạn")
    return (
        Table(
            caption="Kết quả theo nội dung", columns=columns, rows=(*rows, _sums(listing)),
            widths=(35.0, 13.0, 13.0, 13.0, 13.0, 13.0), numeric=frozenset({1, 2, 3, 4, 5}), row_header=0, totals=1,
        ),
    )  # fmt: skip


def _sums(listing: Listing) -> tuple[str, ...]:
    names = ("decided", "on_time", "late", "missing", "waiting")
    return ("Tổng cộng", *(str(sum(getattr(line, name) for line in listing.items)) for name in names))


def _missing(listing: Listing) -> tuple[official.Block, ...]:
    if not listing.missing:
        return (Paragraph("Không có."),)
    return (
        Bullets(
            tuple(
                f"{row.item.short_vi}: {row.title}; hạn công khai {ngay(row.due_on)}."
                for row in listing.missing
            )
        ),
    )  # fmt: skip
