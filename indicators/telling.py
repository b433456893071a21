"""Who hears of a submission: a notice for each thing that somebody else has to act on."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from notices import kinds, services
from organizations import roles
from organizations.enums import Role
from organizations.models import Body

from .models import Approval, LockException, Submission
from .policies import RECEIVERS, TYPERS

WAITS = "indicators.waits"
RETURNED = "indicators.returned"
SENT = "indicators.sent"
REOPENED = "indicators.reopened"


def register_kinds() -> None:
    """Called once at start-up."""
    kinds.register(WAITS, _("Biểu chờ duyệt"))
    kinds.register(RETURNED, _("Biểu bị trả lại"))
    kinds.register(SENT, _("Biểu chờ nhận"), channels=())
    kinds.register(REOPENED, _("Biểu được mở lại"))


@in_portal_language
def waits_for(step: Approval, *, by: User) -> None:
    """To the people of the body who may decide the step."""
    submission = step.submission
    subject = _now("Chờ duyệt, bước “{step}”: {form}").format(step=step.name_vi, form=_title(submission))
    _post(WAITS, submission, submission.body, [Role(step.role)], subject, submission.note, f"{step.pk}", by)


@in_portal_language
def returned(submission: Submission, reason: str, *, by: User) -> None:
    """To those who type, with the reason."""
    subject = _now("Biểu bị trả lại: {form}").format(form=_title(submission))
    occasion = f"{submission.pk}:{submission.round}:{submission.state}"
    _post(RETURNED, submission, submission.body, TYPERS, subject, reason, occasion, by)


@in_portal_language
def sent_up(submission: Submission, *, by: User) -> None:
    """To those who take forms in at the issuer."""
    subject = _now("Biểu chờ nhận: {form}").format(form=_title(submission))
    occasion = f"{submission.pk}:{submission.round}"
    _post(SENT, submission, submission.form.issuer, RECEIVERS, subject, submission.note, occasion, by)


@in_portal_language
def reopened(submission: Submission, given: LockException, *, by: User) -> None:
    """To those who type: until when figures may be corrected, and why."""
    subject = _now("Mở lại đến hết {day}: {form}").format(day=ngay(given.until), form=_title(submission))
    _post(REOPENED, submission, submission.body, TYPERS, subject, given.reason, f"{given.pk}", by)


def _title(submission: Submission) -> str:
    return f"{submission} – {submission.unit.label}"


def _post(
    kind: str, submission: Submission, body: Body, wanted: Iterable[Role], subject: str, text: str, occasion: str,
    by: User,
) -> None:  # fmt: skip
    people = roles.people_of(body, wanted, but=by)
    if people:
        services.post(
            kind, to=people, subject=subject, text=text, url=submission.get_absolute_url(), key=f"{kind}:{occasion}"
        )
