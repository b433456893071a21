"""The schedule and the book of citizen reception: what is entered, refused, remembered, and who reads it."""

from datetime import date, time

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from audit.models import Event
from common.errors import Refused
from common.periods import Period
from deadlines.enums import ClockState
from deadlines.models import Clock
from figures import registry
from letters.enums_reception import DayKind, DayState, Handling, Matter, StatusAnswer, VisitState
from letters.models import ReceptionDay, Visit
from letters.services import reception, visits
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.factories.reception import ReceptionDayFactory, ReceptionDutyFactory, VisitFactory

pytestmark = pytest.mark.django_db

JULY = Period.parse("2026-M07")
HOURS = {"starts": time(7, 30), "ends": time(11, 30), "place": "Phòng tiếp công dân"}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-08-14 09:00 +0700", tick=False):
        yield


@pytest.fixture
def commune():
    return UnitFactory(name="Cự Khối", kind__code="phuong", code="cu-khoi")


@pytest.fixture
def office(commune):
    return BodyFactory(unit=commune, code="ubnd-cu-khoi", name="UBND phường Cự Khối", short_name="UBND phường")


@pytest.fixture
def clerk(office):
    return UserFactory(member_of=office, role=Role.CLERK, full_name="Lê Thị Tiếp Dân")


@pytest.fixture
def outsider(commune):
    """Somebody of another body of the same commune: sees the unit's records, keeps none of this body's."""
    return UserFactory(member_of=BodyFactory(unit=commune), role=Role.LEADER)


@pytest.fixture
def duty(office):
    return ReceptionDutyFactory(body=office, office="Chủ tịch UBND phường", days=[4])


def duty_of(body, by, **changed):
    wanted = {
        "body": body, "office": "Chủ tịch UBND phường", "rule": "REC-07", "basis": "", "times": None, "per": "",
        "days": [5], "since": date(2026, 7, 1), "by": by,
    }  # fmt: skip
    return reception.add_duty(**(wanted | HOURS | changed))


def came(office, by, **changed):
    wanted = {
        "body": office, "on": date(2026, 8, 13), "matter": Matter.PROPOSAL, "handling": Handling.ANSWERED,
        "full_name": "Nguyễn Thị Lụa", "address": "Tổ 5", "content": "Đề nghị sửa đường", "by": by,
    }  # fmt: skip
    return visits.record_visit(**(wanted | changed))


# -- the schedule


def test_a_duty_takes_frequency_and_citation_from_the_rule_in_force(office, clerk):
    duty = duty_of(office, clerk)

    assert (duty.times, duty.per, duty.days) == (1, "week", [4])
    assert duty.basis == "Luật 42/2013/QH13 Điều 15 khoản 2 điểm d"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"rule": "REC-99"}, "rule"),
        ({"rule": "REC-10"}, "rule"),
        ({"rule": "REC-16", "since": date(2026, 6, 30)}, "rule"),
        ({"rule": "", "times": 1, "per": "week"}, "basis"),
        ({"rule": "", "basis": "Quy chế tiếp công dân"}, "times"),
        ({"rule": "REC-17/commune", "times": 1, "days": [5, 20]}, "times"),
        ({"rule": "REC-17/commune", "days": [5]}, "days"),
        ({"ends": time(7, 0)}, "ends"),
        ({"until": date(2026, 6, 1)}, "until"),
        ({"office": " "}, "office"),
    ],
)
def test_a_duty_that_the_law_does_not_bear_is_refused_beside_its_field(office, clerk, changed, field):
    with pytest.raises(Refused) as refused:
        duty_of(office, clerk, **changed)

    assert refused.value.field == field


def test_a_month_is_planned_once_and_published(office, clerk, duty):
    made = reception.plan_month(bodies=[office], month=JULY, by=clerk)
    again = reception.plan_month(bodies=[office], month=JULY, by=clerk)

    assert [day.on.day for day in made] == [2, 9, 16, 23, 30]
    assert again == []
    assert reception.announce_month(bodies=[office], month=JULY, by=clerk) == 5
    assert reception.announce_month(bodies=[office], month=JULY, by=clerk) == 0
    assert {day.announced_on for day in ReceptionDay.objects.all()} == {date(2026, 8, 14)}


def test_a_cancelled_day_is_not_planned_again(office, clerk, duty):
    first = reception.plan_month(bodies=[office], month=JULY, by=clerk)[0]
    reception.cancel(day=first, reason="Họp Quốc hội", by=clerk)

    assert reception.plan_month(bodies=[office], month=JULY, by=clerk) == []


