"""Printing a paper: at once when it is short, else by a job whose file waits for whoever asked, as lists do."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import override

from accounts.models import User
from audit.services import record
from common import pdf
from documents import services as documents
from jobs import services as jobs
from jobs.models import Job
from jobs.registry import Progress
from organizations.models import Body
from petitions import events
from petitions.enums import ExportFormat
from petitions.models import PetitionExport

from .base import Words
from .kinds import AT_ONCE, KINDS, Kind, unit_of

PRINT = "petitions.paper"  # kind of a job
_TEXTS = ("position", "signer", "opinion", "proposals")


def printed(kind: Kind, found: Any, words: Words, *, on_progress: Progress | None = None) -> bytes:
    """The PDF file. A prescribed form: it is printed in Vietnamese, whatever language the officer reads."""
    with override("vi"):
        paper = kind.build(found, words)
    return pdf.render_paper(paper, on_progress=on_progress)


def print_or_enqueue(kind: Kind, code: str, found: Any, words: Words, *, by: User) -> bytes | Job:
    """The file, or above AT_ONCE petitions the job that writes it."""
    if kind.size(found) <= AT_ONCE:
        return printed(kind, found, words)
    with transaction.atomic():
        export = PetitionExport.objects.create(
            unit=unit_of(found), chosen=_noted(kind, code, found, words), format=ExportFormat.PDF, created_by=by
        )
        export.job = jobs.enqueue(PRINT, key=str(export.pk), by=by, export_id=export.pk)
        export.save(update_fields=["job"])
    return export.job


def carry_out(job: Job, progress: Progress) -> PetitionExport:
    """What the job does, for the person who asked and as that person sees it now."""
    export = PetitionExport.objects.select_related("unit__kind", "created_by", "blob").get(pk=job.args["export_id"])
    if export.blob is not None:
        return export
    kind, words = KINDS[export.chosen["paper"]], _read(export.chosen)
    found = kind.find(export.created_by, export.chosen["code"], export.chosen["query"])
    if found is None:
        raise LookupError(_now("Hồ sơ này nằm ngoài phạm vi của anh/chị."))
    content, rows = printed(kind, found, words, on_progress=progress), kind.size(found)
    with transaction.atomic():
        export.blob, export.rows = documents.store(content, content_type="application/pdf"), rows
        export.save(update_fields=["blob", "rows"])
        record(events.EXPORTED, by=export.created_by, subject=export, unit_id=export.unit_id, count=rows, format="pdf")
    return export


def _noted(kind: Kind, code: str, found: Any, words: Words) -> dict[str, Any]:
    texts = {name: getattr(words, name) for name in _TEXTS}
    where = {"paper": kind.slug, "code": code, "query": kind.query(found), "issuer": words.issuer.pk}
    return where | texts | {"recipients": list(words.recipients)}


def _read(noted: dict[str, Any]) -> Words:
    issuer = Body.objects.select_related("kind", "unit__kind", "parent").get(pk=noted["issuer"])
    texts = {name: noted[name] for name in _TEXTS}
    return Words(issuer=issuer, recipients=tuple(noted["recipients"]), **texts)
