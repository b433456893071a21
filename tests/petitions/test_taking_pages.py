"""Taking and correcting petitions: what forms refuse beside which field, what two people meet."""

from datetime import date

import pytest
from django.urls import reverse

from organizations.enums import Role
from petitions import services
from petitions.models import Petition
from tests.factories.accounts import UserFactory
from tests.factories.conferences import ConferenceFactory, CouncilSessionFactory, CouncilTermFactory, OpinionFactory
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.factories.petitions import PetitionFactory

from .visiting import errors, filled, page, step, submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_a_petition_is_taken_with_its_people_and_the_next_one_follows(as_, clerk, council):
    session = CouncilSessionFactory(term=CouncilTermFactory(council=council))
    saved = submit(
        as_(clerk), reverse("petitions:take"), text="Đèn đường thôn 3 hỏng", source="meeting",
        received_on="28/10/2020", session=session.pk, next="1",
        people="Lò Thị Mẩy; bản Pác Pó; 0912 345 678\nVàng A Páo",
    )  # fmt: skip

    petition = Petition.objects.get()
    assert saved.url == f"{reverse('petitions:take')}?sau={petition.code}"
    following = as_(clerk).get(saved.url).context["form"]
    assert (
        following["session"].value() == session.pk
    )  # the same meeting: only what was said, and by whom, is asked anew
    assert following["received_on"].value() == date(2020, 10, 28)
    assert not following["text"].value()
    assert not following["people"].value()
    assert (petition.council, petition.session, petition.received_on) == (council, session, date(2020, 10, 28))
    assert list(petition.petitioners.order_by("pk").values_list("name", "address", "phone")) == [
        ("Lò Thị Mẩy", "bản Pác Pó", "0912 345 678"),
        ("Vàng A Páo", "", ""),
    ]


def test_a_petition_for_a_session_begins_with_it_and_nobody_elses_petition_fills_the_form(as_, clerk, council):
    session = CouncilSessionFactory(term=CouncilTermFactory(council=council))
    foreign = PetitionFactory(source_note="của nơi khác")
    take = reverse("petitions:take")

    assert f"{take}?don-vi={council.unit.code}&amp;ky-hop={session.code}" in page(
        as_(clerk), session.get_absolute_url()
    )
    assert as_(clerk).get(take, {"ky-hop": session.code}).context["form"]["session"].value() == session.pk
    for code in (foreign.code, "CT-1", "x" * 500):
        assert not as_(clerk).get(take, {"sau": code}).context["form"]["source_note"].value()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "a\x00"}, "text"),
        ({"text": "a" * 10_001}, "text"),
        ({"received_on": "31/02/2020"}, "received_on"),
        ({"received_on": "01/01/0000"}, "received_on"),
        ({"received_on": "03/11/2020"}, "received_on"),
        ({"source": "x"}, "source"),
        ({"field": "99999999999999999999"}, "field"),
        ({"session": "\x00"}, "session"),
        ({"place_unit": "0"}, "place_unit"),
        ({"council": "-1"}, "council"),
        ({"place": "a" * 201}, "place"),
        ({"people": "; bản Pác Pó"}, "people"),
        ({"people": "a;b;c;d"}, "people"),
        ({"people": "a" * 121}, "people"),
        ({"people": "\n".join(["a"] * 201)}, "people"),
    ],
    ids=str,
)
def test_bad_input_is_told_beside_its_field_and_what_was_typed_is_kept(as_, clerk, council, typed, field):
    good = {"text": "Đèn đường thôn 3 hỏng, mã kiểm 417", "source": "meeting", "received_on": "28/10/2020"}
    sent = good | {"council": str(council.pk)} | typed

    response = as_(clerk).post(reverse("petitions:take"), sent)

    assert list(errors(response)) == [field]
    assert not Petition.objects.exists()
    if field != "text":
        assert "mã kiểm 417" in response.content.decode()


def test_people_of_a_village_pass_petitions_to_the_council_above_them(as_, commune, council):
    village = UnitFactory(parent=commune, kind__code="thon", name="Tân Hợp")
    from organizations import closure

    closure.rebuild()
    front = UserFactory(member_of=village, role=Role.FRONT)

    submit(as_(front), reverse("petitions:take"), text="Đèn đường hỏng", source="front")

    petition = Petition.objects.get()
    assert (petition.council, petition.place_unit) == (council, village)


def test_an_opinion_becomes_a_petition_with_one_key_and_once(as_, clerk, council, commune):
    conference = ConferenceFactory(host=BodyFactory(unit=commune))
    opinion = OpinionFactory(conference=conference, text="Xin sửa cầu treo")
    client, url = as_(clerk), reverse("petitions:take_opinion", args=[opinion.pk])

    assert url in page(client, conference.get_absolute_url())
    taken = submit(client, url)
    petition = Petition.objects.get()
    again = submit(client, url)

    assert taken.url == petition.get_absolute_url()
    assert (petition.text, petition.opinion, petition.received_on) == (opinion.text, opinion, conference.held_on)
    assert "đã được ghi thành kiến nghị" in again.content.decode()
    assert petition.code in page(client, conference.get_absolute_url())
    assert conference.title in page(client, petition.get_absolute_url())


def test_two_people_correct_a_petition_and_the_second_sees_both_texts(as_, clerk, council):
    petition = PetitionFactory(council=council)
    client, url = as_(clerk), step(petition, "edit")
    _action, sent = filled(page(client, url), text="Bản của người thứ hai", people="Vàng A Páo")
    services.keep_people(petition=petition, people=[services.Person("Lò Thị Mẩy")], by=clerk)
    submit(client, url, text="Bản của người thứ nhất")

    second = client.post(url, sent.urlencode(), "application/x-www-form-urlencoded")

    told = second.content.decode()
    assert all(words in told for words in ("thứ hai", "thứ nhất", "Lò Thị Mẩy", "Vàng A Páo"))
    petition.refresh_from_db()
    assert petition.text == "Bản của người thứ nhất"
    assert petition.petitioners.get().name == "Lò Thị Mẩy"
