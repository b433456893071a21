"""What the pages of forms and windows share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from common.frame import of as frame_of

NO_BODY = _("Ở đơn vị đang xem không có cơ quan nào mà đồng chí là chuyên viên tổng hợp hoặc quản trị đơn vị.")


def with_unit(request: HttpRequest, address: str) -> str:
    """The address with the unit in view."""
    query = frame_of(request).unit_query
    return address + (query.replace("?", "&", 1) if "?" in address else query)


def typed_in(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when nothing was; None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def form_page(request: HttpRequest, form: Any, label: str, **context: Any) -> HttpResponse:
    """One form: label; crumb (windows, forms), record, hint, codes, effects, dangerous – optional."""
    return render(request, "indicators/defining_form.html", {"form": form, "label": label} | context)
