"""The petition's links of the chain: opinion or session → petition → referral → answer; and of a conference or session
the petitions that came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import chain
from common.chain import ChainLink

from .enums import DONE, ITEM_LIVE
from .models import Answer, Petition, ReferralItem


def register() -> None:
    """Called once at start-up."""
    chain.register("petitions.petition", petitions_themselves)
    chain.register("conferences.conference", petitions_of_conferences, place=20)
    chain.register("conferences.councilsession", petitions_of_sessions, place=20)


def petitions_themselves(keys: Sequence[int]) -> Mapping[int, Iterable[ChainLink]]:
    """Where it was said, the petition, the document that sent it, the answer; one query."""
    items = ReferralItem.objects.filter(petition=OuterRef("pk"), state__in=ITEM_LIVE).exclude(state="draft")
    answers = Answer.objects.filter(petition=OuterRef("pk"), run=OuterRef("run"), document__isnull=False)
    rows = Petition.objects.filter(pk__in=keys).select_related("opinion__conference", "session__term")
    found = rows.defer("search_key", "pairs").annotate(
        referral=Subquery(items.values("referral__code")[:1]),
        sent_to=Subquery(items.values("to__short_name")[:1]),
        answer_key=Subquery(answers.order_by("-pk").values("pk")[:1]),
    )
    return {petition.pk: _links(petition) for petition in found}


def petitions_of_conferences(keys: Sequence[int]) -> Mapping[int, Iterable[ChainLink]]:
    """How many petitions came of what was said; one query."""
    rows = Petition.objects.filter(opinion__conference__in=keys).values(key=F("opinion__conference"))
    return {row["key"]: [_counted(row, "")] for row in _count(rows)}


def petitions_of_sessions(keys: Sequence[int]) -> Mapping[int, Iterable[ChainLink]]:
    """How many petitions hang on a session; one query."""
    rows = Petition.objects.filter(session__in=keys).values(key=F("session"), of=F("session__code"))
    url = reverse("petitions:list")
    return {
        row["key"]: [_counted(row, f"{url}?{urlencode({'ky-hop': row['of'], 'trang-thai': ''})}")]
        for row in _count(rows)
    }


def _count(rows: Any) -> Iterable[dict[str, Any]]:
    counted: Iterable[dict[str, Any]] = rows.order_by().annotate(
        number=Count("pk"), done=Count("pk", filter=Q(status__in=DONE))
    )
    return counted


def _counted(row: Mapping[str, Any], url: str) -> ChainLink:
    number = row["number"]
    words = ngettext("%(count)s kiến nghị", "%(count)s kiến nghị", number) % {"count": number}
    return ChainLink(words, url, _("{done}/{all} có kết quả").format(done=row["done"], all=number))


def _links(petition: Petition) -> list[ChainLink]:
    here, then, links = petition.get_absolute_url(), vars(petition), []
    if petition.opinion:
        conference = petition.opinion.conference
        links.append(ChainLink(conference.title, conference.get_absolute_url()))
    if petition.session:
        links.append(ChainLink(petition.session.label, petition.session.get_absolute_url()))
    words = _("kiến nghị {code}").format(code=petition.code)
    links.append(ChainLink(words, here, str(petition.state.label), current=True))
    if then["referral"]:
        words = _("chuyển {body}").format(body=then["sent_to"])
        links.append(ChainLink(words, reverse("petitions:referral", args=[then["referral"]])))
    if then["answer_key"]:
        links.append(ChainLink(_("trả lời"), f"{here}#tra-loi-{then['answer_key']}"))
    return links
