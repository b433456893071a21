"""Where a report stands in its life: its chain of approval, its next steps, what came back signed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.models import User
from documents.services import attachments_of
from organizations.enums import Role

from .. import policies
from ..actions import Asked, actions_for
from ..enums import ReportStatus
from ..gather import gather_for
from ..models import Report
from ..paper import issued_paper, signer_of
from ..services.numbering import USUAL, way_of


def context(report: Report, user: User, at: frozenset[Role]) -> dict[str, Any]:
    """What parts/steps.html reads; ``at``: the person's roles at the body."""
    approvals = list(report.approvals.filter(round=report.round).select_related("decided_by", "slip"))
    waits = next((one for one in approvals if not one.outcome), None)
    step = waits if report.status == ReportStatus.SUBMITTED else None
    actions = actions_for(Asked(user, report, step, _way(report), at))
    return {
        **_paper(report),
        "approvals": approvals,
        "waits": step,
        "allowed": [one for one in actions if one.allowed],
        "reasons": list(dict.fromkeys(one.reason for one in actions if one.reason)),
        "can_write": report.status == ReportStatus.DRAFT and bool(at & policies.WRITERS),
        "signed": _signed(report),
    }


def _way(report: Report) -> Any:
    """Asked only when it decides which button is shown."""
    return way_of(report) if report.status == ReportStatus.APPROVED else USUAL


def _paper(report: Report) -> dict[str, Any]:
    """Who signs; up to which day the figures speak; what the office's own system asks for."""
    if report.edition:
        paper = issued_paper(report)
        return {"signer": paper.signer, "frozen": report.edition, "paper": paper}
    gathered = gather_for(report)
    return {"signer": signer_of(report, gathered), "as_of": gathered.on}


def _signed(report: Report) -> dict[str, Any] | None:
    """The signed file that came back last, with a link to it, its signatures and its differences."""
    if report.document is None:
        return None
    copy = report.signed_copies.order_by("-received_at", "-pk").first()
    if copy is None:
        return None
    file = next((one for one in attachments_of(report.document) if one.blob_id == copy.blob_id), None)
    return {"copy": copy, "file": file, "signatures": [_signature(one) for one in copy.signatures]}


def _signature(data: dict[str, Any]) -> dict[str, Any]:
    """A signature as the page shows it; its time as a moment."""
    return {**data, "at": datetime.fromisoformat(data["signed_at"]) if data["signed_at"] else None}
