"""The committee's report: sentences, lists and tables that the portal writes from its records.

These are the words of an official Vietnamese document, so they are not translated. A section of an outline names its
content; a name without a function here is refused when the outline is loaded.
"""

from __future__ import annotations

import re

from common import charts
from common.official import Annex, Block, Figure, Paragraph, Table, paragraph
from common.periods import Period
from conferences.models import Conclusion, Conference
from figures.models import Fact
from indicators.models import Submission
from reports import own
from reports.gather import Gathered, SubmittedFigure
from steering.enums import TaskStatus
from steering.models import Task

from .committee_figures import STATES, cells_by_lead
from .registry import annexes, content
from .telling import Part, Rows, between, in_cell, key_of, listed, number_of, say_of, sentence, whole_sentence

# What is late stands out; neighbours still differ in lightness.
SHADES = (charts.SHADES[1], charts.SHADES[2], charts.SHADES[3], charts.SHADES[0], charts.SHADES[5])


@content("direction", nothing="Trong {period}, {body} chưa tổ chức hội nghị.")
def direction(gathered: Gathered) -> tuple[Block, ...]:
    """I. Which conferences were held in the period, which reviewed it afterwards, how the committee was reorganised."""
    if not gathered.conferences:
        return ()
    say, name = say_of(gathered), gathered.body.name
    blocks: list[Block] = []
    if gathered.held:
        held = say(key_of(gathered, "own:conferences", "counted:conferences.held"))
        blocks += [
            paragraph(f"Trong {gathered.period.label}, {name} đã tổ chức ", held, " hội nghị:"),
            listed(_conference(conference, gathered) for conference in gathered.held),
        ]
    if gathered.reviewed_after:
        after = say("own:conferences:after")
        blocks += [
            paragraph(f"Sau kỳ báo cáo, {name} đã tổ chức ", after, " hội nghị đánh giá kết quả của kỳ:"),
            listed(_conference(conference, gathered) for conference in gathered.reviewed_after),
        ]
    blocks += [
        Paragraph(f"Ban Chỉ đạo được kiện toàn ngày {r.on:%d/%m/%Y} theo {sentence(r.decision_text)}.")
        for r in gathered.reorganisations
    ]
    return tuple(blocks)


@content("results", nothing="Chưa có số liệu được ghi nhận trong kỳ.")
def results(gathered: Gathered) -> tuple[Block, ...]:
    """II. Every figure that was stated or approved on a form, as it stands there."""
    say = say_of(gathered)
    blocks: list[Block] = []
    if gathered.facts:
        head = f"Kết quả chủ yếu {gathered.period.label} (nguồn số liệu ở phụ lục kèm theo):"
        blocks += [Paragraph(head), listed(_fact(fact, gathered) for fact in gathered.facts)]
    for submission in gathered.submissions:
        of_form = [one for one in gathered.submitted if one.submission is submission and not _is_stated(one, gathered)]
        if of_form:
            lines: list[list[Part]] = [
                [f"{one.indicator.name_vi}: ", say(one.told.key), _note(one.text, one.shown.note)] for one in of_form
            ]
            blocks += [Paragraph(f"Số liệu theo {form_of(submission)}:"), listed(lines)]
    return tuple(blocks)


@content("committee_work", nothing="Chưa có hoạt động được ghi nhận trong kỳ.")
def committee_work(gathered: Gathered) -> tuple[Block, ...]:
    """III. What the committee itself did: members, what was discussed, tasks set and confirmed."""
    said = [_members(gathered), _meetings(gathered)]
    first = between([part for part in said if part], " ")
    paragraphs = [paragraph(*first)] if first else []
    return (*paragraphs, *discussion(gathered), *_tasks(gathered))


@content("assessment", nothing="Không có kết luận kỳ trước còn theo dõi trong kỳ này.")
def assessment(gathered: Gathered) -> tuple[Block, ...]:
    """IV. What became of the conclusions before: counted by state on the day of the figures."""
    say = say_of(gathered)
    if not gathered.prior:
        return ()
    number = {name: number_of(gathered, f"own:prior:{name}") for name in ("done", "going", "overdue", "cancelled")}
    parts: list[list[Part]] = [
        [say("own:prior:done"), " việc đã hoàn thành"] if number["done"] else ["chưa có việc hoàn thành"]
    ]
    if number["going"]:
        late: list[Part] = (
            [say("own:prior:overdue"), " việc quá hạn"] if number["overdue"] else ["không có việc quá hạn"]
        )
        parts.append([say("own:prior:going"), " việc chưa hoàn thành, trong đó ", *late])
    if number["cancelled"]:
        parts.append([say("own:prior:cancelled"), " việc đã hủy"])
    day = f"Đến ngày {gathered.on:%d/%m/%Y}, trong "
    end = " (chi tiết ở phụ lục kèm theo)."
    return (paragraph(day, say("own:prior"), " kết luận, nhiệm vụ kỳ trước có ", *between(parts), end),)


