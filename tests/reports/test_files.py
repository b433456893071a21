"""Files of a report: drafts say so; what is frozen is drawn from its edition, with its figures inside, bytes equal."""

import csv
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from decimal import Decimal

import pikepdf
import pytest
from django.conf import settings
from django.utils.translation import override
from docx import Document
from pypdf import PdfReader

from common import official, pdf
from documents import storage
from reports import addresses, building, engine, figures_file, paper, snapshot, tasks
from reports.models import FrozenFigure, Report, ReportFile
from reports.services import files
from tests.factories.jobs import JobFactory
from tests.factories.reports import EditionFactory, ReportFactory, plain_paper

pytestmark = pytest.mark.django_db
AGAIN = """
import django, hashlib, json, locale, os, sys, time
place, zone = os.environ["LC_ALL"], os.environ["TZ"]
django.setup()
os.environ["TZ"] = zone  # Django has put its own zone in its place
time.tzset()
locale.setlocale(locale.LC_ALL, place)
from django.utils import timezone
timezone.activate(zone)
from common import pdf
from reports import snapshot
frozen = json.load(sys.stdin)
data = {name: content.encode("latin-1") for name, content in frozen["data"].items()}
drawn = pdf.render_paper(snapshot.thaw(frozen["paper"]), data)
here = [time.strftime("%Z", time.localtime(0)), locale.localeconv()["decimal_point"]]
print(json.dumps([hashlib.sha256(drawn).hexdigest(), *here]))
"""


def build(report: Report, **args) -> list[ReportFile]:
    job = JobFactory(kind="reports.render", args={"report_id": report.pk, **args})
    tasks.render(job, lambda *_told: None)
    return list(ReportFile.objects.filter(job_id=job.pk).order_by("pk"))


def content_of(file: ReportFile) -> bytes:
    with storage.open_blob(file.blob) as stored:
        return stored.read()


def verifiable(report: Report) -> Report:
    """The edition as freezing writes it: with the address on the paper."""
    frozen = snapshot.freeze(addresses.verifiable(report, paper.issued_paper(report)))
    edition = EditionFactory(report=report, paper=frozen)
    figure = FrozenFigure.objects.get(edition=report.edition)
    figure.pk, figure.edition, figure.row_keys, figure.sealed = None, edition, [3, 4, 5], 1
    figure.save(force_insert=True)
    report.edition = edition
    report.save()
    return report


def test_a_draft_says_that_it_is_one_and_tells_no_address():
    (file,) = build(ReportFactory())

    read = PdfReader(io.BytesIO(content_of(file)))
    assert (file.format, file.edition, file.is_final) == ("pdf", None, False)
    assert "DỰ THẢO" in read.pages[0].extract_text()
    assert not read.attachments
    assert all("Mã kiểm tra" not in page.extract_text() for page in read.pages)


def test_an_issued_report_gets_every_format_once_as_the_record():
    report = verifiable(ReportFactory(issued=True))

    first, again = build(report), build(report)

    assert [(file.format, file.is_final) for file in first] == [("pdf", True), ("docx", True)]
    assert [(file.format, file.is_final) for file in again] == [("pdf", False), ("docx", False)]
    assert [file.blob.sha256 for file in first] == [file.blob.sha256 for file in again]
    assert Document(io.BytesIO(content_of(first[1]))).paragraphs
    report.edition.refresh_from_db()
    assert report.edition.engine == engine.fingerprint()


def test_what_is_handed_over_for_signing_is_not_the_record():
    built = build(verifiable(ReportFactory(signing=True)))

    assert [(file.format, file.is_final) for file in built] == [("pdf", False), ("docx", False)]
    text = PdfReader(io.BytesIO(content_of(built[0]))).pages[0].extract_text()
    assert "DỰ THẢO" not in text


def test_a_job_that_is_tried_again_keeps_the_first_files():
    report = ReportFactory()
    job = JobFactory(kind="reports.render", args={"report_id": report.pk})

    results = [tasks.render(job, lambda *_told: None) for _try in range(2)]

    assert results[0] == results[1]
    assert report.files.count() == 1


