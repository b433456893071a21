"""Reports of those who supervise for the people: the Front, the People's Inspection Boards, the investment boards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from common import charts
from common.official import Annex, Block, Figure, Paragraph, Table, paragraph
from common.templatetags.qcdc import ngay
from reports import own
from reports.gather import Gathered
from supervision.models import BoardReport, Criticism, Recommendation, Supervision

from .registry import annexes, content
from .supervision_figures import (
    SUMS,
    asked_of,
    boards_of,
    criticisms_of,
    ended_of,
    findings_of,
    types_of,
)
from .telling import Part, Rows, between, in_cell, listed, number_of, say_of, sentence


@content("supervisions", nothing="Trong {period} chưa có cuộc giám sát nào.")
def supervisions(gathered: Gathered) -> tuple[Block, ...]:
    """What was supervised, with its result."""
    return _supervised(gathered, ended_of(gathered), "own:supervised")


@content("board_supervisions", nothing="Trong {period} chưa có cuộc giám sát nào.")
def board_supervisions(gathered: Gathered) -> tuple[Block, ...]:
    """The same of the boards alone."""
    return _supervised(gathered, ended_of(gathered, by_boards=True), "own:by-boards")


@content("supervision_answers", nothing="Trong kỳ không gửi kiến nghị sau giám sát.")
def answers(gathered: Gathered) -> tuple[Block, ...]:
    """Recommendations after supervision and what became of them; what was not answered in time by name."""
    return _answers(gathered, asked_of(gathered), "own:asked")


@content("board_answers", nothing="Trong kỳ không gửi kiến nghị.")
def board_answers(gathered: Gathered) -> tuple[Block, ...]:
    """The same of the boards alone: each must be answered in 15 days (Law 10/2022/QH15)."""
    return _answers(gathered, asked_of(gathered, by_boards=True), "own:by-boards:asked")


@content("supervision_monthly", nothing="Trong kỳ chưa có báo cáo tháng về giám sát thực hiện quy chế dân chủ.")
def monthly(gathered: Gathered) -> tuple[Block, ...]:
    """What the monthly reports on the regulations add up to."""
    if not findings_of(gathered):
        return ()
    say = say_of(gathered)
    parts: list[list[Part]] = [
        [say(f"own:monthly:{name}"), f" {label}"]
        if number_of(gathered, f"own:monthly:{name}")
        else [f"không có {label}"]
        for name, label in SUMS
    ]
    return (
        paragraph(
            "Đã gửi Ban Chỉ đạo ", say("own:monthly:reports"),
            " báo cáo tháng về giám sát việc thực hiện quy chế dân chủ, cộng: ", *between(parts, ", "),
            " (chi tiết theo quy chế ở phụ lục kèm theo).",
        ),
    )  # fmt: skip


def _supervised(gathered: Gathered, ended: Sequence[Supervision], prefix: str) -> tuple[Block, ...]:
    say, going = say_of(gathered), number_of(gathered, f"{prefix}:going")
    if not ended and not going:
        return ()
    parts: list[list[Part]] = []
    if ended:
        parts.append([say(f"{prefix}:ended"), " cuộc giám sát kết thúc"])
    if going:
        parts.append([say(f"{prefix}:going"), " cuộc giám sát đang tiến hành"])
    opening = paragraph(f"Trong {gathered.period.label} có ", *between(parts), ":" if ended else ".")
    return (opening, *((listed([_supervision(one)] for one in ended),) if ended else ()))


def _answers(gathered: Gathered, asked: Sequence[Recommendation], prefix: str) -> tuple[Block, ...]:
    if not asked:
        return ()
    say = say_of(gathered)
    number = {name: number_of(gathered, f"{prefix}:{name}") for name in ("answered", "in-time", "overdue", "done")}
    in_time: list[Part] = [say(f"{prefix}:in-time"), " đúng hạn"] if number["in-time"] else ["chưa có trả lời đúng hạn"]
    parts: list[list[Part]] = [
        [say(f"{prefix}:answered"), " kiến nghị đã được trả lời, trong đó ", *in_time]
        if number["answered"]
        else ["chưa có kiến nghị được trả lời"]
    ]
    if number["done"]:
        parts.append([say(f"{prefix}:done"), " kiến nghị đã thực hiện xong"])
    if number["overdue"]:
        parts.append([say(f"{prefix}:overdue"), " kiến nghị quá hạn chưa được trả lời"])
    day = f"{gathered.on:%d/%m/%Y}"
    opening = paragraph("Đã gửi ", say(f"{prefix}:all"), f" kiến nghị; đến ngày {day}: ", *between(parts), ".")
    late = [one for one in asked if _is_late(one, gathered)]
    if not late:
        return (opening,)
    named = ([f"{sentence(one.text)} (gửi {one.to.name}; hạn trả lời {ngay(one.due_on)})"] for one in late)
    return (opening, Paragraph("Kiến nghị quá hạn trả lời:"), listed(named))


@content("criticism", nothing="Trong kỳ không có dự thảo nào được phản biện, góp ý.")
def criticism(gathered: Gathered) -> tuple[Block, ...]:
    """Drafts on which the body spoke (Decisions 217-QĐ/TW and 218-QĐ/TW)."""
    found = criticisms_of(gathered)
    if not found:
        return ()
    lines = (
        [f"{sentence(one.title)} ({one.drafter.name} soạn thảo; gửi ý kiến ngày {ngay(one.sent_on)}{_answer(one)})"]
        for one in found
    )
    return (paragraph("Đã phản biện, góp ý ", say_of(gathered)("own:supervised:drafts"), " dự thảo:"), listed(lines))


@content("boards", nothing="Chưa có ban nào đang hoạt động được ghi trên Cổng.")
def boards(gathered: Gathered) -> tuple[Block, ...]:
    """The boards at work: members, term, what they reported themselves."""
    found = boards_of(gathered)
    say = say_of(gathered)
    blocks: list[Block] = []
    reports = BoardReport.objects.filter(board__in=found, period_code=gathered.period.code)
    said = {report.board_id: report for report in reports}
    for board in found:
        until = f", nhiệm kỳ đến ngày {ngay(board.last_on)}" if board.last_on else ""
        blocks.append(paragraph(f"{board.name} có ", say(f"own:board:{board.pk}"), f" thành viên{until}."))
        if report := said.get(board.pk):
            blocks += [Paragraph(line.strip()) for line in report.text.splitlines() if line.strip()]
    return tuple(blocks)


@annexes("front")
def front_annexes(gathered: Gathered) -> tuple[Annex, ...]:
    """By regulation type, with a chart; each recommendation with its answer."""
    by_type = (_types_chart(gathered), _types_table(gathered)) if findings_of(gathered) else ()
    return (
        Annex("Giám sát thực hiện quy chế dân chủ theo báo cáo tháng", by_type),
        Annex("Kiến nghị sau giám sát và việc trả lời", _asked(gathered, asked_of(gathered), "own:asked"), wide=True),
    )


@annexes("inspectors")
def inspectors_annexes(gathered: Gathered) -> tuple[Annex, ...]:
    """Each recommendation with its answer, with a chart."""
    asked = asked_of(gathered, by_boards=True)
    blocks = _asked(gathered, asked, "own:by-boards:asked")
    return (Annex("Kiến nghị và việc trả lời", blocks, wide=True),)


def _supervision(one: Supervision) -> str:
    by = f"; {one.board.name} thực hiện" if one.board else ""
    wrong = "; ".join(sentence(finding.wrong) for finding in one.findings.all() if finding.wrong)
    result = f"; kết quả: {sentence(one.result_text)}" if one.result_text else ""
    found = f"; hạn chế: {wrong}" if wrong else ""
    return (
        f"{sentence(one.title)} (đối tượng: {one.subject_text}{by}; kết thúc ngày {ngay(one.ended_on)}){result}{found}"
    )


def _answer(one: Criticism) -> str:
    return f"; phản hồi ngày {ngay(one.answered_on)}" if one.answered_on else "; chưa có phản hồi"


def _is_late(one: Recommendation, gathered: Gathered) -> bool:
    unanswered = one.answered_on is None or one.answered_on > gathered.on
    return unanswered and one.due_on is not None and one.due_on < gathered.on


def _types_table(gathered: Gathered) -> Table:
    figures, sums = own.of(gathered, "regulation"), own.of(gathered, "monthly")
    rows = Rows(gathered)
    for kind in types_of(gathered):
        rows.add(kind.name_vi, *(in_cell(figures[f"own:regulation:{kind.pk}:{name}"]) for name, _label in SUMS))
    rows.add("Cộng", *(in_cell(sums[f"own:monthly:{name}"]) for name, _label in SUMS))
    return rows.table(
        caption=f"Kết quả theo loại quy chế, {gathered.period.label}",
        columns=("Loại quy chế", "Lượt giám sát", "Hạn chế", "Kiến nghị"), widths=(52, 16, 16, 16),
        numeric={1, 2, 3}, row_header=0, totals=1,
    )  # fmt: skip


def _types_chart(gathered: Gathered) -> Figure:
    title = f"Lượt giám sát theo loại quy chế, {gathered.period.label}"
    rows = [
        (kind.name_vi, sum(finding.checks for finding in findings_of(gathered) if finding.type_id == kind.pk))
        for kind in types_of(gathered)
    ]
    return _bars(title, rows)


def _bars(title: str, rows: list[tuple[str, int]]) -> Figure:
    said = "; ".join(f"{label} {number}" for label, number in rows)
    return charts.figure(
        charts.bars(title, rows), alt=f"Biểu đồ “{title}”. {said}.", caption=f"Biểu đồ: {title[0].lower()}{title[1:]}"
    )


def _asked(gathered: Gathered, found: Sequence[Recommendation], prefix: str) -> tuple[Block, ...]:
    if not found:
        return ()
    columns = ("TT", "Kiến nghị", "Cơ quan nhận", "Ngày nhận", "Hạn trả lời", "Ngày trả lời", "Tình trạng")
    rows = tuple(
        (str(number), sentence(one.text), one.to.name, ngay(one.sent_on), _day(one.due_on), _day(one.answered_on),
         str(one.state.label))
        for number, one in enumerate(found, 1)
    )  # fmt: skip
    table = Table(
        caption=f"Kiến nghị sau giám sát gửi trong {gathered.period.label}", columns=columns, rows=rows,
        widths=(5, 39, 20, 11, 11, 11, 13), numeric=frozenset({0}), row_header=1,
    )  # fmt: skip
    return (_asked_chart(gathered, prefix), _asked_table(gathered, prefix), table)


def _asked_chart(gathered: Gathered, prefix: str) -> Figure:
    rows = [(label, number_of(gathered, f"{prefix}:{name}")) for name, label in _LINES]
    return _bars(f"Kiến nghị sau giám sát gửi trong {gathered.period.label}", rows)


def _asked_table(gathered: Gathered, prefix: str) -> Table:
    figures = own.of(gathered, prefix.split(":")[1])
    rows = Rows(gathered)
    for name, label in _LINES:
        rows.add(label, in_cell(figures[f"{prefix}:{name}"]))
    return rows.table(
        caption=f"Số kiến nghị, tình trạng đến ngày {gathered.on:%d/%m/%Y}", columns=("Tình trạng", "Số kiến nghị"),
        widths=(75, 25), numeric={1}, row_header=0,
    )  # fmt: skip


_LINES = (
    ("all", "Đã gửi"), ("answered", "Đã được trả lời"), ("in-time", "Trả lời đúng hạn"), ("overdue", "Quá hạn trả lời"),
    ("done", "Đã thực hiện xong"),
)  # fmt: skip


def _day(day: date | None) -> str:
    return ngay(day) if day else ""
