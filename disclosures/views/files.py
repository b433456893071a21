"""Photos, recordings and files of a disclosure, for those for whom it exists."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from disclosures import thumbnails
from disclosures.enums import ProofKind
from disclosures.models import Disclosure, DisclosureFile, Proof
from documents.content import served_as
from documents.serving import file_response

from .people import person

SMALL = "nho"


@require_safe
def proof(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """A photo as the browser shows it (small with ?nho=1), a recording as a file."""
    seen = Disclosure.objects.visible_to(person(request))
    found = get_object_or_404(Proof.objects.filter(posting__disclosure__in=seen).select_related("blob"), pk=pk)
    if found.kind == ProofKind.PHOTO and SMALL in request.GET:
        return _small(request, found)
    is_photo = found.kind == ProofKind.PHOTO
    return file_response(found.blob, name=found.name, content_type=found.blob.content_type, inline=is_photo)


@require_safe
def file(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """What people read, saved by the browser."""
    seen = Disclosure.objects.visible_to(person(request))
    found = get_object_or_404(
        DisclosureFile.objects.filter(disclosure__in=seen, removed_on=None).select_related("blob"), pk=pk
    )
    return file_response(found.blob, name=found.name, content_type=served_as(found.name))


def _small(request: HttpRequest, proof: Proof) -> HttpResponseBase:
    """The same bytes for ever, so the browser only asks whether it still may show them."""
    etag = f'"{proof.blob.sha256[:32]}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        try:
            answer = HttpResponse(thumbnails.of(proof.blob), content_type="image/jpeg")
        except FileNotFoundError:
            raise Http404 from None
    answer["ETag"], answer["Cache-Control"] = etag, "private, no-cache"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
