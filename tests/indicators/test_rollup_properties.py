"""Whatever became of the map, a roll-up equals a naive sum that follows every figure on its own, in both views.

The naive model reads placements, names and successions alone; it knows neither the derived tables nor a statement.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

import hypothesis.strategies as st
import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings

from common import clock
from common.errors import Refused
from indicators.completeness import completeness
from indicators.enums import SENT_UP, SubmissionState
from indicators.models import Submission, Value
from indicators.rollup import View, roll_up
from organizations import services
from organizations.models import Placement, Unit, UnitLevel, UnitName, UnitSuccession
from organizations.services import NewUnit, Part
from tests.factories.figures import IndicatorFactory
from tests.factories.indicators import FormFactory, LineFactory, WindowFactory
from tests.factories.organizations import UnitLevelFactory
from tests.organizations.places import Country, build_country

pytestmark = pytest.mark.django_db

FIRST = date(2019, 4, 1)
WINDOWS = ("2019-Y", "2019-Q1", "2020-H2", "2021-Y")
STATES = (SubmissionState.ACCEPTED, SubmissionState.LOCKED, SubmissionState.DRAFT, SubmissionState.RETURNED)
NUMBERS = (None, Decimal(0), Decimal(7), Decimal(13))
PARTS = ((None, None), (Decimal(1), Decimal(3)), (Decimal(4), Decimal(5)))
SHARES = ((None, None), (None, None), (Decimal("0.25"), Decimal("0.75")), (Decimal("0.5"), Decimal("0.5")))


@dataclass
class Land:
    """A province with two districts of three communes, each with a village; forms for every level."""

    country: Country
    forms: dict[str, object] = field(default_factory=dict)


@pytest.fixture(scope="module")
def land(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        country = build_country()
        country.unit("hai-ha", "huyen", "Hải Hà", "quang-ninh")
        for number, district in enumerate(("dam-ha", "hai-ha", "hai-ha", "hai-ha")):
            country.unit(f"xa-{number}", "xa", f"Xã {number}", district)
            country.unit(f"thon-{number}", "thon", f"Thôn {number}", f"xa-{number}")
        land, body = Land(country), country.body("ubnd-quang-ninh", "quang-ninh")
        count, ratio = IndicatorFactory(code="kien-nghi"), IndicatorFactory(code="dat-chuan", ratio=True)
        for level in ("district", "commune", "village"):
            form = FormFactory(issuer=body, level=UnitLevelFactory(code=level), spans=["quarter", "half", "year"])
            for indicator in (count, ratio):
                LineFactory(version=form.versions.get(), indicator=indicator)
            land.forms[level] = form
        for code in WINDOWS:
            WindowFactory(code=code)
        yield land
        transaction.set_rollback(True)


class Naive:
    """The map from its truth alone, read once."""

    def __init__(self) -> None:
        self.life = {unit.pk: unit.valid for unit in Unit.objects.all()}
        self.placed, self.named, self.taken = defaultdict(list), defaultdict(list), defaultdict(list)
        for row in Placement.objects.all():
            self.placed[row.unit_id].append(row)
        for row in UnitName.objects.select_related("kind__level"):
            self.named[row.unit_id].append(row)
        for row in UnitSuccession.objects.all():
            self.taken[row.predecessor_id].append(row)

    def line(self, unit: int, day: date) -> set[int]:
        """The unit and everything above it on the day."""
        row = next((row for row in self.placed[unit] if day in row.valid), None)
        if row is None:
            return set()
        return {unit} | (self.line(row.parent_id, day) if row.parent_id else set())

    def anchor(self, unit: int, window) -> date | None:
        life = self.life[unit]
        last = window.end if life.upper is None else min(window.end, life.upper - timedelta(days=1))
        return last if max(life.lower, window.start) <= last else None

    def owes(self, unit: int, form, window) -> bool:
        day = self.anchor(unit, window)
        if day is None:
            return False
        kind = next(row.kind for row in self.named[unit] if day in row.valid)
        return kind.level == form.level and form.issuer.unit_id in self.line(unit, day)

    def next(self, unit: int) -> list[tuple[int, Decimal | None]]:
        """Who took over, and without successors the unit that it last stood under."""
        if self.taken[unit]:
            return [(row.successor_id, row.share) for row in self.taken[unit]]
        end = self.life[unit].upper - timedelta(days=1)
        return [(row.parent_id, Decimal(1)) for row in self.placed[unit] if end in row.valid and row.parent_id]

    def pieces(self, unit: int, day: date) -> list[tuple[Decimal, set[int]]]:
        """Parts of a unit's figures, each with the units among which it is not divided any further."""
        if self.life[unit].upper is None or self.life[unit].upper > day:
            return [(Decimal(1), {unit})]
        after = self.next(unit)
        if any(share is None for _unit, share in after):
            return [(Decimal(1), set().union(*(self.ends(one, day) for one, _share in after)))]
        return [(share * part, places) for one, share in after for part, places in self.pieces(one, day)]

    def ends(self, unit: int, day: date) -> set[int]:
        if self.life[unit].upper is None or self.life[unit].upper > day:
            return {unit}
        return set().union(*(self.ends(one, day) for one, _share in self.next(unit)))

    def weight(self, unit: int, above: int, window, day: date | None) -> tuple[Decimal, bool]:
        """Which part of a unit's figures counts under another one, and whether some of it could not be divided."""
        if day is None:
            return Decimal(above in self.line(unit, self.anchor(unit, window))), False
        weight, undivided = Decimal(0), False
        for part, places in self.pieces(unit, day):
            inside = {place for place in places if above in self.line(place, day)}
            if inside == places:
                weight += part
            elif inside:
                undivided = True
        return weight, undivided


