"""The code on an issued report confirms it to everybody; what a figure counts is public once it is published."""

import hashlib

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from common import clock
from documents import services as documents
from documents.uploads import MAX_BYTES
from reports.models import FrozenFigure, FrozenRow, Report, ReportFile, SignedCopy
from tests.factories.organizations import BodyFactory
from tests.factories.reports import ReportFactory

pytestmark = pytest.mark.django_db
SIGNED, BUILT, HANDED_OVER = b"%PDF-1.7 signed", b"%PDF-1.7 built", b"%PDF-1.7 without number"
NOTHING = "Không xác minh được"
RIGHT, WRONG = "Đúng bản ban hành", "Không phải bản ban hành"


@pytest.fixture
def report() -> Report:
    return ReportFactory(body=BodyFactory(name="Ban Chỉ đạo xã Quảng Lâm"), issued=True)


@pytest.fixture
def files(report):
    """A signed file came back; the portal had built one before and one after."""
    by = report.created_by
    for content, final in ((HANDED_OVER, False), (BUILT, True)):
        blob = documents.store(content, content_type="application/pdf")
        ReportFile.objects.create(
            report=report, edition=report.edition, blob=blob, built_at=clock.now(), is_final=final
        )
    SignedCopy.objects.create(
        report=report, edition=report.edition, received_at=clock.now(), received_by=by,
        blob=documents.store(SIGNED, content_type="application/pdf"),
    )  # fmt: skip


def get(report: Report, path: str = "", **query):
    return Client().get(f"/xac-minh/{report.code}/{path}", query)


def send(report: Report, content: bytes, **changes):
    return Client().post(f"/xac-minh/{report.code}/", {"tep": SimpleUploadedFile("bao-cao.pdf", content), **changes})


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def publish(report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(is_published=True)


def rows_of(figure_of: Report, count: int = 2) -> None:
    """The conferences that the figure counts; citizens may read the day, not who spoke."""
    rows = [
        FrozenRow.objects.create(
            digest=hashlib.sha256(f"{figure_of.pk} {number}".encode()).hexdigest(), kind="conferences.conference",
            record_id=number, cells=[["Ngày", f"{number:02d}/09/2020"], ["Người nói", "Lò Thị Mẩy"]], public=[0],
        ).pk
        for number in range(1, count + 1)
    ]  # fmt: skip
    figure = FrozenFigure.objects.get(edition=figure_of.edition)
    figure.delete()
    figure.pk, figure.row_keys, figure.rows = None, list(range(1, count + 1)), rows
    figure.save(force_insert=True)


def test_the_code_confirms_number_day_issuer_and_digests(report, files):
    page = text_of(get(report))

    for said in (report.document.number_and_symbol, "30/09/2020", "Ban Chỉ đạo xã Quảng Lâm"):
        assert said in page
    assert hashlib.sha256(SIGNED).hexdigest() in page
    assert hashlib.sha256(BUILT).hexdigest() in page
    assert hashlib.sha256(HANDED_OVER).hexdigest() not in page
    assert report.document.subject not in page


def test_a_reader_of_the_printed_page_finds_every_figure_with_its_page(report):
    figures = FrozenFigure.objects.filter(edition=report.edition)
    page = get(report).content.decode()

    assert figures
    for figure in figures:
        assert f'href="/xac-minh/{report.code}/so/{figure.key}/"' in page
        assert figure.label in page


def test_what_it_is_about_is_told_once_it_is_published(report):
    publish(report)

    assert report.document.subject in text_of(get(report))


@pytest.mark.parametrize("state", ["draft", "submitted", "approved", "signing", "unknown", "unreadable"])
def test_what_is_not_issued_is_as_unknown_as_an_unknown_code(state):
    made = ReportFactory(**({state: True} if state in {"submitted", "approved", "signing"} else {}))
    code = {"unknown": "ZZZZZZZZZZ", "unreadable": "a" * 400}.get(state, made.code)
    answers = [Client().get(f"/xac-minh/{code}/"), Client().get(f"/xac-minh/{code}/so/conferences.held/")]
    answers.append(Client().post(f"/xac-minh/{code}/", {"tep": SimpleUploadedFile("a.pdf", SIGNED)}))

    assert {answer.status_code for answer in answers} == {404}
    assert all(NOTHING in text_of(answer) for answer in answers)
    assert len({text_of(answer).replace(answer.wsgi_request.path, "") for answer in answers}) == 1


def test_a_code_is_read_in_small_letters_too(report):
    assert Client().get(f"/xac-minh/{report.code.lower()}/").status_code == 200


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (SIGNED, (RIGHT, "Bản đã ký")),
        (BUILT, (RIGHT, "Bản ban hành (PDF)")),
        (HANDED_OVER, ("Đúng lời văn, không phải bản ban hành",)),
        (SIGNED + b"\n", (WRONG, "Đừng dùng tệp này làm căn cứ")),
        (b"MZ\x00\x00", (WRONG,)),
    ],
)
def test_a_file_is_compared_byte_by_byte(report, files, content, said):
    page = text_of(send(report, content))

    assert hashlib.sha256(content).hexdigest() in page
    for words in said:
        assert words in page


