"""What the database refuses, whoever writes: each rule with the sentence that people read."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from conferences.enums import Presence, Status, Step
from conferences.models import Attendance, ConferenceKind, DecisionMatter, StepSave
from tests.factories.conferences import (
    AFTERNOON,
    AttendanceFactory,
    ConferenceFactory,
    OpinionFactory,
    VoteFactory,
)

pytestmark = pytest.mark.django_db


def refused(constraint: str, write) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        write_and_check(write)


@transaction.atomic
def write_and_check(write) -> None:
    write()
    connection.check_constraints()


def test_kinds_and_matters_come_with_the_portal():
    assert ConferenceKind.objects.filter(code__in=["tong-ket", "so-ket", "chuyen-de", "giao-ban"]).count() == 4
    assert list(DecisionMatter.objects.order_by("item").values_list("item", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_a_conference_ends_after_it_begins():
    refused("conference_ends_after_start", lambda: ConferenceFactory(ends_at=AFTERNOON))


def test_a_completed_conference_has_its_moment_and_person():
    refused("conference_completed_has_day", lambda: ConferenceFactory(status=Status.COMPLETED))


def test_a_cancelled_conference_has_a_reason():
    refused("conference_cancelled_has_reason", lambda: ConferenceFactory(status=Status.CANCELLED))


def test_a_step_is_saved_once():
    conference = ConferenceFactory()
    row = {"conference": conference, "step": Step.GENERAL, "saved_at": AFTERNOON, "saved_by": conference.created_by}
    StepSave.objects.create(**row)

    refused("conference_step_once", lambda: StepSave.objects.create(**row))
    refused("conference_step_known", lambda: StepSave.objects.create(**{**row, "step": 9}))


def test_nobody_attends_beyond_the_invited():
    refused("attendance_within_invited", lambda: AttendanceFactory(invited=3, present=4))


def test_an_attendance_names_a_body_or_a_group_not_both_not_none():
    conference = ConferenceFactory()
    line = {"conference": conference, "order": 1, "invited": 1, "present": 1}

    refused("attendance_names_one", lambda: Attendance.objects.create(**line, label=" "))
    refused("attendance_names_one", lambda: Attendance.objects.create(**line, body=conference.host, label="Đảng ủy"))


def test_a_body_attends_once():
    conference = ConferenceFactory()
    AttendanceFactory(conference=conference, body=conference.host, label="")

    refused("attendance_body_once", lambda: AttendanceFactory(conference=conference, body=conference.host, label=""))


@pytest.mark.parametrize(
    ("numbers", "constraint"),
    [
        ({"households": 0, "represented": 0, "in_favour": 0, "against": 0}, "vote_has_households"),
        ({"represented": 91}, "vote_represented_within_households"),
        ({"in_favour": 75, "against": 6}, "vote_votes_within_represented"),
    ],
)
def test_votes_stay_within_the_households(numbers, constraint):
    refused(constraint, lambda: VoteFactory(**numbers))


def test_an_opinion_says_something():
    refused("opinion_text_not_blank", lambda: OpinionFactory(text="\n "))


def test_lines_of_a_completed_conference_do_not_change():
    conference = ConferenceFactory()
    opinion, came = OpinionFactory(conference=conference), AttendanceFactory(conference=conference)
    conference.status, conference.completed_at = Status.COMPLETED, AFTERNOON + timedelta(hours=5)
    conference.completed_by = conference.created_by
    conference.save()

    for write in (
        lambda: OpinionFactory(conference=conference),
        lambda: Attendance.objects.filter(pk=came.pk).update(present=1),
        opinion.delete,
    ):
        refused("is completed", write)


def test_stakes_carry_the_day_and_the_state_of_their_conference():
    conference = ConferenceFactory()
    conference.starts_at, conference.status = AFTERNOON - timedelta(days=1), Status.RECORDED
    conference.save()

    stake = conference.stakes.get()

    assert (stake.starts_at, stake.status) == (conference.starts_at, Status.RECORDED)


def test_presence_has_words_for_people():
    assert [str(label) for label in Presence.labels] == ["có mặt", "vắng có lý do", "vắng"]
