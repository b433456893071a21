"""Numbers, symbols, dates and receipts of official documents."""

import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from audit.services import history
from common.errors import Refused
from documents import numbering, services, types
from documents.models import DocumentType, NumberSeries, OfficialDocument
from organizations.enums import Family, Role
from tests.factories.accounts import UserFactory
from tests.factories.documents import OfficialDocumentFactory, ReceiptFactory
from tests.factories.organizations import BodyFactory, BodyKindFactory, TermFactory, UnitFactory, days

pytestmark = pytest.mark.django_db

DAY = date(2020, 9, 23)


@pytest.fixture
def committee():
    """A People's Committee."""
    return BodyFactory()


@pytest.fixture
def clerk(committee):
    return UserFactory(member_of=committee.unit, role=Role.RECORDS_CLERK)


@pytest.fixture
def party(committee):
    """A steering committee of the Party in the same unit."""
    kind = BodyKindFactory(code="bcd", family=Family.PARTY, name_vi="Ban Chỉ đạo", name_en="Steering committee")
    TermFactory(
        code="dang-2020-2025", family=Family.PARTY, name_vi="Nhiệm kỳ 2020–2025", valid=days("2020-07-01", "2025-07-01")
    )
    return BodyFactory(unit=committee.unit, kind=kind, name="Ban Chỉ đạo", short_name="BCĐ", symbol="BCĐ")


def type_of(code="bao-cao"):
    return DocumentType.objects.get(code=code)


def record(issuer, by, **changes):
    arguments = {"type": type_of(), "number": 5, "issued_on": DAY, "subject": "Kết quả 9 tháng", **changes}
    return services.record_issued(issuer=issuer, by=by, **arguments)


@pytest.mark.parametrize(
    ("family", "abbreviation", "body", "written"),
    [
        (Family.STATE, "BC", "UBND", "05/BC-UBND"),
        (Family.COUNCIL, "NQ", "HĐND", "05/NQ-HĐND"),
        (Family.PARTY, "BC", "BCĐ", "05-BC/BCĐ"),
        (Family.PARTY, "CV", "ĐU", "05-CV/ĐU"),
        (Family.STATE, "CV", "UBND", "05/UBND"),
    ],
)
def test_number_and_symbol_are_written_as_the_issuer_s_rules_say(family, abbreviation, body, written):
    symbol = numbering.proposed_symbol(family, abbreviation, body)

    assert numbering.show(family, 5, symbol) == written


def test_a_document_is_recorded_with_the_number_typed_after_signing(committee, clerk):
    document = record(committee, clerk, signer="Trần Văn Nam", signer_office="Chủ tịch")

    document.refresh_from_db()
    assert str(document) == "Báo cáo số 05/BC-UBND"
    assert (document.year, document.term) == (2020, None)
    assert document in OfficialDocument.objects.visible_to(clerk)
    assert history(document)[0].text == f"{clerk.full_name} ghi số 05/BC-UBND ngày 23/09/2020 cho văn bản"


def test_state_numbers_restart_each_year(committee, clerk):
    record(committee, clerk)

    with pytest.raises(Refused, match="Số 05/BC-UBND đã có") as refused:
        record(committee, clerk, issued_on=date(2020, 12, 31))
    assert refused.value.field == "number"
    assert record(committee, clerk, issued_on=date(2021, 1, 1)).year == 2021


def test_party_numbers_run_through_the_term(party, clerk):
    document = record(party, clerk, number=3)

    assert str(document) == "Báo cáo số 03-BC/BCĐ"
    assert (document.year, document.term.code) == (None, "dang-2020-2025")
    with pytest.raises(Refused, match="03-BC/BCĐ"):
        record(party, clerk, number=3, issued_on=date(2021, 2, 1))


def test_a_party_document_of_a_day_without_a_known_term_is_refused(party, clerk):
    with pytest.raises(Refused, match="nhiệm kỳ") as refused:
        record(party, clerk, issued_on=date(1990, 5, 5))

    assert refused.value.field == "issued_on"


