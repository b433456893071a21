"""Plain committees and tasks. They come with their states, stakes and clocks, as the services would write them.

task = TaskFactory(lead=body)                                       set on 23/09/2020, due on 30/11/2020
task = TaskFactory(reported=True)                                   its lead body says it is done
CommitteeMemberFactory(committee=committee, position=Position.HEAD)
"""

from datetime import date
from typing import Any

import factory

from deadlines.services import clocks
from organizations import scope
from organizations.enums import Family, Why
from organizations.models import Body
from steering import timing
from steering.enums import Position, TaskStatus
from steering.models import (
    Committee,
    CommitteeKind,
    CommitteeMember,
    ProgressReport,
    Reorganisation,
    Task,
    TaskState,
    TaskSupporter,
)

from .accounts import UserFactory
from .organizations import BodyFactory, BodyKindFactory, UnitFactory, days

ASSIGNED_ON = date(2020, 9, 23)
DUE_ON = date(2020, 11, 30)


class CommitteeKindFactory(factory.django.DjangoModelFactory[CommitteeKind]):
    class Meta:
        model = CommitteeKind
        django_get_or_create = ("code",)

    code = "qcdc"
    name_vi = "Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở"
    name_en = "Steering Committee for Grassroots Democracy"


class CommitteeBodyFactory(BodyFactory):
    """The body that a committee is."""

    code = factory.Sequence(lambda n: f"bcd-{n}")
    kind = factory.SubFactory(
        BodyKindFactory, code="ban-chi-dao", family=Family.PARTY, name_vi="Ban Chỉ đạo", name_en="Steering committee"
    )
    name = factory.LazyAttribute(
        lambda o: f"Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở {o.unit.kind.name_vi} {o.unit.name}"
    )
    short_name = "BCĐ QCDC"
    symbol = "BCĐ"


class CommitteeFactory(factory.django.DjangoModelFactory[Committee]):
    """A committee founded on 01/03/2020, with its founding decision and no members yet."""

    class Meta:
        model = Committee

    class Params:
        commune = factory.SubFactory(UnitFactory)

    kind = factory.SubFactory(CommitteeKindFactory)
    body = factory.LazyAttribute(lambda o: CommitteeBodyFactory(unit=o.commune))
    unit = factory.SelfAttribute("body.unit")
    decision_text = "Quyết định số 12-QĐ/ĐU ngày 01/3/2020"
    valid = days("2020-03-01")

    @classmethod
    def _create(cls, model_class: type[Committee], *args: Any, **fields: Any) -> Committee:
        committee: Committee = super()._create(model_class, *args, **fields)
        Reorganisation.objects.create(
            committee=committee, on=committee.valid.lower, decision_text=committee.decision_text
        )
        scope.write_stakes(committee, [scope.StakeSpec.of(committee.body, Why.ORIGIN)])
        return committee


class CommitteeMemberFactory(factory.django.DjangoModelFactory[CommitteeMember]):
    """A member since the founding decision."""

    class Meta:
        model = CommitteeMember

    committee = factory.SubFactory(CommitteeFactory)
    full_name = factory.Sequence(lambda n: f"Trần Văn Bình {n + 1}")
    office = "Phó Chủ tịch Ủy ban nhân dân"
    position = Position.MEMBER
    sector = "Cải cách hành chính"
    valid = factory.LazyAttribute(lambda o: o.committee.valid)
    joined_by = factory.LazyAttribute(lambda o: o.committee.reorganisations.order_by("on").first())


class TaskFactory(factory.django.DjangoModelFactory[Task]):
    """Set by a committee of a commune to a body of the same commune."""

    class Meta:
        model = Task

    class Params:
        working = factory.Trait(status=TaskStatus.IN_PROGRESS, percent=40)
        reported = factory.Trait(status=TaskStatus.REPORTED, percent=100)
        done = factory.Trait(status=TaskStatus.DONE, percent=100, closed_on=date(2020, 11, 20))
        cancelled = factory.Trait(status=TaskStatus.CANCELLED, closed_on=date(2020, 11, 20))

    code = factory.Sequence(lambda n: f"NV-2020-9{n:05d}")
    title = "Giám sát việc thực hiện quy chế dân chủ tại chi bộ số 11"
    assigned_by = factory.SubFactory(CommitteeBodyFactory)
    lead = factory.LazyAttribute(lambda o: BodyFactory(unit=o.assigned_by.unit))
    unit = factory.SelfAttribute("assigned_by.unit")
    assigned_on = ASSIGNED_ON
    due_on = DUE_ON

    @classmethod
    def _create(cls, model_class: type[Task], *args: Any, **fields: Any) -> Task:
        supporters: list[Body] = fields.pop("supporters", [])
        task: Task = super()._create(model_class, *args, **fields)
        TaskState.objects.create(task=task, since=task.assigned_on, status=TaskStatus.ASSIGNED, percent=0)
        if task.status != TaskStatus.ASSIGNED:
            since = task.closed_on or date(2020, 10, 15)
            TaskState.objects.create(task=task, since=since, status=task.status, percent=task.percent)
        if task.status in {TaskStatus.REPORTED, TaskStatus.DONE}:
            ProgressReportFactory(task=task, percent=100)
        TaskSupporter.objects.bulk_create(TaskSupporter(task=task, body=body) for body in supporters)
        scope.write_stakes(task, list(_stakes(task, supporters)))
        _run_clock(task)
        return task


class ProgressReportFactory(factory.django.DjangoModelFactory[ProgressReport]):
    """What the lead body said on 15/10/2020."""

    class Meta:
        model = ProgressReport

    task = factory.SubFactory(TaskFactory)
    body = factory.SelfAttribute("task.lead")
    text = "Đã tổ chức kiểm tra, có biên bản kèm theo."
    percent = 40
    reported_on = date(2020, 10, 15)
    reported_by = factory.LazyAttribute(lambda o: UserFactory(member_of=o.body))


def _run_clock(task: Task) -> None:
    clock = timing.start(task, by=None)
    if task.status == TaskStatus.DONE:
        clocks.stop(clock, on=task.closed_on, by=None)
    elif task.status == TaskStatus.CANCELLED:
        clocks.cancel(clock, on=task.closed_on, by=None)
    else:
        body, duty = timing.waits_for(task)
        clocks.wait_for(clock, body=body, duty=duty)


def _stakes(task: Task, supporters: list[Body]) -> list[scope.StakeSpec]:
    return [
        scope.StakeSpec(task.unit_id, None, Why.ORIGIN),
        scope.StakeSpec.of(task.assigned_by, Why.ASSIGNER),
        scope.StakeSpec.of(task.lead, Why.HOLDER),
        *(scope.StakeSpec.of(body, Why.SUPPORTER) for body in supporters),
    ]
