"""What published reports say leaves the portal as data packages that explain themselves; nothing else does."""

import csv
import hashlib
import io
import json
import zipfile

import pytest
from django.test import Client

from reports.models import FrozenFigure, FrozenRow, Report
from tests.factories.organizations import BodyFactory
from tests.factories.reports import ReportFactory

from .test_verify import publish, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    made = ReportFactory(body=BodyFactory(name="Ban Chỉ đạo xã Quảng Lâm"), issued=True)
    rows_of(made)
    return made


def package(address: str) -> dict[str, bytes]:
    """The files of a package by name."""
    answer = Client().get(address)
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_package_explains_every_column_and_names_its_licence_and_bytes(report):
    publish(report)
    files = package(f"/xac-minh/{report.code}/du-lieu/")
    said = json.loads(files["datapackage.json"])

    assert said["licenses"][0]["name"] == "CC-BY-4.0"
    assert {resource["path"] for resource in said["resources"]} == set(files) - {"datapackage.json"}
    for resource in said["resources"]:
        content = files[resource["path"]]
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        if "schema" in resource:
            fields = resource["schema"]["fields"]
            assert [field["name"] for field in fields] == next(
                csv.reader([content.decode("utf-8-sig").split("\r\n")[0]])
            )
            assert all(field["title"] and field["description"] for field in fields)
            assert set(resource["schema"]["primaryKey"]) <= {field["name"] for field in fields}


def test_figures_equal_those_inside_the_pdf_and_records_show_public_columns_alone(report):
    publish(report)
    files = package(f"/xac-minh/{report.code}/du-lieu/")

    figure = FrozenFigure.objects.get(edition=report.edition)
    assert [row["ma"] for row in table(files["so-lieu.csv"])] == [figure.key]
    assert json.loads(files["so-lieu.json"])["so_lieu"][0]["so_lieu"] == figure.text
    assert [(row["thu_tu"], row["cot"], row["noi_dung"]) for row in table(files["ho-so.csv"])] == [
        ("1", "Ngày", "01/09/2020"),
        ("2", "Ngày", "02/09/2020"),
    ]
    assert "Lò Thị Mẩy".encode() not in b"".join(files.values())
    assert files == package(f"/xac-minh/{report.code}/du-lieu/")

    FrozenRow.objects.filter(record_id=1).update(
        cells=[["Ngày", ""], ["Người nói", ""]], erased_at=report.issued_at, erased_by=report.created_by,
        erased_reason="theo đề nghị",
    )  # fmt: skip
    first, second = table(package(f"/xac-minh/{report.code}/du-lieu/")["ho-so.csv"])
    assert (first["noi_dung"], second["noi_dung"]) == ("", "02/09/2020")


def test_a_unit_gives_the_figures_of_its_published_reports(report):
    address = f"/cong-khai/don-vi/{report.unit.code}/du-lieu/"
    assert Client().get(address).status_code == 404
    publish(report)
    files = package(address)

    [row] = table(files["bao-cao.csv"])
    assert (row["ma_kiem_tra"], row["ky"], row["trang_thai"]) == (report.code, report.period, "issued")
    assert {row["ma_kiem_tra"] for row in table(files["so-lieu.csv"])} == {report.code}


@pytest.mark.parametrize("address", ["/xac-minh/{code}/du-lieu/", "/xac-minh/KHONGCO/du-lieu/"])
def test_what_is_not_published_and_what_is_unknown_give_the_same_answer(report, address):
    answer = Client().get(address.format(code=report.code))

    assert answer.status_code == 404
    assert report.document.number_and_symbol not in answer.content.decode()
