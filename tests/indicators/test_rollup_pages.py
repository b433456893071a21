"""The pages of roll-ups and completeness: what they say, what they open to, and that no address breaks them."""

from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators import links
from indicators.enums import Source
from indicators.forms.rollup import forms_at
from indicators.models import ValueSource
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.figures import IndicatorFactory
from tests.factories.indicators import FormFactory, LineFactory, SubmissionFactory, ValueFactory, WindowFactory
from tests.factories.organizations import BodyFactory, UnitFactory

pytestmark = pytest.mark.django_db

ROLLUP, COMPLETENESS = "/chi-tieu/tong-hop/", "/chi-tieu/tien-do/"


class Place:
    """A province with one form of one line, and whoever reads its pages."""

    def __init__(self):
        self.unit = UnitFactory(kind__code="tinh", name="Quảng Ninh", code="quang-ninh")
        self.body = BodyFactory(unit=self.unit)
        self.form = FormFactory(issuer=self.body, code="dan-chu")
        self.window = WindowFactory(code="2026-Q3")
        self.count = IndicatorFactory(code="kien-nghi", name_vi="Kiến nghị")
        LineFactory(version=self.form.versions.get(), indicator=self.count)
        self.client = Client()
        self.client.force_login(UserFactory(member_of=self.body, role=Role.OFFICIAL))

    def send(self, name: str, number, *, state="accepted", **value):
        unit = UnitFactory(parent=self.unit, name=name)
        sent = SubmissionFactory(form=self.form, window=self.window, unit=unit, body=self.body, state=state)
        number = None if number is None else Decimal(number)
        return ValueFactory(submission=sent, indicator=self.count, number=number, **value)

    def get(self, path: str, **asked):
        response = self.client.get(path, asked)
        assert response.status_code == 200
        return " ".join(response.content.decode().split())


@pytest.fixture
def place():
    with time_machine.travel("2026-11-23 09:00 +0700", tick=False):
        yield Place()


def test_totals_name_what_is_silent_and_open_to_units_forms_and_records(place):
    place.send("Một", 3)
    zero = place.send("Hai", 0)
    place.send("Ba", None, missing="chưa thống kê")
    place.send("Bốn", 100, state="draft")
    ValueSource.objects.create(
        value=zero, source=Source.COUNTED, query="x", number=0, url="/ho-so/dem/", taken_at="2026-10-01T00:00Z"
    )

    page = place.get(ROLLUP)

    assert "3 kiến nghị" in page
    assert "4 đơn vị phải báo cáo" in page
    assert "1 đơn vị ghi số 0" in page
    assert "1 thiếu, có lý do" in page
    assert "xã Bốn" in page
    opened = place.get(ROLLUP, **{"chi-tieu": "kien-nghi"})
    assert "chưa thống kê" in opened
    assert zero.submission.get_absolute_url() in opened
    assert "/ho-so/dem/" in opened
    assert "103 kiến nghị" in place.get(ROLLUP, **{"chua-duyet": "on"})


def test_links_of_proposals_lead_to_the_opened_total(place):
    place.send("Một", 3)

    page = place.get(links.rolled_up(place.form, place.window, place.unit, indicator=place.count))

    assert "xã Một" in page


def test_a_restated_table_says_the_day_of_its_map_and_refuses_an_older_one(place):
    place.send("Một", 3)

    assert "địa giới ngày 23/11/2026" in place.get(ROLLUP, cach="restated")
    assert "địa giới ngày 01/10/2026" in place.get(ROLLUP, cach="restated", ngay="01/10/2026")
    old = place.get(ROLLUP, cach="restated", ngay="01/01/2020")
    assert "Chọn ngày từ ngày chốt số liệu 30/09/2026 trở đi." in old
    assert 'value="01/01/2020"' in old


def test_completeness_shows_each_units_standing_and_opens_its_form(place):
    sent = place.send("Một", 3).submission
    place.send("Hai", 3, state="draft")

    page = place.get(COMPLETENESS)

    assert "đã gửi đúng hạn" in page
    assert "chưa gửi, quá hạn" in page
    assert sent.get_absolute_url() in page
    assert "1/2" in page


ODD = [
    "bieu=khong-co&ky=2026-Q3", "ky=0000-Q9", "cach=khac", "ngay=31/02/2026", "ngay=01/01/0000", "chi-tieu=khong-co",
    "ngay=31/12/9999&cach=restated", "page=99999999999", "page=x&chi-tieu=kien-nghi", "don-vi=khong-co",
    "bieu=" + "x" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("path", [ROLLUP, COMPLETENESS])
def test_no_address_breaks_a_page(place, path):
    place.send("Một", 3)

    assert {query: place.client.get(f"{path}?{query}").status_code for query in ODD} == dict.fromkeys(ODD, 200)
    assert {place.client.get(f"{path}?{name}=%00").status_code for name in ("bieu", "ngay", "chi-tieu")} == {400}


@pytest.mark.parametrize("path", [ROLLUP, COMPLETENESS])
def test_a_unit_without_forms_says_so(place, path):
    client = Client()
    client.force_login(UserFactory(member_of=UnitFactory(), role=Role.OFFICIAL))

    assert "Chưa có biểu nào" in client.get(path).content.decode()


@pytest.mark.parametrize(("path", "asked"), [(ROLLUP, {}), (ROLLUP, {"chi-tieu": "kien-nghi"}), (COMPLETENESS, {})])
def test_a_page_costs_the_same_for_few_and_for_many_units(place, path, asked):
    costs = []
    for many in (2, 40):
        for number in range(many):
            place.send(f"Xã {number}", number)
        place.get(path, **asked)
        with CaptureQueriesContext(connection) as queries:
            response = place.client.get(path, asked)
        costs.append(len([query for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]))
        assert len(response.content) < 60_000

    assert costs[0] == costs[1] <= 16


def test_nothing_of_another_province_is_added(place):
    place.send("Một", 3)
    other = UserFactory(member_of=UnitFactory(kind__code="tinh", name="Hà Nội"), role=Role.LEADER)
    client = Client()
    client.force_login(other)

    page = client.get(reverse("indicators:rollup"), {"don-vi": "quang-ninh", "bieu": "dan-chu"}).content.decode()

    assert "xã Một" not in page
    assert "3 kiến nghị" not in page


def test_windows_for_which_nothing_was_sent_down_are_nobodys_debt(place):
    place.send("Một", 3)
    WindowFactory(code="2026-Q2")

    for path in (ROLLUP, COMPLETENESS):
        assert "2026-Q2" not in place.get(path)


def test_forms_of_the_units_own_stand_first_and_those_never_sent_down_nowhere(place):
    place.send("Một", 3)
    commune = BodyFactory(unit=UnitFactory(parent=place.unit, name="Hai"))
    village = UnitFactory(kind__code="thon", parent=commune.unit)
    below, _draft = (FormFactory(issuer=commune, level=village.kind.level) for _number in range(2))
    SubmissionFactory(form=below, window=place.window, unit=village, body=commune)

    assert [form.code for form in forms_at(place.unit)] == ["dan-chu", below.code]
