"""Long work on many petitions at once, with a page that shows how far it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from documents.models import OfficialDocument
from jobs import registry
from jobs.models import Job
from jobs.registry import Progress

from .enums import HandoverStatus, ReferralStatus
from .models import Handover, Petition, Referral
from .services import handing_over, referring


def register() -> None:
    """Called once at start-up."""
    open_referral: dict[str, Any] = {"result_url": _page, "result_label": _("Xem đợt chuyển")}
    open_handover: dict[str, Any] = {"result_url": _page, "result_label": _("Xem bàn giao")}
    registry.job(referring.SEND, title=_("Chuyển kiến nghị"), **open_referral)(send)
    registry.job(handing_over.APPLY, title=_("Bàn giao kiến nghị"), **open_handover)(apply)
    registry.job(handing_over.UNDO, title=_("Hoàn tác bàn giao kiến nghị"), **open_handover)(undo)


def send(job: Job, progress: Progress) -> dict[str, Any]:
    """In one transaction, under the referral's lock: whoever comes second finds it sent."""
    referral = Referral.objects.get(pk=job.args["referral_id"])
    if referral.status != ReferralStatus.SENT:
        total, done = referral.items.count(), 0

        def tell(batch: Sequence[Petition]) -> None:
            nonlocal done
            done += len(batch)
            _counting(progress)(done, total)

        document = OfficialDocument.objects.select_related("issuer").get(pk=job.args["document_id"])
        referring.send(referral=referral, document=document, by=User.objects.get(jobs=job), tell=tell)
    return {"url": referral.get_absolute_url()}


def apply(job: Job, progress: Progress) -> dict[str, Any]:
    """In one transaction, under the handover's lock."""
    handover = Handover.objects.get(pk=job.args["handover_id"])
    if handover.status == HandoverStatus.DRAFT:
        handing_over.apply(handover=handover, by=User.objects.get(jobs=job), tell=_counting(progress))
    return {"url": handover.get_absolute_url()}


def undo(job: Job, progress: Progress) -> dict[str, Any]:
    """In one transaction, under the handover's lock."""
    handover = Handover.objects.get(pk=job.args["handover_id"])
    if handover.status == HandoverStatus.APPLIED:
        by, reason = User.objects.get(jobs=job), job.args["reason"]
        handing_over.undo(handover=handover, reason=reason, by=by, tell=_counting(progress))
    return {"url": handover.get_absolute_url()}


def _counting(progress: Progress) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        progress(5 + 90 * done // max(total, 1), _("{done} / {total} kiến nghị").format(done=done, total=total))

    return tell


def _page(job: Job) -> str:
    return str((job.result or {}).get("url", ""))
