"""One record of every sort at a commune, and a person of every role inside, above, beside, below and before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.test import Client

from accounts.models import User
from organizations import closure
from organizations.enums import Role
from organizations.models import Unit, UnitSuccession
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, LegalActFactory, UnitFactory, days

PLACES = ("inside", "above", "beside", "below", "predecessor")


@dataclass
class World:
    """Units by place, people by (role, place), and the values of the addresses' parameters."""

    units: dict[str, Unit]
    people: dict[tuple[Role, str], User] = field(default_factory=dict)
    records: dict[str, Any] = field(default_factory=dict)
    clients: dict[tuple[Role, str], Client] = field(default_factory=dict)


def build_units() -> dict[str, Unit]:
    """Province → district → two communes; a village under one; a commune that was merged into it in 2020."""
    province = UnitFactory(code="tinh", kind__code="tinh", name="Quảng Ninh")
    district = UnitFactory(code="huyen", kind__code="huyen", name="Đầm Hà", parent=province)
    inside = UnitFactory(code="ben-trong", name="Quảng Tân", parent=district)
    units = {
        "inside": inside,
        "above": district,
        "beside": UnitFactory(code="ben-canh", name="Dực Yên", parent=district),
        "below": UnitFactory(code="ben-duoi", kind__code="thon", name="Tân Hợp", parent=inside),
        "predecessor": UnitFactory(
            code="truoc-day", name="Quảng Lợi", parent=district, valid=days("2000-01-01", "2020-01-01")
        ),
    }
    UnitSuccession.objects.create(
        predecessor=units["predecessor"], successor=inside, on=date(2020, 1, 1), act=LegalActFactory()
    )
    closure.rebuild()
    return units


def build_people(units: dict[str, Unit]) -> dict[tuple[Role, str], User]:
    """One person for every role at every place; the role counts for all bodies of the unit."""
    return {
        (role, place): UserFactory(
            username=f"{role.value}-{place}", member_of=units[place], role=role, password="dan-chu-2026"
        )
        for role in Role
        for place in PLACES
    }


def other_body(unit: Unit, name: str) -> Any:
    """One more body of a unit."""
    return BodyFactory(unit=unit, name=name, short_name=name)


