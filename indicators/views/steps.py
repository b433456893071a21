"""One small page for each step of a submission: what will happen, a form, a button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.errors import Refused
from common.forms import attempt
from common.frame import of as frame_of
from documents.services import attach
from indicators import locks, policies, workflow
from indicators.enums import SubmissionState
from indicators.forms.steps import ApproveForm, NothingForm, NumberForm, ReasonForm, ReopenForm, ReturnForm, SubmitForm
from indicators.models import Approval, Submission
from indicators.policies import Standing
from indicators.services import deciding, locking, submitting
from indicators.services.deciding import Paper

from .people import person, submission_or_404


@dataclass(frozen=True)
class StepPage:
    """How a step is asked for and carried out. ``why_not``: why the state does not allow it; empty when it does."""

    label: str | Promise
    check: Callable[[User, Submission], None]
    why_not: Callable[[Submission], str]
    form: Callable[[HttpRequest, Submission], forms.Form]
    carry_out: Callable[[Submission, Any, User], Any]
    done: str | Promise
    effects: Sequence[str | Promise] = ()
    dangerous: bool = False


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the figures in for approval."""
    return _page(request, pk, SUBMIT)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the form back while nobody has decided."""
    return _page(request, pk, WITHDRAW)


@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes at the step that waits, or record that it was signed on paper."""
    return _page(request, pk, APPROVE)


