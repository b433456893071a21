"""One small page for each step of a petition: what will happen, a form, a button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.errors import Refused
from common.forms import attempt
from documents.models import Receipt
from organizations.models import Body
from petitions import policies, services, workflow
from petitions.enums import ITEM_LIVE
from petitions.forms import steps
from petitions.forms.papers import PaperForm
from petitions.forms.steps import AnswerForm, JudgeForm
from petitions.models import Answer, Claim, Petition

from .people import person, petition_or_404


@dataclass(frozen=True)
class StepPage:
    """How a step is asked for and carried out."""

    step: str  # of workflow.STEPS
    check: Callable[[User, Petition], None]
    form: Callable[[HttpRequest, Petition], forms.Form]
    carry_out: Callable[[Petition, Any, User], object]
    done: str | Promise
    drafted: str | Promise = ""  # said instead of ``done`` where the form had no document
    effects: Sequence[str | Promise] = ()
    template: str = "petitions/step.html"
    button: str | Promise = ""  # where the step's own name would promise one of two ends

    @property
    def label(self) -> str | Promise:
        return workflow.STEPS[self.step].label

    @property
    def dangerous(self) -> bool:
        return self.step == "cancel"

    def said(self, form: forms.Form) -> str:
        """What was done, for the person who did it."""
        is_draft = self.drafted and isinstance(form, PaperForm) and not form.has_paper
        return str(self.drafted if is_draft else self.done)


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Ask for a step, or take it; ``name`` is a key of PAGES."""
    page, user = PAGES[name], person(request)
    petition = petition_or_404(request, code)
    page.check(user, petition)
    if request.method == "GET" and not workflow.may(petition, page.step):
        messages.warning(request, _impossible(petition, page))
        return redirect(petition)
    form = page.form(request, petition)
    if request.method == "POST" and form.is_valid() and _carry_out(page, petition, form, user):
        messages.success(request, page.said(form))
        return redirect(petition)
    context = {"petition": petition, "form": form, "page": page, "claim": _claim_of(petition, page)}
    return render(request, page.template, context)


def _carry_out(page: StepPage, petition: Petition, form: forms.Form, by: User) -> bool:
    """Document, evidence and step stand or fall together."""
    try:
        return attempt(form, lambda: (page.carry_out(petition, form, by),)) is not None
    except PermissionDenied:
        # Between opening the page and sending it, a colleague moved the petition to another body.
        form.add_error(None, _now("Kiến nghị vừa được người khác xử lý; anh/chị không còn quyền thực hiện bước này."))
        return False


def _impossible(petition: Petition, page: StepPage) -> str:
    try:
        workflow.move(petition, page.step)
    except Refused as refused:
        return str(refused)
    return ""


def _claim_of(petition: Petition, page: StepPage) -> Claim | None:
    """What is judged."""
    if page.step != "verify":
        return None
    return (
        petition.claims.select_related("body", "evidence__type", "evidence__issuer__kind").filter(verdict=None).first()
    )


def _holder(petition: Petition) -> Body:
    """Who holds it; of a petition that nobody holds the step is impossible anyway."""
    return petition.holder or petition.council


def _was_received(petition: Petition) -> bool:
    """Whether the transferring document has its incoming number at the holder's already."""
    item = petition.items.filter(state__in=ITEM_LIVE).values_list("referral__document", "to").first()
    return bool(item and Receipt.objects.filter(document=item[0], body=item[1]).exists())


def _draft_of(petition: Petition) -> Answer | None:
    return petition.answers.filter(run=petition.run, document=None).first()


def _refuse(petition: Petition, form: Any, by: User) -> Petition:
    return services.refuse(petition=petition, document=form.issued(by), by=by, **form.rest())


@transaction.atomic
def _answer(petition: Petition, form: AnswerForm, by: User) -> None:
    values = form.cleaned_data
    said = {"text": values["text"], "public_text": values["public_text"]}
    document = form.paper(by)
    if document is None:
        services.draft_answer(petition=petition, by=by, **said)
        return
    answered = services.answer(petition=petition, document=document, by=by, **said)
    if form.claims:
        try:
            services.claim(petition=answered, by=by, **form.claimed())
        except Refused as refused:
            field = {"text": "result_text", "on": "issued_on"}.get(refused.field or "", refused.field)
            raise Refused(refused.message, field=field) from None


def _judge(petition: Petition, form: Any, by: User) -> Petition:
    values = form.cleaned_data
    if values["verdict"] == JudgeForm.CONFIRM:
        return services.verify(petition=petition, by=by, on=values["on"], basis=values["reason"])
    return services.send_back(
        petition=petition, by=by, on=values["on"], reason=values["reason"], due_on=values["due_on"]
    )


def _press(petition: Petition, form: Any, by: User) -> object:
    return services.press(petition=petition, document=form.issued(by), by=by, **form.rest())


def _plain(verb: Callable[..., object]) -> Callable[[Petition, Any, User], object]:
    """A verb that takes what the form cleaned."""
    return lambda petition, form, by: verb(petition=petition, by=by, **form.cleaned_data)


