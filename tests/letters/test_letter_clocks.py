"""Which limit a letter has is decided by the day it was received; worked by hand from the law and the calendar."""

from datetime import date

import pytest
import time_machine

from deadlines.enums import DayKind
from deadlines.models import Clock
from letters import timing
from letters.enums import CameBy, ContentKind, Stage
from letters.services import letters as services
from letters.services import sealed
from letters.services.sealed import Paper
from organizations.enums import Role
from tests.factories.deadlines import CalendarDayFactory
from tests.factories.letters import LetterFactory, SealedCaseFactory, first, officer, paper
from tests.factories.organizations import BodyFactory

pytestmark = pytest.mark.django_db


OFF = ["2021-02-10", "2021-02-11", "2021-02-12", "2021-02-15", "2021-02-16", "2021-04-30", "2021-05-01", "2021-05-03"]
OFF += ["2024-04-29", "2024-04-30", "2024-05-01"]


@pytest.fixture(autouse=True)
def _days_off(db):
    """The days off of the years from which examples are taken; one Saturday was worked instead."""
    for text in OFF:
        CalendarDayFactory(day=date.fromisoformat(text))
    CalendarDayFactory(day=date(2024, 5, 4), kind=DayKind.SWAPPED_ON)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-20 09:00 +0700", tick=False):
        yield


@pytest.fixture
def body():
    return BodyFactory()


def limit(record, kind):
    """Rule and due date of a record's newest clock of a kind; None without one."""
    clock = Clock.objects.of(record).filter(kind__code=kind).select_related("rule").first()
    return (clock.rule.reference, clock.due_on) if clock else None


@pytest.mark.parametrize(
    ("received", "rule", "due"),
    [
        (date(2026, 6, 29), "COMP-02", date(2026, 7, 9)),  # ten days
        (date(2026, 6, 30), "COMP-02", date(2026, 7, 10)),
        (date(2026, 7, 1), "COMP-03", date(2026, 7, 10)),  # seven working days
        (date(2026, 7, 2), "COMP-03", date(2026, 7, 13)),
    ],
)
def test_acceptance_of_a_complaint_follows_the_day_it_was_received(body, received, rule, due):
    letter = LetterFactory(body=body, received_on=received)

    assert limit(first(letter), timing.ACCEPTANCE) == (rule, due)
    assert (letter.due_on, first(letter).due_on) == (due, due)
    assert set(letter.stakes.values_list("due_on", flat=True)) == {due}


@pytest.mark.parametrize("kind", [ContentKind.RECOMMENDATION, ContentKind.FEEDBACK])
def test_what_the_law_gives_no_figure_for_has_no_clock(body, kind):
    letter = LetterFactory(body=body, kinds=[kind])

    assert Clock.objects.of(first(letter)).count() == 0
    assert letter.due_on is None


def test_what_was_received_at_a_reception_is_answered_in_ten_working_days(body):
    letter = LetterFactory(
        body=body, received_on=date(2021, 2, 8), came_by=CameBy.RECEPTION, kinds=[ContentKind.FEEDBACK]
    )

    assert limit(first(letter), timing.STATUS) == ("REC-02", date(2021, 3, 1))  # Tet lies between

    services.guide(content=first(letter), on=date(2021, 2, 18), note="Gửi Phòng Tài nguyên", by=officer(body))
    assert Clock.objects.of(first(letter)).get().state == "stopped"


@pytest.mark.parametrize(
    ("stage", "remote", "difficult", "rule", "due", "sent"),
    [
        (Stage.FIRST, False, False, "COMP-04", date(2026, 8, 10), ("COMP-09", date(2026, 7, 23))),  # Sunday rolls
        (Stage.FIRST, False, True, "COMP-04/complex", date(2026, 8, 24), ("COMP-09", date(2026, 7, 23))),
        (Stage.FIRST, True, False, "COMP-05", date(2026, 8, 24), ("COMP-09", date(2026, 7, 23))),
        (Stage.FIRST, True, True, "COMP-05/complex", date(2026, 9, 8), ("COMP-09", date(2026, 7, 23))),
        (Stage.SECOND, False, False, "COMP-07", date(2026, 8, 24), ("COMP-10", date(2026, 7, 27))),
        (Stage.SECOND, False, True, "COMP-07/complex", date(2026, 9, 8), ("COMP-10", date(2026, 7, 27))),
        (Stage.SECOND, True, False, "COMP-08", date(2026, 9, 8), ("COMP-10", date(2026, 7, 27))),
        (Stage.SECOND, True, True, "COMP-08/complex", date(2026, 9, 18), ("COMP-10", date(2026, 7, 27))),
    ],
)
def test_settlement_follows_stage_place_and_difficulty(body, stage, remote, difficult, rule, due, sent):
    by, on, settled = officer(body), date(2026, 7, 10), date(2026, 7, 20)
    content = first(LetterFactory(body=body, received_on=date(2026, 7, 2), by=by))
    notice = paper(body, on)
    services.accept(content=content, on=on, by=by, paper=notice, stage=stage, remote=remote, difficult=difficult)

    assert limit(content, timing.SETTLEMENT) == (rule, due)
    assert Clock.objects.of(content).get(kind__code=timing.ACCEPTANCE).state == "stopped"

    services.settle(content=content, on=settled, by=by, paper=paper(body, settled, "quyet-dinh"))
    assert limit(content, timing.SENDING) == sent


