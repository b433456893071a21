"""The pages: what they show to whom, and that each works with links and forms alone."""

from urllib.parse import unquote

import pytest
from django.urls import reverse

from conferences import services
from conferences.enums import Status, Step
from conferences.models import Conference
from demo.cases import case_d
from organizations.enums import Role
from steering.models import Task
from tests.factories.accounts import UserFactory
from tests.factories.conferences import ConferenceFactory
from tests.factories.organizations import UnitFactory

from . import recording
from .recording import concluded, send

REVIEWED = case_d.NINE_MONTHS


def step_url(conference: Conference, step: int) -> str:
    return reverse("conferences:step", args=[conference.code, int(step)])


@pytest.fixture
def as_official(client, ward):
    client.force_login(ward.official)
    return client


# -- who sees what


@pytest.mark.parametrize("step", Step)
def test_every_step_opens_for_the_official(as_official, review, step):
    page = as_official.get(step_url(review, step))

    assert page.status_code == 200
    assert str(step.label) in page.text


@pytest.mark.parametrize("role", [Role.MEMBER, Role.AUDITOR, Role.LEADER])
def test_readers_read_and_do_not_record(client, ward, role):
    review = recording.record(REVIEWED, ward.host, ward.official)
    services.reopen(conference=review, reason="Sửa", by=ward.leader)
    client.force_login(UserFactory(member_of=ward.unit, role=role))

    assert client.get(review.get_absolute_url()).status_code == 200
    assert client.get(reverse("conferences:minutes", args=[review.code])).status_code == 200
    for step in Step:
        assert client.get(step_url(review, step)).status_code == 403
    assert client.get(reverse("conferences:create")).status_code == 403


def test_outside_the_reach_a_conference_does_not_exist(client, ward, review):
    client.force_login(UserFactory(member_of=UnitFactory(), role=Role.CLERK))

    for url in (review.get_absolute_url(), step_url(review, 7), reverse("conferences:complete", args=[review.code])):
        assert client.get(url).status_code == 404
    assert client.post(step_url(review, 7), {"text": "Thêm"}).status_code == 404


def test_the_unit_above_reads_and_does_not_record(client, ward, review):
    client.force_login(UserFactory(member_of=ward.district, role=Role.CLERK))

    assert client.get(review.get_absolute_url()).status_code == 200
    assert client.get(step_url(review, 1)).status_code == 403


def test_running_the_system_opens_no_records(client, ward, review):
    client.force_login(UserFactory(member_of=ward.unit, role=Role.SYSTEM_ADMIN))

    assert client.get(review.get_absolute_url()).status_code == 404


# -- recording without scripts


def test_case_d_is_recorded_with_forms_alone(as_official, ward):
    head = ward.committee.members.get(full_name=REVIEWED.chair)
    answer = send(
        as_official,
        reverse("conferences:create"),
        kinds=[_kind("so-ket")],
        period_kind="9M",
        day="23/09/2020",
        from_time="14h",
        to_time="16h30",
        place=REVIEWED.place,
        chair=head.pk,
    )
    review = Conference.objects.get()
    assert answer.url == step_url(review, 2)
    assert review.title == "Hội nghị sơ kết 9 tháng đầu năm 2020"
    assert send(as_official, step_url(review, 2)).url == step_url(review, 3)
    assert send(as_official, step_url(review, 3)).url == step_url(review, 4)
    send(as_official, step_url(review, 4), indicator=_indicator("quy-che-dan-chu"), typed="6 quy chế")
    assert send(as_official, step_url(review, 4)).url == step_url(review, 5)
    for said in REVIEWED.opinions:
        assert send(as_official, step_url(review, 5), text=said.text).url == step_url(review, 5)
    assert send(as_official, step_url(review, 5)).url == step_url(review, 6)
    assert send(as_official, step_url(review, 6)).url == step_url(review, 7)
    for one in REVIEWED.conclusions:
        send(
            as_official,
            step_url(review, 7),
            text=one.text,
            lead=ward.mttq.pk,
            supporters=[ward.ubnd.pk],
            due_on=f"{one.due_on:%d/%m/%Y}",
            period_note=one.period_note,
        )
    assert send(as_official, step_url(review, 7)).url == step_url(review, 8)
    assert as_official.post(step_url(review, 8), {"go": "complete"}).url == review.get_absolute_url()

    review.refresh_from_db()
    assert review.status == Status.COMPLETED
    assert review.opinions.count() == 4
    assert review.members.filter(state="present").count() == 9
    tasks = Task.objects.filter(conclusion__conference=review)
    assert {(task.title, task.due_on) for task in tasks} == {(one.text, one.due_on) for one in REVIEWED.conclusions}


