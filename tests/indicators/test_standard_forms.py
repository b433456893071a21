"""Forms that come with the portal: nobody gets them before an issuer takes them over."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from common import catalogues
from common.errors import Refused
from figures.models import Indicator
from indicators.enums import Source
from indicators.models import Form, Regime
from indicators.services import standard
from organizations.enums import Role
from organizations.models import BodyKind, UnitLevel
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, UnitFactory

from ..figures.test_catalogue import OF_THE_CASES

pytestmark = pytest.mark.django_db

THEN, NOW = date(2020, 1, 1), date(2026, 1, 1)
ENTRIES = {entry["code"]: entry for entry in catalogues.read(standard.FILE)["form"]}
TYPED_ABOVE = {"cai-cach-hanh-chinh", "xa-phan-dau-nong-thon-moi", "thon-ra-khoi-dac-biet-kho-khan"}
"""A rank and words are never added: the district gives them and the province lists them."""


@pytest.fixture
def issuer():
    return BodyFactory(unit=UnitFactory(kind__code="tinh", name="Quảng Ninh"))


@pytest.fixture
def clerk(issuer):
    return UserFactory(member_of=issuer, role=Role.CLERK)


def taken(issuer, clerk, on):
    calendar = Regime.objects.get(code="lich")
    return {form.level.code: form for form in standard.take_over(issuer=issuer, regime=calendar, on=on, by=clerk)}


def lines_of(form):
    return {line.indicator.code: line for line in form.versions.get().lines.select_related("indicator")}


def test_every_line_own_figure_and_kind_of_the_file_exists():
    indicators = set(Indicator.objects.values_list("code", flat=True))

    for entry in ENTRIES.values():
        lines = [code for section in entry["section"] for code in section["lines"]]
        assert len(lines) == len(set(lines))
        assert set(lines) <= indicators
        assert set(entry.get("own", [])) <= set(lines)
        assert BodyKind.objects.filter(code=entry["answerer"]).exists()
        assert UnitLevel.objects.filter(code=entry["level"]).exists()


def test_in_2020_every_figure_of_the_cases_goes_from_the_village_through_the_district_to_the_province(issuer, clerk):
    forms = taken(issuer, clerk, THEN)
    lines = {level: lines_of(form) for level, form in forms.items()}

    assert [(level, form.below and form.below.level.code) for level, form in forms.items()] == [
        ("village", None), ("commune", "village"), ("district", "commune"), ("province", "district"),
    ]  # fmt: skip
    assert all(form.versions.get().is_published and form.versions.get().valid.lower == THEN for form in forms.values())
    for code in set(OF_THE_CASES.values()):
        assert code in lines["district"]
        assert code in TYPED_ABOVE or lines["province"][code].source == Source.ROLLED
    assert lines["district"]["xa-nong-thon-moi"].source == Source.ROLLED
    assert lines["district"]["ky-hop-chuyen-de"].source == Source.TYPED
    assert lines["commune"]["thon-bau-truong"].source == Source.ROLLED
    assert lines["village"]["thon-bau-truong"].source == Source.TYPED

    with pytest.raises(Refused, match="đã có đủ"):
        taken(issuer, clerk, THEN)
    later = taken(issuer, clerk, NOW)
    assert [(level, form.below.level.code) for level, form in later.items()] == [("province", "commune")]
    assert Form.objects.filter(issuer=issuer).count() == 5


def test_what_the_portal_counts_and_works_out_is_not_typed():
    commune = BodyFactory(unit=UnitFactory(kind__code="xa"))
    forms = taken(commune, UserFactory(member_of=commune, role=Role.CLERK), NOW)
    lines = lines_of(forms["commune"])

    assert [*forms] == ["village", "commune"]
    assert len(lines) >= 60
    for line in lines.values():
        assert not line.indicator.counted or line.source == Source.COUNTED
        assert not line.indicator.part_id or line.source == Source.COMPUTED


def test_since_the_district_ended_the_province_takes_in_the_communes(issuer):
    assert [entry["code"] for entry in standard.offered(issuer, on=NOW)] == ["thon", "xa", "tinh"]


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.LEADER, Role.MEMBER])
def test_only_keepers_of_forms_take_them_over(issuer, role):
    with pytest.raises(PermissionDenied):
        taken(issuer, UserFactory(member_of=issuer, role=role), NOW)


def test_the_page_names_the_forms_before_they_are_taken_over(client, issuer, clerk):
    client.force_login(clerk)
    url = reverse("indicators:take_over")

    assert "Kết quả thực hiện dân chủ ở cơ sở của cấp xã" in client.get(url).content.decode()

    calendar = Regime.objects.get(code="lich")
    sent = {"issuer": issuer.pk, "regime": calendar.pk, "on": "31/02/2026"}
    assert "31/02/2026" in client.post(url, sent).content.decode()
    assert not Form.objects.exists()

    response = client.post(url, sent | {"on": "01/01/2026"}, follow=True)
    assert "Đã lấy 3 biểu." in response.content.decode()
    assert "đã có đủ" in client.post(url, sent | {"on": "01/01/2026"}).content.decode()
