"""Decisions of the people: what may be planned, what may be entered, which clocks run, who recognises."""

from datetime import date, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from common.clock import ZONE
from common.errors import Refused
from common.periods import Period
from community import timing
from community.enums import DecisionState, Outcome, Proposer
from community.models import Decision, Sitting, VillageResult
from community.services import decision_answers, decision_results, decisions
from deadlines.models import Clock
from figures import registry
from organizations.enums import Family, Role
from tests.factories.accounts import UserFactory
from tests.factories.community import (
    HELD_ON,
    SIGNER,
    entered,
    keeper_of,
    matter,
    planned,
    sat,
    sent_decision,
    village_of,
    with_minutes,
)
from tests.factories.organizations import BodyFactory, BodyKindFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime(2025, 11, 3, 9, tzinfo=ZONE), tick=False):
        yield


@pytest.fixture
def commune():
    return UnitFactory(name="Vân Khê", code="van-khe")


@pytest.fixture
def committee(commune):
    return BodyFactory(unit=commune, code="ubnd-van-khe", name="UBND xã Vân Khê")


@pytest.fixture
def front(commune):
    kind = BodyKindFactory(code="mttq", family=Family.FRONT, name_vi="Mặt trận", name_en="Front")
    return BodyFactory(unit=commune, kind=kind, code="mttq-van-khe", name="MTTQ xã Vân Khê")


@pytest.fixture
def clerk(committee):
    return keeper_of(committee)


@pytest.fixture
def village(commune):
    return village_of(commune)


def due_of(decision, kind):
    return Clock.objects.of(decision).get(kind__code=kind)


def checked(rows, **wrong):
    """Write past the services, and let the deferred triggers look."""
    with transaction.atomic():
        rows.update(**wrong)
        connection.check_constraints()


# -- planning


def refused(committee, clerk, *villages, **changed):
    with pytest.raises(Refused) as caught:
        planned(committee, *villages, by=clerk, **changed)
    return caught.value.field


def test_contents_three_to_five_go_to_a_ballot_only_after_a_meeting_with_too_few(committee, village, clerk):
    for item in (3, 4, 5):
        wanted = {"matter": matter(item), "how": "ballot"}
        assert refused(committee, clerk, village, **wanted) == "after_failed_meeting"
        assert planned(committee, village, by=clerk, after_failed_meeting=True, **wanted).how == "ballot"


@pytest.mark.parametrize("item", [1, 2, 3, 4, 5])
def test_only_content_six_is_voted_on_online(committee, village, clerk, item):
    assert refused(committee, clerk, village, matter=matter(item), how="online") == "how"
    assert planned(committee, village, by=clerk, matter=matter(6), how="online").how == "online"


def test_a_matter_of_the_commune_is_about_contents_one_and_two_and_has_several_villages(committee, commune, clerk):
    villages = [village_of(commune, name) for name in ("Suối Vân", "Khe Giữa")]

    assert refused(committee, clerk, *villages) == "villages"
    assert refused(committee, clerk, villages[0], commune_wide=True) == "villages"
    assert refused(committee, clerk, *villages, commune_wide=True, matter=matter(6)) == "commune_wide"
    made = planned(committee, *villages, by=clerk, commune_wide=True)
    assert (made.place, made.results.count()) == (commune, 2)


def test_a_village_of_another_commune_is_refused(committee, clerk):
    assert refused(committee, clerk, village_of(UnitFactory(name="Bến Vân"))) == "villages"


def test_citizens_bring_a_tenth_of_the_households_or_the_fronts_support(committee, village, clerk):
    few = {
        "proposer": Proposer.CITIZENS, "households": 90, "agreeing": 8, "agreed_on": date(2025, 10, 1),
    }  # fmt: skip

    assert refused(committee, clerk, village, **few) == "agreeing"
    assert refused(committee, clerk, village, **few | {"households": None}) == "households"
    assert refused(committee, clerk, village, **few | {"agreed_on": None}) == "agreed_on"
    assert refused(committee, clerk, village, **few | {"agreeing": 91}) == "agreeing"
    assert planned(committee, village, by=clerk, **few | {"agreeing": 9}).agreeing == 9
    assert planned(committee, village, by=clerk, **few, front_supports=True).front_supports


