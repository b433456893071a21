"""Records the cases of demo.cases through the verbs, as a person would step by step; bodies are made as they come."""

from datetime import date, datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from common.clock import ZONE
from common.errors import Refused
from common.periods import Period
from conferences import services, typed_figures
from conferences.enums import Presence
from conferences.models import Conference, ConferenceKind, DecisionMatter
from conferences.services import General
from demo.cases import plain
from figures.models import Indicator
from organizations.models import Body, Unit
from steering.enums import Position
from steering.models import Committee, CommitteeMember
from tests.factories.organizations import BodyFactory, days
from tests.factories.steering import CommitteeBodyFactory, CommitteeFactory, CommitteeMemberFactory
from tests.support.pages import filled


def body(code: str, unit: Unit) -> Body:
    """The body of that code; a plain one of the unit when nobody made it yet."""
    found = Body.objects.filter(code=code).first()
    return found or BodyFactory(code=code, unit=unit, name=f"Cơ quan {code}", short_name="")


def committee(case: plain.Committee, unit: Unit) -> Committee:
    """The committee of a case with its first members."""
    own = CommitteeBodyFactory(code=case.body, unit=unit)
    made = CommitteeFactory(body=own, valid=days(case.on.isoformat()))
    for rank, person in enumerate(case.members):
        CommitteeMemberFactory(
            committee=made,
            full_name=person.full_name,
            office=person.office,
            position=Position(person.position),
            rank=rank,
        )
    return made


def start(meeting: plain.Meeting, host: Body, by) -> Conference:
    """Step 1."""
    chair = CommitteeMember.objects.filter(committee__body=host, full_name=meeting.chair).first()
    general = services.General(
        host=host,
        kinds=list(ConferenceKind.objects.filter(code__in=meeting.kinds)),
        period=Period.parse(meeting.period) if meeting.period else None,
        title=meeting.title,
        subject=meeting.subject,
        starts_at=meeting.starts_at.replace(tzinfo=ZONE),
        ends_at=meeting.ends_at.replace(tzinfo=ZONE),
        place=meeting.place,
        chair=chair,
        chair_name="" if chair else meeting.chair,
        chair_office=meeting.chair_office,
        proceedings=meeting.proceedings,
    )
    return services.start(general=general, by=by)


def record(meeting: plain.Meeting, host: Body, by) -> Conference:
    """Steps 1 to 8; completed when the meeting is."""
    conference = start(meeting, host, by)
    unit = host.unit
    members = CommitteeMember.objects.filter(committee__body=host).on(conference.held_on)
    presences = [
        services.Presences(
            member=member,
            state=Presence.EXCUSED if member.full_name in meeting.excused else Presence.PRESENT,
        )
        for member in members
    ]
    services.save_step_2_attendance(conference=conference, members=presences, by=by)
    for came in meeting.attendance:
        services.add_attendance(
            conference=conference, label=came.label, invited=came.invited, present=came.present, by=by
        )
    services.save_step_3_prior(conference=conference, remark=meeting.prior_remark, by=by)
    for stated in meeting.figures:
        indicator = Indicator.objects.get(code=stated.indicator)
        services.add_figure(
            conference=conference,
            indicator=indicator,
            figure=typed_figures.read(indicator, stated.typed, stated.note),
            window=Period.parse(stated.period) if stated.period else None,
            by=by,
        )
    services.save_step_4_figures(conference=conference, by=by)
    for said in meeting.opinions:
        services.add_opinion(conference=conference, said=services.Said(text=said.text, speaker=said.speaker), by=by)
    services.save_step_5_opinions(conference=conference, by=by)
    for voted in meeting.votes:
        values = {name: value for name, value in vars(voted).items() if name != "matter"}
        matter = DecisionMatter.objects.get(code=voted.matter)
        services.add_vote(conference=conference, ballot=services.Ballot(matter=matter, **values), by=by)
    services.save_step_6_votes(conference=conference, by=by)
    for concluded in meeting.conclusions:
        services.add_conclusion(
            conference=conference,
            concluded=services.Concluded(
                text=concluded.text,
                lead=body(concluded.lead, unit),
                supporters=[body(code, unit) for code in concluded.supporters],
                due_on=concluded.due_on,
                period_note=concluded.period_note,
            ),
            by=by,
        )
    services.save_step_7_conclusions(conference=conference, by=by)
    if meeting.completed:
        services.complete(conference=conference, by=by)
    conference.refresh_from_db()
    return conference


def send(client: Client, url: str, **typed: Any) -> HttpResponse:
    """Fill in the page's own form and send it, as a browser without scripts does."""
    page = client.get(url)
    assert page.status_code == 200, f"{url} answered {page.status_code}"
    html = page.content.decode()
    for number in range(html.count("<form")):
        action, data = filled(html, form=number, **typed)
        if action in ("", url):
            return client.post(url, data.urlencode(), "application/x-www-form-urlencoded")
    raise AssertionError(f"{url} has no form of its own")


def general(host, **changes) -> General:
    values = {
        "host": host,
        "kinds": list(ConferenceKind.objects.filter(code="so-ket")),
        "period": Period.parse("2020-9M"),
        "starts_at": datetime(2020, 9, 23, 14, tzinfo=ZONE),
        "ends_at": datetime(2020, 9, 23, 16, 30, tzinfo=ZONE),
        "chair_name": "Nguyễn Văn A",
    }
    return General(**values | changes)


def concluded(ward, text="Giám sát chi bộ số 11", **changes) -> services.Concluded:
    values = {"text": text, "lead": ward.mttq, "due_on": date(2020, 11, 30)}
    return services.Concluded(**values | changes)


def refused(field, verb, **arguments) -> str:
    with pytest.raises(Refused) as caught:
        verb(**arguments)
    assert caught.value.field == field
    return str(caught.value)