def test_the_schedule_is_kept_by_the_body_alone(office, outsider, duty):
    with pytest.raises(PermissionDenied):
        reception.plan_month(bodies=[office], month=JULY, by=outsider)


@pytest.mark.parametrize(
    ("kind", "changed", "field"),
    [
        (DayKind.SCHEDULED, {}, "duty"),
        (DayKind.UNSCHEDULED, {}, "reason"),
        (DayKind.ONLINE, {}, "announced_on"),
        (DayKind.ONLINE, {"announced_on": date(2026, 8, 14)}, "announced_on"),
        (DayKind.UNSCHEDULED, {"reason": "x", "on": date(1900, 1, 1)}, "on"),
    ],
)
def test_a_day_that_may_not_be_planned_so_is_refused(office, clerk, kind, changed, field):
    wanted = {"body": office, "kind": kind, "on": date(2026, 8, 20), "by": clerk} | HOURS | changed

    with pytest.raises(Refused) as refused:
        reception.plan_day(**wanted)

    assert refused.value.field == field


def test_an_online_reception_is_announced_five_working_days_before(office, clerk):
    made = reception.plan_day(
        body=office, kind=DayKind.ONLINE, on=date(2026, 8, 21), announced_on=date(2026, 8, 14), by=clerk, **HOURS
    )

    assert made.state == DayState.PLANNED


def test_who_received_is_written_down_with_the_reason_when_it_was_not_the_head(office, clerk, duty):
    day = ReceptionDayFactory(body=office, duty=duty, on=date(2026, 8, 13))

    with pytest.raises(Refused) as refused:
        reception.hold(day=day, head_received=False, receiver="Phó Chủ tịch", by=clerk)
    held = reception.hold(day=day, head_received=True, by=clerk)

    assert refused.value.field == "absence_reason"
    assert (held.state, held.receiver) == (DayState.HELD, "Chủ tịch UBND phường")
    corrected = reception.hold(
        day=held, head_received=False, receiver="Phó Chủ tịch", absence_reason="Đi công tác", by=clerk
    )
    assert corrected.head_received is False
    with pytest.raises(Refused):
        reception.cancel(day=corrected, reason="x", by=clerk)


def test_a_day_to_come_cannot_have_been_held(office, clerk, duty):
    with pytest.raises(Refused):
        reception.hold(
            day=ReceptionDayFactory(body=office, duty=duty, on=date(2026, 8, 20)), head_received=True, by=clerk
        )


# -- the book


def test_lines_are_numbered_by_body_and_year_and_find_their_day(office, clerk, duty):
    day = ReceptionDayFactory(body=office, duty=duty, on=date(2026, 8, 13))
    lines = [came(office, clerk), came(office, clerk), came(office, clerk, on=date(2025, 3, 6))]

    assert [(one.number, one.year, one.day) for one in lines] == [(1, 2026, day), (2, 2026, day), (1, 2025, None)]
    with pytest.raises(Refused):
        reception.cancel(day=day, reason="x", by=clerk)


@pytest.mark.parametrize(
    ("people", "names", "allowed"),
    [(4, 0, True), (5, 0, False), (5, 1, True), (10, 2, True), (10, 3, False), (11, 5, True), (11, 6, False)],
)
def test_groups_send_as_many_representatives_as_the_law_says(office, clerk, people, names, allowed):
    wanted = {"people": people, "representatives": "\n".join(f"Đại diện {n}" for n in range(names))}

    if allowed:
        assert came(office, clerk, **wanted).is_group is (people >= 5)
        return
    with pytest.raises(Refused) as refused:
        came(office, clerk, **wanted)
    assert refused.value.field == "representatives"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"full_name": " "}, "full_name"),
        ({"content": ""}, "content"),
        ({"on": date(2026, 8, 15)}, "on"),
        ({"on": date(1900, 1, 1)}, "on"),
        ({"matter": "khac"}, "matter"),
        ({"handling": "khac"}, "handling"),
        ({"matter": Matter.DENUNCIATION}, "full_name"),
        ({"matter": Matter.DENUNCIATION, "full_name": "", "address": ""}, "content"),
    ],
)
def test_a_line_that_is_not_whole_is_refused_beside_its_field(office, clerk, changed, field):
    with pytest.raises(Refused) as refused:
        came(office, clerk, **changed)

    assert refused.value.field == field
    assert not Visit.objects.exists()


