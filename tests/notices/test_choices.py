"""What people choose about being told, and what they cannot choose."""

import pytest
from django.urls import reverse

from audit.models import Event
from notices import channels, choosing, kinds, sending, services, sms
from notices.enums import OutboxState
from notices.models import CalendarFeed, ChannelChoice, Outbox
from tests.factories.accounts import UserFactory
from tests.factories.organizations import UnitFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("notices:channels")


@pytest.fixture
def person(client):
    user = UserFactory(member_of=UnitFactory(), email="hoa@example.invalid", phone="+84912345678")
    client.force_login(user)
    return user


@pytest.fixture(autouse=True)
def _known_kinds(monkeypatch):
    known = dict(kinds._kinds)
    monkeypatch.setattr(kinds, "_kinds", known)
    kinds.register("tests.told", "Giao việc", channels=("email", "sms"))
    kinds.register("tests.must", "Báo động", channels=("email", "sms"), mandatory=True)


class Gateway:
    """A gateway that keeps what it is handed, or refuses it."""

    error: channels.NotSent | None = None
    taken: list[tuple[str, str]] = []

    def send(self, number: str, text: str) -> None:
        if self.error:
            raise self.error
        self.taken.append((number, text))


@pytest.fixture
def gateway(settings, monkeypatch):
    monkeypatch.setattr(channels, "_channels", dict(channels._channels))
    monkeypatch.setattr(Gateway, "taken", [])
    monkeypatch.setattr(Gateway, "error", None)
    settings.QCDC_SMS_GATEWAY = "tests.notices.test_choices.Gateway"
    sms.register()
    return Gateway


def post(to, kind="tests.told", key="k"):
    services.post(kind, to=to, subject="Bà Lò Thị Mẩy hỏi", text="Nội dung riêng", url="/", key=key)


def waiting() -> list[tuple[str, str]]:
    return list(Outbox.objects.order_by("pk").values_list("notice__kind", "channel"))


def test_mail_comes_unless_it_was_switched_off(person):
    post(person, key="1")
    choosing.choose_channels(wanted=[], by=person)
    post(person, key="2")
    choosing.choose_channels(wanted=["email"], by=person)
    post(person, key="3")

    assert list(Outbox.objects.order_by("pk").values_list("notice__key", flat=True)) == ["1", "3"]
    assert person.notices.count() == 3


def test_what_is_mandatory_comes_anyway(person):
    choosing.choose_channels(wanted=[], by=person)

    post(person, "tests.must")

    assert waiting() == [("tests.must", "email")]


def test_escalation_and_mails_about_the_account_are_mandatory():
    assert kinds.get("deadlines.escalation").mandatory
    assert kinds.get("administration.account").mandatory
    assert not kinds.get("deadlines.digest").mandatory


def test_one_person_s_choice_is_not_another_s(person):
    other = UserFactory(email="lan@example.invalid")
    choosing.choose_channels(wanted=[], by=other)

    post([person, other])

    assert list(Outbox.objects.values_list("notice__recipient", flat=True)) == [person.pk]


def test_the_page_saves_what_is_ticked_and_it_is_remembered(client, person):
    assert "checked" in client.get(PAGE).text.split('name="email"', 1)[1].split(">", 1)[0]

    client.post(PAGE, {})
    assert ChannelChoice.objects.get().wanted is False
    assert "checked" not in client.get(PAGE).text.split('name="email"', 1)[1].split(">", 1)[0]
    client.post(PAGE, {"email": "on", "bat_buoc": "", "pigeon": "on"})

    assert ChannelChoice.objects.get().wanted is True
    assert Event.objects.filter(kind="notices.channels_chosen", actor_id=person.pk).count() == 2


def test_the_page_shows_what_cannot_be_switched_off_and_why(client, person):
    page = client.get(PAGE).text

    assert "Báo quá hạn" in page
    assert "Tài khoản của anh/chị" in page
    assert "disabled" in page
    assert "Không tắt được" in page


def test_a_person_without_an_address_is_told_where_to_enter_one(client):
    client.force_login(UserFactory(member_of=UnitFactory(), email=""))

    page = client.get(PAGE).text

    assert "Tài khoản chưa có thư điện tử." in page
    assert reverse("change_contact") in page


# -- the private calendar


def test_the_address_is_shown_once_and_a_new_one_replaces_it(client, person):
    shown = client.post(reverse("notices:open_feed"))
    first = CalendarFeed.objects.get().token_hash

    assert ".ics" in shown.text
    assert "no-store" in shown["Cache-Control"]
    assert ".ics" not in client.get(PAGE).text
    assert client.get(reverse("notices:open_feed")).status_code == 405
    client.post(reverse("notices:open_feed"))
    assert CalendarFeed.objects.get().token_hash != first


def test_closing_takes_the_calendar_away_and_closing_again_changes_nothing(client, person):
    client.post(reverse("notices:open_feed"))

    client.post(reverse("notices:close_feed"))
    client.post(reverse("notices:close_feed"))

    assert not CalendarFeed.objects.exists()
    kinds_told = Event.objects.filter(actor_id=person.pk).order_by("pk").values_list("kind", flat=True)
    assert list(kinds_told) == ["notices.feed_opened", "notices.feed_closed"]
    assert "Tạo địa chỉ lịch" in client.get(PAGE).text


# -- short messages


def test_without_a_gateway_there_are_no_short_messages(client, person):
    assert channels.find("sms") is None
    assert "Tin nhắn" not in client.get(PAGE).text

    post(person)

    assert waiting() == [("tests.told", "email")]


def test_a_gateway_is_handed_a_few_words_without_anything_about_people_or_records(person, gateway, settings):
    post(person)
    sending.send_due()

    ((number, text),) = gateway.taken
    assert number == "+84912345678"
    assert text == f"{settings.PRODUCT_NAME}: có việc cần xem. {settings.QCDC_BASE_URL}"


def test_short_messages_can_be_switched_off_alone(client, person, gateway):
    client.post(PAGE, {"email": "on"})

    post(person)

    assert waiting() == [("tests.told", "email")]


def test_a_person_without_a_number_gets_none(gateway):
    post(UserFactory(email="a@example.invalid", phone=""))

    assert waiting() == [("tests.told", "email")]


@pytest.mark.parametrize("gone", ["number", "account"])
def test_a_number_or_account_that_is_gone_meanwhile_gets_none(person, gateway, gone):
    post(person)
    type(person).objects.update(**({"phone": ""} if gone == "number" else {"is_active": False}))

    sending.send_due()

    assert gateway.taken == []
    assert Outbox.objects.get(channel="sms").error == "no number any more"


def test_a_gateway_that_is_away_holds_up_no_mail_and_is_tried_again(person, gateway, mailoutbox):
    gateway.error = channels.NotSent("gateway away", wait_all=True)
    for key in "123":
        post(person, key=key)

    sending.send_due()

    assert len(mailoutbox) == 3
    row = Outbox.objects.filter(channel="sms").order_by("pk").first()
    assert (row.state, row.attempts, row.error) == (OutboxState.WAITING, 1, "gateway away")
    assert Outbox.objects.filter(channel="sms", attempts=0).count() == 2
