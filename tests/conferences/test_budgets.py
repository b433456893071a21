"""What a page costs: queries and kilobytes, for 3 lines and for 300 (docs/architecture.md, "Pages")."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conferences.enums import Step
from conferences.models import Attendance, Conclusion, Conference, Opinion, PriorState, Vote
from demo.cases import case_d
from figures.models import Fact, Indicator
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.conferences import ConferenceFactory
from tests.factories.organizations import UnitFactory
from tests.factories.steering import TaskFactory

from . import recording
from .test_pages import step_url

FRAME = 4
LIST, STEP = FRAME + 6, FRAME + 12
KILOBYTES = 25


def fill(conference: Conference, count: int) -> Conference:
    """That many lines in every list of the conference."""
    numbers = range(1, count + 1)
    host = conference.host
    tasks = [TaskFactory(assigned_by=host, lead=host) for _number in numbers]
    Conclusion.objects.bulk_create(
        Conclusion(conference=conference, order=n, text=f"Kết luận {n}", lead=host, due_on=task.due_on, task=task)
        for n, task in zip(numbers, tasks, strict=True)
    )
    Opinion.objects.bulk_create(
        Opinion(conference=conference, order=n, text=f"Ý kiến {n}", body=host, speaker="Tổ trưởng") for n in numbers
    )
    Attendance.objects.bulk_create(
        Attendance(conference=conference, order=n, label=f"Tổ {n}", invited=9, present=8) for n in numbers
    )
    Vote.objects.bulk_create(
        Vote(
            conference=conference, order=n, text=f"Việc {n}", community="Tổ 1", form="meeting",
            households=9, represented=9, in_favour=8, against=1,
        )
        for n in numbers
    )  # fmt: skip
    indicators = Indicator.objects.bulk_create(
        Indicator(
            code=f"chi-tieu-{conference.pk}-{n}",
            name_vi=f"Chỉ tiêu {n}",
            name_en="",
            kind="count",
            valid=host.valid,
            rank=900,
        )
        for n in numbers
    )
    window = conference.period_value.range
    Fact.objects.bulk_create(
        Fact(
            indicator=indicator, kind="count", unit=host.unit, valid=window, period=conference.period, value=5,
            source_kind="conferences.conference", source_id=conference.pk, stated_by=conference.created_by,
            stated_at=conference.starts_at,
        )
        for indicator in indicators
    )  # fmt: skip
    Indicator.objects.filter(code__startswith="chi-tieu-").update(valid="[1999-01-01,1999-12-31)")
    return conference


@pytest.fixture
def stage(ward, request):
    """A review that looks back at a completed conference, both with as many lines as the test asks for."""
    last = fill(recording.start(case_d.NINE_MONTHS, ward.host, ward.official), request.param)
    now = fill(recording.start(case_d.YEAR_END, ward.host, ward.official), request.param)
    Conference.objects.filter(pk=last.pk).update(
        status="completed", completed_at=last.ends_at, completed_by=ward.official
    )
    Conference.objects.filter(pk=now.pk).update(previous=last)
    now.refresh_from_db()
    return now


def cost(client, url: str) -> tuple[int, float]:
    """Queries and kilobytes of a page that is asked for the second time."""
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = client.get(url)
    assert page.status_code == 200
    return len(queries), len(page.content) / 1000


@pytest.mark.parametrize("stage", [3, 300], indirect=True)
def test_steps_and_detail_cost_the_same_for_3_and_for_300_lines(client, ward, stage):
    client.force_login(ward.official)

    urls = {step.name: step_url(stage, step) for step in Step} | {"detail": stage.get_absolute_url()}
    costs = {name: cost(client, url) for name, url in urls.items()}

    assert {name: queries for name, (queries, _size) in costs.items() if queries > STEP} == {}
    assert {name: size for name, (_queries, size) in costs.items() if size > KILOBYTES} == {}


@pytest.mark.parametrize("count", [3, 300])
def test_the_list_costs_the_same_for_3_and_for_300_conferences(client, ward, count):
    for number in range(count):
        ConferenceFactory(host=ward.host, title=f"Hội nghị {number}", created_by=ward.official)
    client.force_login(ward.official)

    queries, size = cost(client, reverse("conferences:list"))

    assert queries <= LIST
    assert size <= KILOBYTES


def test_a_person_of_several_units_costs_one_query_more(client, ward, review):
    person = UserFactory(member_of=ward.unit, role=Role.OFFICIAL)
    from tests.factories.organizations import MembershipFactory

    MembershipFactory(user=person, unit=UnitFactory(), role=Role.OFFICIAL)
    client.force_login(person)

    assert cost(client, step_url(review, Step.FIGURES))[0] <= STEP


@pytest.mark.parametrize("stage", [30], indirect=True)
def test_minutes_hold_every_line(client, ward, stage):
    client.force_login(ward.official)

    queries, _size = cost(client, reverse("conferences:minutes", args=[stage.code]))

    assert queries <= STEP
    assert not PriorState.objects.exists()