def test_of_a_denunciation_the_book_keeps_no_name_and_no_words(office, clerk):
    line = came(office, clerk, matter=Matter.DENUNCIATION, full_name="", address="", content="")

    assert line.number == 1
    with pytest.raises(IntegrityError, match="visit_denunciation_names_nobody"), transaction.atomic():
        Visit.objects.filter(pk=line.pk).update(full_name="Người tố cáo")


def test_a_line_that_turns_out_to_be_a_denunciation_loses_its_names_and_keeps_no_history_of_them(office, clerk):
    line = came(office, clerk, full_name="Trần Thị Kín")

    visits.edit_visit(visit=line, matter=Matter.DENUNCIATION, full_name="", address="", content="", by=clerk)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM information_schema.tables WHERE table_name = 'letters_visitevent'")
        assert cursor.fetchone() == (0,)
    assert "Trần Thị Kín" not in " ".join(map(str, Event.objects.values_list("data", flat=True)))


def clock_of(line) -> Clock:
    return Clock.objects.of(line).get()


def test_what_was_received_is_answered_within_ten_working_days(office, clerk):
    line = came(office, clerk, handling=Handling.RECEIVED)
    clock = clock_of(line)

    assert (line.state, clock.due_on, clock.kind.private) == (VisitState.STATUS_OWED, date(2026, 8, 27), True)
    assert "Lụa" not in clock.title

    told = visits.tell(visit=line, on=date(2026, 8, 14), answer=StatusAnswer.ACCEPTED, by=clerk)

    assert (told.state, clock_of(line).state) == (VisitState.TOLD, ClockState.STOPPED)
    for again in (lambda: visits.tell(visit=line, on=date(2026, 8, 14), answer=StatusAnswer.ACCEPTED, by=clerk),
                  lambda: visits.edit_visit(visit=line, handling=Handling.GUIDED, by=clerk)):  # fmt: skip
        with pytest.raises(Refused):
            again()


def test_a_refused_reception_is_told_within_three_working_days_since_july_2026(office, clerk):
    now = came(office, clerk, handling=Handling.REFUSED)
    before = came(office, clerk, handling=Handling.REFUSED, on=date(2026, 6, 30))

    assert (now.state, clock_of(now).due_on) == (VisitState.REFUSAL_OWED, date(2026, 8, 18))
    assert before.state == VisitState.NOTHING_OWED
    assert visits.tell(visit=now, on=date(2026, 8, 14), by=clerk).told == ""


@pytest.mark.parametrize(("on", "answer", "field"), [
    (date(2026, 8, 12), StatusAnswer.ACCEPTED, "on"),
    (date(2026, 8, 15), StatusAnswer.ACCEPTED, "on"),
    (date(2026, 8, 14), "khac", "answer"),
])  # fmt: skip
def test_an_answer_that_cannot_be_is_refused(office, clerk, on, answer, field):
    line = came(office, clerk, handling=Handling.FORWARDED)

    with pytest.raises(Refused) as refused:
        visits.tell(visit=line, on=on, answer=answer, by=clerk)

    assert refused.value.field == field


def test_another_way_of_handling_ends_the_clock_and_starts_another(office, clerk):
    line = came(office, clerk, handling=Handling.RECEIVED)

    visits.edit_visit(visit=line, handling=Handling.ANSWERED, by=clerk)
    assert clock_of(line).state == ClockState.CANCELLED
    edited = visits.edit_visit(visit=line, handling=Handling.RECEIVED, by=clerk)

    assert edited.state == VisitState.STATUS_OWED
    assert Clock.objects.of(line).live().count() == 1


# -- who reads it, and what is counted


PRIVATE = ("Nguyễn Thị Lụa", "Tổ 5", "Đề nghị sửa đường liên thôn", "Kết quả kín")


def test_names_and_words_are_shown_to_the_receiving_body_alone(client, office, clerk, outsider, duty):
    day = ReceptionDayFactory(body=office, duty=duty, on=date(2026, 8, 13), held=True)
    line = VisitFactory(
        body=office, day=day, on=date(2026, 8, 13), handling=Handling.RECEIVED, recorded_by=clerk, result="Kết quả kín"
    )
    pages = [day.get_absolute_url(), line.get_absolute_url()]
    lists = [reverse(f"letters:{name}") for name in ("visits", "reception", "reception_days", "reception_sheet")]
    lists += [clock_of(line).get_absolute_url(), "/"]

    client.force_login(outsider)
    for url in [*pages, *lists]:
        text = client.get(url, {"thang": "2026-M08"}).content.decode()
        assert not [word for word in PRIVATE if word in text], url

    client.force_login(clerk)
    assert all(PRIVATE[0] in client.get(url).content.decode() for url in pages)
    assert {client.get(url)["Cache-Control"] for url in pages} == {"no-store"}
    assert not any(PRIVATE[0] in client.get(url, {"thang": "2026-M08"}).content.decode() for url in lists)


