"""Forms of tasks: setting, correcting, and one small form for each step."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import ChoiceOf, CountField, DateField, LineField, ParagraphField, StaleGuard
from common.templatetags.qcdc import ngay
from documents.forms import FilesField, PaperField
from organizations.models import Body
from steering import citing
from steering.fields import BodiesField, BodyField, BodyList
from steering.forms.citing import CitedField, PaperList
from steering.models import Task
from steering.models.tasks import TITLE_LIMIT

_BODY_HINT = _("Gõ tên đầy đủ hoặc tên gọn, ví dụ: UBND phường.")
_BODIES_HINT = _("Mỗi dòng một cơ quan, tên đầy đủ hoặc tên gọn.")


class _TaskFields(forms.Form):
    """What is set: the same fields for a new task and for one that is corrected."""

    title = ParagraphField(label=_("Nội dung nhiệm vụ"), max_length=TITLE_LIMIT, rows=2)
    lead = BodyField(label=_("Cơ quan chủ trì"), help_text=_BODY_HINT)
    supporters = BodiesField(label=_("Cơ quan phối hợp"), required=False, help_text=_BODIES_HINT)
    due_on = DateField(label=_("Hạn hoàn thành"))
    period_note = LineField(
        label=_("Định kỳ"), required=False, max_length=120, help_text=_("Để trống nếu làm một lần. Ví dụ: hằng tháng.")
    )
    note = ParagraphField(label=_("Yêu cầu, ghi chú"), required=False, rows=2)
    papers = CitedField()

    def offer_bodies(self, body: Body, on: date) -> None:
        """Bodies that the assigning body's unit reaches."""
        for name in ("lead", "supporters"):
            field = self.fields[name]
            if isinstance(field, BodyField):
                field.within(body.unit, on)
        papers = self.fields["papers"]
        if isinstance(papers, CitedField):
            papers.within(body.unit)


class AssignForm(_TaskFields):
    """A task that comes from no conference: a plan, a letter, an instruction."""

    assigned_by = ChoiceOf(label=_("Cơ quan giao"), queryset=Body.objects.none(), empty_label=None)
    assigned_on = DateField(label=_("Ngày giao"))
    origin_text = LineField(
        label=_("Căn cứ giao việc"), required=False, max_length=500, help_text=_("Ví dụ: Công văn số 12-CV/BCĐ")
    )

    field_order = ["title", "assigned_by", "lead", "supporters", "assigned_on", "due_on", "period_note"]

    def __init__(self, *args: Any, assigners: list[Body], **kwargs: Any) -> None:
        kwargs["initial"] = {"assigned_on": clock.today()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        field = self.fields["assigned_by"]
        if isinstance(field, ChoiceOf):
            field.queryset = Body.objects.filter(pk__in=[body.pk for body in assigners])
            field.choices = [(body.pk, body.label) for body in assigners]
        if assigners:
            self.offer_bodies(self._assigner(assigners), clock.today())

    def _assigner(self, assigners: list[Body]) -> Body:
        """The body chosen in the form as sent, else the first: its unit decides which names are known."""
        chosen = str(self.data.get("assigned_by", ""))
        return next((body for body in assigners if str(body.pk) == chosen), assigners[0])


class EditForm(StaleGuard, _TaskFields):
    """Correct a task; two people who correct it at once see each other's changes."""

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of(task), **kwargs)
        self.offer_bodies(task.assigned_by, task.assigned_on)


def values_of(task: Task) -> dict[str, Any]:
    """A task as its edit form shows it."""
    supporters = BodyList(task.supporters.order_by("sort_key", "pk"))
    names = ("title", "note", "period_note", "lead", "due_on")
    papers = PaperList(citing.papers_of(task))
    return {name: getattr(task, name) for name in names} | {"supporters": supporters, "papers": papers}


class ReportForm(forms.Form):
    """How far it is. 100 % asks the body that set the task to confirm."""

    text = ParagraphField(label=_("Kết quả thực hiện"), rows=4)
    percent = CountField(
        label=_("Tiến độ (%)"), max_value=100, help_text=_("Ghi 100 khi đã xong; cơ quan giao sẽ xác nhận.")
    )
    reported_on = DateField(label=_("Ngày báo cáo"))
    upload = FilesField(
        label=_("Minh chứng"), required=False, help_text=_("Ảnh, biên bản, văn bản; mỗi tệp tối đa 20 MB.")
    )
    no_state_secret = forms.BooleanField(label=_("Tệp không chứa bí mật nhà nước"), required=False)

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        kwargs["initial"] = {"percent": task.percent, "reported_on": clock.today()}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("upload") and not values.get("no_state_secret"):
            self.add_error("no_state_secret", _now("Cần xác nhận tệp không chứa bí mật nhà nước."))
        return values


class SignOffForm(forms.Form):
    """The day of the confirmation."""

    on = DateField(label=_("Ngày xác nhận"), initial=clock.today)


class SendBackForm(forms.Form):
    """Why it is not done yet."""

    reason = LineField(label=_("Lý do trả lại, việc cần làm tiếp"), max_length=1000)


class CancelForm(forms.Form):
    """Why the task is no longer wanted."""

    reason = LineField(label=_("Lý do hủy"), max_length=1000)


class ExtendForm(forms.Form):
    """Until when, why, and by which document."""

    due_on = DateField(label=_("Hạn mới"))
    reason = LineField(label=_("Lý do gia hạn"), max_length=1000)
    document = PaperField(label=_("Văn bản cho phép"))

    def __init__(self, *args: Any, task: Task, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].help_text = _now("Hạn hiện nay: {day}").format(day=ngay(task.due_on))
        field = self.fields["document"]
        if isinstance(field, PaperField):
            field.offer(user, task.unit_id)
