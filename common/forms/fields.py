"""Fields for lines, paragraphs, days, times, counts, decimals and periods.

Every message is Vietnamese and says what to do. What was typed is shown again as it was; only characters that no
page can be sent with (NUL, lone surrogates) are shown as "�" where they stood.
"""

import re
from datetime import date, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common import numbers, text
from common.periods import FIRST_YEAR, LAST_YEAR, BadPeriod, Period

REQUIRED = _("Chưa nhập ô này.")
UNREADABLE = _("Có ký tự không đọc được (hiện là “�”). Xóa ký tự đó rồi gửi lại; phần còn lại vẫn giữ nguyên.")
TOO_LONG = _("Tối đa %(limit)s ký tự; đã nhập %(typed)s.")


class Readable(forms.Field):
    """A field that refuses unreadable characters beside itself and can always be shown again."""

    default_error_messages = {"required": REQUIRED, "unreadable": UNREADABLE}

    def clean(self, value: Any) -> Any:
        if isinstance(value, str) and text.is_unreadable(value):
            raise ValidationError(self.error_messages["unreadable"], code="unreadable")
        return super().clean(value)

    def bound_data(self, data: Any, initial: Any) -> Any:
        data = super().bound_data(data, initial)
        return text.show_unreadable(data) if isinstance(data, str) else data

    def has_changed(self, initial: Any, data: Any) -> bool:
        if isinstance(data, str) and text.is_unreadable(data):
            return True
        return super().has_changed(initial, data)


class _Text(Readable, forms.CharField):
    """Text with a greatest length that is counted after tidying, and told with the number of characters typed."""

    default_error_messages = {"too_long": TOO_LONG}

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        # Not CharField's own max_length: it renders an attribute by which browsers silently cut a pasted text.
        super().__init__(strip=False, **kwargs)
        self.limit = max_length

    def tidy(self, value: str) -> str:
        raise NotImplementedError

    def to_python(self, value: Any) -> str:
        if value in self.empty_values:
            return ""
        tidied = self.tidy(str(value))
        if len(tidied) > self.limit:
            counts = {"limit": numbers.show(self.limit), "typed": numbers.show(len(tidied))}
            raise ValidationError(self.error_messages["too_long"], code="too_long", params=counts)
        return tidied


