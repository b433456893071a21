"""Who hears of a petition: a notice for each thing that somebody else has to act on. No notice names a petitioner."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from common.names import in_portal_language
from notices import kinds, services
from organizations import roles
from organizations.enums import Role
from organizations.models import Body

from .enums import HandoverSide, MoveState
from .models import Claim, Handover, HandoverItem, Petition, Pressing, Referral, ReferralItem, Supervision
from .policies import ANSWERERS, JUDGES, SENDERS

TRANSFERRED = "petitions.transferred"
REFUSED = "petitions.refused"
ANSWERED = "petitions.answered"
CLAIMED = "petitions.claimed"
RETURNED = "petitions.returned"
CONTESTED = "petitions.contested"
PRESSED = "petitions.pressed"
HANDED_OVER = "petitions.handed_over"
SUPERVISED = "petitions.supervised"


def register_kinds() -> None:
    """Called once at start-up."""
    kinds.register(TRANSFERRED, _("Kiến nghị được chuyển đến"))
    kinds.register(REFUSED, _("Kiến nghị không được nhận, đã chuyển nơi khác"))
    kinds.register(ANSWERED, _("Kiến nghị đã được trả lời"), channels=())
    kinds.register(CLAIMED, _("Kết quả kiến nghị chờ xác nhận"))
    kinds.register(RETURNED, _("Kết quả kiến nghị bị trả lại"))
    kinds.register(CONTESTED, _("Cử tri không đồng ý với kết quả"))
    kinds.register(HANDED_OVER, _("Kiến nghị được bàn giao đến"))
    kinds.register(SUPERVISED, _("Giám sát việc giải quyết kiến nghị"))
    kinds.register(PRESSED, _("Đôn đốc giải quyết kiến nghị"), mandatory=True)


@in_portal_language
def transferred(referral: Referral, items: Sequence[ReferralItem], *, by: User) -> None:
    """To each body once, with how many petitions the document sends it."""
    counts: dict[Body, int] = defaultdict(int)
    for item in items:
        counts[item.to] += 1
    for body, count in counts.items():
        words = ngettext("%(count)s kiến nghị mới: %(title)s", "%(count)s kiến nghị mới: %(title)s", count)
        subject = words % {"count": count, "title": referral.title}
        occasion = f"{referral.pk}:{body.pk}"
        _post(TRANSFERRED, referral.get_absolute_url(), body, ANSWERERS, subject, referral.note, occasion, by)


@in_portal_language
def refused(petition: Petition, sender: Body, reason: str, *, by: User) -> None:
    """To the council, which sees who holds it now; and to the body that it was sent on to."""
    assert petition.holder is not None
    words = _now("{code}: {sender} không nhận, đã chuyển đến {to}")
    subject = words.format(code=petition.code, sender=sender.name, to=petition.holder.name)
    occasion, url = f"{petition.pk}:{petition.holder_id}:{petition.run}", petition.get_absolute_url()
    _post(REFUSED, url, petition.council, SENDERS, subject, reason, occasion, by)
    _post(TRANSFERRED, url, petition.holder, ANSWERERS, subject, reason, f"p{occasion}", by)


@in_portal_language
def answered(petition: Petition, *, by: User) -> None:
    """To the council."""
    subject = _now("{code} đã được trả lời").format(code=petition.code)
    occasion = f"{petition.pk}:{petition.run}"
    _post(ANSWERED, petition.get_absolute_url(), petition.council, SENDERS, subject, petition.content, occasion, by)


@in_portal_language
def claimed(claim: Claim, *, by: User) -> None:
    """To the council's standing committee, which confirms it or sends it back."""
    petition = claim.petition
    subject = _now("Chờ xác nhận kết quả {code}: {outcome}").format(code=petition.code, outcome=claim.result.label)
    _post(CLAIMED, petition.get_absolute_url(), petition.council, JUDGES, subject, claim.text, str(claim.pk), by)


@in_portal_language
def returned(claim: Claim, *, by: User) -> None:
    """To the holder, with the reason."""
    petition = claim.petition
    subject = _now("Kết quả {code} bị trả lại").format(code=petition.code)
    url, holder = petition.get_absolute_url(), petition.holder or claim.body
    _post(RETURNED, url, holder, ANSWERERS, subject, claim.verdict_reason, str(claim.pk), by)


@in_portal_language
def contested(petition: Petition, reason: str, *, by: User) -> None:
    """To the holder, which answers anew."""
    assert petition.holder is not None
    subject = _now("{code}: cử tri không đồng ý, giải quyết lại").format(code=petition.code)
    occasion = f"{petition.pk}:{petition.run}"
    _post(CONTESTED, petition.get_absolute_url(), petition.holder, ANSWERERS, subject, reason, occasion, by)


@in_portal_language
def handed_over(handover: Handover, lines: Sequence[HandoverItem], *, by: User) -> None:
    """To each body once, with how many petitions it holds or follows from now on. A new term of a council knows."""
    moved = [line for line in lines if line.condition == MoveState.MOVED and line.role in _HANDED]
    for body, count in Counter(line.to_body for line in moved if line.to_body).items():
        words = ngettext("%(count)s kiến nghị được bàn giao đến", "%(count)s kiến nghị được bàn giao đến", count)
        wanted = {*ANSWERERS, *JUDGES}
        subject = words % {"count": count}
        url, occasion = handover.get_absolute_url(), f"{handover.pk}:{body.pk}"
        _post(HANDED_OVER, url, body, wanted, subject, handover.reason, occasion, by)


_HANDED = (HandoverSide.COUNCIL, HandoverSide.HOLDER)


@in_portal_language
def pressed(pressing: Pressing, *, by: User) -> None:
    """To the holder's people and leaders."""
    petition = pressing.petition
    subject = f"{pressing.what.label}: {petition.code}"
    _post(PRESSED, petition.get_absolute_url(), pressing.body, ANSWERERS, subject, pressing.note, str(pressing.pk), by)


@in_portal_language
def supervised(supervision: Supervision, bodies: Iterable[Body], *, by: User) -> None:
    """To each body that holds a supervised petition: it begins, and the report is there."""
    subject = f"{supervision.state.label}: {supervision.title}"
    for body in bodies:
        occasion = f"{supervision.pk}:{supervision.status}:{body.pk}"
        url = supervision.get_absolute_url()
        _post(SUPERVISED, url, body, ANSWERERS, subject, supervision.result[:500], occasion, by)


def _post(
    kind: str, url: str, body: Body, wanted: Iterable[Role], subject: str, text: str, occasion: str, by: User
) -> None:
    people = roles.people_of(body, wanted, but=by)
    if people:
        services.post(kind, to=people, subject=subject, text=text, url=url, key=f"{kind}:{occasion}")
