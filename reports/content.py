"""The standard content of a section: sentences, lists and tables that the portal writes from its records.

These are the words of an official Vietnamese document, so they are not translated. A section of an outline names its
content; a name without a function here is refused when the outline is loaded.
"""

from __future__ import annotations

from collections.abc import Callable

from common.official import Block, Bullets, Paragraph, Table
from common.periods import Period
from conferences.models import Conference
from steering.enums import TaskStatus

from .gather import Gathered

type Content = Callable[[Gathered], tuple[Block, ...]]

_contents: dict[str, Content] = {}


def content(name: str) -> Callable[[Content], Content]:
    """Register the function that fills a section."""

    def register(function: Content) -> Content:
        _contents[name] = function
        return function

    return register


def names() -> frozenset[str]:
    """What a section may name as its content."""
    return frozenset(_contents)


def fill(name: str, gathered: Gathered) -> tuple[Block, ...]:
    """The blocks of a section; a section without content has none. Raises KeyError for an unknown name."""
    return _contents[name](gathered) if name else ()


@content("direction")
def direction(gathered: Gathered) -> tuple[Block, ...]:
    """I. Which conferences were held and how the committee was reorganised."""
    conferences = gathered.conferences
    period = gathered.period.label
    if not conferences:
        return (Paragraph(f"Trong {period}, {gathered.body.name} chưa tổ chức hội nghị."),)
    blocks: list[Block] = [
        Paragraph(f"Trong {period}, {gathered.body.name} đã tổ chức {len(conferences)} hội nghị:"),
        Bullets(tuple(_conference_line(conference) for conference in conferences)),
    ]
    if gathered.reorganisations:
        blocks.append(Paragraph("Ban Chỉ đạo được kiện toàn:"))
        blocks.append(Bullets(tuple(f"ngày {r.on:%d/%m/%Y}, theo {r.decision_text}" for r in gathered.reorganisations)))
    return tuple(blocks)


@content("results")
def results(gathered: Gathered) -> tuple[Block, ...]:
    """II. Every figure that was stated, as it was stated."""
    if not gathered.facts:
        return (Paragraph("Chưa có số liệu được ghi nhận trong kỳ."),)
    lines = tuple(
        f"{fact.indicator.name}: {fact.display()}{_other_period(fact.period, gathered)}{_note(fact.note)}"
        for fact in gathered.facts
    )
    return (Paragraph(f"Kết quả {gathered.period.label} (chi tiết và nguồn số liệu ở Phụ lục 1):"), Bullets(lines))


@content("committee_work")
def committee_work(gathered: Gathered) -> tuple[Block, ...]:
    """III. What the committee itself did: members, attendance, opinions, tasks set and confirmed."""
    blocks: list[Block] = []
    if gathered.members:
        blocks.append(Paragraph(f"Ban Chỉ đạo có {_members_count(gathered)} thành viên."))
    if gathered.opinions:
        blocks.append(Paragraph(f"Tại hội nghị có {len(gathered.opinions)} ý kiến thảo luận."))
    if gathered.counted:
        blocks.append(Paragraph("Số liệu do Cổng tự đếm từ hồ sơ:"))
        blocks.append(Bullets(tuple(f"{c.indicator.name}: {c.counted.number}" for c in gathered.counted)))
    return tuple(blocks) or (Paragraph("Chưa có hoạt động được ghi nhận trong kỳ."),)


@content("assessment")
def assessment(gathered: Gathered) -> tuple[Block, ...]:
    """IV. What became of the conclusions before: counted by state on the day of the figures."""
    total = len(gathered.prior)
    if not total:
        return (Paragraph("Không có kết luận kỳ trước còn theo dõi trong kỳ này."),)
    done = len(gathered.prior_with(TaskStatus.DONE))
    overdue = len(gathered.prior_overdue)
    text = (
        f"Đến ngày {gathered.on:%d/%m/%Y}, trong {total} kết luận, nhiệm vụ kỳ trước có {done} đã hoàn thành, "
        f"{total - done} chưa hoàn thành, trong đó {overdue} quá hạn (chi tiết ở Phụ lục 2)."
    )
    return (Paragraph(text),)


