"""Handing a form in: everything is checked, figures are frozen, the body's chain of approval begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.names import in_page_language
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from figures.models import BreakdownItem, Indicator
from indicators import checking, events, policies, telling, timing, workflow
from indicators.checking import Finding
from indicators.enums import Severity, Source, StepKind
from indicators.models import Approval, ApprovalStep, Check, Explanation, FormLine, Submission
from indicators.services import consolidating, copying
from indicators.services.entry import check_open
from indicators.services.rows import locked
from organizations.enums import Role
from organizations.models import Body


class NotReady(Refused):
    """The form cannot be handed in; ``messages``: every reason, in the order of the form."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


@dataclass(frozen=True)
class ChainStep:
    """A step as it is frozen for a round."""

    name_vi: str
    name_en: str
    kind: StepKind
    role: Role

    @property
    def name(self) -> str:
        """In the language of the page."""
        return in_page_language(self)


def chain_of(body: Body) -> list[ChainStep]:
    """Through whose hands a body's forms go. Without steps of its own its leader signs."""
    own = [
        ChainStep(step.name_vi, step.name_en, StepKind(step.kind), Role(step.role))
        for step in ApprovalStep.objects.filter(body=body)
    ]
    return own or [ChainStep("Lãnh đạo ký duyệt", "Signed by the leader", StepKind.SIGN, Role.LEADER)]


@transaction.atomic
def submit(*, submission: Submission, by: User, explanations: Mapping[int, str] | None = None) -> Submission:
    """Hand the form in. ``explanations``: why warned figures are right, by the key of the check.

    Raises NotReady for figures that are missing without a reason, checks that block, warnings without an explanation.
    """
    submission = locked(submission)
    policies.check_can_submit(by, submission)
    check_open(submission)
    workflow.move(submission, "submit")
    below = consolidating.lock_below(submission)
    lines = copying.freeze(submission, by=by)
    _explain(submission, explanations or {}, by)
    if reasons := _missing(submission, lines) + _broken(submission):
        raise NotReady(reasons)

    submission.round += 1
    submission.save(update_fields=["state", "round"])
    copying.take_copy(submission, by=by)
    first = _begin_chain(submission)
    consolidating.consolidate(submission, below, by=by)
    timing.hand_to_step(submission, first.role)

    record(events.SUBMITTED, by=by, subject=submission, unit_id=submission.unit_id, round=submission.round)
    telling.waits_for(first, by=by)
    return submission


@dataclass(frozen=True)
class Rehearsal:
    """What would stand in the way of handing in: names of empty lines, checks that the figures break."""

    missing: list[str]
    findings: list[Finding]


def rehearse(*, submission: Submission, by: User) -> Rehearsal:
    """Freeze and check as submit() does, and leave nothing behind."""
    with transaction.atomic():
        empty = lines_missing(submission, copying.freeze(submission, by=by))
        found = Rehearsal([line.indicator.name for line in empty], checking.findings(submission))
        transaction.set_rollback(True)
    return found


@transaction.atomic
def withdraw(*, submission: Submission, by: User) -> Submission:
    """Take a form back while nobody has decided; the copy of the round stays."""
    submission = locked(submission)
    policies.check_can_submit(by, submission)
    workflow.move(submission, "withdraw")
    if submission.approvals.filter(round=submission.round).exclude(outcome="").exists():
        raise Refused(_("Đã có bước được duyệt, không rút lại được; đề nghị người duyệt trả lại."))
    submission.save(update_fields=["state"])
    timing.hand_back(submission)
    record(events.WITHDRAWN, by=by, subject=submission, unit_id=submission.unit_id)
    return submission


@transaction.atomic
def note_down(*, submission: Submission, note: str, by: User) -> Submission:
    """What is said beside the figures; written while figures may be typed."""
    submission = locked(submission)
    policies.check_can_type(by, submission)
    check_open(submission)
    words = nfc(note.strip())
    if words != submission.note:
        submission.note = words
        submission.save(update_fields=["note"])
        record(events.NOTED, by=by, subject=submission, unit_id=submission.unit_id)
    return submission


