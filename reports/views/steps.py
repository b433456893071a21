"""The next steps of a report: one small page for each, which says what will happen, asks what is needed, and acts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from common.forms import attempt
from common.frame import of as frame_of
from documents.services import attach

from .. import policies, services, workflow
from ..actions import issuing_step, may_record_paper
from ..disagreeing import Disagreement, disagreements
from ..enums import ReportStatus
from ..gather import gather_for
from ..models import Report, ReportApproval
from ..services.numbering import way_of
from ..services.submitting import missing_of
from ..step_forms import ApproveForm, IssueForm, NothingForm, RecallForm, RecordForm, SendBackForm
from .loading import load


@dataclass(frozen=True)
class StepPage:
    """How a step is asked for and carried out. ``step``: its name in the workflow, whose state must allow it."""

    step: str
    label: str | Promise
    check: Callable[[User, Report], None]
    form: Callable[[HttpRequest, Report], forms.Form]
    carry_out: Callable[[Report, Any, User], Any]
    done: str | Promise
    effects: Sequence[str | Promise] = ()


@require_POST
def build(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the PDF and show how far it is."""
    report = load(request, pk)
    return redirect(services.request_file(report=report, by=cast(User, request.user)))


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the report in; what is still missing is named before."""
    report = load(request, pk)
    blocking: list[str] = []
    differing: list[Disagreement] = []
    if request.method != "POST" and report.status == ReportStatus.DRAFT:
        gathered = gather_for(report)
        blocking = [str(one) for one in missing_of(report, gathered)]
        differing = disagreements(gathered) if not report.conference_id else []
    chain = services.chain_of(report.body)
    return _page(request, report, SUBMIT, blocking=blocking, disagreeing=differing, chain=chain)


@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes at the step that waits, or record that it was signed on paper."""
    return _page(request, load(request, pk), APPROVE)


@require_http_methods(["GET", "HEAD", "POST"])
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was handed in, with a reason."""
    return _page(request, load(request, pk), RECALL)


@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return it with a reason."""
    return _page(request, load(request, pk), SEND_BACK)


@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand over for signing, record what came back, or take the portal's number: whichever comes next."""
    report = load(request, pk)
    return _page(request, report, ISSUING[issuing_step(report, way_of(report))])


def _page(request: HttpRequest, report: Report, page: StepPage, **more: Any) -> HttpResponse:
    user = cast(User, request.user)
    page.check(user, report)
    back = report.get_absolute_url() + frame_of(request).unit_query
    if not workflow.can(report, page.step) or request.POST.get("seen", page.step) != page.step:
        messages.warning(request, _now("Báo cáo {state}.").format(state=report.state.label))
        return redirect(back)
    form = page.form(request, report)
    done = request.method == "POST" and form.is_valid() and attempt(form, lambda: page.carry_out(report, form, user))
    if done:
        messages.success(request, str(page.done))
        if getattr(form, "is_scan", False):
            messages.warning(request, _now("Bản đã ký là bản chụp, không có lớp chữ: không so sánh được với bản chốt."))
        return redirect(back)
    label = _now("Ghi nhận duyệt trên giấy") if getattr(form, "paper_only", False) else page.label
    return render(request, "reports/step.html", {"report": report, "form": form, "page": page, "label": label, **more})


def _posted(request: HttpRequest) -> Any:
    """What was sent, also when a step asks for nothing."""
    return request.POST if request.method == "POST" else None


def _check_write(user: User, report: Report) -> None:
    policies.check_can_write(user, report.body)


def _check_step(user: User, report: Report) -> None:
    """Whoever may not decide the step is told so; where nothing waits, whoever could decide one is sent back."""
    at, step = policies.held_at(user, report.body), services.waiting_step(report)
    if step is not None:
        policies.check_can_decide(user, report, step, at)
    elif not at & frozenset(policies.DECIDERS):
        raise PermissionDenied(_now("Chỉ người của cơ quan báo cáo mới duyệt hoặc trả lại báo cáo."))


def _check_approve(user: User, report: Report) -> None:
    if not may_record_paper(policies.held_at(user, report.body)):
        _check_step(user, report)


def _check_send_back(user: User, report: Report) -> None:
    if report.status in {ReportStatus.APPROVED, ReportStatus.SIGNING}:
        policies.check_can_take_back(user, report)
    else:
        _check_step(user, report)


def _approve_form(request: HttpRequest, report: Report) -> ApproveForm:
    at, step = policies.held_at(cast(User, request.user), report.body), services.waiting_step(report)
    decides = step is not None and step.role in at
    return ApproveForm(
        _posted(request), request.FILES or None, step=step, paper_only=not decides, may_record=may_record_paper(at)
    )


def _seen(report: Report, form: forms.Form) -> ReportApproval | None:
    """The step that the page showed, whatever happened since; None leaves it to the one that waits."""
    return report.approvals.filter(pk=form.cleaned_data.get("step") or 0).first()