def test_every_number_opens_to_the_records_that_it_counts(client, commune, office, clerk, duty):
    client.force_login(clerk)
    held = ReceptionDayFactory(body=office, duty=duty, on=date(2026, 7, 9), held=True)
    ReceptionDayFactory(body=office, duty=duty, on=date(2026, 7, 16))
    common = {"body": office, "on": date(2026, 7, 9), "day": held, "recorded_by": clerk}
    VisitFactory(**common)
    VisitFactory(**common, people=12, representatives="A\nB", handling=Handling.RECEIVED)
    VisitFactory(body=office, on=date(2026, 6, 9), recorded_by=clerk)

    numbers = {}
    for name in ("days_held", "visits", "groups", "owed", "told"):
        counted = registry.count(f"reception.{name}", unit=commune, body=office, window=JULY)
        page = client.get(counted.url).context["page"]
        assert {row.pk for row in page} == set(counted.keys), name
        numbers[name] = counted.number
    assert numbers == {"days_held": 1, "visits": 2, "groups": 1, "owed": 1, "told": 0}

    sheet = client.get(reverse("letters:reception_sheet"), {"thang": "2026-M07"}).context["sheet"]
    lines = [*sheet.days, *sheet.visits, *sheet.matters, *sheet.handlings]
    assert [line.number for line in sheet.days] == [1, 0, 0, 0]
    assert [(line.number, line.people) for line in sheet.visits] == [(2, 13), (1, 12), (1, None)]
    for line in lines:
        assert client.get(line.url).context["page"].paginator.count == line.number, line.label
    kept = sheet.duties[0]
    assert (kept.kept.due, kept.kept.by_head, kept.kept.missed) == (5, 1, 4)
    assert client.get(kept.head_url).context["page"].paginator.count == 1


def test_the_sheet_is_printed_without_anybody_who_came(client, office, clerk, duty):
    client.force_login(clerk)
    VisitFactory(body=office, on=date(2026, 7, 9), recorded_by=clerk)

    made = client.post(reverse("letters:reception_sheet_pdf"), {"thang": "2026-M07", "co-quan": office.code})

    assert (made.status_code, made["Content-Type"]) == (200, "application/pdf")
    assert made.content.startswith(b"%PDF-")


BAD = ["\x00", "9" * 30, "31/02/2026", "01/01/9999", "–", "a" * 20_000, "-1", "']--"]


@pytest.mark.parametrize("typed", BAD)
def test_no_input_breaks_a_page(client, office, clerk, duty, typed):
    client.force_login(clerk)
    day = ReceptionDayFactory(body=office, duty=duty, on=date(2026, 8, 13))
    line = VisitFactory(body=office, on=date(2026, 8, 13), handling=Handling.RECEIVED, recorded_by=clerk)
    forms = {
        reverse("letters:reception_duty_add"): ("body", "office", "rule", "times", "per", "days", "starts", "since"),
        duty.get_absolute_url(): ("days", "starts", "ends", "place", "until", "digest"),
        reverse("letters:reception_plan_day"): ("body", "kind", "duty", "on", "starts", "place", "announced_on"),
        reverse("letters:reception_hold", args=[day.pk]): ("head_received", "receiver"),
        reverse("letters:visit_add"): ("body", "on", "full_name", "people", "content", "matter", "handling", "letter"),
        f"{reverse('letters:visit_add')}?ngay={day.pk}": ("full_name", "people", "representatives", "matter"),
        reverse("letters:visit_edit", args=[line.pk]): ("full_name", "people", "matter", "letter", "digest"),
        reverse("letters:visit_tell", args=[line.pk]): ("on", "answer", "document"),
        reverse("letters:reception_plan_month"): ("thang",),
    }
    for url, names in forms.items():
        assert client.post(url, dict.fromkeys(names, typed)).status_code < 500, url
    lists = {
        "visits": ("phan-loai", "tu", "co-quan", "doan"),
        "reception_days": ("den", "lich", "trang-thai"),
        "reception": ("thang", "page"),
        "reception_sheet": ("thang", "co-quan"),
        "visit_add": ("ngay",),
    }
    for name, keys in lists.items():
        assert client.get(reverse(f"letters:{name}"), dict.fromkeys(keys, typed)).status_code < 500, name
