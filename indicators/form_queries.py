"""What the pages of forms and windows ask: which regimes, forms and windows a person meets, how far each sending is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from accounts.models import User
from common import clock
from organizations import roles
from organizations.models import Body, Reach, Unit
from organizations.scope import reach_of

from .enums import SENT_UP
from .models import Form, Regime, ReportingWindow, Submission
from .models.forms import FormQuerySet
from .policies import FORM_KEEPERS

_BACK, _AHEAD = timedelta(days=800), timedelta(days=400)


def keepers(user: User, unit: Unit) -> list[Body]:
    """The unit's bodies whose forms the person keeps; at most three queries."""
    bodies = list(Body.objects.alive(clock.today()).filter(unit=unit).for_list())
    held = roles.at_bodies(user, bodies)
    return [body for body in bodies if held[body.pk] & set(FORM_KEEPERS)]


def regimes_met(user: User, unit: Unit | None) -> QuerySet[Regime]:
    """Those of everybody, of the person's units, and of the units above the one in view."""
    above = Reach.objects.filter(target=unit).values("source")
    met = Q(body=None) | Q(body__unit__in=reach_of(user)) | Q(body__unit__in=above)
    return Regime.objects.filter(met).select_related("body__unit").order_by(F("body").asc(nulls_first=True), "pk")


def regimes_of(bodies: list[Body]) -> list[Regime]:
    """Those of everybody and of these bodies."""
    rows = Regime.objects.filter(Q(body=None) | Q(body__in=bodies)).select_related("body__unit")
    return list(rows.order_by(F("body").asc(nulls_first=True), "pk"))


def regimes_to_keep(user: User, unit: Unit | None) -> list[Regime]:
    """Those of everybody and of the bodies that the person keeps in the unit in view."""
    return regimes_of(keepers(user, unit) if unit else [])


def as_choices(regimes: list[Regime]) -> QuerySet[Regime]:
    """The same regimes for a select."""
    return Regime.objects.filter(pk__in=[one.pk for one in regimes]).order_by(F("body").asc(nulls_first=True), "pk")


def forms_met(user: User) -> FormQuerySet:
    """Forms that the person's units give out or report on."""
    reported = Submission.objects.visible_to(user).filter(form=OuterRef("pk"))
    given = Form.objects.visible_to(user).filter(pk=OuterRef("pk"))
    return Form.objects.filter(Exists(given) | Exists(reported))


def forms_of(user: User, unit: Unit) -> FormQuerySet:
    """Forms that the unit in view and those below it give out, and those that the unit itself reports on."""
    given = Form.objects.visible_in(user, unit).filter(pk=OuterRef("pk"))
    reported = Submission.objects.filter(form=OuterRef("pk"), unit=unit, unit__in=reach_of(user))
    return Form.objects.filter(Exists(given) | Exists(reported)).select_related("answerer").for_list()


def to_roll_up(user: User, form: Form | None = None) -> FormQuerySet:
    """Forms that another one may roll up; the service says which level and regime it must be of."""
    rows = Form.objects.visible_to(user).order_by("name_vi", "pk")
    return rows.exclude(pk=form.pk) if form else rows


def windows_for(form: Form) -> list[ReportingWindow]:
    """The windows of a form's lengths that closed in the last two years or close within the next, the newest first."""
    today = clock.today()
    known = form.regime.windows.filter(span__in=form.spans)
    near = known.filter(days__endswith__gt=today - _BACK, days__endswith__lt=today + _AHEAD)
    return list(near.order_by("-days__endswith", "days__startswith", "pk"))


def likeliest(windows: list[ReportingWindow], today: date) -> ReportingWindow | None:
    """The window that a clerk gives out today: the last that has closed, or that closes within a month."""
    soon = today + timedelta(days=31)
    return next((one for one in windows if one.end <= soon), windows[-1] if windows else None)


@dataclass(frozen=True)
class Progress:
    """How far one sending of a form is."""

    form_id: int
    window_id: int
    units: int
    sent: int
    late: int


def progress(rows: QuerySet[Submission]) -> list[Progress]:
    """Of each form and window: units, sent up, overdue; one query."""
    late = Q(first_sent_on__isnull=True, due_on__lt=clock.today())
    counted = rows.order_by().values("form_id", "window_id").annotate(
        units=Count("pk"), sent=Count("pk", filter=Q(state__in=SENT_UP)), late=Count("pk", filter=late)
    )  # fmt: skip
    return [Progress(**row) for row in counted]