def test_a_day_ahead_plans_the_conference(as_official, ward):
    url = reverse("conferences:create")

    answer = send(as_official, url, kinds=[_kind("giao-ban")], day="05/01/2090", from_time="8")

    planned = Conference.objects.get()
    assert planned.status == Status.PLANNED
    assert answer.url == step_url(planned, 2)
    assert as_official.get(step_url(planned, 5)).status_code == 302


def test_the_button_that_adds_says_what_is_missing_the_enter_key_goes_on(as_official, review):
    url = step_url(review, 5)

    pressed = as_official.post(url, {"go": "add"})
    entered = as_official.post(url, {"go": "enter"})

    assert "Chưa nhập ô này." in pressed.text
    assert entered.url == step_url(review, 6)


def test_next_saves_the_line_that_was_typed(as_official, review):
    answer = as_official.post(step_url(review, 5), {"go": "next", "text": "Ý kiến cuối"})

    assert answer.url == step_url(review, 6)
    assert review.opinions.get().text == "Ý kiến cuối"


def test_a_line_is_corrected_and_taken_out_on_the_same_page(as_official, review):
    opinion = services.add_opinion(conference=review, said=services.Said(text="Ý kiến"), by=review.created_by)
    url = f"{step_url(review, 5)}?sua={opinion.pk}"

    send(as_official, url, text="Ý kiến đã sửa", answer="Tiếp thu", answered_by="Chủ tịch")
    opinion.refresh_from_db()
    assert (opinion.text, opinion.answer) == ("Ý kiến đã sửa", "Tiếp thu")
    send(as_official, url, go="remove")
    assert not review.opinions.exists()


def test_in_place_the_page_answers_with_an_empty_line_and_leaves_by_a_header(as_official, review):
    background = {"HTTP_HX_REQUEST": "true"}

    added = as_official.post(step_url(review, 5), {"go": "enter", "text": "Ý kiến"}, **background)
    left = as_official.post(step_url(review, 5), {"go": "next"}, **background)

    assert added.status_code == 200
    assert "Ý kiến" in added.text
    assert (left.status_code, left.headers["HX-Redirect"]) == (204, step_url(review, 6))


def test_the_due_date_of_the_next_line_is_that_of_the_last(as_official, ward, review):
    assert 'value="31/12/2020"' in as_official.get(step_url(review, 7)).text  # the end of the quarter that follows

    services.add_conclusion(conference=review, concluded=concluded(ward), by=ward.official)

    assert 'value="30/11/2020"' in as_official.get(step_url(review, 7)).text


def test_members_are_ticked_until_somebody_says_otherwise(as_official, ward, review):
    absent = ward.committee.members.get(full_name="Ngô Thị Lan")
    away = ward.committee.members.get(full_name="Trần Văn Lợi")

    send(
        as_official,
        step_url(review, 2),
        **{f"here_{absent.pk}": None, f"here_{away.pk}": None, f"representative_{away.pk}": "Bà C dự thay"},
    )

    states = dict(review.members.values_list("member", "state"))
    assert (states[absent.pk], states[away.pk]) == ("absent", "excused")
    assert list(states.values()).count("present") == 7


