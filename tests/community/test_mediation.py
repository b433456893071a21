"""Mediation: numbers and no names, a zero is typed, what is missing shows as missing, nothing counts twice."""

from datetime import date, datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from common.clock import ZONE
from common.errors import Refused
from common.periods import Period
from community import mediated as figures
from community.models import MediationCount, MediationKind, MediationReport, MediationTeam
from community.services import mediation as services
from figures import registry
from tests.factories.accounts import UserFactory
from tests.factories.community import keeper_of, mediated, numbers, team_of, village_of
from tests.factories.organizations import BodyFactory, UnitFactory

pytestmark = pytest.mark.django_db


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
def village(committee):
    return village_of(committee.unit)


def _rows(units, window):
    reports, teams = MediationReport.objects.all(), MediationTeam.objects.all()
    return {row.unit.name: row for row in figures.rows(units, reports, teams, Period.parse(window))}


def test_a_team_has_three_members_and_no_names(committee, village, clerk):
    for wrong, field in (({"members": 2, "women": 0}, "members"), ({"members": 3, "women": 4}, "women")):
        with pytest.raises(Refused) as caught:
            team_of(committee, village, by=clerk, **wrong)
        assert caught.value.field == field
    team = team_of(committee, village, by=clerk)

    with pytest.raises(IntegrityError, match="team_of_three"), transaction.atomic():
        MediationTeam.objects.filter(pk=team.pk).update(members=2, women=0)


def test_closed_cases_add_up_and_open_ones_are_of_the_last_period(committee, village, clerk):
    other = village_of(committee.unit, "Khe Giữa")
    mediated(committee, village, "2025-M07", by=clerk, mau_thuan=(3, 1, 2), dat_dai=(0, 0, 0))
    mediated(committee, village, "2025-M08", by=clerk, mau_thuan=(1, 0, 1))
    team_of(committee, village, by=clerk)

    found = _rows([village, other], "2025-Q3")
    own = found["Suối Vân"]
    assert (own.figures.done, own.figures.failed, own.figures.going, own.figures.rate) == (4, 1, 1, 80)
    assert not own.is_whole  # September is missing
    assert found["Khe Giữa"].figures is None
    mediated(committee, village, "2025-M09", by=clerk, mau_thuan=(1, 0, 0))
    assert _rows([village], "2025-Q3")["Suối Vân"].is_whole

    whole = _rows([committee.unit], "2025-Y")["Vân Khê"].figures
    assert (whole.done, whole.failed, whole.going) == (5, 1, 0)
    kinds = figures.by_kind(MediationReport.objects.all(), Period.parse("2025-Q3"), date(2025, 9, 30))
    stated = {row.kind.code: (row.done, row.failed, row.going) for row in kinds if row.done is not None}
    assert stated == {"mau-thuan": (5, 1, 0), "dat-dai": (0, 0, 0)}


def test_no_two_periods_of_a_village_share_a_day(committee, village, clerk):
    made = mediated(committee, village, "2025-Q3", by=clerk)

    for period in ("2025-M08", "2025-Q3", "2025-H1", "2025-Q4"):
        if period == "2025-Q4":
            mediated(committee, village, period, by=clerk)
            continue
        with pytest.raises(Refused) as caught:
            mediated(committee, village, period, by=clerk)
        assert caught.value.field == "period"
    twin = MediationReport(
        code="HG-2025-9999", keeper=committee, unit=committee.unit, village=village, period="2025-M07",
        starts_on=date(2025, 7, 1), ends_on=date(2025, 7, 31), days=made.days, typed_by=clerk, typed_at=made.typed_at,
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="mediation_period_once"), transaction.atomic():
        twin.save()


