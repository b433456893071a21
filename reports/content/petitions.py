"""The council's report on voter petitions: received, consolidated, handled, answered in time, raised again."""

from __future__ import annotations

from common import charts
from common.official import Annex, Block, Figure, Paragraph, Table, paragraph
from petitions.classes import ResultClass
from petitions.models import Petition
from petitions.papers.base import content as content_of
from petitions.papers.counts import SHORT
from reports import own
from reports.gather import Gathered

from .committee import assessment, committee_annexes, direction, discussion
from .committee import results as results_stated
from .petition_figures import GROUPS, Petitions, in_key, late_of, petitions_of, raised_of
from .registry import annexes, content
from .telling import Part, Rows, between, in_cell, listed, number_of, say_of

NONE = "Trong {period}, chưa có kiến nghị nào của cử tri được ghi trên Cổng."


@content("petitions_intake", nothing=NONE)
def intake(gathered: Gathered) -> tuple[Block, ...]:
    """What the portal counts; what conferences and forms state besides."""
    return (*received(gathered), *results_stated(gathered))


def received(gathered: Gathered) -> tuple[Block, ...]:
    """Before and after consolidation, transferred, raised again, left from before."""
    if not petitions_of(gathered).rows:
        return ()
    say = say_of(gathered)
    blocks: list[Block] = [
        paragraph(
            f"Trong {gathered.period.label}, {gathered.body.name} tiếp nhận ", say("counted:petitions.received"),
            " ý kiến, kiến nghị của cử tri; sau khi tổng hợp (gộp nội dung trùng, tách nội dung khác nhau) có ",
            say("counted:petitions.consolidated"), " kiến nghị.",
        )
    ]  # fmt: skip
    parts: list[list[Part]] = []
    if number_of(gathered, "counted:petitions.transferred"):
        parts.append(["đã chuyển ", say("counted:petitions.transferred"), " kiến nghị đến cơ quan giải quyết"])
    if number_of(gathered, "counted:petitions.raised_again"):
        parts.append([say("counted:petitions.raised_again"), " kiến nghị được cử tri nêu lại (có danh sách kèm theo)"])
    if number_of(gathered, "own:petitions:before"):
        parts.append([say("own:petitions:before"), " kiến nghị từ trước chuyển sang"])
    if parts:
        blocks.append(paragraph("Trong kỳ, ", *between(parts), "."))
    return (*blocks, *_by_level(gathered))


@content("petitions_results", nothing="Kết quả giải quyết từng kiến nghị trong kỳ chưa được ghi trên Cổng.")
def results(gathered: Gathered) -> tuple[Block, ...]:
    """How many are settled, and each class that occurs; the classes add up to the count after consolidation."""
    found = petitions_of(gathered)
    if not found.rows:
        return ()
    say = say_of(gathered)
    seen = [result for result in ResultClass if any(row.result == result for row in found.rows)]
    lines: list[list[Part]] = [[f"{result.label}: ", say(f"own:petitions:{result.value}")] for result in seen]
    return (
        paragraph(
            f"Tính đến ngày {gathered.on:%d/%m/%Y}, trong ", say("counted:petitions.consolidated"),
            " kiến nghị sau tổng hợp có ", say("own:petitions:settled"),
            " đã giải quyết xong hoặc giải trình, thông tin với cử tri và được xác nhận kết quả. Cụ thể:",
        ),
        listed(lines),
    )  # fmt: skip


@content("petitions_on_time", nothing="Chưa có kiến nghị nào đến hạn trả lời.")
def on_time(gathered: Gathered) -> tuple[Block, ...]:
    """The rate with its formula; what is late."""
    say, found = say_of(gathered), petitions_of(gathered)
    _in_time, asked = found.timely(found.keys())
    if not asked:
        return ()
    blocks: list[Block] = [
        paragraph(
            "Được trả lời đúng hạn: ", say("own:petitions:in-time"),
            "; tỷ lệ tính trên số kiến nghị đã trả lời và số chưa trả lời nhưng đã quá hạn.",
        )
    ]  # fmt: skip
    if number_of(gathered, "own:petitions:overdue"):
        late = say("own:petitions:overdue")
        blocks.append(paragraph("Còn ", late, " kiến nghị đã quá hạn nhưng chưa được trả lời (có danh sách kèm theo)."))
    return tuple(blocks)


@content("petitions_assessment")
def judged(gathered: Gathered) -> tuple[Block, ...]:
    """The council's conferences with their discussion, what became of the conclusions before; nothing where there was
    neither."""
    held = (*direction(gathered), *discussion(gathered)) if gathered.conferences else ()
    return (*held, *(assessment(gathered) if gathered.prior else ()))


@annexes("council")
def council_annexes(gathered: Gathered) -> tuple[Annex, ...]:
    """Competence and field by outcome, with a chart; what is late; what was raised again."""
    found = petitions_of(gathered)
    if not found.rows:
        return committee_annexes(gathered)
    tables = (
        *_charted(gathered, found),
        _table(gathered, "level", found.levels, "Kết quả giải quyết theo cấp thẩm quyền", "Cấp thẩm quyền"),
        _table(gathered, "field", found.fields, "Kết quả giải quyết theo lĩnh vực", "Lĩnh vực"),
    )
    return (
        Annex("Kết quả giải quyết theo cấp thẩm quyền và lĩnh vực", tables, wide=True),
        Annex("Kiến nghị quá hạn chưa trả lời", _late(gathered), wide=True),
        Annex("Kiến nghị được cử tri nêu lại", _raised(gathered), wide=True),
        *committee_annexes(gathered),
    )


