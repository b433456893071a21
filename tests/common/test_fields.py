"""What each field takes, what it refuses, and that nothing typed is lost."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from common.errors import Refused
from common.forms import (
    CountField,
    DateField,
    DecimalField,
    LineField,
    ParagraphField,
    PeriodField,
    TimeField,
    apply_refusal,
)
from common.periods import Period

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)
FIELDS = [LineField, ParagraphField, DateField, TimeField, CountField, DecimalField, PeriodField]


class AnyForm(forms.Form):
    line = LineField(label="Tên", help_text="Như trong quyết định")
    text = ParagraphField(label="Nội dung", required=False)
    day = DateField(label="Ngày", required=False)
    count = CountField(label="Số người", required=False)
    amount = DecimalField(label="Tỷ lệ", required=False)
    kind = forms.ChoiceField(
        label="Loại", choices=[("a", "Một"), ("b", "Hai")], widget=forms.RadioSelect, required=False
    )
    agreed = forms.BooleanField(label="Đồng ý", required=False)


def refusal(field: forms.Field, typed: Any) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    return " ".join(refused.value.messages)


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (LineField(), "  Quảng \n Lợi ", "Quảng Lợi"),
        (LineField(), "Qua\u0309ng", "Quảng"),
        (LineField(required=False), None, ""),
        (ParagraphField(), " một  \r\nhai\r\n\r\n", "một\nhai"),
        (DateField(), "05/10/2020", date(2020, 10, 5)),
        (DateField(), " 5/10/2020 ", date(2020, 10, 5)),
        (DateField(), "05 / 10 / 2020", date(2020, 10, 5)),
        (DateField(), "05-10-2020", date(2020, 10, 5)),
        (DateField(), "05.10.2020", date(2020, 10, 5)),
        (DateField(), "05102020", date(2020, 10, 5)),
        (DateField(), "2020-10-05", date(2020, 10, 5)),
        (TimeField(), "14:30", time(14, 30)),
        (TimeField(), "7h", time(7)),
        (TimeField(), "7h05", time(7, 5)),
        (TimeField(), "14 Giờ 30 phút", time(14, 30)),
        (CountField(), "1.234", 1234),
        (CountField(), " 0 ", 0),
        (CountField(required=False), "  ", None),
        (DecimalField(), "1.234,5", Decimal("1234.5")),
        (DecimalField(), "0,15", Decimal("0.15")),
        (DecimalField(required=False), "", None),
        (PeriodField(), "2020-9M", Period.nine_months(2020)),
        (PeriodField(required=False), "", None),
    ],
)
def test_a_field_takes_what_offices_write(field: forms.Field, typed: str, value: Any):
    assert field.clean(typed) == value


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        (LineField(), "", "Chưa nhập ô này."),
        (LineField(), " \t\u200b ", "Chưa nhập ô này."),
        (LineField(), "ă" * 1_048_576, "Tối đa 200 ký tự; đã nhập 1.048.576."),
        (LineField(max_length=5), "Quảng Lợi", "Tối đa 5 ký tự; đã nhập 9."),
        (ParagraphField(), "a" * 10_001, "Tối đa 10.000 ký tự; đã nhập 10.001."),
        (LineField(), "Quảng\x00 Lợi", "Có ký tự không đọc được"),
        (LineField(), "Quảng\ud800 Lợi", "Có ký tự không đọc được"),
        (ParagraphField(), "Quảng\ufffd Lợi", "Có ký tự không đọc được"),
        (DateField(), "\x00", "Có ký tự không đọc được"),
        (CountField(), "1\udfff", "Có ký tự không đọc được"),
        (DateField(), "31/02/2020", "Lịch không có ngày này"),
        (DateField(), "2020-02-31", "Lịch không có ngày này"),
        (DateField(), "10/05/20", "Ngày viết là ngày/tháng/năm"),
        (DateField(), "hôm qua", "Ngày viết là ngày/tháng/năm"),
        (DateField(), "1" * 100_000, "Ngày viết là ngày/tháng/năm"),
        (DateField(), "01/01/9999", "Năm phải từ 1900 đến 2999."),
        (DateField(), "01/01/0001", "Năm phải từ 1900 đến 2999."),
        (TimeField(), "25:00", "Giờ viết là giờ:phút"),
        (TimeField(), "7h5", "Giờ viết là giờ:phút"),
        (CountField(), "-1", "Phải từ 0 trở lên."),
        (CountField(), "1,5", "Nhập một số nguyên"),
        (CountField(), "1.5", "Nhập một số nguyên"),
        (CountField(), "9" * 5000, "Nhập một số nguyên"),
        (CountField(), "99999999999999999999", "Không được quá 2.000.000.000."),
        (CountField(max_value=1000), "1.001", "Không được quá 1.000."),
        (DecimalField(), "12.5", "phần lẻ sau dấu phẩy"),
        (DecimalField(decimal_places=2), "1,234", "Tối đa 2 chữ số sau dấu phẩy."),
        (DecimalField(max_digits=6, decimal_places=2), "12345", "Tối đa 4 chữ số trước dấu phẩy."),
        (DecimalField(max_value=100), "100,1", "Không được quá 100."),
        (PeriodField(), "2020-Q7", "Chọn một kỳ trong danh sách."),
    ],
)
def test_a_field_says_in_vietnamese_what_it_cannot_take(field: forms.Field, typed: str, message: str):
    assert message in refusal(field, typed)


@given(ANYTHING, st.sampled_from(FIELDS))
def test_no_text_breaks_a_field_or_the_page_that_shows_it_again(typed: str, field: type[forms.Field]):
    form = type("OneField", (forms.Form,), {"it": field(label="Ô")})({"it": typed})

    assert isinstance(form.is_valid(), bool)
    assert form.has_changed() in {True, False}
    assert str(form).encode("utf-8")


def test_what_was_typed_is_all_shown_again():
    typed = "Quảng Lợi " * 100
    html = str(AnyForm({"line": typed, "count": "12,x", "day": "31/02/2020"}))

    assert typed in html
    assert 'value="12,x"' in html
    assert 'value="31/02/2020"' in html


def test_an_unreadable_character_is_shown_where_it_stands():
    assert 'value="Quảng�Lợi"' in str(AnyForm({"line": "Quảng\ud800Lợi"}))


def test_a_browser_never_cuts_a_pasted_text_silently():
    assert "maxlength" not in str(AnyForm())


def test_stored_values_are_shown_in_vietnamese_forms_and_are_unchanged_when_sent_back():
    initial = {"line": "Tên", "day": date(2020, 10, 5), "count": 1234, "amount": Decimal("1234.5000")}
    html = str(AnyForm(initial=initial))
    sent = {"line": "Tên", "day": "05/10/2020", "count": "1.234", "amount": "1.234,5"}

    assert all(f'value="{shown}"' in html for shown in sent.values())
    assert AnyForm(sent, initial=initial).changed_data == []


def test_a_required_field_says_so_in_words():
    html = AnyForm()["line"].as_field_group()

    assert "(bắt buộc)" in html
    assert "(bắt buộc)" not in AnyForm()["day"].as_field_group()


def test_the_browser_does_not_refuse_in_its_own_words():
    assert " required" not in str(AnyForm())


def test_hint_and_error_are_tied_to_the_control():
    html = AnyForm({"line": ""})["line"].as_field_group()

    assert 'aria-describedby="id_line_helptext id_line_error"' in html
    assert 'aria-invalid="true"' in html
    assert '<span class="hint" id="id_line_helptext">Như trong quyết định</span>' in html
    assert '<p class="why" id="id_line_error">' in html


def test_the_top_of_a_refused_form_links_to_each_field_to_mend():
    html = str(AnyForm({"line": "", "kind": "x"}))

    assert 'role="alert"' in html
    assert '<a href="#id_line">Tên</a>: Chưa nhập ô này.' in html
    assert '<a href="#id_kind">Loại</a>' in html
    assert 'id="id_kind"' in html
    assert 'role="alert"' not in str(AnyForm())


def test_a_group_of_choices_is_a_fieldset_with_its_legend():
    html = "".join(AnyForm()["kind"].as_field_group().split())

    assert "<fieldset><legend>Loại</legend>" in html


def test_the_refusal_of_a_service_stands_beside_the_field_it_names():
    form = AnyForm({"line": "Tên"})
    apply_refusal(form, Refused("Hạn phải sau ngày hội nghị.", field="day"))
    apply_refusal(form, Refused("Hội nghị đã hoàn tất.", field="no_such_field"))

    assert form.errors["day"] == ["Hạn phải sau ngày hội nghị."]
    assert form.non_field_errors() == ["Hội nghị đã hoàn tất."]
