"""Approved figures of forms in the report of a period: named with their source, frozen when it is issued."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from common import chain, official
from common.periods import Period
from figures.models import BreakdownItem, Indicator
from indicators.enums import SubmissionState
from organizations.enums import Role
from reports import services
from reports.differences import differences
from reports.gather import gather
from reports.models import Report
from reports.paper import issued_paper, paper_of
from tests.factories.accounts import UserFactory
from tests.factories.indicators import FormFactory, LineFactory, SubmissionFactory, ValueFactory, WindowFactory
from tests.factories.organizations import BodyFactory, UnitFactory

NINE_MONTHS = Period.parse("2020-9M")


@pytest.fixture
def form(desk):
    made = FormFactory(issuer=BodyFactory(), name_vi="Biểu 9 tháng", name_en="Nine months")
    for code in ("hoa-giai-thanh", "mo-hinh-dan-van-kheo", "quy-che-hieu-luc"):
        LineFactory(version=made.versions.get(), indicator=Indicator.objects.get(code=code))
    return made


@pytest.fixture
def submission(desk, form):
    """The ward's form of the nine months: approved, with a ratio and a figure that is split."""
    made = SubmissionFactory(
        form=form, window=WindowFactory(regime=form.regime, code="2020-9M"), unit=desk.committee.unit,
        body=desk.committee.body, state=SubmissionState.APPROVED, round=1, number="12/BC-UBND", dated=date(2020, 9, 21),
    )  # fmt: skip
    lines = {line.indicator.code: line.indicator for line in form.versions.get().lines.select_related("indicator")}
    ValueFactory(submission=made, indicator=lines["hoa-giai-thanh"], number=None, part=Decimal(6), whole=Decimal(7))
    for code, number in (("kinh-te", 2), ("moi-truong", 1)):
        item = BreakdownItem.objects.get(breakdown__code="linh-vuc-dan-van-kheo", code=code)
        ValueFactory(submission=made, indicator=lines["mo-hinh-dan-van-kheo"], item=item, number=Decimal(number))
    return made


@pytest.fixture
def issued(desk, submission) -> Report:
    desk.number()
    return desk.issue(desk.approve(desk.write()))


def retype(submission, indicator, **figure):
    """The submission was opened again, corrected and approved anew."""
    submission.values.filter(indicator__code=indicator).update(**figure)


def move(submission, state):
    submission.state = state
    submission.save(update_fields=["state"])


def tables_of_annex(paper):
    tables = [block for annex in paper.annexes for block in annex.blocks if isinstance(block, official.Table)]
    return {table.caption: {row[1]: row for row in table.rows} for table in tables}


def detail(client, desk, report):
    client.force_login(desk.leader)
    return client.get(report.get_absolute_url()).content.decode()


def test_an_approved_figure_is_in_the_annex_with_the_form_that_it_stands_on(desk, issued):
    tables = tables_of_annex(issued_paper(issued))

    rows = tables["Biểu 9 tháng đã duyệt số 12/BC-UBND ngày 21/09/2020, 9 tháng đầu năm 2020"]
    assert rows["Vụ việc hòa giải thành ở cơ sở"][2] == "6/7 vụ"


def test_the_section_of_results_names_the_form_and_its_figures_with_their_parts(desk, submission):
    gathered = gather(desk.committee.body, NINE_MONTHS)

    assert [one.text for one in gathered.submitted] == [
        "6/7 vụ",
        "3 mô hình (Kinh tế: 2; Môi trường, vệ sinh: 1)",
    ]


@pytest.mark.parametrize("state", [SubmissionState.DRAFT, SubmissionState.SUBMITTED, SubmissionState.RETURNED])
def test_figures_that_nobody_approved_are_in_no_report(desk, submission, state):
    move(submission, state)

    assert gather(desk.committee.body, NINE_MONTHS).submitted == []


