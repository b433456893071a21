"""Contributions: under what the people passed, each unit for itself, names only by consent, nothing overwritten."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from common.clock import ZONE
from common.errors import Refused
from common.periods import Period
from community import sums
from community.enums_contributions import ProjectState
from community.models import Contribution, ContributionProject
from community.services import contributions as services
from community.services.contributions import Got
from disclosures.models import Disclosure
from figures import registry
from tests.factories.accounts import UserFactory
from tests.factories.community import (
    HELD_ON,
    SIGNER,
    entered,
    keeper_of,
    matter,
    passed_decision,
    planned,
    project_of,
    received,
    sat,
    spent,
    village_of,
)
from tests.factories.organizations import BodyFactory, UnitFactory

pytestmark = pytest.mark.django_db

GIVER = "Lò Thị Pâng"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime(2025, 11, 3, 9, tzinfo=ZONE), tick=False):
        yield


@pytest.fixture
def committee():
    return BodyFactory(unit=UnitFactory(name="Vân Khê", code="van-khe"), kind__code="ubnd")


@pytest.fixture
def clerk(committee):
    return keeper_of(committee)


@pytest.fixture
def decision(committee, clerk):
    return passed_decision(committee, by=clerk)


@pytest.fixture
def project(decision, clerk):
    return project_of(decision, by=clerk)


def _totals(project):
    return sums.of(ContributionProject.objects.filter(pk=project.pk))


def _page(client, url):
    return " ".join(client.get(url).content.decode().split())


# -- under a decision


def test_only_what_the_people_passed_is_contributed_to(committee, clerk):
    failed = entered(planned(committee, village_of(committee.unit), by=clerk), sat(40, 30), households=90, by=clerk)
    convention = planned(committee, village_of(committee.unit), by=clerk, matter=matter(3))
    waiting = planned(committee, village_of(committee.unit), by=clerk)

    for other in (failed, entered(convention, sat(80), households=90, by=clerk), waiting):
        with pytest.raises(Refused) as caught:
            project_of(other, by=clerk)
        assert caught.value.field == "decision"


def test_before_the_law_the_word_of_the_minutes_stands(committee, clerk):
    on = date(2021, 5, 10)
    old = planned(committee, village_of(committee.unit), by=clerk, matter=None, starts_on=on)
    old = entered(old, sat(50, 30, on=on), households=90, by=clerk, stated_passed=True)

    assert project_of(old, by=clerk, starts_on=on).decision == old


def test_a_decision_that_people_contribute_under_cannot_be_undone(decision, project, clerk):
    from community.services import decision_results

    with pytest.raises(IntegrityError, match="phải là đã thông qua"), transaction.atomic():
        decision_results.enter(
            result=decision.results.get(), households=90, sittings=[sat(30, 50)], signed_by=SIGNER, by=clerk
        )


def test_it_does_not_begin_before_the_decision_nor_elsewhere(decision, clerk):
    with pytest.raises(Refused) as caught:
        project_of(decision, by=clerk, starts_on=HELD_ON - timedelta(days=1))
    assert caught.value.field == "starts_on"

    other = BodyFactory(unit=UnitFactory(name="Bến Vân"), kind__code="ubnd")
    with pytest.raises(Refused) as caught:
        services.open_project(
            keeper=other, decision=decision, by=keeper_of(other),
            wanted=services.Wanted(title="Đường", starts_on=HELD_ON),
        )  # fmt: skip
    assert caught.value.field == "decision"


# -- lines


def test_every_unit_is_added_up_for_itself(project, clerk):
    received(project, "money", amount=800_000, by=clerk)
    received(project, "money", amount=32_000_000, households=40, by=clerk)
    received(project, "land", area=Decimal("120.5"), by=clerk)
    received(project, "labour", days=Decimal("10.5"), households=2, by=clerk)
    received(project, "goods", goods="9 cây xoài", value=4_500_000, by=clerk)
    received(project, "goods", goods="Hàng rào", by=clerk)
    spent(project, 30_000_000, by=clerk)

    found = _totals(project)
    assert (found.received, found.spent, found.balance) == (32_800_000, 30_000_000, 2_800_000)
    assert (found.land, found.labour, found.goods) == (Decimal("120.5"), Decimal("10.5"), 2)
    assert found.parts["money"].households == 41
    assert (found.parts["goods"].total, found.parts["goods"].unvalued) == (4_500_000, 1)


@pytest.mark.parametrize(
    ("sort", "figures"),
    [
        ("money", {}),
        ("money", {"amount": 0}),
        ("money", {"amount": 5, "area": Decimal(1)}),
        ("land", {"days": Decimal(1)}),
        ("goods", {"goods": " "}),
        ("labour", {"days": Decimal(1), "value": 5}),
    ],
)
def test_a_line_has_the_figure_of_its_sort_and_no_other(project, clerk, sort, figures):
    with pytest.raises(IntegrityError, match="contribution_line_one_unit"), transaction.atomic():
        received(project, sort, by=clerk, **figures)


def test_a_name_stands_only_with_the_consent(project, clerk):
    with pytest.raises(Refused) as caught:
        received(project, "money", amount=5, giver=GIVER, by=clerk)
    assert caught.value.field == "consent_on"
    line = received(project, "money", amount=5, giver=GIVER, consent_on=HELD_ON, by=clerk)

    for wrong in ({"consent_on": None}, {"households": 3}):
        with pytest.raises(IntegrityError, match="name_by_consent"), transaction.atomic():
            Contribution.objects.filter(pk=line.pk).update(**wrong)


def test_a_wrong_line_is_struck_and_stays_without_the_name(client, project, clerk):
    wrong = received(project, "money", amount=8_000_000, giver=GIVER, consent_on=HELD_ON, by=clerk)
    wanted = Got(sort="money", on=HELD_ON, amount=800_000)

    with pytest.raises(Refused) as caught:
        services.correct(line=wrong, reason=" ", by=clerk, wanted=wanted)
    assert caught.value.field == "reason"
    made = services.correct(line=wrong, reason="Thừa một số 0", by=clerk, wanted=wanted)
    with pytest.raises(Refused):
        services.correct(line=wrong, reason="Lần nữa", by=clerk)

    assert made.replaces_id == wrong.pk
    assert _totals(project).received == 800_000
    client.force_login(clerk)
    page = _page(client, project.get_absolute_url())
    assert "Thừa một số 0" in page
    assert "<s> 8.000.000 đồng </s>" in page
    assert GIVER not in page


def test_a_day_to_come_or_before_the_beginning_is_refused(project, clerk):
    for on in (date(2025, 11, 4), HELD_ON - timedelta(days=1)):
        with pytest.raises(Refused) as caught:
            received(project, "money", amount=5, on=on, by=clerk)
        assert caught.value.field == "on"


# -- the whole way


def test_the_whole_way_from_the_screens(client, committee, decision, clerk):
    client.force_login(clerk)
    wanted = {
        "decision": decision.pk, "title": "Đường bê tông", "sort": "work", "starts_on": "20/10/2025",
        "target": "1.000.000", "keeper": committee.pk,
    }  # fmt: skip
    made = client.post(reverse("community:contribution_new"), wanted)
    project = ContributionProject.objects.get()
    assert made.url == project.get_absolute_url()

    def step(slug, **typed):
        return client.post(reverse("community:contribution_step", args=[project.code, slug]), typed)

    common = {"on": "20/10/2025", "households": "1"}
    unnamed = step("tien", amount="5.000", giver=GIVER, **common).content.decode()
    assert "phải có ngày người đó đồng ý" in unnamed
    assert f'value="{GIVER}"' in unnamed
    for slug, typed in (
        ("tien", common | {"amount": "500.000", "giver": GIVER, "consent_on": "20/10/2025"}),
        ("dat", common | {"area": "12,5"}),
        ("tai-san", common | {"goods": "2 cây mít"}),
        ("ngay-cong", common | {"days": "3"}),
        ("chi", {"on": "21/10/2025", "amount": "600.000", "purpose": "Xi măng", "voucher": "PC 01"}),
        ("cong-khai", {"title": "Thu chi làm đường", "on": "03/11/2025", "decision": "12/TB-UBND"}),
    ):
        assert step(slug, **typed).status_code == 302, slug

    project.refresh_from_db()
    opened = Disclosure.objects.get()
    assert (project.disclosure, opened.item.number, opened.body) == (opened, 5, committee)
    page = _page(client, project.get_absolute_url())
    assert "-100.000 đồng" in page
    assert "chi vượt thu" in page
    assert opened.get_absolute_url() in page
    assert 'href="/cong-dong/dong-gop/%s/cong-khai/' % project.code not in page  # noqa: UP031  # a pattern of an address
    assert "Xi măng" in _page(client, project.get_absolute_url() + "?khoan=spent")
    assert project.code in _page(client, decision.get_absolute_url())

    line = reverse("community:contribution_line", args=[project.code, "chi", project.spendings.get().pk])
    fixed = {"on": "21/10/2025", "amount": "400.000", "purpose": "Xi măng", "voucher": "PC 01", "reason": "Nhầm số"}
    assert client.post(line, fixed).status_code == 302
    assert client.get(line).status_code == 404  # struck
    assert _totals(project).balance == 100_000

    assert "trước 21/10/2025" in step("ket-thuc", on="20/10/2025").content.decode()
    assert step("ket-thuc", on="30/10/2025").status_code == 302
    assert client.get(reverse("community:contribution_step", args=[project.code, "tien"])).status_code == 302
    assert step("mo-lai", reason="Còn một khoản chưa ghi").status_code == 302
    project.refresh_from_db()
    assert (project.state, project.closed_on) == (ProjectState.OPEN, None)


@pytest.mark.parametrize(
    ("slug", "typed"),
    [
        ("tien", {"on": "31/02/2025", "amount": "5"}),
        ("tien", {"on": "20/10/2025", "amount": "9" * 30}),
        ("tien", {"on": "20/10/2025", "amount": "5", "giver": "a\x00b"}),
        ("dat", {"on": "20/10/2025", "area": "0"}),
        ("dat", {"on": "20/10/2025", "area": "1" * 40}),
        ("chi", {"on": "20/10/2025", "amount": "5", "purpose": "x", "voucher": " "}),
        ("chi", {"on": "20/10/2025", "amount": "5", "purpose": "x", "voucher": "y", "document": "99999999999999"}),
    ],
)
def test_what_cannot_be_written_is_answered_beside_the_field(client, project, clerk, slug, typed):
    client.force_login(clerk)

    page = client.post(reverse("community:contribution_step", args=[project.code, slug]), {"households": "1"} | typed)

    assert page.status_code == 200
    assert 'aria-invalid="true"' in page.content.decode()
    assert not Contribution.objects.exists()


def test_figures_open_to_the_list_and_its_sums_are_of_those_days(client, committee, project, clerk):
    received(project, "money", amount=300_000, on=date(2025, 10, 25), by=clerk)
    received(project, "money", amount=50_000, on=date(2025, 11, 2), by=clerk)

    found = registry.count("community.contribution_projects", unit=committee.unit, window=Period.parse("2025-M10"))

    client.force_login(clerk)
    assert (found.number, found.keys) == (1, (project.pk,))
    page = _page(client, found.url)
    assert "1 công trình, quỹ" in page
    assert page.count(">300.000<") == 2  # of the project, of the list
    assert not registry.count(
        "community.contribution_projects", unit=committee.unit, window=Period.parse("2025-M09")
    ).number


def test_its_village_sees_and_keeps_it_and_nobody_elsewhere(project, clerk):
    village = keeper_of(BodyFactory(unit=project.decision.place))

    assert list(ContributionProject.objects.visible_to(village)) == [project]
    assert received(project, "money", amount=5, by=village).typed_by == village
    assert not ContributionProject.objects.visible_to(UserFactory(member_of=UnitFactory(name="Bến Vân"))).exists()


def test_search_finds_the_project_and_never_a_giver(client, project, clerk):
    from community import hits

    received(project, "money", amount=5, giver=GIVER, consent_on=HELD_ON, by=clerk)

    assert [hit.title for hit in hits.projects(clerk, "bê tông", 5)[0]] == [project.title]
    assert not hits.projects(clerk, GIVER, 5)[0]
    assert hits.project_by_code(clerk, project.code) == project.get_absolute_url()


def test_the_list_as_a_file_has_the_sums_of_its_days_as_numbers_and_no_giver(client, project, clerk):
    received(project, "money", amount=2_500_000, giver=GIVER, consent_on=HELD_ON, by=clerk)
    received(project, "land", area=Decimal("12.50"), by=clerk)
    client.force_login(clerk)
    url = reverse("community:contributions")

    book = openpyxl.load_workbook(BytesIO(client.get(url, {"tep": "xlsx"}).content))
    later = client.get(url, {"tep": "csv", "tu": "01/11/2025"}).content.decode()

    heads, row = book.worksheets[0].values
    said = dict(zip(heads, row, strict=True))
    assert (said["Thu (đồng)"], said["Đất (m²)"], said["Chi (đồng)"]) == (2_500_000, 12.5, 0)
    assert said["Bắt đầu huy động"].date() == HELD_ON
    assert GIVER not in str([list(sheet.values) for sheet in book])
    assert (project.code in later, ": 01/11/2025 – " in later) == (False, True)
    assert "12,50" in client.get(url, {"tep": "csv"}).content.decode()
