"""The page for the phone: choose, photograph, done. A script may send the same form again; it counts once."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.forms import attempt
from common.frame import of as frame_of
from disclosures import policies, queries
from disclosures.forms.postings import SnapForm
from disclosures.models import Posting
from disclosures.services import postings as services

from .people import person
from .steps import posting_or_404


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """What waits for a photo at the person's bodies, the most pressing first."""
    user = person(request)
    if not policies.may_record_somewhere(user):
        raise PermissionDenied(_("Chỉ người của cơ quan công khai được chụp ảnh chứng minh."))
    asked = request.GET.get("noi", "")
    place = int(asked) if re.fullmatch("[0-9]{1,18}", asked) else None
    waiting, more, places = queries.waiting_for_photo(user, place)
    context = {"waiting": waiting, "more": more, "places": places, "place": place}
    return render(request, "disclosures/snap.html", context)


@require_http_methods(["GET", "POST"])
def snap(request: HttpRequest, pk: int) -> HttpResponse:
    """Photograph what hangs at one place."""
    posting, user = posting_or_404(request, pk), person(request)
    policies.check_can_carry_out(user, posting.disclosure)
    form = SnapForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if attempt(form, lambda: services.put_up_and_prove(posting=posting, by=user, **values)):
            return _taken(request, posting)
    if form.errors and _wants_json(request):
        return JsonResponse({"why": _reasons(form)}, status=422)
    if "key" in form.errors or "on" in form.errors:  # hidden fields that nobody can mend
        messages.error(request, _("Trang này đã cũ. Chọn lại ảnh rồi gửi lại."))
        form = SnapForm()
    return render(request, "disclosures/snap_one.html", {"posting": posting, "form": form})


def _taken(request: HttpRequest, posting: Posting) -> HttpResponse:
    words = _("Đã nhận ảnh: {title}, {place}.").format(title=posting.disclosure.title, place=posting.place.name)
    if _wants_json(request):
        return JsonResponse({"done": words})
    messages.success(request, words)
    return redirect(reverse("disclosures:snap") + frame_of(request).unit_query)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("accept", "") == "application/json"


def _reasons(form: SnapForm) -> str:
    said: list[Any] = [reason for reasons in form.errors.values() for reason in reasons]
    return " ".join(str(reason) for reason in said)
