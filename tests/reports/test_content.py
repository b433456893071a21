"""What the portal writes into a report by itself."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from common import official
from common.clock import ZONE
from common.periods import Period
from conferences.models import Conclusion
from figures import services as figures
from figures.models import Fact
from figures.services import Figure
from reports import content, known, services
from reports.content import committee
from reports.gather import SOURCE, gather
from reports.paper import draft, paper_of
from tests.factories.conferences import ConferenceFactory, OpinionFactory
from tests.factories.figures import IndicatorFactory
from tests.factories.steering import TaskFactory

NINE_MONTHS = Period.parse("2020-9M")


def words(blocks) -> str:
    lines = []
    for block in blocks:
        lines += block.items if isinstance(block, official.Bullets) else [getattr(block, "text", "")]
    return "\n".join(lines)


@pytest.fixture
def gathered(desk):
    return gather(desk.committee.body, NINE_MONTHS)


def test_every_section_of_the_outline_has_content_that_exists(desk):
    report = draft(body=desk.committee.body, kind="committee", period=NINE_MONTHS)

    assert {s.content for s in report.outline.sections.all()} <= content.names()


def test_conferences_of_the_period_are_named_with_their_day(gathered):
    assert "23/09/2020" in words(committee.direction(gathered))


def test_a_review_held_after_the_period_is_told_with_its_day_and_never_counted_in_the_period(desk):
    held = ConferenceFactory(host=desk.committee.body, period="2020-Q2", title="Hội nghị sơ kết quý II")
    later = ConferenceFactory(
        host=desk.committee.body, period="2020-Q3", title="Hội nghị sơ kết quý III",
        starts_at=datetime(2020, 10, 12, 14, tzinfo=ZONE),
    )  # fmt: skip
    OpinionFactory(conference=held)
    opinions = [OpinionFactory(conference=later), OpinionFactory(conference=later)]
    gathered = gather(desk.committee.body, Period.parse("2020-Q3"))

    told, done = words(committee.direction(gathered)), words(committee.committee_work(gathered))

    first, after = told.split("Sau kỳ báo cáo, ")
    assert "đã tổ chức 02 hội nghị:" in first
    assert "12/10/2020" not in first
    assert "đã tổ chức 01 hội nghị đánh giá kết quả của kỳ:" in after
    assert "12/10/2020" in after
    assert "tổ chức 02 hội nghị" in done
    assert "hội nghị đánh giá kỳ này (tổ chức ngày 12/10/2020) có 02 ý kiến thảo luận" in done
    assert set(gathered.count_of("conferences.held").told.rows) == {held.pk, desk.conference.pk}
    assert gathered.opinions == opinions


def test_every_count_of_conferences_in_one_paper_is_the_same(desk):
    ConferenceFactory(host=desk.committee.body, period="2020-Y", starts_at=datetime(2021, 1, 8, 8, tzinfo=ZONE))
    gathered = gather(desk.committee.body, Period.of_year(2020))

    counts = {known.resolve(gathered, key).rows for key in ("own:conferences", "counted:conferences.held")}

    assert counts == {(desk.conference.pk,)}
    assert [c.held_on for c in gathered.reviewed] == [date(2021, 1, 8)]  # what it concluded is the year's


def test_a_section_without_records_says_so_until_somebody_writes_in_it(desk):
    report = services.start(body=desk.committee.body, kind="committee", period=Period.parse("2019-Y"), by=desk.clerk)
    section = report.outline.sections.get(number="I")
    assert "chưa tổ chức hội nghị" in words(paper_of(report).sections[0].blocks)

    services.write_section(report=report, section=section, text="Đã quán triệt.", by=desk.clerk)

    assert words(paper_of(report).sections[0].blocks) == "Đã quán triệt."


def test_opinions_are_counted_and_written_out(desk, opinions):
    gathered = gather(desk.committee.body, NINE_MONTHS)

    assert "4 ý kiến" in words(committee.committee_work(gathered))
    assert all(opinion.text in words(committee.committee_work(gathered)) for opinion in opinions)


def test_proposals_to_bodies_above_are_left_to_the_writers(desk, opinions):
    report = services.start(body=desk.committee.body, kind="committee", period=NINE_MONTHS, by=desk.clerk)
    section = report.outline.sections.get(content="proposals")
    last = paper_of(report).sections[-1]
    assert (last.code, words(last.blocks)) == (section.code, "Không có kiến nghị, đề xuất.")

    services.write_section(report=report, section=section, text="Đề nghị Quận ủy sớm hướng dẫn.", by=desk.clerk)

    assert words(paper_of(report).sections[-1].blocks) == "Đề nghị Quận ủy sớm hướng dẫn."


def test_a_figure_comes_out_exactly_as_it_went_in(desk):
    indicator = IndicatorFactory(code="ho-ngheo", name_vi="Tỷ lệ hộ nghèo", kind="ratio", measure_vi="%", decimals=2)
    figures.state(
        indicator=indicator, unit=desk.committee.unit, body=desk.committee.body, window=NINE_MONTHS,
        figure=Figure(value=Decimal("0.15")), by=desk.clerk, source_kind=SOURCE, source_id=desk.conference.pk,
    )  # fmt: skip

    gathered = gather(desk.committee.body, NINE_MONTHS)

    assert "Tỷ lệ hộ nghèo: 0,15 %" in words(committee.results(gathered))
    table, counted = content.figures_tables(gathered, (), is_whole=True)
    assert table.caption.startswith("Số liệu nêu tại hội nghị ngày 23/09/2020")
    assert table.rows == (("1", "Tỷ lệ hộ nghèo", "0,15 %"),)
    assert table.figures == ((0, 2, "fact:ho-ngheo"),)
    assert counted.columns[-1] == "Cách tính"
    assert Fact.objects.count() == 1


def test_prior_tasks_are_counted_by_their_state_on_the_last_day_of_the_period(desk):
    body = desk.committee.body
    before = {"assigned_by": body, "assigned_on": date(2019, 12, 10), "due_on": date(2020, 6, 30)}
    TaskFactory(**before)
    TaskFactory(**before, done=True, closed_on=date(2020, 8, 1))
    TaskFactory(**before, done=True, closed_on=date(2020, 11, 20))

    text = words(committee.assessment(gather(body, NINE_MONTHS)))

    assert "trong 03 kết luận, nhiệm vụ kỳ trước có 01 việc đã hoàn thành; 02 việc chưa hoàn thành, " in text
    assert "trong đó 02 việc quá hạn" in text


def test_prior_tasks_were_set_before_the_period_or_by_the_review_of_an_earlier_one(desk):
    body = desk.committee.body
    in_july = {"assigned_by": body, "assigned_on": date(2020, 7, 10), "due_on": date(2020, 9, 1)}
    set_before = TaskFactory(assigned_by=body, assigned_on=date(2020, 6, 30), due_on=date(2020, 8, 1))
    concluded, of_this_review, _of_the_quarter = (TaskFactory(**in_july) for _number in range(3))
    for period, task in (("2020-H1", concluded), ("2020-Q3", of_this_review)):
        review = ConferenceFactory(host=body, period=period, starts_at=datetime(2020, 7, 10, 8, tzinfo=ZONE))
        Conclusion.objects.create(
            conference=review, order=1, text="Rà soát", lead=task.lead, due_on=task.due_on, task=task
        )  # fmt: skip

    assert gather(body, Period.parse("2020-Q3")).prior == [set_before, concluded]


def test_a_cancelled_task_is_neither_done_nor_open(desk):
    body = desk.committee.body
    TaskFactory(
        assigned_by=body, assigned_on=date(2019, 12, 10), due_on=date(2020, 6, 30), cancelled=True,
        closed_on=date(2020, 8, 1),
    )  # fmt: skip

    gathered = gather(body, NINE_MONTHS)

    text = words(committee.assessment(gathered))
    assert "01 việc đã hủy" in text
    assert "chưa hoàn thành" not in text
    assert committee.chart_rows(gathered)[0][1] == [0, 0, 0, 0, 1]


def test_figures_of_a_review_of_another_period_stay_out(desk):
    other = ConferenceFactory(host=desk.committee.body, period="2020-Q2")
    figures.state(
        indicator=IndicatorFactory(), unit=desk.committee.unit, body=desk.committee.body,
        window=Period.parse("2020-Q2"),
        figure=Figure(value=Decimal(46)), by=desk.clerk, source_kind=SOURCE, source_id=other.pk,
    )  # fmt: skip

    assert gather(desk.committee.body, NINE_MONTHS).facts == []


def test_party_committees_write_party_papers_of_the_generation_of_their_day(desk):
    assert (
        paper_of(draft(body=desk.committee.body, kind="committee", period=NINE_MONTHS)).style == official.Style.PARTY_B
    )
    later = draft(body=desk.committee.body, kind="committee", period=Period.parse("2026-9M"))
    assert paper_of(later).style == official.Style.PARTY_C


def test_the_head_of_the_committee_signs(desk):
    paper = paper_of(draft(body=desk.committee.body, kind="committee", period=NINE_MONTHS))

    assert (paper.signer, paper.position) == ("Đỗ Thị Ngân", "TRƯỞNG BAN")


def test_the_clerks_words_follow_the_sentences_of_the_portal(desk):
    report = services.start(body=desk.committee.body, kind="committee", period=NINE_MONTHS, by=desk.clerk)
    section = report.outline.sections.get(number="IV")
    services.write_section(report=report, section=section, text="Ưu điểm: rõ việc.\n\nHạn chế: chậm.", by=desk.clerk)

    written = next(s for s in paper_of(report).sections if s.number == "IV").blocks

    assert [b.text for b in written][-2:] == ["Ưu điểm: rõ việc.", "Hạn chế: chậm."]
