"""A commune, its council, and an office that settles; today is 02/11/2020, and nobody has asked anything yet."""

import pytest
from django.core.cache import cache

from tests.petitions.conftest import commune, council, keeper, office, settler, today  # noqa: F401


@pytest.fixture(autouse=True)
def _nobody_asked(db):
    cache.clear()
    yield
    cache.clear()
