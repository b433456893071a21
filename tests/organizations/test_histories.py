"""Random histories: whatever is created, renamed, merged, moved, split or abolished in whatever order of days, no unit
has two parents or none on a day of its life, and every derived table equals a naive recomputation."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

import hypothesis.strategies as st
import pytest
from django.db import connection, transaction
from django.test import override_settings
from hypothesis import HealthCheck, event, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from common import clock
from common.errors import Refused
from organizations import services, tasks
from organizations.models import (
    Ancestry,
    Body,
    BodyHeir,
    BodyKind,
    BodySuccession,
    Placement,
    Reach,
    Unit,
    UnitHeir,
    UnitKind,
    UnitLevel,
    UnitName,
    UnitSuccession,
)
from organizations.services import NewUnit, Part
from tests.factories.accounts import UserFactory
from tests.factories.organizations import LegalActFactory

FIRST = date(2000, 1, 1)
DAYS = st.integers(0, 20).map(lambda n: date(2000 + 2 * n, 1, 1))
PICK = st.integers(0, 10_000)
LATER = st.integers(-1, 6)  # years after the last change of what a verb is about; now and then before it
BELOW = {"province": ["huyen", "quan"], "district": ["xa", "phuong"], "commune": ["thon", "ban"], "village": ["ban"]}


class Histories(RuleBasedStateMachine):
    """One installation per example, rolled back at the end."""

    clock_file: str

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)

    @initialize()
    def found(self) -> None:
        self.move_clock(date(2026, 1, 1))
        self.admin, self.act = UserFactory(), LegalActFactory()
        root = NewUnit(UnitKind.objects.get(code="tinh"), "Quảng Ninh", None)
        services.found_installation(unit=root, on=FIRST, act=self.act, admin=self.admin)
        for name in ("Đầm Hà", "Bình Liêu"):
            district = self.create("huyen", name, Unit.objects.get(kind__code="tinh"), FIRST)
            for village in ("An Lợi", "An Sơn"):
                commune = self.create("xa", "Quảng Tân", district, FIRST)
                self.create("thon", village, commune, FIRST)

    def create(self, kind: str, name: str, parent: Unit, on: date) -> Unit:
        kind_row = UnitKind.objects.get(code=kind)
        return services.create_unit(kind=kind_row, name=name, parent=parent, on=on, act=self.act, by=self.admin)

    def unit(self, pick: int, other_than: Unit | None = None, **where) -> Unit:
        """One of the units that have no end yet; rarely any unit at all."""
        units = Unit.objects.order_by("pk")
        if other_than and pick % 5:
            units = units.exclude(pk=other_than.pk)
        wanted = units.filter(**where) if pick % 7 == 0 else units.filter(valid__endswith=None, **where)
        found = list(wanted.select_related("kind__level")) or list(units.select_related("kind__level"))
        return found[pick % len(found)]

    def after(self, unit: Unit, years: int) -> date:
        """So many years after the last day on which something about the unit began."""
        begun = [row.valid.lower for rows in (unit.placements, unit.names, unit.children) for row in rows.all()]
        return date(max(begun).year + years, 7, 1)

    def move_clock(self, day: date) -> None:
        with open(self.clock_file, "w", encoding="ascii") as file:
            file.write(f"{day}T08:00")
        tasks.refresh_reach()

    def attempt(self, verb, **values) -> None:
        """A verb either does all of it or refuses and leaves everything as it was."""
        try:
            verb(act=self.act, by=self.admin, **values)
        except Refused:
            event(f"{verb.__name__} refused")
        else:
            event(f"{verb.__name__} done")

    @rule(day=DAYS)
    def days_pass(self, day):
        self.move_clock(day)

    @rule(parent=PICK, kind=PICK, years=LATER)
    def create_unit(self, parent, kind, years):
        above = self.unit(parent)
        kinds = BELOW[above.kind.level.code]
        row, on = UnitKind.objects.get(code=kinds[kind % len(kinds)]), self.after(above, years)
        self.attempt(services.create_unit, kind=row, name="Tân Bình", parent=above, on=on)

    @rule(unit=PICK, years=LATER, name=st.sampled_from(["Đồng Tâm", "Lục Hồn"]))
    def rename_unit(self, unit, years, name):
        renamed = self.unit(unit)
        self.attempt(services.rename_unit, unit=renamed, name=name, on=self.after(renamed, years))

    @rule(unit=PICK, parent=PICK, years=LATER, level=st.sampled_from(["district", "commune"]))
    def move_unit(self, unit, parent, years, level):
        below = {"district": "commune", "commune": "village"}[level]
        moved = self.unit(unit, kind__level__code=below)
        above = self.unit(parent, moved.parent_on(clock.today()), kind__level__code=level)
        self.attempt(services.move_unit, unit=moved, new_parent=above, on=self.after(moved, years))

    @rule(unit=PICK, parent=PICK, years=LATER)
    def move_unit_anywhere(self, unit, parent, years):
        moved = self.unit(unit)
        self.attempt(services.move_unit, unit=moved, new_parent=self.unit(parent), on=self.after(moved, years))

    @rule(unit=PICK, into=PICK, years=LATER, level=st.sampled_from(["district", "commune", "village"]))
    def merge_units(self, unit, into, years, level):
        ending = self.unit(unit, kind__level__code=level)
        successor = self.unit(into, ending, kind__level__code=level)
        on = self.after(ending, years)
        self.attempt(services.merge_units, predecessors=[ending], into=successor, on=on)

    @rule(unit=PICK, into=PICK, years=LATER, first=st.integers(0, 2))
    def split_unit(self, unit, into, years, first):
        whole = self.unit(unit, kind__level__code="commune")
        on = self.after(whole, years)
        children = list(whole.children_on(on))
        new = NewUnit(whole.kind, "Phần mới", whole.parent_on(on))
        parts = [
            Part(self.unit(into, whole, kind__level__code="commune"), children[:first]),
            Part(new, children[first:]),
        ]
        self.attempt(services.split_unit, unit=whole, parts=parts, on=on)

    @rule(unit=PICK, years=LATER)
    def end_unit(self, unit, years):
        ending = self.unit(unit, kind__level__code="village")
        self.attempt(services.end_unit, unit=ending, on=self.after(ending, years))

    @rule(unit=PICK, years=LATER)
    def create_body(self, unit, years):
        kind, place = BodyKind.objects.get(code="ubnd"), self.unit(unit)
        on = self.after(place, years)
        self.attempt(services.create_body, unit=place, kind=kind, name="Ủy ban nhân dân", on=on)

    @rule(chance=st.integers(0, 5))
    def abolish_districts(self, chance):
        if chance == 5:
            level = UnitLevel.objects.get(code="district")
            self.attempt(services.abolish_level, level=level, on=date(2025, 7, 1))

    @invariant()
    def the_database_agrees(self):
        connection.check_constraints()

    @invariant()
    def one_parent_and_one_name_on_every_day_of_a_life(self):
        for unit in Unit.objects.all():
            for rows in (Placement.objects.filter(unit=unit), UnitName.objects.filter(unit=unit)):
                lives = sorted((row.valid for row in rows), key=lambda life: life.lower)
                assert lives[0].lower == unit.valid.lower
                assert lives[-1].upper == unit.valid.upper
                assert all(one.upper == next_one.lower for one, next_one in pairwise(lives))

    @invariant()
    def derived_tables_equal_a_naive_recomputation(self):
        truth = Naive(clock.today())
        for day in truth.days:
            rows = Ancestry.objects.filter(valid__contains=day)
            assert set(rows.values_list("ancestor_id", "descendant_id", "depth")) == truth.ancestry(day)
        assert set(Reach.objects.values_list("source_id", "target_id")) == truth.reach()
        assert set(UnitHeir.objects.values_list("unit_id", "heir_id")) == truth.unit_heirs()
        assert set(BodyHeir.objects.values_list("body_id", "heir_id")) == truth.body_heirs()


class Naive:
    """The same in plain loops, from the rows that people entered."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.lives = dict(Unit.objects.values_list("pk", "valid"))
        self.places = list(Placement.objects.values_list("unit_id", "parent_id", "valid"))
        ends = {day for *_who, valid in self.places for day in (valid.lower, valid.upper) if day}
        self.days = sorted(ends | {day - timedelta(days=1) for day in ends} | {today})

    def parents(self, day: date) -> dict[int, int]:
        return {unit: parent for unit, parent, valid in self.places if parent and day in valid}

    def ancestry(self, day: date) -> set[tuple[int, int, int]]:
        parents, found = self.parents(day), set()
        for unit, life in self.lives.items():
            above, depth = unit if day in life else None, 0
            while above:
                found.add((above, unit, depth))
                above, depth = parents.get(above), depth + 1
        return found

    def anchors(self) -> dict[int, int]:
        """Under whom a unit counts today: its parent, or for one that is no more its last parent."""
        found = {}
        for unit, parent, valid in self.places:
            end = self.lives[unit].upper
            is_last_of_the_past = end is not None and end <= self.today and valid.upper == end
            if parent and (self.today in valid or is_last_of_the_past):
                found[unit] = parent
        return found

    def reach(self) -> set[tuple[int, int]]:
        steps = defaultdict(set)
        for unit, parent in self.anchors().items():
            steps[parent].add(unit)
        for predecessor, successor in self.successions(UnitSuccession):
            steps[successor].add(predecessor)
        return closed(self.lives, steps)

    def successions(self, model) -> list[tuple[int, int]]:
        return list(model.objects.filter(on__lte=self.today).values_list("predecessor_id", "successor_id"))

    def unit_heirs(self) -> set[tuple[int, int]]:
        return self.heirs(self.lives, UnitSuccession)

    def body_heirs(self) -> set[tuple[int, int]]:
        return self.heirs(Body.objects.values_list("pk", flat=True), BodySuccession)

    def heirs(self, keys, model) -> set[tuple[int, int]]:
        steps = defaultdict(set)
        for predecessor, successor in self.successions(model):
            steps[predecessor].add(successor)
        return closed(keys, steps)


def closed(keys, steps) -> set[tuple[int, int]]:
    """Everything that can be reached from each key, the key included."""
    found = set()
    for start in keys:
        waiting, seen = [start], {start}
        while waiting:
            for after in steps[waiting.pop()] - seen:
                seen.add(after)
                waiting.append(after)
        found |= {(start, end) for end in seen}
    return found


@pytest.mark.django_db
def test_random_histories_keep_one_parent_a_day_and_true_derived_tables(tmp_path):
    Histories.clock_file = str(tmp_path / "clock")
    patient = settings(max_examples=15, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck))

    with override_settings(QCDC_CLOCK_FILE=Histories.clock_file):
        run_state_machine_as_test(Histories, settings=patient)
