"""What a committee's report counts by itself: its conferences, members, opinions, the tasks of before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.db.models import Model

from reports.gather import Gathered, two
from reports.own import counted, family
from reports.told import Told
from steering.enums import TaskStatus
from steering.models import Task

CONFERENCE, TASK = "conferences.conference", "steering.task"
STATES = ("Hoàn thành", "Chờ xác nhận", "Đang thực hiện", "Quá hạn", "Đã hủy")
"""How the annex tells prior tasks apart."""


def _keys(rows: Iterable[Model]) -> tuple[int, ...]:
    return tuple(row.pk for row in rows)


def _when(gathered: Gathered) -> str:
    """A number of a review held after the period stands beside the count of the period: its day tells them apart."""
    return f", ngày {gathered.reviews_when}" if gathered.reviews_when else ""


def holds_conferences(gathered: Gathered) -> bool:
    """Whether the body's reports speak of its conferences."""
    return gathered.committee is not None or bool(gathered.conferences)


@family("conferences", applies=holds_conferences)
def conferences(gathered: Gathered) -> Iterator[Told]:
    """Conferences that were held in the period; apart from them those that reviewed it afterwards."""
    yield counted(
        "conferences", "Hội nghị đã tổ chức trong kỳ", "Hội nghị do cơ quan chủ trì, bắt đầu trong kỳ báo cáo",
        CONFERENCE, _keys(gathered.held), version="2",
    )  # fmt: skip
    if gathered.reviewed_after:
        yield counted(
            "conferences:after", "Hội nghị đánh giá kỳ báo cáo, tổ chức sau kỳ",
            "Hội nghị do cơ quan chủ trì để đánh giá kỳ báo cáo, bắt đầu sau ngày cuối kỳ; được đếm ở kỳ sau",
            CONFERENCE, _keys(gathered.reviewed_after),
        )  # fmt: skip


@family("came", applies=holds_conferences, is_picked=False)
def came(gathered: Gathered) -> Iterator[Told]:
    """How many people came to each conference, where that was counted."""
    for conference in gathered.conferences:
        number = gathered.came.get(conference.pk, 0)
        if number:
            yield Told(
                key=f"own:came:{conference.pk}", label=f"Đại biểu dự hội nghị ngày {conference.held_on:%d/%m/%Y}",
                text=two(number), number=Decimal(number),
                formula="Cộng số người có mặt ghi theo từng thành phần của hội nghị",
                source_kind=CONFERENCE, source_id=conference.pk, url=conference.get_absolute_url(),
            )  # fmt: skip


@family("members", applies=lambda gathered: gathered.committee is not None)
def members(gathered: Gathered) -> Iterator[Told]:
    """Members on the last day of the period, the support team aside."""
    sitting = [member for member in gathered.members if member.position != "support"]
    page = gathered.committee.get_absolute_url() if gathered.committee else ""
    yield counted(
        "members", "Thành viên Ban Chỉ đạo, cuối kỳ", "Thành viên Ban Chỉ đạo ở ngày cuối kỳ, trừ tổ giúp việc",
        "steering.committeemember", _keys(sitting), url=page,
    )  # fmt: skip


@family("opinions", applies=holds_conferences)
def opinions(gathered: Gathered) -> Iterator[Told]:
    """What was said at the conferences that review the period."""
    yield counted(
        "opinions", f"Ý kiến thảo luận tại hội nghị đánh giá kỳ báo cáo{_when(gathered)}",
        "Ý kiến đã ghi tại hội nghị đánh giá kỳ báo cáo", "conferences.opinion", _keys(gathered.opinions),
    )  # fmt: skip


@family("conclusions", applies=holds_conferences)
def conclusions(gathered: Gathered) -> Iterator[Told]:
    """What these conferences concluded."""
    yield counted(
        "conclusions", f"Kết luận của hội nghị đánh giá kỳ báo cáo{_when(gathered)}",
        "Kết luận ghi tại hội nghị đánh giá kỳ báo cáo", "conferences.conclusion", _keys(gathered.conclusions),
    )  # fmt: skip


