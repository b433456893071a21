"""Where else petitions stand: home, the menu, a session, the search; nowhere for those without a role."""

from datetime import date

import pytest
from django.urls import reverse

from organizations.enums import Role
from petitions import links, sections, services
from petitions.enums import Outcome, PetitionStatus
from petitions.services import grouping
from tests.factories.accounts import UserFactory
from tests.factories.conferences import CouncilSessionFactory, CouncilTermFactory
from tests.factories.petitions import CouncilFactory, PetitionFactory, petition_at

from .visiting import LIST, page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_home_shows_what_waits_for_each_side_and_the_menu_counts_it(as_, supervisor, settler, council, office):
    PetitionFactory(council=council)
    PetitionFactory(council=council, consolidated=True)
    petition_at(PetitionStatus.TRANSFERRED, council=council, holder=office)
    petition_at(PetitionStatus.CLAIMED, council=council, holder=office)
    petition_at(PetitionStatus.VERIFIED, council=council, holder=office)

    for_council, for_holder = page(as_(supervisor), "/"), page(as_(settler), "/")

    for title in ("chờ tổng hợp", "chờ chuyển", "chờ xác nhận", "chưa báo cử tri"):
        assert title in for_council
    assert "chờ tiếp nhận" in for_holder
    assert "chờ tổng hợp" not in for_holder
    assert "1 kiến nghị chờ xử lý" in for_holder


def test_home_names_what_is_overdue_at_ones_own_body_first_and_counts_it(as_, commune, council, office, settler):
    """Whoever answers has the clock itself; a colleague who does not reads the same limits in the order of urgency."""
    late, soon, later, calm = (
        petition_at(PetitionStatus.ACCEPTED, council=council, holder=office, due_on=day)
        for day in (date(2020, 9, 18), date(2020, 11, 5), date(2020, 11, 8), date(2020, 12, 1))
    )
    PetitionFactory(council=council)
    official = UserFactory(member_of=commune, role=Role.OFFICIAL)

    html = page(as_(official), "/")
    assert "1 quá hạn, 2 đến hạn trong 7 ngày tới" in html
    places = [html.index(row.code) for row in (late, soon, later)]
    assert places == sorted(places)
    assert html.index("chờ tổng hợp") > places[-1]
    assert "quá hạn 45 ngày" in html
    assert calm.code not in html

    for_holder = page(as_(settler), "/")
    assert "Kiến nghị đến hạn" not in for_holder
    assert for_holder.count(f'"{late.get_absolute_url()}') == 1  # its clock


def test_what_came_with_a_limit_that_is_over_waits_first_and_says_so(as_, council, office, settler):
    calm, late = (
        petition_at(PetitionStatus.TRANSFERRED, council=council, holder=office, due_on=day)
        for day in (date(2020, 12, 1), date(2020, 9, 18))
    )

    html = page(as_(settler), "/")

    waiting = html[html.index("Kiến nghị được chuyển đến, chờ tiếp nhận (1 quá hạn)") :]
    assert waiting.index(late.code) < waiting.index(calm.code)


def test_home_offers_drafts_to_the_records_clerk_once_they_hold_something(as_, council, office, keeper):
    full, empty = (services.draft_referral(sender=council, title="Chuyển", by=keeper) for _ in range(2))
    services.fill(referral=full, wanted={PetitionFactory(council=council, consolidated=True): office}, by=keeper)

    html = page(as_(UserFactory(member_of=council, role=Role.RECORDS_CLERK)), "/")

    assert "chờ số, ngày" in html
    assert full.get_absolute_url() in html
    assert empty.code not in html


def test_a_session_shows_its_petitions_before_and_after_consolidation_and_what_came_back(as_, clerk, council):
    session = CouncilSessionFactory(term=CouncilTermFactory(council=council))
    PetitionFactory(council=council, session=session)
    back = PetitionFactory(council=council, session=session, times_raised=3, text="Chợ Đồn thiếu nước sạch")
    PetitionFactory(council=council, session=session)
    services.cancel(petition=PetitionFactory(council=council, session=session), reason="nhập nhầm", by=clerk)

    client = as_(clerk)
    shown = page(client, session.get_absolute_url())
    section = sections.of_session(clerk, session)

    assert (section.context["received"], section.context["consolidated"], section.context["again_count"]) == (3, 3, 1)
    assert client.get(section.context["received_url"]).context["page"].paginator.count == 3
    assert back.content in shown