@content("tasks", nothing="Chưa có kết luận được ghi nhận.")
def tasks(gathered: Gathered) -> tuple[Block, ...]:
    """V. The conclusions of the reviewing conference, each with its lead body and due date."""
    if not gathered.conclusions:
        return ()
    return (listed([task_line(conclusion)] for conclusion in gathered.conclusions),)


@content("proposals", nothing="Không có kiến nghị, đề xuất.")
def proposals(gathered: Gathered) -> tuple[Block, ...]:
    """VI. Nothing: it speaks to bodies above, and no record says of an opinion that it is for them. Writers fill it."""
    return ()


def discussion(gathered: Gathered) -> tuple[Block, ...]:
    """What was said at the review, and what was answered there."""
    if not gathered.opinions:
        return ()
    lines = ([f"{_who(o.who)}{sentence(o.text)}{_answer(o.answer)}"] for o in gathered.opinions)
    return (Paragraph("Ý kiến thảo luận tại hội nghị:"), listed(lines))


@annexes("committee")
def committee_annexes(gathered: Gathered) -> tuple[Annex, ...]:
    """What became of the conclusions before: the chart, its numbers, each conclusion."""
    table = conclusions_table(gathered)
    if table is None:
        return ()
    blocks = (conclusions_chart(gathered), leads_table(gathered), table)
    return (Annex("Tình hình thực hiện kết luận kỳ trước", blocks),)


def conclusions_chart(gathered: Gathered) -> Figure:
    """Prior conclusions by lead body and state, with the same figures in words for those who do not see it."""
    title = f"Kết luận kỳ trước theo cơ quan chủ trì, đến ngày {gathered.on:%d/%m/%Y}"
    rows = chart_rows(gathered)
    return charts.figure(
        charts.stacked_bars(title, rows, STATES, SHADES),
        alt=charts.in_words(title, rows, STATES),
        caption=f"Biểu đồ: {title[0].lower()}{title[1:]}",
    )


def chart_rows(gathered: Gathered) -> list[charts.Row]:
    """A bar for each lead body, a number for each state; bodies of one name share a bar."""
    counts: dict[str, dict[str, int]] = {}
    for _lead, name, state, tasks in cells_by_lead(gathered):
        counts.setdefault(name, dict.fromkeys(STATES, 0))[state] += len(tasks)
    return [(name, list(by_state.values())) for name, by_state in counts.items()]


def leads_table(gathered: Gathered) -> Table:
    """The numbers of the chart; each opens its tasks."""
    figures = own.of(gathered, "lead")
    rows = Rows(gathered)
    leads = list(dict.fromkeys((lead, name) for lead, name, _state, _tasks in cells_by_lead(gathered)))
    for lead, name in leads:
        rows.add(name, *(in_cell(figures[f"own:lead:{lead}:{place}"]) for place in range(len(STATES))))
    return rows.table(
        caption="Số kết luận kỳ trước theo cơ quan chủ trì và tình hình thực hiện",
        columns=("Cơ quan chủ trì", *STATES), widths=(35, 13, 13, 13, 13, 13), numeric=range(1, 6), row_header=0,
    )  # fmt: skip


def conclusions_table(gathered: Gathered) -> Table | None:
    """Each prior conclusion with its state on the day."""
    if not gathered.prior:
        return None
    figures = own.of(gathered, "progress")
    rows = Rows(gathered)
    for number, task in enumerate(gathered.prior, 1):
        percent = figures.get(f"own:progress:{task.pk}")
        day = f"{task.due_then:%d/%m/%Y}"  # type: ignore[attr-defined]  # annotated by Task.objects.as_of
        rows.add(str(number), task.title, task.lead.name, day, _state(task, gathered), percent or "")
    return rows.table(
        caption=f"Tình hình thực hiện kết luận kỳ trước, đến ngày {gathered.on:%d/%m/%Y}",
        columns=("STT", "Kết luận, nhiệm vụ", "Cơ quan chủ trì", "Hạn", "Tình hình", "Tiến độ"),
        widths=(7, 34, 19, 16, 14, 10), numeric={0, 5}, row_header=1,
    )  # fmt: skip


def form_of(submission: Submission) -> str:
    """Which approved form a figure stands on, with its number where it has one, else the day it was sent up."""
    day = submission.dated or submission.sent_on
    number = f" số {submission.number}" if submission.number else ""
    when = f" ngày {day:%d/%m/%Y}" if day else ""
    name = submission.form.name_vi
    form = name if name.lower().startswith("biểu") else f"biểu “{name}”"
    return f"{form} đã duyệt{number}{when}"


def _members(gathered: Gathered) -> list[Part]:
    if not gathered.members:
        return []
    return ["Ban Chỉ đạo có ", say_of(gathered)("own:members"), " thành viên."]


