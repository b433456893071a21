"""The pages of rules: the list, one rule, and the limits that units set themselves."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from deadlines import finding
from deadlines.enums import LimitUnit
from deadlines.models import Rule
from organizations import closure
from organizations.enums import Role
from organizations.timeline import days
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import OwnLimitFactory
from tests.factories.organizations import UnitFactory
from tests.support.pages import submit

pytestmark = pytest.mark.django_db

TODAY = "2026-07-20T09:00:00+07:00"
BASIS = "Quyết định 98/2025/QĐ-UBND, Điều 7"
FORM = 2  # after those of the account menu


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def units():
    province = UnitFactory(code="tinh", kind__code="tinh", name="Quảng Ninh")
    commune = UnitFactory(code="xa", name="Quảng Tân", parent=province)
    other = UnitFactory(code="xa-khac", name="Dực Yên", parent=province)
    closure.rebuild()
    return {"province": province, "commune": commune, "other": other}


@pytest.fixture
def clerk_client(client, units):
    client.force_login(UserFactory(member_of=units["commune"], role=Role.CLERK))
    return client


@pytest.fixture
def admin_client(client, units):
    client.force_login(UserFactory(member_of=units["province"], role=Role.UNIT_ADMIN))
    return client


def rules_page(client, **query) -> str:
    response = client.get(reverse("deadlines:rules"), {name.replace("_", "-"): value for name, value in query.items()})
    assert response.status_code == 200
    return response.content.decode()


def rule_page(client, code, variant="", **query) -> str:
    rule = Rule.objects.national().get(code=code, variant=variant)
    return client.get(rule.get_absolute_url(), query).content.decode()


# -- the list


def test_the_list_shows_what_is_in_force_today(clerk_client):
    shown = rules_page(clerk_client, q="thụ lý khiếu nại")

    assert "COMP-03" in shown
    assert "COMP-02" not in shown
    assert "có hiệu lực ngày 20/07/2026" in shown


@pytest.mark.parametrize(
    ("day", "codes", "missing"),
    [
        ("30/06/2026", ["COMP-02"], ["COMP-03"]),
        ("01/07/2026", ["COMP-03"], ["COMP-02"]),
        ("", ["COMP-02", "COMP-03"], []),
        ("31/02/2026", ["COMP-02", "COMP-03", "Lịch không có ngày này"], []),
    ],
)
def test_another_day_shows_what_was_in_force_then_and_an_empty_one_shows_all_times(clerk_client, day, codes, missing):
    shown = rules_page(clerk_client, q="thụ lý khiếu nại", ngay=day)

    assert all(code in shown for code in codes)
    assert not any(code in shown for code in missing)


@pytest.mark.parametrize(
    "typed", ["niêm yết liên tục", "NIEM YET LIEN TUC", "disc–02", "DISC-02", "Điều 13 khoản 2", "post without a break"]
)
def test_rules_are_found_by_code_by_words_with_and_without_accents_and_by_article(clerk_client, typed):
    shown = rules_page(clerk_client, q=typed)

    assert "Niêm yết liên tục tại trụ sở" in shown
    assert "COMP-01" not in shown


def test_topic_and_status_narrow_the_list(clerk_client):
    letters = rules_page(clerk_client, linh_vuc="to-cao")
    recalled = rules_page(clerk_client, muc="recalled")
    sure = rules_page(clerk_client, muc="verified")
    marked = rules_page(clerk_client, muc="marked")

    assert "DEN-01" in letters
    assert "DISC-01" not in letters
    assert "OLD-10" in recalled
    assert "VOTE-03" in sure
    assert "cần đối chiếu" not in sure.partition('id="ket-qua"')[2]
    assert "VOTE-03" not in marked


def test_limits_stand_in_words_with_their_article_and_what_was_not_checked(clerk_client):
    shown = " ".join(rules_page(clerk_client, q="DISC-01").split())

    assert "Chậm nhất 5 ngày làm việc" in shown
    assert "Luật 10/2022/QH15 Điều 12 khoản 3" in shown
    assert "cần đối chiếu Luật 97/2025/QH15" in shown
    assert "01/07/2023 – nay" in shown


def test_nothing_typed_breaks_the_list(clerk_client):
    for query in ({"q": "9" * 5000}, {"ngay": "0000"}, {"linh_vuc": "x"}, {"muc": "'"}, {"page": "-1"}):
        assert "Quy định về thời hạn" in rules_page(clerk_client, **query)


def test_a_list_without_a_hit_says_so(clerk_client):
    assert "Không có quy định nào khớp với bộ lọc." in rules_page(clerk_client, q="xyzzy")


def test_in_english_the_list_speaks_english_about_the_rules(clerk_client):
    clerk_client.cookies["django_language"] = "en"
    with translation.override("en"):
        shown = rules_page(clerk_client, q="DISC-04")

    assert "List what was disclosed, in what form and when" in shown
    assert "Every quarter" in shown


def test_the_own_limit_of_the_unit_in_view_stands_beside_the_general_one(clerk_client, units):
    OwnLimitFactory(unit=units["province"], amount=4)
    OwnLimitFactory(unit=units["other"], amount=2)

    shown = rules_page(clerk_client, q="DISC-01")

    assert "tỉnh Quảng Ninh: chậm nhất 4 ngày làm việc" in shown
    assert "chậm nhất 2 ngày làm việc" not in shown


# -- one rule


def test_a_rule_tells_how_it_is_counted_and_leads_to_the_calculator(clerk_client):
    shown = rule_page(clerk_client, "INSP-09")

    assert "Chậm nhất 15 ngày" in shown
    assert "ngày nhận được kiến nghị" in shown
    assert "Tính mọi ngày, kể cả thứ Bảy, Chủ nhật và ngày nghỉ lễ." in shown
    assert "Điều 148 khoản 5, chưa đối chiếu" in shown
    assert f"{reverse('deadlines:calculator')}?rule=INSP-09" in shown


@pytest.mark.parametrize(
    ("code", "said", "unsaid"),
    [
        ("DISC-01", "Chỉ tính ngày làm việc", "Điều 148"),
        ("DISC-02", "Là thời gian tối thiểu", "Điều 148"),
        ("VOTE-03", "Ngày tính được là ngày cuối cùng còn đúng quy định", "Điều 148"),
        ("SOE-03", "Tính đến ngày cùng số của tháng cuối", "Chỉ tính ngày làm việc"),
    ],
)
def test_how_it_is_counted_depends_on_its_unit_direction_and_bound(clerk_client, code, said, unsaid):
    shown = rule_page(clerk_client, code)

    assert said in shown
    assert unsaid not in shown


def test_a_rule_shows_what_came_before_and_after_it(clerk_client):
    shown = rule_page(clerk_client, "COMP-03")

    assert "COMP-02" in shown
    assert "01/07/2012 – 30/06/2026" in " ".join(shown.split())


def test_a_duty_without_a_figure_offers_no_calculation(clerk_client):
    shown = rule_page(clerk_client, "DISC-04")

    assert "Hằng quý" in shown
    assert "calculator" not in shown
    assert "?rule=DISC-04" not in shown


def test_extensions_and_doubts_are_said(clerk_client):
    shown = rule_page(clerk_client, "DEN-05", "specially-complex")

    assert "Được gia hạn 2 lần, mỗi lần không quá 30 ngày" in shown
    assert "chưa đối chiếu với văn bản sửa đổi: cần đối chiếu Luật 136/2025/QH15" in shown


def test_a_rule_names_the_own_limits_near_the_unit_in_view(clerk_client, units):
    OwnLimitFactory(unit=units["province"], amount=4)
    OwnLimitFactory(unit=units["other"], amount=2)

    shown = rule_page(clerk_client, "DISC-01")

    assert "tỉnh Quảng Ninh" in shown
    assert "xã Dực Yên" not in shown


def test_an_own_limit_names_its_basis_and_the_rule_that_it_replaces(clerk_client, units):
    own = OwnLimitFactory(unit=units["commune"], basis=BASIS)

    shown = clerk_client.get(own.get_absolute_url()).content.decode()

    assert BASIS in shown
    assert own.replaces.get_absolute_url() in shown


@pytest.mark.parametrize("pk", [0, 2**31, 2**63, 10**30])
def test_a_rule_that_is_none_is_not_found(clerk_client, pk):
    assert clerk_client.get(f"{reverse('deadlines:rules')}{pk}/").status_code == 404


# -- the units' own limits


def add_limit(client, **typed):
    fields = {"unit": "xa", "rule": "PET-22", "amount": "15", "counted_in": LimitUnit.CALENDAR_DAY, "basis": BASIS}
    return submit(client, reverse("administration:rule_add"), form=FORM, **(fields | {"on": "01/08/2026"} | typed))


def test_an_administrator_sets_and_ends_a_limit_of_a_unit(admin_client, units):
    assert add_limit(admin_client).status_code == 302
    own = Rule.objects.get(unit=units["commune"])
    assert finding.rule("PET-22", date(2026, 8, 3), units["commune"].pk) == own

    listed = admin_client.get(reverse("administration:rules")).content.decode()
    assert "Chậm nhất 15 ngày" in listed
    assert "Theo quy định của từng địa phương" in listed
    assert BASIS in listed

    submit(admin_client, reverse("administration:rule_end", args=[own.pk]), form=FORM, on="01/10/2026")
    own.refresh_from_db()
    assert own.valid == days(date(2026, 8, 1), date(2026, 10, 1))


def test_the_page_of_a_rule_leads_administrators_to_its_own_limit(admin_client):
    shown = rule_page(admin_client, "PET-22")

    url = f"{reverse('administration:rule_add')}?rule=PET-22"
    assert url in shown
    assert '<option value="PET-22" selected>' in admin_client.get(url).content.decode()


def test_others_are_not_led_there(clerk_client):
    assert reverse("administration:rule_add") not in rule_page(clerk_client, "PET-22")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"basis": ""}, "Chưa nhập ô này."),
        ({"basis": "a\x00b"}, "Có ký tự không đọc được"),
        ({"basis": "a" * 301}, "Tối đa 300 ký tự"),
        ({"amount": "0"}, "Phải từ 1 trở lên."),
        ({"amount": "99999999999999999999999999999999999"}, "Nhập một số nguyên"),
        ({"amount": "3651"}, "Không được quá 3.650."),
        ({"counted_in": "weeks"}, "weeks"),
        ({"on": "31/02/2026"}, "Lịch không có ngày này"),
        ({"on": "01/01/0000"}, "Lịch không có ngày này"),
        ({"on": "01/01/9999"}, "Năm phải từ"),
        ({"on": "01/06/2015"}, "PET-22 chỉ có hiệu lực từ ngày 01/01/2017."),
        ({"rule": "XYZ-1"}, "Không có quy định nào mang mã “XYZ-1”."),
        ({"rule": "COMP-02"}, "COMP-02 đã hết hiệu lực từ ngày 01/07/2026. Vào ngày 01/08/2026, áp dụng COMP-03."),
        ({"rule": "RPT-01", "event": ""}, "cần ghi sự kiện mà thời hạn tính từ đó"),
        ({"unit": "nowhere"}, "Không có đơn vị “nowhere” trong phạm vi quản trị của anh/chị."),
    ],
)
def test_bad_input_is_told_beside_its_field_and_nothing_is_lost(admin_client, typed, said):
    response = add_limit(admin_client, **typed)

    assert response.status_code == 200
    shown = response.content.decode()
    assert said in shown
    assert "Quyết định 98/2025" in shown or "basis" in typed
    assert not Rule.objects.filter(unit__isnull=False).exists()


def test_a_second_limit_for_the_same_time_is_refused_beside_the_day(admin_client):
    add_limit(admin_client)

    shown = add_limit(admin_client, on="01/09/2026", amount="20").content.decode()

    assert "Trong khoảng thời gian đó đơn vị đã có quy định riêng." in shown
    assert 'value="20"' in shown


def test_an_end_before_the_beginning_is_refused(admin_client, units):
    own = OwnLimitFactory(unit=units["commune"])

    response = submit(admin_client, reverse("administration:rule_end", args=[own.pk]), form=FORM, on="30/06/2023")

    assert "Ngày thôi áp dụng không được trước ngày bắt đầu (01/07/2023)." in response.content.decode()


def test_the_list_holds_the_units_that_the_person_administers(client, units):
    OwnLimitFactory(unit=units["commune"])
    OwnLimitFactory(unit=units["other"])
    client.force_login(UserFactory(member_of=units["commune"], role=Role.UNIT_ADMIN))

    listed = client.get(reverse("administration:rules")).content.decode()

    assert "xã Quảng Tân" in listed
    assert "xã Dực Yên" not in listed


def test_ended_limits_are_listed_when_they_are_asked_for(admin_client, units):
    OwnLimitFactory(unit=units["commune"], valid=days(date(2024, 1, 1), date(2025, 1, 1)))

    url = reverse("administration:rules")
    assert "Chưa đơn vị nào có hạn riêng." in admin_client.get(url).content.decode()
    assert "xã Quảng Tân" in admin_client.get(url, {"trang-thai": "da-thoi"}).content.decode()


@pytest.mark.parametrize("typed", ["quang tan", "Quảng Tân", "disc-01", "12/2023", "xa"])
def test_own_limits_are_found_by_unit_by_rule_and_by_basis(admin_client, units, typed):
    OwnLimitFactory(unit=units["commune"])
    OwnLimitFactory(unit=units["province"], replaces=Rule.objects.get(code="PET-21"), basis="Nghị quyết 5")

    listed = admin_client.get(reverse("administration:rules"), {"q": typed}).content.decode()

    assert "xã Quảng Tân" in listed
    assert "Nghị quyết 5" not in listed
