"""Forms of the village head as PDF: invitation, ballot, minutes; blank, or with what the record knows.

The QR code leads to the record on the portal, where the signed sheet is photographed and typed in. The forms are no
official papers of an authority; their words are prescribed, so they are Vietnamese whoever prints them.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from common import clock, pdf
from common.qr import qr_code
from conferences.enums import VoteForm

from .models import Decision

INVITATION, BALLOT, MINUTES = "giay-moi", "phieu-lay-y-kien", "bien-ban"
TITLES: dict[str, str | Promise] = {
    INVITATION: _("Giấy mời họp"), BALLOT: _("Phiếu lấy ý kiến"), MINUTES: _("Biên bản")
}  # fmt: skip
_NOTICE = _("Thông báo lấy ý kiến")


def offered(decision: Decision) -> dict[str, str | Promise]:
    """The forms of a decision by kind, with their names: a ballot has no meeting to invite to."""
    first = {INVITATION: TITLES[INVITATION] if decision.how == VoteForm.MEETING else _NOTICE}
    ballot = {BALLOT: TITLES[BALLOT]} if decision.how == VoteForm.BALLOT else {}
    return first | ballot | {MINUTES: TITLES[MINUTES]}


def render(decision: Decision, kind: str, *, blank: bool) -> bytes:
    """The form as a PDF file; blank ones keep the head, the matter's law and the code, and leave room for the pen."""
    results = list(decision.results.select_related("village__kind").order_by("village__sort_key", "pk"))
    context: dict[str, Any] = {
        "decision": decision,
        "kind": kind,
        "name": offered(decision)[kind],
        "blank": blank,
        "results": results,
        "result": results[0] if len(results) == 1 else None,
        "product": settings.PRODUCT_NAME,
        "printed_on": clock.today(),
    }
    with override("vi"):
        return pdf.render(
            "community/paper.html",
            context,
            title=f"{offered(decision)[kind]} {decision.code}",
            made_at=clock.now(),
            images={"qr": qr_code(f"{settings.QCDC_BASE_URL}{decision.get_absolute_url()}")},
        )


def response(content: bytes, name: str) -> HttpResponse:
    """A PDF file to be saved."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
