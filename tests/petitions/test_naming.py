"""A text for the public names no petitioner; what only looks like a person is asked about."""

from types import SimpleNamespace

import pytest

from petitions.naming import doubts


def person(name="Lò Thị Mẩy", phone="", address=""):
    return SimpleNamespace(name=name, phone=phone, address=address)


@pytest.mark.parametrize(
    "text",
    [
        "Bà Lò Thị Mẩy đề nghị sửa đường.",
        "bà LÒ THỊ MẨY",
        "Lo Thi May đề nghị",
        "Lò  Thị\nMẩy",
        "Lo\u0300 Thi\u0323 Mâ\u0309y",
        "(Lò-Thị-Mẩy)",
    ],
)
def test_a_petitioners_name_is_forbidden_however_it_is_written(text):
    assert doubts(text, [person()]).forbidden


@pytest.mark.parametrize("text", ["0912 345 678", "0912.345.678", "+84 912345678", "84-912-345-678", "sđt:0912345678."])
def test_a_petitioners_number_is_forbidden_however_it_is_grouped(text):
    assert doubts(f"Gọi {text} nhé", [person(phone="0912345678")]).forbidden


def test_short_names_stop_with_their_accents_and_are_asked_about_without():
    assert doubts("Lê Hoa kiến nghị", [person("Lê Hoa")]).forbidden
    without = doubts("Làm lễ hóa vàng", [person("Lê Hoa")])
    assert (without.forbidden, len(without.asked)) == ((), 1)
    assert doubts("Bảo đảm an toàn", [person("An")]) == doubts("", [])


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Gọi 0912 345 678", "điện thoại"),
        ("Gọi 0243.825.1234", "điện thoại"),
        ("CCCD 001099012345", "căn cước"),
        ("CMND 123456789", "căn cước"),
        ("gửi a.b@xa.vn", "thư điện tử"),
        ("Ông Đỗ Văn Ún nói", "tên người"),
        ("ở thôn Tân Hợp, xã Quảng Lâm", "địa chỉ"),
    ],
)
def test_what_looks_like_a_person_is_asked_about(text, asked):
    found = doubts(text, [person(address="thôn Tân Hợp")])

    assert found.forbidden == ()
    assert any(asked in sentence for sentence in found.asked)


@pytest.mark.parametrize(
    "text",
    [
        "Bà con thôn Tân Hợp đề nghị sửa 1.200 m đường, kinh phí 350.000.000 đồng.",
        "Anh em trong tổ đề nghị lắp đèn, theo Nghị quyết 72/2025.",
        "",
    ],
)
def test_an_ordinary_text_raises_no_doubt(text):
    assert doubts(text, [person()]) == doubts("", [])


def test_no_doubt_repeats_the_name_or_number():
    found = doubts("Lò Thị Mẩy 0912345678", [person(phone="0912345678")])

    assert not any("Mẩy" in sentence or "0912" in sentence for sentence in found.forbidden + found.asked)
