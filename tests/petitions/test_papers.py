"""Papers made of petitions: every figure is the one that pages count, and nobody's name who petitioned is in them."""

from datetime import date

import pytest
from django.utils.translation import override

from organizations import closure
from organizations.enums import Family
from petitions import cube, services
from petitions.classes import ResultClass
from petitions.cube import Rows
from petitions.enums import ChosenFor, Fulfilment, Outcome, PetitionStatus
from petitions.filters import AS_CONSOLIDATED, AS_RECEIVED
from petitions.models import Petitioner, PetitionExport
from petitions.papers import ordering
from petitions.papers.base import Words
from petitions.papers.kinds import KINDS
from petitions.papers.session import EVER, Scope
from petitions.services import grouping, supervising
from tests.factories.conferences import CouncilSessionFactory, CouncilTermFactory
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.factories.petitions import (
    PetitionFactory,
    keeper_of,
    paper,
    petition_at,
    referral_of,
    settler_of,
    supervision_of,
)
from tests.papers.reading import TaggedPdf

_S = PetitionStatus

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def session(council):
    closure.rebuild()
    return CouncilSessionFactory(term=CouncilTermFactory(council=council), opened=True)


@pytest.fixture
def handled(session, council, office):
    """Petitions of a session in many states; one came twice, one was said by somebody with a name."""
    common = {"council": council, "holder": office, "session": session}
    made = [petition_at(status, **common) for status in (_S.CONSOLIDATED, _S.ACCEPTED, _S.CLAIMED, _S.CLOSED)]
    made.append(petition_at(_S.VERIFIED, outcome=Outcome.RESOLVED, **common))
    made.append(petition_at(_S.CLAIMED, outcome=Outcome.RESOLVED, **common))
    keeper = keeper_of(council)
    services.send_back(petition=made[-1], reason="Chưa làm xong", by=keeper, on=date(2020, 9, 1))
    lead, twin = (PetitionFactory(council=council, session=session) for _ in range(2))
    grouping.group(lead=lead, duplicates=[twin], by=keeper)
    Petitioner.objects.create(petition=twin, name="Lò Thị Mẩy")
    return made


def text_of(kind, record, issuer, **words):
    with override("vi"):
        return KINDS[kind].build(record, Words(issuer=issuer, **words))


def rows_of(table):
    return {row[table.row_header or 0]: row for row in table.rows}


def test_the_report_on_results_shows_the_numbers_of_the_cube(session, handled, council, commune):
    made = text_of("ket-qua", Scope(commune, session), council)

    for table, rows in zip(made.annexes[0].blocks, (Rows.LEVEL, Rows.FIELD), strict=True):
        counted = cube.read(commune, EVER, rows=rows, session=session.code)
        shown = rows_of(table)
        for line in [*counted.lines, counted.total]:
            assert shown[line.label][1:-1] == (str(line.total), *(str(line.counts[one]) for one in ResultClass))
    total = counted.total
    words = " ".join(block.text for section in made.sections for block in section.blocks if hasattr(block, "text"))
    assert (counted.before, counted.after) == (8, 7)
    assert "tiếp nhận: 8;" in words
    assert f": {counted.after} kiến nghị" in words
    assert f"{total.settled}/{total.total} kiến nghị" in words
    rate = total.on_time
    assert f"{rate.in_time} ÷ ({rate.answered} + {rate.overdue})" in words
    assert rate.overdue == len(made.annexes[1].blocks[0].rows) == 1


def test_a_papers_numbers_are_those_of_the_lists(session, handled, commune):
    scope = Scope(commune, session)
    counted = scope.table(Rows.LEVEL)

    assert scope.narrowed(basis=AS_RECEIVED).count() == counted.before
    assert scope.narrowed(basis=AS_CONSOLIDATED).count() == counted.after
    for result in ResultClass:
        assert scope.narrowed(result=result.value).count() == counted.total.counts[result]


def test_the_synthesis_lists_every_consolidated_petition_once_by_field(session, handled, council, commune):
    front = BodyFactory(unit=commune, kind__family=Family.FRONT, name="Ủy ban Mặt trận Tổ quốc Việt Nam xã Quảng Lâm")
    scope = Scope(commune, session)
    assert KINDS["tong-hop"].issuers(scope)[-1].family is Family.COUNCIL

    made = text_of("tong-hop", scope, front)

    listed = [row for section in made.annexes[0].sections for row in section.blocks[0].rows]
    assert len(listed) == scope.table(Rows.FIELD).after == 7
    assert sorted(row[3] for row in listed) == ["1"] * 6 + ["2"]
    assert made.issuer.startswith("ỦY BAN MẶT TRẬN")


def test_the_verification_tells_what_was_confirmed_returned_and_awaited(session, handled, council, commune):
    made = text_of("tham-tra", Scope(commune, session), council, opinion="Nghiêm túc.")

    words = " ".join(block.text for section in made.sections for block in section.blocks if hasattr(block, "text"))
    assert "báo kết quả 4 lần: xác nhận 2, trả lại 1, chờ cho ý kiến 1" in words
    assert "Nghiêm túc." in words
    assert [row[4] for row in made.annexes[1].blocks[0].rows] == ["Chưa làm xong"]


