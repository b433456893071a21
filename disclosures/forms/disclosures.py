"""Forms of a disclosure: what is disclosed, its correction, its steps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import ChoiceOf, ChoicesOf, DateField, LineField, ParagraphField, StaleGuard
from disclosures.models import Disclosure, PlanLine, Posting, PostingPlace
from documents import content
from documents.forms import CHOOSE, PaperField
from organizations.models import Body


class WhatForm(forms.Form):
    """Whose decision of which day; the contents offered follow from both. Sent by GET."""

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["co-quan"] = forms.ChoiceField(
            label=_("Cơ quan công khai"), choices=[(body.code, body.label) for body in bodies]
        )
        self.fields["ngay"] = DateField(label=_("Ngày quyết định, văn bản"))

    def clean(self) -> dict[str, Any]:
        """Refused: a day to come, which no decision bears."""
        values = super().clean() or {}
        day = values.get("ngay")
        if day is not None and day > clock.today():
            self.add_error("ngay", _("Ngày không được sau hôm nay."))
        return values


class _Words(forms.Form):
    """What it is called and who carries it out."""

    title = LineField(
        label=_("Việc công khai"), max_length=500, help_text=_("Ví dụ: Dự toán thu, chi ngân sách năm 2026")
    )
    decision = LineField(
        label=_("Số, ký hiệu quyết định, văn bản"),
        max_length=120,
        required=False,
        help_text=_("Ví dụ: 12/QĐ-UBND. Bỏ trống nếu chọn văn bản đã có trên cổng."),
    )
    responsible = ChoiceOf(
        label=_("Bộ phận thực hiện"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("Cơ quan công khai tự thực hiện"),
    )

    def offer_bodies(self, body: Body, *, keep: Body | None = None) -> None:
        """Bodies of the same unit; ``keep``: the one that is named already."""
        found = Body.objects.filter(unit=body.unit_id, valid__contains=clock.today()).exclude(pk=body.pk)
        if keep is not None:
            found |= Body.objects.filter(pk=keep.pk)
        field: Any = self.fields["responsible"]
        field.queryset = found.select_related("kind").order_by("kind__rank", "sort_key", "pk")


class OpenForm(_Words):
    """A new disclosure; body, content and day were chosen before."""

    document = PaperField(label=_("Văn bản trên cổng"))
    plan_line = ChoiceOf(
        label=_("Theo kế hoạch năm"), queryset=PlanLine.objects.none(), required=False, empty_label=_("Ngoài kế hoạch")
    )
    more = ChoicesOf(
        label=_("Công khai thêm tại"),
        queryset=PostingPlace.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ngoài những nơi phải công khai theo luật."),
    )

    field_order = ("title", "decision", "document", "responsible", "plan_line", "more")

    def __init__(
        self,
        *args: Any,
        body: Body,
        user: User,
        lines: Iterable[PlanLine],
        others: Iterable[PostingPlace],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer_bodies(body)
        paper, line, more = (self.fields[name] for name in ("document", "plan_line", "more"))
        if isinstance(paper, PaperField):
            paper.offer(user, body.unit_id)
        self._offer(line, PlanLine, lines)
        self._offer(more, PostingPlace, others)
        for name, field in (("plan_line", line), ("more", more)):
            if not list(field.choices)[0 if name == "more" else 1 :]:  # type: ignore[attr-defined]
                del self.fields[name]

    @staticmethod
    def _offer(field: Any, model: Any, rows: Iterable[Any]) -> None:
        listed = list(rows)
        field.queryset = model.objects.filter(pk__in=[row.pk for row in listed])
        blank = [("", field.empty_label)] if getattr(field, "empty_label", None) else []
        field.choices = [*blank, *((row.pk, row.name if hasattr(row, "name") else row.subject) for row in listed)]


class EditForm(StaleGuard, _Words):
    """Correct the words; two people who do so at once see each other's changes."""

    def __init__(self, *args: Any, disclosure: Disclosure, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of(disclosure), **kwargs)
        self.offer_bodies(disclosure.body, keep=disclosure.responsible)


