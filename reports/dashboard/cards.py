"""The four figures: the number, what changed since the period before, how it is counted, the list behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from accounts.models import User
from common.numbers import show
from disclosures import tallies as disclosed
from organizations import roles
from organizations.enums import Role
from petitions import tallies as petitioned
from petitions.filters import PetitionFilter

from .matters import DISCLOSURES, PETITIONS, TASKS, Narrow
from .numbers import Numbers, Tally
from .shown import change, part_of, rate, tone
from .view import View

SETTLED = (petitioned.PARTS.index("resolved"), petitioned.PARTS.index("explained"))
OVERDUE = petitioned.PARTS.index("overdue")
TASK_DONE, TASK_LATE = 0, TASKS.late


@dataclass(frozen=True)
class Card:
    """One of the four figures."""

    label: str
    value: str
    note: str
    tone: str
    url: str
    formula: str


class Lens(StrEnum):
    """What a person's role asks first."""

    COMMITTEE = "committee"  # petitions, tasks, disclosures
    COUNCIL = "council"  # whoever supervises for the council: petitions alone, what waits for a verdict


def lens_of(user: User) -> Lens:
    """By the roles that the person holds anywhere; no query of its own."""
    return Lens.COUNCIL if roles.held(user) <= {Role.SUPERVISOR} else Lens.COMMITTEE


def cards(lens: Lens, view: View, tally: Tally) -> list[Card]:
    """The four figures of a lens."""
    settled, overdue = _settled(view, tally), _overdue(view, tally)
    if lens is Lens.COUNCIL:
        return [settled, _claimed(view, tally), overdue, _in_time(view, tally)]
    return [settled, overdue, _tasks(view, tally), _disclosures(view, tally)]


def _settled(view: View, tally: Tally) -> Card:
    now, then = tally.petitions
    number, before = _of(now, SETTLED), _of(then, SETTLED)
    return Card(
        _("Kiến nghị đã giải quyết, giải trình"),
        part_of(number, _all(now)),
        change(number, before),
        "good" if number > before else "",
        _listed(view, "settled"),
        _("Kiến nghị có kết quả “đã giải quyết” hoặc “đã giải trình” được xác nhận ÷ mọi kiến nghị sau tổng hợp."),
    )


def _overdue(view: View, tally: Tally) -> Card:
    now, then = tally.petitions
    return Card(
        _("Kiến nghị quá hạn trả lời"),
        show(now[OVERDUE]),
        change(now[OVERDUE], then[OVERDUE]),
        tone(now[OVERDUE], then[OVERDUE], more_is_good=False),
        _listed(view, "overdue"),
        _("Kiến nghị đang có cơ quan giữ, chưa trả lời và đã qua hạn trả lời."),
    )


def _claimed(view: View, tally: Tally) -> Card:
    now, then = tally.petitions
    place = petitioned.CLAIMED
    waiting = PetitionFilter(status="claimed", under=view.unit.code, on=view.past)
    return Card(
        _("Chờ xác nhận kết quả"),
        show(now[place]),
        _("kỳ trước {count}").format(count=show(then[place])),
        "",
        waiting.url(view.unit),
        _("Kiến nghị mà cơ quan giải quyết đã báo kết quả, Thường trực Hội đồng nhân dân chưa xác nhận."),
    )


def _in_time(view: View, tally: Tally) -> Card:
    now, then = (rate(one[petitioned.IN_TIME], one[petitioned.ANSWERED] + one[OVERDUE]) for one in tally.petitions)
    return Card(
        _("Trả lời đúng hạn"),
        now,
        _("kỳ trước {rate}").format(rate=then),
        "",
        _listed(view, "in_time"),
        _("Trả lời trong hạn ÷ (đã trả lời + chưa trả lời, đã quá hạn); chỉ tính kiến nghị có hạn."),
    )


def _tasks(view: View, tally: Tally) -> Card:
    now, then = tally.tasks
    late, note = now[TASK_LATE], change(now[TASK_DONE], then[TASK_DONE])
    if late:
        note = _("{count} quá hạn").format(count=show(late)) + " · " + note
    return Card(
        _("Nhiệm vụ đã hoàn thành"),
        part_of(now[TASK_DONE], sum(now)),
        note,
        "bad" if late else ("good" if now[TASK_DONE] > then[TASK_DONE] else ""),
        TASKS.listed(view, Narrow(view.unit), "done"),
        _("Nhiệm vụ đã được xác nhận hoàn thành ÷ mọi nhiệm vụ, trừ đã hủy; đếm theo cơ quan chủ trì."),
    )


def _disclosures(view: View, tally: Tally) -> Card:
    now, then = tally.disclosures
    missing = now[DISCLOSURES.late]
    note = _("không có việc đến hạn trong kỳ")
    if _due(now):
        note = _("{done}/{due}, thiếu {missing}").format(
            done=show(now[0]), due=show(_due(now)), missing=show(missing)
        )  # fmt: skip
    return Card(
        _("Công khai đúng hạn trong kỳ"),
        rate(now[0], _due(now)),
        note + " · " + _("kỳ trước {rate}").format(rate=rate(then[0], _due(then))),
        "bad" if missing else "",
        DISCLOSURES.listed(view, Narrow(view.unit), "missing" if missing else "on_time"),
        _("Đủ mọi nơi trong hạn ÷ (đúng hạn + chậm + quá hạn chưa đủ nơi), theo quyết định trong kỳ."),
    )


def _due(numbers: Numbers) -> int:
    """Those whose day has come: on time, late, missing."""
    return sum(numbers[disclosed.PARTS.index(part)] for part in ("on_time", "late", "missing"))


def _all(numbers: Numbers) -> int:
    return sum(numbers[: len(petitioned.PARTS)])


def _of(numbers: Numbers, places: Iterable[int]) -> int:
    return sum(numbers[place] for place in places)


def _listed(view: View, part: str) -> str:
    return PETITIONS.listed(view, Narrow(view.unit), part)
