"""What a page may cost: queries and bytes as sent, the same for 3 rows as for 100, twice what any page shows.

`pytest tests/structure/test_budgets.py -s` prints the table of pages.
"""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import brotli
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from . import crowd
from .access import TABLE, Row

FEW, MANY = 3, 60
FRAME, LIST, DETAIL = 4, 6, 12
PAGE_BYTES, FIRST_VISIT_BYTES = 25_000, 100_000
LISTS = {
    "home", "notices:inbox", "steering:tasks", "steering:committees", "conferences:list", "conferences:opinions",
    "conferences:conclusions", "documents:list", "reports:list", "reports:batches",
    "administration:units", "administration:people",
    "petitions:list", "petitions:board",
    "conferences:sessions", "deadlines:tracked_list", "letters:letters", "letters:sealed_cases",
    "letters:reception", "letters:reception_days", "letters:reception_duties", "letters:visits", "letters:cases",
    "administration:calendar", "steering:papers", "steering:implementations", "steering:programmes",
    "steering:programme_items", "steering:regulations", "steering:regulation_matrix", "steering:regulation_types",
    "movements:programmes", "movements:contents", "movements:movements", "movements:models", "movements:commendations",
    "administration:rules", "deadlines:rules", "disclosures:list", "disclosures:snap",
    "supervision:list", "supervision:recommendations", "supervision:plans", "supervision:boards",
    "supervision:monthly", "supervision:criticisms",
    "disclosures:places", "disclosures:plans", "disclosures:compliance",
    "community:decisions", "community:consultations", "community:elections",
    "community:contributions", "community:mediation", "community:mediation_reports", "community:mediation_teams",
    "petitions:referrals", "petitions:handovers", "petitions:supervisions", "petitions:imports",
    "indicators:books",
    "indicators:mine", "indicators:catalogue", "indicators:review", "indicators:forms", "indicators:windows",
}  # fmt: skip
# Files, and pages that nobody of the crowd has a record for.
NO_PAGE = {
    "attachments:download",
    "reports:file",
    "reports:chart",
    "notices:open",
    "calendar_feed",
    "administration:person_second_factor",
    "petitions:import_template",
    "petitions:import_workback",
    "petitions:export_file",
    "disclosures:proof",
    "disclosures:file",
    "supervision:monthly_paper",
    "disclosures:list_paper",
    "disclosures:list_compiled",
    "public:board_file",
    "public:report_data",
    "public:unit_data",
}
OWN_ACCOUNT = re.compile(r"^(account|mfa|socialaccount|openid)_|^(healthz|readyz|unsent)$")

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("budgets")]


def pages() -> Iterator[tuple[str, Row]]:
    """Every page about records that somebody opens, lists first."""
    for name, rows in sorted(TABLE.items(), key=lambda item: (item[0] not in LISTS, item[0])):
        for row in rows if isinstance(rows, list) else [rows]:
            if row.method == "get" and name not in NO_PAGE and not OWN_ACCOUNT.match(name):
                yield name, row


CASES = [pytest.param(name, row, id="-".join([name, *map(str, row.args)])) for name, row in pages()]


@dataclass(frozen=True)
class Cost:
    """What one page cost."""

    queries: int
    sent: int
    raw: int
    html: str
    statements: list[str]


@pytest.fixture(scope="module")
def storages(tmp_path_factory):
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    return {**settings.STORAGES, "default": files | {"OPTIONS": {"location": tmp_path_factory.mktemp("files")}}}


@pytest.fixture(autouse=True)
def _own_files(settings, storages):
    settings.STORAGES = storages


@pytest.fixture(scope="module")
def crowds(django_db_setup, django_db_blocker, storages):
    """Both communes, inside a transaction that is never committed."""
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(STORAGES=storages):
        built = {rows: crowd.build(rows) for rows in (FEW, MANY)}
        connection.check_constraints()  # once: what still waited would be checked again at the end of every test
        yield built
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def table():
    """The lines of the table of pages, printed when all of them are there."""
    lines: list[str] = []
    yield lines
    print("\n" + "\n".join([f"{'page':44} {'rows':>4} {'queries':>7} {'kB sent':>8} {'kB raw':>7}", *lines]))


def allowed(name: str) -> int:
    """How many queries the page may ask."""
    return FRAME + (LIST if name in LISTS else DETAIL)


def opened(place: crowd.Crowd, name: str, row: Row) -> Cost:
    """The page's cost on a second visit, when nothing has to be looked up for the first time."""
    url = reverse(name, args=[*place.records.get(row.record, ()), *row.args])
    client = Client(headers={"accept-encoding": "gzip, deflate, br"})
    client.force_login(place.user)
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200, f"{url} answered {response.status_code}"
    raw = gzip.decompress(response.content) if response.get("Content-Encoding") == "gzip" else response.content
    statements = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    return Cost(len(statements), len(response.content), len(raw), raw.decode(), statements)


@pytest.mark.parametrize(("name", "row"), CASES)
def test_page_keeps_its_budget(crowds, table, name, row):
    costs = {rows: opened(place, name, row) for rows, place in crowds.items()}
    label = " ".join([name, *map(str, row.args)])
    table += [
        f"{label:44} {rows:4} {c.queries:7} {c.sent / 1000:8.1f} {c.raw / 1000:7.1f}" for rows, c in costs.items()
    ]

    few, many = costs[FEW], costs[MANY]
    assert many.queries <= allowed(name), listed(many)
    assert many.queries == few.queries, f"{listed(few)}\n{listed(many)}"
    assert many.sent <= PAGE_BYTES, f"{many.sent} bytes ({many.raw} before compression)"
    assert many.sent + sum(map(sent_size, files_of(many.html))) <= FIRST_VISIT_BYTES


def listed(cost: Cost) -> str:
    return f"{cost.queries} queries:\n" + "\n".join(statement[:160] for statement in cost.statements)


def files_of(html: str) -> set[Path]:
    """Style sheets, scripts and pictures that the page names, and the fonts that its style sheets name."""
    named = re.findall(r"""(?:href|src)="(/static/[^"]+)\"""", html)
    files = {Path(settings.BASE_DIR, unquote(url).lstrip("/")) for url in named}
    sheets = [file for file in files if file.suffix == ".css"]
    inside = {
        (sheet.parent / url).resolve()
        for sheet in sheets
        for url in re.findall(r"""url\(["']?([^"')]+)["']?\)""", sheet.read_text())
        if not url.startswith("data:")
    }
    return files | inside


@cache
def sent_size(file: Path) -> int:
    """Bytes as whitenoise sends them to a browser over TLS: brotli for text, fonts as they are."""
    data = file.read_bytes()
    return len(data) if file.suffix == ".woff2" else len(brotli.compress(data))


def test_files_of_a_page_are_found(crowds):
    cost = opened(crowds[FEW], "home", Row("signed_in"))

    assert {"qcdc.css", "htmx.min.js", "be-vietnam-pro-400.woff2"} <= {file.name for file in files_of(cost.html)}
