"""Whatever is sent, the answer is a sentence beside the field and what was typed; never an error page, never a loss."""

from itertools import product
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from conferences import services
from conferences.enums import Step
from conferences.models import Conference, ConferenceKind
from figures.models import Indicator
from tests.support.pages import filled

from .recording import concluded
from .test_pages import step_url

LONG = "a" * 1_000_000
NASTY = ["a\x00b", "\ud800", "9" * 400, "-1", "NaN", "٣", LONG]
GENERAL = {"day": "23/09/2020", "from_time": "14:00", "to_time": "16:30", "chair_name": "Nguyễn Văn A"}


@pytest.fixture
def as_official(client, ward):
    client.force_login(ward.official)
    return client


def errors(page, form: str = "form") -> dict[str, list[str]]:
    return {name: list(said) for name, said in page.context[form].errors.items()}


def post(client, url: str, typed: dict[str, object]):
    """Send the fields as a browser does that was made to send anything: lone surrogates as their three bytes."""
    body = urlencode(typed, doseq=True, errors="surrogatepass")
    return client.post(url, body, "application/x-www-form-urlencoded")


def post_line(client, url: str, typed: dict[str, object]):
    """The page's own form with a line typed into it: what the page showed is sent too."""
    _action, data = filled(_own_form(client.get(url).text))
    return post(client, url, dict(data.lists()) | typed)


def general(ward, **typed) -> dict[str, object]:
    kinds = [ConferenceKind.objects.get(code="so-ket").pk]
    return GENERAL | {"kinds": kinds, "host": ward.host.pk} | typed


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("to_time", {"to_time": "13:00"}, "sau giờ bắt đầu"),
        ("to_time", {"to_time": "14:00"}, "sau giờ bắt đầu"),
        ("to_time", {"last_day": "22/09/2020"}, "sau giờ bắt đầu"),
        ("from_time", {"from_time": "25:00"}, "giờ:phút"),
        ("day", {"day": "31/02/2020"}, "Lịch không có ngày này"),
        ("day", {"day": "31.2"}, "ngày/tháng/năm"),
        ("kinds", {"kinds": []}, "Chưa chọn"),
        ("kinds", {"kinds": ["999999999999999999999"]}, "không còn dùng được"),
        ("host", {"host": "0"}, "không còn dùng được"),
        ("period_year", {"period_kind": "9M", "period_year": "hai nghìn"}, "bốn chữ số"),
        ("period_year", {"period_kind": "other", "period_year": "2021-2016"}, "Ghi nhiệm kỳ"),
        ("title", {"title": "a" * 301}, "Tối đa 300"),
    ],
)
def test_the_first_step_says_what_is_wrong_beside_the_field(as_official, ward, field, typed, words):
    page = as_official.post(reverse("conferences:create"), general(ward, **typed))

    assert words in errors(page)[field][0]
    assert not Conference.objects.exists()
    assert "Nguyễn Văn A" in page.text  # what was typed is still there


def test_nothing_that_is_typed_into_the_first_step_breaks_it(as_official, ward):
    names = ("title", "place", "day", "from_time", "period_year", "host", "kinds", "chair")
    for name, nasty in product(names, NASTY):
        page = post(as_official, reverse("conferences:create"), general(ward, **{name: nasty}))
        assert page.status_code in {200, 302, 400}, (name, nasty[:9])


LINES = {
    Step.ATTENDANCE: ["body", "label", "invited", "present"],
    Step.PRIOR: ["prior_remark"],
    Step.FIGURES: ["indicator", "typed", "note", "window_kind", "window_year"],
    Step.OPINIONS: ["text", "speaker", "body", "answered_by", "answer"],
    Step.VOTES: ["text", "matter", "community", "form", "households", "represented", "in_favour", "against"],
    Step.CONCLUSIONS: ["text", "lead", "due_on", "period_note", "supporters"],
    Step.PAPERS: ["role", "number", "symbol", "issued_on", "subject", "go"],
}


def plain(ward, step: Step) -> dict[str, object]:
    indicator = Indicator.objects.get(code="quy-che-dan-chu").pk
    return {
        Step.ATTENDANCE: {"label": "Tổ trưởng", "invited": "3"},
        Step.PRIOR: {},
        Step.FIGURES: {"indicator": indicator, "typed": "6"},
        Step.OPINIONS: {"text": "Ý kiến"},
        Step.VOTES: {
            "text": "Đường ngõ", "community": "Tổ 1", "form": "meeting",
            "households": "9", "represented": "9", "in_favour": "9",
        },
        Step.CONCLUSIONS: {"text": "Việc", "lead": ward.mttq.pk, "due_on": "30/11/2020"},
        Step.PAPERS: {"role": "minutes", "number": "1", "issued_on": "23/09/2020"},
    }[step]  # fmt: skip


@pytest.mark.parametrize("step", LINES)
def test_nothing_that_is_typed_into_a_line_breaks_its_step(as_official, ward, review, step):
    _action, shown = filled(_own_form(as_official.get(step_url(review, step)).text))
    typed = dict(shown.lists()) | plain(ward, step)
    for name, nasty in product(LINES[step], NASTY):
        page = post(as_official, step_url(review, step), typed | {name: nasty})
        assert page.status_code in {200, 302, 400, 404}, (name, nasty[:9])