def values_of(disclosure: Disclosure) -> dict[str, Any]:
    """A disclosure as its form shows it."""
    return {"title": disclosure.title, "decision": disclosure.decision, "responsible": disclosure.responsible}


class StepForm(forms.Form):
    """A step of a disclosure; ``disclosure`` and ``user`` are what choices depend on."""

    def __init__(self, *args: Any, disclosure: Disclosure, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.disclosure, self.user = disclosure, user
        self.prepare()

    def prepare(self) -> None:
        """Fill choices."""


class ReasonForm(StepForm):
    """Why."""

    reason = LineField(label=_("Lý do"), max_length=300)


class PutUpForm(StepForm):
    """Put up at several places in one step."""

    postings = ChoicesOf(
        label=_("Nơi đã công khai"), queryset=Posting.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    on = DateField(label=_("Ngày công khai"), initial=clock.today)

    def prepare(self) -> None:
        waiting = self.disclosure.postings.filter(status="planned").for_page()
        field: Any = self.fields["postings"]
        field.queryset = waiting
        field.choices = [(row.pk, f"{row.place.name} ({row.place.form.name})") for row in waiting]


class WantPlaceForm(StepForm):
    """One more place."""

    place = ChoiceOf(label=_("Nơi, kênh"), queryset=PostingPlace.objects.none(), empty_label=CHOOSE)

    def prepare(self) -> None:
        taken = self.disclosure.postings.filter(status__in=["planned", "up"]).values("place")
        own = PostingPlace.objects.filter(body=self.disclosure.body_id, valid__contains=clock.today())
        field: Any = self.fields["place"]
        field.queryset = own.exclude(pk__in=taken)


class PublishForm(StepForm):
    """What everybody reads above the places and files."""

    text = ParagraphField(
        label=_("Lời giới thiệu với Nhân dân"),
        required=False,
        max_length=2_000,
        rows=4,
        help_text=_("Không bắt buộc. Không ghi tên, hoàn cảnh của cá nhân."),
    )

    def prepare(self) -> None:
        self.fields["text"].initial = self.disclosure.public_text


class UploadField(forms.FileField):
    """One file; size and content are the service's matter."""

    default_error_messages = {
        "required": _("Chọn tệp."),
        "missing": _("Chọn tệp."),
        "invalid": _("Trình duyệt không gửi được tệp. Tải lại trang rồi thử lại."),
    }

    def __init__(self, *, accept: str, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, widget=forms.FileInput(attrs={"accept": accept}), **kwargs)


class FileForm(StepForm):
    """What people read: the decision, an annex."""

    upload = UploadField(
        label=_("Tệp"), accept=content.ACCEPT, help_text=_("Tối đa 20 MB: PDF, Word, Excel, ảnh, văn bản.")
    )
    caption = LineField(label=_("Tệp này là"), help_text=_("Ví dụ: Quyết định; Phụ lục danh sách hộ được hỗ trợ"))
    named = forms.BooleanField(label=_("Có tên người (danh sách, phụ lục)"), required=False)
    public_until = DateField(
        label=_("Công khai trên mạng đến hết ngày"),
        required=False,
        help_text=_("Bắt buộc với tệp có tên người; hết ngày này tệp tự rời bảng công khai trên mạng."),
    )
    no_state_secret = forms.BooleanField(
        label=_("Tôi xác nhận tệp không chứa bí mật nhà nước"),
        error_messages={"required": _("Cần xác nhận tệp không chứa bí mật nhà nước.")},
    )

    def prepare(self) -> None:
        self.fields["named"].initial = self.disclosure.item.named


def day_of(typed: str) -> date | None:
    """A day from an address; None for anything else."""
    try:
        found: date | None = DateField(required=False).clean(typed)
    except forms.ValidationError:
        return None
    return found
