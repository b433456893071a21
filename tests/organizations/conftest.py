"""The country that several tests begin with."""

import pytest

from .places import Country, build_country


@pytest.fixture
def country(db) -> Country:
    """Quảng Ninh, Đầm Hà, two communes and a village, as in 2019."""
    return build_country()
