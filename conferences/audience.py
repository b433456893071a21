"""Who may read a conference once it is complete, said in words before the button is pressed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.translation import gettext as _

from common import clock
from organizations.models import Ancestry, Body, Unit

from .models import Conference


@dataclass(frozen=True)
class Audience:
    """Some readers and the reason."""

    who: str
    why: str


def audience(conference: Conference) -> list[Audience]:
    """The host's unit, the units above it, the bodies with a task, the bodies that came; two queries."""
    said = [Audience(conference.unit.label, _("đơn vị tổ chức"))]
    above = _above(conference.unit)
    if above:
        said.append(Audience("; ".join(unit.label for unit in above), _("đơn vị cấp trên")))
    tasked, guests = _bodies(conference)
    if tasked:
        said.append(Audience("; ".join(tasked), _("chủ trì hoặc phối hợp nhiệm vụ")))
    if guests:
        said.append(Audience("; ".join(guests), _("cơ quan dự hội nghị")))
    return said


def _above(unit: Unit) -> list[Unit]:
    rows = Ancestry.objects.filter(descendant=unit, depth__gt=0, valid__contains=clock.today())
    return [row.ancestor for row in rows.select_related("ancestor__kind").order_by("depth", "pk")]


def _bodies(conference: Conference) -> tuple[list[str], list[str]]:
    """Names of bodies with a task, and of those that only came; one query."""
    of = conference.conclusions
    is_tasked = Q(pk__in=of.values("lead")) | Q(pk__in=of.filter(supporters__isnull=False).values("supporters"))
    came = Q(pk__in=conference.attendance.filter(present__gt=0, body__isnull=False).values("body"))
    rows = Body.objects.filter(is_tasked | came).annotate(tasked=ExpressionWrapper(is_tasked, BooleanField()))
    ordered = list(rows.order_by("unit_id", "sort_key", "pk").values_list("name", "tasked"))
    return [name for name, tasked in ordered if tasked], [name for name, tasked in ordered if not tasked]
