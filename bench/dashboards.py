"""The dashboard of a province at national size: what it reads, how long it takes, what a worker keeps of all pages.

`python -m bench dashboards` fills a database with a million petitions and half a million postings, asks the page cold,
warm and after a change in one commune, each with the time of its own SQL and beside the bare page of 25 rows; then it
starts the portal's own server with two workers, lets eight people read, opens every page that the menu leads to and
weighs the workers. Writes docs/proofs/dashboards.md.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

ROUNDS = 15
COLD_ROUNDS = 5
READERS, VISITS = 8, 25
WORKERS = 2
PORT = 8477
MOST_PAGES = 200
LIMIT_MB = 250

type Get = Callable[[], object]


def run() -> str:
    """Fill the database that is at hand, measure, write the page, return it."""
    from demo.scale import country, filling, postings

    from . import proofs
    from .national import PETITIONS

    made = country.build()
    filling.fill(made, PETITIONS)
    postings.fill(made, POSTINGS)
    filling.settle()
    rows, note = measure()
    note = f"{PETITIONS:,} petitions, {POSTINGS:,} postings, {country.COMMUNES:,} communes. {note}"
    columns = ("what", "shared buffers", "queries", "ms", "of it SQL", "page ÷ SQL", "× bare table page")
    return proofs.write("dashboards", "The dashboard of a province at national size", columns, rows, note).read_text()


POSTINGS = 500_000


def measure() -> tuple[list[tuple[object, ...]], str]:
    """The rows of the page, and what is said below them; for a database that is filled already."""
    from django.test import Client
    from django.urls import reverse

    from accounts.models import User
    from demo.scale.country import PREFIX

    from .bare import Visitor

    reader = User.objects.get(username=f"{PREFIX}tonghop")
    client, bare = Client(), Visitor()
    client.force_login(reader)
    url = reverse("reports:dashboard")
    floor = _median(bare, ROUNDS)
    asked = [*_asked(client, url), *_asked_by_a_body(url)]
    rows = [_row(name, get, before, rounds, bare) for name, get, before, rounds in asked]
    with _portal() as processes:
        session = client.cookies["sessionid"].value
        waits, seconds = _eight_readers(session, url)
        pages = _opened(session)
        heaviest = max(_megabytes(process) for process in processes)
    cores = os.cpu_count() or 1
    load = os.getloadavg()[0]
    note = (
        "Cold: nothing is kept; after a change: one commune of the province is counted anew; another matter: petitions"
        " were seen, tasks are asked; warm: nothing changed."
        f" Limits of a warm page: 15 times the bare page ({floor:.1f} ms) and twice its own SQL. Medians; plans of the"
        " cold page: bench/plans/dashboards-01.txt.\n\n"
        f"{READERS} readers at once, {VISITS} visits each, {WORKERS} workers on {cores} cores (load {load:.1f}):"
        f" {len(waits) / seconds:.0f} pages a second, median {statistics.median(waits):.0f} ms,"
        f" 95 of 100 within {_centile(waits, 95):.0f} ms."
        f"\n\nThe heaviest worker after {pages} different pages: {heaviest:.0f} MB (limit {LIMIT_MB} MB)."
    )
    return rows, note


def _asked(client: Any, url: str) -> Iterator[tuple[str, Get, Get, int]]:
    """What is measured: its name, the page, what comes before each visit, how often."""
    from django.core.cache import cache

    def page(**query: str) -> Get:
        return _page(client, url, query)

    def seen(other: Get) -> Get:
        return lambda: (cache.clear(), other())

    yield "petitions, cold", page(), cache.clear, COLD_ROUNDS
    yield "petitions, after a change in one commune", page(), _change_one_commune, COLD_ROUNDS
    yield "petitions, warm", page(), page(), ROUNDS
    yield "another matter of a page that was seen", page(xem="nhiem-vu"), seen(page()), COLD_ROUNDS
    yield "disclosures, cold", page(xem="cong-khai"), cache.clear, COLD_ROUNDS
    yield "disclosures, warm", page(xem="cong-khai"), page(xem="cong-khai"), ROUNDS
    yield "tasks, warm", page(xem="nhiem-vu"), page(xem="nhiem-vu"), ROUNDS
    yield "a past quarter, cold", page(ky="2025-Q2"), cache.clear, COLD_ROUNDS
    yield "a past quarter, warm", page(ky="2025-Q2"), page(ky="2025-Q2"), ROUNDS


def _asked_by_a_body(url: str) -> Iterator[tuple[str, Get, Get, int]]:
    """The page of an agency of the province that answers petitions."""
    from django.core.cache import cache
    from django.test import Client

    from accounts.models import User
    from demo.scale.country import ALWAYS, PREFIX
    from organizations.enums import Role
    from organizations.models import Body, Membership

    agency = Body.objects.get(code=f"{PREFIX}t1-2")
    reader = User.objects.create_user(f"{PREFIX}giaiquyet", None, full_name="Người trả lời dữ liệu quy mô")
    Membership.objects.create(user=reader, unit=agency.unit, body=agency, role=Role.ANSWERER, valid=ALWAYS)
    client = Client()
    client.force_login(reader)
    page = _page(client, url, {})
    yield "an answering body, cold", page, cache.clear, COLD_ROUNDS
    yield "an answering body, warm", page, page, ROUNDS


def _page(client: Any, url: str, query: dict[str, str]) -> Get:
    def get() -> object:
        answer = client.get(url, query)
        if answer.status_code != 200:
            raise AssertionError(f"{url} {query}: {answer.status_code}")
        return answer

    return get


def _change_one_commune() -> None:
    """A petition of one commune is written again: its stakes follow, the commune is marked."""
    from demo.scale.country import PREFIX
    from petitions.models import PetitionStake

    own = PetitionStake.objects.filter(unit__code=f"{PREFIX}x1-1").values("pk")[:1]
    PetitionStake.objects.filter(pk__in=own).update(since="2023-07-10")


def _row(name: str, get: Get, before: Get, rounds: int, bare: Get) -> tuple[object, ...]:
    """Measured in turn with the bare page, so that a busy minute slows both."""
    from .__main__ import reads

    before()
    queries, buffers = reads(get, "dashboards-01" if name == "petitions, cold" else "")
    get()
    times, sql, floors = [], [], []
    for _round in range(rounds):
        before()
        whole, inside = _timed(get)
        times.append(whole)
        sql.append(inside)
        floors.append(_timed(bare)[0])
    whole, inside, floor = statistics.median(times), statistics.median(sql), statistics.median(floors)
    ratio = f"{whole / inside:.1f}"
    return (name, f"{buffers:,}", queries, f"{whole:.1f}", f"{inside:.1f}", ratio, f"{whole / floor:.1f}")


def _timed(get: Get) -> tuple[float, float]:
    """Milliseconds of a page, and of the statements that it waited for."""
    from django.db import connection

    spent = 0.0

    def timing(execute: Any, *args: Any) -> Any:
        nonlocal spent
        began = time.perf_counter()
        try:
            return execute(*args)
        finally:
            spent += time.perf_counter() - began

    with connection.execute_wrapper(timing):
        began = time.perf_counter()
        get()
        whole = time.perf_counter() - began
    return 1000 * whole, 1000 * spent


def _median(get: Get, rounds: int) -> float:
    get()
    return statistics.median(_timed(get)[0] for _round in range(rounds))


# -- the portal's own server


@contextmanager
def _portal() -> Iterator[list[int]]:
    """The server with its workers on the database of the bench; the keys of its worker processes."""
    from django.db import connection

    own = connection.settings_dict
    options = own["OPTIONS"]
    url = f"postgresql://{own['USER']}@/{own['NAME']}?host={own['HOST']}&passfile={options.get('passfile', '')}"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "bench.settings", "DATABASE_URL": url}
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(PORT),
        "--workers", str(WORKERS), "--blocking-threads", "1", "qcdc_portal.wsgi:application",
    ]  # fmt: skip
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_until_it_answers(server)
        yield _children(server.pid)
    finally:
        server.terminate()
        server.wait(20)


def _wait_until_it_answers(server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if _ask("/healthz", "")[0] == 200:
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError("the portal did not start")


def _ask(path: str, session: str, timeout: float = 60) -> tuple[int, str, str]:
    """Status, kind and text of a page."""
    asked = HTTPConnection("127.0.0.1", PORT, timeout=timeout)
    try:
        asked.request("GET", path, headers={"Cookie": f"sessionid={session}"})
        answer = asked.getresponse()
        kind = answer.getheader("Content-Type", "")
        return answer.status, kind, answer.read().decode("utf-8", "replace")
    finally:
        asked.close()


def _eight_readers(session: str, url: str) -> tuple[list[float], float]:
    """How long each visit took, in milliseconds, and the seconds of all together."""
    waits: list[float] = []

    def read() -> None:
        for _visit in range(VISITS):
            began = time.perf_counter()
            status, _kind, _text = _ask(url, session)
            if status != 200:
                raise AssertionError(f"{url}: {status}")
            waits.append(1000 * (time.perf_counter() - began))

    _ask(url, session)  # both workers import what they need before the clock runs
    _ask(url, session)
    readers = [threading.Thread(target=read) for _reader in range(READERS)]
    began = time.perf_counter()
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    if len(waits) != READERS * VISITS:
        raise AssertionError(f"{READERS * VISITS - len(waits)} visits failed")
    return waits, time.perf_counter() - began


def _opened(session: str) -> int:
    """Opens the pages that the menu leads to and the pages that these lead to, one of each form; how many."""
    waiting, seen, forms = ["/"], set[str](), set[str]()
    opened = 0
    while waiting and opened < MOST_PAGES:
        path = waiting.pop(0)
        status, kind, text = _ask(path, session)
        opened += 1
        if status != 200 or not kind.startswith("text/html"):
            continue
        for link in re.findall(r'href="(/[^"#]*)"', text):
            form = re.sub(r"[0-9]+", "0", link.partition("?")[0])
            if link in seen or form in forms or link.startswith(("/static/", "/accounts/logout")):
                continue
            seen.add(link)
            forms.add(form)
            waiting.append(link.replace("&amp;", "&"))
    return opened


def _children(parent: int) -> list[int]:
    """Worker processes of a server."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        words = status.read_text() if status.exists() else ""
        if re.search(rf"^PPid:\s+{parent}$", words, re.MULTILINE):
            found.append(int(status.parent.name))
    return found or [parent]


def _megabytes(process: int) -> float:
    """The most memory that a process ever held."""
    words = Path(f"/proc/{process}/status").read_text()
    return int(re.findall(r"^VmHWM:\s+([0-9]+) kB$", words, re.MULTILINE)[0]) / 1024


def _centile(values: list[float], part: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * part // 100)]
