"""Which report stands: of two who begin one, of one that is replaced, of a paper dated before a meeting."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connections, transaction
from django.urls import reverse

from accounts.models import User
from common.errors import Refused
from common.periods import Period
from organizations import closure
from organizations.enums import Role
from organizations.models import Body, Placement
from reports import desk_board, services
from reports.dashboard.silent import silent
from reports.dashboard.view import View
from reports.models import Report, ReportKind
from reports.services.issuing import _check_day
from tests.factories.accounts import UserFactory
from tests.factories.conferences import ConferenceFactory
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.factories.reports import FrozenFigureFactory, ReportFactory

QUARTER = Period.parse("2020-Q3")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_begin_the_same_report_at_once_the_second_is_told_that_it_is_there():
    with transaction.atomic():
        body = BodyFactory()
        clerks = [UserFactory(member_of=body.unit, role=Role.CLERK).pk for _each in range(2)]
    together = Barrier(2)

    def begin(clerk: int) -> str:
        own, by = Body.objects.get(pk=body.pk), User.objects.get(pk=clerk)
        together.wait()
        try:
            services.start(body=own, kind="coordination", period=Period.parse("2020-Y"), by=by)
        except Refused as refused:
            return str(refused)
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(max_workers=2) as pool:
        told = sorted(pool.map(begin, clerks))

    assert told == ["", "Báo cáo của kỳ này đã có."]
    assert Report.objects.count() == 1


def test_an_issued_report_is_counted_as_issued_until_the_one_that_replaces_it_is(desk):
    body, kind = desk.committee.body, ReportKind.objects.get(code="committee")
    issued = ReportFactory(body=body, issued=True)

    services.replace(report=issued, by=desk.clerk)

    board = desk_board.board_of(body.unit, kind, QUARTER)
    assert (board.issued, board.drafting, board.silent) == (1, 0, [])


def test_a_committee_that_handed_in_another_kind_of_report_is_still_silent(desk):
    body = desk.committee.body
    view = View(body.unit, QUARTER)
    ReportFactory(body=body, kind_id="coordination", issued=True)
    assert silent(view, [body.unit_id]).reports == 1

    ReportFactory(body=body, issued=True)

    assert silent(view, [body.unit_id]).reports == 0


def test_a_page_says_that_the_files_of_a_report_are_being_built(client, desk):
    report = desk.write()
    client.force_login(desk.clerk)
    job = services.request_file(report=report, by=desk.clerk)

    assert job.get_absolute_url() in client.get(report.get_absolute_url()).content.decode()
    assert client.get(reverse("reports:detail", args=[report.pk])).context["job"] == job


def test_a_signed_paper_is_not_held_to_a_conference_that_was_recorded_after_it_was_frozen(desk):
    """Frozen and signed on the 22nd; that of the 23rd is recorded before the paper comes back."""
    report = ReportFactory(body=desk.committee.body, signing=True, period="2020-9M")
    signed_on = date(2020, 9, 22)
    _check_day(report, signed_on)

    FrozenFigureFactory(
        edition=report.edition, key="own:conferences", row_kind="conferences.conference",
        row_keys=[desk.conference.pk],
    )  # fmt: skip

    with pytest.raises(Refused, match="23/09/2020"):
        _check_day(report, signed_on)


@pytest.mark.parametrize(("kind", "may"), [("plan", True), ("invitation", True), ("minutes", False), ("notice", False)])
def test_a_plan_is_dated_before_its_conference_and_minutes_are_not(desk, kind, may):
    held = ConferenceFactory(host=desk.committee.body, completed=True)
    report = services.start_about(conference=held, kind=f"conference-{kind}", by=desk.clerk)

    if may:
        _check_day(report, date(2020, 9, 10))
    else:
        with pytest.raises(Refused, match="trước hội nghị"):
            _check_day(report, date(2020, 9, 10))


def test_two_who_say_at_once_who_signs_lose_nothing(client, desk):
    report = desk.write()
    address = reverse("reports:signing", args=[report.pk])
    client.force_login(desk.clerk)
    shown = client.get(address).context["form"]
    typed = {name: shown[name].value() or "" for name in shown.fields}
    facts = {"signer_position": "", "place": report.place, "recipients": "Như trên"}
    services.set_signing(report=report, by=desk.clerk, signer_name="Đỗ Thị Ngân", **facts)

    same = client.post(address, typed | {"signer_name": "Người khác"})
    report.refresh_from_db()
    assert (report.signer_name, "Đỗ Thị Ngân" in same.content.decode()) == ("Đỗ Thị Ngân", True)

    client.post(address, typed | {"place": "Long Biên"})
    report.refresh_from_db()
    assert (report.signer_name, report.recipients, report.place) == ("Đỗ Thị Ngân", "Như trên", "Long Biên")


def test_remarks_are_read_by_the_people_of_the_body_and_by_nobody_above(client, desk):
    report = desk.write()
    section = report.outline.sections.get(code="lanh-dao")
    services.comment(report=report, section=section, text="Chưa nên nêu chuyện này", by=desk.leader)
    above = UnitFactory(code="quan")
    Placement.objects.filter(unit=report.unit).update(parent=above)
    closure.refresh(units=[report.unit_id])
    pages = (report.get_absolute_url(), reverse("reports:section", args=[report.pk, "lanh-dao"]))

    for reader, reads in ((desk.clerk, True), (UserFactory(member_of=above, role=Role.CLERK), False)):
        client.force_login(reader)
        shown = [client.get(page).text for page in pages]
        assert [("góp ý chưa xử lý" in shown[0]), ("Chưa nên nêu" in shown[1])] == [reads, reads]
