"""One small form for each step of a report's life."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BaseFormSet, BoundField, formset_factory
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import CountField, DateField, LineField
from documents.forms import OneFileField
from documents.models import DocumentType
from organizations.enums import Role

from .enums import NumberedBy
from .models import Report, ReportApproval, ReportKind
from .paper import issued_paper
from .policies import DECIDERS
from .services.chains import LONGEST, ChainStep
from .services.returning import Differs

_PAPER = ("on_paper", "signed_by", "signed_on", "upload", "no_state_secret")


class NothingForm(forms.Form):
    """A step that asks for nothing but the button."""


class ReasonForm(forms.Form):
    """Why something is undone."""

    reason = LineField(label=_("Lý do"), max_length=500)


class RecallForm(forms.Form):
    """Why the report is taken back."""

    reason = LineField(label=_("Lý do rút lại"), max_length=500)


class FileField(OneFileField):
    """One file of the named endings."""

    def __init__(self, *, accept: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs = {"accept": accept}

    def clean(self, data: Any, initial: Any = None) -> Any:
        return super().clean(data, initial) if data or self.required else None


class _AtStep(forms.Form):
    """Which step the person saw: one that waits meanwhile is not decided in its place."""

    step = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62, required=False)

    def __init__(self, *args: Any, step: ReportApproval | None, **kwargs: Any) -> None:
        self.heading = str(step) if step else ""
        kwargs["initial"] = {"step": step.pk if step else None}
        super().__init__(*args, **kwargs)


class SendBackForm(_AtStep):
    """Why the report goes back to its writers."""

    reason = LineField(label=_("Lý do trả lại, việc cần sửa"), max_length=1000)


class ApproveForm(_AtStep):
    """Yes at a step; or the record that somebody signed on paper."""

    on_paper = forms.BooleanField(label=_("Duyệt trên giấy"), required=False)
    signed_by = LineField(label=_("Người ký trên giấy"), required=False, max_length=160)
    signed_on = DateField(label=_("Ngày ký"), required=False)
    upload = FileField(label=_("Bản chụp có chữ ký"), accept=".pdf,image/*", required=False)
    no_state_secret = forms.BooleanField(label=_("Tệp không chứa bí mật nhà nước"), required=False)

    def __init__(self, *args: Any, paper_only: bool, may_record: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paper_only = paper_only
        if paper_only:
            del self.fields["on_paper"]
        if not may_record:
            for name in _PAPER:
                self.fields.pop(name, None)

    @property
    def plain(self) -> list[BoundField]:
        """The fields that stand open."""
        return [field for field in self.visible_fields() if self.paper_only or field.name not in _PAPER]

    @property
    def folded(self) -> list[BoundField]:
        """The fields of a signature on paper, for whoever may also decide here."""
        return [] if self.paper_only else [field for field in self.visible_fields() if field.name in _PAPER]

    @property
    def is_unfolded(self) -> bool:
        """Something of the paper has to be mended."""
        return any(name in self.errors for name in _PAPER)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["on_paper"] = self.paper_only or bool(values.get("on_paper"))
        if values["on_paper"]:
            self._need(values, "signed_by", _now("Cần ghi người ký."))
            self._need(values, "signed_on", _now("Cần ghi ngày ký."))
            self._need(values, "upload", _now("Chọn bản chụp có chữ ký."))
            self._need(values, "no_state_secret", _now("Cần xác nhận tệp không chứa bí mật nhà nước."))
        elif any(values.get(name) for name in ("signed_by", "signed_on", "upload")):
            self.add_error("on_paper", _now("Đánh dấu ô này nếu bước đã được duyệt trên giấy."))
        return values

    def _need(self, values: Mapping[str, Any], name: str, message: str) -> None:
        if not values.get(name) and name not in self.errors:
            self.add_error(name, message)


class IssueForm(forms.Form):
    """The day of a report that the portal numbers."""

    issued_on = DateField(label=_("Ngày ban hành"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"issued_on": clock.today()}
        super().__init__(*args, **kwargs)


class RecordForm(forms.Form):
    """What came back after signing: number, symbol, day, and the signed file."""

    number = CountField(label=_("Số"), min_value=1)
    symbol = LineField(label=_("Ký hiệu"), max_length=60)
    issued_on = DateField(label=_("Ngày ban hành"))
    upload = FileField(
        label=_("Tệp PDF đã ký"),
        accept=".pdf",
        help_text=_(
            "Tối đa 20 MB. Bản chụp không có lớp chữ vẫn ghi nhận được, nhưng Cổng không so sánh được lời văn."
        ),
    )
    no_state_secret = forms.BooleanField(label=_("Tệp không chứa bí mật nhà nước"))
    explanation = LineField(
        label=_("Giải trình chỗ khác"),
        required=False,
        max_length=1000,
        help_text=_("Chỉ khi lời văn trong tệp đã ký khác bản chốt."),
    )

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        kwargs["initial"] = {"symbol": issued_paper(report).symbol}
        super().__init__(*args, **kwargs)
        self.differs: Differs | None = None
        self.is_scan = False


class StepForm(forms.Form):
    """One step of a body's chain of approval; an empty name leaves it out."""

    name_vi = LineField(
        label=_("Tên bước"), required=False, max_length=120, widget=forms.TextInput(attrs={"lang": "vi"})
    )
    name_en = LineField(label=_("Tên tiếng Anh"), required=False, max_length=120)
    role = forms.ChoiceField(label=_("Ai quyết định"), choices=[(role.value, role.label) for role in DECIDERS])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("name_en") and not values.get("name_vi"):
            self.add_error("name_vi", _now("Cần có tên bước."))
        return values

    @property
    def step(self) -> ChainStep | None:
        """None where the name was left empty."""
        values = self.cleaned_data
        if not values.get("name_vi"):
            return None
        return ChainStep(values["name_vi"], values["name_en"], Role(values["role"]))