def test_a_zero_is_typed_and_a_blank_stays_missing(client, committee, village, clerk):
    client.force_login(clerk)
    url = reverse("community:mediation_new")
    head = {"village": village.pk, "keeper": committee.pk, "period": "2025-M10"}

    for typed, said in (
        ({}, "Không phát sinh vụ việc thì nhập 0"),
        ({"done_dat_dai": "0"}, "Nhập đủ ba ô"),
        ({"done_dat_dai": "x"}, "Nhập một số nguyên"),
        ({"done_dat_dai": "9" * 30}, "Không được quá"),
    ):
        page = client.post(url, head | typed)
        assert page.status_code == 200
        assert said in page.content.decode()
    assert not MediationReport.objects.exists()

    zero = {"done_dat_dai": "0", "failed_dat_dai": "0", "going_dat_dai": "0"}
    assert client.post(url, head | zero).status_code == 302
    one = MediationReport.objects.get()
    assert MediationCount.objects.get().kind.code == "dat-dai"
    page = client.get(one.get_absolute_url()).content.decode()
    assert page.count("chưa nhập") == MediationKind.objects.count() - 1

    edit = reverse("community:mediation_edit", args=[one.code])
    assert "Tranh chấp đất đai" in client.get(edit).content.decode()
    other = {"done_khac": "2", "failed_khac": "0", "going_khac": "5"}
    cleared = {kind: {} for kind in numbers(dat_dai=(0, 0, 0))}
    services.edit(report=one, figures=numbers(khac=(2, 0, 1)) | cleared, by=clerk)
    assert [row.kind.code for row in one.counts.all()] == ["khac"]
    assert client.post(edit, other).status_code == 200  # a colleague's change is shown first


def test_the_table_of_a_commune_opens_to_the_periods(client, committee, village, clerk):
    village_of(committee.unit, "Khe Giữa")
    one = mediated(committee, village, "2025-Q3", by=clerk)
    client.force_login(clerk)

    page = client.get(reverse("community:mediation") + "?don-vi=van-khe&ky=2025-Q3").content.decode()

    assert page.count(">chưa có số liệu<") == 1
    assert "75%" in page
    opened = client.get(reverse("community:mediation_reports") + f"?don-vi=van-khe&ky=2025-Q3&noi={village.code}")
    assert one.get_absolute_url() in opened.content.decode()
    for query in ("?ky=2025-Q9", "?ky=%00", "?don-vi=x", f"?ky=2025-Q3&noi={'a' * 300}"):
        for name in ("mediation", "mediation_reports", "mediation_teams"):
            assert client.get(reverse(f"community:{name}") + query).status_code in (200, 400, 404)


def test_teams_are_counted_and_open_to_their_list(client, committee, village, clerk):
    team_of(committee, village, by=clerk)
    ended = team_of(committee, village, by=clerk, name="Tổ cũ", founded_on=date(2020, 1, 1))
    client.force_login(clerk)
    services.edit_team(
        team=ended, by=clerk,
        wanted=services.TeamWanted(
            name="Tổ cũ", members=5, women=2, founded_on=date(2020, 1, 1), ended_on=date(2025, 10, 31)
        ),
    )  # fmt: skip

    found = registry.count("community.mediation_teams", unit=committee.unit, window=Period.parse("2025-Q4"))
    assert found.number == 1
    page = client.get(found.url).content.decode()
    assert "Tổ cũ" not in page


def test_the_village_sees_its_figures_and_nobody_elsewhere(committee, village, clerk):
    one = mediated(committee, village, "2025-Q3", by=clerk)

    assert list(MediationReport.objects.visible_to(UserFactory(member_of=village))) == [one]
    assert not MediationReport.objects.visible_to(UserFactory(member_of=UnitFactory(name="Bến Vân"))).exists()


def test_reports_and_teams_as_files_say_figures_and_the_village(client, committee, village, clerk):
    mediated(committee, village, "2025-M08", by=clerk, mau_thuan=(3, 1, 2), dat_dai=(1, 0, 0))
    team_of(committee, village, by=clerk)
    client.force_login(clerk)

    reports = client.get(reverse("community:mediation_reports"), {"tep": "csv"}).content.decode()
    teams = client.get(reverse("community:mediation_teams"), {"tep": "csv"}).content.decode()

    assert "01/08/2025,31/08/2025,4,1,2" in reports
    assert "thôn Suối Vân,5,2,20/10/2025," in teams
