"""The frame around every page: menu by role, units, unit in view, inbox counter, account menu.

`common` imports no other room, so rooms register what they bring, each in its `AppConfig.ready()`:

    frame.register_nav(30, _("Hội nghị"), "conferences:list", allowed=policies.may_open_list)
    frame.register_units(units=roles.units_of, find=scope.unit_within_reach, held=roles.held)
    frame.register_inbox("notices:inbox", Counter(services.unread, services.show_unread))
    frame.register_account_link(10, _("Tài khoản của tôi"), "accounts:profile")
    frame.register_search("search")

Places in the menu: 10 Việc cần làm, 20 Tổng quan, 30 Hội nghị, 40 Nhiệm vụ, 50 Ban Chỉ đạo, 60 Báo cáo, 90 Quản trị.

Session, user and frame together may cost four queries, so everything here is worked out when a template first asks
for it, once per request, and all counters in one statement; a page for people who are not signed in costs nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any, Protocol
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext

from common import clock
from common.statements import Given, Statement

UNIT_PARAMETER = "don-vi"
PERSON, TODAY = Given("person"), Given("today", models.DateField())


class NamedUnit(Protocol):
    """What the frame needs to know of a unit; organizations.Unit has it."""

    @property
    def code(self) -> str: ...
    @property
    def label(self) -> str: ...


@dataclass(frozen=True)
class Count:
    """A number beside a line of the frame; `words` say to ears what it counts, `urgent` gives it the colour of late."""

    number: int
    words: str = ""
    urgent: bool = True


@dataclass(frozen=True)
class Counter:
    """Where a number of the frame comes from.

    `numbers(held)`: expressions that count, such as subqueries, by names that no other counter uses. They are compiled
    once for all people who hold the same roles, so they name the person as PERSON and the day as TODAY.
    `show(numbers)`: what stands in the frame, given the values of all of them, 0 where there is none.
    """

    numbers: Callable[[frozenset[Any]], Mapping[str, Any]]
    show: Callable[[Mapping[str, int]], Count]


@dataclass(frozen=True)
class NavItem:
    """One line of the menu. `count` is None where nothing is counted."""

    label: str
    url: str
    current: bool
    count: Count | None


@dataclass(frozen=True)
class UnitChoice:
    """One unit that the person may switch to; the link stays on the same page."""

    name: str
    url: str
    current: bool


@dataclass(frozen=True)
class Link:
    """A line of the account menu, or the inbox with the number of unread notices."""

    label: str
    url: str
    count: Count | None = None


@dataclass(frozen=True)
class _Nav:
    order: int
    label: str | Promise
    url_name: str
    allowed: Callable[[Any], bool]
    counter: Counter | None
    prefix: str


@dataclass(frozen=True)
class _Units:
    units: Callable[[HttpRequest], Iterable[NamedUnit]]
    find: Callable[[HttpRequest, str], NamedUnit | None] | None
    held: Callable[[Any], frozenset[Any]]


@dataclass(frozen=True)
class _Inbox:
    url_name: str
    counter: Counter


@dataclass(frozen=True)
class _Counting:
    """All numbers of a frame, in one statement."""

    names: list[str]
    statement: Statement

    def of(self, user: Any) -> Mapping[str, int]:
        """The numbers of a person; 0 for whatever is not counted."""
        found = self.statement.rows(person=user.pk, today=clock.today()) if self.names else []
        return defaultdict(int, zip(self.names, found[0], strict=True) if found else [])


class Registry:
    """What the rooms have registered; filled once at start-up, read by every request."""

    def __init__(self) -> None:
        self.nav: dict[str, _Nav] = {}
        self.account_links: dict[str, tuple[int, str | Promise]] = {}
        self.units: _Units | None = None
        self.inbox: _Inbox | None = None
        self.search_url_name = ""
        self._counting: dict[object, _Counting] = {}

    def register_nav(
        self,
        order: int,
        label: str | Promise,
        url_name: str,
        allowed: Callable[[Any], bool],
        counter: Counter | None = None,
        *,
        prefix: str = "",
    ) -> None:
        """Add a line to the menu, shown to the users for whom `allowed(user)` holds.

        `allowed` must not query (roles.held(user) is already in memory). The line is current on every address under
        `prefix` (default: the address of `url_name` itself).
        """
        self.nav[url_name] = _Nav(order, label, url_name, allowed, counter, prefix)

    def register_units(
        self,
        units: Callable[[HttpRequest], Iterable[NamedUnit]],
        find: Callable[[HttpRequest, str], NamedUnit | None] | None = None,
        held: Callable[[Any], frozenset[Any]] = lambda user: frozenset(),
    ) -> None:
        """Say where units come from, and the roles that a person holds.

        `units(request)`: the units of the person's memberships today, the first one is in view when the address names
        none. `find(request, code)`: a unit below them, within the person's reach, else None; asked only for a code
        that is not among `units`.
        """
        self.units = _Units(units, find, held)

    def register_inbox(self, url_name: str, counter: Counter) -> None:
        """Say where the inbox is and what counts its unread notices."""
        self.inbox = _Inbox(url_name, counter)

    def register_search(self, url_name: str) -> None:
        """Say which page searches everything; its box stands in the head of every page."""
        self.search_url_name = url_name

    def counting(self, held: frozenset[Any], counters: Sequence[Counter]) -> _Counting:
        """The statement of all counters for people who hold these roles, compiled when the first of them comes."""
        known = self._counting.get((held, *counters))
        if known is None:
            asked = {name: sought for counter in counters for name, sought in counter.numbers(held).items()}
            own = get_user_model()._base_manager.filter(pk=PERSON)
            known = _Counting(list(asked), Statement(lambda: own.annotate(**asked).values_list(*asked), prepared=True))
            self._counting[held, *counters] = known
        return known

    def register_account_link(self, order: int, label: str | Promise, url_name: str) -> None:
        """Add a page to the menu under the person's name (sign-out is always its last line)."""
        self.account_links[url_name] = (order, label)


