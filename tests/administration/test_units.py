"""The pages of units: what they show as on a day, and every change asked for, shown and done."""

from datetime import date

import pytest
from django.urls import reverse

from organizations.enums import Role
from organizations.models import Body, Membership, Unit
from tests.factories.accounts import UserFactory
from tests.organizations.places import Country, build_country

pytestmark = pytest.mark.django_db
ACT = {"act_number": "837/NQ-UBTVQH14", "act_title": "Về việc sắp xếp đơn vị hành chính cấp xã"}
MERGER = {"into": "quang-tan", "on": "01/01/2020", **ACT}


@pytest.fixture
def country() -> Country:
    return build_country()


@pytest.fixture
def admin_client(client, country):
    """Administrator of the province, who stands above everything in it."""
    user = UserFactory(member_of=country["quang-ninh"], role=Role.UNIT_ADMIN, full_name="Lê Thị Quản")
    client.force_login(user)
    return client


def page(client, name: str, /, *args, **query) -> str:
    response = client.get(reverse(f"administration:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def send(client, name: str, /, *args, **data):
    return client.post(reverse(f"administration:{name}", args=args), data)


def test_the_list_shows_where_units_stood_on_a_day(admin_client, country):
    country.merge("quang-loi", "quang-tan", date(2020, 1, 1))

    today, then = page(admin_client, "units"), page(admin_client, "units", ngay="31/12/2019")

    assert "xã Quảng Lợi" not in today
    assert "xã Quảng Lợi" in then
    assert "tỉnh Quảng Ninh › huyện Đầm Hà" in then


@pytest.mark.parametrize("typed", ["quảng lợi", "Quang Loi", "QUANG LOI", "quang-loi", " quảng  lợi "])
def test_units_are_found_with_and_without_accents_and_by_code(admin_client, typed):
    found = page(admin_client, "units", q=typed)

    assert "xã Quảng Lợi" in found
    assert "xã Quảng Tân" not in found


def test_a_former_name_is_found_on_its_days(admin_client, country):
    from organizations import services

    services.rename_unit(
        unit=country["quang-loi"], name="Tân Lợi", on=date(2022, 1, 1), act=country.act, by=country.admin
    )

    assert "xã Quảng Lợi" in page(admin_client, "units", q="Quảng Lợi", ngay="01/01/2021")
    assert "xã Tân Lợi" in page(admin_client, "units", q="tan loi")
    assert "Không có đơn vị nào." in page(admin_client, "units", q="Quảng Lợi")


def test_the_list_narrows_by_level_and_by_the_unit_above(admin_client):
    communes = page(admin_client, "units", cap="commune")
    below = page(admin_client, "units", thuoc="quang-loi")

    assert "xã Quảng Tân" in communes
    assert "thôn An Lợi" not in communes
    assert "thôn An Lợi" in below
    assert "xã Quảng Tân" not in below


def test_an_unreadable_day_is_today(admin_client):
    assert "xã Quảng Tân" in page(admin_client, "units", ngay="hôm qua")


def test_the_page_of_a_unit_tells_its_life(admin_client, country):
    country.body("ubnd-quang-loi", "quang-loi")
    country.merge("quang-loi", "quang-tan", date(2020, 1, 1))

    then = page(admin_client, "unit", "quang-loi", ngay="01/06/2019")
    now = page(admin_client, "unit", "quang-tan")

    assert "đến 31/12/2019" in then
    assert "ubnd Quảng Lợi" in then
    assert "thôn An Lợi" in then
    assert "thôn An Lợi" in now
    assert "xã Quảng Lợi (đến 31/12/2019)" in now


def test_a_day_without_the_unit_shows_the_nearest_one(admin_client, country):
    country.merge("quang-loi", "quang-tan", date(2020, 1, 1))

    shown = page(admin_client, "unit", "quang-loi", ngay="01/01/2024")

    assert "đang xem tại ngày 31/12/2019" in shown


def test_a_merger_is_shown_before_it_is_done(admin_client, country):
    country.body("ubnd-quang-loi", "quang-loi")

    shown = send(admin_client, "unit_merge", "quang-loi", **MERGER).content.decode()

    assert "Anh/chị sáp nhập xã Quảng Lợi vào xã Quảng Tân từ ngày 01/01/2020" in shown
    assert "Anh/chị chuyển thôn An Lợi về xã Quảng Tân" in shown
    assert "Anh/chị ghi ubnd Quảng Lợi chấm dứt" in shown
    assert country["quang-loi"].ended_on is None


def test_a_confirmed_merger_is_done(admin_client, country):
    response = send(admin_client, "unit_merge", "quang-loi", **MERGER, **{"xac-nhan": "1"})

    assert response.status_code == 302
    assert country["quang-loi"].ended_on == date(2020, 1, 1)
    assert country["an-loi"].parent_on(date(2020, 1, 1)) == country["quang-tan"]


def test_a_shown_change_can_be_typed_again(admin_client, country):
    shown = send(admin_client, "unit_merge", "quang-loi", **MERGER, **{"sua-lai": "1"}).content.decode()

    assert 'value="quang-tan"' in shown
    assert "Xem trước" in shown


def test_a_merger_into_a_new_unit(admin_client, country):
    kind = country.kind("xa")
    data = {"others": "quang-tan", "new_name": "Đầm Hà", "new_kind": kind.pk, "on": "01/07/2025", **ACT}

    send(admin_client, "unit_merge", "quang-loi", **data, **{"xac-nhan": "1"})

    new = Unit.objects.get(code="dam-ha-2")
    assert set(new.predecessions.values_list("predecessor__code", flat=True)) == {"quang-loi", "quang-tan"}
    assert new.parent_on(date(2025, 7, 1)) == country["dam-ha"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"into": "quang-loi"}, "Không thể sáp nhập một đơn vị vào chính nó."),
        ({"into": "an-loi"}, "Đơn vị kế thừa không thể là đơn vị cấp dưới của đơn vị chấm dứt."),
        ({"on": "01/01/1990"}, "chỉ có từ ngày 01/01/1991"),
        ({"on": "31/02/2020"}, "Lịch không có ngày này"),
        ({"into": ""}, "Chọn đơn vị kế thừa, hoặc ghi tên đơn vị mới"),
        ({"into": "không có"}, "Không có đơn vị “không có”"),
        ({"act_number": ""}, "Chưa nhập ô này."),
        ({"act_title": ""}, "cần nhập trích yếu"),
        ({"act_issued_on": "02/01/2020"}, "Ngày có hiệu lực không thể trước ngày ban hành."),
        ({"act_title": "a\x00b"}, "Có ký tự không đọc được"),
        ({"act_title": "a" * 1_000_000}, "Tối đa 300 ký tự; đã nhập 1.000.000."),
        ({"into": "x" * 1_000_000}, "Không có đơn vị"),
        ({"new_name": "Tân Lợi"}, "chỉ một trong hai"),
    ],
)
def test_a_bad_merger_says_what_is_wrong_and_keeps_what_was_typed(admin_client, country, changes, says):
    shown = send(admin_client, "unit_merge", "quang-loi", **{**MERGER, **changes}).content.decode()

    assert says in shown
    assert "837/NQ-UBTVQH14" in shown or changes.get("act_number") == ""
    assert country["quang-loi"].ended_on is None


