"""Forms of referrals: a new draft, its words, its lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import ChoiceOf, DateField, LineField, ParagraphField, StaleGuard
from common.templatetags.qcdc import so
from conferences.models import CouncilSession
from organizations.models import Body
from petitions.forms.bodies import HolderField
from petitions.models import Petition, PetitionField, Referral

MOST_SESSIONS = 30
CHECKED, UNDECIDED = "checked", "undecided"
OF_FIELD = "field-"  # before the code of a field: all candidates of that field


class _Words(forms.Form):
    title = LineField(label=_("Trích yếu"), max_length=300)
    note = ParagraphField(label=_("Yêu cầu"), required=False, max_length=5000, rows=2)
    due_on = DateField(
        label=_("Đề nghị trả lời trước ngày"),
        required=False,
        help_text=_("Để trống thì theo quy định riêng của đơn vị, nếu có."),
    )


class NewReferralForm(_Words):
    """A draft of a council; with a session, of its consolidated petitions."""

    sender = ChoiceOf(label=_("Hội đồng nhân dân chuyển"), queryset=Body.objects.none(), empty_label=None)
    session = ChoiceOf(
        label=_("Kỳ họp"),
        queryset=CouncilSession.objects.none(),
        required=False,
        empty_label=_("Không theo kỳ họp: mọi kiến nghị đã tổng hợp, chưa chuyển"),
    )

    field_order = ["sender", "session", "title", "due_on", "note"]

    def __init__(self, *args: Any, councils: Sequence[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sender, session = self.fields["sender"], self.fields["session"]
        sessions = CouncilSession.objects.standing().filter(council__in=councils).select_related("term", "council")
        rows = sessions.order_by("-starts_on", "-pk")
        assert isinstance(sender, ChoiceOf)
        assert isinstance(session, ChoiceOf)
        sender.queryset = Body.objects.filter(pk__in=[body.pk for body in councils]).select_related("unit__kind")
        sender.choices = [(body.pk, body.label) for body in councils]
        session.queryset = rows
        several = len(councils) > 1
        shown = [(row.pk, f"{row.label}, {row.council.name}" if several else row.label) for row in rows[:MOST_SESSIONS]]
        session.choices = [("", session.empty_label), *shown]


class EditReferralForm(StaleGuard, _Words):
    """The words of a draft; two officers who correct it at once see both."""

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of(referral), **kwargs)


def values_of(referral: Referral) -> dict[str, Any]:
    """What the form of a draft shows."""
    return {"title": referral.title, "note": referral.note, "due_on": referral.due_on}


class LinesForm(forms.Form):
    """Where each petition of a page goes, and one body for many of them.

    Of a line only what this person changed is taken: ``was-KEY`` says what the page showed.
    """

    SCOPES = ((CHECKED, _("các dòng đánh dấu ở trang này")), (UNDECIDED, _("mọi kiến nghị chưa có nơi nhận")))

    scope = forms.ChoiceField(label=_("Áp dụng cho"), choices=SCOPES, initial=CHECKED, required=False)
    together = ChoiceOf(
        label=_("Đặt nơi nhận"), queryset=Body.objects.none(), required=False, empty_label=_("– Chọn trong danh sách –")
    )
    other = HolderField(label=_("hoặc gõ tên cơ quan khác"), required=False)

    def __init__(
        self, *args: Any, petitions: Sequence[Petition], goes: dict[int, int], offered: Sequence[Body], sender: Body,
        fields: Mapping[PetitionField, int], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        of_field = _("mọi kiến nghị lĩnh vực {field} ({number})")
        scope = self.fields["scope"]
        assert isinstance(scope, forms.ChoiceField)
        scope.choices = [
            *self.SCOPES,
            *((f"{OF_FIELD}{row.code}", of_field.format(field=row, number=so(count))) for row, count in fields.items()),
        ]
        self.petitions, self.goes = petitions, goes
        self.bodies = {body.pk: body for body in offered}
        choices = [(body.pk, body.name) for body in offered]
        together, other = self.fields["together"], self.fields["other"]
        assert isinstance(together, ChoiceOf)
        assert isinstance(other, HolderField)
        together.queryset = Body.objects.filter(pk__in=self.bodies)
        together.choices = [("", together.empty_label), *choices]
        other.within(sender.unit, clock.today())

    def lines(self) -> Iterable[tuple[Petition, str, str, bool]]:
        """Each petition with what is chosen, what the page showed, and whether it is marked."""
        marked = self._marks()
        for petition in self.petitions:
            was = str(self.goes.get(petition.pk, ""))
            chosen = self.data.get(f"to-{petition.pk}", was) if self.is_bound else was
            yield petition, chosen, was, str(petition.pk) in marked

    def changes(self) -> dict[Petition, Body | None]:
        """What this person chose otherwise than the page showed; a choice that is not offered is an error."""
        found: dict[Petition, Body | None] = {}
        for petition in self.petitions:
            typed = self.data.get(f"to-{petition.pk}")
            if typed is None or typed == self.data.get(f"was-{petition.pk}", ""):
                continue
            body = self.bodies.get(int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None
            if typed and body is None:
                self.add_error(None, f"{petition.code}: {_now('chọn lại cơ quan nhận trong danh sách.')}")
                continue
            found[petition] = body
        return found

    def marked(self) -> list[Petition]:
        """The lines with a mark."""
        return [petition for petition in self.petitions if str(petition.pk) in self._marks()]

    def _marks(self) -> set[str]:
        return set(self.data.getlist("line")) if isinstance(self.data, QueryDict) else set()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "set" in self.data and not self.errors and not (values.get("together") or values.get("other")):
            self.add_error("together", _now("Chọn cơ quan nhận trong danh sách hoặc gõ tên."))
        return values

    @property
    def scope_field(self) -> str:
        """The code of the field of which all are meant."""
        chosen: str = self.cleaned_data["scope"]
        return chosen.removeprefix(OF_FIELD) if chosen.startswith(OF_FIELD) else ""

    @property
    def body(self) -> Body:
        """The body that was chosen for many lines."""
        found: Body = self.cleaned_data["other"] or self.cleaned_data["together"]
        return found


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = LineField(label=_("Lý do"), max_length=500)
