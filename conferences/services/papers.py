"""Step 8: minutes, notice of conclusions and other papers with their numbers; files come through documents."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Refused
from conferences import events, policies
from conferences.enums import PaperRole, Status, Step
from conferences.models import Conference, ConferencePaper
from documents import services as documents
from documents.models import DocumentType, OfficialDocument
from organizations.models import Body

from .shared import locked, mark_saved, open_for, still_there

TYPES = {
    PaperRole.MINUTES: "bien-ban",
    PaperRole.NOTICE: "thong-bao",
    PaperRole.REPORT: "bao-cao",
    PaperRole.INVITATION: "giay-moi",
    PaperRole.OTHER: "cong-van",
}


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A signed paper: what it is to the conference, its number, day and subject line. The host issues it."""

    role: PaperRole
    number: int | None
    issued_on: date
    subject: str
    symbol: str = ""
    issuer: Body | None = None


@transaction.atomic
def save_step_8_papers(*, conference: Conference, by: User) -> Conference:
    """Say that the papers are all there, or that they follow."""
    conference = open_for(conference, Step.PAPERS, by)
    mark_saved(conference, Step.PAPERS, by)
    return conference


@transaction.atomic
def add_paper(*, conference: Conference, paper: Paper, by: User) -> ConferencePaper:
    """Enter a signed paper under its number. Possible after completion too: the notice is often numbered later."""
    conference = _locked_for_papers(conference, by)
    document = documents.record_issued(
        issuer=paper.issuer or conference.host,
        type=DocumentType.objects.get(code=TYPES[paper.role]),
        number=paper.number,
        symbol=paper.symbol,
        issued_on=paper.issued_on,
        subject=paper.subject,
        by=by,
    )
    return _link(conference, document, paper.role, by)


@transaction.atomic
def link_paper(*, conference: Conference, document: OfficialDocument, role: PaperRole, by: User) -> ConferencePaper:
    """Link a document that the portal knows already, such as a report presented to the conference."""
    conference = _locked_for_papers(conference, by)
    if conference.papers.filter(document=document).exists():
        raise Refused(_("Văn bản này đã có trong hồ sơ hội nghị."), field="document")
    return _link(conference, document, role, by)


@transaction.atomic
def unlink_paper(*, paper: ConferencePaper, by: User) -> None:
    """Take a paper out of the conference's file; the document itself stays."""
    conference = open_for(paper.conference, Step.PAPERS, by)
    paper = still_there(conference.papers.select_related("document__type", "document__issuer__kind"), paper.pk)
    what = paper.document.label
    paper.delete()
    mark_saved(conference, Step.PAPERS, by)
    events.line(events.REMOVED, conference, Step.PAPERS, what, by)


def _link(conference: Conference, document: OfficialDocument, role: PaperRole, by: User) -> ConferencePaper:
    paper = ConferencePaper.objects.create(conference=conference, document=document, role=role)
    mark_saved(conference, Step.PAPERS, by)
    events.line(events.ADDED, conference, Step.PAPERS, document.label, by)
    return paper


def _locked_for_papers(conference: Conference, by: User) -> Conference:
    conference = locked(conference)
    policies.check_can_add_paper(by, conference)
    if conference.status == Status.CANCELLED:
        raise Refused(_("Hội nghị đã hủy."))
    return conference
