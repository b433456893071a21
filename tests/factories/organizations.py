"""Plain units, bodies and memberships. A unit comes with its name, its place and its reach; nothing is random.

province = UnitFactory(kind__code="tinh")
commune = UnitFactory(parent=province, name="Quảng Tân")
gone = UnitFactory(parent=province, valid=days("2000-01-01", "2020-01-01"))
"""

from datetime import date
from typing import Any

import factory
from django.db.backends.postgresql.psycopg_any import DateRange

from organizations import closure
from organizations.enums import Family, Role
from organizations.models import (
    Body,
    BodyKind,
    LegalAct,
    Membership,
    Placement,
    Term,
    Unit,
    UnitKind,
    UnitLevel,
    UnitName,
)


def days(start: str, end: str | None = None) -> DateRange:
    """A half-open range of days: ``end`` is the first day outside."""
    return DateRange(date.fromisoformat(start), date.fromisoformat(end) if end else None)


LONG_AGO = "2000-01-01"
LEVELS = {
    "province": ("Cấp tỉnh", 10),
    "district": ("Cấp huyện", 20),
    "commune": ("Cấp xã", 30),
    "village": ("Thôn", 40),
}
KINDS = {"tinh": ("tỉnh", "province"), "huyen": ("huyện", "district"), "xa": ("xã", "commune")} | {
    "phuong": ("phường", "commune"),
    "thon": ("thôn", "village"),
}


class LegalActFactory(factory.django.DjangoModelFactory[LegalAct]):
    class Meta:
        model = LegalAct

    number = factory.Sequence(lambda n: f"{n + 1}/NQ-UBTVQH14")
    title = "Nghị quyết về việc sắp xếp đơn vị hành chính"
    in_force_on = date(2000, 1, 1)


class UnitLevelFactory(factory.django.DjangoModelFactory[UnitLevel]):
    class Meta:
        model = UnitLevel
        django_get_or_create = ("code",)

    code = "commune"
    name_vi = factory.LazyAttribute(lambda o: LEVELS[o.code][0])
    name_en = factory.LazyAttribute(lambda o: o.code)
    rank = factory.LazyAttribute(lambda o: LEVELS[o.code][1])
    valid = days("1945-09-02")


class UnitKindFactory(factory.django.DjangoModelFactory[UnitKind]):
    class Meta:
        model = UnitKind
        django_get_or_create = ("code",)

    code = "xa"
    level = factory.LazyAttribute(lambda o: UnitLevelFactory(code=KINDS[o.code][1]))
    name_vi = factory.LazyAttribute(lambda o: KINDS[o.code][0])
    name_en = factory.LazyAttribute(lambda o: o.code)
    valid = days("1945-09-02")


class UnitFactory(factory.django.DjangoModelFactory[Unit]):
    """A commune at the top of its own tree unless ``parent`` says otherwise, alive since 2000."""

    class Meta:
        model = Unit

    parent = None
    code = factory.Sequence(lambda n: f"quang-tan-{n}")
    kind = factory.SubFactory(UnitKindFactory)
    name = "Quảng Tân"
    valid = days(LONG_AGO)
    founding_act = factory.SubFactory(LegalActFactory)
    ending_act = factory.LazyAttribute(lambda o: o.founding_act if o.valid.upper else None)

    @classmethod
    def _create(cls, model_class: type[Unit], *args: Any, **fields: Any) -> Unit:
        parent = fields.pop("parent")
        unit: Unit = super()._create(model_class, *args, **fields)
        life = {"unit": unit, "valid": unit.valid, "act": unit.founding_act}
        UnitName.objects.create(kind=unit.kind, name=unit.name, **life)
        Placement.objects.create(parent=parent, **life)
        closure.refresh(units=[unit.pk])
        return unit


class BodyKindFactory(factory.django.DjangoModelFactory[BodyKind]):
    class Meta:
        model = BodyKind
        django_get_or_create = ("code",)

    code = "ubnd"
    family = Family.STATE
    name_vi = "Ủy ban nhân dân"
    name_en = "People's Committee"


class BodyFactory(factory.django.DjangoModelFactory[Body]):
    """A People's Committee that lives as long as its unit."""

    class Meta:
        model = Body

    code = factory.Sequence(lambda n: f"ubnd-{n}")
    unit = factory.SubFactory(UnitFactory)
    kind = factory.SubFactory(BodyKindFactory)
    name = factory.LazyAttribute(lambda o: f"Ủy ban nhân dân {o.unit.kind.name_vi} {o.unit.name}")
    short_name = "UBND"
    symbol = "UBND"
    valid = factory.LazyAttribute(lambda o: o.unit.valid)

    @classmethod
    def _create(cls, model_class: type[Body], *args: Any, **fields: Any) -> Body:
        body: Body = super()._create(model_class, *args, **fields)
        closure.refresh(bodies=[body.pk])
        return body


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = factory.SubFactory("tests.factories.accounts.UserFactory")
    unit = factory.SubFactory(UnitFactory)
    body = None
    role = Role.OFFICIAL
    valid = days(LONG_AGO)


class TermFactory(factory.django.DjangoModelFactory[Term]):
    class Meta:
        model = Term
        django_get_or_create = ("code",)

    code = "hdnd-2021-2026"
    family = Family.COUNCIL
    name_vi = "Nhiệm kỳ 2021–2026"
    name_en = "Term 2021–2026"
    valid = days("2021-05-23", "2026-03-15")
