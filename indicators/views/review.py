"""The forms that wait to be taken in by the bodies of the unit in view."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.pages import page_of
from indicators import policies
from indicators import review as queue
from indicators.forms.review import ACCEPT, ReviewForm
from indicators.models import Submission
from indicators.services import deciding
from organizations import roles
from organizations.current import unit_in_view

from .people import person


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """What changed most since the period before stands with each form; the marked ones are taken in or returned."""
    user = person(request)
    form = _form(request, user)
    if request.method == "POST" and form.is_valid():
        _decide(request, form, user)
        return redirect(request.get_full_path())
    page = page_of(request, queue.with_window_before(queue.waiting(user, unit_in_view(request))))
    shown = list(page.object_list)
    rows = queue.rows_of(shown, _received(user, shown))
    context = {"form": form, "page": page, "rows": rows, "any_mine": any(row.mine for row in rows)}
    context["marked"] = request.POST.getlist("marked")
    return render(request, "indicators/review.html", context)


def _form(request: HttpRequest, user: User) -> ReviewForm:
    known = Submission.objects.visible_to(user).select_related("form__issuer__unit")
    return ReviewForm(request.POST or None, known=known)


def _decide(request: HttpRequest, form: ReviewForm, user: User) -> None:
    """Say how many were decided, and how many somebody else had decided before."""
    marked, reason = list(form.cleaned_data["marked"]), form.cleaned_data["reason"]
    if form.cleaned_data["what"] == ACCEPT:
        done = len(deciding.accept_many(submissions=marked, by=user))
        words = ngettext("Đã nhận %(count)s biểu.", "Đã nhận %(count)s biểu.", done)
    else:
        done = len(deciding.send_back_many(submissions=marked, reason=reason, by=user))
        words = ngettext("Đã trả lại %(count)s biểu.", "Đã trả lại %(count)s biểu.", done)
    messages.success(request, words % {"count": done})
    if left := len(marked) - done:
        told = _("{count} biểu đã có người quyết định trước, giữ nguyên.")
        messages.warning(request, told.format(count=left))


def _received(user: User, shown: list[Submission]) -> dict[int, bool]:
    """By issuer: whether the person takes in what comes to it."""
    issuers = {one.form.issuer_id: one.form.issuer for one in shown}
    held = roles.at_bodies(user, issuers.values()) if issuers else {}
    return {pk: bool(found & set(policies.RECEIVERS)) for pk, found in held.items()}
