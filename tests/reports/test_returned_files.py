"""Signed files that are no plain copy of the frozen paper: scans, stamps, another signer, words written beside."""

import io
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image

from audit.models import Event
from common.official import Style
from reports import comparing
from reports.comparing.beside import says_something
from reports.enums import ReportStatus
from reports.models import SignedCopy
from tests.factories.documents import PDF
from tests.factories.reports import ReportFactory
from tests.support import certificates

from .test_signing import drawn, paper_of, record

REMARK = "Bản đã ký là bản chụp, không có lớp chữ: không so sánh được."


def scan(pages: int = 2) -> bytes:
    """A file as a scanner makes it: a picture on each page."""
    out = io.BytesIO()
    first, *others = (Image.new("L", (620, 877), 255 - number) for number in range(pages))
    first.save(out, "PDF", save_all=True, append_images=others)
    made = io.BytesIO()
    with pikepdf.open(out) as file:  # Pillow's own table of objects is one that strict readers refuse
        file.save(made)
    return made.getvalue()


@pytest.fixture
def signing(desk):
    return ReportFactory(body=desk.committee.body, signing=True, paper=paper_of(), period="2020-9M")


# -- scans


def test_a_scan_is_known_from_a_file_that_merely_says_nothing():
    with pytest.raises(comparing.Scan):
        comparing.differences(paper_of(), scan(), code="RPT")

    (found,) = comparing.differences(paper_of(), PDF, code="RPT")
    assert "không so được" in found.signed


def test_a_scan_is_recorded_with_the_remark_that_nobody_could_compare_it(client, desk, signing):
    response = record(client, desk, signing, scan())

    signing.refresh_from_db()
    copy = SignedCopy.objects.get(report=signing)
    assert (response.status_code, signing.status) == (302, ReportStatus.ISSUED)
    assert (copy.differences, copy.explanation, copy.is_compared) == ([], REMARK, False)
    page = client.get(response.url).text
    assert "Bản đã ký là bản chụp, không có lớp chữ: không so sánh được với bản chốt." in page  # told at once
    assert REMARK in page  # and for whoever comes later
    assert "Lời văn đúng như bản chốt." not in page
    assert Event.objects.filter(kind="reports.not_compared").count() == 1


def test_what_the_clerk_says_of_a_scan_stands_behind_the_remark(client, desk, signing, tmp_path):
    record(client, desk, signing, certificates.sign(scan(), "Đỗ Thị Ngân", tmp_path), explanation="Ký tay, đóng dấu")

    copy = SignedCopy.objects.get(report=signing)
    assert copy.explanation == f"{REMARK} Ký tay, đóng dấu"
    assert copy.signatures[0]["signer"] == "Đỗ Thị Ngân"


def test_the_form_says_beforehand_that_a_scan_cannot_be_compared(client, desk, signing):
    client.force_login(desk.records)

    page = client.get(signing.get_absolute_url() + "ban-hanh/").text

    assert "Bản chụp không có lớp chữ vẫn ghi nhận được" in page


def test_words_that_were_compared_are_said_to_be(client, desk, signing):
    record(client, desk, signing, drawn(paper_of()))

    copy = SignedCopy.objects.get(report=signing)
    assert (copy.is_compared, copy.explanation) == (True, "")


# -- words beside the signature

USUAL = [
    "Nguyễn Văn Bình",
    "(Đã ký)",
    "KT. TRƯỞNG BAN PHÓ TRƯỞNG BAN THƯỜNG TRỰC Nguyễn Thị Ánh Tuyết",
    "Phó Chủ tịch Thường trực Ủy ban nhân dân phường",
    "Ký bởi: Ủy ban nhân dân phường Cự Khối Email: cukhoi@hanoi.gov.vn Thời gian ký: 28.11.2023 13:26:57 +07:00",
    "Digitally signed by Đỗ Thị Ngân Date: 2020.09.30 08:12:11 +07'00'",
    "CÔNG VĂN ĐẾN Số: 123 Ngày: 01/10/2020",
    "Giờ: Ngày 30 tháng 9 năm 2020 Số 45-BC/BCĐ",
    "VT (3b), NDT.",
]
STRANGE = [
    "Đồng ý chi thêm 5 tỷ đồng",
    "không áp dụng",
    "trừ điểm 2 mục III",
    "Như kính gửi; Sở Nội vụ (để báo cáo)",
    "(12 bản)",
]


@pytest.mark.parametrize("words", USUAL)
def test_names_offices_dates_and_marks_of_signing_are_no_difference(words):
    assert not says_something(words)


@pytest.mark.parametrize("words", STRANGE)
def test_a_sentence_or_a_sum_is_one_however_short(words):
    assert says_something(words)


@pytest.mark.parametrize("words", [USUAL[0], USUAL[2], USUAL[4]])
def test_another_signer_and_the_stamp_beside_are_no_difference_in_the_file(words):
    assert comparing.differences(paper_of(), drawn(replace(paper_of(), signer=words)), code="RPT") == []


@pytest.mark.parametrize("style", [Style.PARTY_B, Style.STATE])
def test_a_deputy_who_signs_for_the_head_is_no_difference(style):
    deputy = {"authority": "KT. TRƯỞNG BAN", "position": "PHÓ TRƯỞNG BAN", "signer": "Nguyễn Thị Ánh Tuyết"}

    assert comparing.differences(paper_of(style), drawn(replace(paper_of(style), **deputy)), code="RPT") == []


@pytest.mark.parametrize("words", STRANGE[:3])
def test_words_written_beside_the_signature_are_shown_in_the_file(words):
    (found,) = comparing.differences(paper_of(), drawn(replace(paper_of(), signer=f"Đỗ Thị Ngân {words}")), code="RPT")

    assert (found.frozen, words.split()[0] in found.signed) == ("", True)


def test_a_recipient_whom_nobody_froze_is_shown():
    more = replace(paper_of(), recipients=(*paper_of().recipients, "Báo để đăng tin"))

    (found,) = comparing.differences(paper_of(), drawn(more), code="RPT")

    assert "đăng tin" in found.signed


def test_more_names_than_stand_beside_a_signature_are_a_list_that_somebody_added():
    names = " ".join(f"Nguyễn Văn {name}" for name in ("An", "Bình", "Chi", "Dung", "Giang", "Hà", "Khoa", "Lan") * 4)

    assert len(comparing.differences(paper_of(), drawn(replace(paper_of(), signer=names)), code="RPT")) == 1
