"""Signed outside the portal: handed over and frozen, then recorded with the PDF that came back."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from common import pdf
from common.errors import Refused
from common.official import Annex, Figure, Paragraph, Style, Table, paragraph
from documents import services as documents
from documents.models import DocumentType
from jobs.models import Job
from organizations.models import Body
from reports import comparing, services, signatures, tasks
from reports.enums import ReportStatus
from reports.models import Outline, Report, ReportKind, SignedCopy
from reports.paper import issued_paper
from tests.factories.documents import PDF, upload
from tests.factories.reports import ReportFactory, plain_paper
from tests.support import certificates

WORDS = "Trong kỳ đã tổ chức {held} hội nghị, {share}% hộ dân tham gia; cán bộ tiếp thu ý kiến của Nhân dân."
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><text x="5" y="20">Xong</text></svg>'


def paper_of(style: Style = Style.PARTY_B, *more: str, held: str = "04", share: str = "12,5", cell: str = "50"):
    """A report with a list, a chart and an annex with a table over two pages."""
    rows = tuple((str(n), f"Kết luận số {n}", cell if n == 40 else "100") for n in range(1, 60))
    table = Table(caption="Tình hình thực hiện", columns=("TT", "Nội dung", "Tiến độ (%)"), rows=rows)
    plain = plain_paper(style=style, issuer_in_text="Ban Chỉ đạo", recipients=("Ban Chỉ đạo quận", "Các thành viên"))
    blocks = (
        paragraph(WORDS.format(held=held, share=share)),
        Figure(SVG, alt="Biểu đồ", caption="Nhiệm vụ theo trạng thái"),
        *map(Paragraph, more),
    )
    sections = (replace(plain.sections[0], blocks=blocks),)
    return replace(plain, sections=sections, annexes=(Annex("Số liệu trong kỳ", (table,)),))


def drawn(paper) -> bytes:
    """The paper as it comes back: with number and day."""
    return pdf.render_paper(replace(paper, number=12, issued_on=date(2020, 9, 30)))


@pytest.fixture(scope="module")
def frozen_pdf() -> bytes:
    return drawn(paper_of())


@pytest.mark.parametrize("style", [Style.PARTY_B, Style.PARTY_C, Style.STATE])
def test_number_day_and_signature_are_no_difference(style):
    assert comparing.differences(paper_of(style), drawn(paper_of(style)), code="RPT") == []


@pytest.mark.parametrize(
    ("signed", "gone", "come"),
    [
        ({"held": "104"}, "04 hội nghị", "104 hội nghị"),
        ({"share": "125"}, "12,5%", "125%"),
        ({"cell": "75"}, "Kết luận số 40 50", "Kết luận số 40 75"),
    ],
)
def test_a_changed_number_is_shown_with_the_words_around_it(signed, gone, come):
    (found,) = comparing.differences(paper_of(), drawn(paper_of(**signed)), code="RPT")

    assert gone in found.frozen
    assert come in found.signed


def test_words_that_were_added_at_the_end_or_left_out_are_shown(frozen_pdf):
    longer = paper_of(Style.PARTY_B, "Đề nghị cấp thêm kinh phí.")

    (added,) = comparing.differences(paper_of(), drawn(longer), code="RPT")
    (left_out,) = comparing.differences(longer, frozen_pdf, code="RPT")

    assert (added.frozen, "thêm kinh phí" in added.signed) == ("", True)
    assert "thêm kinh phí" in left_out.frozen


def test_an_annex_that_nobody_froze_is_shown():
    paper = paper_of()
    strange = replace(
        paper, annexes=(*paper.annexes, Annex("Danh sách", (Paragraph("Một người được thêm vào. " * 9),)))
    )

    (found,) = comparing.differences(paper, drawn(strange), code="RPT")

    assert "Một người được thêm vào" in found.signed


@pytest.mark.parametrize("content", [PDF, b"%PDF-1.7 nothing", b"%PDF-" + b"\x00" * 50])
def test_a_file_without_words_cannot_be_compared_and_says_so(content):
    (found,) = comparing.differences(paper_of(), content, code="RPT")

    assert "không so được" in found.signed


def test_a_signature_says_who_and_when_and_whether_somebody_vouches(frozen_pdf, tmp_path, settings):
    signed = certificates.sign(frozen_pdf, "Đỗ Thị Ngân", tmp_path)
    (one,) = signatures.read(signed)
    assert (one.signer, one.issuer, one.intact, one.covers_all, one.trusted) == (
        "Đỗ Thị Ngân", "Cơ quan chứng thực thử nghiệm", True, True, None,
    )  # fmt: skip

    settings.SIGNATURE_TRUST_ROOTS = str(tmp_path)
    (tmp_path / "goc.pem").write_bytes(certificates.authority().pem())
    signatures._roots.cache_clear()
    assert signatures.read(signed)[0].trusted is True
    (tmp_path / "goc.pem").write_bytes(certificates.signer("Người khác").pem())
    signatures._roots.cache_clear()
    assert signatures.read(signed)[0].trusted is False
    signatures._roots.cache_clear()


def test_a_second_signature_leaves_the_first_whole_and_an_altered_file_does_not(frozen_pdf, tmp_path):
    both = certificates.sign(certificates.sign(frozen_pdf, "Đỗ Thị Ngân", tmp_path), "Văn thư", tmp_path, field="Hai")
    altered = certificates.sign(frozen_pdf, "Đỗ Thị Ngân", tmp_path).replace(b"/Title", b"/Titie", 1)

    assert [(one.signer, one.intact, one.covers_all) for one in signatures.read(both)] == [
        ("Đỗ Thị Ngân", True, True),
        ("Văn thư", True, True),
    ]
    assert signatures.read(altered)[0].intact is False


@pytest.mark.parametrize("content", [b"%PDF-1.7 nothing", b"", b"%PDF-" + b"\xff" * 200])
def test_a_file_that_is_no_pdf_is_refused_not_broken_upon(content):
    with pytest.raises(Refused) as refused:
        signatures.read(content)

    assert refused.value.field == "upload"


def test_the_body_may_sign_with_its_own_certificate(frozen_pdf, tmp_path, settings):
    file = tmp_path / "co-quan.p12"
    file.write_bytes(certificates.signer("UBND phường Cự Khối").pkcs12("mat-khau"))
    settings.SIGNING_KEY_PASSPHRASE = "mat-khau"

    signed = signatures.sign(frozen_pdf, key=str(file), reason="Ban hành báo cáo")

    (one,) = signatures.read(signed)

    assert (one.signer, one.intact, one.covers_all) == ("UBND phường Cự Khối", True, True)
    assert comparing.differences(paper_of(), signed, code="RPT") == []


def test_a_worker_signs_what_the_portal_numbered_with_the_key_of_its_body_and_nothing_else(
    frozen_pdf, tmp_path, settings
):
    report = Report(
        numbered_by="portal",
        status="issued",
        body=Body(code="bcd-cu-khoi"),
        period="2020-9M",
        outline=Outline(),
        kind=ReportKind(code="committee", name_vi="Báo cáo"),
    )
    settings.SIGNING_KEY_FILE, settings.SIGNING_KEY_PASSPHRASE = str(tmp_path / "{body}.p12"), "mat-khau"
    assert tasks._signed(report, "pdf", frozen_pdf) == frozen_pdf

    (tmp_path / "bcd-cu-khoi.p12").write_bytes(certificates.signer("UBND phường Cự Khối").pkcs12("mat-khau"))

    assert len(signatures.read(tasks._signed(report, "pdf", frozen_pdf))) == 1
    assert tasks._signed(report, "docx", frozen_pdf) == frozen_pdf


# -- the way of a report


@pytest.fixture
def signing(desk):
    """A report that was handed over; its paper is short, so that its PDF is drawn quickly."""
    return ReportFactory(body=desk.committee.body, signing=True, paper=paper_of(), period="2020-9M")


def form(content: bytes, **changes):
    fields = {
        "seen": "record_issue", "number": "12", "symbol": "BC/BCĐ", "issued_on": "30/09/2020",
        "upload": upload("Báo cáo đã ký.pdf", content), "no_state_secret": "on",
    }  # fmt: skip
    return {name: value for name, value in {**fields, **changes}.items() if value}


def record(client, desk, report, content: bytes, **changes):
    client.force_login(desk.records)
    return client.post(reverse("reports:issue", args=[report.pk]), form(content, **changes))


def test_handing_over_freezes_the_report_and_asks_for_its_files(client, desk):
    report = desk.approve(desk.write())
    with pytest.raises(PermissionDenied):
        services.hand_over(report=report, by=desk.clerk)
    client.force_login(desk.records)

    response = client.post(reverse("reports:issue", args=[report.pk]), {"seen": "hand_over"})

    report.refresh_from_db()
    assert (response.status_code, report.status) == (302, ReportStatus.SIGNING)
    assert issued_paper(report).number is None
    assert issued_paper(report).style is Style.PARTY_C  # the rules of today, when it will be dated
    assert Job.objects.filter(kind=services.RENDER, key__contains=":signing").count() == 1
    page = client.get(report.get_absolute_url()).content.decode()
    assert "Đăng ký ở hệ thống văn bản của cơ quan" in page
    assert report.code in page


def test_what_comes_back_signed_is_kept_with_its_signatures_and_number(client, desk, signing, frozen_pdf, tmp_path):
    signed = certificates.sign(frozen_pdf, "Đỗ Thị Ngân", tmp_path)

    response = record(client, desk, signing, signed)

    signing.refresh_from_db()
    copy = SignedCopy.objects.get(report=signing)
    assert (response.status_code, signing.status) == (302, ReportStatus.ISSUED)
    assert signing.document.number_and_symbol == "12-BC/BCĐ"
    assert (copy.differences, copy.signatures[0]["signer"]) == ([], "Đỗ Thị Ngân")
    assert copy.blob.size == len(signed)
    paper = issued_paper(signing)
    assert (paper.number, paper.issued_on) == (12, date(2020, 9, 30))
    page = client.get(signing.get_absolute_url()).content.decode()
    assert "Lời văn đúng như bản chốt." in page
    assert "Đỗ Thị Ngân" in page


def test_words_that_differ_need_an_explanation_and_are_shown(client, desk, signing):
    changed = drawn(paper_of(held="05"))

    page = record(client, desk, signing, changed).content.decode()
    signing.refresh_from_db()
    assert signing.status == ReportStatus.SIGNING
    assert "Bản đã ký khác bản chốt ở 1 chỗ. Ghi lý do rồi gửi lại." in page
    assert "04 hội nghị" in page
    assert "05 hội nghị" in page
    assert 'value="12"' in page

    record(client, desk, signing, changed, explanation="Sửa tay trước khi ký")

    copy = SignedCopy.objects.get(report=signing)
    assert (len(copy.differences), copy.explanation) == (1, "Sửa tay trước khi ký")
    assert "Sửa tay trước khi ký" in client.get(signing.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"number": "0"}, "1"),
        ({"number": "99999999999999999999"}, "Số"),
        ({"number": ""}, "Số"),
        ({"symbol": ""}, "Ký hiệu"),
        ({"issued_on": "31/02/2020"}, "Lịch không có ngày này"),
        ({"issued_on": "30/09/2999"}, "không được sau hôm nay"),
        ({"upload": None}, "Chọn ít nhất một tệp."),
        ({"upload": upload("a.pdf", b"not a pdf")}, "Chọn tệp PDF đã ký."),
        ({"upload": upload("a.pdf", b"%PDF-1.7 nothing")}, "Không đọc được tệp PDF này."),
        ({"no_state_secret": ""}, "bí mật nhà nước"),
    ],
)
def test_what_is_wrong_with_a_recorded_issue_is_said_and_nothing_is_kept(
    client, desk, signing, frozen_pdf, changes, words
):
    response = record(client, desk, signing, frozen_pdf, **changes)

    signing.refresh_from_db()
    assert response.status_code == 200
    assert words in response.content.decode()
    assert (signing.status, signing.document, signing.edition.stamp) == (ReportStatus.SIGNING, None, None)


def test_a_file_that_was_altered_after_it_was_signed_is_refused(client, desk, signing, frozen_pdf, tmp_path):
    altered = certificates.sign(frozen_pdf, "Đỗ Thị Ngân", tmp_path).replace(b"/Title", b"/Titie", 1)

    page = record(client, desk, signing, altered).content.decode()

    signing.refresh_from_db()
    assert "không còn nguyên vẹn" in page
    assert signing.status == ReportStatus.SIGNING


def test_a_number_that_is_taken_is_refused_and_the_report_goes_on_being_signed(client, desk, signing, frozen_pdf):
    kind = DocumentType.objects.get(code="bao-cao")
    documents.record_issued(
        issuer=signing.body, type=kind, number=12, issued_on=date(2020, 9, 1), subject="Báo cáo khác", by=desk.records
    )

    page = record(client, desk, signing, frozen_pdf).content.decode()

    signing.refresh_from_db()
    assert "đã có trong sổ" in page
    assert signing.status == ReportStatus.SIGNING


def test_from_signing_a_report_goes_back_to_its_writers_and_what_was_frozen_stays(desk, signing):
    with pytest.raises(PermissionDenied):
        services.send_back(report=signing, reason="sai", by=desk.clerk)

    report = services.send_back(report=signing, reason="Lãnh đạo yêu cầu sửa mục II", by=desk.records)

    assert (report.status, report.edition, report.editions.count()) == (ReportStatus.DRAFT, None, 1)
    report = desk.approve(report)
    report = services.hand_over(report=report, by=desk.records)
    assert (report.edition.ordinal, report.editions.count()) == (2, 2)


def test_only_the_records_clerk_records_what_was_signed(client, desk, signing):
    for person in (desk.clerk, desk.leader):
        client.force_login(person)
        assert client.get(reverse("reports:issue", args=[signing.pk])).status_code == 403
