"""A list as a file holds its rows, no more, and says what it is."""

import csv
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from common import list_files
from organizations.enums import Role
from steering.models import DirectingPaper, PaperKind
from steering.services import directing
from steering.services.directing import PaperFacts
from tests.factories.accounts import UserFactory
from tests.factories.organizations import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune():
    return UnitFactory(code="xa-a", name="Vân Khê")


@pytest.fixture
def clerk(commune):
    client = Client()
    client.force_login(UserFactory(member_of=commune, role=Role.CLERK))
    return client


@pytest.fixture
def papers(commune, clerk):
    kind = PaperKind.objects.get(code="chi-thi")
    user = UserFactory(member_of=commune, role=Role.CLERK)
    return [
        directing.register_paper(
            unit=commune,
            facts=PaperFacts(
                kind=kind, issuer_text="Ban Bí thư", symbol=f"{number:02}-CT/TW", issued_on=date(2026, 3, number),
                subject=subject,
            ),
            by=user,
        )
        for number, subject in ((1, "=1+1"), (2, "Về dân chủ ở cơ sở"))
    ]  # fmt: skip


def address(commune):
    return f"{reverse('steering:papers')}?don-vi={commune.code}"


def test_the_workbook_holds_the_rows_with_dates_as_dates(commune, clerk, papers):
    answer = clerk.get(f"{address(commune)}&tep=xlsx")

    book = openpyxl.load_workbook(BytesIO(answer.content))
    rows = list(book.worksheets[0].values)
    assert len(rows) == 1 + DirectingPaper.objects.count()
    cell = book.worksheets[0].cell(3, rows[0].index("Trích yếu") + 1)
    assert cell.value == "=1+1"
    assert cell.data_type == "s"
    assert book.worksheets[0].cell(2, rows[0].index("Ngày ban hành") + 1).is_date
    facts = dict(row for row in book.worksheets[1].values)
    assert facts["Số dòng"] == "2"
    assert facts["Đơn vị"] == "xã Vân Khê"


def test_in_csv_a_formula_is_shown_and_not_calculated(commune, clerk, papers):
    answer = clerk.get(f"{address(commune)}&tep=csv")

    lines = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert any("'=1+1" in line for line in lines)
    assert any("02/03/2026" in line for line in lines)


def test_the_filter_of_the_list_is_the_filter_of_the_file(commune, clerk, papers):
    answer = clerk.get(f"{address(commune)}&q=dan+chu&tep=csv")

    assert "Về dân chủ ở cơ sở" in answer.content.decode()
    assert "=1+1" not in answer.content.decode()
    assert "dan chu" in answer.content.decode()


def test_a_list_that_is_too_long_says_so_on_its_page(monkeypatch, commune, clerk, papers):
    monkeypatch.setattr(list_files, "MOST_ROWS", 1)

    answer = clerk.get(f"{address(commune)}&tep=csv")

    assert answer.status_code == 302
    assert "tep" not in answer.url
    assert "Lọc hẹp lại" in str(next(iter(get_messages(answer.wsgi_request))))


def test_an_unknown_sort_of_file_is_the_page(commune, clerk, papers):
    assert clerk.get(f"{address(commune)}&tep=exe")["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    "name",
    [
        "steering:papers", "steering:implementations", "steering:regulations", "disclosures:list",
        "disclosures:compliance", "community:decisions", "community:consultations", "community:elections",
        "community:contributions", "community:mediation_reports", "community:mediation_teams", "movements:programmes",
        "movements:contents", "movements:movements", "movements:models", "movements:commendations",
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_empty_list_is_a_file_with_its_heads(commune, clerk, name, kind):
    answer = clerk.get(reverse(name), {"don-vi": commune.code, "tep": kind})

    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith(f'.{kind}"')