@family("prior", applies=holds_conferences)
def prior(gathered: Gathered) -> Iterator[Told]:
    """Tasks of before, by their state on the day of the figures."""
    done, cancelled = gathered.prior_with(TaskStatus.DONE), gathered.prior_with(TaskStatus.CANCELLED)
    going = [task for task in gathered.prior if task not in done and task not in cancelled]
    day = f"đến ngày {gathered.on:%d/%m/%Y}"
    for name, label, rows in (
        ("prior", "Kết luận, nhiệm vụ kỳ trước", gathered.prior),
        ("prior:done", "Kết luận, nhiệm vụ kỳ trước đã hoàn thành", done),
        ("prior:going", "Kết luận, nhiệm vụ kỳ trước chưa hoàn thành", going),
        ("prior:overdue", "Kết luận, nhiệm vụ kỳ trước quá hạn", gathered.prior_overdue),
        ("prior:cancelled", "Kết luận, nhiệm vụ kỳ trước đã hủy", cancelled),
    ):
        formula = (
            "Nhiệm vụ giao trước kỳ báo cáo hoặc theo kết luận hội nghị đánh giá kỳ trước, chưa kết thúc trước kỳ báo "
            f"cáo; tình trạng {day}"
        )
        yield counted(name, f"{label}, {day}", formula, TASK, _keys(rows), version="2")


@family("lead", applies=holds_conferences, is_picked=False)
def by_lead(gathered: Gathered) -> Iterator[Told]:
    """The same by lead body and state: the cells below the chart."""
    for lead, name, state, tasks in cells_by_lead(gathered):
        yield counted(
            f"lead:{lead}:{STATES.index(state)}", f"{name}: kết luận kỳ trước, {state.lower()}",
            f"Nhiệm vụ kỳ trước do cơ quan chủ trì; tình trạng đến ngày {gathered.on:%d/%m/%Y}", TASK, _keys(tasks),
        )  # fmt: skip


@family("progress", applies=holds_conferences, is_picked=False)
def progress(gathered: Gathered) -> Iterator[Told]:
    """How far a task that is under way had come on the day."""
    for task in gathered.prior:
        percent = task.percent_on  # type: ignore[attr-defined]  # annotated by Task.objects.as_of
        if percent and task.status_on == TaskStatus.IN_PROGRESS:  # type: ignore[attr-defined]
            yield Told(
                key=f"own:progress:{task.pk}", label=f"Tiến độ nhiệm vụ {task.code}", text=f"{percent} %",
                number=Decimal(percent), formula=f"Tỷ lệ hoàn thành báo cáo gần nhất, đến ngày {gathered.on:%d/%m/%Y}",
                row_kind=TASK, rows=(task.pk,), url=task.get_absolute_url(),
            )  # fmt: skip


def cells_by_lead(gathered: Gathered) -> list[tuple[int, str, str, list[Task]]]:
    """Lead body (key, name), state, tasks: every state of every lead body, in the order of the first task."""
    late = set(gathered.prior_overdue)
    found: dict[tuple[int, str], dict[str, list[Task]]] = {}
    for task in gathered.prior:
        states = found.setdefault((task.lead_id, task.lead.name), {state: [] for state in STATES})
        states["Quá hạn" if task in late else _state(task)].append(task)
    return [(*lead, state, tasks) for lead, states in found.items() for state, tasks in states.items()]


def _state(task: Task) -> str:
    known = {TaskStatus.DONE: STATES[0], TaskStatus.REPORTED: STATES[1], TaskStatus.CANCELLED: STATES[4]}
    return known.get(TaskStatus(task.status_on), STATES[2])  # type: ignore[attr-defined]  # annotated by as_of