def test_a_matter_is_named_unless_the_law_was_not_yet_in_force(committee, village, clerk):
    assert refused(committee, clerk, village, matter=None) == "matter"
    assert refused(committee, clerk, village, starts_on=date(2022, 5, 5)) == "matter"
    old = planned(committee, village, by=clerk, starts_on=date(2022, 5, 5), matter=None)

    entered(old, sat(80, on=date(2022, 5, 5)), households=90, by=clerk, stated_passed=False)

    assert (old.passed, old.stated_passed, old.outcome) == (None, False, Outcome.NOT_PASSED)
    assert old.results.get().verdict is None
    assert not Clock.objects.of(old).exists()


# -- notice


def test_the_people_are_told_two_days_before_a_meeting(committee, village, clerk):
    made = planned(committee, village, by=clerk, starts_on=date(2025, 11, 20))
    clock = due_of(made, timing.NOTICE)
    assert (clock.rule.code, clock.due_on) == ("VOTE-03", date(2025, 11, 18))

    decisions.notify(decision=made, on=date(2025, 11, 3), by=clerk)

    assert due_of(made, timing.NOTICE).ended_on == date(2025, 11, 3)


def test_another_day_of_the_meeting_moves_the_clock_of_its_notice(committee, village, clerk):
    made = planned(committee, village, by=clerk, starts_on=date(2025, 11, 20))
    wanted = decisions.Plan(
        text=made.text, how="meeting", starts_on=date(2025, 11, 27), villages=[village], matter=matter(1)
    )

    decisions.edit(decision=made, wanted=wanted, by=clerk)

    assert Clock.objects.of(made).live().get().due_on == date(2025, 11, 25)


def test_a_ballot_has_a_plan_sent_within_two_days_and_a_team_of_three_to_five(committee, village, clerk):
    made = planned(committee, village, by=clerk, how="ballot", starts_on=date(2025, 11, 20), ends_on=date(2025, 11, 25))
    assert due_of(made, timing.NOTICE).rule.code == "VOTE-05"

    for team in (None, 2, 6):
        with pytest.raises(Refused) as caught:
            decisions.notify(decision=made, on=date(2025, 11, 3), team=team, by=clerk)
        assert caught.value.field == "team"
    decisions.notify(decision=made, on=date(2025, 11, 3), team=3, plan_on=date(2025, 11, 2), by=clerk)
    assert due_of(made, timing.PLAN).due_on == date(2025, 11, 4)

    decisions.notify(
        decision=made, on=date(2025, 11, 3), team=5, plan_on=date(2025, 11, 2), plan_sent_on=date(2025, 11, 3), by=clerk
    )  # fmt: skip
    assert due_of(made, timing.PLAN).ended_on == date(2025, 11, 3)


def test_a_day_of_notice_is_written_down_after_the_figures_too(committee, village, clerk):
    made = entered(planned(committee, village, by=clerk), sat(60), households=90, by=clerk)

    assert decisions.notify(decision=made, on=date(2025, 10, 19), by=clerk).notified_on == date(2025, 10, 19)


# -- figures


@pytest.mark.parametrize(
    ("row", "households", "field"),
    [
        (sat(60, 31), 90, "represented_1"),  # more people than households
        (sat(60, 20, represented=70), 90, "against_1"),  # more votes than people
        (sat(80, represented=70), 90, "in_favour_1"),
        (sat(10), 0, "households"),
        (sat(10, on=date(2025, 10, 21)), 90, "on_1"),
    ],
)
def test_more_votes_than_households_are_refused_beside_the_field(committee, village, clerk, row, households, field):
    made = planned(committee, village, by=clerk)

    with pytest.raises(Refused) as caught:
        entered(made, row, households=households, by=clerk)

    assert caught.value.field == field
    assert not Sitting.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"represented": 91}, {"in_favour": 71}, {"against": 30}, {"households": 0}, {"signed_by": ""}]
)
def test_the_database_refuses_them_too(committee, village, clerk, wrong):
    made = entered(planned(committee, village, by=clerk), sat(60, 10), households=90, by=clerk)

    with pytest.raises(IntegrityError):
        checked(VillageResult.objects.filter(decision=made), **wrong)


def test_the_figures_of_a_village_are_the_sums_of_its_sittings_whoever_writes(committee, village, clerk):
    made = entered(planned(committee, village, by=clerk), sat(60, 10), households=90, by=clerk)

    for rows, wrong in (
        (Sitting.objects.filter(result__decision=made), {"in_favour": 59}),
        (made.results.all(), {"in_favour": 59}),
    ):
        with pytest.raises(IntegrityError, match="bằng tổng"):
            checked(rows, **wrong)


