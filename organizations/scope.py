"""Whom a record concerns is rows, not a column. ``visible_to`` is the only subtree rule of the portal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.statements import Given

from .enums import Role, Why
from .models import Body, Membership, Reach, Unit
from .models.guards import marks_units

__all__ = [
    "ScopedQuerySet",
    "Stake",
    "StakeSpec",
    "copied_from_record",
    "copies_to_stakes",
    "marks_units",
    "reach_of",
    "write_stakes",
    "write_stakes_of",
]


class Stake(models.Model):
    """A unit's (and body's) stake in one record. Concrete classes add ``record`` with related_name="stakes"."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cơ quan"))
    why = models.CharField(_("vì sao"), max_length=10, choices=Why)
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến ngày"), null=True, blank=True)

    class Meta:
        abstract = True


@dataclass(frozen=True)
class StakeSpec:
    """A stake that a record should have."""

    unit_id: int
    body_id: int | None
    why: Why

    @classmethod
    def of(cls, body: Body, why: Why) -> StakeSpec:
        """The stake of a body at its unit."""
        return cls(body.unit_id, body.pk, why)


def reach_of(user: User | Given, day: Given | None = None) -> models.QuerySet[Reach, int]:
    """Keys of the units whose records a person sees today; running the system gives no right to read records.

    A statement that is compiled once (common.statements) names the person and today.
    """
    sources = (
        Membership.objects.filter(user=user, valid__contains=day or clock.today())
        .exclude(role=Role.SYSTEM_ADMIN)
        .values("unit_id")
    )
    return Reach.objects.filter(source__in=sources).values_list("target_id", flat=True)


class ScopedQuerySet[M: models.Model](models.QuerySet[M]):
    """Records with stakes. The model names its stake class by the reverse relation ``stakes``."""

    def visible_to(self, user: User) -> Self:
        """Records in which a unit within the person's reach has a stake. Everything else does not exist for them."""
        return self.filter(Exists(self._stakes().filter(record=OuterRef("pk"), unit__in=reach_of(user))))

    def in_unit(self, unit: Unit) -> Self:
        """Records in which the unit, or one that it reaches, has a stake."""
        reached = Reach.objects.filter(source=unit).values("target_id")
        return self.filter(Exists(self._stakes().filter(record=OuterRef("pk"), unit__in=reached)))

    def visible_in(self, user: User, unit: Unit) -> Self:
        """visible_to(user).in_unit(unit) for lists: asks once whether the person reaches the unit.

        Whoever reaches a unit reaches all that it reaches, so every record of the unit is then visible.
        """
        return self.in_unit(unit).filter(Exists(reach_of(user).filter(target=unit)))

    def _stakes(self) -> models.QuerySet[Any]:
        related: Any = self.model._meta.get_field("stakes")
        stakes: models.QuerySet[Any] = related.related_model._default_manager.all()
        return stakes


def write_stakes(record: Any, wanted: Iterable[StakeSpec]) -> None:
    """Make the record's open stakes equal to the wanted ones; a stake that ended stays, with its last day."""
    write_stakes_of({record: wanted})


def write_stakes_of(wanted: Mapping[Any, Iterable[StakeSpec]]) -> None:
    """write_stakes() for many records of one model: three statements, whatever their number."""
    if not wanted:
        return
    today = clock.today()
    model = next(iter(wanted)).stakes.model
    specs = {record.pk: set(stakes) for record, stakes in wanted.items()}
    open_rows = {_placed(row): row.pk for row in model.objects.filter(record__in=specs, until=None)}
    gone = [pk for (record, spec), pk in open_rows.items() if spec not in specs[record]]
    model.objects.filter(pk__in=gone).update(until=today)
    new = [(key, spec) for key, stakes in specs.items() for spec in stakes if (key, spec) not in open_rows]
    model.objects.bulk_create(
        model(record_id=key, unit_id=spec.unit_id, body_id=spec.body_id, why=spec.why, since=today)
        for key, spec in sorted(new, key=lambda row: (row[0], row[1].why, row[1].unit_id, row[1].body_id or 0))
    )


def _placed(row: Any) -> tuple[int, StakeSpec]:
    return row.record_id, StakeSpec(row.unit_id, row.body_id, Why(row.why))


def copies_to_stakes(stake_table: str, *fields: str) -> pgtrigger.Trigger:
    """For the record's Meta.triggers: when a copied column changes, the stakes' copies follow at once."""
    assignments = ", ".join(f"{field} = NEW.{field}" for field in fields)
    return pgtrigger.Trigger(
        name="copies_to_stakes",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf(*fields),
        func=f"UPDATE {stake_table} SET {assignments} WHERE record_id = NEW.id; RETURN NULL;",
    )


def copied_from_record(record_table: str, *fields: str) -> pgtrigger.Trigger:
    """For the stake's Meta.triggers: a stake takes its copies from the record, whatever was written."""
    columns, targets = ", ".join(fields), ", ".join(f"NEW.{field}" for field in fields)
    return pgtrigger.Trigger(
        name="copied_from_record",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"SELECT {columns} INTO {targets} FROM {record_table} WHERE id = NEW.record_id; RETURN NEW;",
    )