def build_records(unit: Unit) -> dict[str, tuple[Any, ...]]:
    """Every sort of record of the commune, as the arguments of its address."""
    from datetime import date as day

    from django.core.files.base import ContentFile

    from common import clock
    from common.periods import Period
    from deadlines.services import clocks
    from documents import services as documents
    from documents.models import DocumentType
    from jobs.services import enqueue
    from notices.models import Notice
    from reports import services as reports
    from tests.factories.batches import batch_of
    from tests.factories.conferences import ConferenceFactory
    from tests.factories.deadlines import (
        CalendarChangeFactory,
        CalendarDayFactory,
        ClockFactory,
        OwnLimitFactory,
        RuleFactory,
        TrackedLimitFactory,
    )
    from tests.factories.disclosures import records_of as disclosures_of
    from tests.factories.indicator_forms import records_of as forms_of
    from tests.factories.indicators import records_of as submissions_of
    from tests.factories.letters import LetterFactory, SealedCaseFactory
    from tests.factories.movements import movements_of
    from tests.factories.reception import CaseFactory, CaseLinkFactory, ReceptionDayFactory, VisitFactory
    from tests.factories.steering import CommitteeFactory, TaskFactory
    from tests.factories.supervision import records_of as supervision_of

    committee = CommitteeFactory(commune=unit)
    body = committee.body
    people = {role: UserFactory(member_of=unit, role=role) for role in (Role.CLERK, Role.LEADER, Role.RECORDS_CLERK)}
    clerk, leader = people[Role.CLERK], people[Role.LEADER]
    lead = other_body(unit, "UBND xã")
    conference = ConferenceFactory(host=body)
    stranger = UserFactory(username="nguoi-khac")
    notice = Notice.objects.create(
        recipient=stranger, kind="reports.submitted", key="k", subject="s", text="t", url="/", created_at=clock.now()
    )
    upload = ContentFile("Biên bản hội nghị".encode(), name="bien-ban.txt")
    attachment = documents.attach(owner=conference, upload=upload, by=clerk, no_state_secret=True)
    kinds = DocumentType.objects.order_by("pk")[0]
    drafted = documents.draft(issuer=body, type=kinds, subject="Dự thảo kế hoạch", by=clerk)
    issued = documents.record_issued(
        issuer=body, type=kinds, number=7, issued_on=day(2020, 9, 1), subject="Kế hoạch", by=clerk
    )
    written = {
        code: reports.start(body=body, kind="committee", period=Period.parse(code), by=clerk)
        for code in ("2020-9M", "2020-Q1", "2020-Q2")
    }
    for code in ("2020-Q1", "2020-Q2"):
        reports.submit(report=written[code], by=clerk)
    reports.approve(report=written["2020-Q2"], by=leader)
    job = enqueue("reports.render", key="x", by=None, unit_id=unit.pk, report_id=written["2020-9M"].pk)
    own_limit = OwnLimitFactory(unit=unit)
    tracked, suspended = (ClockFactory(subject=TrackedLimitFactory(body=lead), rule=RuleFactory()) for _ in range(2))
    clocks.suspend(suspended, on=day(2020, 9, 25), reason="Chờ giám định", by=clerk)
    letter, accepted = LetterFactory(body=lead, by=clerk), LetterFactory(body=lead, by=clerk, accepted=True)
    reception_day = ReceptionDayFactory(body=lead)
    case = CaseFactory(lead=lead)
    tied = CaseLinkFactory(case=case, task=TaskFactory(assigned_by=body, lead=lead))
    return _petitions(unit, lead) | {
        **_community(unit, lead, clerk),
        **disclosures_of(lead, clerk),
        **_directing(committee, lead),
        **supervision_of(lead, committee, clerk),
        **movements_of(lead, clerk, 1),
        **submissions_of(lead),
        **forms_of(lead),
        "reception duty": (reception_day.duty_id,),
        "reception day": (reception_day.pk,),
        "visit": (VisitFactory(body=lead, day=reception_day, handling="received").pk,),
        "case": (case.code,),
        "case link": (case.code, tied.pk),
        "closed case": (CaseFactory(lead=lead, closed=True).code,),
        "letter": (letter.code,),
        "letter content": (letter.code, 1),
        "accepted content": (accepted.code, 1),
        "sealed case": (SealedCaseFactory(body=lead, by=clerk).code,),
        "tracked limit": (tracked.subject_id,),
        "clock": (tracked.pk,),
        "suspended clock": (suspended.pk,),
        "calendar day": (CalendarDayFactory(unit=unit).pk,),
        "calendar change": (CalendarChangeFactory(unit=unit).pk,),
        "person": (clerk.username,),
        "person's role": (clerk.username, clerk.memberships.get().pk),
        "unit": (unit.code,),
        "rule": (own_limit.replaces.pk,),
        "own limit": (own_limit.pk,),
        "body": (body.code,),
        "notice": (notice.pk,),
        "job": (job.pk,),
        "committee": (body.code,),
        "task": (TaskFactory(assigned_by=body, lead=lead).code,),
        "reported task": (TaskFactory(assigned_by=body, lead=lead, reported=True).code,),
        "conference": (conference.code,),
        "planned conference": (ConferenceFactory(host=body, planned=True).code,),
        "completed conference": (ConferenceFactory(host=body, completed=True).code,),
        **_sessions(unit),
        **_petition_steps(unit, lead, conference),
        "document": (issued.pk,),
        "draft document": (drafted.pk,),
        "attachment": (attachment.pk,),
        "attachment owner": ("conferences.conference", conference.pk),
        "report": (written["2020-9M"].pk,),
        "submitted report": (written["2020-Q1"].pk,),
        "approved report": (written["2020-Q2"].pk,),
        "report file": _file_of(written["2020-9M"]),
        "batch": (batch_of([body, lead], by=clerk).pk,),
        **_issued_report(body),
    }


def _directing(committee: Any, lead: Any) -> dict[str, tuple[Any, ...]]:
    """What directs the commune: a paper, and what a body of the commune owes to it."""
    from tests.factories.directing import (
        ImplementationFactory,
        PaperFactory,
        ProgrammeItemFactory,
        RegulationFactory,
        RegulationTypeFactory,
    )

    content = ProgrammeItemFactory(programme__committee=committee, lead=lead)
    paper = PaperFactory(unit=committee.unit)
    owed = ImplementationFactory(paper=paper, body=lead)
    return {
        "paper": (paper.pk,),
        "implementation": (paper.pk, owed.pk),
        "programme": (content.programme_id,),
        "regulation": (RegulationFactory(body=lead).pk,),
        "regulation type": (RegulationTypeFactory(unit=committee.unit).pk,),
    }


def _sessions(unit: Unit) -> dict[str, tuple[Any, ...]]:
    """Sessions of the commune's council in each state; the open one holds a question."""
    from tests.factories.conferences import CouncilSessionFactory, CouncilTermFactory, QuestioningFactory

    term = CouncilTermFactory(council__unit=unit)
    opened = CouncilSessionFactory(term=term, opened=True)
    return {
        "session": (CouncilSessionFactory(term=term).code,),
        "open session": (opened.code,),
        "closed session": (CouncilSessionFactory(term=term, closed=True).code,),
        "questioning": (opened.code, QuestioningFactory(session=opened).pk),
    }


