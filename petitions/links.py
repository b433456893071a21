"""The petition's links of the chain: opinion or session → petition → referral → answer; and of a conference or session
the petitions that came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import chain
from common.chain import ChainLink
from common.templatetags.qcdc import so

from .enums import DONE, SET_ASIDE, ItemState, PetitionStatus
from .filters import AS_RECEIVED
from .models import Answer, Petition, ReferralItem

_RECEIVED = {"trang-thai": "", "cach-dem": AS_RECEIVED}  # the list of what the count before consolidation counts


def register() -> None:
    """Called once at start-up."""
    chain.register("conferences.conference", petitions_of_conferences, place=20)
    chain.register("conferences.councilsession", petitions_of_sessions, place=20)


def petitions_of_conferences(keys: Sequence[int]) -> Mapping[int, Iterable[ChainLink]]:
    """How many petitions came of what was said; one query."""
    rows = Petition.objects.filter(opinion__conference__in=keys).values(key=F("opinion__conference"))
    return {row["key"]: [_counted(row, "")] for row in _count(rows)}


def petitions_of_sessions(keys: Sequence[int]) -> Mapping[int, Iterable[ChainLink]]:
    """How many petitions hang on a session, before and after consolidation; one query."""
    rows = Petition.objects.filter(session__in=keys).values(key=F("session"), of=F("session__code"))
    url = reverse("petitions:list")
    return {
        row["key"]: [_counted(row, f"{url}?{urlencode({'ky-hop': row['of'], **_RECEIVED})}")] for row in _count(rows)
    }


def _count(rows: Any) -> Any:
    counted = rows.order_by().annotate(
        received=Count("pk", filter=Q(split_from=None) & ~Q(status=PetitionStatus.CANCELLED)),
        consolidated=Count("pk", filter=~Q(status__in=SET_ASIDE)),
        done=Count("pk", filter=Q(status__in=DONE)),
    )
    return counted.filter(received__gt=0)


def _counted(row: Mapping[str, Any], url: str) -> ChainLink:
    """The count before consolidation, and after it where that is another one. Results count after consolidation:
    what was grouped has that of its lead (as_received and as_consolidated of petitions.models)."""
    received, consolidated = row["received"], row["consolidated"]
    words = ngettext("%(count)s kiến nghị", "%(count)s kiến nghị", received) % {"count": so(received)}
    result = _("{done}/{all} có kết quả").format(done=so(row["done"]), all=so(consolidated))
    if received != consolidated:
        words = _("{words} tiếp nhận, {number} sau tổng hợp").format(words=words, number=so(consolidated))
        result = _("{done}/{all} sau tổng hợp có kết quả").format(done=so(row["done"]), all=so(consolidated))
    return ChainLink(words, url, result)


def of_petition(petition: Petition, items: Iterable[ReferralItem], answers: Iterable[Answer]) -> list[ChainLink]:
    """Where it was said, the petition, the document that sent it, the answer of its current run; of rows that its page
    has read, the newest first."""
    here, links = petition.get_absolute_url(), []
    if petition.opinion:
        conference = petition.opinion.conference
        links.append(ChainLink(conference.title, conference.get_absolute_url()))
    if petition.session:
        links.append(ChainLink(petition.session.label, petition.session.get_absolute_url()))
    words = _("kiến nghị {code}").format(code=petition.code)
    links.append(ChainLink(words, here, str(petition.state.label), current=True))
    sent = next((item for item in items if item.state in (ItemState.SENT, ItemState.ACCEPTED)), None)
    if sent:
        words = _("chuyển {body}").format(body=sent.to.short_name)
        links.append(ChainLink(words, sent.referral.get_absolute_url()))
    answer = next((answer for answer in answers if answer.run == petition.run and not answer.is_draft), None)
    if answer:
        links.append(ChainLink(_("trả lời"), f"{here}#tra-loi-{answer.pk}"))
    return links
