"""Quảng Lợi on 01/01/2020, and 01/07/2025 in the middle of a year: the sums of both views, worked out by hand.

Vô Ngại went to Bình Liêu and Tiên Yên without shares, so its figures stand in one piece at the province. Cự Khối went
to Long Biên (six tenths) and Bát Tràng (four tenths). Villages follow by their own placements. The districts ended
without successors, so what they sent counts where they last stood.
"""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction

from indicators.rollup import View, roll_up

from . import mergers
from .mergers import NEW_YEAR, QUARTER, YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield mergers.build()
        transaction.set_rollback(True)


# Form, window, unit, day of the map (None: as reported then): petitions (None: nothing), units not divided here.
PETITIONS = [
    ("xa", QUARTER, "quang-loi", None, 3, ()),
    ("xa", QUARTER, "quang-tan", None, 5, ()),
    ("xa", QUARTER, "dam-ha", None, 9, ()),  # 3 + 5 + 1
    ("xa", QUARTER, "binh-lieu", None, 7, ()),  # 7 + 0
    ("xa", QUARTER, "quang-ninh", None, 16, ()),
    ("xa", QUARTER, "quang-tan", NEW_YEAR, 8, ()),  # 5, and 3 of Quảng Lợi
    ("xa", QUARTER, "quang-loi", NEW_YEAR, None, ()),
    ("xa", QUARTER, "dam-ha", NEW_YEAR, 9, ()),
    ("xa", QUARTER, "quang-tan-2025", "today", 9, ()),  # 3 and 5 through Quảng Tân, 1 of Quảng An
    ("xa", QUARTER, "luc-hon-2025", "today", 0, ()),
    ("xa", QUARTER, "binh-lieu-2025", "today", None, ("vo-ngai",)),
    ("xa", QUARTER, "tien-yen-2025", "today", None, ("vo-ngai",)),
    ("xa", QUARTER, "dam-ha", "today", None, ()),
    ("xa", QUARTER, "quang-ninh", "today", 16, ()),
    ("thon", QUARTER, "quang-loi", None, 2, ()),
    ("thon", QUARTER, "vo-ngai", None, 7, ()),  # 4 + 3
    ("thon", QUARTER, "quang-tan", NEW_YEAR, 2, ()),
    ("thon", QUARTER, "quang-tan-2025", "today", 2, ()),
    ("thon", QUARTER, "binh-lieu-2025", "today", 4, ()),
    ("thon", QUARTER, "tien-yen-2025", "today", 3, ()),
    ("thon", QUARTER, "quang-ninh", "today", 9, ()),
    ("xa", YEAR, "dam-ha", None, 30, ()),  # 10 + 20, until 30/06/2025
    ("xa", YEAR, "binh-lieu", None, 70, ()),  # 30 + 40
    ("xa", YEAR, "quang-tan-2025", None, 1, ()),
    ("xa", YEAR, "quang-ninh", None, 115, ()),  # 100 before, 15 after
    ("xa", YEAR, "quang-tan-2025", "today", 31, ()),  # 10 + 20 + 1
    ("xa", YEAR, "luc-hon-2025", "today", 32, ()),
    ("xa", YEAR, "binh-lieu-2025", "today", 4, ("vo-ngai",)),
    ("xa", YEAR, "tien-yen-2025", "today", 8, ("vo-ngai",)),
    ("xa", YEAR, "quang-ninh", "today", 115, ()),
    ("thon", YEAR, "vo-ngai", None, None, ()),  # on the closing day its villages stood elsewhere
    ("thon", YEAR, "binh-lieu-2025", None, 6, ()),
    ("thon", YEAR, "tien-yen-2025", "today", 7, ()),
    ("huyen", YEAR, "dam-ha", None, 100, ()),
    ("huyen", YEAR, "quang-ninh", None, 300, ()),
    ("huyen", YEAR, "quang-ninh", "today", 300, ()),
    ("huyen", YEAR, "dam-ha", "today", None, ()),
    ("phuong", QUARTER, "cu-khoi", None, 10, ()),
    ("phuong", QUARTER, "long-bien", None, 11, ()),
    ("phuong", QUARTER, "long-bien-2025", "today", 7, ()),  # 6 of 10, and Bồ Đề
    ("phuong", QUARTER, "bat-trang-2025", "today", 4, ()),
    ("phuong", QUARTER, "ha-noi", "today", 11, ()),
]


def add_up(world, form, window, unit, on):
    view = View.RESTATED if on else View.THEN
    day = on if isinstance(on, date) else None
    return roll_up(world.forms[form], world.windows[window], world.country[unit], view=view, on=day)


@pytest.mark.parametrize(("form", "window", "unit", "on", "petitions", "undivided"), PETITIONS)
def test_petitions_of_both_views(world, form, window, unit, on, petitions, undivided):
    found = add_up(world, form, window, unit, on)

    assert found.total(world.petitions).number == petitions
    assert [world.country[code].pk for code in undivided] == [one.unit_id for one in found.undivided]


@pytest.mark.parametrize(
    ("unit", "on", "households", "standard"),
    [
        ("dam-ha", None, 110, (4, 7)),  # 1/2, 3/4, 0/1
        ("quang-ninh", None, 270, (11, 20)),
        ("quang-tan", NEW_YEAR, 100, (4, 6)),
        ("quang-tan-2025", "today", 110, (4, 7)),
        ("quang-ninh", "today", 270, (11, 20)),
    ],
)
def test_standing_figures_add_up_over_units_and_ratios_by_their_parts(world, unit, on, households, standard):
    found = add_up(world, "xa", QUARTER, unit, on)
    ratio = found.total(world.standard)

    assert found.total(world.households).number == households
    assert (ratio.part, ratio.whole) == standard
    assert ratio.number == 100 * Decimal(standard[0]) / standard[1]


def test_the_views_of_one_unit_never_disagree_above_it(world):
    """Whatever the map, the province has everything once."""
    for window in (QUARTER, YEAR):
        then = add_up(world, "xa", window, "quang-ninh", None)
        now = add_up(world, "xa", window, "quang-ninh", "today")
        assert {unit.unit_id for unit in then.units} == {unit.unit_id for unit in now.units}
        assert all(unit.weight == 1 and not unit.undivided for unit in now.units)


def test_names_are_those_of_the_anchor_day(world):
    found = add_up(world, "xa", QUARTER, "quang-ninh", "today")

    assert "xã Quảng Lợi" in {unit.label for unit in found.units}
    connection.check_constraints()
