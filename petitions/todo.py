"""What petitions bring to "Việc cần làm" and to the menu: what waits for this person, all sorts in one statement.

What runs against a limit and waits for the person's own role stands on the page by itself (deadlines.queries); here is
the work that has no limit, and the limits of one's own body that colleagues have to keep.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import CharField, Count, DateField, Exists, F, OuterRef, Q, QuerySet, TextField, Value, Window
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from common import clock, frame
from common.home import Item, Section
from common.templatetags.qcdc import due, so
from organizations import roles
from organizations.enums import Role

from .enums import HELD, PetitionStatus, ReferralStatus
from .filters import OVERDUE, SOON, SOON_DAYS, PetitionFilter
from .models import Petition, Referral, ReferralItem
from .policies import ANSWERERS, JUDGES, KEEPERS, SENDERS

SHOWN = 5
_COLUMNS = ("sort", "code", "words", "body", "until", "total", "late")


@dataclass(frozen=True)
class Waiting:
    """A state in which petitions wait for people with one of the roles, at the council or at the holder."""

    status: PetitionStatus
    side: str  # "council" or "holder"
    wanted: tuple[Role, ...]
    title: str | Promise

    @property
    def key(self) -> str:
        return self.status.value

    def part(self, user: User) -> QuerySet[Any, Any]:
        """The first of them, what is due soonest first."""
        mine = Petition.objects.filter(roles.is_mine(f"{self.side}_id", user, self.wanted), status=self.status)
        return _first(mine, self.key)

    def heading(self, row: Mapping[str, Any]) -> str:
        """The title, with how many are overdue."""
        return _with_late(str(self.title), row["late"])

    def more(self, request: HttpRequest) -> str:
        return _list_of(request, PetitionFilter(status=self.key))

    def url(self, code: str) -> str:
        return Petition(code=code).get_absolute_url()


@dataclass(frozen=True)
class DueAtBody:
    """What the person's body holds and must answer by now or soon, for those whose role does not answer themselves.

    Whoever answers finds the same limits at the head of the page, where a clock waits for the role.
    """

    wanted: tuple[Role, ...] = (Role.OFFICIAL,)
    key: str = "due"

    def part(self, user: User) -> QuerySet[Any, Any]:
        """Overdue and due within days, the oldest first."""
        held = Petition.objects.filter(
            roles.is_mine("holder_id", user, self.wanted),
            status__in=HELD,
            due_on__lte=clock.today() + timedelta(days=SOON_DAYS),
        )
        if roles.held(user) & set(ANSWERERS):
            held = held.exclude(roles.is_mine("holder_id", user, ANSWERERS))
        return _first(held, self.key)

    def heading(self, row: Mapping[str, Any]) -> str:
        """How many are late, how many come next."""
        late, soon = row["late"], row["total"] - row["late"]
        words = _now("Kiến nghị đến hạn: {late} quá hạn, {soon} đến hạn trong {days} ngày tới")
        return words.format(late=so(late), soon=so(soon), days=SOON_DAYS)

    def more(self, request: HttpRequest) -> str:
        found = _waiting(request)[self.key][0]
        return _list_of(request, PetitionFilter(due=OVERDUE if found["late"] > SHOWN else SOON))

    def url(self, code: str) -> str:
        return Petition(code=code).get_absolute_url()


@dataclass(frozen=True)
class DraftsToNumber:
    """Drafts of referrals that hold petitions and lack number and date, for the records clerk of the sender."""

    wanted: tuple[Role, ...] = (Role.RECORDS_CLERK,)
    key: str = "draft"

    def part(self, user: User) -> QuerySet[Any, Any]:
        """The oldest first."""
        items = ReferralItem.objects.filter(referral=OuterRef("pk"))
        drafts = Referral.objects.filter(
            Exists(items), roles.is_mine("sender_id", user, self.wanted), status=ReferralStatus.DRAFT
        )
        rows = drafts.order_by("pk").values(
            "code", sort=Value(self.key, CharField()), words=F("title"), body=F("sender__short_name"),
            until=Value(None, DateField()), total=Window(Count("pk")), late=Value(0),
        )  # fmt: skip
        found: QuerySet[Any, Any] = rows.values(*_COLUMNS)
        return found[:SHOWN]

    def heading(self, _row: Mapping[str, Any]) -> str:
        return _now("Dự thảo chuyển kiến nghị chờ số, ngày")

    def more(self, _request: HttpRequest) -> str:
        return ""

    def url(self, code: str) -> str:
        return Referral(code=code).get_absolute_url()


type Sort = Waiting | DueAtBody | DraftsToNumber

SORTS = [
    Waiting(PetitionStatus.TRANSFERRED, "holder", ANSWERERS, _("Kiến nghị được chuyển đến, chờ tiếp nhận")),
    Waiting(PetitionStatus.RECEIVED, "council", KEEPERS, _("Kiến nghị chờ tổng hợp, phân loại")),
    Waiting(PetitionStatus.CONSOLIDATED, "council", SENDERS, _("Kiến nghị chờ chuyển")),
    Waiting(PetitionStatus.CLAIMED, "council", JUDGES, _("Kết quả kiến nghị chờ xác nhận")),
    Waiting(PetitionStatus.VERIFIED, "council", KEEPERS, _("Đã xác nhận kết quả, chưa báo cử tri")),
]
# What may be late stands before the work of other rooms (from 30 on), the rest of petitions after it.
_URGENT: list[Sort] = [DueAtBody(), SORTS[0]]
_LATER: list[Sort] = [DraftsToNumber(), *SORTS[1:]]
PLACES = {sort: place for first, sorts in ((5, _URGENT), (40, _LATER)) for place, sort in enumerate(sorts, first)}


def section_of(sort: Sort) -> Callable[[HttpRequest], Section | None]:
    """The builder of one section; the first one asks for all of them."""

    def build(request: HttpRequest) -> Section | None:
        found = _waiting(request).get(sort.key, [])
        if not found:
            return None
        items = [Item(f"{row['code']}: {_short(row['words'])}", sort.url(row["code"]), _note(row)) for row in found]
        return Section(sort.heading(found[0]), items, found[0]["total"], sort.more(request))

    return build


BUILDERS = {section_of(sort): place for sort, place in PLACES.items()}


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
    """The first of each sort with how many there are; one query for the whole page, none for strangers."""
    kept: dict[str, list[dict[str, Any]]] | None = vars(request).get("waiting_petitions")
    if kept is not None:
        return kept
    found: dict[str, list[dict[str, Any]]] = {}
    user = request.user
    parts = [sort.part(user) for sort in PLACES if _concerns(user, sort)] if isinstance(user, User) else []
    for row in parts[0].union(*parts[1:], all=True) if parts else []:
        found.setdefault(row["sort"], []).append(row)
    vars(request)["waiting_petitions"] = found
    return found


def _concerns(user: User, sort: Sort) -> bool:
    return bool(roles.held(user) & set(sort.wanted))


def _first(petitions: QuerySet[Petition], key: str) -> QuerySet[Any, Any]:
    late = Q(due_on__lt=clock.today())
    rows = petitions.order_by(F("due_on").asc(nulls_last=True), "received_on", "pk").values(
        "code", sort=Value(key, CharField()), words=_WORDS, body=F("holder__short_name"), until=F("due_on"),
        total=Window(Count("pk")), late=Window(Count("pk", filter=late)),
    )  # fmt: skip
    found: QuerySet[Any, Any] = rows.values(*_COLUMNS)
    return found[:SHOWN]


_WORDS = Coalesce(NullIf(F("wording"), Value("", TextField())), F("text"), output_field=TextField())


def _with_late(title: str, late: int) -> str:
    return f"{title} ({ngettext('%(n)s quá hạn', '%(n)s quá hạn', late) % {'n': so(late)}})" if late else title


def _note(row: Mapping[str, Any]) -> str:
    """How far its limit is, and where it lies."""
    return format_html("{} {}", due(row["until"]), row["body"] or "") if row["until"] else ""


def _short(said: str) -> str:
    words = " ".join(said.split())
    return words if len(words) <= 120 else f"{words[:119]}…"


def _list_of(request: HttpRequest, chosen: PetitionFilter) -> str:
    unit = frame.of(request).unit
    return chosen.url(unit) if unit else ""  # type: ignore[arg-type]  # a Unit