@transaction.atomic
def number(*, submission: Submission, number: str, dated: date, by: User) -> Submission:
    """Number and date of the paper that goes up with the figures; noted once the form was approved."""
    submission = locked(submission)
    policies.check_can_number(by, submission)
    workflow.move(submission, "number")
    line = clean_line(number)
    if not line:
        raise Refused(_("Cần ghi số, ký hiệu."), field="number")
    if dated > clock.today():
        raise Refused(_("Ngày văn bản không được sau hôm nay."), field="dated")
    if (line, dated) != (submission.number, submission.dated):
        submission.number, submission.dated = line, dated
        submission.save(update_fields=["number", "dated"])
        record(events.NUMBERED, by=by, subject=submission, unit_id=submission.unit_id, number=line, day=ngay(dated))
    return submission


def _begin_chain(submission: Submission) -> Approval:
    """The chain is frozen, so that a later change of the body's steps touches no round that was begun."""
    steps = Approval.objects.bulk_create(
        Approval(
            submission=submission, round=submission.round, order=order, name_vi=step.name_vi, name_en=step.name_en,
            kind=step.kind, role=step.role,
        )
        for order, step in enumerate(chain_of(submission.body), 1)
    )  # fmt: skip
    return steps[0]


def _explain(submission: Submission, explanations: Mapping[int, str], by: User) -> None:
    checks = {check.pk: check for check in submission.version.checks.filter(pk__in=list(explanations))}
    for key, words in explanations.items():
        line = clean_line(words)
        if line and key in checks:
            _explain_one(submission, checks[key], line, by)


def _explain_one(submission: Submission, check: Check, text: str, by: User) -> None:
    if len(text) > 1000:
        raise Refused(_("Giải trình dài tối đa 1000 ký tự."))
    given = {"text": text, "given_at": clock.now(), "given_by": by}
    known = Explanation.objects.filter(submission=submission, check_rule=check).first()
    if known is None or known.text != text:
        Explanation.objects.update_or_create(submission=submission, check_rule=check, defaults=given)
        record(events.EXPLAINED, by=by, subject=submission, unit_id=submission.unit_id, check=str(check), text=text)


def _broken(submission: Submission) -> list[str]:
    """Checks that stand in the way: those that block, and warnings that nobody explained."""
    reasons = []
    for finding in checking.findings(submission):
        if finding.severity is Severity.BLOCK:
            reasons.append(finding.message)
        elif not finding.explained:
            reasons.append(_("{message} Cần giải trình.").format(message=finding.message))
    return reasons


def _missing(submission: Submission, lines: Iterable[FormLine]) -> list[str]:
    """Required lines without a figure and without the reason why there is none."""
    empty = [line.indicator.name for line in lines_missing(submission, lines)]
    if not empty:
        return []
    words = _("Còn {count} chỉ tiêu chưa có số liệu và chưa ghi lý do: {names}.")
    return [words.format(count=len(empty), names="; ".join(empty))]


def lines_missing(submission: Submission, lines: Iterable[FormLine]) -> list[FormLine]:
    """Required lines that say nothing: every item of a breakdown counts, unless the whole line says why."""
    known = {
        (value.indicator_id, value.item_id) for value in submission.values.all() if value.is_given or value.missing
    }
    wanted = [line for line in lines if line.required and line.source != Source.COMPUTED]
    items = _items(wanted, submission.window.end)
    return [line for line in wanted if not _is_said(line.indicator, items, known)]


def _is_said(indicator: Indicator, items: Mapping[int, list[int]], known: set[tuple[int, int | None]]) -> bool:
    if (indicator.pk, None) in known:
        return True
    own = items.get(indicator.breakdown_id or 0, [])
    return bool(own) and all((indicator.pk, item) in known for item in own)


def _items(lines: list[FormLine], on: date) -> dict[int, list[int]]:
    """The items in force of every breakdown that the lines use; one query."""
    used = {line.indicator.breakdown_id for line in lines} - {None}
    found: dict[int, list[int]] = {}
    rows = BreakdownItem.objects.filter(breakdown__in=used, valid__contains=on).order_by()
    for breakdown, item in rows.values_list("breakdown_id", "pk"):
        found.setdefault(breakdown, []).append(item)
    return found