def chain_forms(data: Any, steps: list[ChainStep]) -> BaseFormSet[StepForm]:
    """The steps as they stand and two empty ones behind, in their order."""
    extra = max(0, min(2, LONGEST - len(steps)))
    kind = formset_factory(StepForm, extra=extra, max_num=LONGEST, absolute_max=LONGEST + 2)
    initial = [{"name_vi": one.name_vi, "name_en": one.name_en, "role": one.role} for one in steps]
    return kind(data, initial=initial, prefix="buoc")


class NumberingForm(forms.Form):
    """Who numbers, for all kinds and for single ones; and where a series of the portal begins."""

    _AS_ALL = ("", _("như mọi loại"))

    def __init__(
        self,
        *args: Any,
        kinds: list[ReportKind],
        ways: Mapping[int | None, str],
        waiting: list[DocumentType],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kinds, self.waiting = {kind.pk: kind for kind in kinds}, {one.pk: one for one in waiting}
        self.fields["all"] = forms.ChoiceField(
            label=_("Mọi loại báo cáo"), choices=NumberedBy.choices, initial=ways.get(None, NumberedBy.EXTERNAL)
        )
        for kind in kinds:
            self.fields[f"kind-{kind.pk}"] = forms.ChoiceField(
                label=str(kind),
                choices=[self._AS_ALL, *NumberedBy.choices],
                initial=ways.get(kind.pk, ""),
                required=False,
            )
        for type in waiting:
            self.fields[f"first-{type.pk}"] = CountField(label=self._first(type), required=False, min_value=1)

    @property
    def of_kinds(self) -> list[BoundField]:
        """A choice for each kind."""
        return [self[f"kind-{pk}"] for pk in self.kinds]

    @property
    def of_series(self) -> list[BoundField]:
        """First numbers of series that have not begun."""
        return [self[f"first-{pk}"] for pk in self.waiting]

    @property
    def ways(self) -> dict[ReportKind | None, NumberedBy | None]:
        """For services.set_numbering."""
        values = self.cleaned_data
        found: dict[ReportKind | None, NumberedBy | None] = {None: NumberedBy(values["all"])}
        for pk, kind in self.kinds.items():
            way = values[f"kind-{pk}"]
            found[kind] = NumberedBy(way) if way else None
        return found

    @property
    def firsts(self) -> list[tuple[DocumentType, int]]:
        """Series to begin."""
        typed = {type: self.cleaned_data.get(f"first-{pk}") for pk, type in self.waiting.items()}
        return [(type, first) for type, first in typed.items() if first]

    @staticmethod
    def _first(type: DocumentType) -> str:
        return _now("{type}, từ số").format(type=type)
