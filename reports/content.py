"""The standard content of a section: sentences, lists and tables that the portal writes from its records.

These are the words of an official Vietnamese document, so they are not translated. A section of an outline names its
content; a name without a function here is refused when the outline is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from common.official import Block, Bullets, Paragraph, Table
from common.periods import Period
from conferences.models import Conclusion, Conference
from indicators.models import Submission
from steering.enums import TaskStatus
from steering.models import Task

from .gather import CountedFigure, Gathered

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
        Paragraph(f"Trong {period}, {gathered.body.name} đã tổ chức {_two(len(conferences))} hội nghị:"),
        _listed(_conference_line(conference, gathered) for conference in conferences),
    ]
    blocks += [
        Paragraph(f"Ban Chỉ đạo được kiện toàn ngày {r.on:%d/%m/%Y} theo {_sentence(r.decision_text)}.")
        for r in gathered.reorganisations
    ]
    return tuple(blocks)


@content("results")
def results(gathered: Gathered) -> tuple[Block, ...]:
    """II. Every figure that was stated or approved on a form, as it stands there."""
    blocks: list[Block] = []
    if gathered.facts:
        lines = (
            f"{fact.indicator.name}{_other_period(fact.period, gathered)}: {_with_note(fact.display(), fact.note)}"
            for fact in gathered.facts
        )
        head = f"Kết quả chủ yếu {gathered.period.label} (nguồn số liệu ở phụ lục kèm theo):"
        blocks += [Paragraph(head), _listed(lines)]
    for submission in gathered.submissions:
        of_form = [one for one in gathered.submitted if one.submission is submission]
        if of_form:
            lines = (f"{one.indicator.name}: {_with_note(one.text, one.shown.note)}" for one in of_form)
            blocks += [Paragraph(f"Số liệu theo {_form_of(submission)}:"), _listed(lines)]
    return tuple(blocks) or (Paragraph("Chưa có số liệu được ghi nhận trong kỳ."),)


@content("committee_work")
def committee_work(gathered: Gathered) -> tuple[Block, ...]:
    """III. What the committee itself did: members, opinions, tasks set and confirmed."""
    said = [_members(gathered), _meetings(gathered)]
    paragraphs = [" ".join(sentence for sentence in said if sentence), _tasks(gathered)]
    written = tuple(Paragraph(text) for text in paragraphs if text)
    return written or (Paragraph("Chưa có hoạt động được ghi nhận trong kỳ."),)


@content("assessment")
def assessment(gathered: Gathered) -> tuple[Block, ...]:
    """IV. What became of the conclusions before: counted by state on the day of the figures."""
    total = len(gathered.prior)
    if not total:
        return (Paragraph("Không có kết luận kỳ trước còn theo dõi trong kỳ này."),)
    done, cancelled = len(gathered.prior_with(TaskStatus.DONE)), len(gathered.prior_with(TaskStatus.CANCELLED))
    overdue, going = len(gathered.prior_overdue), total - done - cancelled
    parts = [f"{_two(done)} việc đã hoàn thành" if done else "chưa có việc hoàn thành"]
    if going:
        late = f"{_two(overdue)} việc quá hạn" if overdue else "không có việc quá hạn"
        parts.append(f"{_two(going)} việc chưa hoàn thành, trong đó {late}")
    if cancelled:
        parts.append(f"{_two(cancelled)} việc đã hủy")
    text = f"Đến ngày {gathered.on:%d/%m/%Y}, trong {_two(total)} kết luận, nhiệm vụ kỳ trước có {'; '.join(parts)}"
    return (Paragraph(f"{text} (chi tiết ở phụ lục kèm theo)."),)


@content("tasks")
def tasks(gathered: Gathered) -> tuple[Block, ...]:
    """V. The conclusions of the reviewing conference, each with its lead body and due date."""
    if not gathered.conclusions:
        return (Paragraph("Chưa có kết luận được ghi nhận."),)
    return (_listed(_task_line(conclusion) for conclusion in gathered.conclusions),)


@content("proposals")
def proposals(gathered: Gathered) -> tuple[Block, ...]:
    """VI. What was raised in the discussion."""
    if not gathered.opinions:
        return (Paragraph("Không có kiến nghị, đề xuất."),)
    lines = (f"{_who(o.who)}{_sentence(o.text)}{_answer(o.answer)}" for o in gathered.opinions)
    return (Paragraph("Ý kiến, đề xuất nêu tại hội nghị:"), _listed(lines))


def figures_table(gathered: Gathered) -> Table | None:
    """Annex: every figure with its period and its source, so that it can be traced."""
    rows = [
        (fact.indicator.name, fact.display(), _period_of(fact.period), _source(fact.source_id, gathered))
        for fact in gathered.facts
    ]
    rows += [
        (one.indicator.name, one.text, gathered.period.short_label, _form_of(one.submission))
        for one in gathered.submitted
    ]
    approved = {one.indicator.pk for one in gathered.submitted}
    rows += [
        (c.indicator.name, _counted(c), gathered.period.short_label, "Tổng hợp từ hồ sơ")
        for c in gathered.counted
        if c.indicator.pk not in approved  # what was approved stands, not a second count beside it
    ]
    if not rows:
        return None
    numbered = tuple((str(number), *row) for number, row in enumerate(rows, 1))
    return Table(
        caption=f"Số liệu {gathered.period.label}",
        columns=("STT", "Chỉ tiêu", "Số liệu", "Kỳ số liệu", "Nguồn"),
        rows=numbered,
        widths=(7, 34, 22, 17, 20),
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
            _state(task, gathered),
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


def _members(gathered: Gathered) -> str:
    return f"Ban Chỉ đạo có {_two(_members_count(gathered))} thành viên." if gathered.members else ""


def _meetings(gathered: Gathered) -> str:
    """Conferences with their conclusions, and the opinions of the one that reviews the period."""
    parts = []
    held = [c for c in gathered.conferences if gathered.period.contains(c.held_on)]
    if held:
        drawn = gathered.number("conferences.conclusions")
        parts.append(f"Ban Chỉ đạo tổ chức {_two(len(held))} hội nghị, có {_two(drawn)} kết luận")
    if gathered.opinions:
        parts.append(f"hội nghị đánh giá kỳ này có {_two(len(gathered.opinions))} ý kiến thảo luận")
    return f"Trong kỳ, {'; '.join(parts)}." if parts else ""


def _tasks(gathered: Gathered) -> str:
    """What became of the tasks that the committee set: counted over the period and at its end."""
    given, done = gathered.number("steering.tasks_assigned"), gathered.number("steering.tasks_done")
    going, late = gathered.number("steering.tasks_open"), gathered.number("steering.tasks_overdue")
    if not (given or done or going):
        return ""
    parts = [
        f"Ban Chỉ đạo giao {_two(given)} nhiệm vụ" if given else "Ban Chỉ đạo không giao nhiệm vụ mới",
        f"xác nhận hoàn thành {_two(done)} nhiệm vụ" if done else "chưa có nhiệm vụ được xác nhận hoàn thành",
        f"cuối kỳ còn {_two(going)} nhiệm vụ đang thực hiện" if going else "cuối kỳ không còn nhiệm vụ đang thực hiện",
    ]
    if going:
        parts[-1] += f", trong đó {_two(late)} nhiệm vụ quá hạn" if late else ", không có nhiệm vụ quá hạn"
    return f"{'; '.join(parts)}."


def _task_line(conclusion: Conclusion) -> str:
    """ "… (chủ trì: UBND phường; phối hợp: MTTQ phường; hằng tháng, chậm nhất ngày 31/12/2020)"."""
    parts = [f"chủ trì: {conclusion.lead.name}"]
    if helpers := ", ".join(body.name for body in conclusion.supporters.all()):
        parts.append(f"phối hợp: {helpers}")
    rhythm = f"{conclusion.period_note}, " if conclusion.period_note else ""
    parts.append(f"thời hạn: {rhythm}chậm nhất ngày {conclusion.task.due_on:%d/%m/%Y}")
    return f"{_sentence(conclusion.text)} ({'; '.join(parts)})"


def _listed(lines: Iterable[str]) -> Bullets:
    """A list as offices write it: each item ends with a semicolon, the last with a full stop."""
    bare = [_sentence(line) for line in lines]
    return Bullets(tuple(f"{line}{'.' if i == len(bare) else ';'}" for i, line in enumerate(bare, 1)))


def _two(number: int) -> str:
    """Counts below ten are written with a zero, which leaves no room for another digit: 04."""
    return f"{number:02d}"


def _counted(one: CountedFigure) -> str:
    return f"{one.counted.number} {one.indicator.unit_of_measure}".strip()


def _conference_line(conference: Conference, gathered: Gathered) -> str:
    came = gathered.came.get(conference.pk, 0)
    people = f", {came} đại biểu dự" if came else ""
    return f"{conference.title}, ngày {conference.held_on:%d/%m/%Y}{people}"


def _other_period(code: str, gathered: Gathered) -> str:
    return "" if code == gathered.period.code else f" ({Period.parse(code).label})"


def _period_of(code: str) -> str:
    return Period.parse(code).short_label


def _source(source_id: int | None, gathered: Gathered) -> str:
    held = {c.pk: c.held_on for c in gathered.conferences}
    day = held.get(source_id) if source_id is not None else None
    return f"Hội nghị ngày {day:%d/%m/%Y}" if day else "Ghi trực tiếp"


def _form_of(submission: Submission) -> str:
    """Which approved form a figure stands on, with its number where it has one, else the day it was sent up."""
    day = submission.dated or submission.sent_on
    number = f" số {submission.number}" if submission.number else ""
    when = f" ngày {day:%d/%m/%Y}" if day else ""
    return f"{submission.form.name_vi} đã duyệt{number}{when}"


def _state(task: Task, gathered: Gathered) -> str:
    """Where a prior task stood on the day, with what Task.objects.as_of() says of it."""
    status = TaskStatus(task.status_on)  # type: ignore[attr-defined]  # annotated by Task.objects.as_of
    percent = task.percent_on  # type: ignore[attr-defined]
    label = f"{status.label} ({percent} %)" if percent and status == TaskStatus.IN_PROGRESS else str(status.label)
    return f"{label}, quá hạn" if task in gathered.prior_overdue else label


def _with_note(figure: str, note: str) -> str:
    """The note in brackets, or behind a comma when the figure ends with brackets of its own."""
    if not note:
        return figure
    return f"{figure}, {note}" if figure.endswith(")") else f"{figure} ({note})"


def _answer(answer: str) -> str:
    return f" (trả lời: {_sentence(answer)})" if answer else ""


def _who(who: str) -> str:
    return f"{who}: " if who else ""


def _sentence(text: str) -> str:
    """One line, without the full stop that lists set themselves."""
    return " ".join(text.split()).rstrip(" .;")
