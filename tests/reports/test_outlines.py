"""An upper body sends an outline down: the nearest sender wins, and what was begun or sent stays as it is."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation

from common.errors import Refused
from common.periods import Period
from notices.models import Notice
from organizations import closure
from organizations.enums import Role
from organizations.models import Placement
from reports import services
from reports.models import Outline
from reports.outlines import outline_for
from reports.services.outlining import fingerprint
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, UnitFactory

NINE_MONTHS = Period.parse("2020-9M")
SINCE = date(2020, 1, 1)


@pytest.fixture
def standard(desk) -> Outline:
    return Outline.objects.get(code="committee-2016")


def sender_above(unit, code):
    """A unit above another one, with a body that sends outlines and its reporting officer."""
    above = UnitFactory(code=code)
    Placement.objects.filter(unit=unit).update(parent=above)
    closure.refresh(units=[unit.pk])
    return BodyFactory(unit=above), UserFactory(member_of=above, role=Role.CLERK)


@pytest.fixture
def district(desk):
    return sender_above(desk.committee.unit, "quan")


def sent(standard, sender, *, name="Đề cương của quận", period=""):
    body, clerk = sender
    outline = services.draft_outline(source=standard, body=body, name=name, period=period, by=clerk)
    return services.send_outline(outline=outline, since=SINCE, by=clerk)


def test_without_any_sender_the_standard_outline_holds(desk, standard):
    assert outline_for("committee", desk.committee.body, NINE_MONTHS) == standard


def test_an_outline_that_was_sent_down_holds_below_and_not_beside(desk, standard, district):
    made = sent(standard, district)
    beside = BodyFactory(unit=UnitFactory(code="ben-canh"))

    assert outline_for("committee", desk.committee.body, NINE_MONTHS) == made
    assert outline_for("committee", beside, NINE_MONTHS) == standard


def test_the_nearest_sender_wins_and_one_for_the_period_before_one_for_any(desk, standard, district):
    sent(standard, sender_above(district[0].unit, "tinh-tren"), name="Đề cương của tỉnh", period="2020-9M")
    any_period = sent(standard, district)

    assert outline_for("committee", desk.committee.body, NINE_MONTHS) == any_period

    this_period = sent(standard, district, name="Riêng 9 tháng", period="2020-9M")

    assert outline_for("committee", desk.committee.body, NINE_MONTHS) == this_period
    assert outline_for("committee", desk.committee.body, Period.parse("2020-Q3")) == any_period


def test_a_draft_that_was_not_sent_holds_nowhere(desk, standard, district):
    body, clerk = district
    services.draft_outline(source=standard, body=body, name="Đang soạn", period="", by=clerk)

    assert outline_for("committee", desk.committee.body, NINE_MONTHS) == standard


def test_a_report_that_was_begun_keeps_its_outline(desk, standard, district):
    report = services.start(body=desk.committee.body, kind="committee", period=NINE_MONTHS, by=desk.clerk)

    sent(standard, district)

    report.refresh_from_db()
    assert report.outline == standard


def test_an_outline_is_called_what_its_sender_called_it_and_a_report_is_called_after_its_kind(desk, standard, district):
    made = sent(standard, district, name="Đề cương tổng kết")
    report = desk.write("2020-9M")

    with translation.override("en"):
        assert (report.outline, str(made)) == (made, "Đề cương tổng kết")
        assert str(report) == "Report on the implementation of grassroots democracy, first 9 months of 2020"


def test_an_outline_that_was_sent_is_never_changed(standard, district):
    outline = sent(standard, district)
    facts = services.SectionFacts(number="I", title_vi="Khác")

    for change in (
        lambda: services.edit_outline(outline=outline, sections=[facts], by=district[1]),
        lambda: services.send_outline(outline=outline, since=SINCE, by=district[1]),
        lambda: services.edit_outline(outline=standard, sections=[facts], by=district[1]),
    ):
        with pytest.raises(Refused):
            change()


def test_only_reporting_officers_of_the_sender_send(desk, standard, district):
    for person in (desk.clerk, UserFactory(member_of=district[0].unit, role=Role.LEADER)):
        with pytest.raises(PermissionDenied):
            services.draft_outline(source=standard, body=district[0], name="Khác", period="", by=person)


def test_reporting_officers_below_are_told(desk, standard, district):
    sent(standard, district)

    assert Notice.objects.filter(recipient=desk.clerk, kind="reports.outline_sent").count() == 1


def test_a_figure_that_the_outline_requires_must_have_a_value(desk, standard, district):
    body, clerk = district
    outline = services.draft_outline(source=standard, body=body, name="Bắt buộc", period="", by=clerk)
    required = services.SectionFacts(number="I", title_vi="Kết quả", figures=["fact:khong-co-so-lieu"])
    services.edit_outline(outline=outline, sections=[required], by=clerk)
    services.send_outline(outline=outline, since=SINCE, by=clerk)
    report = services.start(body=desk.committee.body, kind="committee", period=NINE_MONTHS, by=desk.clerk)

    with pytest.raises(Refused):
        services.submit(report=report, by=desk.clerk)


def test_an_outline_is_made_changed_and_sent_on_its_page(client, standard, district):
    body, clerk = district
    client.force_login(clerk)
    typed = {"source": standard.pk, "body": body.pk, "name": "Đề cương quý III", "period": "2020-Q3"}

    page = client.post(reverse("reports:outlines"), typed, follow=True).content.decode()
    outline = Outline.objects.get(name_vi="Đề cương quý III")
    sections = {"muc-TOTAL_FORMS": "2", "muc-INITIAL_FORMS": "0", "muc-0-number": "I", "muc-0-title_vi": "Công khai"}
    sections["seen"] = fingerprint(outline)
    client.post(outline.get_absolute_url(), sections | {"luu": "sections"})
    client.post(outline.get_absolute_url(), {"luu": "send", "since": "01/07/2020"})

    outline.refresh_from_db()
    assert "Đề cương quý III" in page
    assert [section.title_vi for section in outline.sections.all()] == ["Công khai"]
    assert outline.sent_by == clerk
    assert outline.valid.lower == date(2020, 7, 1)


@pytest.mark.parametrize("title", ["Việc {x}", "{period:>999999999}", "{period.__class__}", "Một { hai", "{0} và {}"])
def test_braces_in_a_title_are_braces_unless_they_name_the_period(desk, standard, district, title):
    body, clerk = district
    outline = services.draft_outline(source=standard, body=body, name="Đề cương", period="", by=clerk)
    sections = [services.SectionFacts(number="I", title_vi=f"{title} trong {{period}}, rồi {{next}}")]
    services.edit_outline(outline=outline, sections=sections, by=clerk)

    section = outline.sections.get()

    said = f"{title} trong 9 tháng đầu năm 2020, rồi quý IV năm 2020"
    assert (section.title_for(NINE_MONTHS), section.heading_for(NINE_MONTHS)) == (said, said)


def facts_of(section, **changes) -> services.SectionFacts:
    names = ("number", "title_vi", "content", "guidance", "figures")
    return services.SectionFacts(**{name: getattr(section, name) for name in names} | changes)


def test_a_section_that_goes_on_keeps_its_code_and_how_it_stands_on_the_paper(district):
    body, clerk = district
    standard = Outline.objects.get(code="conference-invitation-2016")
    outline = services.draft_outline(source=standard, body=body, name="Giấy mời riêng", period="", by=clerk)
    first = outline.sections.get(is_bare=True)
    added = services.SectionFacts(number="II", title_vi="Chuẩn bị")

    services.edit_outline(outline=outline, sections=[added, facts_of(first, title_vi="Thư mời")], by=clerk)

    new, kept = outline.sections.all()
    assert (kept.code, kept.is_bare, kept.title_en) == (first.code, True, "Thư mời")
    assert (new.code, new.is_bare) == ("muc-2", False)
    services.edit_outline(outline=outline, sections=[facts_of(new), facts_of(kept)], by=clerk)
    assert [one.code for one in outline.sections.all()] == [new.code, kept.code]


def test_of_two_who_change_the_same_outline_the_second_is_told(client, standard, district):
    body, clerk = district
    outline = services.draft_outline(source=standard, body=body, name="Đề cương", period="", by=clerk)
    client.force_login(clerk)
    typed = {"muc-TOTAL_FORMS": "1", "muc-INITIAL_FORMS": "0", "muc-0-title_vi": "Công khai", "luu": "sections"}
    typed["seen"] = client.get(outline.get_absolute_url()).context["seen"]
    first = outline.sections.all()[0]
    services.edit_outline(outline=outline, sections=[facts_of(first)], by=clerk)

    answer = client.post(outline.get_absolute_url(), typed)

    assert "Người khác vừa sửa đề cương này" in answer.text
    assert [one.title_vi for one in outline.sections.all()] == [first.title_vi]
    assert client.post(outline.get_absolute_url(), typed | {"seen": answer.context["seen"]}).status_code == 302
