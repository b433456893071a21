"""Many reports in one action: whose they are, each one once, what failed and is built again, ZIP and merged PDF."""

import csv
import io
import zipfile
from datetime import timedelta

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from common import clock
from common.errors import Refused
from common.periods import Period
from documents import services as documents
from jobs import leases, runner
from jobs.models import Job
from notices.models import Notice
from organizations.enums import Role
from reports import batch_files, batch_tasks, building
from reports.enums import ItemState
from reports.issuers import issuers_under
from reports.models import Batch, ReportFile, ReportKind, SignedCopy
from reports.services import batches
from tests.factories.accounts import UserFactory
from tests.factories.batches import BatchItemFactory
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.factories.reports import EditionFactory, ReportFactory
from tests.factories.steering import CommitteeFactory

pytestmark = pytest.mark.django_db
PERIOD = Period.parse("2020-Q3")


def pdf_of(words):
    """A file of two pages, the quick way."""
    out = io.BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page()
        file.add_blank_page()
        file.docinfo["/Title"] = words
        file.save(out, deterministic_id=True)
    return out.getvalue()


@pytest.fixture
def kind():
    return ReportKind.objects.get(code="committee")


@pytest.fixture
def province():
    """Three communes, each with a committee."""
    province = UnitFactory(kind__code="tinh", name="Hà Nam")
    for name in ("Đồng Văn", "Cự Khối", "An Mỹ"):
        CommitteeFactory(commune=UnitFactory(parent=province, name=name))
    return province


@pytest.fixture
def clerk(province):
    return UserFactory(member_of=province, role=Role.CLERK)


@pytest.fixture
def drawn(monkeypatch):
    """Drawing takes two seconds a paper; here it is quick, and of one body it fails."""
    broken = set()

    def draw(body, kind, period, progress):
        if body.unit.name in broken:
            raise Refused("Chưa có đề cương báo cáo cho kỳ này.")
        return pdf_of(body.unit.name)

    monkeypatch.setattr(batch_tasks, "file_of", draw)
    return broken


def work():
    """What workers do, until nothing waits."""
    while waiting := Job.objects.unfinished().order_by("-in_bulk", "-pk").first():
        runner.run_here(waiting)


def test_a_batch_asks_for_every_body_of_the_kind_in_the_unit_and_below_by_name(province, clerk, kind):
    CommitteeFactory()  # of somebody else

    batch = batches.ask(kind=kind, period=PERIOD, unit=province, by=clerk)

    assert [item.body.unit.name for item in batch.items.all()] == ["An Mỹ", "Cự Khối", "Đồng Văn"]
    assert Job.objects.filter(kind=batches.ITEM, in_bulk=True).count() == 3


def test_asking_again_while_it_is_built_gives_the_same_batch(province, clerk, kind):
    first = batches.ask(kind=kind, period=PERIOD, unit=province, by=clerk)

    assert batches.ask(kind=kind, period=PERIOD, unit=province, by=clerk) == first
    assert Job.objects.count() == 3


@pytest.mark.parametrize(
    ("period", "issuer", "field"),
    [("2020-M10", "committee", "period"), ("2020-Q3", "front", "kind")],
    ids=["not its period", "nobody makes it"],
)
def test_a_batch_that_can_have_no_file_is_refused(province, clerk, kind, period, issuer, field):
    kind.issuer = issuer
    with pytest.raises(Refused) as refused:
        batches.ask(kind=kind, period=Period.parse(period), unit=province, by=clerk)

    assert refused.value.field == field


def test_clerks_and_leaders_of_the_unit_ask(province, kind):
    for role in (Role.OFFICIAL, Role.RECORDS_CLERK, Role.MEMBER):
        with pytest.raises(PermissionDenied):
            batches.ask(kind=kind, period=PERIOD, unit=province, by=UserFactory(member_of=province, role=role))
    assert batches.ask(kind=kind, period=PERIOD, unit=province, by=UserFactory(member_of=province, role=Role.LEADER))


def test_every_kind_of_issuer_is_a_question_that_the_database_can_answer(province, kind):
    for issuer in ReportKind._meta.get_field("issuer").choices:
        kind.issuer = issuer[0]
        assert set(issuers_under(kind, province, PERIOD)) >= set()


