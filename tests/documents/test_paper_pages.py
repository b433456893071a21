"""The register of documents in the browser."""

from datetime import date

import pytest
from django.urls import reverse

from documents.models import OfficialDocument
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.documents import OfficialDocumentFactory, ReceiptFactory
from tests.factories.organizations import BodyFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee():
    return BodyFactory()


@pytest.fixture
def official(committee, client):
    user = UserFactory(member_of=committee.unit, role=Role.OFFICIAL)
    client.force_login(user)
    return user


def test_the_register_shows_what_the_unit_issued_and_received(client, committee, official):
    mine = OfficialDocumentFactory(issuer=committee, issued=True, subject="Báo cáo của xã")
    elsewhere = OfficialDocumentFactory(issued=True, subject="Báo cáo của nơi khác")

    page = client.get("/van-ban/").text

    assert mine.subject in page
    assert elsewhere.subject not in page


def test_search_ignores_accents_and_finds_numbers(client, committee, official):
    found = OfficialDocumentFactory(issuer=committee, issued=True, number=12, subject="Kế hoạch đối thoại")
    other = OfficialDocumentFactory(issuer=committee, issued=True, number=7, subject="Báo cáo quý III")

    for words in ("doi thoai", "đối thoại", "12/bc-ubnd"):
        page = client.get("/van-ban/", {"q": words}).text
        assert found.subject in page
        assert other.subject not in page


def test_a_wrong_filter_is_told_beside_its_field_and_narrows_nothing(client, committee, official):
    document = OfficialDocumentFactory(issuer=committee, issued=True)

    page = client.get("/van-ban/", {"type": "không", "status": "lost"}).text

    assert document.subject in page


def test_the_register_costs_the_same_for_three_documents_and_for_thirty(
    client, committee, official, django_assert_max_num_queries
):
    OfficialDocumentFactory.create_batch(3, issuer=committee, issued=True)
    with django_assert_max_num_queries(10):
        client.get("/van-ban/")
    OfficialDocumentFactory.create_batch(27, issuer=committee, issued=True)
    with django_assert_max_num_queries(10):
        page = client.get("/van-ban/").text
    assert "30 văn bản" in page


def test_a_document_s_page_stays_within_its_budget(client, committee, official, django_assert_max_num_queries):
    document = OfficialDocumentFactory(issuer=committee, issued=True)
    ReceiptFactory(document=document)

    with django_assert_max_num_queries(16):
        page = client.get(document.get_absolute_url()).text

    assert document.subject in page
    assert "Vào sổ văn bản đến" in page


def test_an_issued_document_is_entered_by_form(client, committee, official):
    page = client.get(reverse("documents:record"))
    assert page.context["form"].fields["issuer"].initial == committee.pk

    sent = {"issuer": committee.pk, "type": page.context["form"].fields["type"].queryset.get(code="thong-bao").pk}
    response = client.post(
        reverse("documents:record"),
        {
            **sent,
            "number": "7",
            "issued_on": "23/09/2020",
            "subject": "Kết luận hội nghị",
            "symbol": "",
            "signer": "",
            "signer_office": "",
        },
    )

    document = OfficialDocument.objects.get()
    assert response.url == document.get_absolute_url()
    assert str(document) == "Thông báo số 07/TB-UBND"


def test_a_refused_number_is_told_beside_the_field_and_what_was_typed_stays(client, committee, official):
    known = OfficialDocumentFactory(issuer=committee, issued=True)
    sent = {"issuer": committee.pk, "type": known.type_id, "number": known.number, "issued_on": "24/09/2020"}

    page = client.post(reverse("documents:record"), {**sent, "subject": "Báo cáo mới gõ"}).text

    assert "đã có trong sổ của cơ quan này" in page
    assert "Báo cáo mới gõ" in page


def test_only_bodies_whose_papers_the_person_keeps_are_offered(client, committee, official):
    stranger = BodyFactory()

    page = client.post(reverse("documents:record"), {"issuer": stranger.pk})

    assert list(page.context["form"].fields["issuer"].queryset) == [committee]
    assert "issuer" in page.context["form"].errors


def test_a_draft_gets_its_number_and_day(client, committee, official):
    draft = OfficialDocumentFactory(issuer=committee)

    assert "Ghi số và ngày" in client.get(draft.get_absolute_url()).text
    client.post(reverse("documents:issue", args=[draft.pk]), {"number": "9", "issued_on": "23/09/2020"})

    draft.refresh_from_db()
    assert (draft.number, draft.issued_on) == (9, date(2020, 9, 23))
    again = client.post(reverse("documents:issue", args=[draft.pk]), {"number": "10", "issued_on": "23/09/2020"})
    assert "đã ban hành" in again.text


def test_a_document_is_received_by_form(client, committee, official):
    document = OfficialDocumentFactory(issuer=committee, issued=True)

    response = client.post(
        reverse("documents:receive", args=[document.pk]),
        {"body": committee.pk, "incoming_number": "55", "received_on": "25/09/2020"},
    )

    assert response.url == document.get_absolute_url()
    assert document.receipts.get().incoming_number == 55


@pytest.mark.parametrize("name", ["detail", "issue", "receive"])
def test_a_document_outside_the_person_s_reach_does_not_exist(client, name):
    document = OfficialDocumentFactory()
    client.force_login(UserFactory(member_of=UnitFactory(), role=Role.RECORDS_CLERK))

    assert client.get(reverse(f"documents:{name}", args=[document.pk])).status_code == 404


@pytest.mark.parametrize("name", ["issue", "receive"])
def test_a_leader_reads_but_does_not_enter(client, committee, name):
    document = OfficialDocumentFactory(issuer=committee)
    client.force_login(UserFactory(member_of=committee.unit, role=Role.LEADER))

    assert client.get(document.get_absolute_url()).status_code == 200
    assert client.get(reverse(f"documents:{name}", args=[document.pk])).status_code == 403
    assert client.get(reverse("documents:record")).status_code == 403
