"""Elections of village heads: the four days before, the votes, who is elected, recognition."""

from datetime import date, datetime

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from common.clock import ZONE
from common.errors import Refused
from common.periods import Period
from community import timing
from community.enums_elections import ElectionState as S
from community.models import Candidate, Election
from community.services import elections as services
from deadlines.models import Clock
from figures import registry
from tests.factories.community import SIGNER, election_of, keeper_of, village_of, with_minutes
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.papers.reading import TaggedPdf

pytestmark = pytest.mark.django_db

HELD_ON = date(2025, 10, 26)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime(2025, 11, 3, 9, tzinfo=ZONE), tick=False):
        yield


@pytest.fixture
def committee():
    return BodyFactory(unit=UnitFactory(name="Vân Khê", code="van-khe"))


@pytest.fixture
def village(committee):
    return village_of(committee.unit)


@pytest.fixture
def clerk(committee):
    return keeper_of(committee)


@pytest.fixture
def one(committee, village, clerk):
    return election_of(committee, village, by=clerk, election_on=HELD_ON, names=["Lò Văn Xôm", "Quàng Thị Mai"])


def held(one, clerk, *votes, households=90, represented=80):
    return services.enter(
        election=one, households=households, represented=represented, votes=dict(enumerate(votes, 1)),
        signed_by=SIGNER, by=clerk,
    )  # fmt: skip


def test_each_step_before_the_day_has_its_last_lawful_day(committee, village, clerk):
    one = election_of(committee, village, by=clerk, election_on=date(2025, 12, 7))

    due = {clock.kind.code: clock.due_on for clock in Clock.objects.of(one).select_related("kind")}

    assert due == {
        "community.election_decision": date(2025, 11, 17),  # 20 days before
        "community.election_candidates": date(2025, 11, 22),  # 15
        "community.election_team": date(2025, 11, 27),  # 10
        "community.election_notice": date(2025, 11, 30),  # 7
    }


def test_a_day_done_in_time_and_a_late_one_stand_on_the_page(one, clerk, client):
    days = {
        "decided_on": date(2025, 10, 6), "candidates_on": date(2025, 10, 14), "team_on": None,
        "posted_on": date(2025, 10, 19),
    }  # fmt: skip
    services.prepare(election=one, days=days, by=clerk)
    client.force_login(clerk)

    page = client.get(one.get_absolute_url()).content.decode()

    table = page.split("Chuẩn bị trước ngày bầu cử")[1].split("</table>")[0]
    assert [table.count(words) for words in (">đúng hạn<", ">muộn 3 ngày<", ">không ghi ngày<")] == [2, 1, 1]
    assert "VOTE-14/decision: Nghị định 59/2023/NĐ-CP Điều 6" in table


def test_after_a_dismissal_the_new_head_is_elected_within_sixty_days(committee, village, clerk):
    one = election_of(
        committee, village, by=clerk, election_on=date(2025, 12, 7), dismissed_on=date(2025, 10, 20)
    )  # fmt: skip

    clock = Clock.objects.of(one).get(kind__code=timing.ELECTION)

    assert (clock.rule.code, clock.due_on) == ("VOTE-15", date(2025, 12, 19))


@pytest.mark.parametrize(
    ("votes", "elected"), [((46, 30), "Lò Văn Xôm"), ((45, 30), None), ((30, 46), "Quàng Thị Mai"), ((40, 40), None)]
)
def test_elected_is_who_has_more_than_half_of_all_households(one, clerk, votes, elected):
    made = held(one, clerk, *votes)

    assert (made.state, made.elected.name if made.elected else None) == (S.HELD, elected)
    verdict = services.verdict_of(made, made.candidates.order_by("-votes", "number")[0])
    assert (verdict.needed, verdict.rule) == (46, "VOTE-08")
    assert "khoản 1 Điều 21, khoản 4 Điều 15" in verdict.citation