def test_counts_of_invited_bodies_are_filled_in_on_the_list(as_official, ward, review):
    line = services.add_attendance(conference=review, body=ward.mttq, invited=5, present=0, by=ward.official)

    send(as_official, step_url(review, 2), **{f"present_{line.pk}": "4"}, body=ward.ubnd.pk, invited="3")

    counts = review.attendance.order_by("order").values_list("body", "invited", "present")
    assert list(counts) == [(ward.mttq.pk, 5, 4), (ward.ubnd.pk, 3, 3)]


def test_a_completed_conference_sends_its_steps_back_to_its_page(as_official, ward):
    review = recording.record(REVIEWED, ward.host, ward.official)

    assert as_official.get(step_url(review, 3)).url == review.get_absolute_url()
    assert as_official.post(step_url(review, 5), {"text": "Thêm"}).url == review.get_absolute_url()
    assert review.opinions.count() == 4


def test_papers_are_entered_linked_and_taken_out_of_the_file(as_official, review):
    send(as_official, step_url(review, 8), role="minutes", number="7", issued_on="23/09/2020")
    paper = review.papers.get()
    assert paper.document.subject == f"Về {review.title}"

    as_official.post(step_url(review, 8), {"go": f"remove-{paper.pk}"})

    assert not review.papers.exists()


def test_the_records_clerk_adds_the_notice_after_completion(client, ward):
    review = recording.record(REVIEWED, ward.host, ward.official)
    client.force_login(UserFactory(member_of=ward.unit, role=Role.RECORDS_CLERK))
    url = reverse("conferences:add_paper", args=[review.code])

    assert url in client.get(review.get_absolute_url()).text
    send(client, url, role="notice", number="12", issued_on="28/09/2020")

    assert review.papers.get().document.number == 12
    assert "Thông báo số 12" in client.get(review.get_absolute_url()).text


def test_calling_off_completing_and_reopening_ask_first(client, ward):
    planned = ConferenceFactory(host=ward.host, planned=True)
    review = recording.record(REVIEWED, ward.host, ward.official)
    client.force_login(ward.leader)

    assert "Lý do" in client.get(reverse("conferences:cancel", args=[planned.code])).text
    send(client, reverse("conferences:cancel", args=[planned.code]), reason="Trùng lịch")
    send(client, reverse("conferences:reopen", args=[review.code]), reason="Ghi thiếu")
    review.refresh_from_db()
    assert review.status == Status.RECORDED
    asked = client.get(reverse("conferences:complete", args=[review.code])).text
    assert "huyện Long Biên" in asked
    send(client, reverse("conferences:complete", args=[review.code]))
    planned.refresh_from_db()
    review.refresh_from_db()
    assert (planned.status, review.status) == (Status.CANCELLED, Status.COMPLETED)


# -- what pages show


def test_the_next_conference_shows_the_conclusions_with_their_state(as_official, ward):
    recording.record(REVIEWED, ward.host, ward.official)
    year_end = recording.start(case_d.YEAR_END, ward.host, ward.official)

    page = as_official.get(step_url(year_end, 3)).text

    assert all(one.text in page for one in REVIEWED.conclusions)
    assert "quá hạn" in page


def test_detail_and_minutes_show_every_figure_opinion_and_conclusion(as_official, ward):
    review = recording.record(REVIEWED, ward.host, ward.official)
    wanted = [one.text for one in (*REVIEWED.opinions, *REVIEWED.conclusions)] + [f.typed for f in REVIEWED.figures]

    for url in (review.get_absolute_url(), reverse("conferences:minutes", args=[review.code])):
        page = as_official.get(url).text
        assert [words for words in wanted if words not in page] == []


