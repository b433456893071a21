"""Petitions at national size: what pages read, and how they stand beside Django's admin over the same table.

`python -m bench petitions` fills a database with a million petitions (seed_scale's generator), asks each page for its
shared buffers, then times the portal, the admin and a bare page of 25 rows in turn, so that noise falls on all alike.
Writes docs/proofs/petitions.md.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

PETITIONS = 1_000_000
ROUNDS, SLOW_ROUNDS, QUICK_ROUNDS = 15, 3, 100
PHRASE, WITH_ACCENTS = "ban xuan loc", "bản Xuân Lộc"

type Get = Callable[[], object]


def run() -> str:
    """Measure in the database that is at hand, write the page, return it."""
    from demo.scale import country, filling

    from . import proofs

    made = country.build()
    filling.fill(made, PETITIONS)
    filling.settle()
    pages, peers = _pages(), _peers()
    _warm([*pages.values(), *peers.values()])
    rows = _read(pages) + _compared(pages, peers)
    note = (
        f"{PETITIONS:,} petitions of {country.COMMUNES:,} communes and {country.PROVINCES} provinces; the person reads"
        " one province. Limits: list 5,000 buffers, detail 200, count 20,000, a phrase with 100 hits 2,000. Times are"
        f" medians of {ROUNDS} rounds ({SLOW_ROUNDS} for pages above a second, {QUICK_ROUNDS} beside the bare page"
        " alone), in one process, in turn. Nothing changes meanwhile, so count and first page of a list are kept"
        " (docs/adr/0027), with the cache of production. The admin is"
        " asked for the phrase with its accents; without them it finds nothing."
        " Plans of the pages, in their order: bench/plans/petitions-*.txt."
    )
    columns = ("what", "shared buffers, all statements", "queries", "ms", "beside the portal's page")
    return proofs.write("petitions", "Petitions at national size", columns, rows, note).read_text()


def _pages() -> dict[str, Get]:
    from django.urls import reverse

    from demo.scale.country import PREFIX
    from petitions.models import Petition

    client = _client()
    some = Petition.objects.filter(council__code=f"{PREFIX}x1-1-0", status="closed").order_by("pk")[0]
    unit, listing = {"don-vi": f"{PREFIX}t1"}, reverse("petitions:list")
    asked = {
        "list": (listing, {}),
        "list, every state": (listing, {"trang-thai": "", "cach-dem": "consolidated"}),
        "list, three filters": (listing, {"trang-thai": "closed", "linh-vuc": "giao-thong", "cap": "xa"}),
        "list, one filter": (listing, {"trang-thai": "accepted"}),
        "rare phrase without accents": (listing, {"q": PHRASE}),
        "detail": (some.get_absolute_url(), {}),
        "figures by level": (reverse("petitions:figures"), {"ky": "2021-2030"}),
        "figures by unit": (reverse("petitions:figures"), {"ky": "2021-2030", "hang": "don-vi"}),
        "figures of a past quarter, then": (reverse("petitions:figures"), {"ky": "2025-Q2"}),
        "figures of ten years, as of a past day": (
            reverse("petitions:figures"),
            {"ky": "2021-2030", "ngay": "30/06/2026", "hang": "don-vi"},
        ),
        "board": (reverse("petitions:board"), {}),
    }
    return {name: _getter(client, url, unit | query) for name, (url, query) in asked.items()}


def _peers() -> dict[str, Get]:
    client = _client()
    asked: dict[str, dict[str, str]] = {
        "admin: list": {},
        "admin: one filter": {"status__exact": "accepted"},
        "admin: phrase with accents": {"q": WITH_ACCENTS},
    }
    return {name: _getter(client, "/admin/petitions/petition/", query) for name, query in asked.items()}


def _client() -> object:
    """A browser in which the reader of one province is signed in."""
    from django.test import Client

    from accounts.models import User
    from demo.scale.country import PREFIX

    client = Client()
    client.force_login(User.objects.get(username=f"{PREFIX}tonghop"))
    return client


def _getter(client: object, url: str, query: dict[str, str]) -> Get:
    def get() -> object:
        answer = client.get(url, query)  # type: ignore[attr-defined]
        if answer.status_code != 200:
            raise AssertionError(f"{url} {query}: {answer.status_code}")
        return answer

    return get


def _warm(gets: list[Get]) -> None:
    for get in gets:
        get()


def _read(pages: dict[str, Get]) -> list[tuple[object, ...]]:
    """Buffers and queries of each page."""
    from .__main__ import reads

    rows: list[tuple[object, ...]] = []
    for number, (name, get) in enumerate(pages.items(), 1):
        queries, buffers = reads(get, f"petitions-{number:02}")
        rows.append((name, f"{buffers:,}", queries, "", ""))
    return rows


PAIRS = (
    ("list", "admin: list"),
    ("list, one filter", "admin: one filter"),
    ("rare phrase without accents", "admin: phrase with accents"),
)


def _compared(pages: dict[str, Get], peers: dict[str, Get]) -> list[tuple[object, ...]]:
    """Portal and admin in turn, then portal and bare page: after a second of the admin's work both begin cold."""
    from .bare import Visitor

    bare = Visitor()
    bare()  # warm
    rows: list[tuple[object, ...]] = []
    for name, peer in PAIRS:
        began = time.perf_counter()
        peers[peer]()
        rounds = SLOW_ROUNDS if time.perf_counter() - began > 1 else ROUNDS
        times = _in_turn({"portal": pages[name], "peer": peers[peer], "bare": bare}, rounds)
        portal, other, floor = times["portal"], times["peer"], times["bare"]
        rows.append((f"{name}: portal", "", "", f"{portal:.1f}", "1"))
        rows.append((peer, "", "", f"{other:.1f}", f"{other / portal:.0f} times slower"))
        rows.append(("bare table page beside both", "", "", f"{floor:.1f}", f"portal {portal / floor:.1f} times it"))
        times = _in_turn({"portal": pages[name], "bare": bare}, QUICK_ROUNDS)
        portal, floor = times["portal"], times["bare"]
        said = f"portal with {portal:.1f} ms {portal / floor:.1f} times it"
        rows.append((f"bare table page beside {name} alone", "", "", f"{floor:.1f}", said))
    return rows


def _in_turn(gets: dict[str, Get], rounds: int) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in gets}
    for _round in range(rounds):
        for name, get in gets.items():
            began = time.perf_counter()
            get()
            times[name].append(1000 * (time.perf_counter() - began))
    return {name: statistics.median(found) for name, found in times.items()}
