"""Writes a case through the verbs, in the order in which it happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from accounts.models import User
from common.periods import Period
from conferences import services as conferences
from conferences import typed_figures
from conferences.enums import Presence, VoteForm
from conferences.models import Conference, ConferenceKind, DecisionMatter
from figures.models import Indicator
from organizations.models import Body, Term
from reports import services as reports
from reports.models import Report
from steering import services as steering
from steering.enums import Position
from steering.models import Committee, CommitteeKind, CommitteeMember, Task

from .building import body, user
from .cases import plain


def record_case(case: plain.Case) -> None:
    """The committee, its conferences with what became of their conclusions, and its report."""
    clerk, official = user(case.clerk), user(case.official)
    if case.committee:
        found(case.committee, clerk)
    for meeting in case.meetings:
        conference = hold(meeting, clerk)
        follow_up(conference, meeting.conclusions, clerk=clerk, official=official)
    if case.report:
        write_report(case.report, clerk)
    if case.finished_on:
        _finish(case.meetings[0].host, case.finished_on, clerk=clerk, official=official)


# -- committees


def found(committee: plain.Committee, by: User) -> Committee:
    """Found a committee and enter the later decisions about its members."""
    made = steering.found_committee(
        kind=CommitteeKind.objects.get(code=committee.kind),
        body=body(committee.body),
        on=committee.on,
        decision_text=committee.decision,
        members=_specs(committee.members),
        term=Term.objects.get(code=committee.term) if committee.term else None,
        standing_body=body(committee.standing_body),
        by=by,
    )
    for change in committee.changes:
        sitting = {member.full_name: member for member in made.members.on(change.on)}
        steering.reorganise(
            committee=made,
            on=change.on,
            decision_text=change.decision,
            join=_specs(change.join),
            leave=[sitting[name] for name in change.leave],
            change=[steering.MemberChange(sitting[spec.full_name], spec) for spec in _specs(change.move)],
            note=change.note,
            by=by,
        )
    return made


def _specs(people: Iterable[plain.Person]) -> list[steering.MemberSpec]:
    return [
        steering.MemberSpec(
            full_name=person.full_name,
            position=Position(person.position),
            office=person.office,
            sector=person.sector,
            user=user(person.username) if person.username else None,
            rank=rank,
        )
        for rank, person in enumerate(people, 1)
    ]


# -- conferences


def plan(meeting: plain.Meeting, by: User) -> Conference:
    """Put a conference on the calendar, with those who are to be invited."""
    conference = conferences.plan(general=_general(meeting), by=by)
    for came in meeting.attendance:
        _line(conference, came, 0, by)
    return conference


def hold(meeting: plain.Meeting, by: User, *, planned: Conference | None = None) -> Conference:
    """Record a conference step by step; an uncompleted one stops after its figures."""
    if planned is None:
        conference = conferences.start(general=_general(meeting), by=by)
    else:
        conference = conferences.save_step_1_general(conference=planned, general=_general(meeting), by=by)
    _attendance(conference, meeting, by)
    conferences.save_step_3_prior(conference=conference, remark=meeting.prior_remark, by=by)
    _figures(conference, meeting.figures, by)
    if not meeting.completed:
        return conference
    _opinions(conference, meeting.opinions, by)
    _votes(conference, meeting.votes, by)
    _conclusions(conference, meeting.conclusions, by)
    return conferences.complete(conference=conference, by=by)


def _general(meeting: plain.Meeting) -> conferences.General:
    host = body(meeting.host)
    chair = CommitteeMember.objects.filter(
        committee__body=host, full_name=meeting.chair, valid__contains=meeting.starts_at.date()
    ).first()
    return conferences.General(
        host=host,
        kinds=list(ConferenceKind.objects.filter(code__in=meeting.kinds)),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        period=Period.parse(meeting.period) if meeting.period else None,
        title=meeting.title,
        subject=meeting.subject,
        place=meeting.place,
        chair=chair,
        chair_name="" if chair else meeting.chair,
        chair_office="" if chair else meeting.chair_office,
        agenda=meeting.agenda,
        proceedings=meeting.proceedings,
    )


def _attendance(conference: Conference, meeting: plain.Meeting, by: User) -> None:
    """Who came: beside the lines of those who were invited beforehand, or in lines of their own."""
    invited = {(line.body.code if line.body else "", line.label): line for line in conference.attendance.all()}
    for came in meeting.attendance:
        if line := invited.get((came.body, came.label)):
            counted = {line.pk: conferences.Came(came.invited, came.present)}
            conferences.save_step_2_attendance(conference=conference, counts=counted, by=by)
        else:
            _line(conference, came, came.present, by)
    members = CommitteeMember.objects.on(conference.held_on).filter(committee__body=conference.host)
    states = [
        conferences.Presences(member=member, state=_presence(member.full_name, meeting))
        for member in members.select_related("committee").in_official_order()
    ]
    conferences.save_step_2_attendance(conference=conference, members=states or None, by=by)


def _line(conference: Conference, came: plain.Came, present: int, by: User) -> None:
    conferences.add_attendance(
        conference=conference,
        body=body(came.body) if came.body else None,
        label=came.label,
        invited=came.invited,
        present=present,
        by=by,
    )


def _presence(name: str, meeting: plain.Meeting) -> Presence:
    if name in meeting.excused:
        return Presence.EXCUSED
    return Presence.PRESENT if meeting.present is None or name in meeting.present else Presence.ABSENT


def _figures(conference: Conference, figures: Iterable[plain.Stated], by: User) -> None:
    for stated in figures:
        indicator = Indicator.objects.get(code=stated.indicator)
        conferences.add_figure(
            conference=conference,
            indicator=indicator,
            figure=typed_figures.read(indicator, stated.typed, stated.note),
            window=Period.parse(stated.period) if stated.period else None,
            by=by,
        )
    conferences.save_step_4_figures(conference=conference, by=by)


def _opinions(conference: Conference, opinions: Iterable[plain.Said], by: User) -> None:
    for said in opinions:
        conferences.add_opinion(
            conference=conference,
            said=conferences.Said(
                text=said.text,
                speaker=said.speaker,
                body=body(said.body) if said.body else None,
                answered_by=said.answered_by,
                answer=said.answer,
            ),
            by=by,
        )
    conferences.save_step_5_opinions(conference=conference, by=by)


def _votes(conference: Conference, votes: Iterable[plain.Voted], by: User) -> None:
    for voted in votes:
        ballot = conferences.Ballot(
            text=voted.text,
            community=voted.community,
            matter=DecisionMatter.objects.get(code=voted.matter),
            form=VoteForm(voted.form),
            households=voted.households,
            represented=voted.represented,
            in_favour=voted.in_favour,
            against=voted.against,
        )
        conferences.add_vote(conference=conference, ballot=ballot, by=by)
    conferences.save_step_6_votes(conference=conference, by=by)


def _conclusions(conference: Conference, conclusions: Iterable[plain.Concluded], by: User) -> None:
    for one in conclusions:
        concluded = conferences.Concluded(
            text=one.text,
            lead=body(one.lead),
            supporters=_bodies(one.supporters),
            due_on=one.due_on,
            period_note=one.period_note,
        )
        conferences.add_conclusion(conference=conference, concluded=concluded, by=by)
    conferences.save_step_7_conclusions(conference=conference, by=by)


def _bodies(codes: Iterable[str]) -> list[Body]:
    return [body(code) for code in codes]


# -- tasks


def follow_up(conference: Conference, conclusions: Iterable[plain.Concluded], *, clerk: User, official: User) -> None:
    """What became of the tasks: the official reports, the clerk confirms."""
    tasks = Task.objects.filter(conclusion__conference=conference).order_by("conclusion__order")
    for task, concluded in zip(tasks, conclusions, strict=False):
        take_steps(task, concluded.steps, reporter=official, judge=clerk)


def _finish(host: str, on: date, *, clerk: User, official: User) -> None:
    """Everything that a body has set and that is still open comes to its end."""
    done = (
        plain.Step(on=on, percent=100, text="Đã thực hiện xong, kết thúc theo dõi (minh họa)."),
        plain.Step(on=on, what="sign_off"),
    )
    for task in Task.objects.open().filter(assigned_by__code=host).order_by("pk"):
        take_steps(task, done, reporter=official, judge=clerk)


def take_steps(task: Task, steps: Iterable[plain.Step], *, reporter: User, judge: User) -> None:
    """Steps in the order of their days."""
    for step in steps:
        if step.what == "report":
            steering.report_progress(task=task, text=step.text, percent=step.percent, reported_on=step.on, by=reporter)
        elif step.what == "sign_off":
            steering.sign_off(task=task, on=step.on, by=judge)
        elif step.what == "send_back":
            steering.send_back(task=task, reason=step.text, on=step.on, by=judge)
        elif step.what == "extend" and step.due_on:
            steering.extend(task=task, due_on=step.due_on, reason=step.text, on=step.on, by=judge)
        elif step.what == "cancel":
            steering.cancel(task=task, reason=step.text, on=step.on, by=judge)
        else:
            raise ValueError(f"no such step: {step}")


# -- reports


def write_report(written: plain.Written, by: User) -> Report:
    """Begin a report and write the clerk's words of its sections."""
    period = Period.parse(written.period)
    report = reports.start(body=body(written.body), kind=written.kind, period=period, by=by)
    if written.signer:
        report = reports.set_signing(
            report=report, signer_name=written.signer, signer_position="", place="", recipients="", by=by
        )
    write_sections(report, written.sections, by)
    return report


def write_sections(report: Report, words: Mapping[str, str], by: User) -> None:
    """The clerk's words, by section code."""
    sections = {section.code: section for section in report.outline.sections.all()}
    for code, text in words.items():
        reports.write_section(report=report, section=sections[code], text=text, by=by)
