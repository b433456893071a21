"""What several forms of this room need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import ChoiceOf, CountField, DateField, LineField, PeriodField
from common.forms.fields import Readable
from common.periods import FIRST_YEAR, LAST_YEAR
from organizations.models import Body
from steering.models import Task

CHOOSE = _("– chọn –")


class YearField(CountField):
    """A year of the calendar, without a point between its digits."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=FIRST_YEAR, max_value=LAST_YEAR, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, int) else value


class LinesField(Readable, forms.CharField):
    """Several lines of text; cleans to a list."""

    def __init__(self, *, most: int = 30, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3, "cols": False}), max_length=6000, **kwargs)
        self.most = most

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return list(value)
        text = super().to_python(value)
        found = [line.strip() for line in (text or "").splitlines() if line.strip()]
        if len(found) > self.most:
            raise ValidationError(_("Tối đa %(most)s dòng.") % {"most": self.most}, code="too_many")
        return found

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value


class TaskField(LineField):
    """A task by its code, among those that the person sees; call ``seen_by`` when the form is made."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, **kwargs)
        self.user: User | None = None

    def seen_by(self, user: User) -> None:
        self.user = user

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Task) or value is None:
            return value
        code = super().to_python(value)
        if not code:
            return None
        found = Task.objects.visible_to(self.user).filter(code__iexact=code).first() if self.user else None
        if found is None:
            raise ValidationError(_("Không có nhiệm vụ mang mã này."), code="unknown")
        return found

    def run_validators(self, value: Any) -> None:
        """The code was measured before it became a task."""

    def prepare_value(self, value: Any) -> Any:
        return value.code if isinstance(value, Task) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(self.prepare_value(data) or "")


def offer_bodies(field: forms.Field, bodies: Iterable[Body]) -> None:
    """Offer these bodies; a single one is chosen already."""
    listed = list(bodies)
    if isinstance(field, ChoiceOf):
        field.queryset = Body.objects.filter(pk__in=[body.pk for body in listed]).select_related("unit__kind", "kind")
        field.choices = [(body.pk, body.label) for body in listed]
        field.initial = listed[0].pk if listed else None


class OnForm(forms.Form):
    """A day, today unless said otherwise."""

    on = DateField(label=_("Ngày"), initial=clock.today)


class ReasonForm(forms.Form):
    """Why."""

    reason = LineField(label=_("Lý do"), max_length=300)


class PaperForm(forms.Form):
    """Number and day of a paper."""

    number = LineField(label=_("Số, ký hiệu văn bản"), max_length=120)
    on = DateField(label=_("Ngày"), initial=clock.today)


class ListFilterForm(forms.Form):
    """Words and hidden fields that links of figures carry."""

    q = LineField(label=_("Có chữ"), required=False, max_length=200)

    def hide(self, *names: str) -> None:
        for name in names:
            self.fields[name] = LineField(required=False, max_length=80, widget=forms.HiddenInput)

    def hide_period(self) -> None:
        self.fields["ky"] = PeriodField(required=False, widget=forms.HiddenInput)

    def hide_paper(self) -> None:
        self.fields["van-ban"] = CountField(required=False, min_value=1, widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """What could be read."""
        self.full_clean()
        return self.cleaned_data
