"""A Word file comes back: it is read, each difference is listed, and a writer takes it over or does not."""

from __future__ import annotations

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from documents import content as contents
from documents.names import FIELD
from documents.services import attachments
from reports import policies, word, workflow
from reports.enums import ChangeKind, ChangeOutcome
from reports.models import Report, SectionText, WordChange, WordCopy

from . import writing
from .common import locked, remember

MOST_CHANGES = 1000
DOCX = contents.KINDS["docx"].content_type


@transaction.atomic
def read_word(*, report: Report, upload: File[bytes], no_state_secret: bool, by: User) -> WordCopy:
    """Keep the file and list where it differs from the report as it is now. Nothing of the report changes.

    Raises Refused (field "upload") for a file that is not the Word file of this report.
    """
    report = locked(report)
    policies.check_can_write(by, report.body)
    workflow.check_open(report)
    _name, blob = attachments.keep(upload, no_state_secret=no_state_secret)
    if blob.content_type != DOCX:
        raise Refused(_("Chọn tệp Word (.docx)."), field=FIELD)
    upload.seek(0)
    found = word.differences(report, word.read(report, upload.read()))
    if long := next((one for one in found if len(one.after) > writing.SECTION_LIMIT), None):
        raise Refused(writing.too_long(len(long.after)), field=FIELD)
    if len(found) > MOST_CHANGES:
        raise Refused(_("Tệp khác báo cáo quá nhiều chỗ. Hãy tải lại tệp Word và sửa trên tệp đó."), field=FIELD)
    copy = WordCopy.objects.create(report=report, blob=blob, read_at=clock.now(), read_by=by)
    WordChange.objects.bulk_create(
        WordChange(
            copy=copy,
            order=order,
            kind=one.kind,
            section=one.section,
            key=one.key,
            label=one.label[:300],
            before=one.before,
            after=one.after,
        )
        for order, one in enumerate(found, 1)
    )
    remember("reports.word_read", report, by, count=str(len(found)))
    return copy


@transaction.atomic
def decide_word(*, change: WordChange, accept: bool, by: User) -> WordChange:
    """Take the words of the file over, or not. What is not the writers' own is never taken over.

    Raises Refused when the section was written anew since the file was read: its words would be lost.
    """
    report = locked(change.copy.report)
    policies.check_can_write(by, report.body)
    workflow.check_open(report)
    change = WordChange.objects.select_related("section", "copy").get(pk=change.pk)
    outcome = ChangeOutcome.ACCEPTED if accept else ChangeOutcome.DECLINED
    if change.outcome == outcome:
        return change
    if change.outcome:
        raise Refused(
            _("Chỗ khác này đã có quyết định: {outcome}.").format(outcome=ChangeOutcome(change.outcome).label)
        )
    if accept:
        _take_over(report, change, by)
    change.outcome, change.decided_at, change.decided_by = outcome, clock.now(), by
    change.save(update_fields=["outcome", "decided_at", "decided_by"])
    title = change.section.title_for(report.period_value) if change.section else _("phụ lục")
    kind = "reports.word_accepted" if accept else "reports.word_declined"
    remember(kind, report, by, section=title)
    return change


def _take_over(report: Report, change: WordChange, by: User) -> None:
    if change.kind != ChangeKind.TEXT or change.section is None:
        raise Refused(_("Số liệu và câu do Cổng viết lấy từ hồ sơ, không nhận từ tệp Word: hãy sửa ở hồ sơ nguồn."))
    kept = SectionText.objects.filter(report=report, section=change.section).values_list("text", flat=True).first()
    if (kept or "") != change.before:
        message = _(
            "Lời văn mục {section} đã được sửa trên Cổng sau khi đọc tệp Word nên chưa nhận. Tải tệp lên lần nữa để xem"
            " chỗ khác mới nhất, hoặc mở mục để sửa."
        )
        raise Refused(message.format(section=change.section.heading_for(report.period_value)))
    writing.write_section(report=report, section=change.section, text=change.after, by=by)
