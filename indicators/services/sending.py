"""Sending a form down: every unit that owes it for a window receives it as work with a due date. Nothing twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record, record_many
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from indicators import events_forms as events
from indicators import policies, stakes, telling_forms, timing
from indicators.enums import Span
from indicators.expected import Expected, expected
from indicators.models import Form, FormVersion, ReportingWindow, Submission
from organizations import roles, scope
from organizations.models import Body

from . import forms

_BATCH = 500


@dataclass(frozen=True, kw_only=True)
class Preview:
    """Who would get the form: ``new`` receive it, ``already`` have it, for ``nobody`` no body can answer."""

    version: FormVersion
    new: list[Expected]
    already: list[Expected]
    nobody: list[Expected]


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What was made, and for whom nothing was: see Preview."""

    made: list[Submission]
    already: list[Expected]
    nobody: list[Expected]


def preview(form: Form, window: ReportingWindow) -> Preview:
    """What send_down would do; five queries, whatever the number of units.

    Refused: a window of another regime or length; no published version for its closing day.
    """
    version = version_for(form, window)
    has = set(form.submissions.filter(window=window).values_list("unit_id", flat=True))
    new, already, nobody = list[Expected](), list[Expected](), list[Expected]()
    for one in expected(form, window):
        group = already if one.unit.pk in has else new if one.body is not None else nobody
        group.append(one)
    return Preview(version=version, new=new, already=already, nobody=nobody)


def version_for(form: Form, window: ReportingWindow) -> FormVersion:
    """The published version that is valid on the closing day of a window. Refused as in preview()."""
    if window.regime_id != form.regime_id:
        raise Refused(_("Kỳ này thuộc chế độ báo cáo khác."), field="window")
    if window.span not in form.spans:
        message = _("Biểu này không báo cáo theo kỳ {span}.")
        raise Refused(message.format(span=Span(window.span).label), field="window")
    version = form.versions.filter(published_at__isnull=False, valid__contains=window.end).first()
    if version is None:
        message = _("Không có phiên bản đã ban hành áp dụng cho {window} (chốt ngày {day}).")
        raise Refused(message.format(window=window.label, day=ngay(window.end)), field="window")
    return version


@transaction.atomic
def send_down(*, form: Form, window: ReportingWindow, by: User, due_on: date | None = None) -> Sent:
    """Give the form of a window to every unit that owes it and has it not; again, it only reaches new units.

    ``due_on``: another last day than the window's. Refused: as preview(); a due date before the window opens or from
    its locking on; nobody to send it to.
    """
    form = forms.locked(form)
    policies.check_can_keep_forms(by, form.issuer)
    due_on = due_on or window.due_on
    _check_due(window, due_on)
    shown = preview(form, window)
    if not shown.new and not shown.already:
        raise Refused(_("Không có đơn vị nào để giao biểu trong kỳ này."))
    made = _submissions(shown, form, window, due_on)
    if made:
        scope.write_stakes_of({one: stakes.of_submission(one) for one in made})
        timing.start(made, until=due_on, by=by)
        _remember(form, window, made, due_on, by)
        telling_forms.sent_down(form, window, made, due_on, _typers(made, by))
    return Sent(made=made, already=shown.already, nobody=shown.nobody)


def _check_due(window: ReportingWindow, due_on: date) -> None:
    if due_on < window.opens_on:
        message = _("Hạn gửi không thể trước ngày mở nhập ({day}).")
        raise Refused(message.format(day=ngay(window.opens_on)), field="due_on")
    if window.locks_on is not None and due_on >= window.locks_on:
        message = _("Hạn gửi phải trước ngày khóa số liệu ({day}).")
        raise Refused(message.format(day=ngay(window.locks_on)), field="due_on")


def _submissions(shown: Preview, form: Form, window: ReportingWindow, due_on: date) -> list[Submission]:
    rows = [
        Submission(form=form, version=shown.version, window=window, unit=one.unit, body=one.body, due_on=due_on)
        for one in shown.new if one.body is not None
    ]  # fmt: skip
    return Submission.objects.bulk_create(rows, batch_size=_BATCH)


@in_portal_language
def _remember(form: Form, window: ReportingWindow, made: Sequence[Submission], due_on: date, by: User) -> None:
    due = ngay(due_on)
    record(
        events.SENT_DOWN, by=by, subject=form, unit_id=form.issuer.unit_id,
        window=window.label, count=str(len(made)), due=due,
    )  # fmt: skip
    words = {"issuer": form.issuer.name, "due": due}
    record_many(events.RECEIVED, by=by, rows=[(one, one.unit_id, words) for one in made])


def _typers(made: Sequence[Submission], by: User) -> dict[User, list[Submission]]:
    """Who types for which of the submissions, but the person who sends."""
    by_body: dict[int, list[Submission]] = defaultdict(list)
    bodies: dict[int, Body] = {}
    for one in made:
        by_body[one.body_id].append(one)
        bodies[one.body_id] = one.body
    held = roles.people_of_bodies({key: body.unit_id for key, body in bodies.items()}, policies.TYPERS)
    people = User.objects.in_bulk({role.user_id for rows in held.values() for role in rows})
    told: dict[User, dict[int, Submission]] = defaultdict(dict)
    for body, rows in held.items():
        for role in rows:
            if role.user_id != by.pk:
                told[people[role.user_id]] |= {submission.pk: submission for submission in by_body[body]}
    return {person: list(own.values()) for person, own in told.items()}
