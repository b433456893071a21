"""What the forms of all steps share: a line of a list that may be blank, and refusals beside the right field."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.errors import Refused
from common.forms import ChoiceOf, LineField, StaleGuard, apply_refusal, save_guarded
from conferences import bodies
from conferences.models import Conference
from conferences.services.shared import locked
from organizations.models import Body

NO_BODY = _("– chọn cơ quan –")


def hint(field: forms.Field, words: str) -> None:
    """Words inside an empty field: an example, or what the portal takes when it stays empty."""
    field.widget.attrs["placeholder"] = words


class StepForm(forms.Form):
    """A form of one step. ``aliases``: fields that the services name otherwise."""

    aliases: ClassVar[dict[str, str]] = {}

    def refuse(self, refused: Refused) -> None:
        """Put a service's refusal beside its field."""
        apply_refusal(self, self._renamed(refused))

    @contextmanager
    def refusals_beside_fields(self) -> Iterator[None]:
        """Let a refusal pass on under the name that the field has here."""
        try:
            yield
        except Refused as refused:
            raise self._renamed(refused) from None

    def _renamed(self, refused: Refused) -> Refused:
        return Refused(refused.message, self.aliases.get(refused.field or "", refused.field))


class LineForm(StepForm):
    """One line of a step's list: the empty one that adds, or (with ``row``) one that corrects.

    Subclasses say which fields a line begins with, what a row looks like in the form, and which verbs write it.
    """

    begins_with: ClassVar[tuple[str, ...]]  # a line with none of these is blank, whatever the other fields hold

    def __init__(self, *args: Any, conference: Conference, row: Any = None, **kwargs: Any) -> None:
        self.conference, self.row = conference, row
        if row is not None:
            kwargs["initial"] = self.values_of_row(row)
        super().__init__(*args, **kwargs)
        self.prepare()
        for name in self.begins_with:
            if name in self.fields:
                self.fields[name].widget.attrs["data-line-start"] = ""
        if not self.is_bound:
            self.fields[self.begins_with[0]].widget.attrs["autofocus"] = True

    @classmethod
    def values_of_row(cls, row: Any) -> dict[str, Any]:
        """The row under the names of the form."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Fill choices; called once the fields exist."""

    def add(self, values: dict[str, Any], by: User) -> Model:
        raise NotImplementedError

    def edit(self, values: dict[str, Any], by: User) -> Model:
        raise NotImplementedError

    @property
    def is_blank(self) -> bool:
        """Whether nothing of a new line was typed."""
        return self.row is None and not any((self.data.get(name) or "").strip() for name in self.begins_with)

    def save(self, by: User) -> Model | None:
        """Write the line; None when it was refused or has changed meanwhile, and the form says why."""
        if self.row is not None:
            return save_guarded(self, self._locked_values, lambda values: self._write(self.edit, values, by))
        try:
            return self._write(self.add, self.cleaned_data, by)
        except Refused as refused:
            self.refuse(refused)
            return None

    @transaction.atomic
    def _write(self, verb: Callable[[dict[str, Any], User], Model], values: dict[str, Any], by: User) -> Model:
        with self.refusals_beside_fields():
            return verb(values, by)

    def _locked_values(self) -> dict[str, Any]:
        locked(self.conference)
        return self.values_of_row(self.rows().get(pk=self.row.pk))

    def rows(self) -> QuerySet[Any]:
        """The list that the row belongs to."""
        raise NotImplementedError


@cache
def guarded(form: type[LineForm]) -> type[LineForm]:
    """The same form for a row that exists: it also compares what was shown with what is stored."""
    return type(f"Guarded{form.__name__}", (StaleGuard, form), {})


class BodyChoice(ChoiceOf):
    """A body of the host's unit or below it, by keyboard: own bodies first, the first letters jump."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(queryset=Body.objects.none(), empty_label=NO_BODY, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)

    def take(self, offer: bodies.Offer) -> None:
        """Validate against every body within reach, show the offered ones; one list for several fields."""
        self.queryset = offer.reachable
        self.choices = offer.options(str(self.empty_label))


class TypedBody(LineField):
    """The name of a body that the list is too long to hold."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Cơ quan khác"),
            required=False,
            help_text=_("Danh sách chỉ có một phần; gõ tên cơ quan không có trong danh sách."),
        )


def body_from(offer: bodies.Offer, chosen: Body | None, typed: str) -> Body | None:
    """The chosen body, or the one that was typed. Raises ValidationError when the words name none or several."""
    if chosen or not typed:
        return chosen
    found = bodies.find(offer.reachable, typed)
    if len(found) == 1:
        return found[0]
    if not found:
        raise forms.ValidationError(_("Không tìm thấy cơ quan nào có tên như vậy."))
    names = "; ".join(body.name for body in found[:5])
    raise forms.ValidationError(_("Có nhiều cơ quan: %(names)s. Gõ đủ tên.") % {"names": names})