def test_days_of_a_suspension_do_not_count(body):
    by = officer(body)
    content = first(LetterFactory(body=body, by=by, received_on=date(2026, 7, 2)))
    services.accept(content=content, on=date(2026, 7, 10), by=by, paper=paper(body, date(2026, 7, 10)), stage="first")
    decision = paper(body, date(2026, 7, 20), "quyet-dinh")

    services.suspend(content=content, on=date(2026, 7, 20), note="Chờ giám định", paper=decision, by=by)
    assert Clock.objects.of(content).live().get().state == "suspended"
    assert first(content.letter).due_on is None  # nothing is owed while it is suspended

    services.resume(content=content, on=date(2026, 7, 30), by=by)
    assert limit(content, timing.SETTLEMENT) == ("COMP-04", date(2026, 8, 19))
    assert first(content.letter).due_on == date(2026, 8, 19)


def test_a_new_holder_has_its_own_limit_from_the_day_it_received_it(body):
    by, other = officer(body), BodyFactory()
    content = first(LetterFactory(body=body, by=by, received_on=date(2026, 7, 2)))
    sent = date(2026, 7, 6)
    services.transfer(content=content, to_body=other, on=sent, paper=paper(body, sent, "cong-van"), by=by)

    assert limit(content, timing.ACCEPTANCE) == ("COMP-03", date(2026, 7, 15))

    services.take_in(content=first(content.letter), incoming_number=12, on=date(2026, 7, 9), by=officer(other))
    assert limit(content, timing.ACCEPTANCE) == ("COMP-03", date(2026, 7, 20))
    assert Clock.objects.of(content).live().get().body == other


def test_whoever_forwarded_a_complaint_is_told_the_result_in_seven_working_days(body):
    by, sender = officer(body), BodyFactory()
    letter = LetterFactory(
        body=body, by=by, received_on=date(2026, 7, 2), came_by=CameBy.FORWARDED, sent_by=sender, accepted=True
    )
    on = date(2026, 7, 20)
    services.settle(content=first(letter), on=on, by=by, paper=paper(body, on, "quyet-dinh"))

    assert limit(first(letter), timing.REPORT_BACK) == ("REC-01", date(2026, 7, 29))

    services.report_back(content=first(letter), on=on, by=by, paper=paper(body, on, "cong-van"))
    assert not first(letter).owes_report


def test_sealed_cases_have_the_limits_of_denunciations(body):
    leader = officer(body, Role.LEADER)
    case = SealedCaseFactory(body=body, received_on=date(2024, 4, 24))

    assert limit(case, timing.SEALED_TRANSFER) == ("DEN-02", date(2024, 5, 4))  # a Saturday that was worked
    assert limit(case, timing.SEALED_PROCESSING) == ("DEN-01", date(2024, 5, 7))

    sealed.verify_more(case=case, by=leader)
    assert limit(case, timing.SEALED_PROCESSING) == ("DEN-01/several-places", date(2024, 5, 10))


@pytest.mark.parametrize(("variant", "times"), [("", 0), ("complex", 1), ("specially-complex", 2)])
def test_settling_a_sealed_case_is_extended_as_often_as_the_law_says(body, variant, times):
    leader, on = officer(body, Role.LEADER), date(2021, 3, 31)
    notice = Paper("12/TB-UBND", on)
    case = SealedCaseFactory(body=body, received_on=date(2021, 3, 25))
    sealed.accept(case=case, on=on, paper=notice, by=leader, variant=variant)

    assert limit(case, timing.SEALED_NOTICE) == ("DEN-04", date(2021, 4, 7))
    assert limit(case, timing.SEALED_SETTLEMENT)[1] == date(2021, 5, 4)  # 30/4 and 1/5 are days off

    for _number in range(times):
        sealed.extend(case=case, on=on, paper=notice, by=leader)
    with pytest.raises(Exception, match=r"thêm|gia hạn"):
        sealed.extend(case=case, on=on, paper=notice, by=leader)


def test_titles_of_clocks_say_numbers_only_and_all_kinds_are_private(body):
    letter, case = LetterFactory(body=body), SealedCaseFactory(body=body)

    titles = set(Clock.objects.filter(subject_kind__startswith="letters.").values_list("title", flat=True))
    assert titles == {f"{letter.code} · Đơn khiếu nại", f"Vụ việc niêm phong số {case.code}"}
    assert not Clock.objects.filter(subject_kind__startswith="letters.", kind__private=False).exists()
