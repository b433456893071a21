"""Forms of regulations: adopting, correcting, reviewing, ending, their types, and the filter of the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import ChoiceOf, CountField, DateField, LineField, ParagraphField, PeriodField, StaleGuard
from documents.forms import PaperField
from organizations.models import Body, Unit
from steering import citing
from steering.enums_directing import Force
from steering.filters_regulations import TO_REVIEW, RegulationFilter
from steering.forms.citing import CitedField, PaperList
from steering.models import Regulation, RegulationType
from steering.services.regulations import RegulationFacts

CHOOSE = _("– chọn –")
_FACTS = ("type", "title", "symbol", "issued_on", "since", "review_on", "papers", "note", "document")


class _RegulationFields(forms.Form):
    """What the decision states."""

    type = ChoiceOf(label=_("Loại quy chế"), queryset=RegulationType.objects.none(), empty_label=CHOOSE)
    title = LineField(label=_("Tên quy chế"), max_length=300)
    symbol = LineField(label=_("Số quyết định ban hành"), max_length=120, help_text=_("Ví dụ: 25/QĐ-UBND."))
    issued_on = DateField(label=_("Ngày ban hành"))
    since = DateField(label=_("Có hiệu lực từ"), required=False, help_text=_("Để trống nếu từ ngày ban hành."))
    review_on = DateField(
        label=_("Hạn rà soát"),
        required=False,
        help_text=_("Để trống nếu không đặt; có hạn thì Cổng nhắc trước 30 ngày."),
    )
    papers = CitedField()
    note = ParagraphField(label=_("Ghi chú"), required=False, max_length=5000, rows=2)
    document = PaperField(label=_("Văn bản đã có trong Cổng"))

    def offer(self, user: User, unit: Unit, keep: Regulation | None = None) -> None:
        """Types known in the unit; those that are not used any more only where the regulation has one."""
        kinds, papers, document = self.fields["type"], self.fields["papers"], self.fields["document"]
        if isinstance(kinds, ChoiceOf):
            kinds.queryset = RegulationType.objects.known_in(unit)
        if isinstance(papers, CitedField):
            papers.within(unit)
        if isinstance(document, PaperField):
            document.offer(user, unit.pk, keep=keep.document if keep else None)

    def facts(self) -> RegulationFacts:
        """What was typed, as the service takes it."""
        return RegulationFacts(**{name: self.cleaned_data[name] for name in _FACTS})


class RegulationForm(_RegulationFields):
    """A regulation that a body adopted; ``replaces``: the one before, whose body and type are taken over."""

    body = ChoiceOf(label=_("Cơ quan ban hành"), queryset=Body.objects.none(), empty_label=CHOOSE)
    field_order = ["body"]

    def __init__(
        self, *args: Any, user: User, unit: Unit, bodies: list[Body], replaces: Regulation | None = None, **kwargs: Any
    ) -> None:
        if replaces is not None:
            kwargs["initial"] = {"body": replaces.body_id, "type": replaces.type_id, "title": replaces.title}
        super().__init__(*args, **kwargs)
        self.offer(user, unit)
        field = self.fields["body"]
        if isinstance(field, ChoiceOf):
            field.queryset = Body.objects.filter(pk__in=[body.pk for body in bodies]).select_related("unit")
            blank = [("", CHOOSE)] if len(bodies) != 1 else []
            field.choices = [*blank, *((body.pk, body.label) for body in bodies)]


class RegulationEditForm(StaleGuard, _RegulationFields):
    """Correct what was recorded."""

    def __init__(self, *args: Any, user: User, regulation: Regulation, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of(regulation), **kwargs)
        self.offer(user, regulation.body.unit, regulation)


def values_of(regulation: Regulation) -> dict[str, Any]:
    """A regulation as its form shows it."""
    names = ("type", "title", "symbol", "issued_on", "review_on", "note", "document")
    papers = PaperList(citing.papers_of(regulation))
    return {name: getattr(regulation, name) for name in names} | {"since": regulation.valid.lower, "papers": papers}


class ReviewForm(forms.Form):
    """That it was looked at again, with what result, and when next."""

    on = DateField(label=_("Ngày rà soát"), initial=clock.today)
    result = LineField(label=_("Kết quả rà soát"), max_length=500, help_text=_("Ví dụ: còn phù hợp, giữ nguyên."))
    next_on = DateField(label=_("Hạn rà soát lần sau"), required=False)


class EndForm(forms.Form):
    """That it is in force no longer, without another in its place."""

    on = DateField(label=_("Hết hiệu lực từ ngày"))
    reason = LineField(label=_("Lý do"), max_length=500)


def _in(language: str) -> forms.TextInput:
    """What is typed is of that language whatever the page's (WCAG 3.1.2)."""
    return forms.TextInput(attrs={"lang": language})


