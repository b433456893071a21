"""What the page of one supervision shows beside its fields: limits with their basis, next steps, recommendations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from deadlines.models import Clock
from deadlines.panels import Panel, panel

from . import timing, workflow
from .enums import RecommendationStatus, SupervisionStatus
from .models import Recommendation, Supervision
from .policies import Standing

SLUGS = {
    "notify": "gui-ke-hoach", "carry_out": "ket-thuc", "conclude": "thong-bao", "recommend": "kien-nghi",
    "add_finding": "phat-hien", "take_report": "bao-cao", "close": "dong", "edit": "sua", "cancel": "huy",
}  # fmt: skip


@dataclass(frozen=True)
class StepLink:
    """A step that the state allows."""

    name: str
    label: str
    url: str

    @property
    def dangerous(self) -> bool:
        return self.name == "cancel"


def steps_of(one: Supervision) -> list[StepLink]:
    """The next possible steps, the main one first."""
    return [
        StepLink(name, str(workflow.STEPS[name].label), reverse("supervision:step", args=[one.code, slug]))
        for name, slug in SLUGS.items()
        if workflow.may(one, name)
    ]


@dataclass(frozen=True)
class Limit:
    """A limit of the supervision: what for, the panel of its clock, and the rule's citation."""

    label: str
    panel: Panel
    citation: str


@dataclass(frozen=True)
class Limits:
    """The limits that run or ran; ``missing`` says why a notice has none."""

    rows: Sequence[Limit]
    missing: str


def limits_of(one: Supervision) -> Limits:
    """At most three queries."""
    found: dict[str, Clock] = {}
    own = Clock.objects.of(one).exclude(state="cancelled").select_related("kind", "body", "rule")
    for clock in own.order_by("kind__rank", "-run"):
        found.setdefault(clock.kind.code, clock)
    rows = [Limit(clock.kind.name, panel(clock), clock.rule.citation if clock.rule else "") for clock in found.values()]
    has_notice = timing.NOTICE in found or one.status == SupervisionStatus.CANCELLED
    return Limits(rows, "" if has_notice else _no_figure(one))


def _no_figure(one: Supervision) -> str:
    message = _("{sort}: không có quy định định số ngày gửi kế hoạch trước ngày {day}.")
    return message.format(sort=one.supervises_as.label, day=f"{one.begins_on:%d/%m/%Y}")


@dataclass(frozen=True)
class Asked:
    """A recommendation with what this person may do about it."""

    row: Recommendation
    standing: Standing

    @property
    def may_answer(self) -> bool:
        return self.row.status == RecommendationStatus.WAITING and self.standing.may_answer(self.row)

    @property
    def may_judge(self) -> bool:
        return self.row.is_open and self.standing.supervises

    @property
    def may_make_task(self) -> bool:
        return self.row.is_open and self.row.task_id is None and self.row.to_id in self.standing.answers
