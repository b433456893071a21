"""A commune with few or many rows of everything that is listed, and a person who may open all of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from accounts.models import User
from common import clock
from common.periods import Period
from community.models import OpinionNote
from conferences.enums import SessionPaperRole
from conferences.models import Conclusion, Conference, CouncilSession, SessionPaper
from deadlines.enums import StepKind
from deadlines.models import CalendarMove, ClockStep
from deadlines.services import clocks
from figures.models import Indicator
from letters.models import (
    CaseLink,
    Letter,
    LetterContent,
    LetterStake,
    LetterStep,
    ReceptionDay,
    ReceptionDayStake,
    ReceptionDuty,
    SealedOpening,
    Visit,
    VisitStake,
)
from organizations import scope
from organizations.enums import Role, Why
from organizations.models import Body, Unit
from petitions import services as petitions
from petitions.enums import PetitionStatus
from petitions.models import (
    Answer,
    Claim,
    Petition,
    Petitioner,
    Pressing,
    RaisedAgain,
    Recommendation,
    ReferralItem,
    SavedFilter,
)
from petitions.services import grouping, handing_over
from reports import paper
from reports.models import FrozenRow, Report
from steering import citing
from steering.models import RegulationType, Task
from steering.services import ruling
from tests.factories.accounts import UserFactory
from tests.factories.batches import BatchItemFactory, batch_of
from tests.factories.community import (
    HELD_ON,
    consultation_of,
    election_of,
    entered,
    mediated,
    passed_decision,
    planned,
    project_of,
    received,
    sat,
    sent_decision,
    sent_election,
    team_of,
    village_of,
)
from tests.factories.conferences import (
    AFTERNOON,
    AttendanceFactory,
    ConferenceFactory,
    CouncilSessionFactory,
    CouncilTermFactory,
    OpinionFactory,
    QuestioningFactory,
    VerificationFactory,
    VoteFactory,
)
from tests.factories.deadlines import (
    CalendarChangeFactory,
    CalendarDayFactory,
    ClockFactory,
    OwnLimitFactory,
    RuleFactory,
    TrackedLimitFactory,
)
from tests.factories.directing import (
    ImplementationFactory,
    PaperFactory,
    ProgrammeItemFactory,
    RegulationFactory,
    RegulationTypeFactory,
    WorkProgrammeFactory,
)
from tests.factories.disclosures import records_of as disclosures_of
from tests.factories.documents import AttachmentFactory, OfficialDocumentFactory
from tests.factories.exchange import ImportRunFactory
from tests.factories.figures import FactFactory
from tests.factories.indicator_forms import crowd_of as forms_of
from tests.factories.indicators import crowd_of as submissions_of
from tests.factories.jobs import JobFactory
from tests.factories.letters import LetterFactory, SealedCaseFactory, first
from tests.factories.movements import movements_of
from tests.factories.notices import NoticeFactory
from tests.factories.organizations import BodyFactory, MembershipFactory, UnitFactory, days
from tests.factories.petitions import (
    CouncilFactory,
    PetitionFactory,
    petition_at,
    petitions_of,
    referral_of,
    supervision_of,
)
from tests.factories.reception import (
    CaseFactory,
    CaseLinkFactory,
    ReceptionDayFactory,
    ReceptionDutyFactory,
    VisitFactory,
)
from tests.factories.reports import FrozenFigureFactory, ReportFactory, charted_paper
from tests.factories.steering import CommitteeFactory, CommitteeMemberFactory, ProgressReportFactory, TaskFactory
from tests.factories.supervision import records_of as supervision_records_of
from tests.support.clocks import many

ROLES = (Role.CLERK, Role.LEADER, Role.RECORDS_CLERK, Role.UNIT_ADMIN, Role.SYSTEM_ADMIN)

PERIODS = [f"{year}-Q{quarter}" for year in range(2019, 1930, -1) for quarter in (4, 3, 2, 1)]


@dataclass
class Crowd:
    """The unit, the person, and the values of the addresses' parameters by sort of record."""

    unit: Unit
    user: User
    records: dict[str, tuple[Any, ...]] = field(default_factory=dict)


