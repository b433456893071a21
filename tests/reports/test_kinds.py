"""The kinds of reports besides the committee's: their outlines, what the portal writes in them, who issues them."""

from datetime import date

import pytest
import time_machine

from common import official
from common.periods import Period
from conferences.models import Conference
from figures import rows
from organizations import closure
from organizations.enums import Family
from petitions import cube
from petitions.cube import Rows
from petitions.enums import Outcome, PetitionStatus
from reports import catalogue, content, known, own
from reports.gather import gather
from reports.models import ReportKind
from reports.paper import compose, draft
from tests.factories.conferences import ConferenceFactory
from tests.factories.disclosures import boards_of, disclosure_of, recorder_of, up
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.factories.petitions import CouncilFactory, petition_at
from tests.factories.steering import CommitteeFactory
from tests.factories.supervision import board_of, concluded, front_of, keeper_of, kind, monthly_of, supervision_of

from .charted import drawn_only

_S = PetitionStatus
YEAR = Period.of_year(2020)
OF_PERIODS = [entry for entry in catalogue.read() if entry.get("about", "period") == "period"]


@pytest.fixture
def commune(db):
    return UnitFactory(name="Quảng Lâm", kind__code="xa", code="quang-lam")


def authority_of(unit):
    return BodyFactory(
        unit=unit, code=f"ubnd-{unit.code}", kind=kind("ubnd", Family.STATE, "Ủy ban nhân dân"), symbol="UBND",
        name=f"Ủy ban nhân dân {unit.kind.name_vi} {unit.name}", short_name="UBND",
    )  # fmt: skip


ISSUERS = {
    "committee": lambda unit: CommitteeFactory(commune=unit).body,
    "council": lambda unit: CouncilFactory(unit=unit),
    "disclosing": authority_of,
    "front": front_of,
    "inspectors": front_of,
    "any": authority_of,
}


def tables(paper):
    return [block for annex in paper.annexes for block in annex.blocks if isinstance(block, official.Table)]


def told_cells(composed):
    """Every cell of a table that tells a figure: what stands in it, and the figure."""
    told = {one.key: one for one in composed.told}
    return [
        (table.rows[row][column], told[key])
        for table in tables(composed.paper)
        for row, column, key in table.figures
    ]  # fmt: skip


@pytest.mark.parametrize("entry", OF_PERIODS, ids=lambda entry: entry["code"])
def test_every_kind_makes_a_paper_of_nothing_without_an_empty_section(entry, commune):
    body = ISSUERS[entry["issuer"]](commune)

    composed = compose(draft(body=body, kind=entry["code"], period=Period.of_year(2024)))

    assert composed.paper.type_name == ReportKind.objects.get(code=entry["code"]).type.name_vi.upper()
    assert all(section.blocks for section in composed.paper.sections)
    unwritten = {section["code"] for outline in entry["outline"] for section in outline["sections"]
                 if not content.has_words(section.get("content", ""))}  # fmt: skip
    assert {one.section.code for one in composed.missing} == unwritten
    assert {one.key for one in composed.missing} <= {""}
    contents = [section.get("content", "") for outline in entry["outline"] for section in outline["sections"]]
    assert {*contents} - {""} <= content.names()
    told = known.known(gather(body, Period.of_year(2024))).values()
    assert {one.row_kind for one in told} - {""} <= rows.names()  # each can be frozen with its rows


@pytest.fixture
def petitions(commune):
    council = CouncilFactory(unit=commune, code="hdnd-quang-lam")
    office = BodyFactory(unit=commune, code="ubnd-quang-lam", name="Ủy ban nhân dân xã Quảng Lâm")
    closure.rebuild()
    with time_machine.travel("2020-11-02 09:00 +0700", tick=False):
        for status in (_S.RECEIVED, _S.ACCEPTED, _S.CLAIMED, _S.CLOSED):
            petition_at(status, council=council, holder=office)
        petition_at(_S.VERIFIED, council=council, holder=office, outcome=Outcome.IN_PROGRESS)
        yield council


def test_the_councils_report_tells_the_numbers_of_the_page_and_each_opens_its_petitions(petitions, commune):
    composed = compose(draft(body=petitions, kind="council", period=YEAR))

    page = cube.read(commune, YEAR, rows=Rows.LEVEL)
    cells = {told.key: cell for cell, told in told_cells(composed)}
    assert cells["own:level:total:all"] == str(page.after) == "5"
    for result, number in page.total.counts.items():
        assert cells[f"own:level:total:{result.value}"] == str(number)
    assert all(
        int(cell) == told.number == len(told.rows)
        for cell, told in told_cells(composed)
        if cell.isdigit() and told.key.startswith(("own:level:", "own:field:"))
    )
    assert drawn_only(composed.paper) == []
    text = "\n".join(block.text for section in composed.paper.sections for block in section.blocks
                     if isinstance(block, official.Paragraph))  # fmt: skip
    assert "tiếp nhận 05 ý kiến, kiến nghị" in text
    assert "có 01 kiến nghị (20 %) đã giải quyết xong" in text


