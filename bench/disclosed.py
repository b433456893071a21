"""Disclosures at national size: what the pages of a province, of a commune and of citizens read.

`python -m bench disclosures` fills a database with half a million postings (seed_scale's generator) and asks each page
for its shared buffers and its time beside the bare page. Writes docs/proofs/disclosures.md.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

POSTINGS = 500_000
ROUNDS = 15

type Get = Callable[[], object]


def run() -> str:
    """Measure in the database that is at hand, write the page, return it."""
    from demo.scale import country, postings

    from . import proofs
    from .__main__ import reads
    from .bare import Visitor

    postings.fill(country.build(), POSTINGS)
    postings.settle()
    gets, bare = _gets(), Visitor()
    times: dict[str, list[float]] = {name: [] for name in [*gets, "bare"]}
    for get in [*gets.values(), bare]:
        get()  # warm
    for _round in range(ROUNDS):
        for name, get in [*gets.items(), ("bare", bare)]:
            began = time.perf_counter()
            get()
            times[name].append(1000 * (time.perf_counter() - began))
    floor = statistics.median(times["bare"])
    rows = []
    for number, (name, get) in enumerate(gets.items(), 1):
        queries, buffers = reads(get, f"disclosures-{number:02}")
        median = statistics.median(times[name])
        rows.append((name, f"{buffers:,}", queries, f"{median:.1f}", f"{median / floor:.1f}"))
    note = (
        f"{POSTINGS:,} postings of {country.COMMUNES:,} communes; the person reads one province of about"
        f" {country.COMMUNES // country.PROVINCES} communes. Limits: list 5,000 buffers, count 20,000, public page 5"
        " queries. Plans, in the same order: bench/plans/disclosures-*.txt."
        f" Medians of {ROUNDS} rounds in turn with the bare page ({floor:.1f} ms)."
    )
    columns = ("what", "shared buffers", "queries", "ms", "× bare table page")
    return proofs.write("disclosures", "Disclosures at national size", columns, rows, note).read_text()


def _gets() -> dict[str, Get]:
    from django.test import Client
    from django.urls import reverse

    from accounts.models import User
    from common import clock
    from demo.scale.country import PREFIX
    from disclosures.models import Posting

    client, visitor = Client(), Client()
    client.force_login(User.objects.get(username=f"{PREFIX}tonghop"))
    unit = {"don-vi": f"{PREFIX}t1"}
    year = clock.today().year
    pages = {
        "compliance of a province, quarter": ("disclosures:compliance", [], unit),
        "compliance of a province, year": ("disclosures:compliance", [], unit | {"ky": f"{year}-Y"}),
        "list of a province": ("disclosures:list", [], unit),
        "list of a province, behind": ("disclosures:list", [], unit | {"dung-han": "missing"}),
        "quarterly list of a commune": ("disclosures:list_of", [f"{PREFIX}x1-1-1", f"{year}-Q3"], unit),
    }
    public = {
        "public: provinces": ("public:board", []),
        "public: communes of a province": ("public:board_unit", [f"{PREFIX}t1"]),
        "public: board of a commune": ("public:board_unit", [f"{PREFIX}x1-1"]),
    }
    gets: dict[str, Get] = {}
    for name, (view, args, query) in pages.items():
        gets[name] = _getter(client, reverse(view, args=args), query)
    for name, (view, args) in public.items():
        gets[name] = _getter(visitor, reverse(view, args=args), {})
    gets["alarms of a day, the first 1,000"] = lambda: list(
        Posting.objects.alarming(clock.today()).order_by("alarm_on", "pk").values_list("pk", "disclosure")[:1_000]
    )
    return gets


def _getter(client: Any, url: str, query: dict[str, str]) -> Get:
    def get() -> object:
        answer = client.get(url, query)
        if answer.status_code != 200:
            raise AssertionError(f"{url} {query}: {answer.status_code}")
        return answer

    return get
