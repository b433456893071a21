"""Two people, one record: untouched fields merge, touched ones are shown side by side, nothing is lost.

The page carries a digest: for each field it edits, a short hash of the value as it was shown. When the form comes
back, the view locks the row and asks, field by field:

    stored value still the one shown       → take what was typed
    typed value the one shown (untouched)  → keep what is stored
    both changed, to the same value        → nothing to decide
    both changed                           → a conflict

With any conflict StaleForm is raised before anything is written. The form then shows both values and carries a fresh
digest, so that sending it again is a decision made with open eyes.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Model, QuerySet
from django.db.models.manager import BaseManager
from django.forms.models import BaseModelForm, construct_instance
from django.http import QueryDict
from django.utils.translation import gettext as _

from common import numbers
from common.clock import ZONE
from common.errors import Conflict, StaleForm

from .saving import attempt

if TYPE_CHECKING:
    _FormBase = forms.BaseForm
else:
    _FormBase = object

DIGEST = "digest"


class _DigestField(forms.CharField):
    """Carried, never edited: it makes no form "changed" and stays out of cleaned_data."""

    def __init__(self, initial: Callable[[], str]) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, initial=initial)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class StaleGuard(_FormBase):
    """Mixin, before Form or ModelForm. Give the form its `instance` or `initial`; merge_under_lock() under the lock.

    A form that comes back without a digest is taken as never shown: whatever differs from the stored row is a conflict.
    """

    conflicts: list[Conflict] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[DIGEST] = _DigestField(self._digest_of_initial)

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound:
            self.cleaned_data.pop(DIGEST, None)

    @property
    def guarded(self) -> list[str]:
        """The fields compared: all that can be edited, except files."""
        return [
            name
            for name, field in self.fields.items()
            if name != DIGEST and not field.disabled and not isinstance(field, forms.FileField)
        ]

    def values_of(self, locked: Model | Mapping[str, Any]) -> dict[str, Any]:
        """The stored values under the form's names, of the kinds that cleaned_data holds.

        A ModelForm's fields that are no fields of the row are left out. Override it in a plain form whose names are
        not those of the row.
        """
        if isinstance(locked, Mapping):
            return {name: locked.get(name) for name in self.guarded}
        names = [name for name in self.guarded if hasattr(locked, name) or not isinstance(self, BaseModelForm)]
        values = {name: getattr(locked, name) for name in names}
        return {name: list(value.all()) if isinstance(value, BaseManager) else value for name, value in values.items()}

    def merge_under_lock(self, locked: Model | Mapping[str, Any]) -> dict[str, Any]:
        """cleaned_data with untouched fields as stored; raises StaleForm where both sides changed a field.

        Call it on a valid form, inside the transaction, with the row that select_for_update gave (or, for a plain
        form, a mapping like its initial). A ModelForm's instance becomes the locked row with the merged values.
        """
        stored = self.values_of(locked)
        shown = self._shown_hashes()
        conflicts = []
        for name, value in stored.items():
            now = self._hash(name, value)
            if now in {shown.get(name), self._hash(name, self.cleaned_data.get(name))}:
                continue
            if self._is_untouched(name, shown.get(name)):
                self.cleaned_data[name] = value
            else:
                conflicts.append(self._conflict(name, value))
        if conflicts:
            self._show_again(stored, conflicts)
            raise StaleForm(conflicts)
        if isinstance(self, BaseModelForm) and isinstance(locked, Model):
            self.instance = construct_instance(self, locked, self._meta.fields, self._meta.exclude)
        merged: dict[str, Any] = self.cleaned_data
        return merged

    # -- the digest

    def _digest_of_initial(self) -> str:
        return self._digest({name: self.get_initial_for_field(self.fields[name], name) for name in self.guarded})

    def _digest(self, values: Mapping[str, Any]) -> str:
        return json.dumps({name: self._hash(name, value) for name, value in values.items()}, separators=(",", ":"))

    def _shown_hashes(self) -> dict[str, str]:
        try:
            hashes = json.loads(self[DIGEST].data or "{}")
        except (ValueError, RecursionError):
            return {}
        if not isinstance(hashes, dict):
            return {}
        return {name: shown for name, shown in hashes.items() if isinstance(shown, str)}

    def _hash(self, name: str, value: Any) -> str:
        return _short_hash(self._as_shown(name, value))

    def _is_untouched(self, name: str, shown: str | None) -> bool:
        typed = self[name].data
        return shown in {self._hash(name, self.cleaned_data.get(name)), self._hash(name, typed)}

    def _as_shown(self, name: str, value: Any) -> Any:
        """The value as the control shows it: what the person saw is what is compared."""
        field = self.fields[name]
        value = field.prepare_value(value)
        if isinstance(field.widget, forms.CheckboxInput):
            return "on" if value else None
        if isinstance(field.widget, forms.MultiWidget):
            parts = value if isinstance(value, list) else field.widget.decompress(value) or []
            return [widget.format_value(part) for widget, part in zip(field.widget.widgets, parts, strict=False)]
        return field.widget.format_value(value)

    # -- showing both sides

    def _conflict(self, name: str, stored: Any) -> Conflict:
        return Conflict(
            name=name,
            label=str(self[name].label),
            theirs=self._in_words(name, stored),
            mine=self._in_words(name, self.cleaned_data.get(name)),
        )

    def _in_words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            return ", ".join(field.label_from_instance(row) for row in _several(value)) or _("(trống)")
        if isinstance(field, forms.ChoiceField):
            labels = {str(key): str(label) for key, label in _flat(field.choices)}
            return ", ".join(labels.get(str(key), str(key)) for key in _several(value)) or _("(trống)")
        return _words(value)

    def _show_again(self, stored: dict[str, Any], conflicts: list[Conflict]) -> None:
        """Show the stored value where this person changed nothing, and say in the digest what is shown now."""
        self.conflicts = conflicts
        data = _query(self.data)
        for name, value in stored.items():
            if self.cleaned_data.get(name) is value:
                _put(data, self[name], self._as_shown(name, value))
        data[self.add_prefix(DIGEST)] = self._digest(stored)
        self.data = data


def save_guarded[M](
    form: Any, lock: Callable[[], Model | Mapping[str, Any]], save: Callable[[dict[str, Any]], M]
) -> M | None:
    """Lock, merge, save in one transaction. None when nothing was saved: the form then says why.

    `form` is a valid form with StaleGuard; `lock` gives the row under its lock; `save` calls the service with the
    merged values, which the service checks again: the form has only seen this person's. A StaleForm leaves the two
    sides in form.conflicts; refusals as in attempt().

        saved = save_guarded(form, lock=lambda: Task.objects.select_for_update().get(pk=pk),
                             save=lambda values: services.change(task=task, by=request.user, **values))
    """

    def merge_and_save() -> M:
        form.merge_under_lock(lock())
        return save(dict(form.cleaned_data))

    try:
        return attempt(form, merge_and_save)
    except StaleForm:
        return None


def _short_hash(shown: Any) -> str:
    """12 hex digits of what a control shows; line ends and the order of several choices do not count."""
    if isinstance(shown, list | tuple | set):
        text = "\x1f".join(sorted(str(part) for part in shown if part is not None))
    else:
        text = "" if shown in (None, False) else str(shown)
    return hashlib.sha256(text.replace("\r\n", "\n").encode("utf-8", "replace")).hexdigest()[:12]


def _words(value: Any) -> str:
    match value:
        case None | "":
            return _("(trống)")
        case bool():
            return _("có") if value else _("không")
        case datetime():
            return f"{value.astimezone(ZONE):%H:%M %d/%m/%Y}"
        case date():
            return f"{value:%d/%m/%Y}"
        case time():
            return f"{value:%H:%M}"
        case int() | float() | Decimal():
            return numbers.show(value)
        case str():
            return value
        case _:
            return str(value)


def _several(value: Any) -> list[Any]:
    """One choice or several as a list; no choice is an empty one."""
    if value in (None, ""):
        return []
    return list(value) if isinstance(value, list | tuple | QuerySet) else [value]


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    """Choices without their groups."""
    return [pair for key, label in choices for pair in (label if isinstance(label, list | tuple) else [(key, label)])]


def _query(data: Any) -> QueryDict:
    """A copy that can be written to."""
    if isinstance(data, QueryDict):
        return data.copy()
    query = QueryDict(mutable=True)
    for key, value in data.items():
        query.setlist(key, list(value) if isinstance(value, list | tuple) else [value])
    return query


def _put(data: QueryDict, bound: forms.BoundField, shown: Any) -> None:
    if isinstance(bound.field.widget, forms.MultiWidget):
        names = [f"{bound.html_name}_{index}" for index in range(len(bound.field.widget.widgets))]
        for name, part in zip(names, shown, strict=False):
            data[name] = part or ""
    elif isinstance(shown, list | tuple):
        data.setlist(bound.html_name, [str(part) for part in shown])
    elif shown in (None, False):
        data.pop(bound.html_name, None)
    else:
        data[bound.html_name] = str(shown)
