"""The quarterly list and the report to the council as official papers."""

from __future__ import annotations

from django.utils.translation import override

from common import clock, official
from common.official import Bullets, Paragraph, Section, Table
from common.templatetags.qcdc import ngay
from organizations.enums import Family

from .listing import Line, Listing
from .models import DisclosureItem


def list_of(listing: Listing) -> official.Paper:
    """The list of Article 13(2): content, form and place, day, as it is posted itself."""
    subject = f"nội dung đã công khai {listing.window.label}"
    grounds = ("Căn cứ Điều 13 khoản 2 Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15",)
    opening = (_table(listing) if listing.lines else _nothing(),)
    return _paper(listing, type_name="DANH SÁCH", subject=subject, symbol="DS", grounds=grounds, opening=opening)


def report_of(listing: Listing) -> official.Paper:
    """The report of Article 14(3) to the council's nearest session."""
    sections = (
        Section("I", "Kết quả công khai", (_totals(listing), *_by_item(listing))),
        Section("II", "Nội dung đã công khai", (_table(listing) if listing.lines else _nothing(),)),
        Section("III", "Nội dung quá hạn, chưa đủ nơi", _missing(listing)),
    )
    subject = f"kết quả công khai thông tin {listing.window.label}"
    return _paper(listing, type_name="BÁO CÁO", subject=subject, symbol="BC", sections=sections)


def _paper(
    listing: Listing,
    *,
    type_name: str,
    subject: str,
    symbol: str,
    grounds: tuple[str, ...] = (),
    opening: tuple[official.Block, ...] = (),
    sections: tuple[Section, ...] = (),
) -> official.Paper:
    body = listing.body
    family = official.Family.PARTY if body.family is Family.PARTY else official.Family.STATE
    style = official.style_for(family, listing.day)
    prefix = "TM." if style is official.Style.STATE else "T/M"
    with override("vi"):
        return official.Paper(
            style=style,
            superior=body.parent.name.upper() if body.parent else "",
            issuer=body.name.upper(),
            number=None,
            symbol=official.symbol_for(style, symbol, body.symbol),
            place=body.unit.name,
            issued_on=None,
            year=listing.day.year,
            type_name=type_name,
            subject=subject,
            made_at=clock.now(),
            recipients=(body.parent.name,) if body.parent else (),
            kept_in="VT" if style is official.Style.STATE else "Văn phòng",
            authority=f"{prefix} {(body.short_name or body.name).upper()}",
            grounds=grounds,
            opening=opening,
            sections=sections,
        )


def _nothing() -> Paragraph:
    return Paragraph("Trong kỳ không có nội dung nào được công khai.")


def _table(listing: Listing) -> Table:
    rows = tuple(_row(number, line) for number, line in enumerate(listing.lines, 1))
    columns = ("TT", "Nội dung", "Quyết định, văn bản", "Hình thức, nơi công khai", "Thời điểm")
    return Table(
        caption=f"Nội dung đã công khai {listing.window.label}", columns=columns, rows=rows,
        widths=(6.0, 30.0, 18.0, 28.0, 18.0), numeric=frozenset({0}), row_header=1,
    )  # fmt: skip


def _row(number: int, line: Line) -> tuple[str, ...]:
    disclosure = line.disclosure
    decision = ", ".join(part for part in (disclosure.paper, f"ngày {ngay(disclosure.decided_on)}") if part)
    places = "; ".join(
        f"{postings[0].place.form.name_vi}: {', '.join(posting.place.name for posting in postings)}"
        for _form, postings in line.by_form
    )
    return str(number), f"{_label(disclosure.item)}: {disclosure.title}", decision, places, _days(line)


def _label(item: DisclosureItem) -> str:
    """Papers are Vietnamese, whatever the reader of the page has chosen."""
    return f"{item.number}. {item.short_vi}" if item.number else item.short_vi


def _days(line: Line) -> str:
    last = max(posting.put_up_on for posting in line.postings if posting.put_up_on)
    since = f"từ {ngay(line.first_on)}" if last == line.first_on else f"từ {ngay(line.first_on)} đến {ngay(last)}"
    ends = {posting.taken_down_on for posting in line.postings}
    if None in ends:
        return f"{since}; đang công khai"
    return f"{since}; gỡ {ngay(max(day for day in ends if day))}"


def _totals(listing: Listing) -> Paragraph:
    figures = "; ".join(f"{figure.label.lower()}: {figure.number}" for figure in listing.figures)
    total = sum(line.decided for line in listing.items)
    return Paragraph(f"Trong kỳ có {total} việc phải công khai. Tính đến ngày {ngay(listing.day)}: {figures}.")


def _by_item(listing: Listing) -> tuple[Table, ...]:
    if not listing.items:
        return ()
    rows = tuple(
        (_label(line.item), str(line.decided), str(line.on_time), str(line.late), str(line.missing))
        for line in listing.items
    )
    columns = ("Nội dung", "Phải công khai", "Đúng hạn", "Chậm", "Quá hạn, chưa đủ nơi")
    return (
        Table(
            caption="Kết quả theo nội dung", columns=columns, rows=rows, widths=(44.0, 14.0, 14.0, 14.0, 14.0),
            numeric=frozenset({1, 2, 3, 4}), row_header=0,
        ),
    )  # fmt: skip


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