def _approve(report: Report, form: ApproveForm, by: User) -> Report:
    """The slip and the decision stand or fall together."""
    values, paper = form.cleaned_data, None
    if values["on_paper"]:
        slip = attach(
            owner=report, upload=values["upload"], by=by, no_state_secret=values["no_state_secret"],
            caption=_now("Bản duyệt trên giấy"),
        )  # fmt: skip
        paper = services.OnPaper(signed_by=values["signed_by"], signed_on=values["signed_on"], slip=slip)
    return services.approve(report=report, step=_seen(report, form), by=by, paper=paper)


def _record(report: Report, form: RecordForm, by: User) -> Report:
    """Differences that nobody explained are shown beside the form."""
    values = form.cleaned_data
    try:
        report = services.record_issue(
            report=report, by=by, number=values["number"], symbol=values["symbol"], issued_on=values["issued_on"],
            signed=values["upload"], no_state_secret=values["no_state_secret"], explanation=values["explanation"],
        )  # fmt: skip
    except services.Differs as differs:
        form.differs = differs
        raise
    form.is_scan = report.signed_copies.filter(edition=report.edition, differences=[]).exclude(explanation="").exists()
    return report


SUBMIT = StepPage(
    step="submit",
    label=_("Trình duyệt"),
    check=_check_write,
    form=lambda request, _report: NothingForm(_posted(request)),
    carry_out=lambda report, _form, by: services.submit(report=report, by=by),
    done=_("Đã trình báo cáo."),
    effects=[_("Trong lúc chờ duyệt không sửa được lời văn; người duyệt bước đầu nhận thông báo.")],
)
RECALL = StepPage(
    step="recall",
    label=_("Rút lại"),
    check=policies.check_can_recall,
    form=lambda request, _report: RecallForm(_posted(request)),
    carry_out=lambda report, form, by: services.recall(report=report, reason=form.cleaned_data["reason"], by=by),
    done=_("Đã rút lại báo cáo, sửa được lời văn."),
    effects=[
        _("Báo cáo trở về bản đang soạn; người duyệt được báo và không còn việc này ở danh sách chờ."),
        _("Trình lại bất cứ lúc nào, các bước duyệt bắt đầu từ đầu."),
    ],
)
APPROVE = StepPage(
    step="approve",
    label=_("Duyệt"),
    check=_check_approve,
    form=_approve_form,
    carry_out=_approve,
    done=_("Đã duyệt báo cáo."),
    effects=[_("Duyệt xong bước cuối thì văn thư chuyển ký hoặc cấp số, ban hành.")],
)
SEND_BACK = StepPage(
    step="send_back",
    label=_("Trả lại"),
    check=_check_send_back,
    form=lambda request, report: SendBackForm(_posted(request), step=services.waiting_step(report)),
    carry_out=lambda report, form, by: services.send_back(
        report=report, step=_seen(report, form), reason=form.cleaned_data["reason"], by=by
    ),
    done=_("Đã trả lại báo cáo."),
    effects=[_("Báo cáo trở về người soạn kèm lý do; số liệu đã chốt khi chuyển ký vẫn còn trong lịch sử.")],
)
ISSUING = {
    "hand_over": StepPage(
        step="hand_over",
        label=_("Chuyển ký"),
        check=policies.check_can_issue,
        form=lambda request, _report: NothingForm(_posted(request)),
        carry_out=lambda report, _form, by: services.hand_over(report=report, by=by),
        done=_("Đã chuyển ký. Tệp PDF và Word đang được dựng."),
        effects=[
            _("Lời văn và số liệu được chốt: bản được ký đúng là bản này, dù hồ sơ thay đổi về sau."),
            _("Cổng dựng tệp PDF, tệp Word và ghi các trường để đăng ký ở hệ thống văn bản của cơ quan."),
            _("Ký và lấy số xong, ghi nhận phát hành ở đây cùng tệp PDF đã ký."),
        ],
    ),
    "record_issue": StepPage(
        step="record_issue",
        label=_("Ghi nhận phát hành"),
        check=policies.check_can_issue,
        form=lambda request, report: RecordForm(_posted(request), request.FILES or None, report=report),
        carry_out=_record,
        done=_("Đã ghi nhận phát hành."),
        effects=[_("Cổng kiểm tra chữ ký số trong tệp và so lời văn với bản chốt.")],
    ),
    "issue": StepPage(
        step="issue",
        label=_("Cấp số, ban hành"),
        check=policies.check_can_issue,
        form=lambda request, _report: IssueForm(_posted(request)),
        carry_out=lambda report, form, by: services.issue(report=report, by=by, **form.cleaned_data),
        done=_("Đã ban hành báo cáo. Tệp PDF đang được dựng."),
        effects=[
            _("Báo cáo lấy số tiếp theo trong dãy số của Cổng."),
            _("Sau khi ban hành, báo cáo được giữ nguyên: số liệu thay đổi về sau không làm đổi báo cáo này."),
        ],
    ),
}
