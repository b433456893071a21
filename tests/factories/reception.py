"""Plain duties, days and visits of citizen reception, and pending cases, with stakes and clocks as services write them.

day = ReceptionDayFactory(body=body)                on 15/10/2020, by a duty of the body, still to be held
visit = VisitFactory(body=body, handling="received")    its status answer is owed
case = CaseFactory(lead=body)
"""

from datetime import date, datetime, time
from typing import Any

import factory

from common import clock
from letters import timing_reception
from letters.enums_reception import DayKind, Handling, Matter, Per, VisitState
from letters.models import Case, CaseBody, CaseField, CaseLink, CaseStage, ReceptionDay, ReceptionDuty, Visit
from organizations import scope
from organizations.enums import Why

from .accounts import UserFactory
from .organizations import BodyFactory
from .organizations import days as range_of

RECEIVED_ON = date(2020, 10, 15)
RECORDED_AT = datetime(2020, 10, 15, 11, 0, tzinfo=clock.ZONE)


class ReceptionDutyFactory(factory.django.DjangoModelFactory[ReceptionDuty]):
    """The chair of a commune receives every Thursday (REC-07)."""

    class Meta:
        model = ReceptionDuty

    body = factory.SubFactory(BodyFactory)
    office = factory.Sequence(lambda n: f"Chủ tịch UBND phường {n + 1}")
    rule = "REC-07"
    basis = "Luật 42/2013/QH13 Điều 15 khoản 2 điểm d"
    times = 1
    per = Per.WEEK
    days = factory.LazyFunction(lambda: [4])
    starts = time(7, 30)
    ends = time(11, 30)
    place = "Phòng tiếp công dân"
    valid = range_of("2020-01-01")


class ReceptionDayFactory(factory.django.DjangoModelFactory[ReceptionDay]):
    """A Thursday of the schedule."""

    class Meta:
        model = ReceptionDay

    class Params:
        held = factory.Trait(state="held", head_received=True, receiver="Chủ tịch UBND phường")

    body = factory.SubFactory(BodyFactory)
    unit = factory.SelfAttribute("body.unit")
    duty = factory.LazyAttribute(lambda o: ReceptionDutyFactory(body=o.body))
    on = RECEIVED_ON
    starts = time(7, 30)
    ends = time(11, 30)
    place = "Phòng tiếp công dân"
    kind = DayKind.SCHEDULED

    @classmethod
    def _create(cls, model_class: type[ReceptionDay], *args: Any, **fields: Any) -> ReceptionDay:
        day: ReceptionDay = super()._create(model_class, *args, **fields)
        scope.write_stakes(day, [scope.StakeSpec.of(day.body, Why.ORIGIN)])
        return day


class VisitFactory(factory.django.DjangoModelFactory[Visit]):
    """Somebody came with a proposal, and was answered."""

    class Meta:
        model = Visit

    body = factory.SubFactory(BodyFactory)
    unit = factory.SelfAttribute("body.unit")
    number = factory.Sequence(lambda n: n + 1)
    on = RECEIVED_ON
    year = factory.SelfAttribute("on.year")
    full_name = "Nguyễn Thị Lụa"
    address = "Tổ 5"
    content = "Đề nghị sửa đường liên thôn"
    matter = Matter.PROPOSAL
    handling = Handling.ANSWERED
    recorded_by = factory.LazyAttribute(lambda o: UserFactory(member_of=o.body))
    recorded_at = RECORDED_AT

    @classmethod
    def _create(cls, model_class: type[Visit], *args: Any, **fields: Any) -> Visit:
        if Handling(fields["handling"]).takes_something_in:
            fields.setdefault("state", VisitState.STATUS_OWED)
        visit: Visit = super()._create(model_class, *args, **fields)
        scope.write_stakes(visit, [scope.StakeSpec.of(visit.body, Why.ORIGIN)])
        timing_reception.start(visit, by=visit.recorded_by)
        return visit


class CaseFactory(factory.django.DjangoModelFactory[Case]):
    """A matter of land that a body leads."""

    class Meta:
        model = Case

    class Params:
        closed = factory.Trait(state="closed", closed_on=date(2020, 10, 20), result="Đã chi trả bồi thường.")

    code = factory.Sequence(lambda n: f"VV-2020-9{n:05d}")
    title = "Bồi thường khi mở rộng đường liên xã"
    field = factory.LazyFunction(lambda: CaseField.objects.get(code="dat-dai"))
    stage = factory.LazyFunction(lambda: CaseStage.objects.get(code="xac-minh"))
    lead = factory.SubFactory(BodyFactory)
    unit = factory.SelfAttribute("lead.unit")
    place_unit = factory.SelfAttribute("lead.unit")
    opened_on = date(2020, 9, 1)

    @classmethod
    def _create(cls, model_class: type[Case], *args: Any, **fields: Any) -> Case:
        parts: dict[Any, str] = fields.pop("parts", {})
        case: Case = super()._create(model_class, *args, **fields)
        CaseBody.objects.bulk_create(CaseBody(case=case, body=body, part=part) for body, part in parts.items())
        why = {"supporter": Why.SUPPORTER, "supervisor": Why.SUPERVISOR}
        stakes = [scope.StakeSpec.of(body, why[part]) for body, part in parts.items()]
        scope.write_stakes(case, [scope.StakeSpec.of(case.lead, Why.HOLDER), *stakes])
        return case


class CaseLinkFactory(factory.django.DjangoModelFactory[CaseLink]):
    """A record that is about a case: give it as ``task=``, ``visit=`` …"""

    class Meta:
        model = CaseLink

    case = factory.SubFactory(CaseFactory)
    on = RECEIVED_ON
    linked_by = factory.LazyAttribute(lambda o: UserFactory(member_of=o.case.lead))
    linked_at = RECORDED_AT