def test_more_votes_than_people_or_households_are_refused_beside_the_field(one, clerk):
    for votes, numbers, field in (
        ((60, 30), {}, "votes_2"),
        ((10, 10), {"represented": 91}, "represented"),
        ((0, 0), {"households": 0, "represented": 0}, "households"),
    ):
        with pytest.raises(Refused) as caught:
            held(one, clerk, *votes, **numbers)
        assert caught.value.field == field


def checked(rows, **wrong):
    with transaction.atomic():
        rows.update(**wrong)
        connection.check_constraints()


def test_the_database_refuses_them_too(one, clerk):
    made = held(one, clerk, 46, 30)

    with pytest.raises(IntegrityError, match="phiếu"):
        checked(Candidate.objects.filter(election=made, number=2), votes=35)
    with pytest.raises(IntegrityError):
        checked(Election.objects.filter(pk=made.pk), represented=91)


def test_the_result_is_sent_with_minutes_and_recognised(committee, one, clerk):
    made = held(one, clerk, 46, 30)
    assert Clock.objects.of(made).get(kind__code=timing.ELECTION_SENDING).due_on == date(2025, 10, 31)
    with pytest.raises(Refused, match="biên bản"):
        services.send(
            election=made, on=date(2025, 10, 28), recogniser=committee, received_on=date(2025, 10, 28), by=clerk
        )  # fmt: skip
    with_minutes(made, clerk)
    services.send(election=made, on=date(2025, 10, 28), recogniser=committee, received_on=date(2025, 10, 29), by=clerk)

    assert Clock.objects.of(made).get(kind__code=timing.ELECTION_RECOGNITION).due_on == date(2025, 11, 5)
    assert services.recognise(election=made, on=date(2025, 10, 31), by=clerk).state == S.RECOGNISED


def test_nobody_elected_is_nobody_recognised(committee, one, clerk):
    made = with_minutes(held(one, clerk, 40, 40), clerk)
    services.send(election=made, on=date(2025, 10, 28), recogniser=committee, received_on=date(2025, 10, 28), by=clerk)

    with pytest.raises(Refused, match="trúng cử"):
        services.recognise(election=made, on=date(2025, 10, 31), by=clerk)


def test_the_whole_way_from_the_screens(client, committee, village, clerk):
    client.force_login(clerk)
    wanted = {"keeper": committee.pk, "village": village.pk, "election_on": "26/10/2025"}
    client.post(reverse("community:election_new"), wanted)
    one = Election.objects.get()

    def step(slug, **typed):
        return client.post(reverse("community:election_step", args=[one.code, slug]), typed)

    votes = {"households": "90", "represented": "80", "signed_by": SIGNER, "votes_1": "60", "votes_2": "21"}
    assert step("chuan-bi", decided_on="06/10/2025").status_code == 302
    assert step("ung-cu", names="Lò Văn Xôm\nQuàng Thị Mai").status_code == 302
    wrong = step("ket-qua", **votes).content.decode()
    assert "không được quá số đại diện hộ đi bầu" in wrong
    assert 'value="60"' in wrong
    assert step("ket-qua", **votes | {"votes_2": "20"}).status_code == 302

    page = client.get(one.get_absolute_url()).content.decode()
    assert "60 / 90" in page
    found = registry.count("community.elections_held", unit=committee.unit, window=Period.parse("2025-Q4"))
    assert "1 cuộc bầu" in client.get(found.url).content.decode()


@pytest.mark.parametrize("kind", ["thong-bao", "phieu-bau", "bien-ban"])
def test_forms_are_printed_with_the_candidates_or_blank(client, one, clerk, kind):
    client.force_login(clerk)

    filled = TaggedPdf(client.get(one.get_absolute_url(), {"to": kind}).content).document.all_text
    blank = TaggedPdf(client.get(one.get_absolute_url(), {"to": kind, "trong": "1"}).content).document.all_text

    assert ("Quàng Thị Mai" in filled, "Quàng Thị Mai" in blank) == (True, False)
    assert all(one.code in paper and "Suối Vân" in paper for paper in (filled, blank))
    assert client.get(one.get_absolute_url(), {"to": "khac"})["Content-Type"].startswith("text/html")