def _meetings(gathered: Gathered) -> list[Part]:
    """Conferences with their conclusions, and the opinions of the one that reviews the period."""
    say = say_of(gathered)
    parts: list[list[Part]] = []
    if number_of(gathered, "counted:conferences.held"):
        drawn = say("counted:conferences.conclusions")
        held = say("counted:conferences.held")
        parts.append(["Ban Chỉ đạo tổ chức ", held, " hội nghị, có ", drawn, " kết luận"])
    if gathered.opinions:
        said = key_of(gathered, "own:opinions", "counted:conferences.opinions")
        when = f" (tổ chức ngày {gathered.reviews_when})" if gathered.reviews_when else ""
        parts.append([f"hội nghị đánh giá kỳ này{when} có ", say(said), " ý kiến thảo luận"])
    return ["Trong kỳ, ", *between(parts), "."] if parts else []


def _tasks(gathered: Gathered) -> list[Paragraph]:
    """What became of the tasks that the committee set: counted over the period and at its end."""
    say = say_of(gathered)
    keys = {name: f"counted:steering.tasks_{name}" for name in ("assigned", "done", "open", "overdue")}
    number = {name: number_of(gathered, key) for name, key in keys.items()}
    if not any(number.values()):
        return []
    parts: list[list[Part]] = [
        ["Ban Chỉ đạo giao ", say(keys["assigned"]), " nhiệm vụ"]
        if number["assigned"]
        else ["Ban Chỉ đạo không giao nhiệm vụ mới"],
        ["xác nhận hoàn thành ", say(keys["done"]), " nhiệm vụ"]
        if number["done"]
        else ["chưa có nhiệm vụ được xác nhận hoàn thành"],
    ]
    if number["open"]:
        late: list[Part] = (
            [", trong đó ", say(keys["overdue"]), " nhiệm vụ quá hạn"]
            if number["overdue"]
            else [", không có nhiệm vụ quá hạn"]
        )
        parts.append(["cuối kỳ còn ", say(keys["open"]), " nhiệm vụ đang thực hiện", *late])
    else:
        parts.append(["cuối kỳ không còn nhiệm vụ đang thực hiện"])
    return [whole_sentence(*between(parts), ".")]


def task_line(conclusion: Conclusion) -> str:
    """ "… (chủ trì: UBND phường; phối hợp: MTTQ phường; hằng tháng, chậm nhất ngày 31/12/2020)"."""
    parts = [f"chủ trì: {conclusion.lead.name}"]
    if helpers := ", ".join(body.name for body in conclusion.supporters.all()):
        parts.append(f"phối hợp: {helpers}")
    rhythm = f"{conclusion.period_note}, " if conclusion.period_note else ""
    parts.append(f"thời hạn: {rhythm}chậm nhất ngày {conclusion.task.due_on:%d/%m/%Y}")
    return f"{sentence(conclusion.text)} ({'; '.join(parts)})"


def _conference(conference: Conference, gathered: Gathered) -> list[Part]:
    line: list[Part] = [f"{sentence(conference.title)}, ngày {conference.held_on:%d/%m/%Y}"]
    if conference.pk in gathered.came:
        line += [", ", say_of(gathered)(f"own:came:{conference.pk}"), " đại biểu dự"]
    return line


def _fact(fact: Fact, gathered: Gathered) -> list[Part]:
    told = gathered.stated[fact.pk]
    run = gathered.ledger.tell(told)
    return [f"{fact.indicator.name_vi}{_other_period(fact.period, gathered)}: ", run, _note(told.text, fact.note)]


def _is_stated(one: SubmittedFigure, gathered: Gathered) -> bool:
    """A figure of a form that a conference stated in the same words; another value of it is told beside."""
    said = (fact.display() for fact in gathered.facts if fact.indicator_id == one.indicator.pk)
    return any(re.search(rf"(?<![\d.,/]){re.escape(words)}(?![\d.,])", one.text) for words in said)


def _other_period(code: str, gathered: Gathered) -> str:
    return "" if code == gathered.period.code else f" ({Period.parse(code).label})"


def _state(task: Task, gathered: Gathered) -> str:
    """Where a prior task stood on the day, with what Task.objects.as_of() says of it."""
    label = str(TaskStatus(task.status_on).label)  # type: ignore[attr-defined]  # annotated by Task.objects.as_of
    return f"{label}, quá hạn" if task in gathered.prior_overdue else label


def _note(figure: str, note: str) -> str:
    """The note in brackets, or behind a comma when the figure ends with brackets of its own."""
    if not note:
        return ""
    return f", {sentence(note)}" if figure.endswith(")") else f" ({sentence(note)})"


def _answer(answer: str) -> str:
    return f" (trả lời: {sentence(answer)})" if answer else ""


def _who(who: str) -> str:
    return f"{who}: " if who else ""
