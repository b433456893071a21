"""Forms of outlines: from which one, its sections, from when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import ChoiceOf, DateField, LineField, PeriodField
from figures.models import Indicator
from organizations.models import Body

from .models import Outline, OutlineSection
from .services.outlining import MOST_SECTIONS, SectionFacts


class DraftForm(forms.Form):
    """Begin an outline of a body from one that holds."""

    source = ChoiceOf(Outline.objects.none(), label=_("Soạn từ đề cương"), empty_label=None)
    body = ChoiceOf(Body.objects.none(), label=_("Cơ quan giao"), empty_label=None)
    name = LineField(label=_("Tên đề cương"), max_length=200)
    period = PeriodField(label=_("Chỉ cho kỳ"), required=False, help_text=_("Để trống nếu dùng cho mọi kỳ"))

    def __init__(self, *args: Any, sources: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = sources  # type: ignore[attr-defined]
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]


class SectionForm(forms.Form):
    """One section; without a title it is left out."""

    number = LineField(label=_("Số mục"), required=False, max_length=6)
    title_vi = LineField(label=_("Tên mục"), required=False, max_length=200)
    content = forms.ChoiceField(label=_("Cổng điền"), required=False)
    guidance = LineField(label=_("Gợi ý viết"), required=False, max_length=400)
    figures = forms.MultipleChoiceField(
        label=_("Số liệu bắt buộc"), required=False, widget=forms.SelectMultiple(attrs={"size": 4})
    )

    def __init__(self, *args: Any, contents: Any, figures: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["content"].choices = contents  # type: ignore[attr-defined]
        self.fields["figures"].choices = figures  # type: ignore[attr-defined]

    @property
    def facts(self) -> SectionFacts | None:
        """The section; None for a line without a title."""
        typed = self.cleaned_data
        if not typed.get("title_vi"):
            return None
        names = ("number", "title_vi", "content", "guidance", "figures")
        return SectionFacts(**{name: typed[name] for name in names})


class SendForm(forms.Form):
    """From which day it holds."""

    since = DateField(label=_("Dùng cho báo cáo của kỳ kết thúc từ ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"since": clock.today()})
        super().__init__(*args, **kwargs)


def section_forms(data: Any, outline: Outline, sections: Iterable[OutlineSection]) -> BaseFormSet[SectionForm]:
    """A form for each section and two empty ones."""
    made = formset_factory(SectionForm, extra=2, max_num=MOST_SECTIONS, absolute_max=MOST_SECTIONS + 5)
    names = ("number", "title_vi", "content", "guidance", "figures")
    initial = [{name: getattr(section, name) for name in names} for section in sections]
    lists = {"contents": contents_of(outline), "figures": figures_offered()}
    return made(data, initial=initial, prefix="muc", form_kwargs=lists)


def contents_of(outline: Outline) -> list[tuple[str, Any]]:
    """What the portal can put into a section of the kind, called as in its standard outlines."""
    known = OutlineSection.objects.filter(outline__kind__code=outline.kind_id).exclude(content="")
    named = dict(known.order_by("-order", "-pk").values_list("content", "title_vi"))
    return [("", _("Không điền, người soạn viết")), *sorted(named.items(), key=lambda one: one[1])]


def figures_offered() -> list[tuple[str, str]]:
    """Figures that the portal counts, which an outline may require."""
    counted = Indicator.objects.in_use(clock.today()).exclude(counted="").for_list()
    return [(f"counted:{one.counted}", one.name) for one in counted]