@content("tasks")
def tasks(gathered: Gathered) -> tuple[Block, ...]:
    """V. The conclusions of the reviewing conference, each with its lead body and due date."""
    if not gathered.conclusions:
        return (Paragraph("Chưa có kết luận được ghi nhận."),)
    lines = []
    for conclusion in gathered.conclusions:
        rhythm = f", thực hiện {conclusion.period_note}" if conclusion.period_note else ""
        lead = f"{conclusion.lead.name} chủ trì{rhythm}, hoàn thành trước ngày {conclusion.task.due_on:%d/%m/%Y}"
        lines.append(f"{_sentence(conclusion.text)} ({lead})")
    return (Bullets(tuple(lines)),)


@content("proposals")
def proposals(gathered: Gathered) -> tuple[Block, ...]:
    """VI. What was raised in the discussion."""
    if not gathered.opinions:
        return (Paragraph("Không có kiến nghị, đề xuất."),)
    lines = tuple(f"{_who(o.who)}{_sentence(o.text)}{_answer(o.answer)}" for o in gathered.opinions)
    return (Paragraph("Ý kiến, đề xuất nêu tại hội nghị:"), Bullets(lines))


def figures_table(gathered: Gathered) -> Table | None:
    """Annex: every figure with its period and its source, so that it can be traced."""
    rows = [
        (fact.indicator.name, fact.display(), _period_of(fact.period), _source(fact.source_id, gathered))
        for fact in gathered.facts
    ]
    rows += [
        (c.indicator.name, str(c.counted.number), gathered.period.short_label, "Cổng tự đếm từ hồ sơ")
        for c in gathered.counted
    ]
    if not rows:
        return None
    numbered = tuple((str(number), *row) for number, row in enumerate(rows, 1))
    return Table(
        caption=f"Số liệu {gathered.period.label}",
        columns=("STT", "Chỉ tiêu", "Số liệu", "Kỳ số liệu", "Nguồn"),
        rows=numbered,
        widths=(7, 38, 22, 13, 20),
        numeric=frozenset({0}),
        row_header=1,
    )


def conclusions_table(gathered: Gathered) -> Table | None:
    """Annex: each prior conclusion with its state on the day."""
    if not gathered.prior:
        return None
    rows = tuple(
        (
            str(number),
            task.title,
            task.lead.name,
            f"{task.due_then:%d/%m/%Y}",  # type: ignore[attr-defined]  # annotated by Task.objects.as_of
            _state(task.status_on, task.percent_on),  # type: ignore[attr-defined]
        )
        for number, task in enumerate(gathered.prior, 1)
    )
    return Table(
        caption=f"Tình hình thực hiện kết luận kỳ trước, đến ngày {gathered.on:%d/%m/%Y}",
        columns=("STT", "Kết luận, nhiệm vụ", "Cơ quan chủ trì", "Hạn", "Tình hình"),
        rows=rows,
        widths=(7, 41, 22, 14, 16),
        numeric=frozenset({0}),
        row_header=1,
    )


def _members_count(gathered: Gathered) -> int:
    return sum(1 for member in gathered.members if member.position != "support")


def _conference_line(conference: Conference) -> str:
    came = sum(a.present for a in conference.attendance.all())
    people = f", {came} đại biểu dự" if came else ""
    return f"{conference.title} (ngày {conference.held_on:%d/%m/%Y}{people})"


def _other_period(code: str, gathered: Gathered) -> str:
    return "" if code == gathered.period.code else f" ({_period_of(code)})"


def _period_of(code: str) -> str:
    return Period.parse(code).short_label


def _source(source_id: int | None, gathered: Gathered) -> str:
    held = {c.pk: c.held_on for c in gathered.reviewed}
    day = held.get(source_id) if source_id is not None else None
    return f"Hội nghị ngày {day:%d/%m/%Y}" if day else "Ghi trực tiếp"


def _state(status: str, percent: int | None) -> str:
    label = str(TaskStatus(status).label)
    return f"{label} ({percent} %)" if percent and status == TaskStatus.IN_PROGRESS else label


def _note(note: str) -> str:
    return f" ({note})" if note else ""


def _answer(answer: str) -> str:
    return f" Trả lời: {_sentence(answer)}" if answer else ""


def _who(who: str) -> str:
    return f"{who}: " if who else ""


def _sentence(text: str) -> str:
    """One line, without the full stop that lists set themselves."""
    return " ".join(text.split()).rstrip(" .;")
