"""A content from its decision to its end, day by day as Law 10/2022/QH15 says it."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from audit.services import history
from common.errors import Refused
from deadlines.models import Clock
from disclosures import timing
from disclosures.enums import DisclosureStatus, PostingStatus, Timeliness
from disclosures.models import Disclosure, Posting
from disclosures.services import disclosures, postings
from organizations.enums import Role
from steering.services import regulations
from tests.factories.accounts import UserFactory
from tests.factories.directing import RegulationFactory
from tests.factories.disclosures import (
    PostingPlaceFactory,
    disclosure_of,
    item,
    photo,
    proven,
    recorder_of,
    up,
)
from tests.factories.organizations import BodyFactory, UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "boards")]

DECIDED = date(2026, 10, 1)  # a Thursday


def places(disclosure):
    return {posting.place.name: posting.status for posting in disclosure.postings.select_related("place")}


def test_a_decision_starts_five_working_days_and_wants_every_board(committee, clerk):
    disclosure = disclosure_of(committee, on=DECIDED, by=clerk)

    assert disclosure.due_on == date(2026, 10, 8)  # DISC-01
    assert places(disclosure) == {
        "Bảng tin trụ sở UBND": PostingStatus.PLANNED,
        "Nhà văn hóa thôn Đồng Tâm": PostingStatus.PLANNED,
    }
    assert Clock.objects.of(disclosure).get().rule.reference == "DISC-01"


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        (2, {"niem-yet", "cong-thong-tin"}),
        (4, {"niem-yet", "cong-thong-tin"}),
        (7, {"niem-yet", "cong-thong-tin", "truyen-thanh", "truong-thon"}),
        (14, {"cong-thong-tin"}),
    ],
)
def test_each_content_wants_the_forms_that_the_law_names(committee, clerk, number, wanted):
    for form in ("cong-thong-tin", "truyen-thanh", "truong-thon", "doi-thoai"):
        PostingPlaceFactory(body=committee, form_code=form)

    disclosure = disclosure_of(committee, number, on=DECIDED, by=clerk)

    assert set(disclosure.postings.values_list("place__form__code", flat=True)) == wanted


def test_permanent_contents_hang_at_the_headquarters_alone(committee, clerk):
    assert list(places(disclosure_of(committee, 13, on=DECIDED, by=clerk))) == ["Bảng tin trụ sở UBND"]


def test_the_limit_stops_when_the_last_place_is_up(committee, boards, clerk):
    disclosure = disclosure_of(committee, on=DECIDED, by=clerk)

    up(disclosure, date(2026, 10, 2), by=clerk, at=boards[0])
    disclosure.refresh_from_db()
    assert (disclosure.status, disclosure.completed_on) == (DisclosureStatus.WAITING, None)

    up(disclosure, date(2026, 10, 9), by=clerk)
    disclosure.refresh_from_db()
    assert (disclosure.status, disclosure.completed_on) == (DisclosureStatus.UP, date(2026, 10, 9))
    assert disclosure.timeliness(date(2026, 10, 9)) == Timeliness.LATE
    assert disclosure.timeliness(date(2026, 10, 8)) == Timeliness.WAITING


def test_a_posting_may_come_down_after_thirty_days_without_the_first(committee, clerk):
    (posting, _other) = up(disclosure_of(committee, on=DECIDED, by=clerk), date(2026, 10, 5), by=clerk)

    assert posting.rule.reference == "DISC-02"
    assert posting.may_come_down_from == date(2026, 11, 5)
    with pytest.raises(Refused, match=r"30 ngày.*Điều 13 khoản 2.*05/11/2026"):
        postings.take_down(posting=posting, on=date(2026, 11, 4), by=clerk)

    assert postings.take_down(posting=posting, on=date(2026, 11, 5), by=clerk).status == PostingStatus.DOWN


def test_nothing_writes_an_end_before_the_minimum(committee, clerk):
    (posting, _other) = up(disclosure_of(committee, on=DECIDED, by=clerk), date(2026, 10, 5), by=clerk)

    with pytest.raises(IntegrityError, match="posting_not_down_before_minimum"), transaction.atomic():
        Posting.objects.filter(pk=posting.pk).update(status="down", taken_down_on=date(2026, 10, 30))


def test_the_minimum_follows_the_law_of_the_day_and_the_sort_of_body(clerk):
    school = BodyFactory(unit=UnitFactory(code="khac"), code="truong", kind__code="truong-hoc", name="Trường")
    place = PostingPlaceFactory(body=school, name="Bảng tin")

    def minimum(catalogue, number, on):
        rule = timing.minimum_rule(item(number, catalogue), place, on)
        return rule and (rule.reference, rule.amount)

    assert minimum("xa-2023", 2, DECIDED) == ("DISC-02", 30)
    assert minimum("xa-2007", 1, date(2020, 10, 1)) == ("OLD-03", 30)
    assert minimum("co-quan-2023", 2, DECIDED) == ("AGCY-03", 20)
    assert minimum("doanh-nghiep-2023", 1, DECIDED) == ("SOE-02", 20)
    assert minimum("xa-2023", 13, DECIDED) is None
    place.form.sort = "broadcast"
    assert minimum("xa-2023", 7, DECIDED) == ("DISC-05", 3)
    assert minimum("xa-2023", 2, DECIDED) is None


def test_the_ordinance_gives_no_figure_for_the_limit(committee, clerk):
    disclosure = disclosures.open_disclosure(
        body=committee, item=item(1, "xa-2007"), title="Dự toán 2020", decided_on=date(2020, 10, 1), by=clerk
    )

    assert disclosure.due_on is None
    assert disclosure.timeliness(date(2020, 12, 1)) == Timeliness.NO_LIMIT


def test_what_fell_out_before_the_minimum_is_a_gap_and_starts_anew(committee, boards, clerk):
    disclosure = disclosure_of(committee, on=DECIDED, by=clerk)
    (posting, _other) = up(disclosure, date(2026, 10, 5), by=clerk)

    postings.break_off(posting=posting, on=date(2026, 10, 20), reason="Bảng tin đổ vì bão", by=clerk)
    disclosure.refresh_from_db()
    assert (disclosure.gap_on, disclosure.status) == (date(2026, 10, 20), DisclosureStatus.WAITING)
    assert disclosure.completed_on == date(2026, 10, 5)

    (again,) = up(disclosure, date(2026, 10, 21), by=clerk)
    disclosure.refresh_from_db()
    assert again.may_come_down_from == date(2026, 11, 21)
    assert (disclosure.gap_on, disclosure.status) == (date(2026, 10, 20), DisclosureStatus.UP)


def test_one_content_is_up_once_at_one_place(committee, boards, clerk):
    disclosure = disclosure_of(committee, on=DECIDED, by=clerk)
    up(disclosure, date(2026, 10, 5), by=clerk)

    with pytest.raises(Refused, match="đã có trong danh sách"):
        postings.want_place(disclosure=disclosure, place=boards[0], by=clerk)
    with pytest.raises(IntegrityError, match="posting_no_overlap"), transaction.atomic():
        Posting.objects.create(
            disclosure=disclosure, place=boards[0], status="up", put_up_on=date(2026, 10, 7), put_up_by=clerk
        )


def test_people_are_asked_for_a_photo_before_the_minimum_ends(committee, clerk):
    disclosure = disclosure_of(committee, on=DECIDED, by=clerk)
    first, second = up(disclosure, date(2026, 10, 25), by=clerk)

    clock = Clock.objects.of(disclosure).live().get()
    assert (clock.kind.code, clock.due_on) == ("disclosures.prove", date(2026, 11, 24))
    assert list(Posting.objects.alarming(date(2026, 11, 17))) == []
    assert set(Posting.objects.alarming(date(2026, 11, 18))) == {first, second}

    proven(first, date(2026, 11, 1), by=clerk)
    assert list(Posting.objects.alarming(date(2026, 11, 18))) == [second]
    proven(second, date(2026, 11, 2), by=clerk)
    assert not Clock.objects.of(disclosure).live().exists()


def test_a_photo_shows_a_day_on_which_it_was_up(committee, clerk):
    (posting, _other) = up(disclosure_of(committee, on=DECIDED, by=clerk), date(2026, 10, 5), by=clerk)

    with pytest.raises(Refused, match="trước ngày công khai tại nơi này"):
        proven(posting, date(2026, 10, 4), by=clerk)
    with pytest.raises(Refused, match="sau hôm nay"):
        proven(posting, date(2026, 11, 21), by=clerk)


def test_the_same_upload_sent_twice_is_one_posting_with_one_photo(committee, clerk):
    posting = disclosure_of(committee, on=DECIDED, by=clerk).postings.first()
    key = uuid4()

    sent = [postings.put_up_and_prove(posting=posting, upload=photo(), key=key, by=clerk) for _time in range(2)]

    posting.refresh_from_db()
    assert sent[0] == sent[1]
    assert (posting.status, posting.put_up_on, posting.proofs.count()) == ("up", date(2026, 11, 20), 1)


def test_a_permanent_content_is_replaced_and_never_taken_down(committee, clerk):
    old = disclosure_of(committee, 13, on=DECIDED, by=clerk)
    (hanging,) = up(old, date(2026, 10, 2), by=clerk)
    with pytest.raises(Refused, match="thay bằng nội dung mới"):
        postings.take_down(posting=hanging, on=date(2026, 11, 19), by=clerk)
    disclosures.ask_review(disclosure=old, reason="Bộ thủ tục sửa đổi theo Quyết định 99", by=clerk)

    new = disclosure_of(committee, 13, on=date(2026, 11, 16), by=clerk, replaces=old)
    up(new, date(2026, 11, 18), by=clerk)

    old.refresh_from_db()
    hanging.refresh_from_db()
    assert (old.status, old.review_asked_on) == (DisclosureStatus.REPLACED, None)
    assert (hanging.status, hanging.taken_down_on) == (PostingStatus.DOWN, date(2026, 11, 18))
    assert old.replaced_by == new


def test_a_text_whose_thirty_days_run_stays_up_beside_the_one_that_replaces_it(committee, clerk):
    old = disclosure_of(committee, on=date(2026, 11, 2), by=clerk)
    up(old, date(2026, 11, 3), by=clerk)

    up(disclosure_of(committee, on=date(2026, 11, 10), by=clerk, replaces=old), date(2026, 11, 11), by=clerk)

    old.refresh_from_db()
    assert old.status == DisclosureStatus.UP


def test_whatever_was_put_up_cannot_be_cancelled(committee, clerk):
    disclosure = disclosure_of(committee, on=DECIDED, by=clerk)
    up(disclosure, date(2026, 10, 2), by=clerk, at=disclosure.postings.first().place)

    with pytest.raises(Refused, match="không hủy được"):
        disclosures.cancel(disclosure=disclosure, reason="Nhập nhầm", by=clerk)

    other = disclosure_of(committee, on=DECIDED, by=clerk)
    disclosures.cancel(disclosure=other, reason="Nhập nhầm", by=clerk)
    assert not Clock.objects.of(other).live().exists()
    assert list(Disclosure.objects.counted()) == [disclosure]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"on": date(2026, 11, 21)}, "decided_on"),
        ({"on": date(2023, 6, 30)}, "item"),
        ({"on": DECIDED, "title": " \n"}, "title"),
    ],
)
def test_a_disclosure_that_cannot_be_is_refused_beside_its_field(committee, clerk, values, field):
    with pytest.raises(Refused) as refused:
        disclosure_of(committee, by=clerk, **values)

    assert refused.value.field == field


def test_an_agency_does_not_disclose_by_the_commune_s_catalogue(clerk, committee):
    school = BodyFactory(unit=committee.unit, code="truong", kind__code="truong-hoc", name="Trường Tiểu học")
    head = recorder_of(school, Role.LEADER)

    with pytest.raises(Refused, match="không công khai theo danh mục"):
        disclosure_of(school, on=DECIDED, by=head)


def test_people_of_another_body_may_not_write(committee, clerk):
    disclosure = disclosure_of(committee, on=DECIDED, by=clerk)
    other = recorder_of(BodyFactory(unit=committee.unit, code="mttq", kind__code="mttq", name="Mặt trận"))

    with pytest.raises(PermissionDenied):
        up(disclosure, date(2026, 10, 2), by=other)
    with pytest.raises(PermissionDenied):
        disclosures.publish(disclosure=disclosure, text="", by=recorder_of(committee, Role.OFFICIAL))


def test_classes_in_the_database_are_those_of_the_record(committee, boards, clerk):
    for number, put_up in ((1, 5), (2, 12), (3, None)):
        disclosure = disclosure_of(committee, number, on=DECIDED, by=clerk)
        if put_up:
            up(disclosure, date(2026, 10, put_up), by=clerk)

    for day in (date(2026, 10, 6), date(2026, 10, 8), date(2026, 10, 9), date(2026, 10, 20)):
        for which in Timeliness:
            found = set(Disclosure.objects.of_timeliness(which, day))
            assert found == {row for row in Disclosure.objects.all() if row.timeliness(day) == which}


def test_every_step_is_remembered(committee, clerk):
    disclosure = disclosure_of(committee, on=DECIDED, by=clerk)
    up(disclosure, date(2026, 10, 2), by=clerk)
    disclosures.publish(disclosure=disclosure, text="Mời bà con xem.", by=clerk)

    kinds = [event.kind for event in history(disclosure)]
    assert kinds.count("disclosures.put_up") == 2
    assert {"disclosures.opened", "disclosures.completed", "disclosures.published"} <= set(kinds)


def test_a_broadcast_calls_for_its_recording_on_the_air_and_is_never_overdue_with_it(committee, clerk):
    speakers = PostingPlaceFactory(body=committee, form_code="truyen-thanh")
    disclosure = disclosure_of(committee, 12, on=DECIDED, by=clerk)
    up(disclosure, date(2026, 10, 2), by=clerk, at=speakers)
    (posting,) = Posting.objects.filter(place=speakers)

    assert posting.may_come_down_from == date(2026, 10, 6)  # DISC-05: 3, 4, 5 October
    assert not Clock.objects.of(disclosure).filter(kind__code=timing.PROVE).exists()
    for day, rings in ((date(2026, 10, 5), True), (date(2026, 10, 6), False)):
        assert Posting.objects.alarming(day).exists() == posting.alarms(day) == rings


def test_a_permanent_content_asks_for_review_when_its_regulation_is_replaced(committee, clerk):
    old = RegulationFactory(body=committee, symbol="22/QĐ-UBND")
    shown = disclosure_of(committee, 4, on=DECIDED, by=clerk, decision="22/QĐ-UBND")
    passing = disclosure_of(committee, 2, on=DECIDED, by=clerk, decision="22/QĐ-UBND")
    facts = regulations.RegulationFacts(
        type=old.type, title="Quy chế mới", symbol="30/QĐ-UBND", issued_on=date(2026, 11, 10), review_on=None
    )

    regulations.adopt(body=committee, facts=facts, replaces=old, by=UserFactory(member_of=committee, role=Role.CLERK))

    shown.refresh_from_db()
    passing.refresh_from_db()
    assert shown.review_asked_on == date(2026, 11, 20)
    assert shown.review_reason == "22/QĐ-UBND đã được thay bằng 30/QĐ-UBND"
    assert passing.review_asked_on is None
