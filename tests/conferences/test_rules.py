"""The rule book of conferences: who may, when it is possible, what follows."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from audit.services import history
from common import chain
from common.clock import ZONE
from common.periods import Period
from conferences import services
from conferences.enums import Presence, Status, Step
from conferences.filters import ConferenceFilter
from conferences.models import Conference, ConferenceKind
from demo.cases import case_d
from movements.filters import PROGRAMME
from notices.models import Notice
from organizations.enums import Role, Why
from organizations.services.mergers import merge_units
from steering import citing
from steering.models import CommitteeMember
from tests.factories.accounts import UserFactory
from tests.factories.directing import PaperFactory
from tests.factories.movements import CoordinationFactory
from tests.factories.organizations import BodyFactory, LegalActFactory, UnitFactory
from tests.factories.steering import CommitteeMemberFactory

from . import recording
from .recording import concluded, general, refused, send

REVIEWED = case_d.NINE_MONTHS


# -- planning, starting, calling off


def test_kinds_and_period_fill_the_title(ward):
    kinds = list(ConferenceKind.objects.filter(code__in=["chuyen-de", "giao-ban", "tham-quan"]))

    made = services.start(general=general(ward.host, kinds=kinds, period=Period.parse("2020-Q3")), by=ward.official)

    assert made.title == "Hội nghị chuyên đề và giao ban quý III năm 2020"


def test_codes_are_readable_and_the_second_of_a_day_gets_a_number(ward):
    first, second = (services.start(general=general(ward.host), by=ward.official) for _once in range(2))

    assert (first.code, second.code) == ("HN-2020-0923-cu-khoi", "HN-2020-0923-cu-khoi-2")


def test_the_chair_s_name_and_office_are_copied_from_the_committee(ward):
    head = CommitteeMember.objects.get(full_name=REVIEWED.chair)

    made = services.start(general=general(ward.host, chair=head, chair_name=""), by=ward.official)

    assert made.chair_text == "Nguyễn Thị Hồng Vân – Bí thư Đảng ủy phường, Trưởng ban"


def test_a_conference_ahead_is_planned_one_that_is_over_is_started(ward):
    ahead = general(ward.host, starts_at=datetime(2090, 1, 5, 8, tzinfo=ZONE), ends_at=None)

    assert services.plan(general=ahead, by=ward.official).status == Status.PLANNED
    assert services.start(general=general(ward.host), by=ward.official).status == Status.HELD
    refused("starts_at", services.start, general=ahead, by=ward.official)
    refused("starts_at", services.plan, general=general(ward.host), by=ward.official)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("ends_at", {"ends_at": datetime(2020, 9, 23, 13, tzinfo=ZONE)}),
        ("kinds", {"kinds": []}),
    ],
)
def test_the_first_step_refuses(ward, field, changes):
    refused(field, services.start, general=general(ward.host, **changes), by=ward.official)


def test_a_body_that_did_not_exist_that_day_holds_no_conference(ward):
    refused(
        "host",
        services.start,
        general=general(ward.host, starts_at=datetime(1999, 1, 1, 8, tzinfo=ZONE), ends_at=None),
        by=ward.official,
    )


def test_the_chair_sat_on_the_committee_that_day(ward):
    later = CommitteeMemberFactory(committee=ward.committee, valid=ward.committee.valid)
    other = CommitteeMemberFactory()

    later.valid = (date(2021, 1, 1), None)
    later.save()
    refused("chair", services.start, general=general(ward.host, chair=later), by=ward.official)
    refused("chair", services.start, general=general(ward.host, chair=other), by=ward.official)


def test_a_planned_conference_is_called_off_with_a_reason(ward):
    ahead = general(ward.host, starts_at=datetime(2090, 1, 5, 8, tzinfo=ZONE), ends_at=None)
    planned = services.plan(general=ahead, by=ward.official)

    refused("reason", services.cancel, conference=planned, reason=" ", by=ward.official)
    services.cancel(conference=planned, reason="Trùng lịch Hội đồng nhân dân", by=ward.official)

    planned.refresh_from_db()
    assert planned.status == Status.CANCELLED
    refused(None, services.cancel, conference=planned, reason="Lần nữa", by=ward.official)


def test_results_wait_until_the_conference_has_begun_invitations_do_not(ward):
    ahead = general(ward.host, starts_at=datetime(2090, 1, 5, 8, tzinfo=ZONE), ends_at=None)
    planned = services.plan(general=ahead, by=ward.official)

    services.add_attendance(conference=planned, body=ward.mttq, invited=3, present=0, by=ward.official)
    refused(None, services.add_opinion, conference=planned, said=services.Said(text="Sớm quá"), by=ward.official)


def test_a_planned_conference_counts_as_held_from_its_first_result_on(ward, review):
    Conference.objects.filter(pk=review.pk).update(status=Status.PLANNED)

    services.save_step_5_opinions(conference=review, by=ward.official)

    review.refresh_from_db()
    assert review.status == Status.HELD


# -- who may


@pytest.mark.parametrize("role", [Role.MEMBER, Role.AUDITOR, Role.LEADER, Role.ANSWERER])
def test_only_officials_and_clerks_record(ward, review, role):
    person = UserFactory(member_of=ward.unit, role=role)

    with pytest.raises(PermissionDenied):
        services.save_step_5_opinions(conference=review, by=person)


@pytest.mark.parametrize("where", ["district", "elsewhere"])
def test_people_of_other_units_do_not_record(ward, review, where):
    unit = ward.district if where == "district" else UnitFactory()
    with pytest.raises(PermissionDenied):
        services.save_step_5_opinions(conference=review, by=UserFactory(member_of=unit, role=Role.CLERK))


def test_people_of_another_body_of_the_unit_do_not_record(ward, review):
    with pytest.raises(PermissionDenied):
        services.save_step_5_opinions(conference=review, by=UserFactory(member_of=ward.mttq, role=Role.CLERK))


def test_a_leader_completes_and_reopens_an_official_does_not_reopen(ward):
    review = recording.record(REVIEWED, ward.host, ward.official)

    with pytest.raises(PermissionDenied):
        services.reopen(conference=review, reason="Bổ sung", by=ward.official)
    services.reopen(conference=review, reason="Bổ sung ý kiến", by=ward.leader)
    services.complete(conference=review, by=ward.leader)

    review.refresh_from_db()
    assert (review.status, review.completed_by) == (Status.COMPLETED, ward.leader)


# -- attendance


def test_attendance_stays_within_the_invited_and_names_nobody_twice(ward, review):
    line = services.add_attendance(conference=review, body=ward.mttq, invited=5, present=4, by=ward.official)

    add = services.add_attendance
    refused("present", add, conference=review, label="Tổ trưởng", invited=3, present=4, by=ward.official)
    refused("body", add, conference=review, body=ward.mttq, invited=1, present=1, by=ward.official)
    refused("body", add, conference=review, invited=1, present=1, by=ward.official)
    refused("label", add, conference=review, body=ward.ubnd, label="UBND", invited=1, present=1, by=ward.official)
    refused(
        f"present_{line.pk}",
        services.save_step_2_attendance,
        conference=review,
        counts={line.pk: services.Came(5, 6)},
        by=ward.official,
    )


def test_a_member_stands_in_the_list_once_and_represents_nobody_when_present(ward, review):
    head = ward.committee.members.first()
    here = services.Presences(member=head, state=Presence.PRESENT)
    save = services.save_step_2_attendance

    assert "hai lần" in refused(None, save, conference=review, members=[here, here], by=ward.official)
    both = services.Presences(member=head, state=Presence.PRESENT, representative="Ông B")
    refused(f"representative_{head.pk}", save, conference=review, members=[both], by=ward.official)
    stranger = services.Presences(member=CommitteeMemberFactory(), state=Presence.PRESENT)
    refused(None, save, conference=review, members=[stranger], by=ward.official)


# -- completion


def test_completion_says_what_is_missing(ward, review):
    said = refused(None, services.complete, conference=review, by=ward.official)

    assert "Thành phần" in said
    assert "Kết luận" in said


def test_an_empty_step_counts_once_it_was_saved_as_empty(ward, review):
    services.save_step_2_attendance(
        conference=review,
        members=[services.Presences(member=ward.committee.members.first(), state=Presence.PRESENT)],
        by=ward.official,
    )
    services.save_step_3_prior(conference=review, by=ward.official)
    for save in (
        services.save_step_4_figures,
        services.save_step_5_opinions,
        services.save_step_6_votes,
        services.save_step_7_conclusions,
    ):
        save(conference=review, by=ward.official)

    review.refresh_from_db()
    assert review.status == Status.RECORDED
    services.complete(conference=review, by=ward.official)


def test_recorded_falls_back_to_held_when_something_is_missing_again(ward):
    review = recording.record(REVIEWED, ward.host, ward.official)
    services.reopen(conference=review, reason="Sửa giờ", by=ward.leader)
    review.refresh_from_db()
    assert review.status == Status.RECORDED

    without_end = general(ward.host, ends_at=None)
    services.save_step_1_general(conference=review, general=without_end, by=ward.official)

    review.refresh_from_db()
    assert review.status == Status.HELD


def test_a_completed_conference_is_frozen_but_takes_papers(ward):
    review = recording.record(REVIEWED, ward.host, ward.official)
    line = review.conclusions.first()

    for verb, arguments in (
        (services.add_opinion, {"conference": review, "said": services.Said(text="Thêm")}),
        (services.save_step_1_general, {"conference": review, "general": general(ward.host)}),
        (services.edit_conclusion, {"conclusion": line, "concluded": concluded(ward)}),
    ):
        assert "mở lại" in refused(None, verb, by=ward.official, **arguments)
    paper = services.Paper(role="notice", number=12, issued_on=date(2020, 9, 28), subject="Thông báo kết luận hội nghị")
    services.add_paper(conference=review, paper=paper, by=ward.official)
    assert review.papers.count() == 1


def test_reopening_needs_a_reason_and_keeps_it(ward):
    review = recording.record(REVIEWED, ward.host, ward.official)

    refused("reason", services.reopen, conference=review, reason="", by=ward.leader)
    services.reopen(conference=review, reason="Ghi thiếu một ý kiến", by=ward.leader)

    assert "Ghi thiếu một ý kiến" in history(review)[0].text


# -- whom it concerns


def test_bodies_with_a_task_see_it_at_once_bodies_that_came_when_it_is_complete(ward):
    village = UnitFactory(code="to-1", name="1", kind__code="thon", parent=ward.unit)
    school = UnitFactory(code="to-2", name="2", kind__code="thon", parent=ward.unit)
    lead, guest = BodyFactory(unit=village), BodyFactory(unit=school)
    holder = UserFactory(member_of=village, role=Role.ANSWERER)
    visitor = UserFactory(member_of=school, role=Role.MEMBER)
    review = recording.start(REVIEWED, ward.host, ward.official)

    def sees(person) -> bool:
        return Conference.objects.visible_to(person).filter(pk=review.pk).exists()

    services.add_attendance(conference=review, body=guest, invited=1, present=1, by=ward.official)
    assert (sees(holder), sees(visitor)) == (False, False)
    services.add_conclusion(conference=review, concluded=concluded(ward, lead=lead), by=ward.official)
    assert (sees(holder), sees(visitor)) == (True, False)
    services.save_step_3_prior(conference=review, by=ward.official)
    for save in (services.save_step_4_figures, services.save_step_5_opinions, services.save_step_6_votes):
        save(conference=review, by=ward.official)
    services.complete(conference=review, by=ward.official)
    assert (sees(holder), sees(visitor)) == (True, True)
    assert review.stakes.filter(why=Why.ORIGIN, until=None).count() == 1


def test_members_with_an_account_are_told_that_it_is_complete(ward, review):
    member = CommitteeMemberFactory(committee=ward.committee, user=ward.member)
    recording_members = [services.Presences(member=member, state=Presence.PRESENT)]
    services.save_step_2_attendance(conference=review, members=recording_members, by=ward.official)
    services.save_step_3_prior(conference=review, by=ward.official)
    for save in (
        services.save_step_4_figures,
        services.save_step_5_opinions,
        services.save_step_6_votes,
        services.save_step_7_conclusions,
    ):
        save(conference=review, by=ward.official)
    services.complete(conference=review, by=ward.official)

    assert Notice.objects.filter(recipient=ward.member, kind="conferences.completed").count() == 1


# -- the last conference


def test_the_last_completed_conference_before_it_is_found_also_when_it_is_entered_later(ward):
    year_end = recording.start(case_d.YEAR_END, ward.host, ward.official)
    assert year_end.previous is None

    review = recording.record(REVIEWED, ward.host, ward.official)

    year_end.refresh_from_db()
    assert year_end.previous == review


def test_a_conference_does_not_look_back_at_one_that_comes_after_it(ward):
    recording.record(case_d.YEAR_END, ward.host, ward.official)

    assert recording.start(REVIEWED, ward.host, ward.official).previous is None


@pytest.mark.parametrize("step", Step)
def test_who_saved_a_step_last_and_when_is_known(ward, step):
    review = recording.record(REVIEWED, ward.host, ward.official)

    saved = review.saves.filter(step=step).first()

    assert saved is None if step == Step.PAPERS else saved.saved_by == ward.official


# -- mergers


def test_the_successors_of_a_merged_ward_go_on_recording_and_look_back(ward):
    old = recording.record(REVIEWED, ward.host, ward.official)
    open_one = recording.start(case_d.YEAR_END, ward.host, ward.official)
    into = UnitFactory(name="Bồ Đề", kind__code="phuong", parent=ward.district)
    successor = BodyFactory(unit=into, kind=ward.host.kind, name="Ban Chỉ đạo phường Bồ Đề")
    merge_units(
        predecessors=[ward.unit],
        into=into,
        on=date(2021, 1, 1),
        act=LegalActFactory(in_force_on=date(2021, 1, 1)),
        by=UserFactory(member_of=ward.district, role=Role.UNIT_ADMIN),
    )
    clerk = UserFactory(member_of=into, role=Role.CLERK)

    assert set(Conference.objects.visible_to(clerk)) == {old, open_one}
    services.add_opinion(conference=open_one, said=services.Said(text="Ghi sau khi sáp nhập"), by=clerk)
    june = datetime(2021, 6, 1, 8, tzinfo=ZONE)
    new = services.start(general=general(successor, starts_at=june, ends_at=june.replace(hour=11)), by=clerk)
    assert new.previous == old


# -- the programme that it reviews


def _signed(ward, **facts):
    return CoordinationFactory(host=ward.mttq, partner=ward.ubnd, signed=True, **facts)


@pytest.mark.parametrize("case", ["elsewhere", "draft", "later"])
def test_a_conference_reviews_a_programme_of_its_unit_that_was_signed_by_then(ward, case):
    programme = {
        "elsewhere": lambda: CoordinationFactory(signed=True),
        "draft": lambda: CoordinationFactory(host=ward.mttq, partner=ward.ubnd),
        "later": lambda: _signed(ward, signed_on=date(2020, 9, 24)),
    }[case]()

    refused("programme", services.start, general=general(ward.host, programme=programme), by=ward.official)


def test_conference_and_programme_lead_to_each_other_for_whoever_sees_both(ward):
    programme = _signed(ward)
    made = services.start(general=general(ward.host, programme=programme), by=ward.official)

    there = chain.links("conferences.conference", [made.pk], reader=ward.official)[made.pk]
    back = chain.links(PROGRAMME, [programme.pk], reader=ward.official)[programme.pk]
    stranger = UserFactory(member_of=UnitFactory(code="noi-khac"), role=Role.CLERK)

    assert there[0].url == programme.get_absolute_url()
    assert made.get_absolute_url() in [link.url for link in back]
    hidden = (("conferences.conference", made.pk, programme), (PROGRAMME, programme.pk, made))
    for kind, key, other in hidden:
        links = chain.links(kind, [key], reader=stranger)[key]
        assert other.get_absolute_url() not in [link.url for link in links]


# -- the papers that it rests on


def test_a_conference_cites_papers_of_its_unit_that_were_issued_by_then(ward):
    own = PaperFactory(unit=ward.unit, issued_on=date(2020, 1, 10))
    later = PaperFactory(unit=ward.unit, issued_on=date(2020, 12, 1))
    elsewhere = PaperFactory(issued_on=date(2020, 1, 10))

    for paper in (later, elsewhere):
        refused("papers", services.start, general=general(ward.host, papers=[own, paper]), by=ward.official)
    made = services.start(general=general(ward.host, papers=[own]), by=ward.official)

    assert citing.papers_of(made) == [own]
    there = chain.links("conferences.conference", [made.pk], reader=ward.official)[made.pk]
    assert there[0].url == own.get_absolute_url()
    assert ConferenceFilter(paper=own.pk).apply(Conference.objects.all()).get() == made
    [cited] = citing.citers_of(own, ward.official)
    assert (cited.words, cited.url) == ("1 hội nghị", f"{reverse('conferences:list')}?van-ban={own.pk}")


def test_the_first_step_takes_papers_by_their_numbers_and_shows_them_again(client, ward):
    paper = PaperFactory(unit=ward.unit, symbol="06-TT/QU", issued_on=date(2020, 1, 10))
    made = services.start(general=general(ward.host), by=ward.official)
    client.force_login(ward.official)
    url = reverse("conferences:step", args=[made.code, 1])

    send(client, url, papers="06-TT/QU")
    wrong = send(client, url, papers="99-XX/YY")

    assert citing.papers_of(made) == [paper]
    assert paper.label in client.get(url).content.decode()
    assert "Không có văn bản “99-XX/YY”" in wrong.content.decode()
    assert "99-XX/YY" in wrong.content.decode()


def test_the_first_step_offers_signed_programmes_and_keeps_the_choice(client, ward):
    programme = _signed(ward)
    CoordinationFactory(host=ward.mttq, partner=ward.ubnd, title="Dự thảo chưa ký")
    made = services.start(general=general(ward.host), by=ward.official)
    client.force_login(ward.official)
    url = reverse("conferences:step", args=[made.code, 1])

    first = client.get(url).content.decode()
    saved = send(client, url, programme=str(programme.pk))
    again = client.get(url).content.decode()

    made.refresh_from_db()
    assert (saved.status_code, made.programme) == (302, programme)
    assert programme.label in first
    assert "Dự thảo chưa ký" not in first
    assert f'<option value="{programme.pk}" selected' in again
    assert programme.get_absolute_url() in client.get(made.get_absolute_url()).content.decode()
    assert made.get_absolute_url() in client.get(programme.get_absolute_url()).content.decode()