def test_files_are_put_together_in_order_with_a_list_and_bookmarks(province, clerk, kind, drawn):
    batch = batches.ask(kind=kind, period=PERIOD, unit=province, by=clerk)

    work()

    batch.refresh_from_db()
    assert batch.finished_at
    with batch_tasks.storage.open_blob(batch.archive) as file, zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        listed = archive.read("danh-muc.csv").decode("utf-8-sig").splitlines()
        first = archive.read(names[0])
    assert names[0] == "001-ban-chi-dao-thuc-hien-quy-che-dan-chu-o-co-so-xa-an-my-2020-Q3-chua-ban-hanh.pdf"
    assert first == pdf_of("An Mỹ")
    assert len(listed) == 4
    with batch_tasks.storage.open_blob(batch.merged) as file, pikepdf.open(io.BytesIO(file.read())) as merged:
        with merged.open_outline() as outline:
            assert [item.title for item in outline.root] == [item.body.name for item in batch.items.all()]
        assert len(merged.pages) == 6
    assert Notice.objects.get(recipient=clerk).subject.startswith("Đã dựng 3 báo cáo")


def test_what_failed_says_why_and_is_built_again_alone(province, clerk, kind, drawn):
    drawn.add("Cự Khối")
    batch = batches.ask(kind=kind, period=PERIOD, unit=province, by=clerk)
    with pytest.raises(Refused):
        batches.retry(batch=batch, by=clerk)
    work()
    failed = batch.items.get(state=ItemState.FAILED)
    kept = set(batch.items.filter(state=ItemState.DONE).values_list("pk", "blob"))
    assert (failed.body.unit.name, failed.error) == ("Cự Khối", "Chưa có đề cương báo cáo cho kỳ này.")

    drawn.clear()
    batches.retry(batch=batch, by=clerk)
    asked = Job.objects.unfinished().count()
    work()

    assert asked == 1
    assert batch.items.filter(state=ItemState.DONE).count() == 3
    assert kept < set(batch.items.values_list("pk", "blob"))
    with pytest.raises(Refused):
        batches.retry(batch=batch, by=clerk)


def test_a_report_given_up_after_its_fifth_attempt_does_not_hold_the_batch(province, clerk, kind, drawn):
    batch = batches.ask(kind=kind, period=PERIOD, unit=province, by=clerk)
    lost = Job.objects.filter(kind=batches.ITEM).order_by("pk").first()
    past = leases.Now() - timedelta(seconds=1)
    Job.objects.filter(pk=lost.pk).update(state="running", attempt=5, lease_until=past)

    leases.sweep()
    work()

    batch.refresh_from_db()
    assert batch.finished_at
    assert sorted(batch.items.values_list("state", flat=True)) == ["done", "done", "failed"]


def test_an_issued_report_comes_byte_for_byte_and_others_as_a_draft(kind):
    issued = ReportFactory(body=CommitteeFactory().body, issued=True)
    blob = documents.store(b"%PDF-1.7 as issued", content_type="application/pdf")
    ReportFile.objects.create(
        report=issued, blob=blob, built_at=clock.now(), job_id=1, is_final=True, edition=issued.edition
    )

    assert batch_tasks.file_of(issued.body, "committee", PERIOD, silent) == b"%PDF-1.7 as issued"
    papers = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building.pdf, "render_paper", lambda paper, *_data, **_more: papers.append(paper) or b"")
        batch_tasks.file_of(CommitteeFactory().body, "committee", PERIOD, silent)
    assert papers[0].is_draft
    with pytest.raises(Refused):
        batch_tasks.file_of(CommitteeFactory().body, "committee", Period.parse("2015-Q3"), silent)


def silent(percent, step=""):
    """Nobody asks how far it is."""


@pytest.fixture
def three(province, kind):
    """An Mỹ has a signed file, Cự Khối what the portal issued itself, Đồng Văn a draft."""
    bodies = list(issuers_under(kind, province, PERIOD).order_by("unit__sort_key"))
    signed, own = (ReportFactory(body=body, issued=True) for body in bodies[:2])
    for report in (signed, own):
        blob = documents.store(pdf_of(f"Cổng {report.pk}"), content_type="application/pdf")
        built = {"edition": report.edition, "built_at": clock.now(), "job_id": report.pk, "is_final": True}
        ReportFile.objects.create(report=report, blob=blob, **built)
    for minutes, words in ((5, "Bản ký đầu"), (1, "Bản đã ký")):
        SignedCopy.objects.create(
            report=signed, edition=signed.edition, received_by=signed.created_by,
            received_at=clock.now() - timedelta(minutes=minutes),
            blob=documents.store(pdf_of(words), content_type="application/pdf"),
        )  # fmt: skip
    return bodies


