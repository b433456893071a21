"""The slip that a petitioner takes home: one A6 page, tagged, with both codes and the way to the look-up."""

import pytest
from pdfua import validate

from petitions import receipts, secrets
from tests.factories.petitions import PetitionFactory
from tests.papers.reading import TaggedPdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
SECRET = "K7QM2X9DV"


@pytest.fixture
def petition(council):
    return PetitionFactory(council=council, code="CT-2020-00123", text="Đường trục thôn hỏng nặng. " * 40)


@pytest.fixture
def printed(petition, settings):
    settings.QCDC_BASE_URL = "https://qcdc.quang-lam.vn"
    return receipts.slip(petition, SECRET, with_text=True)


def test_the_slip_is_one_a6_page_that_everybody_can_read(printed, tmp_path):
    file = tmp_path / "phieu.pdf"
    file.write_bytes(printed)
    read = TaggedPdf(printed)
    (page,) = read.pdf.pages
    left, bottom, right, top = (float(side) for side in page.mediabox)

    assert (round((right - left) / 72 * 25.4), round((top - bottom) / 72 * 25.4)) == (105, 148)
    assert [f"{finding.rule_id} {finding.message}" for finding in validate(str(file)).findings] == []
    assert 'pdfuaid:part="1"' in read.xmp
    assert read.fonts()
    assert all("/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in read.fonts())
    (figure,) = read.find("Figure")
    assert str(figure.attributes.Alt) == "Mã QR mở trang tra cứu kiến nghị CT-2020-00123"


def test_the_slip_says_code_secret_council_day_and_where_to_look(printed):
    words = " ".join(TaggedPdf(printed).document.all_text.split())

    for said in ("CT-2020-00123", secrets.shown(SECRET), "Hội đồng nhân dân xã Quảng Lâm", "06/07/2020"):
        assert said in words
    assert "https://qcdc.quang-lam.vn/tra-cuu/" in words.replace(" ", "")  # the address may be broken over two lines
    assert "Đường trục thôn hỏng nặng" in words


def test_what_was_said_is_printed_only_when_the_officer_ticks_it(petition):
    words = TaggedPdf(receipts.slip(petition, SECRET)).document.all_text

    assert "Đường trục" not in words


def test_the_qr_code_leads_to_the_code_and_never_holds_the_secret(petition, monkeypatch, settings):
    settings.QCDC_BASE_URL = "https://qcdc.quang-lam.vn"
    drawn = []
    monkeypatch.setattr(
        receipts, "qr_code", lambda text: drawn.append(text) or b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    )

    receipts.slip(petition, SECRET)

    assert drawn == ["https://qcdc.quang-lam.vn/tra-cuu/?ma=CT-2020-00123"]


def test_the_longest_names_stay_on_one_page(petition):
    petition.council.name = "Hội đồng nhân dân thị trấn Nông trường Việt Lâm huyện Vị Xuyên tỉnh Hà Giang khóa hai mươi"
    petition.text = "Đề nghị Ủy ban nhân dân xã khảo sát, sửa chữa nghiêm túc những đoạn đường. " * 10

    assert len(TaggedPdf(receipts.slip(petition, SECRET, with_text=True)).pdf.pages) == 1
