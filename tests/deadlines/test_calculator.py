"""The page Tính thời hạn: a rule, a day, and why; everybody who is signed in may count."""

from datetime import date

import pytest
from django.urls import reverse

from deadlines.enums import RuleStatus
from deadlines.models import Rule
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import CalendarDayFactory, RuleFactory, accepted_calendar
from tests.factories.organizations import MembershipFactory, UnitFactory, days

pytestmark = pytest.mark.django_db
URL = "/thoi-han/tinh/"


@pytest.fixture
def unit():
    return UnitFactory(code="cu-khoi")


@pytest.fixture
def visit(client, unit):
    """The page as an official of the unit sees it."""
    user = UserFactory()
    MembershipFactory(user=user, unit=unit, role=Role.OFFICIAL)
    client.force_login(user)

    def get(**query: str) -> str:
        response = client.get(URL, query)
        assert response.status_code == 200
        return response.content.decode()

    return get


def test_address():
    assert reverse("deadlines:calculator") == URL


def test_rules_with_a_figure_are_chosen_from_a_list(visit):
    html = visit()

    assert '<optgroup label="Công khai ở xã">' in html
    assert '<option value="DISC-01">DISC-01 – ' in html
    assert "(đến 30/06/2026)</option>" in html
    assert 'value="DISC-04"' not in html  # "hằng quý": nothing to count
    assert "Chưa nhập" not in html


def test_answer_comes_with_its_explanation(visit):
    accepted_calendar(2024, 2024)

    html = visit(rule="DISC-01", start="24/04/2024")

    assert "Hạn cuối: thứ Bảy, 04/05/2024" in html
    assert "Luật 10/2022/QH15 Điều 12 khoản 3" in html
    assert "cần đối chiếu Luật 97/2025" in html
    assert "<caption>Tháng 4/2024</caption>" in html
    assert "tạm tính" not in html


def test_address_may_name_a_rule_as_people_type_it(visit):
    accepted_calendar(2024, 2024)

    assert "Hạn cuối: thứ Bảy, 04/05/2024" in visit(rule="disc–01", start="2024-04-24")
    assert '<option value="COMP-04/complex" selected>' in visit(rule="comp‑04/Complex")


def test_unit_in_view_counts_by_its_own_calendar_and_limit(visit, unit):
    accepted_calendar(2024, 2024)
    CalendarDayFactory(day=date(2024, 4, 25), unit=unit, name="Ngày hội xã")
    RuleFactory(
        code="DISC-01", family="commune-disclosure", unit=unit, amount=2, valid=days("2024-01-01"),
        status=RuleStatus.LOCAL, basis="Quy chế dân chủ của xã", replaces=RuleFactory(),
    )  # fmt: skip

    html = visit(rule="DISC-01", start="24/04/2024")

    assert "Hạn cuối: thứ Năm, 02/05/2024" in html
    assert "Ngày hội xã" in html
    assert "Quy chế dân chủ của xã" in html


def test_year_without_accepted_days_is_marked(visit):
    html = visit(rule="DISC-01", start="04/03/2030")

    assert "Lịch làm việc năm 2030 chưa được chấp nhận" in html


@pytest.mark.parametrize(
    ("rule", "start", "complaint"),
    [
        ("", "24/04/2024", "Chưa nhập ô này."),
        ("DISC-01", "", "Chưa nhập ô này."),
        ("DISC-99", "24/04/2024", "Không có quy định nào mang mã “DISC-99”."),
        ("DISC-01", "31/02/2024", "Lịch không có ngày này"),
        ("DISC-01", "hôm qua", "Ngày viết là ngày/tháng/năm"),
        ("DISC-01", "24/04/0000", "Lịch không có ngày này"),
        ("DISC-01", "24/04/9999", "Năm phải từ"),
        ("DISC-01", "30/06/2023", "chỉ có hiệu lực từ ngày 01/07/2023"),
        ("COMP-02", "01/07/2026", "Vào ngày 01/07/2026, áp dụng COMP-03"),
        ("DISC-04", "24/04/2024", "không ấn định số ngày"),
        ("x" * 4000, "24/04/2024", "Tối đa 60 ký tự"),
        ("<script>", "24/04/2024", "“&lt;script&gt;”"),
    ],
)
def test_bad_input_stands_beside_its_field_and_is_kept(visit, rule, start, complaint):
    html = visit(rule=rule, start=start)

    assert 'class="why"' in html
    assert complaint in html
    assert "Cách tính thời hạn" not in html
    assert not start or f'value="{start}"' in html


def test_typed_rule_that_is_not_in_the_list_stays_selected(visit):
    assert '<option value="DISC-99" selected>DISC-99</option>' in visit(rule="DISC-99", start="24/04/2024")


def test_last_day_that_may_be_typed_is_no_error(visit):
    for rule in ("VOTE-16", "COMP-08/complex", "DISC-02", "INSP-11"):
        assert "Cách tính thời hạn" in visit(rule=rule, start="31/12/2999")


def test_whoever_may_follow_limits_is_offered_to(visit, client, unit):
    accepted_calendar(2024, 2024)
    wanted = f'href="{reverse("deadlines:track")}?rule=DISC-01&amp;start=24%2F04%2F2024"'
    assert wanted in visit(rule="DISC-01", start="24/04/2024")

    auditor = UserFactory()
    MembershipFactory(user=auditor, unit=unit, role=Role.AUDITOR)
    client.force_login(auditor)

    html = visit(rule="DISC-01", start="24/04/2024")
    assert "Hạn cuối" in html
    assert reverse("deadlines:track") not in html


def test_denunciations_are_counted_but_not_offered_to_be_followed(visit):
    accepted_calendar(2024, 2024)
    code = Rule.objects.national().filter(topic="to-cao", amount__isnull=False, variant="").first().code

    html = visit(rule=code, start="24/04/2024")

    assert "Cách tính thời hạn" in html
    assert reverse("deadlines:track") not in html


def test_unit_in_view_stays_in_the_address(visit, unit):
    html = visit(rule="DISC-01", start="24/04/2024", **{"don-vi": unit.code})

    assert f'name="don-vi" value="{unit.code}"' in html
    assert f"don-vi={unit.code}" in html


def test_stranger_signs_in_first(client):
    assert client.get(URL).status_code == 302


def test_page_of_a_long_limit_is_small_and_asks_little(visit, client, django_assert_max_num_queries):
    accepted_calendar(2019, 2027)
    query = {"rule": "COMP-01", "start": "31/01/2024"}
    visit(**query)

    with django_assert_max_num_queries(4 + 12):
        response = client.get(URL, query, headers={"accept-encoding": "gzip"})

    assert len(response.content) < 25_000