def build(rows: int) -> Crowd:
    """``rows`` of everything: conferences, lines of a conference, tasks, committees, documents, reports, notices …"""
    unit = UnitFactory(code=f"dong-{rows}", name=f"Quảng Tân {rows}")
    crowd = Crowd(unit, UserFactory(username=f"nguoi-{rows}", member_of=unit, role=ROLES[0]))
    for role in ROLES[1:]:
        MembershipFactory(user=crowd.user, unit=unit, role=role)
    committee = _committee(crowd, rows)
    lead = BodyFactory(unit=unit)
    _conferences(crowd, committee.body, lead, rows)
    _sessions(crowd, lead, rows)
    _petition_steps(crowd, lead, rows)
    _petitions(crowd, BodyFactory(unit=unit), rows)
    _task(crowd, committee.body, lead, rows)
    _villages(crowd, rows)
    _reports(crowd, committee.body, rows)
    _papers(crowd, committee.body, rows)
    _calendar(crowd, lead, rows)
    _limits(crowd, lead, rows)
    _letters(crowd, lead, rows)
    _directing(crowd, committee, lead, rows)
    _reception(crowd, lead, rows)
    _cases(crowd, lead, rows)
    _community(crowd, lead, rows)
    crowd.records |= disclosures_of(lead, crowd.user, rows)
    crowd.records |= movements_of(lead, crowd.user, rows)
    crowd.records |= submissions_of(lead, rows)
    crowd.records |= forms_of(lead, rows)
    crowd.records |= supervision_records_of(lead, committee, crowd.user, rows)
    crowd.records["job"] = (JobFactory(unit=unit, created_by=crowd.user).pk,)
    for _number in range(rows):
        NoticeFactory(recipient=crowd.user)
        person = UserFactory(member_of=unit, role=Role.OFFICIAL)
    crowd.records |= {"unit": (unit.code,), "body": (committee.body.code,), "person": (person.username,)}
    crowd.records["person's role"] = (person.username, person.memberships.get().pk)
    return crowd