class TypeForm(forms.Form):
    """A new type; whoever runs the portal may add it for everybody."""

    name_vi = LineField(label=_("Tên loại quy chế"), widget=_in("vi"))
    name_en = LineField(label=_("Tên tiếng Anh"), required=False, widget=_in("en"))
    since = DateField(label=_("Dùng từ ngày"), required=False, help_text=_("Để trống nếu không giới hạn."))
    everywhere = forms.BooleanField(label=_("Dùng chung cho mọi đơn vị"), required=False)

    def __init__(self, *args: Any, runs_portal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not runs_portal:
            del self.fields["everywhere"]


class TypeEditForm(StaleGuard, forms.Form):
    """Another name, or the last day of its use."""

    name_vi = LineField(label=_("Tên loại quy chế"), widget=_in("vi"))
    name_en = LineField(label=_("Tên tiếng Anh"), required=False, widget=_in("en"))
    until = DateField(label=_("Ngày cuối cùng còn dùng"), required=False, help_text=_("Để trống nếu vẫn dùng."))

    def __init__(self, *args: Any, kind: RegulationType, **kwargs: Any) -> None:
        super().__init__(*args, initial=type_values(kind), **kwargs)


def type_values(kind: RegulationType) -> dict[str, Any]:
    """A type as its form shows it."""
    end = kind.ends_on
    last = type(end).fromordinal(end.toordinal() - 1) if end else None
    return {"name_vi": kind.name_vi, "name_en": kind.name_en, "until": last}


class RegulationFilterForm(forms.Form):
    """What the list shows; the hidden ones come from links of figures and of the table."""

    q = LineField(label=_("Có chữ"), required=False, max_length=200)

    def __init__(self, *args: Any, kinds: list[RegulationType], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [("", _("Mọi loại")), *((kind.code, str(kind)) for kind in kinds)]
        self.fields["loai"] = forms.ChoiceField(label=_("Loại quy chế"), choices=known, required=False)
        states = [("", _("Tất cả")), *Force.choices, (TO_REVIEW, _("Quá hạn rà soát"))]
        self.fields["trang-thai"] = forms.ChoiceField(label=_("Trạng thái"), choices=states, required=False)
        self.fields["co-quan"] = LineField(required=False, max_length=80, widget=forms.HiddenInput)
        self.fields["ky"] = PeriodField(required=False, widget=forms.HiddenInput)
        self.fields["ngay"] = DateField(required=False, widget=forms.HiddenInput)
        self.fields["van-ban"] = CountField(required=False, min_value=1, widget=forms.HiddenInput)

    def chosen(self) -> RegulationFilter:
        """The filter; what cannot be read is left out."""
        self.full_clean()
        values = self.cleaned_data
        return RegulationFilter(
            words=values.get("q", ""), kind=values.get("loai", ""), state=values.get("trang-thai", ""),
            body=values.get("co-quan", ""), issued_in=values.get("ky"), on=values.get("ngay"),
            paper=values.get("van-ban"),
        )  # fmt: skip
