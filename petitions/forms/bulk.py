"""Forms that handle many petitions on one page: classified line by line, answered under one document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import ChoiceOf, ParagraphField, StaleGuard
from common.text import is_unreadable, nfc
from organizations.models import Body
from petitions.models import CompetenceLevel, Petition, PetitionField

from .papers import PaperForm

LONGEST = 20_000


class ConsolidateLine(StaleGuard, forms.Form):
    """One petition: field, level, wording. Nothing typed, nothing saved; half of it typed, the rest is asked for."""

    field = ChoiceOf(label=_("Lĩnh vực"), queryset=PetitionField.objects.none())
    level = ChoiceOf(label=_("Cấp thẩm quyền"), queryset=CompetenceLevel.objects.none())
    wording = ParagraphField(label=_("Nội dung tổng hợp"), rows=2)

    def __init__(self, *args: Any, petition: Petition, lists: Lists, **kwargs: Any) -> None:
        super().__init__(
            *args, initial=values_of(petition), prefix=str(petition.pk), empty_permitted=True,
            use_required_attribute=False, **kwargs,
        )  # fmt: skip
        self.petition = petition
        for name, rows in (("field", lists.fields), ("level", lists.levels)):
            field = self.fields[name]
            assert isinstance(field, ChoiceOf)
            field.queryset = rows[0]
            field.choices = rows[1]


class Lists:
    """Fields in use and levels of today, asked for once for a page of lines."""

    def __init__(self) -> None:
        self.fields = self._of(PetitionField.objects.filter(in_use=True), _("– Lĩnh vực –"))
        self.levels = self._of(CompetenceLevel.objects.filter(valid__contains=clock.today()), _("– Cấp thẩm quyền –"))

    @staticmethod
    def _of(queryset: Any, blank: Any) -> tuple[Any, list[tuple[Any, Any]]]:
        return queryset, [("", blank), *((row.pk, str(row)) for row in queryset)]


def values_of(petition: Petition) -> dict[str, Any]:
    """What a line shows: the text as spoken is where the wording begins."""
    return {"field": petition.field_id, "level": petition.level_id, "wording": petition.wording or petition.text}


def stored_values(petition: Petition) -> dict[str, Any]:
    """The same of the row under its lock, as what the form's choices clean to."""
    return values_of(petition) | {"field": petition.field, "level": petition.level}


class AnswerManyForm(PaperForm):
    """One document, and the text of each petition that it answers; lines without text are not answered."""

    def __init__(self, *args: Any, user: User, issuer: Body, petitions: Sequence[Petition], **kwargs: Any) -> None:
        super().__init__(*args, user=user, issuer=issuer, subject=str(_("Trả lời kiến nghị của cử tri")), **kwargs)
        self.petitions = petitions
        self.wrong: dict[int, str] = {}

    def lines(self) -> list[tuple[Petition, str, str]]:
        """Each petition with what was typed, and what is wrong with it."""
        typed = {petition.pk: self.data.get(f"text-{petition.pk}", "") for petition in self.petitions}
        return [(petition, typed[petition.pk], self.wrong.get(petition.pk, "")) for petition in self.petitions]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self.texts: dict[Petition, str] = {}
        for petition in self.petitions:
            typed = str(self.data.get(f"text-{petition.pk}", ""))
            if is_unreadable(typed) or len(typed) > LONGEST:
                self.wrong[petition.pk] = _now("Nội dung có ký tự không đọc được hoặc dài quá 20.000 ký tự.")
            elif typed.strip():
                self.texts[petition] = nfc(typed.strip())
        if self.wrong:
            self.add_error(None, _now("Xem lại các dòng có ghi chú bên dưới."))
        elif not self.texts:
            self.add_error(None, _now("Ghi nội dung trả lời cho ít nhất một kiến nghị."))
        return values