class LineField(_Text):
    """One line: NFC, single spaces, nothing at the ends. At most 200 characters unless told otherwise."""

    def __init__(self, *, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def tidy(self, value: str) -> str:
        return text.clean_line(value)


class ParagraphField(_Text):
    """Several lines: NFC, line ends as \\n, no spaces at the ends of lines. At most 10.000 characters by default."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = 10_000, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "cols": False}))
        super().__init__(max_length=max_length, **kwargs)

    def tidy(self, value: str) -> str:
        return "\n".join(line.rstrip() for line in text.nfc(value).splitlines()).strip()


_WRITTEN_OUT = re.compile(r"^(?:ngày)?([0-9]{1,2})tháng([0-9]{1,2})năm([0-9]{4})$")


class DateField(Readable, forms.DateField):
    """A day typed as 05/10/2020 (also 5/10/2020, 05-10-2020, 05.10.2020, 05102020, 2020-10-05), or as papers write
    it: "ngày 05 tháng 10 năm 2020"."""

    default_error_messages = {
        "invalid": _("Ngày viết là ngày/tháng/năm, ví dụ 05/10/2020."),
        "absent": _("Lịch không có ngày này; xem lại ngày và tháng."),
        "year": _("Năm phải từ %(first)s đến %(last)s."),
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "placeholder": _("ngày/tháng/năm"), "autocomplete": "off"}
        kwargs.setdefault("widget", forms.DateInput(format="%d/%m/%Y", attrs=attrs))
        kwargs.setdefault("input_formats", ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"])
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str):
            value = re.sub(r"\s", "", value[:40])
            # A telephone's number pad has no slash.
            value = re.sub(r"^([0-9]{2})([0-9]{2})([0-9]{4})$", r"\1/\2/\3", value)
            value = _WRITTEN_OUT.sub(r"\1/\2/\3", text.nfc(value).casefold())
        try:
            day = super().to_python(value)
        except ValidationError:
            if re.fullmatch(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}|[0-9]{4}(-[0-9]{1,2}){2}", str(value)):
                raise ValidationError(self.error_messages["absent"], code="absent") from None
            raise
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            years = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise ValidationError(self.error_messages["year"], code="year", params=years)
        return day


class TimeField(Readable, forms.TimeField):
    """A time of day typed as 14:30, 14h30, 14 giờ 30 or 14h."""

    default_error_messages = {"invalid": _("Giờ viết là giờ:phút, ví dụ 07:30.")}

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"placeholder": _("giờ:phút"), "autocomplete": "off", "size": "6"}
        kwargs.setdefault("widget", forms.TimeInput(format="%H:%M", attrs=attrs))
        kwargs.setdefault("input_formats", ["%H:%M", "%H:%M:%S"])
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, str):
            value = re.sub(r"\s", "", value[:40]).lower()
            value = re.sub(r"^([0-9]{1,2})(?:h|giờ)([0-9]{2})?(?:phút)?$", _clock_time, text.nfc(value))
        return super().to_python(value)


def _clock_time(match: re.Match[str]) -> str:
    return f"{match[1]}:{match[2] or '00'}"


class _Number(Readable):
    """Bounds for fields that read Vietnamese numbers, told in that form too."""

    widget = forms.TextInput
    default_error_messages = {
        "min_value": _("Phải từ %(limit)s trở lên."),
        "max_value": _("Không được quá %(limit)s."),
    }
    least: Decimal | int | None
    most: Decimal | int | None

    def prepare_value(self, value: Any) -> Any:
        """A stored number as it is typed; a typed text as it was typed."""
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            return value
        return numbers.show(value)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        for code, bound, is_broken in (
            ("min_value", self.least, self.least is not None and value < self.least),
            ("max_value", self.most, self.most is not None and value > self.most),
        ):
            if is_broken and bound is not None:
                limit = {"limit": numbers.show(bound)}
                raise ValidationError(self.error_messages[code], code=code, params=limit)


class CountField(_Number):
    """A whole number, 0 or more, "1.234" or "1234". At most 2.000.000.000, which every integer column holds."""

    default_error_messages = {"invalid": _("Nhập một số nguyên, ví dụ 12 hoặc 1.234.")}

    def __init__(self, *, min_value: int = 0, max_value: int = 2_000_000_000, **kwargs: Any) -> None:
        self.least, self.most = min_value, max_value
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "numeric")
        self.widget.attrs.setdefault("autocomplete", "off")

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = value.strip()
        if value in self.empty_values:
            return None
        try:
            return numbers.read_whole(str(value))
        except numbers.NotANumber:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class DecimalField(_Number):
    """A number with decimals behind a comma, "1.234,5". A point only separates thousands: "12.5" is refused."""

    default_error_messages = {
        "invalid": _("Nhập một số, phần lẻ sau dấu phẩy, ví dụ 12,5 hoặc 1.234,5."),
        "decimals": _("Tối đa %(limit)s chữ số sau dấu phẩy."),
        "digits": _("Tối đa %(limit)s chữ số trước dấu phẩy."),
    }

    def __init__(
        self,
        *,
        max_digits: int = 18,
        decimal_places: int = 4,
        min_value: Decimal | int | None = None,
        max_value: Decimal | int | None = None,
        **kwargs: Any,
    ) -> None:
        self.least, self.most = min_value, max_value
        self.max_digits, self.decimal_places = max_digits, decimal_places
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "decimal")
        self.widget.attrs.setdefault("autocomplete", "off")

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            value = value.strip()
        if value in self.empty_values:
            return None
        if isinstance(value, int | float | Decimal):
            return Decimal(str(value))
        try:
            number = numbers.read_decimal(str(value))
        except numbers.NotANumber:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        self._check_digits(number)
        return number

    def _check_digits(self, number: Decimal) -> None:
        whole, _point, decimals = f"{abs(number).normalize():f}".partition(".")
        room = self.max_digits - self.decimal_places
        if len(decimals) > self.decimal_places:
            raise ValidationError(
                self.error_messages["decimals"], code="decimals", params={"limit": self.decimal_places}
            )
        if len(whole) > room:
            raise ValidationError(self.error_messages["digits"], code="digits", params={"limit": room})


class PeriodField(Readable, forms.ChoiceField):
    """One of the reporting periods around a day (give `choices`), or any period's code; cleans to a Period."""

    default_error_messages = {"invalid_choice": _("Chọn một kỳ trong danh sách.")}

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Period):
            return value
        if value in self.empty_values:
            return None
        try:
            return Period.parse(str(value))
        except BadPeriod:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)

    def prepare_value(self, value: Any) -> Any:
        return value.code if isinstance(value, Period) else value
