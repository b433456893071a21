"""Files of records: attach, download, remove. Every view goes through the record that the file hangs on."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from common.errors import Refused
from common.forms import apply_refusal

from . import content, owners, services
from .forms import AttachForm, RemoveForm
from .models import Attachment
from .serving import file_response


@require_http_methods(["GET", "POST"])
def attach(request: HttpRequest, kind: str, owner_id: int) -> HttpResponse:
    """The form by itself, and where every upload goes; afterwards back to the page it came from."""
    owner_kind, owner = _owner(request, kind, owner_id)
    owner_kind.may_attach(cast(User, request.user), owner)
    form = AttachForm(request.POST, request.FILES) if request.method == "POST" else AttachForm()
    if request.method == "POST" and form.is_valid() and _attach_all(request, owner, form):
        return redirect(_way_back(request, owner))
    return render(request, "documents/attach.html", {"form": form, "owner": owner, "back": _way_back(request, owner)})


def _attach_all(request: HttpRequest, owner: Any, form: AttachForm) -> bool:
    """All files or none; a refusal goes beside its field."""
    files, caption = form.cleaned_data["upload"], form.cleaned_data["caption"]
    try:
        with transaction.atomic():
            for upload in files:
                services.attach(
                    owner=owner, upload=upload, by=cast(User, request.user), no_state_secret=True, caption=caption
                )
    except Refused as refused:
        apply_refusal(form, refused)
        return False
    told = ngettext("Đã đính kèm %(count)d tệp.", "Đã đính kèm %(count)d tệp.", len(files)) % {"count": len(files)}
    messages.success(request, told)
    return True


@require_safe
def download(request: HttpRequest, pk: int, name: str) -> FileResponse:
    """The bytes, for those for whom the record exists; saved by the browser, never shown or run on this address."""
    attachment, _kind, _owner_record = _attachment(request, pk)
    return file_response(attachment.blob, name=attachment.name, content_type=content.served_as(attachment.name))


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, then take the file off its record."""
    attachment, kind, owner = _attachment(request, pk)
    kind.may_attach(cast(User, request.user), owner)
    form = RemoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.remove(attachment=attachment, by=cast(User, request.user), reason=form.cleaned_data["reason"])
        except Refused as refused:
            apply_refusal(form, refused)
        else:
            messages.success(request, _("Đã gỡ tệp “{name}”.").format(name=attachment.name))
            return redirect(owner)
    effects = [
        _("Tệp không còn hiện trong hồ sơ và không tải xuống được nữa."),
        _("Lịch sử hồ sơ ghi ai gỡ, lúc nào và vì sao."),
    ]
    context = {"form": form, "attachment": attachment, "owner": owner, "effects": effects}
    return render(request, "documents/remove.html", context)


def _owner(request: HttpRequest, kind: str, owner_id: int) -> tuple[owners.OwnerKind, Any]:
    """The record, if it exists for this person; otherwise 404."""
    found = owners.find(kind)
    owner = found.load(cast(User, request.user), owner_id) if found else None
    if found is None or owner is None:
        raise Http404
    return found, owner


def _attachment(request: HttpRequest, pk: int) -> tuple[Attachment, owners.OwnerKind, Any]:
    attachment = get_object_or_404(Attachment.objects.present().select_related("blob"), pk=pk)
    return attachment, *_owner(request, attachment.owner_kind, attachment.owner_id)


def _way_back(request: HttpRequest, owner: Any) -> str:
    """The page of this portal that the form was on, else the record's own."""
    asked = request.POST.get("next", "")
    if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    return str(owner.get_absolute_url())
