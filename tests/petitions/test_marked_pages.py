"""One step with many petitions: a document's petitions are taken up, outcomes are confirmed under one paper."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.errors import Refused
from deadlines.models import Clock
from documents.models import OfficialDocument, Receipt
from organizations.enums import Role
from petitions import services
from petitions.enums import ItemState, Outcome, PetitionStatus
from petitions.models import Claim, ReferralItem
from petitions.services import in_bulk
from petitions.services.shared import RowsRefused
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory
from tests.factories.petitions import PetitionFactory, paper, petition_at, petitions_of, referral_of

from .visiting import at, errors, page, submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

_S = PetitionStatus
ACCEPT, VERIFY = "/kien-nghi/tiep-nhan/", "/kien-nghi/xac-nhan/"


def statuses(rows):
    return [at(row) for row in rows]


# -- taking up


def test_all_of_a_document_are_taken_up_with_one_day_and_one_incoming_number(as_, council, office, keeper, settler):
    rows = petitions_of(council, 27, keeper, consolidated=True)
    other = PetitionFactory(council=council, consolidated=True)
    first, second = referral_of(*rows, to=office, by=keeper), referral_of(other, to=office, by=keeper)
    client = as_(settler)

    assert [row.waiting for row in client.get(ACCEPT).context["referrals"]] == [27, 1]
    assert list(errors(submit(client, ACCEPT))) == ["__all__"]  # nothing marked
    assert list(errors(submit(client, ACCEPT, scope="all", on="01/07/2020"))) == ["__all__"]  # before it came
    assert list(errors(submit(client, ACCEPT, scope="x", on="31/02/2020", incoming_number="0"))) == [
        "scope", "on", "incoming_number", "__all__",
    ]  # fmt: skip
    submit(client, ACCEPT, line=[rows[0].pk, "9" * 30, "x"], on="22/07/2020", incoming_number="417")
    assert (at(rows[0]), set(statuses(rows[1:]))) == (_S.ACCEPTED, {_S.TRANSFERRED})
    assert "incoming_number" not in client.get(ACCEPT).context["form"].fields
    submit(client, ACCEPT, scope="all", on="23/07/2020")

    assert (set(statuses(rows)), at(other)) == ({_S.ACCEPTED}, _S.TRANSFERRED)
    assert Receipt.objects.get(document=first.document, body=office).incoming_number == 417
    decided = ReferralItem.objects.filter(referral=first).values_list("state", "decided_on").distinct()
    assert set(decided) == {(ItemState.ACCEPTED, date(2020, 7, 22)), (ItemState.ACCEPTED, date(2020, 7, 23))}
    assert {row.states.latest("pk").since for row in rows[1:]} == {date(2020, 7, 23)}
    assert "tiếp nhận giải quyết, ngày 23/07/2020" in page(client, rows[1].get_absolute_url())
    assert client.get(ACCEPT).context["referral"] == second  # the next document stands there


def test_lines_that_cannot_be_taken_up_are_named_and_nothing_is_done(as_, council, office, commune, keeper, settler):
    rows = petitions_of(council, 4, keeper, consolidated=True)
    referral_of(*rows, to=office, by=keeper)
    client = as_(settler)
    police = BodyFactory(unit=commune, name="Công an xã")
    services.accept(petition=rows[0], by=settler, on=date(2020, 7, 30))
    services.refuse(
        petition=rows[1], reason="Thuộc Công an", to=police, document=paper(office, date(2020, 7, 31)), by=settler
    )

    html = page(client, ACCEPT)
    assert rows[2].code in html
    response = client.post(ACCEPT, {"line": [row.pk for row in rows[:3]], "on": "03/08/2020"})

    [why] = errors(response)["__all__"]
    assert rows[0].code in why
    assert "trạng thái “Đang giải quyết”" in why
    assert f"{rows[1].code}: Chỉ người của cơ quan đang giữ" in why
    assert rows[2].code not in why
    assert statuses(rows) == [_S.ACCEPTED, _S.TRANSFERRED, _S.TRANSFERRED, _S.TRANSFERRED]


def test_a_refusal_of_many_tells_a_reason_once_names_the_first_and_counts_the_rest(council, office, keeper, settler):
    rows = petitions_of(council, 12, keeper, consolidated=True)

    with pytest.raises(RowsRefused) as refused:
        in_bulk.accept_many(petitions=rows, by=settler)

    assert len(refused.value.reasons) == 12
    assert f"{rows[9].code} và 2 kiến nghị khác: Chỉ người của cơ quan" in str(refused.value)
    assert str(refused.value).count("Chỉ người của cơ quan") == 1


def test_an_incoming_number_belongs_to_one_document(council, office, keeper, settler):
    rows = [PetitionFactory(council=council, consolidated=True) for _ in range(2)]
    for row in rows:
        referral_of(row, to=office, by=keeper)

    with pytest.raises(Refused, match="nhiều văn bản"):
        in_bulk.accept_many(petitions=rows, by=settler, on=date(2020, 7, 22), incoming_number=4)
    in_bulk.accept_many(petitions=rows, by=settler, on=date(2020, 7, 22))

    assert statuses(rows) == [_S.ACCEPTED] * 2


def test_taking_up_costs_the_same_for_few_and_many(council, office, keeper, settler):
    few, many = (petitions_of(council, number, keeper, consolidated=True) for number in (2, 12))
    costs = []
    for number, rows in enumerate((few, many)):
        referral_of(*rows, to=office, by=keeper)
        with CaptureQueriesContext(connection) as counted:
            in_bulk.accept_many(petitions=rows, by=settler, on=date(2020, 7, 22), incoming_number=number + 1)
        costs.append(len(counted))

    assert costs[1] <= costs[0]


# -- confirming


def test_nothing_is_confirmed_on_the_paper_of_the_body_that_claims_it(as_, keeper, council, office, commune):
    rows = [petition_at(_S.CLAIMED, council=council, holder=office) for _ in range(2)]
    theirs, elsewhere = paper(office, date(2020, 10, 30)), paper(BodyFactory(unit=commune), date(2020, 10, 30))
    client = as_(keeper)

    refused = submit(client, VERIFY, document=theirs.pk, scope="all")
    assert f"{rows[0].code}, {rows[1].code}: {theirs.label} do {office.name} ban hành" in errors(refused)["__all__"][0]
    assert set(statuses(rows)) == {_S.CLAIMED}
    submit(client, VERIFY, document=elsewhere.pk, scope="all")

    assert set(statuses(rows)) == {_S.VERIFIED}


def test_one_paper_confirms_many_outcomes_on_its_day(as_, supervisor, council, office):
    told = [petition_at(_S.CLAIMED, council=council, holder=office) for _ in range(2)]
    going = petition_at(_S.CLAIMED, council=council, holder=office, outcome=Outcome.IN_PROGRESS)
    left = petition_at(_S.CLAIMED, council=council, holder=office)
    client, typed = as_(supervisor), {"number": "52", "issued_on": "01/10/2020", "basis": "Đã khảo sát"}
    marks = [row.pk for row in (*told, going)]

    assert list(errors(submit(client, VERIFY, **typed))) == ["__all__"]
    assert list(errors(submit(client, VERIFY, line=marks))) == ["document"]
    assert list(errors(submit(client, VERIFY, line=marks, number="52", issued_on="01/12/2020"))) == ["issued_on"]
    submit(client, VERIFY, line=marks, **typed)

    assert statuses([*told, going, left]) == [_S.VERIFIED, _S.VERIFIED, _S.ANSWERED, _S.CLAIMED]
    assert {row.verified_on for row in told} == {date(2020, 10, 1)}
    document = OfficialDocument.objects.get(number=52)
    judged = Claim.objects.exclude(verdict=None).values_list("verdict", "verdict_on", "verdict_reason", "verdict_paper")
    assert set(judged) == {("confirmed", date(2020, 10, 1), "Đã khảo sát", document.pk)}
    assert Clock.objects.of(going).live().get().due_on == date(2020, 12, 15)
    assert document.label in page(client, told[0].get_absolute_url())
    submit(client, VERIFY, scope="all", document=document.pk)
    assert at(left) == _S.VERIFIED
    assert "Không có kết quả nào chờ xác nhận" in page(client, VERIFY)


def test_outcomes_that_cannot_be_confirmed_are_named_and_no_paper_is_noted(as_, supervisor, council, office):
    done, waiting = (petition_at(_S.CLAIMED, council=council, holder=office) for _ in range(2))
    client = as_(supervisor)
    typed = {"line": [done.pk, waiting.pk], "number": "52"}

    early = submit(client, VERIFY, issued_on="01/08/2020", **typed)
    assert all(row.code in errors(early)["__all__"][0] for row in (done, waiting))
    assert not OfficialDocument.objects.filter(number=52).exists()
    services.verify(petition=done, by=supervisor)
    mixed = submit(client, VERIFY, issued_on="01/10/2020", **typed)

    [why] = errors(mixed)["__all__"]
    assert done.code in why
    assert waiting.code not in why
    assert at(waiting) == _S.CLAIMED
    assert not OfficialDocument.objects.filter(number=52).exists()


def test_nobody_confirms_for_another_council(council, office, supervisor):
    petition = petition_at(_S.CLAIMED, council=council, holder=office)
    stranger = UserFactory(member_of=BodyFactory(unit=council.unit), role=Role.SUPERVISOR)

    with pytest.raises(RowsRefused, match="Thường trực Hội đồng nhân dân"):
        in_bulk.verify_many(petitions=[petition], document=paper(council, date(2020, 10, 1)), by=stranger)
    with pytest.raises(Refused, match="cùng đơn vị"):
        in_bulk.verify_many(petitions=[petition], document=paper(BodyFactory(), date(2020, 10, 1)), by=supervisor)

    assert at(petition) == _S.CLAIMED


def test_the_list_offers_both_pages_to_those_who_may(as_, supervisor, settler, clerk):
    for person, offered, hidden in ((supervisor, VERIFY, ACCEPT), (settler, ACCEPT, VERIFY)):
        html = page(as_(person), "/kien-nghi/")
        assert offered in html
        assert hidden not in html
        assert page(as_(person), offered)
        assert as_(person).get(hidden).status_code == 403
