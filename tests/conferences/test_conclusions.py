"""Conclusions and their tasks: one transaction, one life until somebody begins to work."""

from datetime import date, datetime, timedelta

import pytest

from audit.services import history
from common.clock import ZONE
from conferences import services
from conferences.models import Conclusion
from notices.models import Notice
from organizations.enums import Role
from steering import services as steering
from steering.enums import TaskStatus
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory

from .recording import concluded, general, refused


def test_a_conclusion_is_a_task_in_the_same_transaction_and_the_lead_body_is_told(ward, review):
    person = UserFactory(member_of=ward.mttq, role=Role.ANSWERER)

    made = services.add_conclusion(conference=review, concluded=concluded(ward), by=ward.official)

    task = made.task
    assert (task.title, task.lead, task.due_on) == ("Giám sát chi bộ số 11", ward.mttq, date(2020, 11, 30))
    assert (task.assigned_by, task.assigned_on) == (ward.host, date(2020, 9, 23))
    assert (task.origin_kind, task.origin_id) == ("conferences.conference", review.pk)
    assert Notice.objects.filter(recipient=person, kind="steering.assigned").exists()


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("due_on", {"due_on": date(2020, 9, 22)}),
        ("text", {"text": "  "}),
        ("text", {"text": "a" * 1001}),
    ],
)
def test_a_conclusion_refuses(ward, review, field, changes):
    refused(field, services.add_conclusion, conference=review, concluded=concluded(ward, **changes), by=ward.official)
    assert not Conclusion.objects.exists()


def test_the_lead_body_does_not_support_itself(ward, review):
    both = concluded(ward, supporters=[ward.mttq])
    refused("supporters", services.add_conclusion, conference=review, concluded=both, by=ward.official)


def test_a_body_outside_the_unit_gets_no_task(ward, review):
    outside = concluded(ward, lead=BodyFactory())
    refused("lead", services.add_conclusion, conference=review, concluded=outside, by=ward.official)


def test_the_same_words_twice_are_a_repeated_click(ward, review):
    services.add_conclusion(conference=review, concluded=concluded(ward), by=ward.official)

    said = refused("text", services.add_conclusion, conference=review, concluded=concluded(ward), by=ward.official)
    assert "số 1" in said


def test_editing_a_conclusion_edits_its_untouched_task(ward, review):
    made = services.add_conclusion(conference=review, concluded=concluded(ward), by=ward.official)

    changed = concluded(ward, text="Giám sát chi bộ số 12", lead=ward.ubnd, due_on=date(2020, 12, 1))
    services.edit_conclusion(conclusion=made, concluded=changed, by=ward.official)

    made.task.refresh_from_db()
    assert (made.task.title, made.task.lead, made.task.due_on) == (
        "Giám sát chi bộ số 12",
        ward.ubnd,
        date(2020, 12, 1),
    )


def test_a_conclusion_whose_task_has_moved_is_neither_edited_nor_removed(ward, review):
    made = services.add_conclusion(conference=review, concluded=concluded(ward), by=ward.official)
    steering.report_progress(task=made.task, text="Đã bắt đầu", percent=10, by=ward.clerk)

    assert made.task.code in refused(
        None, services.edit_conclusion, conclusion=made, concluded=concluded(ward, text="Khác"), by=ward.official
    )
    refused(None, services.remove_conclusion, conclusion=made, by=ward.official)


def test_removing_a_conclusion_cancels_its_task_and_closes_the_gap(ward, review):
    first, second = (
        services.add_conclusion(conference=review, concluded=concluded(ward, text=text), by=ward.official)
        for text in ("Việc thứ nhất", "Việc thứ hai")
    )

    services.remove_conclusion(conclusion=first, by=ward.official)

    first.task.refresh_from_db()
    second.refresh_from_db()
    assert first.task.status == TaskStatus.CANCELLED
    assert second.order == 1
    assert "bỏ kết luận 1" in history(review)[0].text


def test_host_and_day_stay_within_what_conclusions_rest_on(ward, review):
    services.add_conclusion(conference=review, concluded=concluded(ward), by=ward.official)
    save = services.save_step_1_general

    refused("host", save, conference=review, general=general(ward.ubnd), by=ward.official)
    later = datetime(2020, 12, 5, 8, tzinfo=ZONE)
    moved = general(ward.host, starts_at=later, ends_at=later + timedelta(hours=2))
    refused("starts_at", save, conference=review, general=moved, by=ward.official)
