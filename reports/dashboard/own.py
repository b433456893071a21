"""The page of a body that answers: what waits with it, what is late, what it has to do first.

It hangs on the records that this body holds, whoever sent them; every one of them has a stake of the body's unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from common.numbers import show
from disclosures import tallies as disclosed
from organizations import roles
from organizations.enums import Role
from organizations.models import Body, Unit
from petitions import tallies as petitioned
from petitions.filters import PetitionFilter
from steering import tallies as set_tasks
from steering.filters import OPEN_ONLY, TaskFilter

from .cards import OVERDUE, TASK_DONE, TASK_LATE, Card
from .matters import DISCLOSURES, PETITIONS, TASKS, Matter, Narrow
from .numbers import Flow, Numbers
from .rows import Line
from .shown import change, rate, tone
from .view import View

MATTERS = {
    PETITIONS.code: replace(
        PETITIONS,
        by_body=gettext_lazy("Kết quả giải quyết kiến nghị của cơ quan"),
        over_time=gettext_lazy("Kiến nghị chuyển đến và trả lời qua tám quý"),
        flows=(gettext_lazy("Được chuyển đến"), gettext_lazy("Đã trả lời")),
        formula=gettext_lazy(
            "Mọi kiến nghị cơ quan giữ đến hết ngày {day}, của mọi Hội đồng nhân dân; chỉ tính kết quả đã được xác"
            " nhận. Quá hạn = chưa trả lời và đã qua hạn trả lời."
        ),
        flow_formula=gettext_lazy("Kiến nghị cơ quan đang giữ, theo ngày chuyển đến và ngày trả lời."),
    ),
    TASKS.code: replace(TASKS, by_body=gettext_lazy("Nhiệm vụ cơ quan chủ trì")),
    DISCLOSURES.code: replace(DISCLOSURES, by_body=gettext_lazy("Việc công khai của cơ quan")),
}


def body_of(user: User, unit: Unit) -> Body | None:
    """The body for which somebody who does nothing but answer does so in a unit; no query of its own."""
    if roles.held(user) != {Role.ANSWERER}:
        return None
    named = {m.body_id: m.body for m in roles.memberships(user)}
    bodies = [body for body in named.values() if body is not None and body.unit_id == unit.pk]
    return bodies[0] if len(bodies) == 1 else None


@dataclass(frozen=True)
class Held:
    """What a body holds at the end of the period shown and of the one before: petitions, how many of them await its
    answer, tasks."""

    petitions: tuple[Numbers, Numbers]
    awaited: tuple[int, int]
    tasks: tuple[Numbers, Numbers]


def held_by(body: Body, view: View) -> Held:
    """Four queries."""
    days = (view.on, view.before.end)
    now, then = (petitioned.of_body(body.code, day) for day in days)
    tasks_now, tasks_then = (_of(body, set_tasks.by_lead(body.unit_id, day), set_tasks.NOTHING) for day in days)
    return Held((now[0], then[0]), (now[1], then[1]), (tasks_now, tasks_then))


def cards_of(body: Body, view: View, held: Held) -> list[Card]:
    """What awaits an answer, what is late, how often the answer came in time, which tasks are open."""
    return [_awaited(body, view, held), _late(body, view, held), _in_time(body, view, held), _open(body, view, held)]


def line_of(body: Body, view: View, matter: Matter, held: Held) -> Line:
    """The body's own bar; one query for disclosures."""
    if matter.code == PETITIONS.code:
        numbers = held.petitions[0]
    elif matter.code == TASKS.code:
        numbers = held.tasks[0]
    else:
        numbers = _of(body, disclosed.by_body(body.unit_id, (view.period, view.on)), disclosed.NOTHING)
    return Line(body.short_name, tuple(numbers[: len(matter.keys)]), narrow(body, view), "")


def flow_of(body: Body, view: View, matter: Matter) -> Flow:
    """Eight quarters of the body: one query."""
    if matter.code == PETITIONS.code:
        return petitioned.flow_of_body(body.code, view.quarters)
    if matter.code == TASKS.code:
        return set_tasks.flow_of_body(body.code, view.quarters)
    return disclosed.flow_of_body(body.code, view.quarters, view.on)


def narrow(body: Body, view: View) -> Narrow:
    """Lists of all that the body holds."""
    return Narrow(view.unit, body=body.code, whole=True)


def _awaited(body: Body, view: View, held: Held) -> Card:
    return Card(
        _("Kiến nghị chờ trả lời"),
        show(held.awaited[0]),
        change(*held.awaited),
        "",
        PetitionFilter(status="awaited", holder=body.code, on=view.past).url(view.unit),
        _("Kiến nghị đã chuyển đến cơ quan mà cơ quan chưa trả lời."),
    )


def _late(body: Body, view: View, held: Held) -> Card:
    now, then = (numbers[OVERDUE] for numbers in held.petitions)
    return Card(
        _("Kiến nghị quá hạn trả lời"),
        show(now),
        change(now, then),
        tone(now, then, more_is_good=False),
        PETITIONS.listed(view, narrow(body, view), "overdue"),
        _("Kiến nghị đang có cơ quan giữ, chưa trả lời và đã qua hạn trả lời."),
    )


def _in_time(body: Body, view: View, held: Held) -> Card:
    now, then = (
        rate(numbers[petitioned.IN_TIME], numbers[petitioned.ANSWERED] + numbers[OVERDUE]) for numbers in held.petitions
    )
    return Card(
        _("Trả lời đúng hạn"),
        now,
        _("kỳ trước {rate}").format(rate=then),
        "",
        PETITIONS.listed(view, narrow(body, view), "in_time"),
        _("Trả lời trong hạn ÷ (đã trả lời + chưa trả lời, đã quá hạn); chỉ tính kiến nghị có hạn."),
    )


def _open(body: Body, view: View, held: Held) -> Card:
    now, then = (sum(numbers) - numbers[TASK_DONE] for numbers in held.tasks)
    late, note = held.tasks[0][TASK_LATE], change(now, then)
    return Card(
        _("Nhiệm vụ chưa xong"),
        show(now),
        _("{count} quá hạn").format(count=show(late)) + " · " + note if late else note,
        "bad" if late else "",
        TaskFilter(status=OPEN_ONLY, lead=body.code, on=view.past).url(view.unit),
        _("Nhiệm vụ cơ quan chủ trì, chưa được xác nhận hoàn thành, trừ đã hủy."),
    )


def _of(body: Body, found: Mapping[tuple[str, str], Numbers], nothing: Numbers) -> Numbers:
    """The numbers of one body among those of its unit."""
    return next((numbers for (code, _name), numbers in found.items() if code == body.code), nothing)
