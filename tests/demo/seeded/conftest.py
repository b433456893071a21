"""The demo data, loaded once for the modules of this folder and taken back after them: nothing is committed."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from demo import seeding


@pytest.fixture(scope="package")
def seeded(django_db_setup, django_db_blocker) -> Iterator[list[str]]:
    """The names of the parts that were loaded. Every test of the folder works in a savepoint above them."""
    with django_db_blocker.unblock(), transaction.atomic():
        loaded = seeding.seed()
        connection.check_constraints()
        yield loaded
        transaction.set_rollback(True)
