"""What the database refuses whoever writes: rules over several rows, looked at when the transaction ends."""

from datetime import date

import pytest
from django.db import IntegrityError, connection

from organizations.models import BodySuccession, Placement, Unit, UnitName, UnitSuccession
from organizations.timeline import days
from tests.factories.organizations import BodyFactory, LegalActFactory, UnitFactory

pytestmark = pytest.mark.django_db
START, END = date(2000, 1, 1), date(2020, 1, 1)


def refused(says: str) -> None:
    with pytest.raises(IntegrityError, match=says):
        connection.check_constraints()


@pytest.fixture
def province():
    return UnitFactory(kind__code="tinh")


@pytest.fixture
def commune(province):
    return UnitFactory(parent=province)


@pytest.mark.parametrize("table", [Placement, UnitName])
@pytest.mark.parametrize("valid", [days(START, END), days(date(2001, 1, 1)), days(date(1999, 1, 1))])
def test_places_and_names_fill_the_life_of_a_unit(province, table, valid):
    table.objects.filter(unit=province).update(valid=valid)

    refused("phủ kín thời gian tồn tại")


@pytest.mark.parametrize("table", [Placement, UnitName])
def test_a_gap_is_refused(commune, table):
    row = table.objects.get(unit=commune)
    table.objects.filter(pk=row.pk).update(valid=days(START, date(2010, 1, 1)))
    row.pk, row.valid = None, days(date(2010, 1, 2))
    row.save()

    refused("phủ kín thời gian tồn tại")


def test_deleting_a_placement_leaves_a_gap(commune):
    Placement.objects.filter(unit=commune).delete()

    refused("phủ kín thời gian tồn tại")


def test_a_unit_does_not_outlive_its_parent(province, commune):
    rows = Placement.objects.filter(unit=province), UnitName.objects.filter(unit=province)
    for table in rows:
        table.update(valid=days(START, END))
    Unit.objects.filter(pk=province.pk).update(valid=days(START, END), ending_act=LegalActFactory())

    refused("Đơn vị cấp trên phải tồn tại")


def test_a_parent_is_alive_as_long_as_anything_stands_under_it(commune):
    young = UnitFactory(valid=days(END))
    Placement.objects.filter(unit=commune).update(parent=young)

    refused("Đơn vị cấp trên phải tồn tại")


def test_a_circle_is_refused(province, commune):
    Placement.objects.filter(unit=province).update(parent=commune)

    refused("đơn vị cấp dưới của chính nó")


def test_two_parents_on_one_day_are_refused_at_once(commune, province):
    with pytest.raises(IntegrityError, match="unit_one_parent"):
        Placement.objects.create(unit=commune, parent=province, valid=days(END), act=commune.founding_act)


def test_a_body_lives_within_its_unit(commune):
    BodyFactory(unit=commune, valid=days(date(1990, 1, 1)))

    refused("Cơ quan chỉ tồn tại trong thời gian đơn vị tồn tại")


def test_a_living_unit_has_no_successor(commune):
    other = UnitFactory()
    UnitSuccession.objects.create(predecessor=commune, successor=other, on=END, act=LegalActFactory())

    refused("Kế thừa bắt đầu đúng ngày đơn vị trước chấm dứt")


def test_a_living_body_has_no_successor():
    old, new = BodyFactory(), BodyFactory()
    BodySuccession.objects.create(predecessor=old, successor=new, on=END, act=LegalActFactory())

    refused("Kế thừa bắt đầu sau khi cơ quan trước chấm dứt")