def _by_level(gathered: Gathered) -> tuple[Block, ...]:
    say, found = say_of(gathered), petitions_of(gathered)
    lines: list[list[Part]] = [
        [f"Thẩm quyền {_small(label)}: ", say(f"own:level:{in_key(code)}:all"), " kiến nghị"]
        for code, label in found.levels.items()
    ]
    return (Paragraph("Phân loại theo thẩm quyền giải quyết:"), listed(lines))


def _table(gathered: Gathered, name: str, lines: dict[str, str], caption: str, head: str) -> Table:
    """The table of the page of figures; every cell opens its petitions."""
    figures = own.of(gathered, name)
    rows = Rows(gathered)
    for code, label in (*lines.items(), ("total", "Tổng cộng")):
        place = f"own:{name}:{in_key(code)}"
        cells = [in_cell(figures[f"{place}:{result}"]) for result in ("all", *ResultClass.values)]
        rows.add(label, *cells, figures.get(f"{place}:timely", "–"))
    columns = (head, "Sau tổng hợp", *(SHORT[result] for result in ResultClass), "Trả lời đúng hạn")
    return rows.table(
        caption=f"{caption}, tính đến ngày {gathered.on:%d/%m/%Y}", columns=columns,
        widths=(24.0, 9.0, *(10.0,) * len(ResultClass), 15.0), numeric=range(1, len(columns)), row_header=0, totals=1,
    )  # fmt: skip


def _charted(gathered: Gathered, found: Petitions) -> tuple[Figure, Table]:
    """The chart by competence and groups of classes, and its numbers."""
    title = f"Kiến nghị theo cấp thẩm quyền và kết quả giải quyết, đến ngày {gathered.on:%d/%m/%Y}"
    figures, rows, bars = own.of(gathered, "charted"), Rows(gathered), list[charts.Row]()
    keys = [title for _name, title, _results in GROUPS]
    for code, label in found.levels.items():
        told = [figures[f"own:charted:{in_key(code)}:{name}"] for name, _title, _results in GROUPS]
        bars.append((label, [float(one.number or 0) for one in told]))
        rows.add(label, *map(in_cell, told))
    chart = charts.figure(
        charts.stacked_bars(title, bars, keys),
        alt=charts.in_words(title, bars, keys),
        caption=f"Biểu đồ: {title[0].lower()}{title[1:]}",
    )
    table = rows.table(
        caption="Số kiến nghị theo cấp thẩm quyền và nhóm kết quả", columns=("Cấp thẩm quyền", *keys),
        widths=(25.0, *(15.0,) * len(keys)), numeric=range(1, len(keys) + 1), row_header=0,
    )  # fmt: skip
    return chart, table


def _late(gathered: Gathered) -> tuple[Block, ...]:
    """Not answered after their last day, the latest first."""
    figures, rows = own.of(gathered, "late"), Rows(gathered)
    for number, row in enumerate(late_of(gathered), 1):
        days = (f"{day:%d/%m/%Y}" if day else "" for day in (row.transferred_on, row.answer_due_on))
        rows.add(str(number), content_of(row), _holder(row), *days, figures[f"own:late:{row.pk}"])
    if not rows.made:
        return ()
    columns = ("TT", "Nội dung kiến nghị", "Cơ quan giải quyết", "Ngày chuyển", "Hạn trả lời", "Số ngày chậm")
    caption = f"Kiến nghị quá hạn chưa trả lời, tính đến ngày {gathered.on:%d/%m/%Y}"
    return (rows.table(caption=caption, columns=columns, widths=(6, 58, 26, 13, 13, 10), numeric={0, 5}, row_header=1),)


def _raised(gathered: Gathered) -> tuple[Block, ...]:
    """What voters raised at least twice."""
    figures, rows = own.of(gathered, "raised"), Rows(gathered)
    for number, row in enumerate(raised_of(gathered), 1):
        field = row.field.name_vi if row.field else "Chưa phân loại"
        rows.add(str(number), content_of(row), field, _holder(row), figures[f"own:raised:{row.pk}"])
    if not rows.made:
        return ()
    columns = ("TT", "Nội dung kiến nghị", "Lĩnh vực", "Cơ quan giải quyết", "Số lần nêu")
    caption = "Kiến nghị được cử tri nêu từ lần thứ hai"
    return (rows.table(caption=caption, columns=columns, widths=(6, 58, 18, 26, 10), numeric={0, 4}, row_header=1),)


def _holder(row: Petition) -> str:
    return row.holder.name if row.holder else ""


def _small(label: str) -> str:
    """ "Cấp tỉnh" inside a line is "cấp tỉnh"; "Trung ương" keeps its capital."""
    return f"{label[0].lower()}{label[1:]}" if label.startswith(("Cấp", "Chưa")) else label
