"""One small form for each step of a submission."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import DateField, LineField, ParagraphField
from documents.forms import FilesField
from indicators.checking import Finding
from indicators.enums import Severity, StepKind
from indicators.models import Approval, Submission
from indicators.services.submitting import Rehearsal

_EXPLAIN = "giai-trinh-"
_PAPER = ("on_paper", "signed_by", "signed_on", "slip", "no_state_secret")


class SubmitForm(forms.Form):
    """What is said beside the figures, and why warned figures are right."""

    note = ParagraphField(label=_("Thuyết minh"), required=False, max_length=10_000, rows=3)

    def __init__(self, *args: Any, submission: Submission, rehearsal: Rehearsal, **kwargs: Any) -> None:
        kwargs["initial"] = {"note": submission.note}
        super().__init__(*args, **kwargs)
        self.rehearsal = rehearsal
        for finding in rehearsal.findings:
            if finding.severity is Severity.WARN:
                self.fields[f"{_EXPLAIN}{finding.check.pk}"] = self._explanation(finding)

    def explanations(self) -> dict[int, str]:
        """By the key of the check."""
        return {
            int(name.removeprefix(_EXPLAIN)): words
            for name, words in self.cleaned_data.items()
            if name.startswith(_EXPLAIN) and words
        }

    @property
    def blocking(self) -> list[str]:
        """What must be mended first: lines without figure and reason, checks that allow no explanation."""
        empty = [
            _now("Chưa có số liệu và chưa ghi lý do: {name}.").format(name=name) for name in self.rehearsal.missing
        ]
        return empty + [one.message for one in self.rehearsal.findings if one.severity is Severity.BLOCK]

    def _explanation(self, finding: Finding) -> forms.CharField:
        label = _now("Giải trình: {message}").format(message=finding.message)
        return LineField(label=label, required=False, max_length=1000, initial=finding.explained)


class _AtStep(forms.Form):
    """Which step the person saw: one that waits meanwhile is not decided in its place."""

    step = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)

    def __init__(self, *args: Any, step: Approval, **kwargs: Any) -> None:
        self.heading = step.name
        kwargs["initial"] = {"step": step.pk}
        super().__init__(*args, **kwargs)


class ApproveForm(_AtStep):
    """Yes at a step; or the record that somebody signed on paper. The step of the number asks for it."""

    on_paper = forms.BooleanField(label=_("Duyệt trên giấy"), required=False)
    signed_by = LineField(label=_("Người ký trên giấy"), required=False, max_length=160)
    signed_on = DateField(label=_("Ngày ký"), required=False)
    slip = FilesField(label=_("Bản chụp có chữ ký"), required=False)
    no_state_secret = forms.BooleanField(label=_("Tệp không chứa bí mật nhà nước"), required=False)
    number = LineField(label=_("Số, ký hiệu văn bản"), required=False, max_length=120)
    dated = DateField(label=_("Ngày văn bản"), required=False)

    def __init__(self, *args: Any, step: Approval, paper_only: bool, may_record: bool, **kwargs: Any) -> None:
        super().__init__(*args, step=step, **kwargs)
        self.paper_only = paper_only
        if paper_only:
            del self.fields["on_paper"]
        if not may_record:
            for name in _PAPER:
                self.fields.pop(name, None)
        if step.kind != StepKind.NUMBER or not may_record:
            del self.fields["number"], self.fields["dated"]

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
            self._need(values, "slip", _now("Chọn bản chụp có chữ ký."))
            self._need(values, "no_state_secret", _now("Cần xác nhận tệp không chứa bí mật nhà nước."))
        elif any(values.get(name) for name in ("signed_by", "signed_on", "slip")):
            self.add_error("on_paper", _now("Đánh dấu ô này nếu bước đã được duyệt trên giấy."))
        if bool(values.get("number")) != bool(values.get("dated")) and not self.errors:
            name = "dated" if values.get("number") else "number"
            self.add_error(name, _now("Số, ký hiệu và ngày văn bản phải ghi cùng nhau."))
        return values

    def _need(self, values: Mapping[str, Any], name: str, message: str) -> None:
        if not values.get(name) and name not in self.errors:
            self.add_error(name, message)


class ReturnForm(_AtStep):
    """Why the form goes back to those who typed."""

    reason = LineField(label=_("Lý do trả lại, việc cần sửa"), max_length=1000)


class ReasonForm(forms.Form):
    """Why the form goes back to the level below."""

    reason = LineField(label=_("Lý do trả lại, việc cần sửa"), max_length=1000)


class ReopenForm(forms.Form):
    """Until which day, and why."""

    until = DateField(label=_("Mở đến hết ngày"))
    reason = LineField(label=_("Lý do mở lại"), max_length=1000)


class NumberForm(forms.Form):
    """Number and date of the paper that went up."""

    number = LineField(label=_("Số, ký hiệu"), max_length=120, help_text=_("Ví dụ: 45/BC-UBND"))
    dated = DateField(label=_("Ngày văn bản"))

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        kwargs["initial"] = {"number": submission.number, "dated": submission.dated or clock.today()}
        super().__init__(*args, **kwargs)


class NothingForm(forms.Form):
    """A step that asks for nothing but the button."""