def test_figures_of_another_period_or_unit_are_not_those_of_the_report(desk, form, submission):
    window = WindowFactory(regime=form.regime, code="2020-Q3")
    other = SubmissionFactory(
        form=form, window=window, unit=desk.committee.unit, body=desk.committee.body, state=SubmissionState.APPROVED
    )
    elsewhere = SubmissionFactory(
        form=form, window=submission.window, unit=UnitFactory(), state=SubmissionState.APPROVED
    )

    assert {*gather(desk.committee.body, NINE_MONTHS).submissions}.isdisjoint({other, elsewhere})


def test_a_figure_that_was_approved_stands_instead_of_a_second_count(desk, submission):
    counted = Indicator.objects.get(code="quy-che-hieu-luc")
    ValueFactory(submission=submission, indicator=counted, number=Decimal(6))
    report = services.start(body=desk.committee.body, kind="committee", period=NINE_MONTHS, by=desk.clerk)

    [annex] = [annex for annex in paper_of(report).annexes if "Số liệu" in annex.title]
    named = [row[2] for table in annex.blocks for row in table.rows if row[1] == counted.name_vi]

    assert named == ["6 quy chế"]


def test_an_issued_report_never_changes_and_its_page_shows_the_difference(client, desk, submission, issued):
    before = issued.edition.paper
    assert "Số liệu đã khác" not in detail(client, desk, issued)

    retype(submission, "hoa-giai-thanh", part=Decimal(5))

    issued.refresh_from_db()
    assert issued.edition.paper == before
    [changed] = differences(issued).changed
    assert (changed.kept.text, changed.now) == ("6/7 vụ", "5/7 vụ")
    page = detail(client, desk, issued)
    assert "Số liệu đã khác" in page
    assert "5/7 vụ" in page
    section = client.get(reverse("reports:section", args=[issued.pk, "ket-qua"])).content.decode()
    assert "6/7 vụ" in section
    assert "5/7 vụ" not in section


def test_whoever_signed_an_issued_report_stays_its_signer(client, desk, issued):
    desk.committee.members.update(full_name="Nguyễn Văn Mới")

    page = detail(client, desk, issued)

    assert "Đỗ Thị Ngân" in page
    assert "Nguyễn Văn Mới" not in page


def test_a_form_that_is_open_again_is_named_and_its_new_figures_are_not(client, desk, submission, issued):
    move(submission, SubmissionState.RETURNED)
    retype(submission, "hoa-giai-thanh", part=Decimal(1))

    found = differences(issued)

    assert (found.changed, found.reopened) == ([], [submission])
    page = detail(client, desk, issued)
    assert "Đang mở lại để sửa" in page
    assert "1/7 vụ" not in page


def test_a_figure_that_was_taken_away_is_a_difference(desk, submission, issued):
    submission.values.filter(indicator__code="mo-hinh-dan-van-kheo").delete()

    [changed] = differences(issued).changed

    assert changed.now == ""


def test_a_submission_leads_to_the_reports_that_took_it_over_for_whoever_sees_them(desk, submission, issued):
    stranger = UserFactory(member_of=UnitFactory(), role=Role.CLERK)

    def reports(reader):
        found = chain.links("indicators.submission", [submission.pk], reader=reader)[submission.pk]
        return [link.url for link in found if "/bao-cao/" in link.url]

    assert reports(desk.leader) == [issued.get_absolute_url()]
    assert reports(stranger) == []


def test_the_page_of_an_issued_report_keeps_its_budget(client, desk, issued, django_assert_max_num_queries):
    detail(client, desk, issued)
    with django_assert_max_num_queries(16):
        client.get(issued.get_absolute_url())


def test_the_indicator_says_in_which_report_its_figure_went(client, desk, submission, issued):
    client.force_login(desk.leader)

    page = client.get(reverse("indicators:indicator", args=["hoa-giai-thanh"])).content.decode()

    assert issued.get_absolute_url() in page
