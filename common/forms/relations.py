"""Choices from the database that answer every wrong key with a sentence."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common import text

if TYPE_CHECKING:  # the classes cannot be subscripted at run time
    _OneOf = forms.ModelChoiceField[Any]
    _SomeOf = forms.ModelMultipleChoiceField[Any]
else:
    _OneOf, _SomeOf = forms.ModelChoiceField, forms.ModelMultipleChoiceField

INVALID = _("Lựa chọn này không có hoặc không còn dùng được. Chọn lại trong danh sách.")


def _is_unreadable(value: Any) -> bool:
    return isinstance(value, str) and text.is_unreadable(value)


class ChoiceOf(_OneOf):
    """One row of a queryset. A key that is no number, too large or unreadable is an invalid choice, never an error."""

    default_error_messages = {"required": _("Chưa chọn ô này."), "invalid_choice": INVALID}

    def to_python(self, value: Any) -> Any:
        if _is_unreadable(value):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)

    def bound_data(self, data: Any, initial: Any) -> Any:
        data = super().bound_data(data, initial)
        return text.show_unreadable(data) if isinstance(data, str) else data


class ChoicesOf(_SomeOf):
    """Several rows of a queryset; wrong keys as in ChoiceOf."""

    default_error_messages = {
        "required": _("Chưa chọn mục nào."),
        "invalid_choice": INVALID,
        "invalid_pk_value": INVALID,
        "invalid_list": INVALID,
    }

    def clean(self, value: Any) -> Any:
        if isinstance(value, list | tuple) and any(_is_unreadable(key) for key in value):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)

    def bound_data(self, data: Any, initial: Any) -> Any:
        data = super().bound_data(data, initial)
        if not isinstance(data, list | tuple):
            return data
        return [text.show_unreadable(key) if isinstance(key, str) else key for key in data]
