"""Registers printed as books: the form, and the books that the person asked for."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.errors import Refused
from common.forms import apply_refusal
from common.frame import of as frame_of
from common.pages import page_of
from organizations.current import unit_in_view
from organizations.scope import reach_of

from .. import batch_policies
from ..batch_forms import BookForm
from ..enums import BookSort
from ..models import Book
from ..services import books as services
from .batches import sent, units_for


@require_http_methods(["GET", "HEAD", "POST"])
def books(request: HttpRequest) -> HttpResponseBase:
    """The person's own books, newest first, and the form; ?tep= is the file of one."""
    user, unit = cast(User, request.user), unit_in_view(request)
    mine = units_for(user, batch_policies.PRINTERS)
    own = Book.objects.filter(asked_by=user, unit__in=reach_of(user))  # whoever has left reads no register any more
    if wanted := request.GET.get("tep", ""):
        if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 19):
            raise Http404
        book = get_object_or_404(own.select_related("unit", "blob"), pk=int(wanted))
        return sent(book.blob, f"so-{book.sort}-{book.unit.code}-{book.year}.pdf")
    if request.method == "POST":
        batch_policies.check_may_print(user)
    form = BookForm(request.POST or None, units=mine, unit=unit)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            services.ask(sort=BookSort(chosen["sort"]), unit=chosen["unit"], year=chosen["year"], by=user)
        except Refused as refused:
            apply_refusal(form, refused)
        else:
            return redirect(request.path + frame_of(request).unit_query)
    page = page_of(request, own.select_related("unit__kind", "blob").order_by("-asked_at", "-pk"))
    waits = any(book.blob is None and not book.error for book in page)
    return render(request, "reports/books.html", {"form": form if mine else None, "page": page, "waits": waits})