@require_http_methods(["GET", "POST"])
def return_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no: at the step that waits, or as the issuer of a form that was sent up."""
    submission = submission_or_404(request, pk)
    return _page(request, pk, SEND_BACK if submission.state == SubmissionState.APPROVED else RETURN)


@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """The issuer takes the form in."""
    return _page(request, pk, ACCEPT)


@require_http_methods(["GET", "POST"])
def lock(request: HttpRequest, pk: int) -> HttpResponse:
    """The issuer closes the figures."""
    return _page(request, pk, LOCK)


@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """The issuer opens the figures until a day."""
    return _page(request, pk, REOPEN)


@require_http_methods(["GET", "POST"])
def number(request: HttpRequest, pk: int) -> HttpResponse:
    """Number and date of the paper that went up."""
    return _page(request, pk, NUMBER)


def _page(request: HttpRequest, pk: int, page: StepPage) -> HttpResponse:
    submission, user = submission_or_404(request, pk), person(request)
    page.check(user, submission)
    back = submission.get_absolute_url() + frame_of(request).unit_query
    if why := page.why_not(submission):
        messages.warning(request, why)
        return redirect(back)
    form = page.form(request, submission)
    done = (
        request.method == "POST" and form.is_valid() and attempt(form, lambda: page.carry_out(submission, form, user))
    )
    if done:
        messages.success(request, str(page.done))
        return redirect(back)
    return render(request, "indicators/step.html", {"submission": submission, "form": form, "page": page})


def _posted(request: HttpRequest) -> Any:
    """What was sent, also when a step asks for nothing."""
    return request.POST if request.method == "POST" else None


def _state(step: str) -> Callable[[Submission], str]:
    """Why the state stands in the way of a step of the workflow."""
    return lambda submission: workflow.why_not(submission, step)


def _why_not_submit(submission: Submission) -> str:
    return locks.why_closed(submission) or workflow.why_not(submission, "submit")


def _why_not_reopen(submission: Submission) -> str:
    if submission.is_editable:
        return "" if locks.why_closed(submission) else _now("Biểu đang mở, chưa cần mở lại.")
    return workflow.why_not(submission, "reopen")


def _step(submission: Submission) -> Approval:
    step = deciding.waiting_step(submission) if submission.state == SubmissionState.SUBMITTED else None
    if step is None:
        raise PermissionDenied(_now("Không có bước nào đang chờ duyệt."))
    return step


def _seen(submission: Submission, form: forms.Form) -> Approval:
    """The step that the page showed, whatever happened since."""
    step = submission.approvals.filter(pk=form.cleaned_data["step"]).first()
    if step is None:
        raise Refused(_now("Không có bước nào đang chờ duyệt."))
    return step


def _check_step(user: User, submission: Submission) -> None:
    """Nobody who may not decide learns what waits; whoever may is sent back when nothing does."""
    at = Standing.of(user, submission)
    if submission.state != SubmissionState.SUBMITTED:
        policies.check_can_decide_some(user, submission, at)
    else:
        policies.check_can_decide(user, submission, _step(submission), at)


def _check_approve(user: User, submission: Submission) -> None:
    at = Standing.of(user, submission)
    if not policies.may_record_paper(at):
        _check_step(user, submission)


def _approve_form(request: HttpRequest, submission: Submission) -> forms.Form:
    at, step = Standing.of(person(request), submission), _step(submission)
    return ApproveForm(
        _posted(request), request.FILES or None, step=step, paper_only=not policies.may_decide(at, step),
        may_record=policies.may_record_paper(at),
    )  # fmt: skip


def _submit(submission: Submission, form: SubmitForm, by: User) -> Submission:
    submitting.note_down(submission=submission, note=form.cleaned_data["note"], by=by)
    return submitting.submit(submission=submission, explanations=form.explanations(), by=by)


def _approve(submission: Submission, form: ApproveForm, by: User) -> Submission:
    """The slip, the number and the decision stand or fall together."""
    values, paper = form.cleaned_data, None
    if values["on_paper"]:
        slip = attach(
            owner=submission, upload=values["slip"][0], by=by, no_state_secret=values["no_state_secret"],
            caption=_now("Bản duyệt trên giấy"),
        )  # fmt: skip
        paper = Paper(signed_by=values["signed_by"], signed_on=values["signed_on"], slip=slip)
    if values.get("number"):
        submitting.number(submission=submission, number=values["number"], dated=values["dated"], by=by)
    return deciding.approve(submission=submission, step=_seen(submission, form), by=by, paper=paper)


_RETURNED = [_("Các lần trình trước vẫn còn; cơ quan lập biểu nhận thông báo kèm lý do.")]

SUBMIT = StepPage(
    label=workflow.STEPS["submit"].label,
    check=policies.check_can_submit,
    why_not=_why_not_submit,
    form=lambda request, submission: SubmitForm(
        _posted(request),
        submission=submission,
        rehearsal=submitting.rehearse(submission=submission, by=person(request)),
    ),
    carry_out=_submit,
    done=_("Đã trình duyệt."),
    effects=[
        _("Số liệu cổng tự đếm và tự tính được chốt cùng các hồ sơ đứng sau."),
        _("Người duyệt bước đầu nhận thông báo; trong lúc chờ duyệt không sửa được số liệu."),
    ],
)
WITHDRAW = StepPage(
    label=workflow.STEPS["withdraw"].label,
    check=policies.check_can_submit,
    why_not=_state("withdraw"),
    form=lambda request, _submission: NothingForm(_posted(request)),
    carry_out=lambda submission, _form, by: submitting.withdraw(submission=submission, by=by),
    done=_("Đã rút lại, số liệu sửa được."),
    effects=[_("Biểu trở về trạng thái đang nhập; bản đã trình vẫn còn.")],
)
APPROVE = StepPage(
    label=workflow.STEPS["approve"].label,
    check=_check_approve,
    why_not=_state("approve"),
    form=_approve_form,
    carry_out=_approve,
    done=_("Đã duyệt."),
    effects=[_("Duyệt xong bước cuối thì biểu được gửi lên cấp trên.")],
)
RETURN = StepPage(
    label=workflow.STEPS["return"].label,
    check=_check_step,
    why_not=_state("return"),
    form=lambda request, submission: ReturnForm(_posted(request), step=_step(submission)),
    carry_out=lambda submission, form, by: deciding.return_form(
        submission=submission, step=_seen(submission, form), reason=form.cleaned_data["reason"], by=by
    ),
    done=_("Đã trả lại."),
    effects=_RETURNED,
)
SEND_BACK = StepPage(
    label=workflow.STEPS["send_back"].label,
    check=policies.check_can_receive,
    why_not=_state("send_back"),
    form=lambda request, _submission: ReasonForm(_posted(request)),
    carry_out=lambda submission, form, by: deciding.send_back(
        submission=submission, reason=form.cleaned_data["reason"], by=by
    ),
    done=_("Đã trả lại đơn vị."),
    effects=_RETURNED,
)
ACCEPT = StepPage(
    label=workflow.STEPS["accept"].label,
    check=policies.check_can_receive,
    why_not=_state("accept"),
    form=lambda request, _submission: NothingForm(_posted(request)),
    carry_out=lambda submission, _form, by: deciding.accept(submission=submission, by=by),
    done=_("Đã nhận biểu."),
    effects=[_("Muốn sửa số liệu sau khi nhận, cơ quan giao biểu phải mở lại và nêu lý do.")],
)
LOCK = StepPage(
    label=workflow.STEPS["lock"].label,
    check=policies.check_can_receive,
    why_not=_state("lock"),
    form=lambda request, _submission: NothingForm(_posted(request)),
    carry_out=lambda submission, _form, by: locking.lock(submission=submission, by=by),
    done=_("Đã khóa số liệu."),
    effects=[_("Không ai sửa được số liệu nữa, cho đến khi cơ quan giao biểu mở lại và nêu lý do.")],
    dangerous=True,
)
REOPEN = StepPage(
    label=workflow.STEPS["reopen"].label,
    check=policies.check_can_receive,
    why_not=_why_not_reopen,
    form=lambda request, _submission: ReopenForm(_posted(request)),
    carry_out=lambda submission, form, by: locking.reopen(submission=submission, by=by, **form.cleaned_data),
    done=_("Đã mở lại, đơn vị được thông báo."),
    effects=[
        _("Bản đã trình vẫn còn; báo cáo đã ban hành không thay đổi."),
        _("Biểu cấp trên đã tổng hợp số cũ sẽ hiện phần chênh lệch."),
    ],
    dangerous=True,
)
NUMBER = StepPage(
    label=workflow.STEPS["number"].label,
    check=policies.check_can_number,
    why_not=_state("number"),
    form=lambda request, submission: NumberForm(_posted(request), submission=submission),
    carry_out=lambda submission, form, by: submitting.number(submission=submission, by=by, **form.cleaned_data),
    done=_("Đã ghi số văn bản."),
)
