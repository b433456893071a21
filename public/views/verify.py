"""Is this paper genuine? The page that the code on an issued report opens, and the pages of its figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from common.pages import page_of
from documents import storage
from public.forms import FileForm
from public.limits import TooMany, spend
from reports import verification
from reports.verification import Verified

A_PAGE = 50


@login_not_required
@csrf_exempt  # nothing changes and no account is used; without a token there is no cookie, and answers are alike
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Number, day, issuer, digests and figures of an issued report; a file that is sent is compared and not kept."""
    return _limited(request, code, _paper)


@login_not_required
@never_cache
@require_safe
def figure(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """A number of an issued report: what it says, how it was found and, once published, what it counts."""
    return _limited(request, code, lambda request, verified: _figure(request, verified, key))


def _limited(
    request: HttpRequest, code: str, answer: Callable[[HttpRequest, Verified], HttpResponse | None]
) -> HttpResponse:
    """One answer for whatever is unknown; none of these pages is for a search engine."""
    try:
        spend(request, "verify")
        verified = verification.find(code)
        found = answer(request, verified) if verified else None
        response = found or render(request, "public/verify_nothing.html", status=404)
    except TooMany as refused:
        response = render(request, "public/too_many.html", {"minutes": -(-refused.seconds // 60)}, status=429)
        response["Retry-After"] = str(refused.seconds)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _paper(request: HttpRequest, verified: Verified) -> HttpResponse:
    figures = page_of(request, verification.figures_of(verified), A_PAGE)
    context: dict[str, Any] = {"paper": verified, "form": FileForm(), "page": figures}
    if request.method == "POST":
        spend(request, "verify_file")
        form = FileForm(request.POST, request.FILES)
        context["form"] = form
        if form.is_valid():
            sha256, _size = storage.digest(form.cleaned_data["tep"])
            context |= {"compared": sha256, "same": verification.recognise(verified, sha256), "form": FileForm()}
    return render(request, "public/verify.html", context)


def _figure(request: HttpRequest, verified: Verified, key: str) -> HttpResponse | None:
    found = verification.figure_of(verified, key)
    if found is None:
        return None
    page = page_of(request, found.rows, A_PAGE)
    rows = verification.public_rows(found.figure, list(page))
    context = {"paper": verified, "shown": found, "page": page, "rows": rows}
    return render(request, "public/verify_figure.html", context)
