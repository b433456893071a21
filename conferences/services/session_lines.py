"""What belongs to a session: papers, verifications, questions; a promise in an answer becomes a task."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from conferences import session_events as events
from conferences import session_policies as policies
from conferences import workflow
from conferences.enums import Answered, SessionPaperRole
from conferences.models import CouncilSession, Questioning, SessionPaper, Verification
from documents import services as documents
from documents.models import DocumentType, OfficialDocument
from organizations.enums import Family
from organizations.models import Body
from steering import services as steering
from steering.models import Task

from .sessions import locked_session, write_session_stakes
from .shared import still_there

SOURCE = "conferences.questioning"
TYPES = {
    SessionPaperRole.RESOLUTION: "nghi-quyet",
    SessionPaperRole.SUBMISSION: "to-trinh",
    SessionPaperRole.REPORT: "bao-cao",
    SessionPaperRole.VERIFICATION: "bao-cao",
    SessionPaperRole.MINUTES: "bien-ban",
    SessionPaperRole.OTHER: "cong-van",
}


@dataclass(frozen=True, kw_only=True)
class NumberedPaper:
    """A signed paper that the portal does not know yet: its number, day and subject line. The council issues it."""

    role: SessionPaperRole
    number: int | None
    issued_on: date
    subject: str
    symbol: str = ""


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What a committee of the council verifies, and what it says."""

    committee: Body
    matter: str
    opinion: str = ""
    document: OfficialDocument | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question to a body: the deputy's office, the words, and the answer as far as there is one."""

    asked_by: str
    asked: Body
    question: str
    answered: str = ""  # an Answered
    answer: str = ""
    document: OfficialDocument | None = None


@transaction.atomic
def add_session_paper(*, session: CouncilSession, paper: NumberedPaper, by: User) -> SessionPaper:
    """Enter a paper that was signed, under its number; after the session has closed too."""
    session = _locked_for_papers(session, by)
    document = documents.record_issued(
        issuer=session.council,
        type=DocumentType.objects.get(code=TYPES[paper.role]),
        number=paper.number,
        symbol=paper.symbol,
        issued_on=paper.issued_on,
        subject=paper.subject,
        by=by,
    )
    return _link(session, document, paper.role, by)


@transaction.atomic
def link_session_paper(
    *, session: CouncilSession, document: OfficialDocument, role: SessionPaperRole, by: User
) -> SessionPaper:
    """Link a document that the portal knows already, such as a report of the People's Committee."""
    session = _locked_for_papers(session, by)
    if session.papers.filter(document=document).exists():
        raise Refused(_("Văn bản này đã có trong hồ sơ kỳ họp."), field="document")
    return _link(session, document, role, by)


@transaction.atomic
def unlink_session_paper(*, paper: SessionPaper, by: User) -> None:
    """Take a paper out of the session's file; the document itself stays."""
    session = _locked_for_papers(paper.session, by)
    paper = still_there(session.papers.select_related("document__type", "document__issuer__kind"), paper.pk)
    what = paper.document.label
    paper.delete()
    _remember(events.LINE_REMOVED, paper, what, by)


@transaction.atomic
def add_verification(*, session: CouncilSession, verified: Verified, by: User) -> Verification:
    """Enter what a committee verifies. The same matter of the same committee twice is refused: a repeated click."""
    session = _locked_to_keep(session, by)
    line = Verification(session=session)
    _write_verification(line, verified)
    line.save()
    write_session_stakes(session)
    _remember(events.LINE_ADDED, line, line.matter, by)
    return line


@transaction.atomic
def edit_verification(*, line: Verification, verified: Verified, by: User) -> Verification:
    """Correct it, or write what the committee said."""
    session = _locked_to_keep(line.session, by)
    line = still_there(session.verifications.all(), line.pk)
    line.session = session
    _write_verification(line, verified)
    line.save()
    write_session_stakes(session)
    _remember(events.LINE_EDITED, line, line.matter, by)
    return line


@transaction.atomic
def remove_verification(*, line: Verification, by: User) -> None:
    """Take it out; the history keeps its first words."""
    session = _locked_to_keep(line.session, by)
    still_there(session.verifications.all(), line.pk).delete()
    write_session_stakes(session)
    _remember(events.LINE_REMOVED, line, line.matter, by)


@transaction.atomic
def add_questioning(*, session: CouncilSession, asked: Asked, by: User) -> Questioning:
    """Enter a question. The same words to the same body twice are refused: a repeated click."""
    session = _locked_to_keep(session, by)
    line = Questioning(session=session)
    _write_questioning(line, asked)
    line.save()
    write_session_stakes(session)
    _remember(events.LINE_ADDED, line, line.question, by)
    return line


@transaction.atomic
def edit_questioning(*, line: Questioning, asked: Asked, by: User) -> Questioning:
    """Correct it, or write the answer; the body stays once its promise has become a task."""
    session = _locked_to_keep(line.session, by)
    line = still_there(session.questionings.all(), line.pk)
    line.session = session
    if line.task_id and asked.asked.pk != line.asked_id:
        raise Refused(_("Đã giao việc theo cam kết, không đổi cơ quan được chất vấn được nữa."), field="asked")
    _write_questioning(line, asked)
    line.save()
    write_session_stakes(session)
    _remember(events.LINE_EDITED, line, line.question, by)
    return line


