"""Who hears that a form was given out: those who type for the units that received it, one notice each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from notices import kinds, services

from .models import Form, ReportingWindow, Submission

RECEIVED = "indicators.received"


def register_kinds() -> None:
    """Called once at start-up."""
    kinds.register(RECEIVED, _("Biểu được giao"))


@in_portal_language
def sent_down(
    form: Form,
    window: ReportingWindow,
    made: Sequence[Submission],
    due_on: date,
    people: Mapping[User, Sequence[Submission]],
) -> None:
    """What to fill in until when; whoever types for several units hears how many."""
    first = min(one.pk for one in made)  # names this time of sending
    subjects = {person: _subject(form, window, due_on, own) for person, own in people.items()}
    if subjects:
        services.post_each(
            RECEIVED, subjects, text="", url=reverse("indicators:mine"), key=f"{RECEIVED}:{form.pk}:{window.pk}:{first}"
        )


def _subject(form: Form, window: ReportingWindow, due_on: date, own: Sequence[Submission]) -> str:
    if len(own) == 1:
        words = _now("Biểu được giao, hạn gửi {due}: {form}, {window} – {unit}")
        return words.format(due=ngay(due_on), form=form.name_vi, window=window.label, unit=own[0].unit.label)
    words = _now("Biểu được giao cho {count} đơn vị, hạn gửi {due}: {form}, {window}")
    return words.format(due=ngay(due_on), form=form.name_vi, window=window.label, count=len(own))
