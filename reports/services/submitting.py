"""The draft is handed in: every figure that it needs has a value, and the body's chain of approval begins."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from accounts.models import User
from common.errors import Refused
from organizations.enums import Role
from reports import paper, policies, workflow
from reports.gather import Gathered, gather_for
from reports.models import Report, ReportApproval

from .chains import chain_of
from .common import locked, remember, tell
from .files import enqueue


class NotReady(Refused):
    """Figures have no value, sections no words; ``missing``: each as a person reads it, in the order of the paper."""

    def __init__(self, missing: Iterable[paper.Missing]) -> None:
        self.missing = [str(one) for one in missing]
        words = _("Báo cáo còn thiếu {count} chỗ: {names}.")
        super().__init__(words.format(count=len(self.missing), names="; ".join(self.missing)))


@transaction.atomic
def submit(*, report: Report, by: User) -> Report:
    """Hand the draft in. The chain is frozen, so that a later change of the body's steps touches no round begun; the
    file of what was handed in is built, so that whoever decides reads the whole of it.

    Raises NotReady for figures without a value and for empty sections.
    """
    report = locked(report)
    policies.check_can_write(by, report.body)
    workflow.move(report, "submit")
    check_complete(missing_of(report))
    report.round += 1
    report.save(update_fields=["status", "round"])
    first = _begin_chain(report)
    remember("reports.submitted", report, by)
    ask(first, by)
    enqueue(report, by)
    return report


def ask(step: ReportApproval, by: User) -> None:
    """Tell whoever may decide the step that it waits."""
    words = _later("Báo cáo chờ duyệt, bước “{name}”")
    tell(step.report, [Role(step.role)], words, "submitted", by, name=step.name_vi)


def missing_of(report: Report, gathered: Gathered | None = None) -> tuple[paper.Missing, ...]:
    """Figures without a value and empty sections, in reading order."""
    texts = dict(report.texts.values_list("section_id", "text"))
    return paper.missing_of(report, gathered or gather_for(report), texts)


def check_complete(missing: tuple[paper.Missing, ...]) -> None:
    """Refuse, and name every figure without a value."""
    if missing:
        raise NotReady(missing)


def _begin_chain(report: Report) -> ReportApproval:
    steps = ReportApproval.objects.bulk_create(
        ReportApproval(
            report=report, round=report.round, order=order, name_vi=step.name_vi, name_en=step.name_en, role=step.role
        )
        for order, step in enumerate(chain_of(report.body), 1)
    )
    return steps[0]