def test_the_same_number_is_free_for_another_type_symbol_or_issuer(committee, clerk):
    record(committee, clerk)
    other = BodyFactory(unit=committee.unit, symbol="VP")

    record(committee, clerk, type=type_of("ke-hoach"))
    record(committee, clerk, symbol="BC-UBND-VX")
    record(other, clerk)

    assert OfficialDocument.objects.issued().count() == 4


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"number": 0}, "number"),
        ({"number": None}, "number"),
        ({"subject": "  "}, "subject"),
        ({"issued_on": date(2999, 1, 1)}, "issued_on"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(committee, clerk, wrong, field):
    with pytest.raises(Refused) as refused:
        record(committee, clerk, **wrong)

    assert refused.value.field == field
    assert not OfficialDocument.objects.exists()


def test_a_body_without_a_symbol_must_have_one_typed(clerk, committee):
    silent = BodyFactory(unit=committee.unit, symbol="")

    with pytest.raises(Refused, match="ký hiệu") as refused:
        record(silent, clerk, type=type_of("cong-van"))

    assert refused.value.field == "symbol"


def test_only_those_who_keep_the_issuer_s_papers_record_them(committee):
    leader = UserFactory(member_of=committee.unit, role=Role.LEADER)
    neighbour = UserFactory(member_of=UnitFactory(), role=Role.RECORDS_CLERK)

    for person in (leader, neighbour):
        with pytest.raises(PermissionDenied):
            record(committee, person)


def test_a_document_is_issued_once(committee, clerk):
    document = record(committee, clerk)

    with pytest.raises(Refused, match="đã ban hành"):
        services.issue(document=document, by=clerk, issued_on=DAY, number=6)


def test_a_body_with_a_series_gets_the_next_number(committee, clerk):
    services.open_series(body=committee, type=type_of(), on=DAY, by=clerk, first=7)

    numbers = [record(committee, clerk, number=None).number for _ in range(3)]

    assert numbers == [7, 8, 9]


def test_a_series_skips_numbers_that_were_typed(committee, clerk):
    services.open_series(body=committee, type=None, on=DAY, by=clerk)
    record(committee, clerk, number=1)
    record(committee, clerk, number=2, type=type_of("ke-hoach"))

    assert record(committee, clerk, number=None).number == 3


def test_a_series_of_the_type_goes_before_the_series_of_all_types(committee, clerk):
    services.open_series(body=committee, type=None, on=DAY, by=clerk, first=100)
    services.open_series(body=committee, type=type_of(), on=DAY, by=clerk, first=20)

    assert record(committee, clerk, number=None).number == 20
    assert record(committee, clerk, number=None, type=type_of("ke-hoach")).number == 100


def test_a_series_is_opened_once_by_those_who_decide_it(committee, clerk):
    services.open_series(body=committee, type=type_of(), on=DAY, by=clerk)

    with pytest.raises(Refused, match="đã có"):
        services.open_series(body=committee, type=type_of(), on=date(2020, 1, 1), by=clerk)
    official = UserFactory(member_of=committee.unit, role=Role.OFFICIAL)
    with pytest.raises(PermissionDenied):
        services.open_series(body=committee, type=None, on=DAY, by=official)


@pytest.mark.django_db(transaction=True)
def test_two_people_never_get_the_same_number():
    with transaction.atomic():
        committee = BodyFactory()
        clerk = UserFactory(member_of=committee.unit, role=Role.RECORDS_CLERK)
        services.open_series(body=committee, type=type_of(), on=DAY, by=clerk)
    numbers, errors = [], []

    def take():
        try:
            numbers.extend(record(committee, clerk, number=None).number for _ in range(5))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert sorted(numbers) == list(range(1, 16))


@pytest.mark.django_db(transaction=True)
def test_two_people_who_type_the_same_number_get_a_sentence():
    with transaction.atomic():
        committee = BodyFactory()
        clerk = UserFactory(member_of=committee.unit, role=Role.RECORDS_CLERK)
    outcomes = []

    def type_five():
        try:
            outcomes.append(record(committee, clerk).number)
        except Refused as refused:
            outcomes.append(refused.field)
        finally:
            connection.close()

    threads = [threading.Thread(target=type_five) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(str, outcomes)) == ["5", "number"]


def test_a_receiver_enters_a_document_under_its_own_number_and_then_sees_it(committee, clerk):
    document = record(committee, clerk)
    receiver = BodyFactory()
    official = UserFactory(member_of=receiver.unit, role=Role.OFFICIAL)
    assert document not in OfficialDocument.objects.visible_to(official)

    services.receive(document=document, body=receiver, incoming_number=41, received_on=date(2020, 9, 24), by=official)

    assert document in OfficialDocument.objects.visible_to(official)
    assert "số đến 41, ngày 24/09/2020" in history(document)[0].text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"received_on": date(2020, 9, 22)}, "received_on"),
        ({"received_on": date(2999, 1, 1)}, "received_on"),
        ({"incoming_number": 0}, "incoming_number"),
        ({"incoming_number": 7}, "incoming_number"),
    ],
)
def test_a_receipt_that_cannot_be_is_refused_beside_its_field(committee, clerk, wrong, field):
    receiver = BodyFactory()
    ReceiptFactory(body=receiver, incoming_number=7)
    official = UserFactory(member_of=receiver.unit)
    arguments = {"incoming_number": 8, "received_on": date(2020, 9, 24), **wrong}

    with pytest.raises(Refused) as refused:
        services.receive(document=record(committee, clerk), body=receiver, by=official, **arguments)

    assert refused.value.field == field


