"""The officer's page "Công bố" and the slip: who may, what is refused, and a preview that is what the public sees."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from audit.services import history
from organizations.enums import Role
from petitions import secrets, services
from petitions.enums import PetitionStatus
from petitions.models import Answer, Petitioner, Publication, Slip
from petitions.receipts import look_up_address
from tests.factories.accounts import UserFactory
from tests.factories.petitions import petition_at
from tests.papers.reading import TaggedPdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
SUMMARY = "Cử tri thôn Tân Hợp đề nghị sửa đường trục thôn."


@pytest.fixture
def petition(council, office):
    made = petition_at(PetitionStatus.ANSWERED, council=council, holder=office)
    Answer.objects.filter(petition=made).update(public_text="Xã sẽ sửa đường trong quý III.")
    Petitioner.objects.create(petition=made, name="Lò Thị Mẩy", phone="0912345678")
    cache.clear()
    return made


def desk_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def desk(keeper):
    return desk_of(keeper)


def page(client, petition):
    return client.get(reverse("petitions:publish", args=[petition.code])).content.decode()


def press(client, petition, step, **typed):
    url = reverse("petitions:publish", args=[petition.code])
    shown = re.search(r'name="digest" value="([^"]*)"', client.get(url).content.decode())
    digest = shown[1].replace("&quot;", '"') if shown else ""
    return client.post(url, {"viec": step, "digest": digest} | typed)


def cards(html):
    """The articles about a petition, as bytes between their tags."""
    return re.findall(r"<article.*?</article>", html, re.DOTALL)


def test_the_preview_is_what_the_public_sees_in_both_cases(desk, petition):
    press(desk, petition, "soan", text=SUMMARY, with_answer="on")
    (would, holder) = cards(page(desk, petition))
    press(desk, petition, "cong-bo", text=SUMMARY, with_answer="on")
    (public, holder_after) = cards(page(desk, petition))

    secret = services.print_slip(petition=petition, by=Publication.objects.get().published_by)
    visitor = Client()
    assert cards(visitor.post("/tra-cuu/", {"ma": petition.code}).content.decode()) == [public] == [would]
    seen = visitor.post("/tra-cuu/", {"ma": petition.code, "bi_mat": secret}).content.decode()
    assert cards(seen) == [holder] == [holder_after]
    assert "Xã sẽ sửa đường trong quý III." in public


def test_before_publishing_the_preview_says_that_nothing_is_seen(desk, petition):
    press(desk, petition, "soan", text=SUMMARY)

    shown = page(desk, petition)

    nothing = re.search(r'<section class="card[^>]*role="status">.*?</section>', shown, re.DOTALL)[0]
    assert nothing in Client().post("/tra-cuu/", {"ma": petition.code}).content.decode()
    assert Publication.objects.published().count() == 0


def test_withdrawing_takes_it_back_at_once_and_is_remembered(desk, petition):
    press(desk, petition, "cong-bo", text=SUMMARY)
    assert press(desk, petition, "rut", reason="").status_code == 200  # a reason is needed
    press(desk, petition, "rut", reason="Có thông tin riêng")

    assert SUMMARY not in Client().post("/tra-cuu/", {"ma": petition.code}).content.decode()
    assert any("Có thông tin riêng" in sentence.text for sentence in history(petition))
    press(desk, petition, "cong-bo", text=SUMMARY)
    assert Publication.objects.published().get().reason == ""


def test_a_petitioners_name_stands_as_a_refusal_beside_the_text(desk, petition):
    answer = press(desk, petition, "cong-bo", text="Bà Lò Thị Mẩy đề nghị")

    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Hãy bỏ tên trước khi công bố" in shown
    assert "Bà Lò Thị Mẩy đề nghị</textarea>" in shown  # what was typed is kept
    assert Publication.objects.count() == 0


def test_what_looks_like_a_number_is_asked_about_before_it_is_public(desk, petition):
    typed = {"text": "Liên hệ 0243 825 1234"}
    asked = press(desk, petition, "cong-bo", **typed).content.decode()
    assert "giống số điện thoại" in asked
    assert 'name="confirmed"' in asked
    assert not Publication.objects.published().exists()

    press(desk, petition, "cong-bo", confirmed="on", **typed)

    assert Publication.objects.published().get().text == "Liên hệ 0243 825 1234"


def test_two_officers_who_write_at_once_lose_nothing(desk, petition, keeper):
    url = reverse("petitions:publish", args=[petition.code])
    digest = re.search(r'name="digest" value="([^"]*)"', page(desk, petition))[1].replace("&quot;", '"')
    services.write_public(petition=petition, text="Người khác viết", by=keeper)

    shown = desk.post(url, {"viec": "soan", "digest": digest, "text": "Tôi viết"}).content.decode()

    assert "Người khác viết" in shown
    assert "Tôi viết" in shown
    assert Publication.objects.get().draft == "Người khác viết"


def test_a_word_for_the_holder_of_the_slip_stands_beside_the_step(desk, petition):
    press(desk, petition, "loi-nhan", note="Đã bố trí vốn, khởi công tháng 11.")

    assert "Đã bố trí vốn, khởi công tháng 11." in cards(page(desk, petition))[-1]
    assert "tên người kiến nghị" in press(desk, petition, "loi-nhan", note="gặp Lò Thị Mẩy").content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"viec": "x"},
        {"viec": "cong-bo"},
        {"viec": "soan", "text": "a" * 2001},
        {"viec": "loi-nhan", "note": "n" * 1001},
        {"viec": "rut", "reason": "r"},
    ],
)
def test_bad_input_is_shown_again(desk, petition, typed):
    assert desk.post(reverse("petitions:publish", args=[petition.code]), typed).status_code in {200, 302}
    assert not Publication.objects.published().exists()


def test_an_official_writes_but_does_not_publish(council, petition):
    official = desk_of(UserFactory(member_of=council, role=Role.OFFICIAL))

    assert 'value="cong-bo"' not in page(official, petition)
    assert press(official, petition, "soan", text=SUMMARY).status_code == 302
    assert press(official, petition, "cong-bo", text=SUMMARY).status_code == 403
    assert not Publication.objects.published().exists()


def test_the_slip_comes_as_a_file_that_opens_the_look_up(desk, petition):
    url = reverse("petitions:slip", args=[petition.code])
    assert desk.get(url).status_code == 200
    assert Slip.objects.count() == 0  # looking prints nothing

    answer = desk.post(url, {"with_text": "on"})

    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    words = TaggedPdf(answer.content).document.all_text
    secret = secrets.read(re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z](?![0-9A-Z])", words)[0])
    assert secrets.is_whole(secret)
    seen = Client().post("/tra-cuu/", {"ma": petition.code, "bi_mat": secret}).content.decode()
    assert "đã trả lời" in seen
    assert look_up_address(petition.code).endswith(f"/tra-cuu/?ma={petition.code}")
    assert "hết giá trị" in desk.get(url).content.decode()
    desk.post(url)
    assert [sentence.text for sentence in history(petition) if "hết giá trị" in sentence.text]
