"""Pages of letters: what is typed wrongly is told beside its field and kept; who sent a letter is shown to few."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from letters.models import Letter
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.letters import LetterFactory, first, officer
from tests.factories.organizations import BodyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2020-11-02 09:00 +0700", tick=False):
        yield


@pytest.fixture
def body():
    return BodyFactory()


def browser_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def typed(body, /, **changes) -> dict[str, str]:
    return {
        "body": str(body.pk), "received_on": "05/10/2020", "came_by": "post", "people_count": "1",
        "name": "Hoàng Văn Páo", "noi-dung-TOTAL_FORMS": "3", "noi-dung-INITIAL_FORMS": "0",
        "noi-dung-0-kind": "complaint", "noi-dung-0-summary": "Khiếu nại thu hồi đất",
    } | changes  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [
        {"received_on": "31/02/2020"},
        {"received_on": "01/01/9999"},
        {"body": "99999999999999999999"},
        {"body": "\x00"},
        {"came_by": "kite"},
        {"came_by": "forwarded"},
        {"sent_by": "Cơ quan không có"},
        {"incoming_number": "99999999999"},
        {"people_count": "0"},
        {"name": "Páo\x00"},
        {"noi-dung-0-kind": ""},
        {"noi-dung-0-summary": ""},
        {"noi-dung-0-field": "x"},
        {"noi-dung-0-kind": "", "noi-dung-0-summary": ""},
        {"noi-dung-TOTAL_FORMS": "99999999"},
        {"noi-dung-TOTAL_FORMS": ""},
        {"name": "", "phone": "0912345678"},
    ],
)
def test_bad_input_writes_nothing_and_keeps_what_was_typed(body, changes):
    answer = browser_of(officer(body)).post(reverse("letters:new"), typed(body, **changes))

    assert answer.status_code == 200
    assert not Letter.objects.exists()
    assert 'class="error' in answer.content.decode() or "message error" in answer.content.decode()


def test_a_letter_is_entered_and_handled_by_its_pages(body):
    client = browser_of(officer(body))
    answer = client.post(
        reverse("letters:new"), typed(body, **{"noi-dung-2-kind": "feedback", "noi-dung-2-summary": "Rác"})
    )
    letter = Letter.objects.get()
    assert (answer.url, letter.contents_count, letter.sender.name) == (letter.get_absolute_url(), 2, "Hoàng Văn Páo")

    step = reverse("letters:step", args=[letter.code, 1, "thu-ly"])
    asked = client.post(step, {"on": "06/10/2020", "stage": "first"})  # without a paper
    assert asked.status_code == 200
    assert "cần văn bản có số và ngày" in asked.content.decode()
    done = client.post(step, {"on": "06/10/2020", "stage": "first", "number": "12", "issued_on": "06/10/2020"})
    assert done.status_code == 302
    assert first(letter).notice.subject == f"Thông báo thụ lý đơn {letter.code}"
    again = client.get(step).content.decode()
    assert "Không thể thực hiện" in again


@pytest.mark.parametrize("role", [Role.MEMBER, Role.SUPERVISOR, Role.FRONT, Role.AUDITOR, Role.UNIT_ADMIN, Role.LEADER])
def test_who_sent_a_letter_is_shown_to_those_who_handle_it_alone(body, role):
    letter = LetterFactory(body=body)
    inside = browser_of(UserFactory(member_of=body, role=role)).get(letter.get_absolute_url()).content.decode()

    assert ("Hoàng Văn Páo" in inside) is (role is Role.LEADER)


def test_the_list_filters_and_names_nobody(body):
    client = browser_of(officer(body))
    land, late = LetterFactory(body=body), LetterFactory(body=body, received_on=date(2020, 9, 1), kinds=["complaint"])
    feedback = LetterFactory(body=body, received_on=date(2020, 10, 30), kinds=["feedback"])

    def shown(**query) -> set[str]:
        page = client.get(reverse("letters:letters"), query).content.decode()
        assert "Páo" not in page
        return {letter.code for letter in (land, late, feedback) if letter.code in page}

    assert shown() == {land.code, late.code, feedback.code}
    assert shown(loai="feedback") == {feedback.code}
    assert shown(han="overdue") == {land.code, late.code}
    assert shown(q=land.code) == {land.code}
    assert shown(**{"co-quan": body.code, "linh-vuc": "dat-dai", "trang-thai": "received"}) == {
        land.code, late.code, feedback.code,
    }  # fmt: skip
    assert shown(q="Hoàng Văn") == set()
    for wrong in ({"loai": "x"}, {"q": "\x00"}, {"han": "9" * 400}, {"page": "0"}):
        shown(**wrong)
