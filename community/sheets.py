"""Forms of a decision and of an election as PDF: notice, ballot, minutes; blank, or with what the record knows.

The QR code leads to the record on the portal, where the signed sheet is photographed and typed in. The forms are no
official papers of an authority; they are read in the village, so they are Vietnamese whoever prints them. Of elections
they say what Articles 15 and 21 of the Law and Article 6 of Decree 59/2023 say; no prescribed form of them was read.
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
from organizations.models import Unit

from .models import Decision, Election

INVITATION, BALLOT, MINUTES = "giay-moi", "phieu-lay-y-kien", "bien-ban"
TITLES: dict[str, str | Promise] = {
    INVITATION: _("Giấy mời họp"), BALLOT: _("Phiếu lấy ý kiến"), MINUTES: _("Biên bản")
}  # fmt: skip
_NOTICE = _("Thông báo lấy ý kiến")
_BODIES = {
    INVITATION: "community/paper_notice.html",
    BALLOT: "community/paper_ballot.html",
    MINUTES: "community/paper_minutes.html",
}

ELECTION_FORMS: dict[str, str | Promise] = {
    "thong-bao": _("Thông báo bầu cử"), "phieu-bau": _("Phiếu bầu"), "bien-ban": _("Biên bản bầu cử")
}  # fmt: skip
_ELECTION_BODIES = {
    "thong-bao": "community/paper_election_notice.html",
    "phieu-bau": "community/paper_election_ballot.html",
    "bien-ban": "community/paper_election_minutes.html",
}
BLANK_ROWS = 3  # for candidates on a blank form


def offered(decision: Decision) -> dict[str, str | Promise]:
    """The forms of a decision by kind, with their names: a ballot has no meeting to invite to."""
    first = {INVITATION: TITLES[INVITATION] if decision.how == VoteForm.MEETING else _NOTICE}
    ballot = {BALLOT: TITLES[BALLOT]} if decision.how == VoteForm.BALLOT else {}
    return first | ballot | {MINUTES: TITLES[MINUTES]}


def render(decision: Decision, kind: str, *, blank: bool) -> bytes:
    """The form as a PDF file; blank ones keep the head, the matter's law and the code, and leave room for the pen."""
    results = list(decision.results.select_related("village__kind").order_by("village__sort_key", "pk"))
    village = results[0].village if len(results) == 1 else None
    own = {"decision": decision, "results": results}
    return _paper(decision, offered(decision)[kind], _BODIES[kind], village, own | {"blank": blank})


def render_election(election: Election, kind: str, *, blank: bool) -> bytes:
    """The form of an election as a PDF file; candidates are public and stand on it unless it is blank."""
    candidates = list(election.candidates.order_by("number"))
    rows = [None] * BLANK_ROWS if blank or not candidates else candidates
    own = {"election": election, "rows": rows, "blank": blank}
    return _paper(election, ELECTION_FORMS[kind], _ELECTION_BODIES[kind], election.village, own)


def _paper(
    record: Decision | Election, name: str | Promise, body: str, village: Unit | None, own: dict[str, Any]
) -> bytes:
    context = own | {
        "record": record, "name": name, "body": body, "village": village,
        "product": settings.PRODUCT_NAME, "printed_on": clock.today(),
    }  # fmt: skip
    with override("vi"):
        return pdf.render(
            "community/paper.html",
            context,
            title=f"{name} {record.code}",
            made_at=clock.now(),
            images={"qr": qr_code(f"{settings.QCDC_BASE_URL}{record.get_absolute_url()}")},
        )


def response(content: bytes, name: str) -> HttpResponse:
    """A PDF file to be saved."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
