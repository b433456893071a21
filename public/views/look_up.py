"""Pages for everybody. The only views of the portal that need no account."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from petitions import lookup
from public.forms import LookUpForm
from public.limits import TooMany, spend


@login_not_required
@csrf_exempt  # nothing changes and no account is used; without a token there is no cookie, and answers are alike
@sensitive_post_parameters("bi_mat")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """A petition by its code, or by code and secret. The secret is read from a form only, never from an address."""
    try:
        response = _answer(request)
    except TooMany as refused:
        response = render(request, "public/too_many.html", {"minutes": -(-refused.seconds // 60)}, status=429)
        response["Retry-After"] = str(refused.seconds)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _answer(request: HttpRequest) -> HttpResponse:
    typed = request.POST if request.method == "POST" else {"ma": request.GET["ma"]} if "ma" in request.GET else None
    if typed is None:
        return render(request, "public/look_up.html", {"form": LookUpForm()})
    spend(request, "address")
    form = LookUpForm(typed)
    if not form.is_valid():
        return render(request, "public/look_up.html", {"form": form})
    code, secret = form.cleaned_data["ma"], form.cleaned_data["bi_mat"]
    spent = spend(request, "secret", key=code) if secret else None
    found = lookup.look_up(code, secret)
    if found and spent:
        spent.give_back()  # only wrong secrets count
    context = {"form": LookUpForm(initial={"ma": code}), "asked": True, "petition": found}
    return render(request, "public/look_up.html", context)