def _community(unit: Unit, lead: Any, clerk: User) -> dict[str, tuple[Any, ...]]:
    """What the people of a village decide or elect: planned, and sent for its recognition."""
    from tests.factories.community import (
        HELD_ON,
        consultation_of,
        election_of,
        mediated,
        passed_decision,
        planned,
        project_of,
        received,
        sent_decision,
        sent_election,
        team_of,
        village_of,
    )

    asked = consultation_of(lead, by=clerk)
    asked.stakes.exclude(unit=unit).delete()  # its villages see it too; here only the commune
    decision = planned(lead, village_of(unit), by=clerk)
    election = election_of(lead, village_of(unit), by=clerk, election_on=HELD_ON, names=["Lò Văn Xôm"])
    project = project_of(passed_decision(lead, by=clerk), by=clerk)
    return {
        "mediation": (mediated(lead, village_of(unit), "2025-Q3", by=clerk).code,),
        "mediation team": (team_of(lead, village_of(unit), by=clerk).code,),
        "contribution": (project.code,),
        "contribution line": (project.code, "thu", received(project, "money", amount=500_000, by=clerk).pk),
        "consultation": (asked.code,),
        "election": (election.code,),
        "sent election": (sent_election(lead, by=clerk).code,),
        "decision": (decision.code,),
        "decision result": (decision.code, decision.results.get().pk),
        "sent decision": (sent_decision(lead, 3, recogniser=lead, by=clerk).code,),
    }


def _petitions(unit: Unit, office: Any) -> dict[str, tuple[Any, ...]]:
    """Petitions that wait, the draft of a referral, and lists by which petitions pass on."""
    from petitions import services as petitions
    from petitions.services import grouping, handing_over
    from tests.factories.exchange import ImportRunFactory
    from tests.factories.petitions import CouncilFactory, PetitionFactory, keeper_of, referral_of

    council = CouncilFactory(unit=unit)
    keeper = keeper_of(council)
    lead, grouped, unsent = (PetitionFactory(council=council) for _ in range(3))
    grouping.group(lead=lead, duplicates=[grouped], by=keeper)
    draft = petitions.draft_referral(sender=council, title="Chuyển kiến nghị", by=keeper)
    lists = []
    for name in ("Công an xã", "Trạm y tế xã"):
        one = other_body(unit, name)
        referral_of(PetitionFactory(council=council, consolidated=True), to=one, by=keeper)
        on = date(2020, 9, 1)
        lists.append(handing_over.draft_manual(body=one, to=office, on=on, reason="Phân công lại", by=keeper))
    handing_over.apply(handover=lists[1], by=keeper)
    return {
        "unsent petition": (unsent.code,),
        "grouped petition": (grouped.code,),
        "draft referral": (draft.code,),
        "import": (ImportRunFactory(council=council).pk,),
        "handover": (lists[0].code,),
        "applied handover": (lists[1].code,),
    }


def _petition_steps(unit: Unit, holder: Any, conference: Any) -> dict[str, tuple[Any, ...]]:
    """Petitions to the commune's council in the states from which somebody acts, and an opinion that may become one."""
    from organizations.models import Body
    from petitions.enums import PetitionStatus
    from tests.factories.conferences import OpinionFactory
    from tests.factories.petitions import PetitionFactory, keeper_of, petition_at, supervision_of

    council = Body.objects.filter(unit=unit, kind__code="hdnd").order_by("pk")[0]
    states = (PetitionStatus.TRANSFERRED, PetitionStatus.ANSWERED, PetitionStatus.CLAIMED, PetitionStatus.VERIFIED)
    walked = {state: petition_at(state, council=council, holder=holder) for state in states}
    return {
        "supervision": (supervision_of(list(walked.values()), keeper_of(council)).code,),
        "opinion": (OpinionFactory(conference=conference).pk,),
        "petition": (PetitionFactory(council=council).code,),
        **{f"{state.value} petition": (petition.code,) for state, petition in walked.items()},
    }


def _issued_report(body: Any) -> dict[str, tuple[Any, ...]]:
    """An issued report with one figure: by its code for everybody, by its key for whoever is within reach."""
    from common import charts
    from tests.factories.reports import FrozenFigureFactory, ReportFactory, charted_paper

    paper = charted_paper()
    chart = paper.annexes[0].blocks[0]
    report = ReportFactory(body=body, issued=True, period="2019-Y", paper=paper)
    FrozenFigureFactory(edition=report.edition, key="steering.tasks")
    published = ReportFactory(body=body, issued=True, period="2018-Y", is_published=True)
    return {
        "public report": (report.code,),
        "open report": (published.code,),
        "unit with open data": (published.unit.code,),
        "issued report": (report.pk,),
        "report chart": (report.pk, charts.name_of(chart)),
    }


def _file_of(report: Any) -> tuple[int, int]:
    from common import clock
    from documents import services as documents
    from reports.models import ReportFile

    blob = documents.store(b"%PDF-1.7 ...", content_type="application/pdf")
    file = ReportFile.objects.create(report=report, blob=blob, built_at=clock.now())
    return report.pk, file.pk
