"""Figures at national size: what a roll-up, the completeness of the country and the history of an indicator read.

`python -m bench indicators` fills a database with 2.4 million figures (seed_scale's generator), asks each question and
each page for its shared buffers, and times them beside the bare page. Writes docs/proofs/indicators.md.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

ROUNDS = 9
PROVINCE_MS = 300

type Get = Callable[[], object]


def run() -> str:
    """Measure in the database that is at hand, write the page, return it."""
    from demo.scale import country, filling, reported
    from indicators.models import Submission, Value

    from . import proofs
    from .__main__ import reads
    from .bare import Visitor

    made = country.build()
    issuer, _reader = reported.crown(made)
    form = reported.fill(made, issuer)
    filling.settle()
    gets, bare = _questions(form) | _pages(form), Visitor()
    times = _timed({**gets, "bare": bare})
    floor = statistics.median(times.pop("bare"))
    rows = []
    for number, (name, get) in enumerate(gets.items(), 1):
        queries, buffers = reads(get, f"indicators-{number:02}")
        median = statistics.median(times[name])
        rows.append((name, f"{buffers:,}", queries, f"{median:.1f}", f"{median / floor:.1f}"))
    note = (
        f"{Value.objects.count():,} figures: {country.COMMUNES:,} communes × {reported.INDICATORS} indicators ×"
        f" {reported.QUARTERS} quarters, in {Submission.objects.count():,} submissions; a province has about"
        f" {country.COMMUNES // country.PROVINCES} communes. Limits: a roll-up of a province {PROVINCE_MS} ms, list"
        " 5,000 buffers, count 20,000. Pages are asked by somebody of the province, those of the country by somebody"
        " who sees all of it. Plans, in the same order: bench/plans/indicators-*.txt."
        f" Medians of {ROUNDS} rounds in turn with the bare page ({floor:.1f} ms)."
    )
    columns = ("what", "shared buffers", "queries", "ms", "× bare table page")
    return proofs.write("indicators", "Figures at national size", columns, rows, note).read_text()


def _timed(gets: dict[str, Get]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in gets}
    for get in gets.values():
        get()  # warm
    for _round in range(ROUNDS):
        for name, get in gets.items():
            began = time.perf_counter()
            get()
            times[name].append(1000 * (time.perf_counter() - began))
    return times


def _questions(form: Any) -> dict[str, Get]:
    """What the pages stand on, asked directly."""
    from common import clock
    from demo.scale import country, reported
    from figures.models import Indicator
    from indicators.completeness import completeness
    from indicators.models import ReportingWindow
    from indicators.rollup import View, lines_of, roll_up
    from organizations.models import Unit

    windows = list(ReportingWindow.objects.filter(regime=form.regime).order_by("days"))
    newest = windows[-1]
    root, province = (Unit.objects.get(code=code) for code in (reported.ROOT, f"{country.PREFIX}t1"))
    one: Indicator = lines_of(form, newest)[0].indicator
    today = clock.today()
    return {
        "roll-up of a province, 60 indicators, then": lambda: roll_up(form, newest, province),
        "roll-up of a province, 60 indicators, restated": lambda: roll_up(
            form, newest, province, view=View.RESTATED, on=today
        ),
        "roll-up of a province, one indicator": lambda: roll_up(form, newest, province, indicators=[one]),
        "roll-up of the country, one indicator": lambda: roll_up(form, newest, root, indicators=[one]),
        "roll-up of the country, 60 indicators": lambda: roll_up(form, newest, root),
        "completeness of the country, one quarter": lambda: completeness(form, [newest], root),
        "completeness of the country, twelve quarters": lambda: completeness(form, windows, root),
        "completeness of a province, twelve quarters": lambda: completeness(form, windows, province),
    }


def _pages(form: Any) -> dict[str, Get]:
    from django.test import Client
    from django.urls import reverse

    from accounts.models import User
    from demo.scale import country, reported
    from indicators.models import Submission

    national, client = Client(), Client()
    national.force_login(User.objects.get(username=f"{country.PREFIX}canuoc"))
    client.force_login(User.objects.get(username=f"{country.PREFIX}tonghop"))
    line = form.versions.get().lines.select_related("indicator").order_by("order")[0]
    commune = {"don-vi": f"{country.PREFIX}x1-1"}
    province, root = {"don-vi": f"{country.PREFIX}t1"}, {"don-vi": reported.ROOT}
    of_form = {"bieu": form.code}
    submission = Submission.objects.filter(form=form, unit__code=commune["don-vi"]).order_by("-window__days")[0]
    pages = {
        "page: roll-up of a province": (reverse("indicators:rollup"), province | of_form),
        "page: roll-up of a province, an indicator opened": (
            reverse("indicators:rollup"),
            province | of_form | {"chi-tieu": line.indicator.code},
        ),
        "page: completeness of the country": (reverse("indicators:completeness"), root | of_form),
        "page: completeness of a province": (reverse("indicators:completeness"), province | of_form),
        "page: history of an indicator at a commune": (
            reverse("indicators:indicator", args=[line.indicator.code]),
            commune,
        ),
        "page: a submission with its 60 figures": (submission.get_absolute_url(), commune),
    }
    return {
        name: _getter(national if query.get("don-vi") == reported.ROOT else client, url, query)
        for name, (url, query) in pages.items()
    }


def _getter(client: Any, url: str, query: dict[str, str]) -> Get:
    def get() -> object:
        answer = client.get(url, query)
        if answer.status_code != 200:
            raise AssertionError(f"{url} {query}: {answer.status_code}")
        return answer

    return get
