"""/kien-nghi/van-ban/: papers made of petitions. The page asks who issues and signs; the answer is a PDF file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from common.frame import of as frame_of
from petitions.forms.printing import PaperWordsForm
from petitions.papers.kinds import AT_ONCE, KINDS, document_of
from petitions.papers.ordering import print_or_enqueue
from petitions.papers.session import Scope

from .people import person


@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """One paper of a session, a period of a unit, a referral or a supervision."""
    wanted = KINDS.get(kind)
    found = wanted.find(person(request), code, request.GET.dict()) if wanted else None
    if wanted is None or found is None:
        raise Http404
    document = document_of(found)
    form = PaperWordsForm(request.POST or None, issuers=wanted.issuers(found), asks=wanted.asks)
    if request.method == "POST" and form.is_valid():
        made = print_or_enqueue(wanted, code, found, form.words(), by=person(request))
        if not isinstance(made, bytes):
            return redirect(made.get_absolute_url() + frame_of(request).unit_query)
        headers = {
            "Content-Disposition": f'attachment; filename="{kind}-{code}.pdf"',
            "Cache-Control": "private, no-store",
        }
        return HttpResponse(made, content_type="application/pdf", headers=headers)
    size = wanted.size(found)
    back = found.session if isinstance(found, Scope) else found
    context = {
        "kind": wanted, "found": found, "back": back, "document": document, "form": form, "later": size > AT_ONCE,
    }  # fmt: skip
    return render(request, "petitions/paper.html", context)