def test_the_letter_lists_the_petitions_of_each_body_and_bears_number_and_date_once_sent(session, council, office):
    keeper = keeper_of(council)
    other = BodyFactory(unit=council.unit, name="Công an xã Quảng Lâm")
    rows = [PetitionFactory(council=council, session=session, consolidated=True) for _ in range(3)]
    draft = services.draft_referral(sender=council, title="Chuyển kiến nghị", session=session, by=keeper)
    services.fill(referral=draft, wanted={rows[0]: office, rows[1]: other, rows[2]: other}, by=keeper)

    before = text_of("chuyen", draft, council)
    sent = services.send(referral=draft, document=paper(council, date(2020, 10, 1), number=27), by=keeper)
    after = text_of("chuyen", sent, council)

    assert (before.is_draft, before.number, after.is_draft, after.number) == (True, None, False, 27)
    assert {part.title: len(part.blocks[0].rows) for part in after.annexes[0].sections} == {
        office.name: 1,
        other.name: 2,
    }
    assert set(after.addressees) == {office.name, other.name}
    assert after.is_letter
    assert after.annexes[0].wide


def test_the_letter_names_the_higher_level_first_and_counts_what_was_put_together(session, council, office):
    keeper = keeper_of(council)
    above = BodyFactory(unit=UnitFactory(kind__code="tinh", name="Quảng Ninh"), name="Y tế tỉnh, cuối bảng chữ cái")
    lead, twin, plain = (PetitionFactory(council=council, session=session, consolidated=True) for _ in range(3))
    grouping.group(lead=lead, duplicates=[twin], by=keeper)
    draft = services.draft_referral(sender=council, title="Chuyển kiến nghị", session=session, by=keeper)
    services.fill(referral=draft, wanted={lead: office, plain: above}, by=keeper)

    made = text_of("chuyen", draft, council)

    assert made.addressees == (above.name, office.name)
    assert [part.title for part in made.annexes[0].sections] == [above.name, office.name]
    assert made.annexes[0].sections[1].blocks[0].rows[0][-1] == "2"
    assert made.recipients == ("Như trên",)
    assert text_of("chuyen", draft, council, recipients=("Như trên;", "Công an xã")).recipients[0] == "Như trên;"


def test_the_report_of_a_supervision_counts_as_its_page_does(session, council, office):
    keeper = keeper_of(council)
    chosen = [petition_at(_S.ACCEPTED, council=council, holder=office) for _ in range(2)]
    supervision = supervision_of(chosen, keeper)
    supervising.find(line=supervision.lines.first(), finding="Chưa làm", judged=Fulfilment.NOT_DONE, by=keeper)
    supervising.recommend(supervision=supervision, text="Làm ngay", body=office, due_on=date(2020, 12, 31), by=keeper)

    made = text_of("giam-sat", supervision, council)

    bullets = [
        item.rstrip(";.")
        for section in made.sections
        for block in section.blocks
        for item in getattr(block, "items", ())
    ]
    assert f"{ChosenFor.UNSETTLED.label.capitalize()}: 2" in bullets
    assert {"Chưa hoàn thành: 1", "Chưa đánh giá: 1"} <= set(bullets)
    assert len(made.annexes[0].blocks[0].rows) == 2


def test_the_page_prints_a_draft_that_says_so_and_names_no_petitioner(client, session, handled, council, commune):
    client.force_login(keeper_of(council))
    url = f"/kien-nghi/van-ban/{session.code}/tong-hop/"
    assert "dự thảo" in client.get(url).content.decode()

    answered = client.post(url, {"issuer": council.pk, "signer": "Nguyễn Văn A"})

    read = TaggedPdf(answered.content)
    words = read.document.all_text
    assert answered["Content-Type"] == "application/pdf"
    assert "DỰ THẢO" in words
    assert "Nguyễn Văn A" in words
    assert "Mẩy" not in words
    assert [heading.all_text for heading in read.find("H1")] == ["BÁO CÁO"]
    assert client.get(f"/kien-nghi/van-ban/{session.code}/khong-co/").status_code == 404
    assert client.get(f"/kien-nghi/van-ban/{commune.code}/ket-qua-ky/?ky=hỏng").status_code == 404
    assert client.get(f"/kien-nghi/van-ban/{commune.code}/ket-qua-ky/?ky=2020-Y").status_code == 200
    client.force_login(settler_of(BodyFactory()))
    assert client.get(url).status_code == 404


def test_a_long_letter_is_written_by_a_job_for_whoever_asked(client, council, office, monkeypatch):
    closure.rebuild()
    keeper = keeper_of(council)
    sent = referral_of(PetitionFactory(council=council, consolidated=True), to=office, by=keeper)
    monkeypatch.setattr(ordering, "AT_ONCE", 0)
    client.force_login(keeper)

    answered = client.post(f"/kien-nghi/van-ban/{sent.code}/chuyen/", {"issuer": council.pk})

    export = PetitionExport.objects.get()
    assert export.job is not None
    assert export.job.get_absolute_url() in answered["Location"]
    done = ordering.carry_out(export.job, lambda *_said: None)
    assert done.rows == 1
    got = client.get(done.get_absolute_url())
    assert got["Content-Type"] == "application/pdf"
    content = b"".join(got.streaming_content)
    read = TaggedPdf(content)
    last = read.pdf.pages[-1].MediaBox
    assert last[2] > last[3]  # the annex lies across
