"""What becomes public of a petition, and the slip with which a petitioner follows it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from petitions import events, policies, secrets, workflow
from petitions.models import Answer, Petition, Petitioner, Publication, Slip
from petitions.naming import Doubts, doubts

from .shared import checked_reason, locked, remember


@transaction.atomic
def write_public(*, petition: Petition, text: str, by: User, with_answer: bool = False) -> Publication:
    """Keep a summary for the public that nobody has published yet."""
    petition = locked(petition)
    policies.check_can_inform(by, petition)
    return _drafted(petition, text, with_answer, by)


@transaction.atomic
def publish(
    *, petition: Petition, text: str, by: User, answer: Answer | None = None, confirmed: bool = False
) -> Publication:
    """The summary is public from now on, with the plain words of an answer where one is named.

    Refused: no words; a cancelled petition; an answer without number, of another petition, or without plain words; a
    petitioner's name or number in it. What only looks like a person's needs ``confirmed``.
    """
    petition = locked(petition)
    policies.check_can_publish(by, petition)
    if not text.strip():
        raise Refused(_("Cần ghi nội dung tóm tắt."), field="text")
    workflow.move(petition, "publish")
    _check_answer(petition, answer)
    _check_named(doubts_of(petition, text, answer), confirmed=confirmed)

    publication = _drafted(petition, text, answer is not None, by)
    publication.text, publication.answer = publication.draft, answer
    publication.published_on, publication.published_by = clock.today(), by
    publication.withdrawn_on = publication.withdrawn_by = None
    publication.reason = ""
    publication.save()
    remember(events.PUBLISHED, petition, by, on=ngay(publication.published_on))
    return publication


@transaction.atomic
def withdraw(*, petition: Petition, reason: str, by: User) -> Publication:
    """Not public any more, from this moment: the look-up answers as if nothing had ever been there."""
    petition = locked(petition)
    policies.check_can_publish(by, petition)
    publication = Publication.objects.published().filter(petition=petition).first()
    if publication is None:
        raise Refused(_("Kiến nghị này không được công bố."))
    publication.reason = checked_reason(reason)
    publication.withdrawn_on, publication.withdrawn_by = clock.today(), by
    publication.save()
    remember(events.WITHDRAWN, petition, by, reason=publication.reason)
    return publication


@transaction.atomic
def explain(*, petition: Petition, note: str, by: User) -> None:
    """Plain words beside the present step, for whoever holds the slip. Empty words take them away."""
    petition = locked(petition)
    policies.check_can_inform(by, petition)
    note = clean_line(note)
    forbidden = doubts_of(petition, note).forbidden
    if forbidden:
        raise Refused(forbidden[0], field="note")
    latest = petition.states.order_by("-since", "-pk").first()
    assert latest is not None  # a deferred trigger keeps a state for every petition
    if latest.public_note == note:
        return
    latest.public_note = note
    latest.save(update_fields=["public_note"])
    remember(events.EXPLAINED, petition, by)


@transaction.atomic
def print_slip(*, petition: Petition, by: User) -> str:
    """A new secret, given back once: only its keyed hash is kept. An older slip opens nothing from now on."""
    petition = locked(petition)
    policies.check_can_inform(by, petition)
    workflow.move(petition, "print_slip")
    letters = secrets.new_secret()
    replaced = petition.slips.filter(void_since=None).update(void_since=clock.now())
    Slip.objects.create(petition=petition, digest=secrets.digest(petition.pk, letters), printed_by=by)
    remember(events.SLIP_REPLACED if replaced else events.SLIP_PRINTED, petition, by)
    return letters


def doubts_of(petition: Petition, text: str, answer: Answer | None = None) -> Doubts:
    """What in the words for the public names or may name a petitioner, those of grouped petitions among them."""
    people = Petitioner.objects.filter(petition=petition) | Petitioner.objects.filter(petition__lead=petition)
    return doubts("\n".join([text, answer.public_text if answer else ""]), people)


def _drafted(petition: Petition, text: str, with_answer: bool, by: User) -> Publication:
    publication, _new = Publication.objects.get_or_create(petition=petition)
    wanted = nfc(text.strip())
    if (publication.draft, publication.with_answer) != (wanted, with_answer):
        publication.draft, publication.with_answer = wanted, with_answer
        publication.save(update_fields=["draft", "with_answer"])
        remember(events.PUBLIC_DRAFTED, petition, by)
    return publication


def _check_answer(petition: Petition, answer: Answer | None) -> None:
    if answer is None:
        return
    if answer.petition_id != petition.pk or answer.is_draft or not answer.public_text:
        raise Refused(_("Chỉ công bố được trả lời đã có số, ngày và có lời dành cho cử tri."), field="with_answer")


def _check_named(found: Doubts, *, confirmed: bool) -> None:
    if found.forbidden:
        raise Refused(" ".join(found.forbidden), field="text")
    if found.asked and not confirmed:
        message = _("{doubts} Hãy xem lại; nếu vẫn công bố thì đánh dấu xác nhận.")
        raise Refused(message.format(doubts=" ".join(found.asked)), field="confirmed")
