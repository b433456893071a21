"""The commune's report on disclosure, and the quarterly list that is posted itself."""

from __future__ import annotations

from common import charts
from common.official import Annex, Block, Figure, Table, paragraph
from common.templatetags.qcdc import ngay
from disclosures import list_paper
from disclosures.paper_head import label_of
from reports import own
from reports.gather import Gathered

from .disclosure_figures import CLASSES, decided_of, items_of, listing_of
from .registry import annexes, content
from .telling import Part, Rows, between, in_cell, listed, number_of, say_of, sentence

SHADES = (charts.SHADES[1], charts.SHADES[2], charts.SHADES[0], charts.SHADES[3])


@content("disclosed_totals", nothing="Trong {period} không có nội dung nào phải công khai.")
def totals(gathered: Gathered) -> tuple[Block, ...]:
    """How many contents were due, and how they kept their day."""
    if not decided_of(gathered):
        return ()
    say = say_of(gathered)
    parts: list[list[Part]] = [
        [f"{title[0].lower()}{title[1:]}: ", say(f"own:disclosed:total:{code}"), " nội dung"]
        for code, title, _classes in CLASSES
    ]
    return (
        paragraph(
            f"Trong {gathered.period.label} có ", say("own:disclosed:total:all"),
            f" nội dung phải công khai theo quyết định, văn bản. Tính đến ngày {gathered.on:%d/%m/%Y}: ",
            *between(parts), " (chi tiết ở phụ lục kèm theo).",
        ),
        *_gaps(gathered),
    )  # fmt: skip


@content("disclosed_missing", nothing="Không có.")
def missing(gathered: Gathered) -> tuple[Block, ...]:
    """What is overdue and not up at every place."""
    rows = listing_of(gathered).missing
    if not rows:
        return ()
    return (listed([f"{row.item.short_vi}: {sentence(row.title)}; hạn công khai {ngay(row.due_on)}"] for row in rows),)


@content("disclosed_list", nothing="Trong {period} không có nội dung nào được công khai.")
def disclosed(gathered: Gathered) -> tuple[Block, ...]:
    """The list of Article 13(2): content, form and place, day."""
    found = listing_of(gathered)
    if not found.lines:
        return ()
    opening = paragraph(
        f"Trong {gathered.period.label}, {gathered.body.name} đã công khai ", say_of(gathered)("own:disclosed:up"),
        " nội dung:",
    )  # fmt: skip
    return (opening, list_paper.table_of(found))


@annexes("disclosure")
def disclosure_annexes(gathered: Gathered) -> tuple[Annex, ...]:
    """By content of the law, with a chart; the list itself."""
    found = listing_of(gathered)
    by_item = (_chart(gathered), _table(gathered)) if decided_of(gathered) else ()
    return (
        Annex("Kết quả công khai theo nội dung", by_item),
        Annex("Nội dung đã công khai", (list_paper.table_of(found),) if found.lines else (), wide=True),
    )


def _gaps(gathered: Gathered) -> tuple[Block, ...]:
    if not number_of(gathered, "counted:disclosures.gaps"):
        return ()
    gaps = say_of(gathered)("counted:disclosures.gaps")
    return (paragraph("Có ", gaps, " nội dung bị gián đoạn trước khi hết thời gian niêm yết tối thiểu."),)


def _table(gathered: Gathered) -> Table:
    figures, totals_of = own.of(gathered, "item"), own.of(gathered, "disclosed")
    rows = Rows(gathered)
    names = ("all", *(code for code, _title, _classes in CLASSES))
    for item in items_of(gathered):
        rows.add(label_of(item), *(in_cell(figures[f"own:item:{item.pk}:{name}"]) for name in names))
    rows.add("Tổng cộng", *(in_cell(totals_of[f"own:disclosed:total:{name}"]) for name in names))
    columns = ("Nội dung", "Phải công khai", *(title for _code, title, _classes in CLASSES))
    return rows.table(
        caption=f"Kết quả theo nội dung, tính đến ngày {gathered.on:%d/%m/%Y}", columns=columns,
        widths=(35.0, 13.0, 13.0, 13.0, 13.0, 13.0), numeric=range(1, len(columns)), row_header=0, totals=1,
    )  # fmt: skip


def _chart(gathered: Gathered) -> Figure:
    title = f"Nội dung phải công khai theo tình hình thực hiện, đến ngày {gathered.on:%d/%m/%Y}"
    keys = [title for _code, title, _classes in CLASSES]
    rows: list[charts.Row] = []
    for item in items_of(gathered):
        of_item = [row.timeliness(gathered.on) for row in decided_of(gathered) if row.item_id == item.pk]
        rows.append((label_of(item), [sum(one in classes for one in of_item) for _code, _title, classes in CLASSES]))
    return charts.figure(
        charts.stacked_bars(title, rows, keys, SHADES),
        alt=charts.in_words(title, rows, keys),
        caption=f"Biểu đồ: {title[0].lower()}{title[1:]}",
    )