def test_exactly_two_thirds_of_all_households_pass_a_contribution(committee, commune, clerk):
    made, short = (planned(committee, village_of(commune, name), by=clerk) for name in ("A", "B"))

    entered(made, sat(60, 5), households=90, by=clerk)
    entered(short, sat(59, 0), households=90, by=clerk)

    assert (made.passed, short.passed) == (True, False)
    verdict = made.results.get().verdict
    assert (verdict.rule, verdict.needed) == ("VOTE-07", 60)
    assert "khoản 1 Điều 21, khoản 1 Điều 15" in verdict.citation


def test_cluster_meetings_are_added_up_where_the_law_allows_them(committee, commune, clerk):
    big, small, far = (planned(committee, village_of(commune, name), by=clerk) for name in ("Lớn", "Nhỏ", "Xa"))
    clusters = sat(80, 10, place="Cụm 1"), sat(60, 10, place="Cụm 2")

    entered(big, *clusters, households=210, by=clerk)
    with pytest.raises(Refused) as caught:
        entered(small, *clusters, households=199, by=clerk)
    entered(far, *clusters, households=199, dispersed=True, by=clerk)

    result = big.results.get()
    assert (result.represented, result.in_favour, result.against) == (160, 140, 20)
    assert (big.passed, far.passed) == (True, True)  # 140 of 210 is exactly two thirds
    assert caught.value.field == "households"


def test_each_cluster_is_named_once(committee, village, clerk):
    made = planned(committee, village, by=clerk)

    for places in (("Cụm 1", ""), ("Cụm 1", "Cụm 1")):
        with pytest.raises(Refused) as caught:
            entered(made, *(sat(20, place=place) for place in places), households=210, by=clerk)
        assert caught.value.field == "place_2"


def test_a_matter_of_the_commune_is_counted_when_the_last_village_is_in(committee, commune, clerk):
    villages = [village_of(commune, name) for name in ("Suối Vân", "Khe Giữa", "Đồng Chanh")]
    made = planned(committee, *villages, by=clerk, commune_wide=True)

    entered(made, sat(60), households=90, by=clerk)
    entered(made, sat(20), households=90, by=clerk)
    assert (made.state, made.passed) == (DecisionState.PLANNED, None)
    entered(made, sat(70), households=90, by=clerk)

    assert (made.state, made.passed) == (DecisionState.HELD, True)
    assert due_of(made, timing.SENDING).due_on == date(2025, 10, 27)


def test_who_signed_and_who_typed_for_the_village_head_is_kept(committee, village, clerk):
    head = UserFactory(member_of=village, role=Role.OFFICIAL)
    made, own = planned(committee, village, by=clerk), planned(committee, village, by=clerk, text="Việc khác")

    entered(made, sat(60), households=90, by=clerk)
    entered(own, sat(60), households=90, by=head)

    typed = made.results.get()
    assert (typed.signed_by, typed.typed_by, typed.on_behalf) == (SIGNER, clerk, True)
    assert not own.results.get().on_behalf


# -- sending and recognition


def test_the_result_is_sent_within_five_working_days_with_its_minutes(committee, village, clerk):
    made = entered(planned(committee, village, by=clerk), sat(70), households=90, by=clerk)
    assert due_of(made, timing.SENDING).due_on == date(2025, 10, 27)

    with pytest.raises(Refused) as caught:
        decision_results.send(decision=made, on=HELD_ON, by=clerk)
    assert caught.value.field == "minutes"
    made = decision_results.send(decision=with_minutes(made, clerk), on=date(2025, 10, 24), by=clerk)

    assert (made.state, made.recogniser) == (DecisionState.SENT, None)
    assert due_of(made, timing.SENDING).ended_on == date(2025, 10, 24)


@pytest.mark.parametrize(
    ("item", "family", "code"),
    [(3, "state", "VOTE-11"), (4, "state", "VOTE-10"), (5, "front", "VOTE-10")],
)
def test_contents_three_to_five_are_recognised_by_the_body_that_the_law_names(
    committee, front, clerk, item, family, code
):
    right, wrong = (committee, front) if family == "state" else (front, committee)

    made = sent_decision(committee, item, recogniser=right, by=clerk)

    assert (due_of(made, timing.RECOGNITION).rule.code, due_of(made, timing.RECOGNITION).body) == (code, right)
    assert due_of(made, timing.RECOGNITION).due_on == date(2025, 10, 27)
    with pytest.raises(Refused) as caught:
        sent_decision(committee, item, recogniser=wrong, by=clerk)
    assert caught.value.field == "recogniser"