def change(land: Land, data, on: date) -> None:
    """One change of the map, if the rules allow it."""
    country = land.country
    verb = data.draw(st.sampled_from(["split", "merge", "split", "merge", "split", "move", "begin", "end", "abolish"]))
    level = data.draw(st.sampled_from(["commune", "commune", "commune", "commune", "district", "village"]))
    found = Unit.objects.filter(kind__level__code=level, valid__endswith=None)
    units = list(found.select_related("kind__level").order_by("pk"))
    if len(units) < 3:
        return
    first, second, third = (units[index] for index in data.draw(st.permutations(range(len(units))))[:3])
    act = {"on": on, "act": country.act, "by": country.admin}
    try:
        with transaction.atomic():
            if verb == "merge":
                new = NewUnit(first.kind, "Mới", first.parent_on(on))
                services.merge_units(predecessors=[first, second], into=data.draw(st.sampled_from([third, new])), **act)
            elif verb == "split":
                shares, children = data.draw(st.sampled_from(SHARES)), list(first.children_on(on))
                cut = data.draw(st.integers(0, len(children)))
                parts = [Part(second, children[:cut], shares[0]), Part(third, children[cut:], shares[1])]
                services.split_unit(unit=first, parts=parts, **act)
            elif verb == "move":
                services.move_unit(unit=first, new_parent=second.parent_on(on), **act)
            elif verb == "begin":
                services.create_unit(kind=first.kind, name="Mới", parent=first.parent_on(on), **act)
            elif verb == "end":
                services.end_unit(unit=first, **act)
            else:
                services.abolish_level(level=UnitLevel.objects.get(code="district"), **act)
    except Refused:
        return


def report(naive: Naive, form, window, data) -> dict[int, tuple]:
    """Some units send something: by unit the state, the number and the parts."""
    said, version = {}, form.versions.get()
    for unit in sorted(unit for unit in naive.life if naive.owes(unit, form, window)):
        state = data.draw(st.sampled_from((*STATES, None)))
        if state is not None:
            said[unit] = state, data.draw(st.sampled_from(NUMBERS)), data.draw(st.sampled_from(PARTS))
    sent = Submission.objects.bulk_create(
        Submission(
            form=form, version=version, window=window, unit_id=unit, body=form.issuer, state=state,
            due_on=window.due_on, first_sent_on=window.due_on, sent_on=window.due_on,
        )
        for unit, (state, _number, _parts) in said.items()
    )  # fmt: skip
    count, ratio = (line.indicator for line in version.lines.select_related("indicator"))
    for one in sent:
        _state, number, (part, whole) = said[one.unit_id]
        common = {"submission": one, "window": window, "unit_id": one.unit_id}
        common |= {"typed_by": version.published_by, "typed_at": version.published_at}
        missing = "mất sổ" if number is None else ""
        Value.objects.bulk_create([
            Value(indicator=count, number=number, missing=missing, **common),
            Value(indicator=ratio, part=part, whole=whole, **common),
        ])  # fmt: skip
    return said


def naive_sum(numbers) -> Decimal | None:
    given = [number * weight for number, weight in numbers if number is not None]
    return sum(given, Decimal(0)) if given else None


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_roll_up_equals_brute_force(land, data):
    with transaction.atomic():
        for step in range(data.draw(st.integers(2, 7))):
            change(land, data, FIRST + timedelta(days=170 * step))
        form = land.forms[data.draw(st.sampled_from(["commune", "commune", "commune", "village", "district"]))]
        window = WindowFactory(code=data.draw(st.sampled_from(WINDOWS)))
        naive = Naive()
        said = report(naive, form, window, data)
        days = [clock.today(), window.end + timedelta(days=400), window.end + timedelta(days=1500), window.end]
        restated = data.draw(st.sampled_from(days))
        unapproved, third = data.draw(st.booleans()), data.draw(st.integers(0, 2))
        for day in (None, restated):
            for unit in Unit.objects.order_by("pk")[third::3]:
                compare(naive, form, window, said, unit, day, unapproved)
        transaction.set_rollback(True)


def compare(naive: Naive, form, window, said, unit, day, unapproved) -> None:
    view = View.RESTATED if day else View.THEN
    found = roll_up(form, window, unit, view=view, on=day, unapproved=unapproved)

    weights = {one: naive.weight(one, unit.pk, window, day) for one in naive.life if naive.owes(one, form, window)}
    counted = {one: both for one, both in weights.items() if both != (0, False)}
    assert {one.unit_id: (one.weight, one.undivided) for one in found.units} == counted
    if day is None:
        (column,) = completeness(form, [window], unit).totals
        assert (column.expected, column.sent) == (len(counted), sum(one.is_sent for one in found.units))
    if any(undivided for _weight, undivided in counted.values()):
        event("a figure could not be divided")
    added = {
        one: weight for one, (weight, _undivided) in counted.items()
        if weight and one in said and (unapproved or said[one][0] in SENT_UP)
    }  # fmt: skip
    assert {one.unit_id for one in found.added} == set(added)
    count, ratio = (line.indicator for line in form.versions.get().lines.select_related("indicator"))
    total, share = found.total(count), found.total(ratio)
    assert total.number == naive_sum([(said[one][1], weight) for one, weight in added.items()])
    assert share.part == naive_sum([(said[one][2][0], weight) for one, weight in added.items()])
    assert share.whole == naive_sum([(said[one][2][1], weight) for one, weight in added.items()])
    assert set(total.zero) == {one for one in added if said[one][1] == 0}
    assert set(total.missing) == {one for one in added if said[one][1] is None}
    assert total.given == sum(said[one][1] is not None for one in added)