def test_nothing_of_a_compared_file_is_kept(report, files, settings, tmp_path):
    before = set(tmp_path.rglob("*"))

    send(report, b"%PDF-1.7 tampered")

    assert set(tmp_path.rglob("*")) == before
    assert not report.files.filter(blob__sha256=hashlib.sha256(b"%PDF-1.7 tampered").hexdigest()).exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"tep": ""}, "Chọn tệp cần so."),
        ({"tep": SimpleUploadedFile("a.pdf", b"x" * (MAX_BYTES + 1))}, "lớn hơn 20 MB"),
    ],
)
def test_a_wrong_file_is_told_beside_the_field(report, sent, said):
    answer = Client().post(f"/xac-minh/{report.code}/", sent)

    assert answer.status_code == 200
    assert said in text_of(answer)
    assert WRONG not in text_of(answer)


def test_a_withdrawn_and_a_replaced_paper_say_so():
    withdrawn = ReportFactory(withdrawn=True)
    assert "đã bị thu hồi ngày 30/09/2020" in text_of(get(withdrawn))
    assert withdrawn.ended_reason not in text_of(get(withdrawn))

    replaced = ReportFactory(replaced=True)
    newer = ReportFactory(body=replaced.body, issued=True)
    Report.objects.filter(pk=newer.pk).update(replaces=replaced)
    page = text_of(get(replaced))
    assert "đã được thay thế" in page
    assert f"/xac-minh/{newer.code}/" in page


def test_a_figure_says_its_number_and_formula_and_nothing_of_the_records(report):
    rows_of(report)

    page = text_of(get(report, "so/conferences.held/"))

    assert "<strong>04</strong>" in page
    assert "Hội nghị do cơ quan chủ trì, diễn ra trong kỳ" in page
    assert "01/09/2020" not in page
    assert f"/bao-cao/{report.pk}/so/conferences.held/" in page  # who has an account is told where


def test_a_published_report_shows_the_public_columns_of_what_it_counts(report):
    rows_of(report, 60)
    publish(report)

    first, second = (text_of(get(report, "so/conferences.held/", **query)) for query in ({}, {"page": "2"}))

    assert "50/09/2020" in first
    assert "51/09/2020" not in first
    assert "60/09/2020" in second
    assert "Lò Thị Mẩy" not in first + second


def test_erased_rows_stay_counted_and_say_that_they_were_erased(report):
    rows_of(report)
    publish(report)
    row = FrozenRow.objects.earliest("pk")
    row.cells, row.erased_at, row.erased_by, row.erased_reason = (
        [["Ngày", ""], ["Người nói", ""]], clock.now(), User.objects.earliest("pk"), "theo yêu cầu",
    )  # fmt: skip
    row.save()

    page = text_of(get(report, "so/conferences.held/"))

    assert "đã xóa dữ liệu cá nhân" in page
    assert "theo yêu cầu" not in page
    assert "02/09/2020" in page


@pytest.mark.parametrize("key", ["unknown", "a" * 300, "Hội-nghị", "<script>"])
def test_an_unknown_figure_is_not_there(report, key):
    answer = get(report, f"so/{key}/")

    assert answer.status_code == 404
    assert NOTHING in text_of(answer)


def test_a_page_of_rows_that_is_none_is_no_error(report):
    rows_of(report)
    publish(report)

    for page in ("0", "-1", "abc", "99999999999999999999"):
        assert get(report, "so/conferences.held/", page=page).status_code == 200


def test_who_asks_too_often_waits(report, settings):
    cache.clear()
    settings.LOOK_UP_RATES = {**settings.LOOK_UP_RATES, "verify": "3/m/ip", "verify_file": "1/m/ip"}

    assert send(report, SIGNED).status_code == 200
    refused = send(report, SIGNED)
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert get(report).status_code == 200
    assert get(report).status_code == 429


def test_no_cookie_no_index_no_cache(report, files):
    for answer in (get(report), send(report, SIGNED), get(report, "so/conferences.held/")):
        assert not answer.cookies
        assert "noindex" in answer["X-Robots-Tag"]
        assert "no-store" in answer["Cache-Control"]