def _reached(petition: Petition) -> int:
    top = petition.pressings.order_by("-rung").values_list("rung", flat=True).first()
    return top or 0


def _paper_form(
    form: type[PaperForm], request: HttpRequest, petition: Petition, issuer: Body, **more: Any
) -> PaperForm:
    return form(
        request.POST or None, request.FILES or None, user=person(request), issuer=issuer, petition=petition, **more
    )


PAGES: dict[str, StepPage] = {
    "consolidate": StepPage(
        step="consolidate",
        check=policies.check_can_keep,
        form=lambda request, petition: steps.ConsolidateForm(request.POST or None, petition=petition),
        carry_out=_plain(services.consolidate),
        done=_("Đã tổng hợp, phân loại."),
    ),
    "cancel": StepPage(
        step="cancel",
        check=policies.check_can_keep,
        form=lambda request, petition: steps.CancelForm(request.POST or None),
        carry_out=_plain(services.cancel),
        done=_("Đã hủy kiến nghị."),
        effects=[_("Kiến nghị không còn được đếm ở đâu; hồ sơ vẫn xem được.")],
    ),
    "accept": StepPage(
        step="accept",
        check=policies.check_can_settle,
        form=lambda request, petition: steps.AcceptForm(request.POST or None, received=_was_received(petition)),
        carry_out=_plain(services.accept),
        done=_("Đã tiếp nhận giải quyết."),
    ),
    "refuse": StepPage(
        step="refuse",
        check=policies.check_can_settle,
        form=lambda request, petition: _paper_form(steps.RefuseForm, request, petition, _holder(petition)),
        carry_out=_refuse,
        done=_("Đã chuyển đến cơ quan có thẩm quyền; Hội đồng nhân dân được thông báo."),
        effects=[
            _(
                "Kiến nghị chuyển ngay đến cơ quan được chọn theo văn bản này. Hạn trả lời mới tính từ ngày văn bản "
                "theo quy định riêng của đơn vị; đơn vị chưa có quy định thì giữ ngày Hội đồng nhân dân đề nghị, "
                "ngày ấy đã qua thì tính lại đủ số ngày."
            ),
            _("Hội đồng nhân dân thấy cả lý do và cơ quan mới."),
        ],
    ),
    "answer": StepPage(
        step="answer",
        check=policies.check_can_settle,
        form=lambda request, petition: _paper_form(
            steps.AnswerForm, request, petition, _holder(petition), draft=_draft_of(petition)
        ),
        carry_out=_answer,
        done=_("Đã ghi trả lời."),
        drafted=_("Đã lưu dự thảo trả lời. Kiến nghị chưa được tính là đã trả lời: văn bản chưa có số, ngày."),
        effects=[_("Chưa có số, ngày thì là dự thảo: chưa tính là đã trả lời, chỉ cơ quan anh/chị xem được.")],
        template="petitions/step_answer.html",
    ),
    "claim": StepPage(
        step="claim",
        check=policies.check_can_settle,
        form=lambda request, petition: steps.ClaimForm(
            request.POST or None, request.FILES or None, petition=petition, user=person(request)
        ),
        carry_out=lambda petition, form, by: services.claim(
            petition=petition, by=by, on=form.cleaned_data["on"], **form.claimed()
        ),
        done=_("Đã báo kết quả, chờ Thường trực Hội đồng nhân dân xác nhận."),
    ),
    "judge": StepPage(
        step="verify",
        check=policies.check_can_judge,
        form=lambda request, petition: JudgeForm(request.POST or None),
        carry_out=_judge,
        done=_("Đã ghi ý kiến của Thường trực Hội đồng nhân dân."),
        button=_("Ghi ý kiến"),
        effects=[
            _("Xác nhận “Đang giải quyết”: kiến nghị vẫn mở, theo dõi đến ngày đã hẹn."),
            _("Xác nhận kết quả khác: còn lại việc báo cử tri và kết thúc."),
            _("Trả lại: cơ quan giải quyết được thông báo kèm lý do và báo lại."),
        ],
    ),
    "close": StepPage(
        step="close",
        check=policies.check_can_tell,
        form=lambda request, petition: steps.CloseForm(request.POST or None),
        carry_out=_plain(services.close),
        done=_("Đã kết thúc kiến nghị."),
    ),
    "contest": StepPage(
        step="contest",
        check=policies.check_can_tell,
        form=lambda request, petition: steps.ContestForm(request.POST or None),
        carry_out=_plain(services.contest),
        done=_("Đã mở lại kiến nghị; cơ quan giải quyết được thông báo."),
        effects=[_("Kiến nghị giữ nguyên mã, giải quyết lại từ đầu. Cử tri chỉ không đồng ý được một lần.")],
    ),
    "press": StepPage(
        step="press",
        check=policies.check_can_judge,
        form=lambda request, petition: _paper_form(
            steps.PressForm, request, petition, petition.council, reached=_reached(petition)
        ),
        carry_out=_press,
        done=_("Đã ghi văn bản đôn đốc; cơ quan giải quyết được thông báo."),
    ),
}