def test_names_of_figures_which_everybody_may_read_hold_no_code_of_a_petition(commune):
    council = CouncilFactory(unit=commune, code="hdnd-quang-lam")
    with time_machine.travel("2020-11-02 09:00 +0700", tick=False):
        late = petition_at(_S.ACCEPTED, council=council, due_on=date(2020, 9, 18))
        composed = compose(draft(body=council, kind="council", period=YEAR))

    told = {one.key: one for one in composed.told}
    assert told[f"own:late:{late.pk}"].rows == (late.pk,)
    assert not any(late.code in f"{one.label} {one.formula}" for one in composed.told)


def test_a_council_reports_what_its_standing_committee_concluded(commune):
    council = CouncilFactory(unit=commune)
    standing = BodyFactory(
        unit=commune, parent=council, kind=kind("thuong-truc-hdnd", Family.COUNCIL, "Thường trực"), name="Thường trực"
    )
    held = ConferenceFactory(host=standing, completed=True)

    assert gather(council, Period.parse(Conference.objects.get(pk=held.pk).period)).conferences == [held]


def test_the_report_on_disclosure_counts_each_content_by_how_it_kept_its_day(commune):
    body = authority_of(commune)
    boards_of(body)
    by = recorder_of(body)
    with time_machine.travel("2024-06-20 09:00 +0700", tick=False):
        first = disclosure_of(body, 2, on=date(2024, 5, 6), by=by)
        up(first, date(2024, 5, 7), by=by)
        up(disclosure_of(body, 5, on=date(2024, 5, 6), by=by), date(2024, 6, 3), by=by)
        disclosure_of(body, 5, on=date(2024, 5, 8), by=by)
        composed = compose(draft(body=body, kind="disclosure", period=Period.parse("2024-Q2")))

    cells = {told.key: cell for cell, told in told_cells(composed)}
    total = {name: cells[f"own:disclosed:total:{name}"] for name in ("all", "on-time", "late", "missing", "waiting")}
    assert total == {"all": "3", "on-time": "1", "late": "1", "missing": "1", "waiting": "0"}
    assert drawn_only(composed.paper) == []
    assert composed.paper.addressees == ()
    assert composed.paper.authority == "TM. ỦY BAN NHÂN DÂN"
    assert composed.paper.issuer == "ỦY BAN NHÂN DÂN\nXÃ QUẢNG LÂM"


def test_the_quarterly_list_is_a_list_with_its_ground(commune):
    report = draft(body=authority_of(commune), kind="disclosure-list", period=Period.parse("2024-Q2"))
    report.authority, report.signer_position = "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"

    paper = compose(report).paper

    assert (paper.authority, paper.position_lines) == ("TM. ỦY BAN NHÂN DÂN", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"])
    assert (paper.type_name, paper.symbol) == ("DANH SÁCH", "DS-UBND")
    assert "Điều 13 khoản 2" in paper.grounds[0]


def test_the_front_tells_its_own_supervisions_and_the_board_only_those_of_the_board(commune):
    front, other = front_of(commune), BodyFactory(unit=commune, name="Trạm y tế")
    committee = CommitteeFactory(commune=commune)
    by = keeper_of(commune)
    with time_machine.travel("2024-12-16 09:00 +0700", tick=False):
        board = board_of(front, by)
        begins = date(2024, 11, 18)
        concluded(supervision_of(front, by, subject=other, begins_on=begins), by, other, last=date(2024, 11, 20))
        of_board = supervision_of(front, by, subject=other, begins_on=begins, board=board)
        concluded(of_board, by, other, last=date(2024, 11, 20))
        monthly_of(front, committee, 10, by, year=2024, checks=3, sent_on=date(2024, 11, 4))
        monthly_of(front, committee, 11, by, year=2024, checks=4, sent_on=date(2024, 12, 4))
        of_front = gather(front, Period.of_year(2024))
        reports = {
            code: compose(draft(body=front, kind=code, period=Period.of_year(2024))) for code in ("front", "inspectors")
        }

    assert [drawn_only(composed.paper) for composed in reports.values()] == [[], []]
    told = {code: {one.key: one for one in composed.told} for code, composed in reports.items()}
    assert told["front"]["own:supervised:ended"].number == 2
    assert told["inspectors"]["own:by-boards:ended"].rows == (of_board.pk,)
    assert told["front"]["own:monthly:checks"].number == 7
    assert len(told["front"]["own:monthly:checks"].rows) == 2
    assert own.of(of_front, "asked")["own:asked:all"].number == 2
    assert told["inspectors"]["own:by-boards:asked:overdue"].number == 1  # 15 days, by law
    assert reports["inspectors"].paper.issuer_in_text == board.name
    assert reports["inspectors"].paper.signer == "Lò Văn Đầu"
