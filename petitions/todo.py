"""What petitions bring to "Việc cần làm" and to the menu: what waits for this person, all sorts in one statement.

What runs against a limit stands on the page by itself (deadlines.queries); here is the work that has none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value, Window
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from common import frame
from common.home import Item, Section
from organizations import roles
from organizations.enums import Role

from .enums import PetitionStatus
from .filters import PetitionFilter
from .models import Petition
from .policies import ANSWERERS, JUDGES, KEEPERS, SENDERS

SHOWN = 5


@dataclass(frozen=True)
class Waiting:
    """A state in which petitions wait for people with one of the roles, at the council or at the holder."""

    status: PetitionStatus
    side: str  # "council" or "holder"
    wanted: tuple[Role, ...]
    title: str | Promise


SORTS = [
    Waiting(PetitionStatus.TRANSFERRED, "holder", ANSWERERS, _("Kiến nghị được chuyển đến, chờ tiếp nhận")),
    Waiting(PetitionStatus.RECEIVED, "council", KEEPERS, _("Kiến nghị chờ tổng hợp, phân loại")),
    Waiting(PetitionStatus.CONSOLIDATED, "council", SENDERS, _("Kiến nghị chờ chuyển")),
    Waiting(PetitionStatus.CLAIMED, "council", JUDGES, _("Kết quả kiến nghị chờ xác nhận")),
    Waiting(PetitionStatus.VERIFIED, "council", KEEPERS, _("Đã xác nhận kết quả, chưa báo cử tri")),
]


def section_of(sort: Waiting) -> Callable[[HttpRequest], Section | None]:
    """The builder of one section; the first one asks for all of them."""

    def build(request: HttpRequest) -> Section | None:
        found = _waiting(request).get(sort.status, [])
        if not found:
            return None
        items = [Item(f"{row['code']}: {_short(row)}", Petition(code=row["code"]).get_absolute_url()) for row in found]
        return Section(str(sort.title), items, found[0]["total"], _more(request, sort))

    return build


BUILDERS = [section_of(sort) for sort in SORTS]


def urgent(held: frozenset[Role]) -> Mapping[str, Any]:
    """For the menu: petitions that the person's bodies have not taken up, outcomes that wait for the council's word."""
    return {
        f"petitions_{sort.status.value}": frame.how_many(
            Petition.objects.filter(
                roles.is_theirs(f"{sort.side}_id", frame.PERSON, frame.TODAY, sort.wanted), status=sort.status
            )
        )
        for sort in SORTS
        if sort.status in {PetitionStatus.TRANSFERRED, PetitionStatus.CLAIMED} and held & set(sort.wanted)
    }


def show_urgent(numbers: Mapping[str, int]) -> frame.Count:
    """Their sum; nothing of it is late by itself."""
    number = sum(numbers[f"petitions_{status.value}"] for status in (_TRANSFERRED, _CLAIMED))
    words = ngettext("%(count)s kiến nghị chờ xử lý", "%(count)s kiến nghị chờ xử lý", number) % {"count": number}
    return frame.Count(number, words, urgent=False)


_TRANSFERRED, _CLAIMED = PetitionStatus.TRANSFERRED, PetitionStatus.CLAIMED


def _waiting(request: HttpRequest) -> dict[str, list[dict[str, Any]]]:
    """The first petitions of each sort with how many there are; one query for the whole page, none for strangers."""
    kept: dict[str, list[dict[str, Any]]] | None = vars(request).get("waiting_petitions")
    if kept is not None:
        return kept
    found: dict[str, list[dict[str, Any]]] = {}
    user = request.user
    parts = [_part(user, sort) for sort in SORTS if _concerns(user, sort)] if isinstance(user, User) else []
    for row in parts[0].union(*parts[1:], all=True) if parts else []:
        found.setdefault(row["sort"], []).append(row)
    vars(request)["waiting_petitions"] = found
    return found


def _concerns(user: Any, sort: Waiting) -> bool:
    return bool(roles.held(user) & set(sort.wanted))


def _of(user: Any, sort: Waiting) -> QuerySet[Petition]:
    return Petition.objects.filter(roles.is_mine(f"{sort.side}_id", user, sort.wanted), status=sort.status)


def _part(user: User, sort: Waiting) -> QuerySet[Any, Any]:
    named = _of(user, sort).annotate(sort=Value(sort.status.value, CharField()), total=Window(Count("pk")))
    rows: QuerySet[Any, Any] = named.order_by("received_on", "pk").values("sort", "code", "wording", "text", "total")
    return rows[:SHOWN]


def _short(row: Mapping[str, str]) -> str:
    words = " ".join((row["wording"] or row["text"]).split())
    return words if len(words) <= 120 else f"{words[:119]}…"


def _more(request: HttpRequest, sort: Waiting) -> str:
    unit = frame.of(request).unit
    return PetitionFilter(status=sort.status.value).url(unit) if unit else ""  # type: ignore[arg-type]  # a Unit
