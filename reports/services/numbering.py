"""Who numbers the reports of a body, and the series of the portal that gives the next number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from documents import services as documents
from documents.models import DocumentType, NumberSeries
from organizations.models import Body
from reports import policies
from reports.enums import NumberedBy
from reports.models import Report, ReportKind, ReportNumbering

USUAL = NumberedBy.EXTERNAL


def numbered_by(body: Body, kind: ReportKind) -> NumberedBy:
    """Who numbers reports of a kind: the row of the kind before that of all kinds, else the body's own system."""
    rows = ReportNumbering.objects.filter(Q(kind=kind) | Q(kind=None), body=body)
    found = {row.kind_id: NumberedBy(row.numbered_by) for row in rows}
    return found.get(kind.pk, found.get(None, USUAL))


def way_of(report: Report) -> NumberedBy:
    """The same for a report; once it was handed over it keeps the way it began."""
    return NumberedBy(report.numbered_by) if report.is_frozen else numbered_by(report.body, report.kind)


@transaction.atomic
def set_numbering(*, body: Body, ways: Mapping[ReportKind | None, NumberedBy | None], by: User) -> None:
    """Say who numbers: under None for all kinds, under a kind for that one; no way means as for all kinds."""
    body = Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    policies.check_can_keep_practice(by, body)
    for kind, way in ways.items():
        rows = ReportNumbering.objects.filter(body=body, kind=kind)
        before = rows.values_list("numbered_by", flat=True).first()
        if way == before or (way is None and before is None):
            continue
        if way is None:
            rows.delete()
        else:
            ReportNumbering.objects.update_or_create(body=body, kind=kind, defaults={"numbered_by": way})
        _remember(body, kind, way, by)


@transaction.atomic
def begin_series(*, body: Body, type: DocumentType, first: int, by: User) -> NumberSeries:
    """The portal's series of a type for the run of today begins with a number that follows those given elsewhere."""
    body = Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    policies.check_can_keep_practice(by, body)
    return documents.open_series(body=body, type=type, on=clock.today(), by=by, first=first)


def ensure_series(*, body: Body, type: DocumentType, on: date, by: User) -> None:
    """A new year or term begins with number 1 by itself. The caller holds the row of the body."""
    if documents.series_for(body, type, on) is None:
        documents.open_series(body=body, type=type, on=on, by=by)


def check_alive(body: Body, on: date) -> None:
    """A body that has ended issues nothing any more; its successor makes reports of its own."""
    if on in body.valid:
        return
    if body.valid.upper is not None and on >= body.valid.upper:
        words = _("{body} đã kết thúc hoạt động, không ban hành văn bản nữa. Cơ quan kế thừa lập báo cáo của mình.")
    else:
        words = _("{body} chưa thành lập vào ngày này.")
    raise Refused(words.format(body=body.name), field="issued_on")


def _remember(body: Body, kind: ReportKind | None, way: NumberedBy | None, by: User) -> None:
    what = kind.name_vi if kind else _("mọi loại báo cáo")
    who = way.label if way else _("như mọi loại")
    record("reports.numbering_changed", by=by, subject=body, unit_id=body.unit_id, what=what, way=str(who))
