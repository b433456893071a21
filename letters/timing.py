"""The clocks of letters and sealed cases (Laws 02/2011, 42/2013, 25/2018 and their decrees).

Which version of a rule applies is decided by the day on which the letter was received; the count begins at the rule's
own event. Where no rule was in force on that day there is no clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.errors import Refused
from common.names import in_portal_language
from deadlines import duties, finding, subjects
from deadlines.models import Clock, Rule
from deadlines.services import clocks
from documents.models import OfficialDocument

from .enums import ContentKind, Stage
from .models import Letter, LetterContent, SealedCase

CONTENT, SEALED = "letters.lettercontent", "letters.sealedcase"
ACCEPTANCE, SETTLEMENT, SENDING = "letters.acceptance", "letters.settlement", "letters.sending"
STATUS, REPORT_BACK = "letters.status", "letters.report_back"
SEALED_PROCESSING, SEALED_TRANSFER = "letters.sealed_processing", "letters.sealed_transfer"
SEALED_NOTICE, SEALED_SETTLEMENT = "letters.sealed_notice", "letters.sealed_settlement"

SEVERAL_PLACES, COMPLEX = "several-places", "complex"


def register() -> None:
    """Called once at start-up. A kind of clock is also the name of the duty that it waits for."""
    from . import policies

    labels = {
        ACCEPTANCE: _("Thụ lý hoặc xử lý đơn"),
        SETTLEMENT: _("Giải quyết khiếu nại"),
        SENDING: _("Gửi quyết định giải quyết"),
        STATUS: _("Trả lời tình trạng xử lý"),
        REPORT_BACK: _("Báo kết quả cho nơi chuyển đơn"),
    }
    for code, label in labels.items():
        duties.register(code, label, roles=policies.HANDLERS)
    for code in (SEALED_PROCESSING, SEALED_TRANSFER, SEALED_NOTICE, SEALED_SETTLEMENT):
        duties.register(code, _("Xử lý hồ sơ niêm phong"), roles=policies.SEALED_DECIDERS)
    subjects.register(
        CONTENT, visible=contents_for, may_change=policies.check_can_handle, moved=keep_due_dates, by_hand=False
    )
    subjects.register(
        SEALED, visible=policies.sealed_for, may_change=policies.check_can_decide, by_hand=False
    )  # fmt: skip


def contents_for(user: User) -> QuerySet[LetterContent]:
    """Contents of the letters that exist for a person."""
    visible = LetterContent.objects.filter(letter__in=Letter.objects.visible_to(user))
    return visible.select_related("letter", "holder__unit")


# -- contents of letters


def begin(content: LetterContent, *, on: date, by: User) -> None:
    """A content came in: a complaint has to be accepted, and at a reception the person is told how it stands."""
    if content.kind == ContentKind.COMPLAINT:
        _start(content, ACCEPTANCE, "complaint-acceptance", on=on, by=by)


def owe_status(content: LetterContent, *, on: date, by: User) -> None:
    """What was received at a reception is answered within ten working days (Law 42/2013 Article 28)."""
    _start(content, STATUS, "handling-status", on=on, by=by)


def settle_by(content: LetterContent, *, remote: bool, difficult: bool, on: date, by: User) -> None:
    """An accepted complaint has to be settled: first or second, in a remote area, complex."""
    family = "complaint-second" if content.stage == Stage.SECOND else "complaint-first"
    family += "-remote" if remote else ""
    _start(content, SETTLEMENT, family, variant=COMPLEX if difficult else "", on=on, by=by)


def send_by(content: LetterContent, *, on: date, by: User, paper: OfficialDocument) -> None:
    """A decision has to be sent."""
    family = "complaint-second-sent" if content.stage == Stage.SECOND else "complaint-first-sent"
    _start(content, SENDING, family, on=on, by=by, paper=paper)


def report_by(content: LetterContent, *, on: date, by: User) -> None:
    """Whoever forwarded the letter has to be told the result."""
    _start(content, REPORT_BACK, "forwarded-result", on=on, by=by)


def _start(
    content: LetterContent,
    kind: str,
    family: str,
    *,
    on: date,
    by: User,
    variant: str = "",
    paper: OfficialDocument | None = None,
) -> None:
    rule = _rule(family, content.letter.received_on, variant, content.holder.unit_id)
    if rule is not None:
        clocks.start(
            content, kind, title=_title_of(content), body=content.holder, duty=kind, on=on, by=by, rule=rule,
            paper=paper,
        )  # fmt: skip


def _rule(family: str, on: date, variant: str, unit_id: int) -> Rule | None:
    try:
        return finding.in_force(family, on, variant=variant, unit_id=unit_id)
    except Refused:
        return None


@in_portal_language
def _title_of(content: LetterContent) -> str:
    return content.title


def live(record: LetterContent | SealedCase, kind: str) -> Clock | None:
    """The live clock of a record for one purpose, locked; None where no rule was in force."""
    try:
        return clocks.live(record, kind)
    except Clock.DoesNotExist:
        return None


def stop(record: LetterContent | SealedCase, *kinds: str, on: date, by: User) -> None:
    """What these clocks waited for is done."""
    for kind in kinds:
        if clock := live(record, kind):
            clocks.stop(clock, on=on, by=by)


def cancel(record: LetterContent | SealedCase, *kinds: str, on: date, by: User) -> None:
    """It need not be done any more, or somebody else does it."""
    for kind in kinds:
        if clock := live(record, kind):
            clocks.cancel(clock, on=on, by=by)


def keep_due_dates(keys: Sequence[int]) -> None:
    """Copy the earliest due date of the running clocks to the contents, and from there to the letters.

    A suspended clock owes nothing, so its date stands in no list.
    """
    own = Clock.objects.filter(subject_kind=CONTENT, subject_id=OuterRef("pk")).running().order_by("due_on")
    contents = LetterContent.objects.filter(pk__in=list(keys))
    _copy(contents.annotate(next_due=Subquery(own.values("due_on")[:1])))
    parts = LetterContent.objects.filter(letter=OuterRef("pk"), due_on__isnull=False).order_by("due_on")
    letters = Letter.objects.filter(pk__in=contents.values("letter"))
    _copy(letters.annotate(next_due=Subquery(parts.values("due_on")[:1])))


def _copy(rows: QuerySet[LetterContent] | QuerySet[Letter]) -> None:
    """Only where it differs, so that row history has no empty versions."""
    other = Q(due_on__lt=F("next_due")) | Q(due_on__gt=F("next_due"))
    other |= Q(due_on__isnull=True, next_due__isnull=False) | Q(due_on__isnull=False, next_due__isnull=True)
    rows.filter(other).update(due_on=F("next_due"))


# -- sealed cases


@in_portal_language
def _sealed_title(case: SealedCase) -> str:
    return _now("Vụ việc niêm phong số {code}").format(code=case.code)


def start_sealed(case: SealedCase, kind: str, family: str, *, on: date, by: User, variant: str = "") -> None:
    """A clock of a sealed case; its title says the number and nothing else."""
    rule = _rule(family, case.received_on, variant, case.holder.unit_id)
    if rule is not None:
        clocks.start(
            case, kind, title=_sealed_title(case), body=case.holder, duty=kind, on=on, by=by, rule=rule
        )  # fmt: skip
