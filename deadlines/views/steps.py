"""One small page for each step of a clock: what will happen, a form, a button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.forms import attempt
from deadlines import acting, panels, wording
from deadlines.forms.steps import CancelForm, ExtendForm, ResumeForm, StepForm, StopForm, SuspendForm
from deadlines.models import Clock, Rule
from deadlines.services import by_hand

from .clocks import clock_or_404, person


@dataclass(frozen=True)
class StepPage:
    """How a step is asked for and carried out."""

    step: str  # of acting.LABELS
    form: type[StepForm]
    verb: Callable[..., object]  # of services.by_hand
    done: str | Promise
    effects: list[str | Promise] = field(default_factory=list)
    allowed: Callable[[Rule], str] | None = None  # what the rule of the clock says of this step
    dangerous: bool = False


@require_http_methods(["GET", "POST"])
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    """The clock stands still."""
    return _page(request, pk, SUSPEND)


@require_http_methods(["GET", "POST"])
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """It runs again."""
    return _page(request, pk, RESUME)


@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """More time."""
    return _page(request, pk, EXTEND)


@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Done."""
    return _page(request, pk, STOP)


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """It need not be done."""
    return _page(request, pk, CANCEL)


def _page(request: HttpRequest, pk: int, page: StepPage) -> HttpResponse:
    clock, record = clock_or_404(request, pk)
    user = person(request)
    by_hand.check_can_change(user, clock, record)
    if request.method == "GET" and page.step not in acting.possible(clock):
        messages.warning(request, _now("Thời hạn này đang ở trạng thái không làm được bước đó."))
        return redirect(clock)
    form = page.form(request.POST or None, clock=clock, user=user)
    if request.method == "POST" and form.is_valid() and _carry_out(page, clock, form, user):
        messages.success(request, str(page.done))
        return redirect(clock)
    context = {
        "clock": clock,
        "panel": panels.panel(clock),
        "form": form,
        "page": page,
        "label": acting.label(page.step, clock),
        "allowed": page.allowed(clock.rule) if page.allowed and clock.rule else "",
    }
    return render(request, "deadlines/clock_step.html", context)


def _carry_out(page: StepPage, clock: Clock, form: StepForm, by: User) -> bool:
    values: dict[str, Any] = form.cleaned_data
    done = attempt(form, lambda: page.verb(clock=clock, by=by, **values))
    if done is None and isinstance(form, ExtendForm):
        form.show_due_now(Clock.objects.get(pk=clock.pk))
    return done is not None


SUSPEND = StepPage(
    step=acting.SUSPEND,
    form=SuspendForm,
    verb=by_hand.suspend,
    done=_("Đã tạm dừng."),
    effects=[
        _("Những ngày tạm dừng không tính vào thời hạn; hạn mới được tính khi bấm “Tính tiếp”."),
        _("Trong lúc tạm dừng, cổng không nhắc việc này."),
    ],
)
RESUME = StepPage(
    step=acting.RESUME,
    form=ResumeForm,
    verb=by_hand.resume,
    done=_("Đã tính tiếp thời hạn."),
    effects=[_("Hạn được lùi theo số ngày đã tạm dừng.")],
)
EXTEND = StepPage(
    step=acting.EXTEND,
    form=ExtendForm,
    verb=by_hand.extend,
    done=_("Đã gia hạn."),
    effects=[_("Hạn cũ và lý do vẫn còn trong lịch sử.")],
    allowed=wording.extension_in_words,
)
STOP = StepPage(
    step=acting.STOP,
    form=StopForm,
    verb=by_hand.stop,
    done=_("Đã ghi là làm xong."),
    effects=[_("Thời hạn kết thúc, cổng không nhắc nữa.")],
)
CANCEL = StepPage(
    step=acting.CANCEL,
    form=CancelForm,
    verb=by_hand.cancel,
    done=_("Đã hủy thời hạn."),
    effects=[_("Việc này không phải làm nữa và không được tính là đúng hạn hay quá hạn.")],
    dangerous=True,
)
