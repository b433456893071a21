"""Who says nothing: committees that have not handed in their report, units whose forms are late."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.models import Submission
from organizations.models import Unit
from reports.enums import Issuer, ReportStatus
from reports.models import Report
from steering.models import Committee

from .view import View

SHOWN = 6
NOT_HEARD = (ReportStatus.DRAFT, ReportStatus.WITHDRAWN)


@dataclass(frozen=True)
class One:
    """Somebody who is silent, and about what."""

    name: str
    what: str
    url: str


@dataclass(frozen=True)
class Silent:
    """The first of them, how many there are, and how many were asked for a report."""

    shown: list[One]
    reports: int
    expected: int
    forms: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.reports + self.forms - len(self.shown)


def silent(view: View, units: Collection[int]) -> Silent:
    """Of the period: two queries."""
    handed_in = Report.objects.filter(kind__issuer=Issuer.COMMITTEE).exclude(status__in=NOT_HEARD)
    heard = handed_in.filter(body=OuterRef("body"), period=view.period.code)
    alive = Committee.objects.alive(view.on).filter(unit__in=units).annotate(heard=Exists(heard))
    committees = list(alive.for_list())
    quiet = [one for one in committees if not vars(one)["heard"]]
    late = _units_with_late_forms(view, units)
    named = [One(one.unit.label, _("báo cáo của Ban Chỉ đạo"), one.get_absolute_url()) for one in quiet]
    forms = [One(unit.label, _forms(vars(unit)["late"]), _forms_of(unit)) for unit in late]
    half = max(SHOWN // 2, SHOWN - len(forms))
    shown = named[:half] + forms
    return Silent(shown[:SHOWN], len(quiet), len(committees), len(late))


def _units_with_late_forms(view: View, units: Collection[int]) -> list[Unit]:
    unsent = Q(first_sent_on=None) | Q(first_sent_on__gt=view.on)
    owed = Submission.objects.filter(unsent, unit=OuterRef("pk"), window__code=view.period.code, due_on__lt=view.on)
    counted = owed.order_by().values("unit").annotate(n=Count("pk")).values("n")
    found = Unit.objects.filter(pk__in=list(units)).annotate(late=Subquery(counted)).filter(late__gt=0)
    return list(found.for_list())


def _forms(number: int) -> str:
    return ngettext("{count} biểu quá hạn", "{count} biểu quá hạn", number).format(count=number)


def _forms_of(unit: Unit) -> str:
    return f"{reverse('indicators:mine')}?don-vi={unit.code}"
