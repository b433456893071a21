"""The three matters that a dashboard speaks of: petitions, tasks, disclosures.

Each says what the parts of its bars are, what its line over eight quarters shows, and which list each number opens.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common import bars
from common.bars import Tone
from common.periods import Period
from disclosures import tallies as disclosed
from disclosures.filters import DisclosureFilter
from organizations.models import Unit
from petitions import tallies as petitioned
from petitions.filters import PetitionFilter
from steering import tallies as set_tasks
from steering.enums import TaskStatus
from steering.filters import TaskFilter

from .view import View

type Numbers = Sequence[int]
type Words = str | Promise


@dataclass(frozen=True)
class Key:
    """A part of a bar. ``part``: what its list is filtered by; empty where no filter says exactly that."""

    label: Words
    tone: Tone
    part: str = ""


@dataclass(frozen=True)
class Narrow:
    """Whose records a list shows: of a unit with all that it reaches, of its own bodies, or of one body.

    ``whole``: of a body all that it holds, not only what the unit's own councils sent to it.
    """

    unit: Unit
    own: bool = False
    body: str = ""
    whole: bool = False


@dataclass(frozen=True)
class Matter:
    """One of the three. ``late``: the place of the part that calls for somebody."""

    code: str
    name: Words
    by_unit: Words
    by_body: Words
    over_time: Words
    keys: tuple[Key, ...]
    late: int
    flows: tuple[Words, Words]
    formula: Words
    flow_formula: Words
    listed: Callable[[View, Narrow, str], str]
    flowed: Callable[[View, Narrow, int, Period], str]
    bodies: Callable[[View], Mapping[tuple[str, str], Numbers] | None]

    @property
    def legend(self) -> tuple[bars.Key, ...]:
        """The parts in the language of the page."""
        return tuple(bars.Key(str(key.label), key.tone) for key in self.keys)


def _petitions(view: View, where: Narrow, part: str) -> str:
    narrow: dict[str, Any] = {"councils_of": where.unit.code} if where.own or where.body else {"under": where.unit.code}
    if where.whole:
        narrow = {}
    return petitioned.listed(part, on=view.past, holder=where.body, **narrow).url(where.unit)


def _petitions_of_quarter(view: View, where: Narrow, line: int, quarter: Period) -> str:
    if where.body:
        chosen: dict[str, Any] = {"answered_in": quarter} if line else {"transferred_in": quarter}
        return PetitionFilter(holder=where.body, **chosen).url(where.unit)
    if line:
        return PetitionFilter(under=where.unit.code, answered_in=quarter).url(where.unit)
    return petitioned.listed(under=where.unit.code, received_in=quarter).url(where.unit)


def _petitions_of_bodies(view: View) -> Mapping[tuple[str, str], Numbers] | None:
    """Who holds them is asked of today alone."""
    if view.past:
        return None
    found = petitioned.by_holder(view.unit.pk, view.on)
    return {(code, name or str(_("Chưa chuyển"))): numbers for (code, name), numbers in found.items()}


def _tasks(view: View, where: Narrow, part: str) -> str:
    if where.body:
        chosen = set_tasks.listed(part or "counted", on=view.past, lead=where.body)
    elif where.own:
        chosen = set_tasks.listed(part or "counted", on=view.past, led_at=where.unit.code)
    else:
        chosen = set_tasks.listed(part or "counted", on=view.past, led_under=where.unit.code)
    return chosen.url(where.unit)


def _tasks_of_quarter(view: View, where: Narrow, line: int, quarter: Period) -> str:
    led: dict[str, Any] = {"lead": where.body} if where.body else {"led_under": where.unit.code}
    if line:
        return TaskFilter(status=TaskStatus.DONE, closed_in=quarter, **led).url(where.unit)
    return TaskFilter(assigned_in=quarter, **led).url(where.unit)


def _disclosures(view: View, where: Narrow, part: str) -> str:
    at = where.unit.code if where.own else ""
    return DisclosureFilter(
        timeliness=part, decided_in=view.period, on=view.past, at=at, body=where.body
    ).url(where.unit)  # fmt: skip


def _disclosures_of_quarter(view: View, where: Narrow, line: int, quarter: Period) -> str:
    return DisclosureFilter(
        timeliness="on_time" if line else "", decided_in=quarter, on=view.past, body=where.body
    ).url(where.unit)  # fmt: skip


PETITIONS = Matter(
    code="kien-nghi",
    name=_("Kiến nghị"),
    by_unit=_("Kết quả giải quyết kiến nghị theo đơn vị"),
    by_body=_("Kết quả giải quyết kiến nghị theo cơ quan đang giữ"),
    over_time=_("Tiếp nhận và trả lời kiến nghị qua tám quý"),
    keys=(
        Key(_("Đã giải quyết"), Tone.OK, "resolved"),
        Key(_("Giải trình, thông tin"), Tone.INFO, "explained"),
        Key(_("Đang giải quyết"), Tone.WAIT),
        Key(_("Quá hạn trả lời"), Tone.LATE, "overdue"),
        Key(_("Kết quả khác"), Tone.REST),
    ),
    late=3,
    flows=(_("Đã tiếp nhận"), _("Đã trả lời")),
    formula=_(
        "Mọi kiến nghị đã tiếp nhận đến hết ngày {day}, đếm tại Hội đồng nhân dân nhận kiến nghị, sau tổng hợp; chỉ"
        " tính kết quả đã được xác nhận. Quá hạn = chưa trả lời và đã qua hạn trả lời; kết quả khác = chưa giải quyết"
        " hoặc không thuộc thẩm quyền."
    ),
    flow_formula=_("Theo ngày tiếp nhận (sau tổng hợp) và ngày trả lời."),
    listed=_petitions,
    flowed=_petitions_of_quarter,
    bodies=_petitions_of_bodies,
)

TASKS = Matter(
    code="nhiem-vu",
    name=_("Nhiệm vụ"),
    by_unit=_("Nhiệm vụ theo đơn vị"),
    by_body=_("Nhiệm vụ theo cơ quan chủ trì"),
    over_time=_("Giao và hoàn thành nhiệm vụ qua tám quý"),
    keys=(
        Key(_("Hoàn thành"), Tone.OK, "done"),
        Key(_("Chờ xác nhận"), Tone.INFO),
        Key(_("Đang thực hiện"), Tone.WAIT),
        Key(_("Quá hạn"), Tone.LATE, "overdue"),
    ),
    late=3,
    flows=(_("Được giao"), _("Hoàn thành")),
    formula=_(
        "Mỗi nhiệm vụ đếm một lần theo cơ quan chủ trì, trạng thái ngày {day}, không kể nhiệm vụ đã hủy; quá hạn = chưa"
        " hoàn thành và đã qua hạn."
    ),
    flow_formula=_("Theo ngày giao và ngày xác nhận hoàn thành."),
    listed=_tasks,
    flowed=_tasks_of_quarter,
    bodies=lambda view: set_tasks.by_lead(view.unit.pk, view.on),
)

DISCLOSURES = Matter(
    code="cong-khai",
    name=_("Công khai"),
    by_unit=_("Công khai theo đơn vị"),
    by_body=_("Công khai theo cơ quan"),
    over_time=_("Phải công khai và công khai đúng hạn qua tám quý"),
    keys=(
        Key(_("Đúng hạn"), Tone.OK, "on_time"),
        Key(_("Chậm"), Tone.INFO, "late"),
        Key(_("Còn trong hạn"), Tone.WAIT, "waiting"),
        Key(_("Quá hạn, chưa đủ nơi"), Tone.LATE, "missing"),
        Key(_("Không ấn định hạn"), Tone.REST, "no_limit"),
    ),
    late=3,
    flows=(_("Phải công khai"), _("Đúng hạn")),
    formula=_(
        "Việc công khai theo quyết định trong kỳ, đến hết ngày {day}; đúng hạn = đủ mọi nơi phải công khai trong hạn."
    ),
    flow_formula=_("Theo ngày quyết định."),
    listed=_disclosures,
    flowed=_disclosures_of_quarter,
    bodies=lambda view: disclosed.by_body(view.unit.pk, (view.period, view.on)),
)

MATTERS = {matter.code: matter for matter in (PETITIONS, TASKS, DISCLOSURES)}