def test_a_unit_is_created_under_another(admin_client, country):
    data = {"kind": country.kind("thon").pk, "name": "  Tân   Hợp ", "on": "01/01/2021", **ACT}

    response = send(admin_client, "unit_create", "quang-tan", **data)

    assert response.status_code == 302
    assert Unit.objects.get(code="tan-hop").parent_on(date(2021, 1, 1)) == country["quang-tan"]


def test_a_unit_gets_another_name_and_kind(admin_client, country):
    data = {"kind": country.kind("phuong").pk, "name": "Quảng Tân", "on": "01/07/2025", **ACT}

    send(admin_client, "unit_rename", "quang-tan", **data, **{"xac-nhan": "1"})

    assert country["quang-tan"].label_on(date(2025, 6, 30)) == "xã Quảng Tân"
    assert country["quang-tan"].label_on(date(2025, 7, 1)) == "phường Quảng Tân"


def test_a_village_moves(admin_client, country):
    data = {"new_parent": "xã Quảng Tân", "on": "01/01/2018", **ACT}

    send(admin_client, "unit_move", "an-loi", **data, **{"xac-nhan": "1"})

    assert country["an-loi"].parent_on(date(2018, 1, 1)) == country["quang-tan"]


@pytest.mark.parametrize(
    ("parent", "on", "says"),
    [
        ("an-loi", "01/01/2018", "Một đơn vị không thể thuộc chính nó."),
        ("quang-loi", "01/01/2018", "Đơn vị đang thuộc xã Quảng Lợi."),
        ("quang-tan", "01/01/1991", "mỗi ngày chỉ có một đơn vị cấp trên"),
        ("quang-tan", "31/12/1990", "Đơn vị chỉ có từ ngày 01/01/1991."),
    ],
)
def test_a_bad_move_is_refused_beside_the_field(admin_client, country, parent, on, says):
    shown = send(admin_client, "unit_move", "an-loi", new_parent=parent, on=on, **ACT).content.decode()

    assert says in shown


def test_a_unit_is_split_and_its_village_follows_one_part(admin_client, country):
    child = country["an-loi"]
    data = {
        "unit_1": "quang-tan",
        "name_2": "Tân Lợi",
        "kind_2": country.kind("xa").pk,
        f"child_{child.pk}": "2",
        "on": "01/07/2025",
        **ACT,
    }

    send(admin_client, "unit_split", "quang-loi", **data, **{"xac-nhan": "1"})

    assert child.parent_on(date(2025, 7, 1)).code == "tan-loi"
    assert set(country["quang-loi"].successions.values_list("successor__code", flat=True)) == {"quang-tan", "tan-loi"}