def test_the_link_of_a_session_says_which_count_it_means(as_, keeper, council, office):
    session = CouncilSessionFactory(term=CouncilTermFactory(council=council))
    lead, same, double, plain = (PetitionFactory(council=council, session=session) for _ in range(4))
    petition_at(PetitionStatus.VERIFIED, council=council, holder=office, session=session)
    services.cancel(petition=PetitionFactory(council=council, session=session), reason="nhập nhầm", by=keeper)
    client = as_(keeper)

    def link():
        [found] = links.petitions_of_sessions([session.pk])[session.pk]
        return found

    assert (link().label, link().state) == ("5 kiến nghị", "1/5 có kết quả")
    grouping.group(lead=lead, duplicates=[same, plain], by=keeper)
    grouping.split(petition=double, parts=["Sửa đường", "Xây cầu"], by=keeper)

    assert (link().label, link().state) == ("5 kiến nghị tiếp nhận, 4 sau tổng hợp", "1/4 sau tổng hợp có kết quả")
    assert client.get(link().url).context["page"].paginator.count == 5
    shown = page(client, session.get_absolute_url())
    assert link().label in shown
    assert 'class="hush"' not in shown[shown.index('id="kien-nghi"') :]  # a hidden head would shift every figure
    section = sections.of_session(keeper, session).context
    assert (section["received"], section["consolidated"]) == (5, 4)
    for url, number in ((section["received_url"], 5), (section["consolidated_url"], 4)):
        assert client.get(url).context["page"].paginator.count == number


def test_a_session_names_its_next_steps_and_what_is_unsettled_of_earlier_ones(
    as_, clerk, supervisor, settler, council, office
):
    term = CouncilTermFactory(council=council)
    first, then, last = (
        CouncilSessionFactory(term=term, starts_on=date(2020, month, 6), ends_on=date(2020, month, 6))
        for month in (3, 7, 12)
    )
    for outcome in (Outcome.EXPLAINED, Outcome.NOT_RESOLVED):
        petition_at(PetitionStatus.VERIFIED, council=council, holder=office, session=first, outcome=outcome)
    PetitionFactory(council=council, session=then)
    PetitionFactory(council=council, session=last, consolidated=True)

    for person in (clerk, settler):
        client = as_(person)
        for _session, number, url in sections.of_session(person, last).context["unsettled"]:
            assert client.get(url).context["page"].paginator.count == number
    found = sections.of_session(clerk, last).context["unsettled"]
    assert [(one, number) for one, number, _url in found] == [(then, 1), (first, 1)]
    assert not sections.of_session(clerk, first).context["unsettled"]
    assert "Chưa giải quyết xong từ các kỳ trước" in page(as_(clerk), last.get_absolute_url())
    [(url, _label)] = sections.of_session(clerk, then).context["steps"]
    assert [line.petition.session for line in as_(clerk).get(url).context["forms"]] == [then]
    [(url, _label)] = sections.of_session(clerk, last).context["steps"]
    assert as_(clerk).get(url).context["form"].initial["session"] == last.pk
    assert sections.of_session(settler, last).context["steps"] == []


def test_search_everything_finds_petitions_by_phrase_and_by_code(as_, clerk, council):
    petition = PetitionFactory(council=council, text="Chợ Đồn thiếu nước sạch")
    client = as_(clerk)

    assert "Chợ" in page(client, "/tim-kiem/", q="cho don thieu nuoc")
    assert client.get("/tim-kiem/", {"q": petition.code.lower()}).url == petition.get_absolute_url()


def test_nobody_without_a_role_sees_anything(as_, council):
    stranger = UserFactory()
    petition = PetitionFactory(council=council)
    other = UserFactory(member_of=CouncilFactory().unit)

    assert as_(stranger).get(LIST).context["page"].paginator.count == 0
    assert as_(stranger).get(reverse("petitions:board")).status_code == 200
    assert as_(stranger).get(reverse("petitions:take")).status_code == 403
    assert as_(other).get(petition.get_absolute_url()).status_code == 404
