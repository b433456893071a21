"""A commune with its Front, its People's Committee and a Party cell; the second of November 2020 unless frozen."""

from datetime import datetime

import pytest
import time_machine

from common.clock import ZONE
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.factories.supervision import cell_of, front_of, keeper_of


@pytest.fixture
def on():
    """on("2020-12-01"): from then until the end of the test it is nine in the morning of that day."""
    frozen = []

    def travel(day: str) -> None:
        while frozen:
            frozen.pop().stop()
        traveller = time_machine.travel(datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=ZONE), tick=False)
        traveller.start()
        frozen.append(traveller)

    travel("2020-11-02")
    yield travel
    while frozen:
        frozen.pop().stop()


@pytest.fixture
def ward(on):
    return UnitFactory(code="cu-khoi", name="Cự Khối", kind__code="phuong")


@pytest.fixture
def front(ward):
    return front_of(ward)


@pytest.fixture
def office(ward):
    return BodyFactory(unit=ward, name="Ủy ban nhân dân phường Cự Khối", short_name="UBND phường")


@pytest.fixture
def cell(ward):
    return cell_of(ward)


@pytest.fixture
def keeper(ward):
    return keeper_of(ward)