def test_a_recognised_convention_is_sent_within_two_working_days(committee, clerk):
    made = sent_decision(committee, 3, recogniser=committee, by=clerk)

    made = decision_answers.recognise(decision=made, on=date(2025, 10, 24), by=clerk)
    assert (made.state, due_of(made, timing.CONVENTION).due_on) == (DecisionState.RECOGNISED, date(2025, 10, 28))
    made = decision_answers.send_convention(decision=made, on=date(2025, 10, 27), by=clerk)

    assert due_of(made, timing.CONVENTION).ended_on == date(2025, 10, 27)


def test_a_refusal_needs_its_reason(committee, clerk):
    made = sent_decision(committee, 4, recogniser=committee, by=clerk)

    with pytest.raises(Refused) as caught:
        decision_answers.refuse(decision=made, on=date(2025, 10, 24), reason=" ", by=clerk)
    assert caught.value.field == "reason"
    assert decision_answers.refuse(decision=made, on=date(2025, 10, 24), reason="Sai thẩm quyền", by=clerk).refusal


def test_only_the_recognising_body_recognises(committee, front, clerk):
    made = sent_decision(committee, 5, recogniser=front, by=clerk)
    other = UserFactory(member_of=committee, role=Role.LEADER)

    with pytest.raises(PermissionDenied):
        decision_answers.recognise(decision=made, on=date(2025, 10, 24), by=other)


def test_figures_are_not_changed_after_they_were_sent(committee, village, clerk):
    made = entered(planned(committee, village, by=clerk), sat(70), households=90, by=clerk)
    entered_again = made.results.get()
    decision_results.enter(result=entered_again, households=90, sittings=[sat(50)], signed_by=SIGNER, by=clerk)
    made.refresh_from_db()
    assert not made.passed
    decision_results.send(decision=with_minutes(made, clerk), on=HELD_ON, by=clerk)

    with pytest.raises(Refused):
        decision_results.enter(result=entered_again, households=90, sittings=[sat(80)], signed_by=SIGNER, by=clerk)


def test_a_cancelled_decision_owes_nothing(committee, village, clerk):
    made = planned(committee, village, by=clerk, starts_on=date(2025, 11, 20))

    decisions.cancel(decision=made, reason="Trùng lịch", by=clerk)

    assert not Clock.objects.of(made).live().exists()


# -- who sees it, what is counted


def test_village_commune_and_those_above_see_it_and_neighbours_do_not(commune, committee, village, clerk):
    made = planned(committee, village, by=clerk)

    def sees(place):
        return Decision.objects.visible_to(UserFactory(member_of=place)).filter(pk=made.pk).exists()

    assert sees(village)
    assert sees(commune)
    assert not sees(village_of(commune, "Khe Giữa"))
    assert not sees(UnitFactory(name="Bến Vân"))


def test_people_of_the_village_enter_its_own_figures_but_not_a_neighbours(commune, committee, village, clerk):
    head = UserFactory(member_of=village, role=Role.OFFICIAL)
    own = planned(committee, village, by=clerk)
    other = planned(committee, village_of(commune, "Khe Giữa"), by=clerk)

    assert entered(own, sat(60), households=90, by=head).passed
    with pytest.raises(PermissionDenied):
        entered(other, sat(60), households=90, by=head)


def test_what_is_counted_equals_the_list_it_opens(commune, committee, clerk, client):
    for name, votes in (("A", 60), ("B", 59), ("C", 90)):
        entered(planned(committee, village_of(commune, name), by=clerk), sat(votes), households=90, by=clerk)
    planned(committee, village_of(commune, "D"), by=clerk)
    client.force_login(clerk)

    for name, number in (("decisions_held", 3), ("decisions_passed", 2), ("decisions_not_passed", 1)):
        found = registry.count(f"community.{name}", unit=commune, window=Period.parse("2025-Q4"))
        assert found.number == number
        assert f"{number} quyết định" in client.get(found.url).content.decode()
