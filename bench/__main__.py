"""How fast pages are beside a bare page of the same machine and run, and how much of the database they read.

Seconds depend on the machine, so every page is timed in turn with a view that only renders 25 table rows (bench.bare)
and given as a ratio; shared buffers do not depend on noise. Writes docs/proofs/pages.md; then the other benches of this
folder write theirs. `python -m bench calendar` runs one of them: pages, calendar, reminders, excel,
dashboards, disclosures, indicators, petitions, reports, engines.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from itertools import takewhile
from pathlib import Path

# Petitions are measured beside Django's admin, which the portal itself does not have.
_SETTINGS = "bench.admin_settings" if sys.argv[1:] == ["petitions"] else "bench.settings"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", _SETTINGS)
os.environ.setdefault("QCDC_TEST_DATABASE", "bench")

TASKS = 50_000
ROUNDS = 15
FEW_BUFFERS = 50
PLANS = Path(__file__).parent / "plans"
READING = ("SELECT", "WITH", "EXECUTE")  # statements that are explained


def main(wanted: Sequence[str]) -> int:
    """Run the benches, each on a database that exists only for it, and print the pages that they write."""
    from . import calendar_change, dashboards, disclosed, engines, excel, national, owed, papers, rolled_up
    from .databases import on_a_fresh_database

    benches = {
        "pages": pages,
        "calendar": calendar_change.run,
        "reminders": owed.prove,
        "excel": excel.run,
        "disclosures": disclosed.run,
        "dashboards": dashboards.run,
        "indicators": rolled_up.run,
        "petitions": national.run,
        "reports": papers.run,
        "engines": engines.run,
    }
    for name in wanted or benches:
        if name == "petitions" and list(wanted) != [name]:  # its settings know Django's admin
            subprocess.run([sys.executable, "-m", "bench", "petitions"], check=True)
        elif name == "engines":  # it asks no database
            print(engines.run())
        else:
            print(on_a_fresh_database(benches[name]))
    return 0


def pages() -> str:
    """Measure the pages and write them down."""
    from . import proofs

    columns = ("page", "median ms", "× bare table page", "queries", "shared buffers")
    note = f"{TASKS:,} tasks over one commune and its neighbours; {ROUNDS} rounds in turn with the bare page."
    return proofs.write("pages", "Pages beside a bare page", columns, measure(), note).read_text()


def measure() -> list[tuple[object, ...]]:
    """One row per page."""
    from django.db import transaction
    from django.test import Client

    from .bare import Visitor
    from .many import build

    bare = Visitor()
    with transaction.atomic():
        clerk, pages = build(TASKS)
    client = Client()
    client.force_login(clerk)
    gets: dict[str, Callable[[], object]] = {name: (lambda url=url: client.get(url)) for name, url in pages.items()}
    times: dict[str, list[float]] = {name: [] for name in [*gets, "bare"]}
    for get in [*gets.values(), bare]:
        get()  # warm
    for _round in range(ROUNDS):
        for name, get in [*gets.items(), ("bare", bare)]:
            began = time.perf_counter()
            get()
            times[name].append(1000 * (time.perf_counter() - began))
    floor = statistics.median(times["bare"])
    return [("bare table page", f"{floor:.1f}", "1", 0, 0)] + [
        _row(name, gets[name], times[name], floor) for name in gets
    ]


def _row(name: str, get: Callable[[], object], times: list[float], floor: float) -> tuple[object, ...]:
    queries, buffers = reads(get)
    median = statistics.median(times)
    return (name, f"{median:.1f}", f"{median / floor:.1f}", queries, f"{buffers:,}")


def reads(get: Callable[[], object], plans: str = "") -> tuple[int, int]:
    """How many queries a page makes, and how many shared buffers its SELECTs touch (EXPLAIN (ANALYZE, BUFFERS)).

    ``plans``: where in bench/plans/ to write how PostgreSQL answered those that touch more than a few.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        get()
    statements = [query["sql"] for query in captured]
    explained = [_explained(sql) for sql in statements if sql.lstrip("( \n").startswith(READING)]
    if plans:
        told = [plan for buffers, plan in explained if buffers > FEW_BUFFERS]
        (PLANS / f"{plans}.txt").write_text("\n\n".join(told) + "\n")
    return len(statements), sum(buffers for buffers, _plan in explained)


def _explained(sql: str) -> tuple[int, str]:
    """The shared buffers of a statement, and its plan in words, without the times, which differ from run to run."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, SUMMARY OFF) {sql.replace('%', '%%')}", None)
        lines = list(takewhile(lambda line: line != "Planning:", (line for (line,) in cursor.fetchall())))
    found = next((line for line in lines if "Buffers: shared" in line), "")
    return sum(int(number) for number in re.findall(r"(?:hit|read)=([0-9]+)", found)), "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
