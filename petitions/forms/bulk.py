"""Forms that handle many petitions on one page: classified line by line, answered under one document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import ChoiceOf, ParagraphField, StaleGuard
from common.templatetags.qcdc import so
from common.text import is_unreadable, nfc
from organizations.models import Body
from petitions.models import CompetenceLevel, Petition, PetitionField

from .papers import PaperForm

LONGEST = 20_000


MARKED, ALL = "marked", "all"


class ConsolidateLine(StaleGuard, forms.Form):
    """One petition: field, level, wording. Nothing typed, nothing saved; half of it typed, the rest is asked for.

    A ``marked`` line is taken as it stands; ``gaps`` says what stands where it has no field or level.
    """

    field = ChoiceOf(label=_("Lĩnh vực"), queryset=PetitionField.objects.none())
    level = ChoiceOf(label=_("Cấp thẩm quyền"), queryset=CompetenceLevel.objects.none())
    wording = ParagraphField(label=_("Nội dung tổng hợp"), rows=2)

    def __init__(
        self, *args: Any, petition: Petition, lists: Lists, marked: bool = False,
        gaps: Mapping[str, Any] | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(
            *args, initial=values_of(petition), prefix=str(petition.pk), empty_permitted=not marked,
            use_required_attribute=False, **kwargs,
        )  # fmt: skip
        self.petition, self.marked = petition, marked
        self.gaps = {name: value for name, value in (gaps or {}).items() if value}
        for name, rows in (("field", lists.fields), ("level", lists.levels)):
            field = self.fields[name]
            assert isinstance(field, ChoiceOf)
            field.queryset = rows[0]
            field.choices = rows[1]
            field.required = name not in self.gaps

    @property
    def is_wanted(self) -> bool:
        """Whether the line shall be saved: it was marked, or something in it was changed."""
        return self.marked or self.has_changed()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        return values | {name: values.get(name) or value for name, value in self.gaps.items()}


class TogetherForm(forms.Form):
    """Many lines in one action. What a line has stays; the two choices stand where it has none."""

    scope = forms.ChoiceField(label=_("Áp dụng cho"), initial=MARKED, required=False)
    field = ChoiceOf(label=_("Lĩnh vực"), queryset=PetitionField.objects.none(), required=False)
    level = ChoiceOf(label=_("Cấp thẩm quyền"), queryset=CompetenceLevel.objects.none(), required=False)

    prefix = "together"
    use_required_attribute = False

    def __init__(self, *args: Any, lists: Lists, waiting: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = _now("mọi kiến nghị đang chờ, ở mọi trang ({number})").format(number=so(waiting))
        scope = self.fields["scope"]
        assert isinstance(scope, forms.ChoiceField)
        scope.choices = [(MARKED, _("các dòng đánh dấu ở trang này")), (ALL, everything)]
        for name, rows in (("field", lists.fields), ("level", lists.levels)):
            field = self.fields[name]
            assert isinstance(field, ChoiceOf)
            field.queryset = rows[0]
            field.choices = rows[1]

    @property
    def is_for_all(self) -> bool:
        """Whether more than the marked lines is meant."""
        return self.is_bound and self.is_valid() and self.cleaned_data["scope"] == ALL

    def gaps_of(self, *, marked: bool) -> dict[str, Any]:
        """What a line of the page takes where it has nothing."""
        if not (self.is_bound and self.is_valid() and (marked or self.is_for_all)):
            return {}
        return {name: self.cleaned_data[name] for name in ("field", "level")}


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
