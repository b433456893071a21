"""Forms of directing papers: the entry, who carries it out, how a body did, and the filters of the lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import ChoiceOf, DateField, LineField, ParagraphField, PeriodField, StaleGuard
from documents.forms import PaperField
from organizations.models import Body, BodyKind, Unit
from steering.enums_directing import Carrying, Force
from steering.fields import BodiesField
from steering.filters_directing import COMPLETE, LACKING, LATE, MET, OPEN, ImplementationFilter, PaperFilter
from steering.models import DirectingPaper, Implementation, PaperKind
from steering.queries_directing import bodies_below, replaceable
from steering.services.directing import PaperFacts

MOST_BODIES = 100


class ManyBodiesField(BodiesField):
    """As many bodies as a province has communes."""

    limit = 200
    default_error_messages = {"too_many": _("Tối đa %(limit)s cơ quan mỗi lần.")}


class _PaperFields(forms.Form):
    """What stands on the paper."""

    kind = ChoiceOf(label=_("Loại văn bản"), queryset=PaperKind.objects.all(), empty_label=_("– chọn –"))
    symbol = LineField(label=_("Số, ký hiệu"), max_length=80, help_text=_("Như trên văn bản, ví dụ 06-TT/QU."))
    issued_on = DateField(label=_("Ngày ban hành"))
    issuer_text = LineField(
        label=_("Cơ quan ban hành"), help_text=_("Tên đầy đủ; có thể là cơ quan ngoài Cổng, ví dụ Bộ Chính trị.")
    )
    subject = ParagraphField(label=_("Trích yếu"), max_length=500, rows=2)
    since = DateField(label=_("Có hiệu lực từ"), required=False, help_text=_("Để trống nếu từ ngày ban hành."))
    until = DateField(label=_("Ngày cuối cùng có hiệu lực"), required=False, help_text=_("Để trống nếu chưa rõ."))
    note = ParagraphField(label=_("Nội dung cần thực hiện, ghi chú"), required=False, rows=2)
    document = PaperField(label=_("Văn bản đã có trong Cổng"))

    def offer(self, user: User, unit: Unit, keep: DirectingPaper | None = None) -> None:
        """Papers of the unit that stand in the portal's own register."""
        field = self.fields["document"]
        if isinstance(field, PaperField):
            field.offer(user, unit.pk, keep=keep.document if keep else None)

    def facts(self) -> PaperFacts:
        """What was typed, as the service takes it."""
        names = ("kind", "symbol", "issued_on", "issuer_text", "subject", "since", "until", "note", "document")
        return PaperFacts(**{name: self.cleaned_data[name] for name in names})


class _HolderFields(forms.Form):
    """Who must carry the paper out, and by when."""

    bodies = ManyBodiesField(
        label=_("Cơ quan phải thực hiện"),
        required=False,
        help_text=_("Mỗi dòng một cơ quan, tên đầy đủ hoặc tên gọn."),
    )
    everywhere = ChoiceOf(
        label=_("Và mọi cơ quan loại này ở các đơn vị trực thuộc"),
        queryset=BodyKind.objects.none(),
        required=False,
        empty_label=_("Không"),
    )
    due_on = DateField(
        label=_("Hạn ban hành văn bản thực hiện"),
        required=False,
        help_text=_("Để trống nếu văn bản không ấn định; có hạn thì Cổng nhắc cơ quan thực hiện."),
    )

    def offer_bodies(self, unit: Unit) -> None:
        """Bodies of the unit and of those below it; kinds of bodies that stand below."""
        self.unit = unit
        field, kinds = self.fields["bodies"], self.fields["everywhere"]
        if isinstance(field, ManyBodiesField):
            field.within(unit, clock.today())
        if isinstance(kinds, ChoiceOf):
            below = Body.objects.filter(unit__placements__parent=unit, unit__placements__valid__contains=clock.today())
            kinds.queryset = BodyKind.objects.filter(pk__in=below.values("kind")).order_by("rank", "pk")

    def holders(self) -> list[Body]:
        """All bodies that were named, each once."""
        kind = self.cleaned_data.get("everywhere")
        below = bodies_below(self.unit, kind) if kind else []
        return list({body.pk: body for body in [*self.cleaned_data["bodies"], *below]}.values())


