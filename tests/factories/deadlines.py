"""Plain rules, clocks and calendar days. A clock comes as the services write it, with its first step.

clock = ClockFactory(subject=task, fixed_on=date(2020, 11, 30))     to a named day
clock = ClockFactory(subject=tracked, rule=RuleFactory())           by a rule: 5 working days
"""

from datetime import date
from typing import Any

import factory

from common import clock as wall
from deadlines import proposals
from deadlines.enums import DayKind, LimitUnit, RuleStatus
from deadlines.models import (
    CalendarChange,
    CalendarDay,
    CalendarEdit,
    CalendarYear,
    Clock,
    ClockKind,
    Rule,
    TrackedLimit,
)
from deadlines.services import clocks
from organizations import scope
from organizations.enums import Why

from .accounts import UserFactory
from .organizations import BodyFactory, UnitFactory, days


class CalendarDayFactory(factory.django.DjangoModelFactory[CalendarDay]):
    """A holiday of the whole country."""

    class Meta:
        model = CalendarDay

    day = date(2020, 9, 2)
    kind = DayKind.HOLIDAY
    name = "Quốc khánh"
    basis = "Bộ luật Lao động 45/2019/QH14, Điều 112"


class CalendarYearFactory(factory.django.DjangoModelFactory[CalendarYear]):
    """A year that somebody accepted."""

    class Meta:
        model = CalendarYear

    year = 2020
    basis = "Bộ luật Lao động 45/2019/QH14, Điều 112"
    accepted_at = factory.LazyFunction(wall.now)
    accepted_by = factory.SubFactory(UserFactory)


class CalendarChangeFactory(factory.django.DjangoModelFactory[CalendarChange]):
    """A draft of one more day off, foreseen."""

    class Meta:
        model = CalendarChange
        skip_postgeneration_save = True

    reason = "Ngày hội của xã"
    created_at = factory.LazyFunction(wall.now)
    created_by = factory.SubFactory(UserFactory)
    foreseen_at = factory.LazyFunction(wall.now)
    move_count = 0

    @factory.post_generation
    def edit(obj, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: N805 (factory_boy hands the row over)
        CalendarEdit.objects.create(
            change=obj, day=date(2020, 9, 4), kind=DayKind.HOLIDAY, name="Ngày hội", basis="Quyết định số 5/QĐ-UBND"
        )


def accepted_calendar(first: int = 2019, last: int = 2027) -> None:
    """What the holidays package proposes for these years, accepted; without 24/11, which is not yet law."""
    years = range(first, last + 1)
    proposed = [day for year in years for day in proposals.of_year(year) if day.in_law]
    source = proposals.source()
    CalendarDay.objects.bulk_create(
        CalendarDay(day=p.day, kind=p.kind, name=p.name, name_en=p.name_en, basis=p.basis, source=source)
        for p in proposed
    )
    by = UserFactory()
    CalendarYear.objects.bulk_create(
        CalendarYear(year=year, basis=proposals.basis_of_year(year), accepted_at=wall.now(), accepted_by=by)
        for year in years
    )


class RuleFactory(factory.django.DjangoModelFactory[Rule]):
    """At most five working days, in force since 2000."""

    class Meta:
        model = Rule

    code = factory.Sequence(lambda n: f"TEST-{n + 1:02d}")
    family = factory.LazyAttribute(lambda o: o.code.lower())
    topic = "thu"
    name_vi = "Gửi quyết định của cộng đồng"
    name_en = "Send the community's decision"
    event_vi = "ngày họp"
    event_en = "day of the meeting"
    amount = 5
    counted_in = LimitUnit.WORKING_DAY
    citation = "Luật 10/2022/QH15 Điều 20 khoản 3"
    valid = days("2000-01-01")
    status = RuleStatus.VERIFIED
    unread = factory.LazyAttribute(lambda o: "Luật 97/2025/QH15" if o.status == RuleStatus.ORIGINAL else "")


class OwnLimitFactory(RuleFactory):
    """A unit's own limit instead of DISC-01: three working days."""

    replaces = factory.LazyFunction(lambda: Rule.objects.national().get(code="DISC-01"))
    unit = factory.SubFactory(UnitFactory)
    code = factory.SelfAttribute("replaces.code")
    family = factory.SelfAttribute("replaces.family")
    topic = factory.SelfAttribute("replaces.topic")
    rank = factory.SelfAttribute("replaces.rank")
    name_vi = factory.SelfAttribute("replaces.name_vi")
    name_en = factory.SelfAttribute("replaces.name_en")
    event_vi = factory.SelfAttribute("replaces.event_vi")
    event_en = factory.SelfAttribute("replaces.event_en")
    citation = factory.SelfAttribute("replaces.citation")
    amount = 3
    valid = days("2023-07-01")
    status = RuleStatus.LOCAL
    basis = "Quyết định 12/2023/QĐ-UBND"


class ClockKindFactory(factory.django.DjangoModelFactory[ClockKind]):
    class Meta:
        model = ClockKind
        django_get_or_create = ("code",)

    code = "deadlines.tracked"
    name_vi = "Thời hạn theo dõi"
    name_en = "Tracked limit"


class TrackedLimitFactory(factory.django.DjangoModelFactory[TrackedLimit]):
    """Something that a body must do; without a clock."""

    class Meta:
        model = TrackedLimit

    title = "Gửi quyết định của cộng đồng đến Ủy ban nhân dân và Mặt trận"
    body = factory.SubFactory(BodyFactory)
    unit = factory.SelfAttribute("body.unit")
    created_at = factory.LazyFunction(wall.now)
    created_by = factory.LazyAttribute(lambda o: UserFactory(member_of=o.unit))

    @classmethod
    def _create(cls, model_class: type[TrackedLimit], *args: Any, **fields: Any) -> TrackedLimit:
        limit: TrackedLimit = super()._create(model_class, *args, **fields)
        scope.write_stakes(limit, [scope.StakeSpec.of(limit.body, Why.HOLDER)])
        return limit


class ClockFactory(factory.Factory[Clock]):
    """A clock that runs since 23/09/2020, through the service."""

    class Meta:
        model = Clock

    kind = "deadlines.tracked"
    duty = "deadlines.tracked"
    on = date(2020, 9, 23)
    by = None
    rule = None

    @classmethod
    def _create(cls, model_class: type[Clock], *args: Any, **fields: Any) -> Clock:
        subject = fields.pop("subject", None) or TrackedLimitFactory()
        ClockKindFactory(code=fields["kind"])
        fields.setdefault("title", str(subject))
        fields.setdefault("body", getattr(subject, "body", None) or subject.lead)
        if fields["rule"] is None:
            fields.setdefault("fixed_on", date(2020, 11, 30))
        return clocks.start(subject, fields.pop("kind"), **fields)