_registry = Registry()
register_nav = _registry.register_nav
register_units = _registry.register_units
register_inbox = _registry.register_inbox
register_search = _registry.register_search
register_account_link = _registry.register_account_link


class Frame:
    """The frame of one request; templates read it as `frame`."""

    def __init__(self, request: HttpRequest, registry: Registry = _registry) -> None:
        self._request = request
        self._registry = registry

    @property
    def product(self) -> str:
        """The portal's name, a setting: a province calls its portal what it likes."""
        return gettext(settings.PRODUCT_NAME)  # the default has an English form

    @cached_property
    def signed_in(self) -> bool:
        user = getattr(self._request, "user", None)
        return bool(user is not None and user.is_authenticated)

    @cached_property
    def _own_units(self) -> list[NamedUnit]:
        if not self.signed_in or self._registry.units is None:
            return []
        return list(self._registry.units.units(self._request))

    @cached_property
    def _asked_unit(self) -> NamedUnit | None:
        """The unit that the address names, if it is within the person's reach; an unknown code is ignored."""
        code = self._request.GET.get(UNIT_PARAMETER, "")
        if not code or not self.signed_in:
            return None
        for unit in self._own_units:
            if unit.code == code:
                return unit
        find = self._registry.units.find if self._registry.units else None
        return find(self._request, code) if find else None

    @cached_property
    def unit(self) -> NamedUnit | None:
        """The unit in view: the one in the address, else the first of the person's memberships."""
        return self._asked_unit or next(iter(self._own_units), None)

    @cached_property
    def unit_code(self) -> str:
        """The code to carry on in links and forms; empty when the address names no unit."""
        return self._asked_unit.code if self._asked_unit else ""

    @cached_property
    def unit_query(self) -> str:
        """`?don-vi=…` to append to a link so that the unit stays in view, or nothing."""
        return "?" + urlencode({UNIT_PARAMETER: self.unit_code}) if self.unit_code else ""

    @property
    def today(self) -> date:
        """The day printed on paper."""
        return clock.today()

    @property
    def home(self) -> str:
        """Address of the first page, with the unit in view."""
        return get_script_prefix() + self.unit_query

    @cached_property
    def units(self) -> list[UnitChoice]:
        """The units to switch between; one below the person's own appears while it is in view."""
        units = self._own_units
        if self.unit and self.unit.code not in {unit.code for unit in units}:
            units = [*units, self.unit]
        return [self._choice(unit) for unit in units]

    def _choice(self, unit: NamedUnit) -> UnitChoice:
        current = self.unit is not None and unit.code == self.unit.code
        return UnitChoice(str(unit.label), "?" + urlencode({UNIT_PARAMETER: unit.code}), current)

    @cached_property
    def nav(self) -> Sequence[NavItem]:
        """The menu: only what the person may open, in the fixed order, each link keeping the unit in view."""
        entries = self._entries
        urls = [_address(entry.url_name, get_script_prefix()) for entry in entries]
        paths = [entry.prefix or url for entry, url in zip(entries, urls, strict=True)]
        here = _longest_prefix(self._request.path, paths)
        return [
            self._item(entry, url, current=path == here) for entry, url, path in zip(entries, urls, paths, strict=True)
        ]

    def _item(self, entry: _Nav, url: str, *, current: bool) -> NavItem:
        count = entry.counter.show(self._numbers) if entry.counter else None
        return NavItem(str(entry.label), url + self.unit_query, current, count)

    @cached_property
    def _entries(self) -> list[_Nav]:
        """The lines of the menu that the person may open, in their order."""
        if not self.signed_in:
            return []
        entries = [entry for entry in self._registry.nav.values() if entry.allowed(self._request.user)]
        return sorted(entries, key=lambda entry: entry.order)

    @cached_property
    def inbox(self) -> Link | None:
        """Address of the inbox with the number of unread notices; None before sign-in."""
        inbox = self._registry.inbox
        if not self.signed_in or inbox is None:
            return None
        return Link("", reverse(inbox.url_name), inbox.counter.show(self._numbers))

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        """What all counters count, in one statement."""
        counters = [entry.counter for entry in self._entries if entry.counter]
        if self._registry.inbox:
            counters.append(self._registry.inbox.counter)
        user = self._request.user
        held = self._registry.units.held(user) if self._registry.units else frozenset()
        return self._registry.counting(held, counters).of(user)

    @cached_property
    def search_url(self) -> str:
        """Address of the page that searches everything; empty before sign-in."""
        name = self._registry.search_url_name
        return reverse(name) if self.signed_in and name else ""

    @cached_property
    def account_links(self) -> list[Link]:
        """The pages under the person's name."""
        if not self.signed_in:
            return []
        ordered = sorted(self._registry.account_links.items(), key=lambda entry: entry[1][0])
        return [Link(str(label), reverse(url_name)) for url_name, (_order, label) in ordered]


def how_many(rows: QuerySet[Any]) -> Any:
    """An expression that counts the rows of a queryset, for Counter.numbers."""
    alone = rows.order_by().annotate(all_of_them=Value(1)).values("all_of_them").annotate(n=models.Count("*"))
    return Coalesce(Subquery(alone.values("n")), 0)


@cache
def _address(url_name: str, _script_prefix: str) -> str:
    """Where a line of the menu leads: the same for everybody, and asked twenty times for every page."""
    return reverse(url_name)


def _longest_prefix(path: str, prefixes: Iterable[str]) -> str:
    """The most specific of the prefixes that the path lies under; the home page only covers itself."""
    found = [prefix for prefix in prefixes if path == prefix or (prefix != "/" and path.startswith(prefix))]
    return max(found, key=len, default="")


def of(request: HttpRequest) -> Frame:
    """The frame of this request, worked out once; views ask it for `frame.of(request).unit`."""
    known: Frame = vars(request).setdefault("qcdc_frame", Frame(request))
    return known


def context(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: every template can say `frame`."""
    return {"frame": of(request)}
