"""What each step of a petition asks. Rules are the services'; a form asks and keeps what was typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import ChoiceOf, CountField, DateField, LineField, ParagraphField
from documents.forms import FilesField
from organizations.models import Body
from petitions.enums import Outcome, Rung
from petitions.models import Answer, CompetenceLevel, Petition, PetitionField

from .bodies import HolderField
from .papers import OwnPaperField, PaperForm


class ConsolidateForm(forms.Form):
    """Field, level, and the words that the holder will get; what was said is proposed."""

    field = ChoiceOf(label=_("Lĩnh vực"), queryset=PetitionField.objects.none(), empty_label=_("– Chọn –"))
    level = ChoiceOf(label=_("Cấp thẩm quyền"), queryset=CompetenceLevel.objects.none(), empty_label=_("– Chọn –"))
    wording = ParagraphField(
        label=_("Nội dung tổng hợp"),
        rows=5,
        help_text=_("Nội dung gửi cơ quan giải quyết; không ghi tên người kiến nghị."),
    )
    on = DateField(label=_("Ngày tổng hợp"), initial=clock.today)

    def __init__(self, *args: Any, petition: Petition, **kwargs: Any) -> None:
        kwargs["initial"] = {"field": petition.field_id, "level": petition.level_id, "wording": petition.content}
        super().__init__(*args, **kwargs)
        _offer(self, "field", PetitionField.objects.filter(in_use=True))
        _offer(self, "level", CompetenceLevel.objects.filter(valid__contains=clock.today()))


class CancelForm(forms.Form):
    """Why it should never have been here."""

    reason = LineField(label=_("Lý do hủy"), max_length=1000)


class AcceptForm(forms.Form):
    """The day, and the number under which the transferring document came in."""

    on = DateField(label=_("Ngày tiếp nhận"), initial=clock.today)
    incoming_number = CountField(label=_("Số đến của văn bản chuyển"), min_value=1, required=False)

    def __init__(self, *args: Any, received: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if received:  # the whole document has its number already
            del self.fields["incoming_number"]


class RefuseForm(PaperForm):
    """Who is competent, why, and the document that sends it there."""

    paper_legend = _("Văn bản chuyển tiếp")

    to = HolderField(label=_("Cơ quan có thẩm quyền"))
    reason = LineField(label=_("Lý do"), max_length=1000)

    def __init__(self, *args: Any, petition: Petition, **kwargs: Any) -> None:
        subject = _now("V/v chuyển kiến nghị {code} không thuộc thẩm quyền giải quyết").format(code=petition.code)
        super().__init__(*args, subject=subject, **kwargs)
        self.fields["to"].within(petition.council.unit, clock.today())  # type: ignore[attr-defined]  # a HolderField


class ClaimFields(forms.Form):
    """The outcome with what each of them needs; ``asked`` says whether one is claimed at all."""

    outcome = forms.ChoiceField(
        label=_("Kết quả"),
        choices=[("", _("– Chọn –")), *Outcome.choices],
        error_messages={"required": _("Chọn kết quả.")},
    )
    result_text = ParagraphField(
        label=_("Kết quả cụ thể"),
        rows=3,
        help_text=_("Đã làm gì, ở đâu; chưa giải quyết thì vì sao; không thuộc thẩm quyền thì cơ quan nào có."),
    )
    promised_on = DateField(label=_("Hẹn có kết quả ngày"), required=False, help_text=_("Chỉ ghi khi đang giải quyết."))
    evidence = OwnPaperField(label=_("Văn bản minh chứng"))
    upload = FilesField(
        label=_("Tệp minh chứng"),
        required=False,
        help_text=_(
            "“Đã giải quyết xong” cần một văn bản hoặc một tệp: ảnh, biên bản nghiệm thu; mỗi tệp tối đa 20 MB."
        ),
    )
    no_state_secret = forms.BooleanField(label=_("Tệp không chứa bí mật nhà nước"), required=False)

    def offer_evidence(self, user: User, petition: Petition) -> None:
        field = self.fields["evidence"]
        if isinstance(field, OwnPaperField) and petition.holder:
            field.offer(user, petition.holder.unit_id, own=petition.holder)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("upload") and not values.get("no_state_secret"):
            self.add_error("no_state_secret", _now("Cần xác nhận tệp không chứa bí mật nhà nước."))
        return values

    def claimed(self) -> dict[str, Any]:
        """The claim as its verb takes it."""
        values = self.cleaned_data
        return {
            "outcome": Outcome(values["outcome"]), "text": values["result_text"], "promised_on": values["promised_on"],
            "evidence": values["evidence"], "files": values["upload"] or [],
            "no_state_secret": values["no_state_secret"],
        }  # fmt: skip


class ClaimForm(ClaimFields):
    """What outcome the holder claims, and on which day."""

    on = DateField(label=_("Ngày báo kết quả"), initial=clock.today)

    field_order = ["outcome", "result_text", "promised_on", "on"]

    def __init__(self, *args: Any, petition: Petition, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_evidence(user, petition)

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error("result_text" if field == "text" else field, error)


class AnswerForm(PaperForm, ClaimFields):
    """The answer, as a draft or under a document; with the document the outcome may be claimed at once."""

    paper_needed = False
    paper_legend = _("Văn bản trả lời")

    text = ParagraphField(label=_("Nội dung trả lời"), rows=6, max_length=20_000)
    public_text = ParagraphField(
        label=_("Trả lời cho cử tri, bằng lời dễ hiểu"),
        rows=3,
        required=False,
        max_length=5000,
        help_text=_("Không ghi tên người kiến nghị."),
    )

    CLAIM = ("outcome", "result_text", "promised_on", "evidence", "upload", "no_state_secret")

    def __init__(self, *args: Any, petition: Petition, user: User, draft: Answer | None, **kwargs: Any) -> None:
        subject = _now("V/v trả lời kiến nghị của cử tri {code}").format(code=petition.code)
        if draft:
            kwargs["initial"] = {"text": draft.text, "public_text": draft.public_text}
        super().__init__(*args, user=user, subject=subject, **kwargs)
        self.offer_evidence(user, petition)
        for name in ("outcome", "result_text"):
            self.fields[name].required = False

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        return [field for field in super().plain_fields if field.name not in self.CLAIM]

    @property
    def claim_fields(self) -> list[forms.BoundField]:
        """The part of the page that claims an outcome at once."""
        return [self[name] for name in self.CLAIM]

    @property
    def claims(self) -> bool:
        """Whether an outcome was chosen."""
        return bool(self.cleaned_data.get("outcome"))

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not values.get("outcome"):
            for name in ("result_text", "promised_on", "evidence", "upload"):
                if values.get(name):
                    self.add_error("outcome", _now("Chọn kết quả, hoặc bỏ trống phần báo kết quả."))
                    break
        else:
            if not values.get("result_text") and "result_text" not in self.errors:
                self.add_error("result_text", _now("Cần ghi kết quả cụ thể."))
            if not values.get("document") and not self.is_new:
                self.add_error("outcome", _now("Báo kết quả cùng lúc khi văn bản trả lời đã có số, ngày."))
        return values


class JudgeForm(forms.Form):
    """Confirm what the holder claims, or send it back; both on one page, because it is one decision."""

    CONFIRM, RETURN = "confirm", "return"

    verdict = forms.ChoiceField(
        label=_("Ý kiến của Thường trực Hội đồng nhân dân"),
        choices=[(CONFIRM, _("Xác nhận")), (RETURN, _("Trả lại, giải quyết tiếp"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn xác nhận hoặc trả lại.")},
    )
    on = DateField(label=_("Ngày cho ý kiến"), initial=clock.today)
    reason = LineField(
        label=_("Căn cứ, lý do"),
        required=False,
        max_length=1000,
        help_text=_("Xác nhận: căn cứ nào, ví dụ đã khảo sát. Trả lại: bắt buộc, việc còn phải làm."),
    )
    due_on = DateField(label=_("Hạn báo lại"), required=False, help_text=_("Chỉ ghi khi trả lại và có hạn."))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        returns = values.get("verdict") == self.RETURN
        if returns and not values.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _now("Trả lại phải có lý do."))
        if values.get("verdict") == self.CONFIRM and values.get("due_on"):
            self.add_error("due_on", _now("Chỉ ghi hạn báo lại khi trả lại."))
        return values


class CloseForm(forms.Form):
    """When and how voters were told."""

    told_on = DateField(label=_("Ngày báo cử tri"), initial=clock.today)
    how = LineField(
        label=_("Báo bằng cách nào"), max_length=300, help_text=_("Ví dụ: tại hội nghị tiếp xúc cử tri thôn Tân Hợp.")
    )


class ContestForm(forms.Form):
    """Why voters do not agree, and until when it is answered anew."""

    reason = LineField(label=_("Lý do không đồng ý"), max_length=1000)
    on = DateField(label=_("Ngày"), initial=clock.today)
    due_on = DateField(
        label=_("Hạn trả lời lại"),
        required=False,
        help_text=_("Bỏ trống thì tính theo thời hạn của tỉnh, nếu tỉnh có quy định."),
    )


class PressForm(PaperForm):
    """The rung of the ladder and its document."""

    paper_legend = _("Văn bản đôn đốc")

    rung = forms.TypedChoiceField(label=_("Hình thức"), choices=Rung.choices, coerce=lambda value: Rung(int(value)))
    note = LineField(label=_("Nội dung"), required=False, max_length=1000)

    def __init__(self, *args: Any, petition: Petition, reached: int, **kwargs: Any) -> None:
        subject = _now("V/v đôn đốc giải quyết kiến nghị của cử tri {code}").format(code=petition.code)
        super().__init__(*args, subject=subject, **kwargs)
        field = self.fields["rung"]
        field.initial = min(max(reached + 1, Rung.URGE), Rung.REPORT)
        field.choices = [(rung.value, rung.label) for rung in Rung if rung >= reached]  # type: ignore[attr-defined]


class TakeOpinionForm(forms.Form):
    """To which council, where there are several."""

    council = ChoiceOf(label=_("Gửi đến"), queryset=Body.objects.none(), empty_label=None)

    def __init__(self, *args: Any, councils: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["council"]
        if isinstance(field, ChoiceOf):
            field.queryset = Body.objects.filter(pk__in=[body.pk for body in councils]).select_related("unit")
            field.choices = [(body.pk, body.label) for body in councils]
            field.initial = councils[0].pk if councils else None
        if len(councils) == 1:
            field.widget = forms.HiddenInput()


def _offer(form: forms.Form, name: str, queryset: Any) -> None:
    field = form.fields[name]
    if isinstance(field, ChoiceOf):
        field.queryset = queryset
