"""Who hears of a disclosure: those who have to carry it out, those who have to look whether it still holds."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from notices import kinds, services
from organizations import roles

from .models import Disclosure
from .policies import RECORDERS

ASSIGNED, REVIEW = "disclosures.assigned", "disclosures.review"


def register_kinds() -> None:
    """Called once at start-up."""
    kinds.register(ASSIGNED, _("Được giao thực hiện công khai"))
    kinds.register(REVIEW, _("Nội dung niêm yết cần rà soát"))


@in_portal_language
def assigned(disclosure: Disclosure, *, by: User) -> None:
    """To the people of the body that carries it out, where that is another one."""
    body = disclosure.responsible
    if body is None:
        return
    subject = _now("Thực hiện công khai: {title}").format(title=disclosure.title)
    text = _now("Hạn công khai đủ nơi: {day}.").format(day=ngay(disclosure.due_on)) if disclosure.due_on else ""
    key = f"{ASSIGNED}:{disclosure.pk}:{body.pk}"
    _post(ASSIGNED, disclosure, roles.people_of(body, RECORDERS, but=by), subject, text, key)


@in_portal_language
def review_asked(disclosure: Disclosure, *, by: User) -> None:
    """To the people of the body that discloses."""
    subject = _now("Cần rà soát nội dung đang niêm yết: {title}").format(title=disclosure.title)
    key = f"{REVIEW}:{disclosure.pk}:{disclosure.review_asked_on}"
    people = roles.people_of(disclosure.body, RECORDERS, but=by)
    _post(REVIEW, disclosure, people, subject, disclosure.review_reason, key)


def _post(kind: str, disclosure: Disclosure, people: list[User], subject: str, text: str, key: str) -> None:
    if people:
        services.post(kind, to=people, subject=subject, text=text, url=disclosure.get_absolute_url(), key=key)