def test_the_chain_links_the_last_conference_the_conclusions_and_the_next_one(as_official, ward):
    review = recording.record(REVIEWED, ward.host, ward.official)
    year_end = recording.record(case_d.YEAR_END, ward.host, ward.official)

    assert f'href="{year_end.get_absolute_url()}"' in as_official.get(review.get_absolute_url()).text
    assert f'href="{review.get_absolute_url()}"' in as_official.get(year_end.get_absolute_url()).text
    task = review.conclusions.first().task
    assert f"{review.get_absolute_url()}#ket-luan-1" in as_official.get(task.get_absolute_url()).text


# -- the list


def titles(client, **query) -> list[str]:
    page = client.get(reverse("conferences:list"), query).context["page"]
    return [row.title for row in page]


@pytest.fixture
def several(ward):
    make = ConferenceFactory
    return [
        make(host=ward.host, title="Hội nghị đối thoại với Nhân dân", kinds=["doi-thoai"], period=""),
        make(host=ward.host, title="Hội nghị sơ kết 9 tháng", completed=True),
        make(host=ward.host, title="Hội nghị giao ban", kinds=["giao-ban"], planned=True, period="2020-Q3"),
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "đối thoại"}, ["Hội nghị đối thoại với Nhân dân"]),
        ({"q": "DOI THOAI"}, ["Hội nghị đối thoại với Nhân dân"]),
        ({"loai": "giao-ban"}, ["Hội nghị giao ban"]),
        ({"trang-thai": "completed"}, ["Hội nghị sơ kết 9 tháng"]),
        ({"trang-thai": "took-place", "loai": "giao-ban"}, []),
        ({"ky": "Q3", "nam": "2020"}, ["Hội nghị giao ban"]),
        ({"tu": "01/01/2021"}, ["Hội nghị giao ban"]),
        ({"den": "23/09/2020", "loai": "so-ket"}, ["Hội nghị sơ kết 9 tháng"]),
        ({"tu": "không phải ngày", "loai": "giao-ban"}, ["Hội nghị giao ban"]),
    ],
)
def test_the_list_narrows_by_what_the_address_says(as_official, several, query, found):
    assert titles(as_official, **query) == found


def test_words_with_their_accents_stand_before_look_alikes(as_official, ward):
    for title in ("Hội nghị dân vận", "Hội nghị dẫn vận"):
        ConferenceFactory(host=ward.host, title=title)

    assert titles(as_official, q="dân vận")[0] == "Hội nghị dân vận"
    assert titles(as_official, q="dẫn vận")[0] == "Hội nghị dẫn vận"


def test_a_page_holds_25(as_official, ward):
    for number in range(27):
        ConferenceFactory(host=ward.host, title=f"Hội nghị {number}")

    assert (len(titles(as_official)), len(titles(as_official, page=2))) == (25, 2)


def test_a_counted_figure_opens_the_list_of_exactly_its_records(as_official, ward, several):
    from common.periods import Period
    from figures import registry

    services.add_opinion(conference=several[0], said=services.Said(text="Ý kiến"), by=ward.official)
    window = Period.of_year(2020)
    for name in ("conferences.held", "conferences.opinions", "conferences.conclusions"):
        counted = registry.count(name, unit=ward.unit, body=ward.host, window=window)
        rows = as_official.get(counted.url).context["page"].object_list
        assert {row.pk for row in rows} == set(counted.keys), unquote(counted.url)
    assert registry.count("conferences.held", unit=ward.unit, window=window).number == 2
    assert registry.count("conferences.held", unit=ward.district, window=window).number == 2


def test_home_offers_the_button_and_names_what_is_not_complete(as_official, review):
    page = as_official.get(reverse("home")).text

    assert reverse("conferences:create") in page
    assert review.title in page


def _kind(code: str) -> int:
    from conferences.models import ConferenceKind

    return ConferenceKind.objects.get(code=code).pk


def _indicator(code: str) -> int:
    from figures.models import Indicator

    return Indicator.objects.get(code=code).pk