class PaperForm(_PaperFields, _HolderFields):
    """A new entry, with who carries the paper out and what it replaces."""

    replaces = ChoiceOf(
        label=_("Thay thế văn bản"), queryset=DirectingPaper.objects.none(), required=False, empty_label=_("Không")
    )

    field_order = [
        "kind", "symbol", "issued_on", "issuer_text", "subject", "bodies", "everywhere", "due_on", "since", "until",
        "replaces", "note", "document",
    ]  # fmt: skip

    def __init__(self, *args: Any, user: User, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(user, unit)
        self.offer_bodies(unit)
        _offer_papers(self.fields["replaces"], replaceable(unit))


class PaperEditForm(StaleGuard, _PaperFields):
    """Correct an entry."""

    def __init__(self, *args: Any, user: User, paper: DirectingPaper, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of(paper), **kwargs)
        self.offer(user, paper.unit, paper)


def values_of(paper: DirectingPaper) -> dict[str, Any]:
    """A paper as its form shows it."""
    names = ("kind", "symbol", "issued_on", "issuer_text", "subject", "note", "document")
    last = _day_before(paper.ends_on) if paper.ends_on else None
    return {name: getattr(paper, name) for name in names} | {"since": paper.valid.lower, "until": last}


def _day_before(day: Any) -> Any:
    return type(day).fromordinal(day.toordinal() - 1)


class HoldersForm(_HolderFields):
    """More bodies, or another day for bodies that are asked already."""

    def __init__(self, *args: Any, paper: DirectingPaper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_bodies(paper.unit)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and not values.get("bodies") and not values.get("everywhere"):
            self.add_error("bodies", _("Chưa chọn cơ quan thực hiện."))
        return values


class EndForceForm(forms.Form):
    """From when the paper binds no longer, and what took its place."""

    on = DateField(label=_("Hết hiệu lực từ ngày"))
    replaced_by = ChoiceOf(
        label=_("Được thay thế bởi"), queryset=DirectingPaper.objects.none(), required=False, empty_label=_("Không")
    )

    def __init__(self, *args: Any, paper: DirectingPaper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_papers(self.fields["replaced_by"], replaceable(paper.unit, but=paper))


class ImplementForm(forms.Form):
    """The implementing paper, and when the work was done."""

    symbol = LineField(
        label=_("Số, ký hiệu văn bản thực hiện"), required=False, max_length=80, help_text=_("Ví dụ: 12-KH/ĐU.")
    )
    issued_on = DateField(label=_("Ngày ban hành"), required=False)
    done_on = DateField(label=_("Ngày thực hiện xong"), required=False, help_text=_("Để trống nếu đang thực hiện."))
    result = ParagraphField(
        label=_("Kết quả thực hiện"),
        required=False,
        max_length=5000,
        rows=3,
        help_text=_("Cần ghi khi thực hiện xong mà không ban hành văn bản riêng."),
    )
    document = PaperField(label=_("Văn bản đã có trong Cổng"))

    def __init__(self, *args: Any, user: User, one: Implementation, **kwargs: Any) -> None:
        names = ("symbol", "issued_on", "done_on", "result", "document")
        kwargs["initial"] = {name: getattr(one, name) for name in names}
        super().__init__(*args, **kwargs)
        field = self.fields["document"]
        if isinstance(field, PaperField):
            field.offer(user, one.body.unit_id, keep=one.document)


class ExcuseForm(forms.Form):
    """Why a body need not carry the paper out after all."""

    reason = LineField(label=_("Lý do không phải thực hiện"), max_length=500)


class PaperFilterForm(forms.Form):
    """What the register shows. Fields with a mistake narrow nothing; the hidden ones come from links of figures."""

    q = LineField(label=_("Có chữ"), required=False, max_length=200)
    loai = forms.ChoiceField(label=_("Loại"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.code, str(kind)) for kind in PaperKind.objects.all()]
        self.fields["loai"] = _choice(_("Loại văn bản"), [("", _("Mọi loại")), *kinds])
        self.fields["hieu-luc"] = _choice(_("Hiệu lực"), [("", _("Tất cả")), *Force.choices])
        covered = [
            ("", _("Tất cả")), (LATE, _("Có cơ quan quá hạn")), (LACKING, _("Còn cơ quan chưa ban hành")),
            (COMPLETE, _("Đã ban hành đủ")),
        ]  # fmt: skip
        self.fields["thuc-hien"] = _choice(_("Thực hiện"), covered)
        self.fields["co-quan"] = LineField(required=False, max_length=80, widget=forms.HiddenInput)
        self.fields["ky"] = PeriodField(required=False, widget=forms.HiddenInput)

    def chosen(self) -> PaperFilter:
        """The filter; what cannot be read is left out."""
        self.full_clean()
        values = self.cleaned_data
        return PaperFilter(
            words=values.get("q", ""), kind=values.get("loai", ""), force=values.get("hieu-luc", ""),
            coverage=values.get("thuc-hien", ""), issuer=values.get("co-quan", ""), issued_in=values.get("ky"),
        )  # fmt: skip


class ImplementationFilterForm(forms.Form):
    """What the coverage table shows."""

    q = LineField(label=_("Có chữ (văn bản hoặc cơ quan)"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [("", _("Tất cả")), (OPEN, _("Chưa ban hành, kể cả quá hạn")), (MET, _("Đã ban hành hoặc thực hiện"))]
        self.fields["trang-thai"] = _choice(_("Tình trạng"), [*states, *Carrying.choices])
        self.fields["co-quan"] = LineField(required=False, max_length=80, widget=forms.HiddenInput)
        self.fields["ky"] = PeriodField(required=False, widget=forms.HiddenInput)

    def chosen(self) -> ImplementationFilter:
        """The filter; what cannot be read is left out."""
        self.full_clean()
        values = self.cleaned_data
        return ImplementationFilter(
            words=values.get("q", ""), state=values.get("trang-thai", ""), body=values.get("co-quan", ""),
            asked_in=values.get("ky"),
        )  # fmt: skip


def _choice(label: Any, choices: list[Any]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False)


def _offer_papers(field: forms.Field, papers: list[DirectingPaper]) -> None:
    if isinstance(field, ChoiceOf):
        field.queryset = DirectingPaper.objects.filter(pk__in=[paper.pk for paper in papers])
        labels = [(paper.pk, f"{paper.label} – {paper.subject[:80]}") for paper in papers]
        field.choices = [("", field.empty_label), *labels]
