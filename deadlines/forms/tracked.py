"""Following a limit by hand: a new one, its correction, and the filters of the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock as wall
from common.forms import ChoiceOf, DateField, LineField, ParagraphField, StaleGuard
from deadlines import following
from deadlines.enums import ENDED
from deadlines.models import TrackedLimit
from deadlines.models.clocks import ClockQuerySet
from documents.forms import PaperField
from organizations.models import Body

from .calculator import rule_choices

SHOW_ENDED, SHOW_OVERDUE = "da-ket-thuc", "qua-han"
_TITLE, _NOTE = 300, 5_000


class TrackForm(forms.Form):
    """What must be done, by whom, by which rule, since which day."""

    title = LineField(label=_("Việc phải làm"), max_length=_TITLE)
    body = ChoiceOf(label=_("Cơ quan phải làm"), queryset=Body.objects.none(), empty_label=None)
    rule = LineField(label=_("Quy định"), max_length=60, widget=forms.Select)
    start = DateField(
        label=_("Ngày của sự kiện"),
        initial=wall.today,
        help_text=_("Ngày mà từ đó tính thời hạn; với hạn trước sự kiện là chính ngày diễn ra sự kiện."),
    )
    paper = PaperField(label=_("Văn bản liên quan"))
    note = ParagraphField(label=_("Ghi chú"), required=False, max_length=_NOTE, rows=2)

    def __init__(self, *args: Any, bodies: list[Body], user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body, paper = self.fields["body"], self.fields["paper"]
        if isinstance(body, ChoiceOf):
            body.queryset = Body.objects.filter(pk__in=[body.pk for body in bodies]).select_related("unit")
            several = [("", _now("– Chọn cơ quan –"))] if len(bodies) > 1 else []
            body.choices = [*several, *((body.pk, body.label) for body in bodies)]
        if isinstance(paper, PaperField):
            paper.offer(user, bodies[0].unit_id)
        named = str(self["rule"].value() or "")
        self.fields["rule"].widget.choices = rule_choices(named, but_about=following.KEPT_APART)


class TrackedForm(StaleGuard, forms.Form):
    """Correct the words; two people who do so at once see each other's."""

    title = LineField(label=_("Việc phải làm"), max_length=_TITLE)
    note = ParagraphField(label=_("Ghi chú"), required=False, max_length=_NOTE)

    def __init__(self, *args: Any, limit: TrackedLimit, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of(limit), **kwargs)


def values_of(limit: TrackedLimit) -> dict[str, Any]:
    """A tracked limit as its form shows it."""
    return {"title": limit.title, "note": limit.note}


class TrackedFilterForm(forms.Form):
    """What the list shows; it opens with what still runs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"] = LineField(label=_("Có chữ"), required=False)
        states = [("", _("Chưa kết thúc")), (SHOW_OVERDUE, _("Quá hạn")), (SHOW_ENDED, _("Đã kết thúc"))]
        self.fields["trang-thai"] = forms.ChoiceField(label=_("Trạng thái"), choices=states, required=False)

    def apply(self, clocks: ClockQuerySet) -> ClockQuerySet:
        """The clocks that pass; a field with a mistake narrows nothing."""
        self.full_clean()
        values = self.cleaned_data if self.is_bound else {}
        if values.get("q"):
            clocks = clocks.filter(title__unaccent__icontains=values["q"])
        state = values.get("trang-thai")
        if state == SHOW_OVERDUE:
            return clocks.overdue(wall.today())
        return clocks.filter(state__in=ENDED) if state == SHOW_ENDED else clocks.live()

    @property
    def has_filters(self) -> bool:
        """Whether anything narrows the list, so that an empty one can say why."""
        return any(self.cleaned_data.values()) if self.is_bound and self.is_valid() else False
