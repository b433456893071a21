"""Personal data goes out of frozen rows; the rows stay, so that every count stays what it was."""

from __future__ import annotations

import secrets

from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from common.text import clean_line
from reports import frozen_policies
from reports.models import FrozenFigure, FrozenRow, Report

from .common import locked, remember


@transaction.atomic
def erase(*, report: Report, figure: FrozenFigure, row: int, reason: str, by: User) -> int:
    """Empty the texts of a row that a figure of the report counts, and of every other row of the same record.

    The record may be frozen in many reports, and a person's data is gone only when all of them have let go of it. The
    digest goes too: whoever guesses what stood there cannot check it. Gives the number of rows that were emptied.
    Raises Refused without a reason, and for a row that is no row of the figure or is empty already.
    """
    report = locked(report)
    frozen_policies.check_can_erase(by, report)
    reason = clean_line(reason)
    if not reason:
        raise Refused(_("Xóa dữ liệu cá nhân phải nêu lý do."), field="reason")
    chosen = FrozenRow.objects.filter(pk=row, pk__in=figure.rows).first()
    if chosen is None or figure.edition.report_id != report.pk:
        raise Refused(_("Dòng này không thuộc số liệu đang xem."))
    rows = list(_of_record(chosen).select_for_update(no_key=True))
    if not rows:
        raise Refused(_("Dữ liệu cá nhân của dòng này đã được xóa trước đó."))
    for one in rows:
        one.cells = [[head, ""] for head, _text in one.cells]
        one.digest = secrets.token_hex(32)
        one.erased_at, one.erased_by, one.erased_reason = clock.now(), by, reason
    FrozenRow.objects.bulk_update(rows, ["cells", "digest", "erased_at", "erased_by", "erased_reason"])
    remember("reports.row_erased", report, by, figure=figure.label, record=str(chosen.record_id), reason=reason)
    return len(rows)


def _of_record(row: FrozenRow) -> models.QuerySet[FrozenRow]:
    """Rows of the same record that still say something, always locked in one order."""
    return FrozenRow.objects.filter(kind=row.kind, record_id=row.record_id, erased_at=None).order_by("pk")