def test_the_archive_holds_the_signed_file_where_one_came_back_and_every_name_says_which_copy_it_is(
    client, province, clerk, kind, three, monkeypatch
):
    monkeypatch.setattr(building, "build", lambda report, name, progress: pdf_of("Dự thảo"))
    batch = batches.ask(kind=kind, period=PERIOD, unit=province, by=clerk)

    work()

    batch.refresh_from_db()
    with batch_tasks.storage.open_blob(batch.archive) as file, zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        contents = [archive.read(name) for name in names[:3]]
        listed = list(csv.DictReader(io.StringIO(archive.read("danh-muc.csv").decode("utf-8-sig"))))
    own = ReportFile.objects.get(report__body=three[1])
    assert [name.partition("2020-Q3-")[2] for name in names[:3]] == ["da-ky.pdf", "ban-hanh.pdf", "chua-ban-hanh.pdf"]
    assert contents == [pdf_of("Bản đã ký"), pdf_of(f"Cổng {own.report_id}"), pdf_of("Dự thảo")]
    assert [row["Bản"] for row in listed] == ["bản đã ký", "bản ban hành của Cổng", "chưa ban hành"]
    client.force_login(clerk)
    page = client.get(batch.get_absolute_url())
    assert [copy.label for _item, copy in page.context["lines"]] == [row["Bản"] for row in listed]
    assert "Tệp ZIP là bản để lưu" in page.text
    assert "Tệp PDF ghép chỉ để đọc và in" in page.text
    one = client.get(batch.get_absolute_url(), {"tep": batch.items.order_by("order")[0].pk})
    assert "2020-Q3-da-ky.pdf" in one.headers["Content-Disposition"]
    assert b"".join(one.streaming_content) == pdf_of("Bản đã ký")


def test_a_signed_file_of_an_edition_that_was_sent_back_is_not_what_was_issued(three):
    body = three[0]
    copy = SignedCopy.objects.filter(report__body=body).first()
    earlier = EditionFactory(report=copy.report)
    SignedCopy.objects.filter(report=copy.report).update(edition=earlier)

    own = ReportFile.objects.get(report=copy.report)
    with batch_tasks.storage.open_blob(own.blob) as file:
        assert batch_tasks.file_of(body, "committee", PERIOD, silent) == file.read()


def test_a_signed_file_that_cannot_be_put_together_is_named(province, clerk, kind, drawn, monkeypatch):
    monkeypatch.setattr(batch_tasks, "file_of", lambda *_asked: b"%PDF-1.7 broken")
    batch = batches.ask(kind=kind, period=PERIOD, unit=province, by=clerk)

    work()

    assert set(batch.items.values_list("state", "error")) == {("failed", "Tệp PDF đã ký không mở được để ghép.")}


def test_the_pages_ask_show_and_hand_out(client, province, clerk, kind, drawn):
    client.force_login(clerk)
    form = {"kind": kind.pk, "period": "2020-Q3", "unit": province.pk}
    wrong = client.post(reverse("reports:batches"), form | {"kind": "9" * 30, "unit": "\0", "period": "31/02"})
    asked = client.post(reverse("reports:batches"), form | {"period": f"{clock.today().year - 1}-Q3"})
    batch = Batch.objects.get()
    page = client.get(batch.get_absolute_url())
    work()

    assert wrong.status_code == 200
    assert asked.url == batch.get_absolute_url()
    assert "0/3" in page.text
    address = batch.get_absolute_url()
    assert "3/3" in client.get(address).text
    assert client.get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    item = batch.items.first()
    for wanted, start in (("zip", b"PK"), ("pdf", b"%PDF"), (item.pk, b"%PDF")):
        assert b"".join(client.get(address, {"tep": wanted}).streaming_content).startswith(start)
    for wanted in ("9" * 30, "\0", "-1", "tar", "²"):
        assert client.get(address, {"tep": wanted}).status_code in (400, 404)
    client.force_login(UserFactory(member_of=UnitFactory()))
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_a_name_that_a_spreadsheet_would_calculate_stays_a_name_in_the_list_of_files():
    item = BatchItemFactory(failed=True, body=BodyFactory(name="=1+1"))

    rows = list(csv.reader(io.StringIO(batch_files.listing(item.batch, [item], 3, {}).decode("utf-8-sig"))))

    assert rows[1][1] == "'=1+1"
