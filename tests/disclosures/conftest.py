"""A commune's People's Committee with a board and a culture house; today is 20/11/2026."""

import pytest
import time_machine

from tests.factories.disclosures import boards_of, recorder_of
from tests.factories.organizations import BodyFactory, UnitFactory


@pytest.fixture
def today():
    with time_machine.travel("2026-11-20 09:00 +0700", tick=False):
        yield


@pytest.fixture
def committee(db):
    commune = UnitFactory(name="Vân Khê", kind__code="xa", code="van-khe")
    return BodyFactory(unit=commune, code="ubnd-van-khe")


@pytest.fixture
def boards(committee):
    return boards_of(committee)


@pytest.fixture
def clerk(committee):
    return recorder_of(committee)
