"""Official documents: the register, one document, entering and receiving."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from audit.services import history
from common.errors import Refused
from common.forms import apply_refusal
from organizations import current

from . import owners, policies, services
from .enums import DocumentStatus
from .forms import DocumentFilterForm, NumberForm, ReceiveForm, RecordForm
from .models import OfficialDocument

PER_PAGE = 25


@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    """What the person's units issued and received, newest first."""
    user = cast(User, request.user)
    documents = OfficialDocument.objects.visible_to(user)
    unit = current.unit_in_view(request)
    if unit is not None:
        documents = documents.in_unit(unit)
    form = DocumentFilterForm(request.GET)
    page = Paginator(form.apply(documents).for_list(), PER_PAGE).get_page(request.GET.get("page"))
    template = "documents/list.html"
    if request.headers.get("HX-Request"):
        template += "#results"
    context = {"form": form, "page": page, "can_record": policies.keeps_papers(user)}
    return render(request, template, context)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A document with its files, who received it, and what happened to it."""
    user = cast(User, request.user)
    document = get_object_or_404(_visible(user), pk=pk)
    may_record = policies.may_record(user, document.issuer)
    context = {
        "document": document,
        "receipts": document.receipts.select_related("body").order_by("received_on", "pk"),
        "attachments": services.attachments_of(document),
        "can_attach": owners.may_attach(user, document),
        "can_issue": may_record and document.status == DocumentStatus.DRAFT,
        "can_receive": policies.keeps_papers(user) and document.status == DocumentStatus.ISSUED,
        "history": history(document),
    }
    return render(request, "documents/detail.html", context)


@require_http_methods(["GET", "POST"])
def record_document(request: HttpRequest) -> HttpResponse:
    """Enter a document that was signed and issued."""
    user = cast(User, request.user)
    policies.check_keeps_papers(user)
    form = RecordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            document = services.record_issued(by=user, **form.cleaned_data)
        except Refused as refused:
            apply_refusal(form, refused)
        else:
            messages.success(request, _("Đã ghi {document}.").format(document=document))
            return redirect(document)
    return render(request, "documents/record.html", {"form": form})


@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Note number and day of a draft that was signed."""
    user = cast(User, request.user)
    document = get_object_or_404(_visible(user), pk=pk)
    policies.check_can_record(user, document.issuer)
    form = NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            document = services.issue(document=document, by=user, **form.cleaned_data)
        except Refused as refused:
            apply_refusal(form, refused)
        else:
            messages.success(request, _("Đã ghi {document}.").format(document=document))
            return redirect(document)
    return render(request, "documents/issue.html", {"form": form, "document": document})


@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a document in the register of a body that received it."""
    user = cast(User, request.user)
    document = get_object_or_404(_visible(user), pk=pk)
    policies.check_keeps_papers(user)
    form = ReceiveForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            services.receive(document=document, by=user, **form.cleaned_data)
        except Refused as refused:
            apply_refusal(form, refused)
        else:
            messages.success(request, _("Đã vào sổ văn bản đến."))
            return redirect(document)
    return render(request, "documents/receive.html", {"form": form, "document": document})


def _visible(user: User) -> QuerySet[OfficialDocument]:
    documents: QuerySet[OfficialDocument] = OfficialDocument.objects.visible_to(user)
    return documents.select_related("type", "term", "created_by", "issuer__kind", "issuer__unit")
