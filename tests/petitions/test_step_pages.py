"""The steps of the council and of the holder: what forms propose, what they refuse beside which field."""

from datetime import date

import pytest

from common.errors import Refused
from documents.models import OfficialDocument
from petitions import services
from petitions.enums import PetitionStatus, Rung
from tests.factories.organizations import BodyFactory
from tests.factories.petitions import PetitionFactory, paper, petition_at, referral_of

from .visiting import LIST, at, errors, filled, page, step, submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


# -- the council's steps


def test_consolidating_proposes_what_was_said(as_, clerk, council):
    petition = PetitionFactory(council=council)

    assert submit(as_(clerk), step(petition, "consolidate"), field="", level="").context["form"].errors.keys() == {
        "field", "level",
    }  # fmt: skip
    from petitions.models import CompetenceLevel, PetitionField

    field, level = PetitionField.objects.first(), CompetenceLevel.objects.get(code="xa")
    submit(as_(clerk), step(petition, "consolidate"), field=field.pk, level=level.pk)

    petition.refresh_from_db()
    assert (petition.status, petition.wording, petition.field) == ("consolidated", petition.text, field)


@pytest.mark.parametrize(
    ("typed", "wrong", "status"),
    [
        ({}, ["verdict"], "claimed"),
        ({"verdict": "return"}, ["reason"], "claimed"),
        ({"verdict": "confirm", "due_on": "30/11/2020"}, ["due_on"], "claimed"),
        ({"verdict": "confirm", "on": "01/07/2020"}, ["on"], "claimed"),
        ({"verdict": "confirm", "on": "32/13/2020"}, ["on"], "claimed"),
        ({"verdict": "return", "reason": "Mới sửa một nửa", "due_on": "01/01/2020"}, ["due_on"], "claimed"),
        ({"verdict": "return", "reason": "Mới sửa một nửa", "due_on": "30/11/2020"}, None, "answered"),
        ({"verdict": "confirm", "reason": "Đã khảo sát ngày 30/10/2020"}, None, "verified"),
    ],
    ids=str,
)
def test_a_claimed_outcome_is_confirmed_or_returned_on_one_page(as_, keeper, council, office, typed, wrong, status):
    petition = petition_at(PetitionStatus.CLAIMED, council=council, holder=office)

    response = submit(as_(keeper), step(petition, "judge"), **typed)

    assert (list(errors(response)) if wrong else None) == wrong
    assert at(petition) == status


def test_voters_are_told_may_contest_once_and_the_holder_is_pressed(as_, supervisor, council, office):
    petition = petition_at(PetitionStatus.VERIFIED, council=council, holder=office)
    client = as_(supervisor)

    assert list(errors(submit(client, step(petition, "close"), how=" "))) == ["how"]
    submit(client, step(petition, "close"), how="tại nhà văn hóa thôn")
    assert at(petition) == "closed"
    submit(client, step(petition, "contest"), reason="Đường vẫn ngập")
    assert (at(petition), petition.run) == ("accepted", 2)
    assert "contest" not in [action.name for action in client.get(petition.get_absolute_url()).context["allowed"]]

    press = step(petition, "press")
    assert list(errors(submit(client, press))) == ["document"]
    assert list(errors(submit(client, press, number="12"))) == ["issued_on"]
    assert list(errors(submit(client, press, number="12", issued_on="01/12/2020"))) == ["issued_on"]
    submit(client, press, number="12", issued_on="02/11/2020", rung="2")
    pressing = petition.pressings.get()
    assert (pressing.rung, pressing.document.number) == (2, 12)
    assert list(errors(submit(client, press, rung="1", number="13", issued_on="02/11/2020"))) == ["rung"]
    assert OfficialDocument.objects.filter(number=13).count() == 0


# -- the holder's steps


def test_the_incoming_number_is_asked_once_for_the_whole_document(as_, settler, council, office, keeper):
    first, second = (PetitionFactory(council=council, consolidated=True) for _ in range(2))
    referral_of(first, second, to=office, by=keeper)
    client = as_(settler)

    submit(client, step(first, "accept"), incoming_number="417", on="21/07/2020")
    asked = client.get(step(second, "accept")).context["form"].fields
    submit(client, step(second, "accept"), on="21/07/2020")

    assert "incoming_number" not in asked
    assert (at(first), at(second)) == ("accepted", "accepted")
    assert "417" in page(client, second.get_absolute_url())


def test_refusing_names_who_is_competent_and_sends_it_there_at_once(as_, settler, council, office, commune):
    petition = petition_at(PetitionStatus.TRANSFERRED, council=council, holder=office)
    other = BodyFactory(unit=commune, name="Công an xã Quảng Lâm", short_name="Công an xã")
    client, url = as_(settler), step(petition, "refuse")

    assert set(errors(submit(client, url))) == {"to", "reason", "document"}
    typed = {"reason": "Thuộc thẩm quyền Công an", "number": "31", "issued_on": "28/07/2020", "subject": "V/v chuyển"}
    assert list(errors(client.post(url, typed | {"to": "Sở không có"}))) == ["to"]
    assert list(errors(client.post(url, typed | {"to": office.name}))) == ["to"]
    assert not OfficialDocument.objects.filter(number=31).exists()
    client.post(url, typed | {"to": "cong an xa"})

    petition.refresh_from_db()
    assert (petition.status, petition.holder) == ("transferred", other)
    shown = page(client, petition.get_absolute_url())
    assert "Thuộc thẩm quyền Công an" in shown
    for html in (shown, page(client, LIST)):
        assert "18/09/2020" in html  # until when the council asked for the answer