def _community(crowd: Crowd, body: Body, rows: int) -> None:
    """A matter of the commune that many villages decide, many decisions, one that waits for its recognition."""
    by, commune = crowd.user, body.unit
    villages = [village_of(commune, f"Thôn {number}") for number in range(max(rows // 10, 2))]
    whole = planned(body, *villages, by=by, commune_wide=True)
    for _village in villages:
        entered(whole, sat(60, 5), households=90, by=by)
    for number in range(rows):
        one = planned(body, villages[number % len(villages)], by=by)
    crowd.records |= {
        "decision": (one.code,),
        "decision result": (one.code, one.results.get().pk),
        "sent decision": (sent_decision(body, 3, recogniser=body, by=by).code,),
    }
    for number in range(rows):
        asked = consultation_of(body, by=by)
        election = election_of(body, villages[number % len(villages)], by=by, election_on=HELD_ON, names=["Lò Văn Xôm"])
    OpinionNote.objects.bulk_create(OpinionNote(consultation=asked, text="Giữ lối đi cũ") for _row in range(rows))
    for number in range(rows):
        village = villages[number % len(villages)]
        team = team_of(body, village, by=by, name=f"Tổ {number}")
        report = mediated(body, village, f"{2000 + number // len(villages)}-M01", by=by)
    decision = passed_decision(body, by=by)
    for _number in range(rows):
        project = project_of(decision, by=by)
    for _number in range(rows):
        line = received(project, "money", amount=500_000, giver="Lò Văn Xôm", consent_on=HELD_ON, by=by)
    crowd.records |= {
        "mediation": (report.code,),
        "mediation team": (team.code,),
        "contribution": (project.code,),
        "contribution line": (project.code, "thu", line.pk),
        "consultation": (asked.code,),
        "election": (election.code,),
        "sent election": (sent_election(body, by=by).code,),
    }


def _calendar(crowd: Crowd, body: Body, rows: int) -> None:
    """Own days off of the unit, and a change that would move many clocks."""
    for number in range(rows):
        own = CalendarDayFactory(unit=crowd.unit, day=date(2026, 12, 31) - timedelta(days=7 * number), name="Ngày hội")
    change = CalendarChangeFactory(unit=crowd.unit)
    keys = many(rows, [body], around=date(2020, 9, 10))
    days = {"due_from": date(2020, 9, 21), "due_to": date(2020, 9, 22)}
    CalendarMove.objects.bulk_create(CalendarMove(change=change, clock_id=key, **days) for key in keys)
    crowd.records |= {"calendar day": (own.pk,), "calendar change": (change.pk,)}


def _limits(crowd: Crowd, body: Body, rows: int) -> None:
    """Many limits that the body follows; the last one was recounted again and again by a paper."""
    rule = RuleFactory()
    for _number in range(rows):
        followed = ClockFactory(subject=TrackedLimitFactory(body=body, created_by=crowd.user), rule=rule, by=crowd.user)
    paper = OfficialDocumentFactory(issuer=body, issued=True, created_by=crowd.user)
    moved = {"kind": StepKind.RECOUNTED, "on": followed.started_on, "at": clock.now(), "due_from": followed.due_on}
    moved |= {"due_to": followed.due_on, "by": crowd.user, "document": paper, "clock": followed}
    ClockStep.objects.bulk_create(ClockStep(**moved) for _number in range(rows))
    crowd.records |= {"clock": (followed.pk,), "tracked limit": (followed.subject_id,)}
    suspended = ClockFactory(subject=TrackedLimitFactory(body=body, created_by=crowd.user), rule=rule)
    clocks.suspend(suspended, on=date(2020, 9, 25), reason="Chờ giám định", by=crowd.user)
    crowd.records["suspended clock"] = (suspended.pk,)


def _directing(crowd: Crowd, committee: Any, lead: Body, rows: int) -> None:
    """Many directing papers; one that many bodies must carry out and many tasks cite."""
    for _number in range(rows):
        paper = PaperFactory(unit=crowd.unit, entered_by=crowd.user)
    for number in range(rows):
        line = ImplementationFactory(paper=paper, body=BodyFactory(unit=crowd.unit, name=f"Tổ công tác {number}"))
    for task in Task.objects.filter(unit=crowd.unit).order_by("pk")[:rows]:
        citing.cite(task, [paper])
    crowd.records |= {"paper": (paper.pk,), "implementation": (paper.pk, line.pk)}
    for number in range(min(rows, 120)):
        WorkProgrammeFactory(committee=committee, year=1900 + number)
    programme = WorkProgrammeFactory(committee=committee, year=2020)
    for task in [None, *Task.objects.filter(unit=crowd.unit).order_by("pk")[: rows - 1]]:
        ProgrammeItemFactory(programme=programme, lead=lead, task=task)
    crowd.records["programme"] = (programme.pk,)
    for number in range(rows):
        regulation = RegulationFactory(body=lead, type=RegulationType.objects.order_by("pk")[number % 6])
    citing.cite(regulation, [paper])
    kind = RegulationTypeFactory(unit=crowd.unit)
    crowd.records |= {"regulation": (regulation.pk,), "regulation type": (kind.pk,)}
    assigned = [ruling.Assigned(member, "Cải cách hành chính") for member in committee.members.order_by("pk")]
    notice = {"decision_text": "05-TB/BCĐ", "on": date(2020, 5, 1), "assigned": assigned, "by": crowd.user}
    ruling.issue_assignment(committee=committee, **notice)
    for day in range(1, min(rows, 28) + 1):
        ruling.issue_rules(committee=committee, decision_text="04-QC/BCĐ", on=date(2020, 5, day), by=crowd.user)


def _letters(crowd: Crowd, body: Body, rows: int) -> None:
    """Many letters; one with many contents and steps, and a sealed case that was opened again and again."""
    like = {"unit": crowd.unit, "body": body, "entered_by": crowd.user, "entered_at": clock.now(), "contents_count": 1}
    letters = Letter.objects.bulk_create(
        Letter(code=f"DT-{rows}-{n}", received_on=date(2020, 9, 1), came_by="post", search_key="", **like)
        for n in range(rows)
    )
    LetterContent.objects.bulk_create(
        LetterContent(letter=one, position=1, kind="feedback", summary="Rác thải", holder=body) for one in letters
    )
    LetterStake.objects.bulk_create(
        LetterStake(record=one, unit=crowd.unit, body=body, why=Why.ORIGIN, since=clock.today()) for one in letters
    )
    contents = ["complaint"] * min(rows, 20)
    full = LetterFactory(body=body, by=crowd.user, kinds=contents)
    accepted = LetterFactory(body=body, by=crowd.user, accepted=True)
    said = {"on": date(2020, 10, 5), "body": body, "by": crowd.user, "at": clock.now(), "name": "take_in"}
    for one in (full, accepted):
        LetterStep.objects.bulk_create(LetterStep(content=first(one), **said) for _number in range(rows))
    case = SealedCaseFactory(body=body, by=crowd.user)
    SealedOpening.objects.bulk_create(
        SealedOpening(case=case, user=crowd.user, at=clock.now(), reason=b"-") for _number in range(rows)
    )
    crowd.records |= {"letter": (full.code,), "letter content": (full.code, 1)}
    crowd.records |= {"accepted content": (accepted.code, 1), "sealed case": (case.code,)}


def _reception(crowd: Crowd, body: Body, rows: int) -> None:
    """Many receptions of this month, and one day with many visits."""
    today = clock.today()
    ReceptionDuty.objects.bulk_create(
        ReceptionDutyFactory.build_batch(rows, body=body, valid=days(f"{today.year}-01-01"))
    )
    full = ReceptionDayFactory(body=body, on=today)
    like = {"body": body, "unit": crowd.unit, "duty": None, "on": today, "kind": "unscheduled", "reason": "Đột xuất"}
    made = ReceptionDay.objects.bulk_create(ReceptionDayFactory.build_batch(rows, **like))
    like = {"body": body, "unit": crowd.unit, "day": full, "on": today, "recorded_by": crowd.user, "people": 6}
    visits = Visit.objects.bulk_create(VisitFactory.build_batch(rows, **like))
    stake = {"unit": crowd.unit, "body": body, "why": Why.ORIGIN, "since": today}
    ReceptionDayStake.objects.bulk_create(ReceptionDayStake(record=one, **stake) for one in made)
    VisitStake.objects.bulk_create(VisitStake(record=one, **stake) for one in visits)
    owed = VisitFactory(body=body, day=full, on=today, handling="received", recorded_by=crowd.user, number=10**6)
    crowd.records |= {"reception day": (full.pk,), "reception duty": (full.duty_id,), "visit": (owed.pk,)}


def _cases(crowd: Crowd, body: Body, rows: int) -> None:
    """Many cases; the last one tied to many tasks."""
    for _number in range(rows):
        case = CaseFactory(lead=body)
    tasks = Task.objects.filter(unit=crowd.unit).order_by("pk")[:rows]
    tie = {"case": case, "linked_by": crowd.user}
    links = CaseLink.objects.bulk_create(CaseLinkFactory.build(task=task, **tie) for task in tasks)
    crowd.records |= {"case": (case.code,), "case link": (case.code, links[0].pk)}
    crowd.records["closed case"] = (CaseFactory(lead=body, closed=True).code,)


def _petitions(crowd: Crowd, office: Body, rows: int) -> None:
    """Petitions that wait to be classified, to be sent and to be answered, and lists by which they pass on."""
    council = CouncilFactory(unit=crowd.unit)
    received = petitions_of(council, rows, crowd.user)
    lead, *others = petitions_of(council, 3, crowd.user)
    grouping.group(lead=lead, duplicates=others[:1], by=crowd.user)
    waiting, sent = (petitions_of(council, rows, crowd.user, consolidated=True) for _ in range(2))
    referral_of(*sent, to=office, by=crowd.user)
    draft = petitions.draft_referral(sender=council, title="Chuyển kiến nghị", by=crowd.user)
    petitions.fill(referral=draft, wanted=dict.fromkeys(waiting, office), by=crowd.user)
    why = {"to": BodyFactory(unit=crowd.unit), "on": date(2020, 9, 1), "reason": "Phân công lại", "by": crowd.user}
    handover = handing_over.draft_manual(body=office, **why)
    applied = handing_over.draft_manual(body=office, **why)
    handing_over.apply(handover=applied, by=crowd.user)
    crowd.records |= {
        "import": (ImportRunFactory.create_batch(rows, council=council, created_by=crowd.user, errors=rows)[0].pk,),
        "unsent petition": (received[0].code,),
        "grouped petition": (others[0].code,),
        "draft referral": (draft.code,),
        "handover": (handover.code,),
        "applied handover": (applied.code,),
    }


def _petition_steps(crowd: Crowd, holder: Body, rows: int) -> None:
    """A session with many petitions; one to which everything happened, and one in each state from which people act."""
    council = Body.objects.filter(unit=crowd.unit, kind__code="hdnd").order_by("pk")[0]
    common = {"council": council, "created_by": crowd.user}
    for session in CouncilSession.objects.filter(council=council):
        PetitionFactory(session=session, times_raised=2, **common)
    for _number in range(rows):
        PetitionFactory(session=session, times_raised=2, **common)
    full = petition_at(PetitionStatus.ACCEPTED, holder=holder, **common)
    _fill_petition(crowd, full, rows)
    states = (PetitionStatus.TRANSFERRED, PetitionStatus.ANSWERED, PetitionStatus.CLAIMED, PetitionStatus.VERIFIED)
    walked = {state: petition_at(state, holder=holder, **common) for state in states}
    crowd.records |= {f"{state.value} petition": (petition.code,) for state, petition in walked.items()}
    crowd.records["petition"] = (full.code,)
    sent = list(Petition.objects.filter(council=council, status=PetitionStatus.TRANSFERRED)[:rows])
    supervision = supervision_of([*walked.values(), *sent], crowd.user)
    for number in range(rows):
        Recommendation.objects.create(
            supervision=supervision, text=f"Việc {number}", body=holder, due_on=date(2030, 1, 1)
        )
    crowd.records["supervision"] = (supervision.code,)
    SavedFilter.objects.bulk_create(
        SavedFilter(user=crowd.user, name=f"Bộ lọc {number}", query="han=overdue") for number in range(min(rows, 20))
    )


def _fill_petition(crowd: Crowd, full: Petition, rows: int) -> None:
    """Duplicates, earlier ones, people, answers, outcomes that were returned, documents that pressed."""
    item = full.items.get()
    by, on, holder = crowd.user, date(2020, 8, 17), item.to
    for _number in range(min(rows, 40)):
        other = PetitionFactory(council=full.council, status="grouped", lead=full, closed_on=on, created_by=by)
        RaisedAgain.objects.create(petition=full, earlier=other, by=by, on=on)
    papers = [OfficialDocumentFactory(issuer=holder, issued=True, created_by=by) for _number in range(min(rows, 40))]
    refused = {"state": "refused", "decided_on": on, "reason": "Không thuộc thẩm quyền"}
    judged = {"verdict": "returned", "verdict_on": on, "verdict_by": by, "verdict_reason": "Chưa xong"}
    said = {"petition": full, "body": holder}
    claimed = {"outcome": "explained", "text": "Đã giải thích", "claimed_on": on, "claimed_by": by}
    Petitioner.objects.bulk_create(Petitioner(petition=full, name="Lò Thị Mẩy") for _number in range(rows))
    ReferralItem.objects.bulk_create(
        ReferralItem(referral=item.referral, petition=full, to=holder, **refused) for _paper in papers
    )
    Answer.objects.bulk_create(
        Answer(text="Đã bố trí kinh phí", document=paper, written_by=by, **said) for paper in papers
    )
    claims = Claim.objects.bulk_create(Claim(evidence=paper, **said, **claimed, **judged) for paper in papers)
    AttachmentFactory(owner=claims[-1], uploaded_by=by)
    Pressing.objects.bulk_create(Pressing(rung=1, document=paper, on=on, by=by, **said) for paper in papers)


def _committee(crowd: Crowd, rows: int) -> Any:
    committee = CommitteeFactory(commune=crowd.unit)
    for _number in range(rows):
        CommitteeMemberFactory(committee=committee)
    crowd.records["committee"] = (committee.body.code,)
    return committee


def _villages(crowd: Crowd, rows: int) -> None:
    """Units below, each with its committee and with a time limit of its own."""
    for number in range(rows):
        village = UnitFactory(code=f"thon-{rows}-{number}", kind__code="thon", name=f"Thôn {number}", parent=crowd.unit)
        CommitteeFactory(commune=village)
        OwnLimitFactory(unit=village)
    own_limit = OwnLimitFactory(unit=crowd.unit)
    crowd.records |= {"rule": (own_limit.replaces.pk,), "own limit": (own_limit.pk,)}


def _conferences(crowd: Crowd, host: Body, lead: Body, rows: int) -> None:
    """Many conferences; the last one full of lines, after one that was full of conclusions."""
    for number in range(rows):
        ConferenceFactory(host=host, created_by=crowd.user, starts_at=AFTERNOON - timedelta(days=number + 30))
    before = ConferenceFactory(host=host, created_by=crowd.user, starts_at=AFTERNOON - timedelta(days=10))
    full = ConferenceFactory(host=host, created_by=crowd.user, previous=before)
    for conference in (before, full):
        _lines(conference, lead, rows)
    _complete(before)
    planned = ConferenceFactory(host=host, created_by=crowd.user, planned=True)
    crowd.records["conference"] = (full.code,)
    crowd.records["opinion"] = (OpinionFactory(conference=full).pk,)
    crowd.records["completed conference"] = (before.code,)
    crowd.records["planned conference"] = (planned.code,)


def _sessions(crowd: Crowd, asked: Body, rows: int) -> None:
    """Many terms of the council, many sessions of one; the open one full of papers, verifications and questions."""
    term = CouncilTermFactory(council__unit=crowd.unit)
    for number in range(min(rows, 80)):
        first = date(1500 + number, 1, 1)
        years = days(first.isoformat(), f"{first:%Y}-12-31")
        CouncilTermFactory(council=term.council, number=number + 1 if number < 18 else number + 2, valid=years)
    for number in range(rows):
        CouncilSessionFactory(term=term, ordinal=number + 10, created_by=crowd.user)
    full = CouncilSessionFactory(term=term, ordinal=1, opened=True, created_by=crowd.user)
    first_line = VerificationFactory(session=full)
    for lines, fixed in (
        (VerificationFactory, {"committee": first_line.committee}),
        (QuestioningFactory, {"asked": asked}),
    ):
        lines._meta.model.objects.bulk_create(lines.build_batch(rows, session=full, **fixed))
    for number in range(rows):
        document = OfficialDocumentFactory(issuer=term.council, issued=True, number=number + 1, created_by=crowd.user)
        SessionPaper.objects.create(session=full, document=document, role=SessionPaperRole.RESOLUTION)
    closed = CouncilSessionFactory(term=term, ordinal=2, closed=True, created_by=crowd.user)
    planned = CouncilSessionFactory(term=term, ordinal=3, created_by=crowd.user)
    crowd.records |= {"session": (planned.code,), "open session": (full.code,), "closed session": (closed.code,)}
    crowd.records["questioning"] = (full.code, full.questionings.order_by("pk")[0].pk)


def _lines(conference: Conference, lead: Body, rows: int) -> None:
    indicator = Indicator.objects.filter(counted="", kind="count").order_by("pk")[0]
    stated = {"indicator": indicator, "stated_by": conference.created_by, "source_id": conference.pk}
    stated |= {"unit": conference.host.unit, "body": conference.host, "source_kind": "conferences.conference"}
    for lines in (AttendanceFactory, OpinionFactory, VoteFactory):
        lines._meta.model.objects.bulk_create(lines.build_batch(rows, conference=conference))
    for number in range(rows):
        task = TaskFactory(assigned_by=conference.host, lead=lead)
        Conclusion.objects.create(
            conference=conference, order=number + 1, text=task.title, lead=lead, due_on=task.due_on, task=task
        )
        FactFactory(period=PERIODS[number], **stated)


def _complete(conference: Conference) -> None:
    Conference.objects.filter(pk=conference.pk).update(
        status="completed", completed_at=clock.now(), completed_by=conference.created_by
    )


def _task(crowd: Crowd, setter: Body, lead: Body, rows: int) -> None:
    task = TaskFactory(assigned_by=setter, lead=lead, working=True)
    writer = UserFactory(member_of=lead)
    for _number in range(rows):
        report = ProgressReportFactory(task=task, reported_by=writer)
        AttachmentFactory(owner=report, uploaded_by=writer)
    crowd.records["task"] = (task.code,)
    crowd.records["reported task"] = (TaskFactory(assigned_by=setter, lead=lead, reported=True).code,)


def _reports(crowd: Crowd, body: Body, rows: int) -> None:
    outline = paper.draft(body=body, kind="committee", period=Period.parse("2020-9M"))
    for code in [*PERIODS[:rows], "2020-9M"]:
        period = Period.parse(code)
        report = Report.objects.create(
            outline=outline.outline, body=body, unit=body.unit, kind_id="committee", code=paper.new_code(), period=code,
            window=period.range,
            created_by=crowd.user, created_at=clock.now(),
        )  # fmt: skip
        scope.write_stakes(report, [scope.StakeSpec.of(body, Why.ORIGIN)])
        crowd.records["report"] = (report.pk,)
        batch = batch_of([body], by=crowd.user)
    BatchItemFactory.create_batch(rows, batch=batch, done=True)
    crowd.records["batch"] = (batch.pk,)
    for status, code in (("submitted", "2020-Q1"), ("approved", "2020-Q2")):
        period = Period.parse(code)
        one = Report.objects.create(
            outline=outline.outline, body=body, unit=body.unit, kind_id="committee", code=paper.new_code(), period=code,
            window=period.range,
            created_by=crowd.user, created_at=clock.now(), status=status,
        )  # fmt: skip
        scope.write_stakes(one, [scope.StakeSpec.of(body, Why.ORIGIN)])
        crowd.records[f"{status} report"] = (one.pk,)
    published = ReportFactory(body=body, issued=True, period="2019-Y", created_by=crowd.user, paper=charted_paper(rows))
    Report.objects.filter(pk=published.pk).update(is_published=True)
    kept = FrozenRow.objects.bulk_create(
        FrozenRow(
            digest=hashlib.sha256(f"{published.pk} {number}".encode()).hexdigest(), kind="steering.task",
            record_id=number, cells=[["Mã", f"NV-{number}"], ["Nội dung", "Sửa đường"]], public=[0],
        )
        for number in range(1, rows + 1)
    )  # fmt: skip
    FrozenFigureFactory(
        edition=published.edition, key="steering.tasks", row_kind="steering.task",
        row_keys=list(range(1, rows + 1)), rows=[row.pk for row in kept],
    )  # fmt: skip
    crowd.records["public report"] = (published.code,)
    crowd.records["issued report"] = (published.pk,)


def _papers(crowd: Crowd, body: Body, rows: int) -> None:
    for number in range(rows):
        issued = date(2020, 9, 1) - timedelta(days=number)
        document = OfficialDocumentFactory(
            issuer=body, issued=True, number=number + 1, issued_on=issued, year=issued.year, created_by=crowd.user
        )
    for _number in range(rows):
        AttachmentFactory(owner=document, uploaded_by=crowd.user)
    crowd.records["document"] = (document.pk,)
    crowd.records["draft document"] = (OfficialDocumentFactory(issuer=body, created_by=crowd.user).pk,)
    attachment = AttachmentFactory(owner=document, uploaded_by=crowd.user)
    crowd.records["attachment"] = (attachment.pk,)
    crowd.records["attachment owner"] = ("documents.officialdocument", document.pk)