def test_a_split_asks_where_each_village_goes(admin_client, country):
    data = {"unit_1": "quang-tan", "name_2": "Tân Lợi", "kind_2": country.kind("xa").pk, "on": "01/07/2025", **ACT}

    shown = send(admin_client, "unit_split", "quang-loi", **data).content.decode()

    assert "Chọn đơn vị kế thừa mà đơn vị này theo về." in shown


def test_a_unit_with_something_under_it_does_not_simply_end(admin_client, country):
    shown = send(admin_client, "unit_end", "quang-loi", on="01/01/2020", **ACT).content.decode()

    assert "Còn đơn vị trực thuộc: thôn An Lợi" in shown


def test_a_body_is_founded_ended_and_succeeded(admin_client, country):
    kind = country.body_kind("ubnd")
    named = {"kind": kind.pk, "name": "Ủy ban nhân dân xã Quảng Tân", "on": "01/01/2000", **ACT}
    send(admin_client, "body_create", "quang-tan", **named)
    send(admin_client, "body_create", "quang-tan", **{**named, "name": "Văn phòng Ủy ban"})
    old, new = Body.objects.order_by("pk")

    send(admin_client, "body_end", old.code, **{"on": "01/01/2020", "successors": new.pk, "xac-nhan": "1"}, **ACT)

    old.refresh_from_db()
    assert old.last_day == date(2019, 12, 31)
    assert "cho Văn phòng Ủy ban, ngày 01/01/2020" in page(admin_client, "body", old.code)


def test_the_district_level_is_abolished_by_the_system_administrator(client, country):
    client.force_login(country.admin)

    shown = send(client, "level_abolish", "district", on="01/07/2025", **ACT).content.decode()
    send(client, "level_abolish", "district", on="01/07/2025", **ACT, **{"xac-nhan": "1"})

    assert "Anh/chị ghi huyện Đầm Hà chấm dứt từ ngày 01/07/2025" in shown
    assert country["quang-tan"].parent_on(date(2025, 7, 1)) == country["quang-ninh"]


@pytest.mark.parametrize(
    ("where", "role", "code"),
    [
        ("quang-ninh", Role.UNIT_ADMIN, 200),
        ("dam-ha", Role.UNIT_ADMIN, 200),
        ("quang-loi", Role.UNIT_ADMIN, 403),
        ("quang-tan", Role.UNIT_ADMIN, 404),
        ("an-loi", Role.UNIT_ADMIN, 404),
        ("dam-ha", Role.LEADER, 403),
        ("an-loi", Role.SYSTEM_ADMIN, 200),
    ],
)
def test_only_an_administrator_from_above_opens_a_merger(client, country, where, role, code):
    client.force_login(UserFactory(member_of=country[where], role=role))

    response = client.get(reverse("administration:unit_merge", args=["quang-loi"]))

    assert response.status_code == code


def test_a_merger_with_a_unit_outside_ones_own_is_not_even_named(client, country):
    client.force_login(UserFactory(member_of=country["dam-ha"], role=Role.UNIT_ADMIN))
    country.unit("binh-lieu", "huyen", "Bình Liêu", "quang-ninh")
    country.unit("luc-hon", "xa", "Lục Hồn", "binh-lieu")

    shown = send(client, "unit_merge", "quang-loi", **{**MERGER, "into": "luc-hon"}).content.decode()

    assert "Không có đơn vị “luc-hon” trong phạm vi quản trị" in shown


def test_roles_end_with_the_merged_unit_and_the_page_says_whose(admin_client, country):
    leader = UserFactory(member_of=country["quang-loi"], role=Role.LEADER, full_name="Hoàng Văn Bình")

    shown = send(admin_client, "unit_merge", "quang-loi", **MERGER).content.decode()

    assert "Anh/chị ghi Hoàng Văn Bình thôi làm Lãnh đạo ở xã Quảng Lợi từ ngày 01/01/2020" in shown
    assert Membership.objects.get(user=leader).last_day is None


def test_pages_make_the_same_queries_for_few_and_for_many(admin_client, country, django_assert_max_num_queries):
    for number in range(30):
        country.unit(f"thon-{number}", "thon", f"Thôn {number}", "quang-tan")
        UserFactory(member_of=country["quang-tan"])
        country.body(f"to-{number}", "quang-tan", kind="to-hoa-giai")

    with django_assert_max_num_queries(4 + 6):
        page(admin_client, "units")
    with django_assert_max_num_queries(4 + 12):
        page(admin_client, "unit", "quang-tan")
