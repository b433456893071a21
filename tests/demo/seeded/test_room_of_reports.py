"""What somebody finds who opens the room of reports: papers in every state, and one that is left to make."""

import pytest
from django.urls import reverse

from accounts.models import User
from common import clock
from common.periods import Kind, Period
from conferences.models import Conference
from demo.case_m import reviews
from demo.case_m.days import Days
from documents.models import DocumentType, NumberSeries
from organizations.models import Body
from reports import services
from reports.desk_board import own_drafts
from reports.enums import Issuer, NumberedBy, Outcome, ReportStatus
from reports.issuers import issuers_under
from reports.models import Batch, Book, Outline, Report, ReportKind, Schedule
from reports.outlines import outline_for
from reports.services.submitting import missing_of
from reports.week import monday_of, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded"), pytest.mark.xdist_group("demo")]

COMMITTEE = "ban-chi-dao-van-khe"


def last_quarter() -> Period:
    return Days(clock.today()).reviewed(reviews.LAST)


def of_van_khe(**wanted) -> Report:
    return Report.objects.get(unit__code="van-khe", conference=None, **wanted)


def test_reports_on_periods_stand_in_every_state():
    states = Report.objects.filter(unit__code="van-khe", conference=None).values_list("status", flat=True)

    assert set(states) == set(ReportStatus.values)


# -- what is left to make


def test_the_committee_report_on_the_last_quarter_is_left_to_make():
    body, period = Body.objects.get(code=COMMITTEE), last_quarter()
    assert not Report.objects.filter(body=body, kind="committee", period=period.code).exists()

    report = services.start(body=body, kind="committee", period=period, by=User.objects.get(username="tonghop"))

    assert outline_for("committee", body, period).body is None
    assert missing_of(report) == ()
    held = Conference.objects.get(host=body, period=period.code)
    assert held.conclusions.count() == 5
    assert held.opinions.count() == 3


def test_from_desk_to_number_three_people_make_it():
    writer, leader, records = (User.objects.get(username=name) for name in ("tonghop", "lanhdao", "vanthu"))
    report = services.start(
        body=Body.objects.get(code=COMMITTEE), kind="committee", period=last_quarter(), by=writer
    )  # fmt: skip

    services.submit(report=report, by=writer)
    services.approve(report=report, by=leader)
    issued = services.issue(report=report, issued_on=clock.today(), by=records)

    assert issued.document.number_and_symbol == "09-BC/BCĐ"


# -- what is being made


def test_a_draft_has_words_in_several_sections_with_figures_and_a_remark_that_waits():
    draft = of_van_khe(kind="council", status=ReportStatus.DRAFT)

    assert draft.texts.exclude(text="").count() == 4
    assert draft.texts.filter(text__contains="{{counted:petitions.received}}").exists()
    assert [one.settled_at is None for one in draft.comments.all()] == [False, True]
    desk = {one.report: one for one in own_drafts(User.objects.get(username="tonghop"))}
    assert (desk[draft].written, desk[draft].sections, desk[draft].remarks) == (4, 6, 1)


def test_one_waits_for_the_leader():
    waits = of_van_khe(status=ReportStatus.SUBMITTED)

    step = services.waiting_step(waits)
    assert services.approve(report=waits, step=step, by=User.objects.get(username="lanhdao"))


def test_one_was_returned_with_a_reason():
    returned = of_van_khe(kind="disclosure-list", status=ReportStatus.DRAFT)

    step = returned.approvals.get()
    assert (step.outcome, step.decided_by.username) == (Outcome.RETURNED, "lanhdao")
    assert "Bổ sung thời điểm" in step.reason


def test_one_was_approved_on_paper_and_is_out_for_signing():
    signing = of_van_khe(status=ReportStatus.SIGNING)

    step = signing.approvals.get()
    assert (step.on_paper, signing.numbered_by, signing.document) == (True, NumberedBy.EXTERNAL, None)
    assert step.slip is not None


# -- what was issued


def test_one_came_back_signed_with_the_number_of_the_office():
    issued = of_van_khe(kind="disclosure", status=ReportStatus.ISSUED)

    assert issued.document.number_and_symbol == "58/BC-UBND"
    copy = issued.signed_copies.get()
    assert copy.differences == []


def test_one_was_replaced_and_citizens_read_the_corrected_one(client):
    old, new = of_van_khe(kind="committee", status=ReportStatus.REPLACED), of_van_khe(is_published=True)

    assert (new.replaces, new.status) == (old, ReportStatus.ISSUED)
    assert (old.document.number, new.document.number) == (7, 8)
    assert client.get(reverse("public:verify", args=[new.code])).status_code == 200


def test_one_was_withdrawn_with_a_reason():
    assert "thu hồi" in of_van_khe(status=ReportStatus.WITHDRAWN).ended_reason


def test_every_paper_was_made_in_the_order_of_its_days():
    for report in Report.objects.filter(unit__code="van-khe").select_related("document"):
        made_on = report.created_at.astimezone(clock.ZONE).date()
        assert report.window.upper <= made_on or report.conference_id, report
        if report.document:
            assert made_on <= report.document.issued_on <= clock.today(), report


# -- papers about a conference


def test_the_latest_review_has_all_its_papers_and_each_series_its_numbers():
    review = Conference.objects.get(host__code=COMMITTEE, period=last_quarter().code)

    made = {report.kind_id.removeprefix("conference-"): report for report in review.reports.select_related("document")}
    numbers = {name: one.document.number_and_symbol for name, one in made.items() if one.document}
    assert set(made) == {"plan", "invitation", "agenda", "delegates", "minutes", "notice"}
    assert numbers == {"plan": "03-KH/BCĐ", "invitation": "05-GM/BCĐ", "notice": "04-TB/BCĐ"}
    assert made["plan"].document.issued_on < review.held_on < made["notice"].document.issued_on
    assert NumberSeries.objects.filter(body=review.host, type__in=DocumentType.objects.all()).count() == 4


# -- for many


def test_the_year_has_an_outline_of_the_province_with_figures_that_must_be_given():
    body, year = Body.objects.get(code=COMMITTEE), Period.of_year(clock.today().year)

    outline = outline_for("committee", body, year)

    assert outline.body.code == "ban-chi-dao-song-van"
    assert outline.sections.get(content="results").figures == ["fact:doi-thoai", "fact:hoa-giai-thanh"]
    assert Outline.objects.filter(sent_at__isnull=False).count() == 1


def test_the_province_asked_for_the_reports_of_all_its_committees():
    batch = Batch.objects.get()
    asked = set(batch.items.values_list("body__code", flat=True))

    kind = ReportKind.objects.get(issuer=Issuer.COMMITTEE)
    assert asked == set(issuers_under(kind, batch.unit, batch.period_value).values_list("code", flat=True))
    assert len(asked) == 6


def test_a_schedule_a_book_and_a_week_with_work_in_it():
    assert (Schedule.objects.get().span, Book.objects.get().asked_by.username) == (Kind.QUARTER, "tonghop")
    reader = User.objects.get(username="tonghop")
    review = Conference.objects.get(host__code=COMMITTEE, period=last_quarter().code)
    week = read(reader, review.host.unit, monday_of(review.held_on.isoformat()))
    assert not week.is_empty