@transaction.atomic
def remove_questioning(*, line: Questioning, by: User) -> None:
    """Take it out, unless its promise has become a task."""
    session = _locked_to_keep(line.session, by)
    line = still_there(session.questionings.all(), line.pk)
    if line.task_id:
        raise Refused(_("Đã giao việc theo cam kết, không bỏ chất vấn này được nữa."))
    line.delete()
    write_session_stakes(session)
    _remember(events.LINE_REMOVED, line, line.question, by)


@transaction.atomic
def commit_to_task(
    *, line: Questioning, title: str, due_on: date, by: User, lead: Body | None = None, supporters: Sequence[Body] = ()
) -> Task:
    """What was promised in the answer becomes a task of the council, assigned on the session's last day so far.

    Refused: before the session has begun, without an answer, twice.
    """
    session = locked_session(line.session)
    policies.check_can_commit(by, session.council)
    workflow.move_session(session, "commit")
    line = still_there(session.questionings.select_related("asked"), line.pk)
    if line.task_id:
        raise Refused(_("Cam kết này đã được giao thành nhiệm vụ."))
    if not line.answered:
        raise Refused(_("Ghi trả lời chất vấn trước khi giao việc theo cam kết."))
    leader = lead or line.asked
    task = steering.assign_task(
        title=title,
        assigned_by=policies.assigner_for(by, session.council),
        lead=leader,
        supporters=list(supporters),
        assigned_on=min(session.ends_on, clock.today()),
        due_on=due_on,
        origin_kind=SOURCE,
        origin_id=line.pk,
        origin_text=_origin(session),
        by=by,
    )
    line.task = task
    line.save(update_fields=["task"])
    events.remember(events.COMMITTED, session, by, task=task.code, lead=leader.name, due=ngay(due_on))
    return task


@in_portal_language
def _origin(session: CouncilSession) -> str:
    return _("chất vấn tại {session}").format(session=session.label)


def _locked_for_papers(session: CouncilSession, by: User) -> CouncilSession:
    session = locked_session(session)
    policies.check_can_add_paper(by, session.council)
    workflow.move_session(session, "keep")
    return session


def _locked_to_keep(session: CouncilSession, by: User) -> CouncilSession:
    session = locked_session(session)
    policies.check_can_keep(by, session.council)
    workflow.move_session(session, "keep")
    return session


def _link(session: CouncilSession, document: OfficialDocument, role: SessionPaperRole, by: User) -> SessionPaper:
    paper = SessionPaper.objects.create(session=session, document=document, role=role)
    _remember(events.LINE_ADDED, paper, document.label, by)
    return paper


def _write_verification(line: Verification, verified: Verified) -> None:
    line.committee, line.matter = verified.committee, clean_line(verified.matter)
    line.opinion, line.document = nfc(verified.opinion).strip(), verified.document
    if not line.matter:
        raise Refused(_("Cần ghi nội dung được thẩm tra."), field="matter")
    council = line.session.council
    is_own = line.committee.unit_id == council.unit_id and line.committee.family == Family.COUNCIL
    if not is_own or line.committee_id == council.pk:
        raise Refused(_("Thẩm tra do một Ban của chính Hội đồng nhân dân này thực hiện."), field="committee")
    same = line.session.verifications.filter(committee=line.committee, matter=line.matter)
    if same.exclude(pk=line.pk).exists():
        raise Refused(_("Nội dung thẩm tra này đã có."), field="matter")


def _write_questioning(line: Questioning, asked: Asked) -> None:
    line.asked_by, line.asked = clean_line(asked.asked_by), asked.asked
    line.question, line.answer = nfc(asked.question).strip(), nfc(asked.answer).strip()
    line.answered, line.document = asked.answered, asked.document
    if not line.asked_by:
        raise Refused(_("Cần ghi đại biểu chất vấn."), field="asked_by")
    if not line.question:
        raise Refused(_("Cần ghi nội dung chất vấn."), field="question")
    _check_answer(line)
    same = line.session.questionings.filter(asked=line.asked, question=line.question)
    if same.exclude(pk=line.pk).exists():
        raise Refused(_("Chất vấn này đã có trong danh sách."), field="question")


def _check_answer(line: Questioning) -> None:
    if not line.answered:
        if line.answer or line.document:
            raise Refused(_("Chọn trả lời tại kỳ họp hay bằng văn bản."), field="answered")
        return
    if line.answered == Answered.IN_WRITING and line.document is None:
        raise Refused(_("Trả lời bằng văn bản phải có văn bản trả lời."), field="document")
    if not line.answer and line.document is None:
        raise Refused(_("Ghi nội dung trả lời, hoặc chọn văn bản trả lời."), field="answer")


@in_portal_language
def _remember(kind: str, line: SessionPaper | Verification | Questioning, what: str, by: User) -> None:
    sort = str(line._meta.verbose_name)
    events.line(kind, line.session, sort, what, by)
