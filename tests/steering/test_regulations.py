"""Regulations on grassroots democracy: who adopted which, when each is reviewed, and the list of types."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from common import chain
from common.errors import Refused
from common.periods import Period
from deadlines.models import Clock
from figures import registry
from organizations.enums import Role
from steering import citing
from steering.enums_directing import Force
from steering.models import Regulation, RegulationType
from steering.services import regulations as services
from tests.factories.accounts import UserFactory
from tests.factories.directing import PaperFactory, RegulationFactory, RegulationTypeFactory
from tests.factories.organizations import BodyFactory, UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]  # 02/11/2020

SIX = 6


@pytest.fixture
def office(commune):
    return BodyFactory(unit=commune, name="Ủy ban nhân dân phường Cự Khối", short_name="UBND phường")


@pytest.fixture
def keeper(commune):
    return UserFactory(member_of=commune, role=Role.OFFICIAL)


@pytest.fixture
def facts():
    return services.RegulationFacts(
        type=RegulationType.objects.get(code="xa-phuong"), title="Quy chế thực hiện dân chủ ở phường",
        symbol="25/QĐ-UBND", issued_on=date(2020, 2, 10), review_on=date(2020, 12, 1),
    )  # fmt: skip


@pytest.fixture
def regulation(office, facts, keeper):
    return services.adopt(body=office, facts=facts, by=keeper)


def clocks_of(one):
    return list(Clock.objects.of(one).order_by("run").values_list("state", "due_on"))


def test_six_neutral_types_come_with_the_portal_for_everybody():
    assert RegulationType.objects.filter(unit=None).in_use(date(2020, 11, 2)).count() == SIX


def test_a_review_day_set_by_hand_starts_a_clock_and_the_review_starts_the_next(regulation, keeper):
    assert clocks_of(regulation) == [("running", date(2020, 12, 1))]

    services.review(
        regulation=regulation, on=date(2020, 11, 2), result="Còn phù hợp", next_on=date(2021, 12, 1), by=keeper
    )

    assert clocks_of(regulation) == [("stopped", date(2020, 12, 1)), ("running", date(2021, 12, 1))]


def test_without_a_review_day_nothing_runs(office, facts, keeper):
    one = services.adopt(body=office, facts=replace(facts, review_on=None), by=keeper)

    assert clocks_of(one) == []


def test_a_regulation_ends_when_another_takes_its_place(regulation, office, facts, keeper):
    newer = replace(facts, symbol="80/QĐ-UBND", issued_on=date(2020, 10, 1), since=date(2020, 10, 15))

    made = services.adopt(body=office, facts=newer, replaces=regulation, by=keeper)

    regulation.refresh_from_db()
    assert (regulation.replaced_by, regulation.ends_on, regulation.state) == (made, date(2020, 10, 15), Force.ENDED)
    assert clocks_of(regulation) == [("cancelled", date(2020, 12, 1))]
    labels = [link.label for link in chain.links("steering.regulation", [made.pk], reader=keeper)[made.pk]]
    assert labels == ["25/QĐ-UBND", "80/QĐ-UBND"]
    with pytest.raises(Refused, match="đã có ngày hết hiệu lực"):
        services.end(regulation=regulation, on=date(2020, 10, 20), reason="Trùng", by=keeper)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"symbol": ""}, "symbol"),
        ({"issued_on": date(2020, 11, 3)}, "issued_on"),
        ({"since": date(2020, 2, 9)}, "since"),
        ({"review_on": date(2020, 2, 10)}, "review_on"),
    ],
)
def test_a_regulation_that_cannot_be_is_refused_beside_the_field(office, facts, keeper, wrong, field):
    with pytest.raises(Refused) as refused:
        services.adopt(body=office, facts=replace(facts, **wrong), by=keeper)

    assert refused.value.field == field


def test_a_type_serves_the_unit_that_added_it_and_those_below_only(office, facts, keeper):
    elsewhere, above = RegulationTypeFactory(), RegulationTypeFactory(unit=office.unit)
    village = BodyFactory(unit=UnitFactory(parent=office.unit, kind__code="thon"))
    villager = UserFactory(member_of=village.unit, role=Role.OFFICIAL)

    services.adopt(body=village, facts=replace(facts, type=above), by=villager)
    with pytest.raises(Refused) as refused:
        services.adopt(body=office, facts=replace(facts, type=elsewhere), by=keeper)

    assert refused.value.field == "type"


def test_a_type_that_ended_takes_no_new_regulations_and_keeps_the_old(regulation, office, facts, keeper):
    root = UserFactory(member_of=office.unit, role=Role.SYSTEM_ADMIN)
    kind = regulation.type
    services.edit_type(kind=kind, name_vi=kind.name_vi, name_en="", until=date(2020, 6, 30), by=root)

    with pytest.raises(Refused):
        services.adopt(body=office, facts=replace(facts, symbol="9/QĐ", issued_on=date(2020, 7, 1)), by=keeper)
    services.edit(regulation=regulation, facts=replace(facts, title="Quy chế dân chủ"), by=keeper)


def test_only_whoever_runs_the_portal_keeps_the_types_for_everybody(commune):
    admin = UserFactory(member_of=commune, role=Role.UNIT_ADMIN)

    with pytest.raises(PermissionDenied):
        services.add_type(unit=None, name_vi="Quy chế dân chủ ở chợ", by=admin)
    made = services.add_type(unit=commune, name_vi="Quy chế dân chủ ở chợ", by=admin)
    with pytest.raises(Refused, match="đã có"):
        services.add_type(unit=commune, name_vi="QUY CHẾ DÂN CHỦ Ở CHỢ", by=admin)

    assert made.unit == commune


def test_the_table_shows_who_has_issued_which_and_the_gaps(client, regulation, office, keeper):
    village = UnitFactory(parent=office.unit, kind__code="thon")
    BodyFactory(unit=village)
    UnitFactory(parent=office.unit, kind__code="thon")  # without a body of its own: no row
    client.force_login(keeper)

    by_unit = client.get(reverse("steering:regulation_matrix")).context["rows"]
    by_body = client.get(reverse("steering:regulation_matrix"), {"theo": "co-quan"}).context["rows"]

    assert [(row.label, row.covered) for row in by_unit] == [(office.unit.label, 1), (village.label, 0)]
    assert {row.label: row.covered for row in by_body}[office.name] == 1
    cells = by_unit[0].cells
    assert (len(cells), sum(cell.is_gap for cell in cells)) == (SIX, SIX - 1)
    assert list(client.get(cells[0].url).context["page"]) == [regulation]


def test_counts_of_regulations_equal_their_lists(client, regulation, office, keeper):
    RegulationFactory(body=office, issued_on=date(2016, 5, 1), valid=("2016-05-01", "2020-02-10"))
    client.force_login(keeper)
    asked = {"unit": office.unit, "body": office, "window": Period.parse("2020-9M")}

    counts = [registry.count(f"regulations.{name}", **asked) for name in ("adopted", "in_force")]

    for count in counts:
        assert count.keys == (regulation.pk,)
        assert list(client.get(count.url).context["page"]) == [regulation]


def test_a_regulation_is_recorded_reviewed_and_replaced_on_the_pages(client, office, keeper):
    paper = PaperFactory(unit=office.unit, symbol="06-TT/QU")
    client.force_login(keeper)
    kind = RegulationType.objects.get(code="xa-phuong").pk
    sent = {
        "body": office.pk, "type": kind, "title": "Quy chế dân chủ", "symbol": "25/QĐ-UBND",
        "issued_on": "10/02/2020", "papers": "06-TT/QU",
    }  # fmt: skip

    client.post(reverse("steering:regulation_new"), sent)
    first = Regulation.objects.get()
    client.post(
        reverse("steering:regulation_step", args=[first.pk, "ra-soat"]), {"on": "01/10/2020", "result": "Cần sửa"}
    )
    newer = sent | {"symbol": "80/QĐ-UBND", "issued_on": "15/10/2020"}
    client.post(f"{reverse('steering:regulation_new')}?thay={first.pk}", newer)

    first.refresh_from_db()
    assert (first.reviewed_on, first.replaced_by.symbol) == (date(2020, 10, 1), "80/QĐ-UBND")
    assert citing.papers_of(first) == [paper]
    assert client.get(reverse("steering:regulation_step", args=[first.pk, "khong-co"])).status_code == 404


@pytest.mark.parametrize(
    ("name", "typed"),
    [("body", "0"), ("type", "x"), ("issued_on", "31/02/2020"), ("title", "\x00"), ("review_on", "1/1/0000")],
)
def test_what_cannot_be_read_is_told_beside_its_field(client, office, keeper, name, typed):
    client.force_login(keeper)
    kind = RegulationType.objects.get(code="xa-phuong").pk
    sent = {"body": office.pk, "type": kind, "title": "Quy chế", "symbol": "1/QĐ", "issued_on": "10/02/2020"}

    response = client.post(reverse("steering:regulation_new"), sent | {name: typed})

    assert response.context["form"].errors.keys() == {name}


def test_administrators_add_and_end_types_on_a_page(client, commune):
    client.force_login(UserFactory(member_of=commune, role=Role.UNIT_ADMIN))

    client.post(reverse("steering:regulation_type_new"), {"name_vi": "Quy chế dân chủ ở chợ", "everywhere": "on"})
    kind = RegulationType.objects.get(unit=commune)
    client.post(
        reverse("steering:regulation_type_edit", args=[kind.pk]),
        client.get(reverse("steering:regulation_type_edit", args=[kind.pk])).context["form"].initial
        | {"name_vi": "Quy chế dân chủ ở chợ", "name_en": "", "until": "31/12/2020"},
    )
    page = client.get(reverse("steering:regulation_types")).content.decode()

    assert "Quy chế dân chủ ở chợ" in page
