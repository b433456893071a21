"""Which models, commendations and movements a list shows. Lists, figures and papers share it, so that a number equals
its list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.urls import reverse

from common import clock
from common.periods import Period
from common.text import search_key
from organizations.models import Unit
from steering import citing

from .enums import MovementState
from .models import Commendation, ModelSpread
from .models.movements import MovementQuerySet
from .models.register import CommendationQuerySet, LocalModelQuerySet

MOVEMENT = "movements.movement"
UNCHECKED = "unchecked"
COMMENDED, TAKEN_UP, ENDED = "khen", "nhan-rong", "thoi"
MARKS = (COMMENDED, TAKEN_UP, ENDED)


@dataclass(frozen=True, kw_only=True)
class ModelFilter:
    """Every field narrows; the empty one narrows nothing."""

    words: str = ""
    kind: str = ""  # code of a MovementKind
    field: str = ""  # code of a ModelField
    level: str = ""  # code of the level of the unit that carries it out
    unit: str = ""  # code of that unit
    registered_in: Period | None = None
    check: str = ""  # a CheckResult, or UNCHECKED
    mark: str = ""  # one of MARKS
    movement: int | None = None  # key of a movement
    registrar: str = ""  # code of a body

    def apply(self, rows: LocalModelQuerySet) -> LocalModelQuerySet:
        """The models that pass."""
        if self.words:
            rows = rows.filter(search_key__contains=search_key(self.words))
        wanted: dict[str, Any] = {
            "kind__code": self.kind, "field__code": self.field, "unit__kind__level__code": self.level,
            "unit__code": self.unit, "movement": self.movement, "registrar__code": self.registrar,
        }  # fmt: skip
        rows = rows.filter(**{name: value for name, value in wanted.items() if value})
        if self.registered_in:
            rows = rows.filter(registered_on__range=(self.registered_in.start, self.registered_in.end))
        if self.check:
            rows = rows.filter(check_result="" if self.check == UNCHECKED else self.check)
        return self._by_mark(rows)

    def _by_mark(self, rows: LocalModelQuerySet) -> LocalModelQuerySet:
        if self.mark == COMMENDED:
            return rows.filter(Exists(Commendation.objects.filter(model=OuterRef("pk"))))
        if self.mark == TAKEN_UP:
            return rows.filter(Exists(ModelSpread.objects.filter(model=OuterRef("pk"))))
        return rows.filter(ended_on__isnull=False) if self.mark == ENDED else rows

    def query(self) -> dict[str, str]:
        """The same filter as names and values of an address."""
        return _given({
            "q": self.words, "loai": self.kind, "linh-vuc": self.field, "cap": self.level, "don-vi-th": self.unit,
            "ky": self.registered_in.code if self.registered_in else "", "kiem-tra": self.check, "luu-y": self.mark,
            "dot": str(self.movement or ""), "co-quan": self.registrar,
        })  # fmt: skip

    def url(self, unit: Unit | None) -> str:
        """The address of the list with this filter and the unit in view."""
        return _url("movements:models", unit, self.query())


@dataclass(frozen=True, kw_only=True)
class CommendationFilter:
    """Every field narrows; the empty one narrows nothing."""

    words: str = ""
    kind: str = ""
    honoured: str = ""  # an Honoured
    level: str = ""  # code of the level that commends
    unit: str = ""  # code of the unit of who is commended
    decided_in: Period | None = None
    registrar: str = ""

    def apply(self, rows: CommendationQuerySet) -> CommendationQuerySet:
        """The commendations that pass."""
        if self.words:
            rows = rows.filter(search_key__contains=search_key(self.words))
        wanted = {
            "kind__code": self.kind, "honoured": self.honoured, "level__code": self.level, "unit__code": self.unit,
            "registrar__code": self.registrar,
        }  # fmt: skip
        rows = rows.filter(**{name: value for name, value in wanted.items() if value})
        if self.decided_in:
            rows = rows.filter(decided_on__range=(self.decided_in.start, self.decided_in.end))
        return rows

    def query(self) -> dict[str, str]:
        """The same filter as names and values of an address."""
        return _given({
            "q": self.words, "loai": self.kind, "doi-tuong": self.honoured, "cap": self.level,
            "don-vi-th": self.unit, "ky": self.decided_in.code if self.decided_in else "", "co-quan": self.registrar,
        })  # fmt: skip

    def url(self, unit: Unit | None) -> str:
        """The address of the list with this filter and the unit in view."""
        return _url("movements:commendations", unit, self.query())


@dataclass(frozen=True, kw_only=True)
class MovementFilter:
    """Every field narrows; the empty one narrows nothing."""

    words: str = ""
    kind: str = ""
    form: str = ""  # a MovementForm
    state: str = ""  # a MovementState
    launched_in: Period | None = None
    body: str = ""  # code of the body that launched it
    paper: int | None = None  # key of a directing paper that they cite

    def apply(self, rows: MovementQuerySet) -> MovementQuerySet:
        """The movements that pass."""
        if self.words:
            rows = rows.filter(search_key__contains=search_key(self.words))
        wanted = {"kind__code": self.kind, "form": self.form, "launched_by__code": self.body}
        rows = rows.filter(**{name: value for name, value in wanted.items() if value})
        if self.launched_in:
            rows = rows.filter(launched_on__range=(self.launched_in.start, self.launched_in.end))
        if self.paper is not None:
            rows = rows.filter(pk__in=citing.records_citing(MOVEMENT, self.paper))
        today = clock.today()
        if self.state == MovementState.RUNNING:
            return rows.running(today)
        if self.state == MovementState.ENDED:
            return rows.filter(valid__endswith__lte=today)
        return rows.filter(valid__startswith__gt=today) if self.state == MovementState.AHEAD else rows

    def url(self, unit: Unit | None) -> str:
        """The address of the list with this filter and the unit in view."""
        values = _given({
            "q": self.words, "loai": self.kind, "hinh-thuc": self.form, "trang-thai": self.state,
            "ky": self.launched_in.code if self.launched_in else "", "co-quan": self.body,
            "van-ban": str(self.paper or ""),
        })  # fmt: skip
        return _url("movements:movements", unit, values)


def _given(values: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in values.items() if value}


def _url(name: str, unit: Unit | None, values: dict[str, str]) -> str:
    query = urlencode(({"don-vi": unit.code} if unit else {}) | values)
    return f"{reverse(name)}?{query}" if query else reverse(name)