@pytest.mark.parametrize(
    ("typed", "wrong", "status"),
    [
        ({"text": ""}, ["text"], "accepted"),
        ({}, None, "accepted"),
        ({"number": "x", "issued_on": "28/10/2020"}, ["number"], "accepted"),
        ({"number": "9", "issued_on": ""}, ["issued_on"], "accepted"),
        ({"issued_on": "28/10/2020"}, ["number"], "accepted"),
        ({"number": "9", "issued_on": "01/07/2020"}, ["issued_on"], "accepted"),
        ({"number": "9", "issued_on": "28/10/2020"}, None, "answered"),
        ({"number": "9", "issued_on": "28/10/2020", "outcome": "explained"}, ["result_text"], "accepted"),
        ({"outcome": "explained", "result_text": "Đã giải thích"}, ["outcome"], "accepted"),
        ({"number": "9", "issued_on": "28/10/2020", "result_text": "Đã giải thích"}, ["outcome"], "accepted"),
        (
            {"number": "9", "issued_on": "28/10/2020", "outcome": "resolved", "result_text": "Đã xong"},
            ["evidence"],
            "accepted",
        ),
        (
            {"number": "9", "issued_on": "28/10/2020", "outcome": "explained", "result_text": "Đã giải thích"},
            None,
            "claimed",
        ),
    ],
    ids=str,
)
def test_an_answer_is_a_draft_until_it_has_number_and_date(as_, settler, council, office, typed, wrong, status):
    petition = petition_at(PetitionStatus.ACCEPTED, council=council, holder=office)

    response = submit(as_(settler), step(petition, "answer"), **({"text": "Đã bố trí kinh phí."} | typed))

    assert (sorted(errors(response)) if wrong else None) == wrong
    assert at(petition) == status
    assert OfficialDocument.objects.filter(number=9).exists() is (status != "accepted")


def test_an_answer_without_number_is_said_to_be_a_draft(as_, settler, council, office):
    petition = petition_at(PetitionStatus.ACCEPTED, council=council, holder=office)
    client = as_(settler)

    submit(client, step(petition, "answer"), text="Đã bố trí kinh phí.")

    assert "Đã lưu dự thảo trả lời" in page(client, petition.get_absolute_url())


def test_no_step_stands_on_the_paper_of_the_other_side(as_, settler, keeper, council, office):
    petition = petition_at(PetitionStatus.ACCEPTED, council=council, holder=office)
    asked, theirs = paper(council, date(2020, 10, 30)), paper(office, date(2020, 10, 30))
    sent = petition_at(PetitionStatus.TRANSFERRED, council=council, holder=office)
    to = BodyFactory(unit=council.unit, name="Công an xã Quảng Lâm")
    verbs = {
        "answer": lambda: services.answer(petition=petition, text="Đã xong", document=asked, by=settler),
        "refuse": lambda: services.refuse(petition=sent, reason="Khác", to=to, document=asked, by=settler),
        "press": lambda: services.press(petition=petition, rung=Rung.URGE, document=theirs, by=keeper),
        "send": lambda: _send(PetitionFactory(council=council, consolidated=True), office, theirs, keeper),
    }
    for name, verb in verbs.items():
        with pytest.raises(Refused, match="ban hành; bước này cần văn bản của"):
            verb()
        assert (at(petition), at(sent)) == (PetitionStatus.ACCEPTED, PetitionStatus.TRANSFERRED), name

    form = as_(settler).get(step(petition, "answer")).context["form"]
    offered = [key for key, _label in form.fields["document"].choices]
    assert offered.index(theirs.pk) == 1 < offered.index(asked.pk)  # the own ones first


def _send(petition, to, document, by):
    draft = services.draft_referral(sender=petition.council, title="Chuyển kiến nghị", by=by)
    services.fill(referral=draft, wanted={petition: to}, by=by)
    return services.send(referral=draft, document=document, by=by)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, ["outcome", "result_text"]),
        ({"outcome": "resolved", "result_text": "Đã xong"}, ["evidence"]),
        ({"outcome": "in_progress", "result_text": "Đang làm"}, ["promised_on"]),
        ({"outcome": "in_progress", "result_text": "Đang làm", "promised_on": "01/11/2020"}, ["promised_on"]),
        ({"outcome": "explained", "result_text": "Đã giải thích", "promised_on": "01/12/2020"}, ["promised_on"]),
        ({"outcome": "explained", "result_text": "Đã giải thích", "on": "03/11/2020"}, ["on"]),
        ({"outcome": "explained", "result_text": "a\x00"}, ["result_text"]),
        ({"outcome": "xong", "result_text": "Đã xong"}, ["outcome"]),
        ({"outcome": "explained", "result_text": "Đã giải thích", "evidence": "99999999999999999999"}, ["evidence"]),
        ({"outcome": "in_progress", "result_text": "Đang làm", "promised_on": "01/12/2020"}, None),
    ],
    ids=str,
)
def test_each_outcome_needs_what_belongs_to_it(as_, settler, council, office, typed, wrong):
    petition = petition_at(PetitionStatus.ANSWERED, council=council, holder=office)
    client, url = as_(settler), step(petition, "claim")
    blank = {"evidence": "", "promised_on": "", "outcome": "", "result_text": "", "on": "02/11/2020"}

    response = client.post(url, blank | typed)

    assert (sorted(errors(response)) if wrong else None) == wrong
    assert at(petition) == ("answered" if wrong else "claimed")


def test_whoever_comes_second_is_told_what_the_state_is_now(as_, settler, council, office):
    petition = petition_at(PetitionStatus.TRANSFERRED, council=council, holder=office)
    client, url = as_(settler), step(petition, "accept")
    _action, sent = filled(page(client, url))
    services.accept(petition=petition, by=settler)

    second = client.post(url, sent.urlencode(), "application/x-www-form-urlencoded")

    assert "Không thể thực hiện" in second.content.decode()
    assert client.get(url).status_code == 302
