"""The words of a section are kept, and what others say about them."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from accounts.models import User
from common import clock, numbers
from common.errors import Refused
from reports import comment_policies, policies, richtext, workflow
from reports.models import OutlineSection, Report, SectionComment, SectionText

from .common import locked, remember, tell

SECTION_LIMIT = 200_000
"""Characters of one section: about eighty pages. What is longer belongs into an annex or a file."""
SITTING = timedelta(minutes=30)


@transaction.atomic
def write_section(*, report: Report, section: OutlineSection, text: str, by: User) -> SectionText:
    """Keep the words of one section; each section is saved by itself, the version before stays in its history.

    The words are saved while they are written: one sitting of one person is remembered once.
    """
    report = locked(report)
    policies.check_can_write(by, report.body)
    workflow.check_open(report)
    _check_section(report, section)
    text = richtext.clean(text)
    if len(text) > SECTION_LIMIT:
        raise Refused(too_long(len(text)), field="text")
    kept = SectionText.objects.filter(report=report, section=section).first()
    if kept and kept.text == text:
        return kept
    now = clock.now()
    sits_still = kept is not None and kept.saved_by_id == by.pk and now - kept.saved_at < SITTING
    kept = kept or SectionText(report=report, section=section, revision=0)
    kept.text, kept.revision, kept.saved_at, kept.saved_by = text, kept.revision + 1, now, by
    kept.save()
    if not sits_still:
        remember("reports.section_written", report, by, section=section.title_for(report.period_value))
    return kept


def held_words(report: Report, section: OutlineSection) -> dict[str, str]:
    """The words as they are stored, the report held until the transaction ends: what a form is compared with."""
    locked(report)
    kept = SectionText.objects.filter(report=report, section=section).values_list("text", flat=True).first()
    return {"text": kept or ""}


def too_long(typed: int) -> str:
    """Why a section is not kept."""
    message = _(
        "Lời văn của mục dài {typed} ký tự; một mục tối đa {limit} ký tự (khoảng 80 trang). Nội dung vẫn còn trong ô"
        " soạn: chuyển phần chi tiết thành tệp kèm theo hoặc sang mục khác rồi lưu lại."
    )
    return message.format(typed=numbers.show(typed), limit=numbers.show(SECTION_LIMIT))


@transaction.atomic
def comment(*, report: Report, section: OutlineSection, text: str, by: User) -> SectionComment:
    """A remark for the writers; it never stands on the paper."""
    report = locked(report)
    comment_policies.check_can_comment(by, report)
    if report.is_frozen:
        raise Refused(_("Báo cáo đã chuyển ký hoặc ban hành, không nhận góp ý nữa."), field="comment")
    _check_section(report, section)
    if not text.strip():
        raise Refused(_("Nhập góp ý."), field="comment")
    made = SectionComment.objects.create(report=report, section=section, text=text, made_at=clock.now(), made_by=by)
    title = section.title_for(report.period_value)
    remember("reports.commented", report, by, section=title)
    tell(report, policies.WRITERS, _later("Góp ý về mục “{section}”"), "commented", by, section=title)
    return made


@transaction.atomic
def settle(*, comment: SectionComment, by: User) -> SectionComment:
    """A writer has seen to the remark. It stays to be read; settled twice is settled once."""
    report = locked(comment.report)
    policies.check_can_write(by, report.body)
    comment = SectionComment.objects.select_related("section").get(pk=comment.pk)
    if comment.settled_at is None:
        comment.settled_at, comment.settled_by = clock.now(), by
        comment.save(update_fields=["settled_at", "settled_by"])
        remember("reports.comment_settled", report, by, section=comment.section.title_for(report.period_value))
    return comment


def _check_section(report: Report, section: OutlineSection) -> None:
    if section.outline_id != report.outline_id:
        raise Refused(_("Mục này không thuộc đề cương của báo cáo."))
