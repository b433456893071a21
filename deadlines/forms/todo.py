"""The filters of "Việc cần làm"; they stand in the address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.forms import LineField
from common.names import in_page_language
from deadlines import duties, queries
from deadlines.enums import Due
from deadlines.queries import Share


class TodoFilterForm(forms.Form):
    """What the list shows. It offers only kinds and duties that wait for the person; a mistake narrows nothing."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"] = LineField(label=_("Có chữ"), required=False, max_length=200)
        self.words = self._words()
        self.shares = queries.shares(user, self.words)
        self.fields["han"] = _choice(_("Hạn"), [("", _("Mọi hạn")), *Due.choices])
        self.fields["loai"] = _choice(_("Loại"), [("", _("Mọi loại")), *_kinds(self.shares)])
        self.fields["viec"] = _choice(_("Việc phải làm"), [("", _("Mọi việc")), *_duties(self.shares)])
        self.full_clean()

    def _words(self) -> str:
        try:
            return str(self.fields["q"].clean(self.data.get("q", "")) or "")
        except ValidationError:
            return ""

    def chosen(self, name: str) -> str:
        """The value of a filter; empty when it narrows nothing."""
        return str(self.cleaned_data.get(name) or "")

    @property
    def is_narrow(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.words or any(self.chosen(name) for name in ("han", "loai", "viec")))

    @property
    def total(self) -> int:
        """Everything that waits for the person, whatever the filters."""
        return sum(share.count for share in self.shares)

    def counts(self) -> dict[Due, int]:
        """How many pass all filters but that of the parts, by part."""
        kind, duty = self.chosen("loai"), self.chosen("viec")
        counts = dict.fromkeys(Due, 0)
        for share in self.shares:
            if kind in ("", share.kind) and duty in ("", share.duty):
                counts[share.due] += share.matched
        return counts


def _kinds(shares: Iterable[Share]) -> list[tuple[str, str]]:
    named = {share.kind: in_page_language(share) for share in shares}
    return list(named.items())


def _duties(shares: Iterable[Share]) -> list[tuple[str, str]]:
    codes = dict.fromkeys(share.duty for share in shares)
    return [(code, str(duties.get(code).label)) for code in codes]


def _choice(label: Any, choices: list[Any]) -> forms.ChoiceField:
    """A filter; hidden where it has nothing to choose between."""
    widget = forms.Select if len(choices) > 2 else forms.HiddenInput
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=widget)