def test_a_document_is_received_once_by_a_body_and_not_before_it_is_issued(committee, clerk):
    arguments = {"body": committee, "received_on": date(2020, 9, 24), "by": clerk}
    receipt = ReceiptFactory(body=committee)

    with pytest.raises(Refused, match="đã vào sổ"):
        services.receive(document=receipt.document, incoming_number=99, **arguments)
    with pytest.raises(Refused, match="chưa ban hành"):
        services.receive(document=OfficialDocumentFactory(), incoming_number=99, **arguments)


def test_the_types_of_documents_are_there_after_every_migration():
    DocumentType.objects.filter(code="bao-cao").update(name_vi="Báo cáo (sửa)")
    DocumentType.objects.filter(code="thong-tri").delete()

    types.load()

    assert DocumentType.objects.count() == len(types.SUPPLIED)
    assert type_of().name_vi == "Báo cáo"


@pytest.mark.parametrize(
    ("broken", "constraint"),
    [
        ({"subject": " "}, "document_subject_not_blank"),
        ({"number": None}, "document_issued_has_number_and_date"),
        ({"number": 0}, "document_issued_has_number_and_date"),
        ({"issued_on": None}, "document_issued_has_number_and_date"),
        ({"symbol": ""}, "document_issued_has_number_and_date"),
        ({"status": "draft"}, "document_draft_has_no_number"),
        ({"year": None}, "document_numbered_by_year_or_term"),
        ({"year": 2021}, "document_year_of_its_date"),
    ],
)
def test_the_database_refuses_a_wrong_document(broken, constraint):
    document = OfficialDocumentFactory(issued=True)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        OfficialDocument.objects.filter(pk=document.pk).update(**broken)


def test_the_database_refuses_a_number_twice_in_a_year_and_in_a_term(party):
    document = OfficialDocumentFactory(issued=True)
    twin = OfficialDocumentFactory(issued=True, issuer=document.issuer)
    with pytest.raises(IntegrityError, match="document_number_once_a_year"), transaction.atomic():
        OfficialDocument.objects.filter(pk=twin.pk).update(number=document.number)

    term = TermFactory(code="dang-2020-2025")
    first, second = (OfficialDocumentFactory(issued=True, issuer=party, year=None, term=term) for _ in range(2))
    with pytest.raises(IntegrityError, match="document_number_once_a_term"), transaction.atomic():
        OfficialDocument.objects.filter(pk=second.pk).update(number=first.number)


def test_the_database_keeps_series_and_receipts_straight(committee):
    NumberSeries.objects.create(body=committee, year=2020)
    for broken, constraint in (
        ({"year": 2020}, "series_once"),
        ({}, "series_by_year_or_term"),
        ({"year": 2021, "next_number": 0}, "series_from_one"),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            NumberSeries.objects.create(body=committee, **broken)
    receipt = ReceiptFactory(body=committee)
    for broken, constraint in (
        ({"document": receipt.document}, "receipt_once"),
        ({"incoming_number": receipt.incoming_number}, "receipt_number_once_a_year"),
        ({"incoming_number": 0}, "receipt_number_from_one"),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            ReceiptFactory(body=committee, **broken)


def test_the_copies_in_the_stakes_follow_the_document(committee, clerk):
    document = record(committee, clerk)

    assert [(s.issued_on, s.status) for s in document.stakes.all()] == [(DAY, "issued")]
