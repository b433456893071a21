"""A supervision from its notice to its last recommendation: which days the law sets, and who may do what."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from common import chain
from common.errors import Refused
from common.periods import Period
from deadlines.models import Clock
from figures import registry
from organizations.enums import Family, Role
from steering.models import RegulationType, Task
from supervision import timing
from supervision.enums import RecommendationStatus, SubjectKind, SupervisionStatus, SupervisorSort
from supervision.models import Recommendation, Supervision
from supervision.services import recommendations as asking
from supervision.services import supervisions as services
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory
from tests.factories.steering import CommitteeFactory, TaskFactory
from tests.factories.supervision import (
    BEGINS,
    board_of,
    concluded,
    front_of,
    kind,
    members,
    supervision_of,
)

pytestmark = pytest.mark.django_db


# who, begins, last lawful day of the notice (worked out by hand), article
GOLDEN = [
    (SupervisorSort.FRONT, "2020-11-16", "2020-11-01", "403/2017"),  # 15 days before, a Sunday stays
    (SupervisorSort.FRONT, "2026-11-30", "2026-11-15", "403/2017"),
    (SupervisorSort.COUNCIL, "2020-11-16", "2020-11-09", "Điều 86"),  # 7 days before
    (SupervisorSort.COUNCIL, "2026-02-28", "2026-02-21", "Điều 86"),
    (SupervisorSort.COUNCIL, "2026-03-02", None, ""),  # the law of 2025 was read without a figure
    (SupervisorSort.COMMUNE_BOARD, "2026-11-16", "2026-11-09", "Điều 14"),  # 5 working days before, over a weekend
    (SupervisorSort.COMMUNE_BOARD, "2023-08-22", "2023-08-15", "Điều 14"),  # the first week of the decree
    (SupervisorSort.COMMUNE_BOARD, "2023-08-14", None, ""),  # the decree is in force from 15/08/2023
    (SupervisorSort.AGENCY_BOARD, "2026-11-16", "2026-11-09", "Điều 22"),
    (SupervisorSort.INVESTMENT_BOARD, "2026-11-16", "2026-10-02", "Điều 45"),  # 45 days before
    (SupervisorSort.COMMITTEE, "2020-11-16", None, ""),
]


@pytest.mark.parametrize(("sort", "begins", "last", "article"), GOLDEN)
def test_the_notice_is_due_by_the_rule_of_whoever_supervises_in_force_that_day(
    front, office, keeper, sort, begins, last, article
):
    one = supervision_of(front, keeper, subject=office)
    timing.cancelled(one, by=keeper, reason="tính lại")
    one.sort, one.begins_on, one.subject_body = sort, date.fromisoformat(begins), None

    timing.prepared(one, by=keeper)

    clock = Clock.objects.of(one).live().filter(kind__code=timing.NOTICE).select_related("rule").first()
    assert (str(clock.due_on) if clock else None) == last
    assert article in (clock.rule.citation if clock and clock.rule else "")


def test_the_kind_of_body_says_as_what_it_supervises(ward, front, cell, office):
    council = BodyFactory(unit=ward, kind=kind("hdnd", Family.COUNCIL, "Hội đồng nhân dân"))

    assert [services.sort_of(body) for body in (front, council, cell, office)] == [
        SupervisorSort.FRONT, SupervisorSort.COUNCIL, SupervisorSort.COMMITTEE, SupervisorSort.OTHER,
    ]  # fmt: skip


def test_the_subject_reports_seven_days_before_and_the_result_comes_within_fifteen(front, office, keeper, on):
    one = supervision_of(front, keeper, subject=office, begins_on=date(2020, 11, 30))
    assert (one.notice_by, one.report_by) == (date(2020, 11, 15), date(2020, 11, 23))

    services.notify(supervision=one, number="05/KH", on=date(2020, 11, 2), by=keeper)
    on("2020-12-02")
    services.carry_out(supervision=one, on=date(2020, 12, 1), by=keeper)

    one.refresh_from_db()
    assert one.result_by == date(2020, 12, 16)
    assert not Clock.objects.of(one).live().filter(kind__code=timing.REPORT).exists()


def test_a_notice_after_the_last_lawful_day_is_recorded_and_shown_as_late(front, office, keeper):
    one = supervision_of(front, keeper, subject=office)

    late = services.notify(supervision=one, number="05/KH", on=date(2020, 11, 2), by=keeper)

    assert late.was_notified_late
    assert late.status == SupervisionStatus.NOTIFIED


def test_another_day_of_beginning_counts_the_days_anew(front, office, keeper):
    one = supervision_of(front, keeper, subject=office)
    facts = services.SupervisionFacts(
        title=one.title, subject_kind=one.subject_kind, subject_body=office, begins_on=date(2020, 12, 14)
    )

    moved = services.edit(supervision=one, facts=facts, by=keeper)

    assert (moved.notice_by, moved.report_by) == (date(2020, 11, 29), date(2020, 12, 7))


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"subject_text": "", "subject_kind": SubjectKind.PROJECT}, "subject_text"),
        ({"subject_kind": SubjectKind.BODY}, "subject_body"),
        ({"title": "  "}, "title"),
        ({"begins_on": date(1990, 1, 1)}, "begins_on"),
    ],
)
def test_a_supervision_without_subject_or_matter_is_refused(front, keeper, facts, field):
    with pytest.raises(Refused) as refused:
        supervision_of(front, keeper, **facts)

    assert refused.value.field == field


def test_a_body_does_not_supervise_itself(front, keeper):
    with pytest.raises(Refused):
        supervision_of(front, keeper, subject=front)


def test_party_cell_number_11_may_be_a_body_or_words(front, cell, keeper):
    named = supervision_of(front, keeper, subject=cell, subject_kind=SubjectKind.PARTY_CELL)
    written = supervision_of(front, keeper, subject_kind=SubjectKind.PARTY_CELL, subject_text="Chi bộ số 11")

    assert named.subject_text == written.subject_text == "Chi bộ số 11"
    assert written.report_by is None  # nobody in the portal is asked for a report


# who supervises, received, last day of the answer, article
ANSWERS = [
    ("commune", "2026-10-01", "2026-10-16", "Điều 40"),
    ("commune", "2026-10-02", "2026-10-19", "Điều 40"),  # the 17th is a Saturday
    ("agency", "2026-10-01", "2026-10-16", "Điều 63"),
    ("invest", "2026-10-01", "2026-10-16", "Điều 45"),
    ("front", "2026-10-01", None, ""),
    ("commune", "2023-06-30", None, ""),  # before the law of 2022
]


@pytest.mark.parametrize(("sort", "received", "last", "article"), ANSWERS)
def test_a_board_is_answered_within_fifteen_days_by_the_article_of_its_kind(
    front, office, keeper, on, sort, received, last, article
):
    on("2026-11-02")
    day = date.fromisoformat(received)
    one = supervision_of(front, keeper, subject=office, begins_on=day)
    Supervision.objects.filter(pk=one.pk).update(sort=sort)

    asked = concluded(services.locked(one), keeper, office, last=day)

    assert (str(asked.due_on) if asked.due_on else None) == last
    clock = Clock.objects.of(asked).select_related("rule").first()
    assert article in (clock.rule.citation if clock and clock.rule else "")


def test_a_day_by_hand_counts_only_where_the_law_sets_none(front, office, keeper, on):
    on("2020-12-02")
    asked = concluded(supervision_of(front, keeper, subject=office), keeper, office, last=date(2020, 12, 1))
    again = asking.recommend(
        supervision=asked.supervision, text="Báo cáo lại", to=office, on=date(2020, 12, 1), by=keeper,
        answer_by=date(2020, 12, 20),
    )  # fmt: skip
    assert again.due_on == date(2020, 12, 20)

    Supervision.objects.filter(pk=asked.supervision_id).update(sort=SupervisorSort.COMMUNE_BOARD)
    on("2026-11-02")
    with pytest.raises(Refused) as refused:
        asking.recommend(
            supervision=asked.supervision, text="Báo cáo lại", to=office, on=date(2026, 11, 1), by=keeper,
            answer_by=date(2026, 11, 30),
        )  # fmt: skip
    assert refused.value.field == "answer_by"


@pytest.fixture
def asked(front, office, keeper, on) -> Recommendation:
    on("2020-12-10")
    return concluded(supervision_of(front, keeper, subject=office), keeper, office, last=date(2020, 12, 1))


def test_an_answer_has_number_day_and_text_and_stops_the_clock(asked, office, keeper):
    with pytest.raises(Refused) as refused:
        asking.answer(recommendation=asked, number=" ", on=date(2020, 12, 9), text="Đã niêm yết", by=keeper)
    assert refused.value.field == "number"

    answered = asking.answer(
        recommendation=asked, number="88/UBND-VP", on=date(2020, 12, 9), text="Sẽ niêm yết",
        promised_on=date(2020, 12, 31), by=UserFactory(member_of=office, role=Role.ANSWERER),
    )  # fmt: skip

    assert answered.status == RecommendationStatus.ANSWERED
    assert not Clock.objects.of(answered).live().exists()


def test_partly_done_stays_open_and_is_late_after_the_day_promised(asked, keeper, on):
    rest = date(2020, 12, 20)
    partly = asking.judge(
        recommendation=asked, outcome="partly", on=date(2020, 12, 9), text="Hai trong ba khoản", promised_on=rest,
        by=keeper,
    )  # fmt: skip
    assert partly.is_open
    assert not partly.is_late

    assert list(Recommendation.objects.late(rest + timedelta(days=1))) == [partly]
    with pytest.raises(Refused):
        services.close(supervision=partly.supervision, on=date(2020, 12, 10), by=keeper)

    on("2020-12-30")
    asking.judge(recommendation=partly, outcome="done", on=date(2020, 12, 28), text="Đủ ba khoản", by=keeper)
    closed = services.close(supervision=partly.supervision, on=date(2020, 12, 30), by=keeper)
    assert closed.status == SupervisionStatus.CLOSED


def test_a_supervisor_sets_nobody_a_task_but_the_body_that_was_asked_does(asked, front, office):
    supervisor = UserFactory(member_of=front, role=Role.FRONT)
    with pytest.raises(PermissionDenied):
        asking.make_task(recommendation=asked, assigned_by=front, lead=office, due_on=date(2020, 12, 31), by=supervisor)

    leader = UserFactory(member_of=office, role=Role.LEADER)
    task = asking.make_task(recommendation=asked, assigned_by=office, lead=office, due_on=date(2020, 12, 31), by=leader)

    assert task.assigned_by == office
    labels = [link.label for link in chain.links("steering.task", [task.pk], reader=leader)[task.pk]]
    assert f"kiến nghị sau giám sát {asked.supervision.code}" in labels
    with pytest.raises(Refused):
        asking.make_task(recommendation=asked, assigned_by=office, lead=office, due_on=date(2020, 12, 31), by=leader)


def test_a_steering_committee_that_supervises_may_set_the_task_itself(ward, office, cell, keeper, on):
    on("2020-12-10")
    committee = CommitteeFactory(commune=ward)
    one = supervision_of(committee.body, keeper, subject=cell, subject_kind=SubjectKind.PARTY_CELL)
    asked = concluded(one, keeper, cell, last=date(2020, 12, 1))

    task = asking.make_task(
        recommendation=asked, assigned_by=committee.body, lead=cell, due_on=date(2020, 12, 31), by=keeper
    )

    assert Task.objects.get(pk=task.pk).assigned_by == committee.body


def test_a_supervision_names_the_task_that_it_carries_out(ward, front, cell, keeper):
    task = TaskFactory(assigned_by=CommitteeFactory(commune=ward).body, lead=front)
    one = supervision_of(front, keeper, subject=cell, subject_kind=SubjectKind.PARTY_CELL, task=task)

    labels = [link.label for link in chain.links("supervision.supervision", [one.pk])[one.pk]]
    assert labels == [f"nhiệm vụ {task.code}", f"giám sát {one.code}"]


def test_strangers_do_not_see_it_and_only_the_supervisor_changes_it(front, office, keeper):
    from tests.factories.organizations import UnitFactory

    one = supervision_of(front, keeper, subject=office)
    stranger = UserFactory(member_of=UnitFactory(), role=Role.LEADER)
    subject = UserFactory(member_of=office, role=Role.LEADER)

    assert not Supervision.objects.visible_to(stranger).exists()
    assert Supervision.objects.visible_to(subject).exists()
    with pytest.raises(PermissionDenied):
        services.notify(supervision=one, number="1", on=date(2020, 11, 2), by=subject)


def test_whoever_set_a_board_up_enters_for_it(front, office, keeper, on):
    on("2026-11-02")
    board = board_of(front, keeper, members=members(6))
    entered = UserFactory(member_of=front, role=Role.FRONT)

    one = supervision_of(front, entered, subject=office, board=board, begins_on=date(2026, 11, 16))

    assert one.sort == SupervisorSort.COMMUNE_BOARD
    assert one.supervisor_name == board.name
    assert one.notice_by == date(2026, 11, 9)


def test_figures_equal_their_lists(asked, ward, keeper, client):
    window = Period.parse("2020-Q4")
    asking.answer(recommendation=asked, number="88", on=date(2020, 12, 9), text="Đã xong", by=keeper)
    asking.judge(recommendation=asked, outcome="done", on=date(2020, 12, 10), text="Đã xong", by=keeper)
    client.force_login(keeper)

    numbers = {
        name: registry.count(f"supervision.{name}", unit=ward, window=window)
        for name in ("carried_out", "recommended", "recommendations_done", "answered_in_time")
    }

    assert {name: one.number for name, one in numbers.items()} == {
        "carried_out": 1, "recommended": 1, "recommendations_done": 1, "answered_in_time": 0,
    }  # fmt: skip
    for one in numbers.values():
        html = client.get(one.url).content.decode()
        assert (f"<span>{one.number} " in html) is bool(one.number)


def test_the_database_keeps_what_a_state_needs(front, office, keeper):
    from django.db import IntegrityError, transaction

    one = supervision_of(front, keeper, subject=office)
    for broken in ({"status": "notified"}, {"status": "concluded"}, {"status": "cancelled"}, {"status": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Supervision.objects.filter(pk=one.pk).update(**broken)


def test_findings_name_one_of_the_regulations_supervised(front, office, keeper):
    kinds = list(RegulationType.objects.filter(unit=None)[:2])
    one = supervision_of(front, keeper, subject=office, types=kinds, team=["Chủ tịch MTTQ phường", " "])
    services.notify(supervision=one, number="05/KH", on=date(2020, 11, 2), by=keeper)

    with pytest.raises(Refused):
        services.add_finding(supervision=one, good=" ", wrong="", by=keeper)
    services.add_finding(supervision=one, good="", wrong="Chưa niêm yết", type=kinds[0], by=keeper)

    assert one.findings.get().type == kinds[0]
    assert [member.office for member in one.team.all()] == ["Chủ tịch MTTQ phường"]
    assert one.begins_on == BEGINS


def test_the_front_of_another_unit_is_not_asked(front, keeper, office):
    other = front_of(BodyFactory().unit)
    with pytest.raises(PermissionDenied):
        supervision_of(other, keeper, subject=office)


def test_the_list_as_a_file_has_a_line_for_each_recommendation(front, office, keeper, client):
    first = supervision_of(front, keeper, subject=office, title="=Giám sát thứ nhất", begins_on=date(2020, 10, 1))
    concluded(first, keeper, office, last=date(2020, 10, 2))
    asking.recommend(supervision=first, text="Họp dân lại", to=office, number="13/CV", on=date(2020, 10, 2), by=keeper)
    second = supervision_of(front, keeper, subject=office)
    client.force_login(keeper)

    listed = client.get(reverse("supervision:list"), {"tep": "csv"}).content.decode()

    assert (listed.count(f"{first.code},'=Giám sát thứ nhất"), listed.count(second.code)) == (2, 1)
    assert all(words in listed for words in ("Niêm yết đủ các khoản thu", "Họp dân lại", "01/10/2020"))
