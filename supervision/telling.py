"""Who hears of supervision: the body that is supervised, the one that is asked, the one that asked."""

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

from .models import Recommendation, Supervision
from .policies import ANSWERERS, SUPERVISORS

NOTIFIED, RECOMMENDED, ANSWERED = "supervision.notified", "supervision.recommended", "supervision.answered"


def register_kinds() -> None:
    """Called once at start-up."""
    kinds.register(NOTIFIED, _("Kế hoạch giám sát"))
    kinds.register(RECOMMENDED, _("Kiến nghị sau giám sát"))
    kinds.register(ANSWERED, _("Trả lời kiến nghị sau giám sát"), channels=())


@in_portal_language
def notified(one: Supervision, *, by: User) -> None:
    """To the body that is supervised, or that owns the project."""
    if one.subject_body is not None:
        subject = _now("Kế hoạch giám sát, tiến hành ngày {day}: {title}")
        words = subject.format(day=ngay(one.begins_on), title=one.title)
        _post(NOTIFIED, one.subject_body, ANSWERERS, words, one.get_absolute_url(), str(one.pk), by)


@in_portal_language
def recommended(one: Recommendation, *, by: User) -> None:
    """To the body that is asked."""
    subject = _now("Kiến nghị sau giám sát: {text}").format(text=one.text[:200])
    _post(RECOMMENDED, one.to, ANSWERERS, subject, one.get_absolute_url(), str(one.pk), by)


@in_portal_language
def answered(one: Recommendation, *, by: User) -> None:
    """To the body that supervises."""
    subject = _now("Đã trả lời kiến nghị: {text}").format(text=one.text[:200])
    _post(ANSWERED, one.supervision.body, SUPERVISORS, subject, one.get_absolute_url(), str(one.pk), by)


def _post(kind: str, body: Body, wanted: Iterable[Role], subject: str, url: str, occasion: str, by: User) -> None:
    people = roles.people_of(body, wanted, but=by)
    if people:
        services.post(kind, to=people, subject=subject, text="", url=url, key=f"{kind}:{occasion}")
