"""Plain conferences: held this morning, with nothing recorded yet. Nothing is random.

conference = ConferenceFactory(host=committee_body)
conference = ConferenceFactory(host=body, planned=True)
OpinionFactory(conference=conference)
"""

from datetime import date, datetime, timedelta
from typing import Any

import factory

from common.clock import ZONE
from conferences.enums import Answered, SessionStatus, Status, VoteForm
from conferences.models import (
    Attendance,
    Conference,
    ConferenceKind,
    CouncilSession,
    CouncilTerm,
    DecisionMatter,
    Opinion,
    Questioning,
    Verification,
    Vote,
)
from organizations import scope
from organizations.enums import Family, Why

from .accounts import UserFactory
from .organizations import BodyFactory, days

AFTERNOON = datetime(2020, 9, 23, 14, 0, tzinfo=ZONE)


class ConferenceFactory(factory.django.DjangoModelFactory[Conference]):
    """An afternoon of 23/09/2020; its host's unit has a stake in it, as every conference's has."""

    class Meta:
        model = Conference

    class Params:
        planned = factory.Trait(status=Status.PLANNED, starts_at=AFTERNOON + timedelta(days=3650))
        completed = factory.Trait(
            status=Status.COMPLETED,
            completed_at=AFTERNOON + timedelta(hours=4),
            completed_by=factory.SelfAttribute("created_by"),
        )

    code = factory.Sequence(lambda n: f"HN-2020-0923-cu-khoi-{n + 1}")
    host = factory.SubFactory(BodyFactory)
    title = "Hội nghị sơ kết 9 tháng đầu năm 2020"
    period = "2020-9M"
    status = Status.HELD
    starts_at = AFTERNOON
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(hours=3))
    place = "Phòng họp số 2"
    created_by = factory.LazyAttribute(lambda o: UserFactory(member_of=o.host.unit))

    @classmethod
    def _create(cls, model_class: type[Conference], *args: Any, **fields: Any) -> Conference:
        kinds: list[str] = fields.pop("kinds", ["so-ket"])
        conference: Conference = super()._create(model_class, *args, **fields)
        conference.kinds.set(ConferenceKind.objects.filter(code__in=kinds))
        scope.write_stakes(conference, [scope.StakeSpec.of(conference.host, Why.ORIGIN)])
        return conference


class AttendanceFactory(factory.django.DjangoModelFactory[Attendance]):
    class Meta:
        model = Attendance

    conference = factory.SubFactory(ConferenceFactory)
    order = factory.Sequence(lambda n: n + 1)
    label = factory.Sequence(lambda n: f"Tổ dân phố số {n + 1}")
    invited = 10
    present = 9


class OpinionFactory(factory.django.DjangoModelFactory[Opinion]):
    class Meta:
        model = Opinion

    conference = factory.SubFactory(ConferenceFactory)
    order = factory.Sequence(lambda n: n + 1)
    speaker = "Trưởng Ban công tác Mặt trận"
    text = factory.Sequence(lambda n: f"Đề nghị quan tâm vệ sinh môi trường, ý kiến {n + 1}")


class VoteFactory(factory.django.DjangoModelFactory[Vote]):
    """A meeting of all 90 households of a village on a contribution: 60 of them are just two thirds."""

    class Meta:
        model = Vote

    conference = factory.SubFactory(ConferenceFactory)
    order = factory.Sequence(lambda n: n + 1)
    matter = factory.LazyFunction(lambda: DecisionMatter.objects.get(item=1))
    text = "Đóng góp bê tông hóa đường ngõ"
    community = "Thôn Đông"
    form = VoteForm.MEETING
    households = 90
    represented = 80
    in_favour = 60
    against = 10


class CouncilTermFactory(factory.django.DjangoModelFactory[CouncilTerm]):
    """Term XIX of a council, 2016 to 2021."""

    class Meta:
        model = CouncilTerm

    council = factory.SubFactory(
        BodyFactory,
        kind__code="hdnd",
        kind__family=Family.COUNCIL,
        code=factory.Sequence(lambda n: f"hdnd-{n}"),
        name=factory.LazyAttribute(lambda o: f"Hội đồng nhân dân {o.unit.kind.name_vi} {o.unit.name}"),
        short_name="HĐND",
        symbol="HĐND",
    )
    number = 19
    valid = factory.LazyFunction(lambda: days("2016-05-22", "2021-05-23"))


class CouncilSessionFactory(factory.django.DjangoModelFactory[CouncilSession]):
    """A planned regular session of July 2020; the council's unit has a stake in it. ``closed=True``: it is over.

    session = CouncilSessionFactory(term=term, ordinal=11)
    session = CouncilSessionFactory(term__council=council)  # the council's own term XIX
    """

    class Meta:
        model = CouncilSession

    class Params:
        opened = factory.Trait(status=SessionStatus.OPEN)
        closed = factory.Trait(status=SessionStatus.CLOSED)

    code = factory.Sequence(lambda n: f"KH-2020-0706-hdnd-{n + 1}")
    term = factory.SubFactory(CouncilTermFactory)
    council = factory.SelfAttribute("term.council")
    ordinal = factory.Sequence(lambda n: n % 900 + 1)
    title = factory.LazyAttribute(lambda o: f"Kỳ họp thứ {o.ordinal} Hội đồng nhân dân")
    starts_on = date(2020, 7, 6)
    ends_on = factory.LazyAttribute(lambda o: o.starts_on + timedelta(days=2))
    place = "Hội trường Ủy ban nhân dân"
    created_by = factory.LazyAttribute(lambda o: UserFactory(member_of=o.council.unit))

    @classmethod
    def _create(cls, model_class: type[CouncilSession], *args: Any, **fields: Any) -> CouncilSession:
        session: CouncilSession = super()._create(model_class, *args, **fields)
        scope.write_stakes(session, [scope.StakeSpec.of(session.council, Why.ORIGIN)])
        return session


class VerificationFactory(factory.django.DjangoModelFactory[Verification]):
    """A committee of the council verifies a report."""

    class Meta:
        model = Verification

    session = factory.SubFactory(CouncilSessionFactory)
    committee = factory.LazyAttribute(
        lambda o: BodyFactory(
            unit=o.session.council.unit,
            code=f"ban-kt-{o.session.council.code}",
            kind__code="ban-hdnd",
            kind__family=Family.COUNCIL,
            name="Ban Kinh tế – Xã hội Hội đồng nhân dân",
        )
    )
    matter = factory.Sequence(lambda n: f"Báo cáo thu, chi ngân sách {n + 1}")


class QuestioningFactory(factory.django.DjangoModelFactory[Questioning]):
    """A question that was answered at the session."""

    class Meta:
        model = Questioning

    session = factory.SubFactory(CouncilSessionFactory)
    asked_by = "Đại biểu Tổ số 3"
    asked = factory.LazyAttribute(lambda o: BodyFactory(unit=o.session.council.unit))
    question = factory.Sequence(lambda n: f"Khi nào sửa đường, câu {n + 1}?")
    answered = Answered.AT_SESSION
    answer = "Xong trước 30/11/2020."
