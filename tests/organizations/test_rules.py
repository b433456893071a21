"""The rules of the verbs: what is refused, beside which field, and who may."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from audit.services import history
from common.errors import Refused
from organizations import roles, services
from organizations.enums import Role
from organizations.models import Unit, UnitKind
from organizations.services import NewUnit
from tests.factories.accounts import UserFactory
from tests.factories.organizations import MembershipFactory

DAY = date(2020, 1, 1)


def refused(verb, field: str, says: str, **values) -> None:
    with pytest.raises(Refused) as caught:
        verb(**values)
    assert says in str(caught.value)
    assert caught.value.field == field


class TestCreate:
    def create(self, country, **changes):
        values = {"kind": country.kind("xa"), "name": "Đồng Tâm", "parent": country["dam-ha"], "on": DAY}
        return {**values, "act": country.act, "by": country.admin, **changes}

    def test_a_unit_gets_a_code_from_its_name(self, country):
        first = services.create_unit(**self.create(country))
        second = services.create_unit(**self.create(country))

        assert (first.code, second.code) == ("dong-tam", "dong-tam-2")
        assert first.parent_on(DAY) == country["dam-ha"]
        assert history(first)[0].text == "Vũ Văn Quản lập xã Đồng Tâm từ ngày 01/01/2020 (Dữ liệu ban đầu)"

    @pytest.mark.parametrize(
        ("changes", "field", "says"),
        [
            ({"name": " \t "}, "name", "Cần có tên"),
            ({"name": "x" * 121}, "name", "dài nhất 120"),
            ({"code": "Quảng Tân"}, "code", "chữ thường không dấu"),
            ({"code": "quang-tan"}, "code", "đã dùng"),
            ({"on": date(1990, 12, 31)}, "parent", "không tồn tại trong suốt thời gian đó"),
        ],
    )
    def test_bad_values_are_refused(self, country, changes, field, says):
        refused(services.create_unit, field, says, **self.create(country, **changes))

    def test_the_kind_exists_on_the_day(self, country):
        special_zone = UnitKind.objects.get(code="dac-khu")

        refused(
            services.create_unit, "kind", "Không có loại đơn vị “đặc khu”", **self.create(country, kind=special_zone)
        )

    def test_the_parent_is_of_a_higher_level(self, country):
        values = self.create(country, parent=country["quang-tan"])

        refused(services.create_unit, "parent", "không phải cấp trên", **values)

    def test_the_parent_is_there_for_good(self, country):
        country.merge("quang-loi", "quang-tan", DAY)
        values = self.create(country, kind=country.kind("thon"), parent=country["quang-loi"], on=date(2019, 1, 1))

        refused(services.create_unit, "parent", "không tồn tại trong suốt thời gian đó", **values)

    def test_the_first_unit_is_founded_once(self, country):
        root = NewUnit(country.kind("tinh"), "Hà Nội", None)

        refused(
            services.found_installation, None, "đã có đơn vị", unit=root, on=DAY, act=country.act, admin=UserFactory()
        )


class TestRename:
    def rename(self, country, **changes):
        values = {"unit": country["quang-tan"], "name": "Tân Quảng", "on": DAY, "act": country.act}
        return {**values, "by": country.admin, **changes}

    def test_a_new_name_counts_from_its_day(self, country):
        services.rename_unit(**self.rename(country))

        unit = country["quang-tan"]
        assert unit.label == "xã Tân Quảng"
        assert unit.label_on(date(2019, 12, 31)) == "xã Quảng Tân"
        assert unit.code == "quang-tan"

    def test_a_name_in_advance_shows_on_its_day(self, country, time_machine):
        time_machine.move_to("2030-06-01 08:00+07:00")
        services.rename_unit(**self.rename(country, on=date(2031, 1, 1)))
        assert country["quang-tan"].label == "xã Quảng Tân"

        time_machine.move_to("2031-01-01 00:01+07:00")
        from organizations.tasks import refresh_reach

        refresh_reach()

        assert country["quang-tan"].label == "xã Tân Quảng"
        assert Unit.objects.filter(search_key="tan quang").exists()

    def test_a_commune_becomes_a_ward(self, country):
        services.rename_unit(**self.rename(country, name=None, kind=country.kind("phuong")))

        assert country["quang-tan"].label == "phường Quảng Tân"

    @pytest.mark.parametrize(
        ("changes", "field", "says"),
        [
            ({"name": ""}, "name", "Cần có tên"),
            ({"name": "Quảng Tân"}, "name", "không thay đổi"),
            ({"on": date(1991, 1, 1)}, "on", "không thể có hai tên"),
            ({"on": date(1990, 1, 1)}, "on", "chỉ có từ ngày"),
        ],
    )
    def test_bad_values_are_refused(self, country, changes, field, says):
        refused(services.rename_unit, field, says, **self.rename(country, **changes))

    def test_the_new_kind_is_of_the_same_level(self, country):
        refused(services.rename_unit, "kind", "cùng cấp", **self.rename(country, kind=country.kind("thon")))

    def test_a_unit_that_is_no_more_keeps_its_name(self, country):
        country.merge("quang-tan", "quang-loi", DAY)

        refused(services.rename_unit, "on", "Đơn vị đã chấm dứt", **self.rename(country, on=date(2021, 1, 1)))


class TestMoveAndEnd:
    def test_a_second_parent_on_the_same_day_is_refused(self, country):
        values = {"new_parent": country["quang-tan"], "act": country.act, "by": country.admin}
        services.move_unit(unit=country["an-loi"], on=DAY, **values)
        values["new_parent"] = country["quang-loi"]

        refused(
            services.move_unit, "on", "mỗi ngày chỉ có một đơn vị cấp trên", unit=country["an-loi"], on=DAY, **values
        )

    def test_a_move_into_the_past_leaves_later_moves(self, country):
        values = {"unit": country["an-loi"], "act": country.act, "by": country.admin}
        services.move_unit(new_parent=country["quang-tan"], on=DAY, **values)
        country.unit("tan-binh", "xa", "Tân Bình", "dam-ha")

        services.move_unit(new_parent=country["tan-binh"], on=date(2010, 1, 1), **values)

        village = country["an-loi"]
        where = [village.parent_on(date(year, 1, 1)).code for year in (2009, 2010, 2020)]
        assert where == ["quang-loi", "tan-binh", "quang-tan"]

    def test_a_parent_that_ends_before_is_refused(self, country):
        country.merge("quang-tan", "quang-loi", date(2025, 1, 1))

        refused(
            services.move_unit,
            "new_parent",
            "không tồn tại trong suốt",
            unit=country["an-loi"],
            new_parent=country["quang-tan"],
            on=DAY,
            act=country.act,
            by=country.admin,
        )

    def test_the_end_lies_after_the_start(self, country):
        refused(
            services.end_unit,
            "on",
            "không thể chấm dứt trước đó",
            unit=country["an-loi"],
            on=date(1991, 1, 1),
            act=country.act,
            by=country.admin,
        )

    def test_a_unit_ends_once(self, country):
        values = {"act": country.act, "by": country.admin}
        services.end_unit(unit=country["an-loi"], on=DAY, **values)

        refused(
            services.end_unit, "unit", "đã được ghi chấm dứt", unit=country["an-loi"], on=date(2021, 1, 1), **values
        )

    def test_an_official_code_belongs_to_one_unit_at_a_time(self, country):
        values = {"scheme": "Tổng cục Thống kê", "value": "06961", "by": country.admin}
        services.set_official_code(unit=country["quang-tan"], on=DAY, **values)

        refused(
            services.set_official_code, "value", "thuộc một đơn vị khác", unit=country["quang-loi"], on=DAY, **values
        )


class TestBodies:
    def test_a_body_lives_within_its_unit(self, country):
        values = {"kind": country.body_kind("ubnd"), "name": "UBND", "act": country.act, "by": country.admin}

        refused(
            services.create_body, "on", "Vào ngày đó không có", unit=country["quang-tan"], on=date(1980, 1, 1), **values
        )

    def test_a_body_does_not_succeed_itself(self, country):
        body = country.body("ubnd", "quang-tan")

        refused(
            services.end_body,
            "successor",
            "chính nó",
            body=body,
            on=DAY,
            act=country.act,
            by=country.admin,
            successors=[body],
        )

    def test_the_successor_belongs_where_the_records_may_be_read(self, country):
        body, other = country.body("a", "quang-tan"), country.body("b", "quang-loi")
        values = {"on": DAY, "act": country.act, "by": country.admin}

        refused(services.end_body, "successor", "cùng đơn vị", body=body, successors=[other], **values)

    def test_a_body_may_get_its_successor_later(self, country):
        old, new = country.body("a", "quang-tan"), country.body("b", "quang-tan", kind="van-phong")
        clerk = UserFactory(member_of=new, role=Role.CLERK)
        values = {"act": country.act, "by": country.admin}
        services.end_body(body=old, on=DAY, **values)
        assert roles.at_body(clerk, old) == frozenset()

        services.succeed_body(predecessor=old, successor=new, on=date(2020, 8, 1), **values)

        assert roles.at_body(clerk, old) == {Role.CLERK}

    def test_nobody_succeeds_a_living_body(self, country):
        old, new = country.body("a", "quang-tan"), country.body("b", "quang-tan")

        refused(
            services.succeed_body,
            "on",
            "chưa chấm dứt",
            predecessor=old,
            successor=new,
            on=DAY,
            act=country.act,
            by=country.admin,
        )


class TestRoles:
    def grant(self, country, **changes):
        values = {"user": UserFactory(), "unit": country["quang-tan"], "role": Role.CLERK, "on": DAY}
        return {**values, "by": country.admin, **changes}

    def test_a_role_lasts_until_its_last_day(self, country):
        membership = services.grant_role(**self.grant(country, until=date(2021, 1, 1)))

        assert membership.last_day == date(2020, 12, 31)
        assert history(membership.user)[0].text.endswith("làm Chuyên viên tổng hợp ở xã Quảng Tân từ ngày 01/01/2020")

    @pytest.mark.parametrize(
        ("changes", "field", "says"),
        [
            ({"until": DAY}, "until", "phải sau ngày bắt đầu"),
            ({"on": date(1980, 1, 1)}, "on", "không có đơn vị"),
            ({"basis": "x" * 201}, "basis", "dài nhất 200"),
        ],
    )
    def test_bad_values_are_refused(self, country, changes, field, says):
        refused(services.grant_role, field, says, **self.grant(country, **changes))

    def test_the_same_role_twice_is_refused(self, country):
        values = self.grant(country)
        services.grant_role(**values)

        refused(services.grant_role, "role", "đã giữ vai trò", **{**values, "on": date(2022, 1, 1)})

    def test_a_role_in_a_unit_that_will_end_ends_with_it(self, country):
        country.merge("quang-loi", "quang-tan", date(2025, 7, 1))

        membership = services.grant_role(**self.grant(country, unit=country["quang-loi"]))

        assert membership.last_day == date(2025, 6, 30)

    def test_nobody_gives_a_role_to_themselves(self, country):
        refused(services.grant_role, "user", "chính mình", **self.grant(country, user=country.admin))

    def test_a_closed_account_gets_no_role(self, country):
        refused(services.grant_role, "user", "đã đóng", **self.grant(country, user=UserFactory(is_active=False)))

    def test_a_body_of_another_unit_is_refused(self, country):
        body = country.body("a", "quang-loi")

        refused(services.grant_role, "body", "không thuộc đơn vị", **self.grant(country, body=body))

    def test_the_last_system_administrator_stays(self, country):
        own = country.admin.memberships.get()
        other = UserFactory()

        refused(services.end_role, "on", "cuối cùng", membership=own, on=DAY, by=country.admin)
        services.grant_role(**self.grant(country, user=other, role=Role.SYSTEM_ADMIN))
        services.end_role(membership=own, on=date(2021, 1, 1), by=other)

        own.refresh_from_db()
        assert own.last_day == date(2020, 12, 31)

    def test_the_system_administrator_outlives_the_unit(self, country):
        MembershipFactory(user=UserFactory(), unit=country["quang-loi"], role=Role.SYSTEM_ADMIN)

        country.merge("quang-loi", "quang-tan", DAY)

        assert country["quang-loi"].memberships.get().last_day is None


class TestWhoMay:
    @pytest.mark.parametrize(
        ("where", "role", "may"),
        [
            ("quang-ninh", Role.UNIT_ADMIN, True),
            ("dam-ha", Role.UNIT_ADMIN, True),
            ("quang-tan", Role.UNIT_ADMIN, False),
            ("quang-loi", Role.UNIT_ADMIN, False),
            ("dam-ha", Role.LEADER, False),
            ("an-loi", Role.SYSTEM_ADMIN, True),
        ],
    )
    def test_a_merger_needs_an_administrator_above_all_concerned(self, country, where, role, may):
        user = UserFactory(member_of=country[where], role=role)
        values = {"predecessors": [country["quang-loi"]], "into": country["quang-tan"], "on": DAY}

        if may:
            services.merge_units(act=country.act, by=user, **values)
        else:
            with pytest.raises(PermissionDenied, match="đơn vị cấp trên"):
                services.merge_units(act=country.act, by=user, **values)

        assert (country["quang-loi"].ended_on == DAY) is may

    def test_an_administrator_makes_units_below_the_own_one(self, country):
        user = UserFactory(member_of=country["quang-tan"], role=Role.UNIT_ADMIN)
        values = {"kind": country.kind("thon"), "name": "Tân Hợp", "on": DAY, "act": country.act, "by": user}

        services.create_unit(parent=country["quang-tan"], **values)
        with pytest.raises(PermissionDenied):
            services.create_unit(parent=country["quang-loi"], **values)
        with pytest.raises(PermissionDenied):
            services.create_unit(parent=None, **values)

    def test_a_unit_that_has_not_begun_is_administered_from_above(self, country):
        user = UserFactory(member_of=country["dam-ha"], role=Role.UNIT_ADMIN)
        values = {"act": country.act, "by": user}
        village = services.create_unit(
            kind=country.kind("thon"), name="Mới", parent=country["quang-tan"], on=date(2090, 1, 1), **values
        )

        services.rename_unit(unit=village, name="Tân Mới", on=date(2091, 1, 1), **values)

        assert village.names.count() == 2

    def test_only_a_system_administrator_makes_another_and_abolishes_levels(self, country):
        user = UserFactory(member_of=country["quang-ninh"], role=Role.UNIT_ADMIN)
        level = country["dam-ha"].kind.level

        with pytest.raises(PermissionDenied, match="quản trị hệ thống"):
            services.grant_role(user=UserFactory(), unit=country["dam-ha"], role=Role.SYSTEM_ADMIN, on=DAY, by=user)
        with pytest.raises(PermissionDenied, match="quản trị hệ thống"):
            services.abolish_level(level=level, on=date(2025, 7, 1), act=country.act, by=user)

    def test_roles_and_bodies_are_given_within_reach(self, country):
        user = UserFactory(member_of=country["quang-tan"], role=Role.UNIT_ADMIN)
        values = {"user": UserFactory(), "role": Role.CLERK, "on": DAY, "by": user}

        services.grant_role(unit=country["quang-tan"], **values)
        with pytest.raises(PermissionDenied, match="phân công người"):
            services.grant_role(unit=country["quang-loi"], **values)
        with pytest.raises(PermissionDenied, match="cơ quan"):
            services.create_body(
                unit=country["dam-ha"],
                kind=country.body_kind("ubnd"),
                name="UBND",
                on=DAY,
                act=country.act,
                by=user,
            )


def test_an_act_is_recorded_once(country):
    values = {"number": " 837/NQ-UBTVQH14 ", "in_force_on": DAY, "by": country.admin}
    first = services.record_act(title="Sắp xếp đơn vị hành chính", **values)

    again = services.record_act(**values)

    assert again == first
    assert first.number == "837/NQ-UBTVQH14"
