"""Quảng Lợi into Quảng Tân on 01/01/2020, the splits of 2025 and the end of the district level."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from common.errors import Refused
from organizations import roles, services
from organizations.enums import Role
from organizations.models import Ancestry, BodyHeir, Reach, Unit, UnitHeir, UnitLevel
from organizations.services import NewUnit, Part
from tests.factories.accounts import UserFactory

NEW_YEAR = date(2020, 1, 1)
JULY = date(2025, 7, 1)


def below(unit: Unit, day: date) -> set[str]:
    rows = Ancestry.objects.filter(ancestor=unit, valid__contains=day, depth__gt=0)
    return set(rows.values_list("descendant__code", flat=True))


def reached(unit: Unit) -> set[str]:
    return set(Reach.objects.filter(source=unit).values_list("target__code", flat=True))


def heirs(unit: Unit) -> set[str]:
    return set(UnitHeir.objects.filter(unit=unit).values_list("heir__code", flat=True))


def test_the_tree_of_2019_still_shows_a_commune_merged_in_2020(country):
    country.merge("quang-loi", "quang-tan", NEW_YEAR)

    assert below(country["dam-ha"], date(2019, 12, 31)) == {"quang-loi", "quang-tan", "an-loi"}
    assert below(country["dam-ha"], NEW_YEAR) == {"quang-tan", "an-loi"}
    assert country["quang-loi"].last_day == date(2019, 12, 31)
    assert country["quang-loi"].label == "xã Quảng Lợi (đến 31/12/2019)"


def test_the_successor_reaches_the_predecessor_and_is_its_heir(country):
    country.merge("quang-loi", "quang-tan", NEW_YEAR)

    assert reached(country["quang-tan"]) == {"quang-tan", "quang-loi", "an-loi"}
    assert reached(country["quang-loi"]) == {"quang-loi"}
    assert heirs(country["quang-loi"]) == {"quang-loi", "quang-tan"}
    assert reached(country["dam-ha"]) >= {"quang-loi", "quang-tan", "an-loi"}


def test_villages_follow_into_the_merged_commune(country):
    country.merge("quang-loi", "quang-tan", NEW_YEAR)

    village = country["an-loi"]
    assert village.parent_on(date(2019, 12, 31)) == country["quang-loi"]
    assert village.parent_on(NEW_YEAR) == country["quang-tan"]


def test_people_of_the_successor_hold_their_role_at_the_predecessor_too(country):
    old = country.body("ubnd-quang-loi", "quang-loi")
    new = country.body("ubnd-quang-tan", "quang-tan")
    clerk = UserFactory(member_of=country["quang-tan"], role=Role.CLERK)

    country.merge("quang-loi", "quang-tan", NEW_YEAR)

    assert roles.at_unit(clerk, country["quang-loi"].pk) == {Role.CLERK}
    assert roles.at_body(clerk, old) == {Role.CLERK}
    assert set(BodyHeir.objects.filter(body=old).values_list("heir", flat=True)) == {old.pk, new.pk}


def test_roles_end_with_the_unit(country):
    leader = UserFactory(member_of=country["quang-loi"], role=Role.LEADER)

    country.merge("quang-loi", "quang-tan", NEW_YEAR)

    assert roles.at_unit(leader, country["quang-loi"].pk) == frozenset()


def test_people_may_follow_into_the_successor(country):
    old = country.body("ubnd-quang-loi", "quang-loi")
    new = country.body("ubnd-quang-tan", "quang-tan")
    leader = UserFactory(member_of=old, role=Role.LEADER)

    country.merge("quang-loi", "quang-tan", NEW_YEAR, people_follow=True)

    assert roles.at_body(leader, new) == {Role.LEADER}


def test_a_merger_entered_in_advance_takes_effect_on_its_day(country, time_machine):
    day = date(2031, 1, 1)
    time_machine.move_to("2030-12-31 12:00+07:00")
    country.merge("quang-loi", "quang-tan", day)
    assert "quang-loi" not in reached(country["quang-tan"])
    assert country["quang-loi"].label == "xã Quảng Lợi"

    time_machine.move_to("2031-01-01 00:05+07:00")
    from organizations.tasks import refresh_reach

    refresh_reach()

    assert "quang-loi" in reached(country["quang-tan"])
    assert heirs(country["quang-loi"]) == {"quang-loi", "quang-tan"}


def test_several_units_merge_into_a_new_one(country):
    country.unit("tan-binh", "xa", "Tân Bình", "dam-ha")
    kind = country.kind("xa")

    new = services.merge_units(
        predecessors=[country["quang-loi"], country["tan-binh"]],
        into=NewUnit(kind, "Quảng Tân", country["dam-ha"]),
        on=JULY,
        act=country.act,
        by=country.admin,
    )

    assert new.code == "quang-tan-2"
    assert reached(new) == {"quang-tan-2", "quang-loi", "tan-binh", "an-loi"}


@pytest.fixture
def split_ward(country):
    """Cự Khối of Long Biên: residential groups 1 and 2 go to one new ward, 3 to another."""
    country.unit("ha-noi", "tinh", "Hà Nội", None)
    country.unit("long-bien", "huyen", "Long Biên", "ha-noi")
    country.unit("cu-khoi", "phuong", "Cự Khối", "long-bien")
    for number in (1, 2, 3):
        country.unit(f"to-{number}", "thon", f"Tổ dân phố {number}", "cu-khoi")
    country.unit("long-bien-moi", "phuong", "Long Biên", "ha-noi", on=JULY)
    country.unit("bo-de", "phuong", "Bồ Đề", "ha-noi", on=JULY)
    return country


def split(country, **changes):
    values = {"first": ("to-1", "to-2"), "second": ("to-3",), "shares": (None, None), **changes}
    parts = [
        Part(country["long-bien-moi"], [country[code] for code in values["first"]], values["shares"][0]),
        Part(country["bo-de"], [country[code] for code in values["second"]], values["shares"][1]),
    ]
    return services.split_unit(unit=country["cu-khoi"], parts=parts, on=JULY, act=country.act, by=country.admin)


def test_a_split_by_territory_takes_the_residential_groups_along(split_ward):
    split(split_ward)

    assert split_ward["to-1"].parent_on(JULY) == split_ward["long-bien-moi"]
    assert split_ward["to-3"].parent_on(JULY) == split_ward["bo-de"]
    assert below(split_ward["cu-khoi"], JULY - timedelta(days=1)) == {"to-1", "to-2", "to-3"}


def test_each_successor_of_a_split_reads_all_of_the_predecessor(split_ward):
    split(split_ward)

    assert reached(split_ward["bo-de"]) == {"bo-de", "cu-khoi", "to-3"}
    assert reached(split_ward["long-bien-moi"]) == {"long-bien-moi", "cu-khoi", "to-1", "to-2"}
    assert heirs(split_ward["cu-khoi"]) == {"cu-khoi", "long-bien-moi", "bo-de"}


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"second": ()}, "children", "Chưa ghi theo đơn vị nào: thôn Tổ dân phố 3"),
        ({"second": ("to-3", "to-1")}, "children", "chỉ theo một đơn vị"),
        ({"second": ("to-3", "an-loi")}, "children", "không thuộc đơn vị được chia"),
        ({"shares": (Decimal("0.5"), None)}, "share", "cộng lại bằng 1"),
        ({"shares": (Decimal("0.5"), Decimal("0.6"))}, "share", "cộng lại bằng 1"),
    ],
)
def test_a_split_says_where_everything_goes(split_ward, changes, field, says):
    with pytest.raises(Refused, match=says) as refused:
        split(split_ward, **changes)

    assert refused.value.field == field


def test_the_district_level_ends_and_communes_stand_under_the_province(country):
    level = UnitLevel.objects.get(code="district")
    body = country.body("ubnd-dam-ha", "dam-ha")

    services.abolish_level(level=level, on=JULY, act=country.act, by=country.admin)

    assert country["quang-tan"].parent_on(JULY - timedelta(days=1)) == country["dam-ha"]
    assert country["quang-tan"].parent_on(JULY) == country["quang-ninh"]
    assert below(country["dam-ha"], JULY) == set()
    assert reached(country["quang-ninh"]) >= {"dam-ha", "quang-tan", "quang-loi", "an-loi"}
    body.refresh_from_db()
    assert body.valid.upper == JULY
    level.refresh_from_db()
    assert level.valid.upper == JULY
    with pytest.raises(Refused, match="Không có loại đơn vị"):
        country.unit("huyen-moi", "huyen", "Đầm Hà", "quang-ninh", on=JULY)


def test_a_commune_that_ended_under_a_district_stays_within_the_provinces_reach(country):
    country.merge("quang-loi", "quang-tan", NEW_YEAR)
    level = UnitLevel.objects.get(code="district")

    services.abolish_level(level=level, on=JULY, act=country.act, by=country.admin)

    assert "quang-loi" in reached(country["quang-ninh"])
    assert "quang-loi" in reached(country["quang-tan"])
