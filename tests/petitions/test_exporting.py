"""A list as a file: the same petitions, real days, no formulas, nobody's name; long ones by a job for one person."""

import csv
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from documents import storage
from jobs import runner
from petitions.enums import ExportFormat, PetitionStatus
from petitions.exporting import Listing, write
from petitions.filters import PetitionFilter
from petitions.models import Petition, Petitioner, PetitionExport
from petitions.services import exporting
from tests.factories.petitions import PetitionFactory, keeper_of, petition_at

from .sheets import cells

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

FORMULAS = ["=1+1", "+84", "-2", "@SUM(A1)", "\tx"]


@pytest.fixture
def petitions(council, office):
    petition_at(PetitionStatus.TRANSFERRED, council=council, holder=office, due_on=date(2020, 9, 18))
    made = [PetitionFactory(council=council, place=text) for text in FORMULAS]
    Petitioner.objects.create(petition=made[0], name="Nguyễn Thị Kín", address="xóm Kín", phone="0999")
    return made


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def address(**query):
    return reverse("petitions:export", query=query)


def written(response):
    return b"".join(response.streaming_content)


def test_an_xlsx_holds_the_list_with_real_days_and_says_which_list_it_is(council, keeper, petitions):
    response = client_of(keeper).post(address(**{"trang-thai": "received"}), {"format": "xlsx"})
    content = written(response)
    rows, about = cells(content), dict(cells(content, "Thông tin"))

    assert (rows[0][:2], len(rows) - 1) == (["Số thứ tự", "Mã kiến nghị"], len(FORMULAS))
    assert {row[10] for row in rows[1:]} == set(FORMULAS)
    assert rows[1][6].date() == date(2020, 7, 6)
    assert (about["Số dòng"], about["Đơn vị"]) == ("5", council.unit.label)
    assert about["Điều kiện lọc"] == "Trạng thái: Đã tiếp nhận"
    assert "Kín" not in str(rows)


def test_a_csv_is_utf_8_with_its_mark_and_calculates_nothing(council, keeper, petitions):
    content = written(client_of(keeper).post(address(), {"format": "csv"}))

    assert content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(content.decode("utf-8-sig").splitlines()))
    rows = lines[lines.index([]) + 2 :]
    assert len(rows) == Petition.objects.count()
    assert not [cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert {row[6] for row in rows} == {"06/07/2020"}
    assert "Kín" not in content.decode()


def test_a_list_of_a_past_day_tells_the_states_of_that_day(council, keeper, petitions, tmp_path):
    before = Listing(council.unit, PetitionFilter(on=date(2020, 7, 10), status="consolidated"), keeper)

    assert write(before, ExportFormat.XLSX, tmp_path / "a.xlsx") == 1
    assert cells((tmp_path / "a.xlsx").read_bytes())[1][13] == "Đã tổng hợp, phân loại"


def test_an_empty_list_is_a_file_that_says_so(council, keeper, tmp_path):
    assert write(Listing(council.unit, PetitionFilter(), keeper), ExportFormat.XLSX, tmp_path / "a.xlsx") == 0
    assert ["Số dòng", "0"] in cells((tmp_path / "a.xlsx").read_bytes())


def test_a_long_list_is_written_by_a_job_for_one_person_and_expires(council, keeper, petitions, monkeypatch):
    monkeypatch.setattr(exporting, "AT_ONCE", 3)
    client, colleague = client_of(keeper), client_of(keeper_of(council))

    response = client.post(address(), {"format": "csv"})
    export = PetitionExport.objects.get()
    assert response.url.startswith(export.job.get_absolute_url())
    assert runner.run_here(export.job).state == "succeeded"

    export = PetitionExport.objects.get()
    assert export.rows == Petition.objects.count()
    assert len(written(client.get(export.get_absolute_url()))) == export.blob.size
    assert colleague.get(export.get_absolute_url()).status_code == 404
    assert colleague.get(export.job.get_absolute_url()).status_code == 404
    with time_machine.travel("2020-11-12 09:00 +0700", tick=False):
        assert client_of(keeper).get(export.get_absolute_url()).status_code == 404
        assert exporting.sweep() == 1


def test_whoever_lost_the_right_to_the_list_loses_its_file(council, keeper, petitions):
    listing = Listing(council.unit, PetitionFilter(), keeper)
    export = exporting.write_later(listing, ExportFormat.XLSX)
    runner.run_here(export.job)
    assert written(client_of(keeper).get(export.get_absolute_url()))

    keeper.memberships.all().delete()

    assert client_of(keeper).get(export.get_absolute_url()).status_code == 404


def test_a_job_that_is_done_again_writes_nothing_twice(council, keeper, petitions):
    export = exporting.write_later(Listing(council.unit, PetitionFilter(), keeper), ExportFormat.XLSX)
    job = runner.run_here(export.job)
    kept = exporting.carry_out(job).blob

    assert exporting.carry_out(job).blob == kept
    assert storage.default_storage.exists(kept.path)