@pytest.mark.parametrize(
    ("step", "field", "typed"),
    [
        (Step.ATTENDANCE, "present", {"invited": "3", "present": "4"}),
        (Step.FIGURES, "typed", {"typed": "sáu"}),
        (Step.FIGURES, "window_year", {"window_kind": "other", "window_year": "năm ngoái"}),
        (Step.VOTES, "represented", {"households": "8"}),
        (Step.VOTES, "against", {"in_favour": "5", "against": "5"}),
        (Step.CONCLUSIONS, "due_on", {"due_on": "22/09/2020"}),
        (Step.CONCLUSIONS, "lead", {"lead": ""}),
        (Step.CONCLUSIONS, "text", {"text": "a" * 1001}),
        (Step.PAPERS, "number", {"number": "0"}),
        (Step.PAPERS, "issued_on", {"issued_on": "01/01/2090"}),
    ],
)
def test_a_line_that_cannot_be_is_refused_beside_its_field(as_official, ward, review, step, field, typed):
    page = post_line(as_official, step_url(review, step), plain(ward, step) | typed)

    assert field in errors(page)
    assert not review.attendance.exists()
    assert not review.conclusions.exists()


def test_a_body_of_another_unit_is_no_choice(as_official, ward, review):
    from tests.factories.organizations import BodyFactory

    page = as_official.post(step_url(review, 7), plain(ward, Step.CONCLUSIONS) | {"lead": BodyFactory().pk})

    assert "không còn dùng được" in errors(page)["lead"][0]


def test_one_line_stays_when_members_have_to_be_mended_and_nothing_is_saved_by_half(as_official, ward, review):
    member = ward.committee.members.first()
    typed = plain(ward, Step.ATTENDANCE) | {f"here_{member.pk}": "on", f"representative_{member.pk}": "Ông B"}

    page = post_line(as_official, step_url(review, 2), typed)

    assert "có mặt thì không ghi" in errors(page, "presence")[f"representative_{member.pk}"][0]
    assert "Tổ trưởng" in page.text
    assert not review.attendance.exists()
    assert not review.members.exists()


@pytest.mark.parametrize("key", ["0", "x", "-1", "9" * 30, "١"])
def test_a_line_that_does_not_exist_is_not_found(as_official, review, key):
    for step in (2, 4, 5, 6, 7):
        assert as_official.get(f"{step_url(review, step)}?sua={key}").status_code == 404
    assert as_official.post(step_url(review, 8), {"go": f"remove-{key}"}).status_code == 404


@pytest.mark.parametrize("number", [0, 9, 99])
def test_there_are_eight_steps(as_official, review, number):
    assert as_official.get(step_url(review, number)).status_code == 404


@pytest.mark.parametrize("page", ["0", "-3", "9999", "x", "9" * 50])
def test_a_page_that_does_not_exist_is_the_last_or_the_first(as_official, review, page):
    for url in (step_url(review, 7), reverse("conferences:list"), reverse("conferences:opinions")):
        assert as_official.get(url, {"page": page}).status_code == 200


# -- two people


def test_two_people_on_the_first_step_untouched_fields_merge(client, ward, review):
    client.force_login(ward.official)
    _action, mine = filled(_own_form(client.get(step_url(review, 1)).text), place="Hội trường")
    Conference.objects.filter(pk=review.pk).update(subject="Nội dung do người khác ghi")

    client.post(step_url(review, 1), mine.urlencode(), "application/x-www-form-urlencoded")

    review.refresh_from_db()
    assert (review.place, review.subject) == ("Hội trường", "Nội dung do người khác ghi")


def test_two_people_on_the_first_step_touched_fields_stand_side_by_side(client, ward, review):
    client.force_login(ward.official)
    _action, mine = filled(_own_form(client.get(step_url(review, 1)).text), place="Hội trường")
    Conference.objects.filter(pk=review.pk).update(place="Nhà văn hóa")

    page = client.post(step_url(review, 1), mine.urlencode(), "application/x-www-form-urlencoded")

    assert "Nhà văn hóa" in page.text
    assert "Hội trường" in page.text
    review.refresh_from_db()
    assert review.place == "Nhà văn hóa"


def test_two_people_correct_the_same_conclusion(client, ward, review):
    made = services.add_conclusion(conference=review, concluded=concluded(ward), by=ward.official)
    url = f"{step_url(review, 7)}?sua={made.pk}"
    client.force_login(ward.official)
    _action, mine = filled(_own_form(client.get(url).text), text="Cách viết của tôi")
    services.edit_conclusion(conclusion=made, concluded=concluded(ward, text="Cách viết khác"), by=ward.clerk)

    page = client.post(url, mine.urlencode(), "application/x-www-form-urlencoded")

    assert "Cách viết khác" in page.text
    made.refresh_from_db()
    assert made.text == "Cách viết khác"


def test_a_line_that_somebody_took_out_meanwhile_is_not_found(as_official, ward, review):
    made = services.add_conclusion(conference=review, concluded=concluded(ward), by=ward.official)
    services.remove_conclusion(conclusion=made, by=ward.clerk)

    answer = as_official.post(f"{step_url(review, 7)}?sua={made.pk}", plain(ward, Step.CONCLUSIONS))

    assert answer.status_code == 404


def test_a_step_that_was_completed_meanwhile_says_so(as_official, ward, review):
    Conference.objects.filter(pk=review.pk).update(status="cancelled", cancelled_reason="Hoãn")

    answer = as_official.post(step_url(review, 7), plain(ward, Step.CONCLUSIONS), follow=True)

    assert "đã hủy" in answer.text
    assert not review.conclusions.exists()


def _own_form(html: str) -> str:
    """The page from its own form on; the frame before it has forms too."""
    return html[html.index("<main") :]
