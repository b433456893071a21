"""Every record that a figure counts can be kept as text, and citizens read only what names nobody."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from common.periods import Period
from figures import registry, rows
from figures.rows import RowColumn, RowKind, written
from organizations.enums import Role
from steering.models import Task
from tests.factories.accounts import UserFactory
from tests.factories.organizations import UnitFactory
from tests.structure import crowd

pytestmark = pytest.mark.django_db

NAMES = ("Nguyễn", "Trần", "Lê ", "Đỗ ", "Phạm")
ABSENT = frozenset({"letters.letter", "letters.case"})
"""Sealed: nothing is kept of them but the count."""


def test_every_counted_record_has_rows():
    counted = registry.count_all(registry.names(), unit=UnitFactory(), window=Period.parse("2020-Y"))

    assert {one.kind for one in counted.values()} <= rows.names()


def test_rows_of_every_kind_are_drawn_in_a_few_queries_and_public_columns_name_nobody():
    crowd.build(3)
    reader = UserFactory(member_of=UnitFactory(code="xa-khac"), role=Role.LEADER)
    wrong = [(name, fault) for name in sorted(rows.names() - ABSENT) for fault in faults(name, reader)]

    assert wrong == []


def faults(name: str, reader) -> Iterator[str]:
    kind = rows.kind_of(name)
    keys = list(kind.records.order_by("pk").values_list("pk", flat=True)[:3])
    with CaptureQueriesContext(connection) as asked, override("en"):
        found = rows.rows_of(name, keys)
    if len(asked) > 2:
        yield f"{len(asked)} queries"
    if not keys or [row.key for row in found] != keys:
        yield f"{len(found)} rows of {keys}"
    public = [row.cells[place][1] for row in found for place in row.public]
    yield from (text for text in public if any(person in text for person in NAMES))
    if kind.opened_by(reader, keys):
        yield "a stranger opens them"


def test_a_kind_that_nobody_registered_is_a_mistake_and_none_is_registered_twice():
    with pytest.raises(LookupError):
        rows.rows_of("figures.fact", [1])
    with pytest.raises(ValueError, match="rows already"):
        rows.register(RowKind(label="x", records=Task.objects.all(), columns=(RowColumn("x", str),)))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "có"),
        (False, "không"),
        (date(2020, 2, 3), "03/02/2020"),
        (1234, "1.234"),
        (" a \n b ", "a b"),
    ],
)
def test_values_are_written_as_offices_write_them(value, text):
    assert written(value) == text