def test_a_report_that_is_issued_while_its_draft_is_drawn_is_drawn_again(monkeypatch):
    report = ReportFactory(issued=True)
    read, seen = tasks._report, []

    def stale(key):
        found = read(key)
        seen.append(found)
        if len(seen) == 1:  # as it was when the job began
            found.edition, found.status = None, "draft"
        return found

    monkeypatch.setattr(tasks, "_report", stale)
    monkeypatch.setattr(building, "build", lambda report, name, progress: f"{name} {report.status}".encode())

    kept = build(report)

    assert len(seen) == 2
    assert [content_of(file) for file in kept] == [b"pdf issued", b"docx issued"]


def test_the_job_of_a_draft_never_stands_for_what_was_issued():
    report = ReportFactory(approved=True)
    draft, again = (files.enqueue(report, report.created_by) for _time in range(2))
    report.status = "issued"

    assert draft == again
    assert files.enqueue(report, report.created_by) != draft


def test_the_figures_travel_inside_the_file():
    report = verifiable(ReportFactory(issued=True))
    (file, _word) = build(report)

    with pikepdf.open(io.BytesIO(content_of(file))) as read:
        said = json.loads(read.attachments["so-lieu.json"].get_file().read_bytes())
        table = read.attachments["so-lieu.csv"].get_file().read_bytes().decode("utf-8-sig")

    address = addresses.verification(report.code)
    assert said["so_ky_hieu"] == f"{report.document.number}-BC/BCĐ"
    assert (said["ngay"], said["ma_kiem_tra"]) == ("2020-09-30", report.code)
    assert said["so_lieu"] == [
        {
            "ma": "conferences.held", "ten": "Hội nghị đã tổ chức", "so_lieu": "04", "gia_tri": "4",
            "cach_tinh": "Hội nghị do cơ quan chủ trì, diễn ra trong kỳ", "phien_ban": "1", "so_ho_so": 4,
            "dia_chi": f"{address}so/conferences.held/",
        }
    ]  # fmt: skip
    (row,) = csv.DictReader(io.StringIO(table))
    assert row == {name: str(value) for name, value in said["so_lieu"][0].items()}


def test_a_figure_that_looks_like_a_formula_stays_text():
    figure = FrozenFigure(key="a", label="=1+1", text="-5", number=Decimal("-5.000000"), formula="Đếm", version="1")

    table = figures_file.attached(plain_paper(), [figure])["so-lieu.csv"].decode("utf-8-sig")

    assert "'=1+1,'-5,-5,Đếm" in table


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory) -> tuple[dict[str, str], str]:
    """A machine in another language, and how it writes the decimal point. Turkish is compiled here: a comma, an i of
    its own. Where nothing compiles it, plain ASCII must do."""
    folder = tmp_path_factory.mktemp("locales")
    if compiler := shutil.which("localedef"):
        command = [compiler, "-i", "tr_TR", "-f", "UTF-8", str(folder / "tr_TR.UTF-8")]
        if subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == 0:
            return {"LOCPATH": str(folder), "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}, ","
    return {"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0"}, "."


@pytest.mark.parametrize("style", list(official.Style))
def test_the_same_edition_gives_the_same_bytes_in_another_zone_locale_and_process(style, elsewhere):
    shown = addresses.verifiable(Report(code="ABCDEFGHJK"), plain_paper(style=style))
    data = figures_file.attached(
        shown, [FrozenFigure(key="conferences.held", label="Hội nghị", text="04", number=Decimal(4))]
    )
    here = hashlib.sha256(pdf.render_paper(shown, data)).hexdigest()
    with override("en"):
        assert hashlib.sha256(pdf.render_paper(shown, data)).hexdigest() == here

    frozen = {"paper": snapshot.freeze(shown), "data": {n: c.decode("latin-1") for n, c in data.items()}}
    language, point = elsewhere
    away = {"PYTHONHASHSEED": "4711", "TZ": "America/New_York", "LANGUAGE": "en", **language}
    done = subprocess.run(
        [sys.executable, "-c", AGAIN], env={**os.environ, **away}, cwd=settings.BASE_DIR, input=json.dumps(frozen),
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    assert json.loads(done.stdout) == [here, "EST", point]


def test_the_engine_names_everything_that_the_bytes_hang_on():
    said = engine.fingerprint()

    assert {"weasyprint", "pango", "harfbuzz", "vl-convert-python", "Tinos-Regular.ttf", "layout"} <= set(said)
    assert all(said.values())
    assert len(said["Tinos-Regular.ttf"]) == 64
