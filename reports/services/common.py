"""What every verb of this room does alike: lock the row, remember the act, tell people."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise

from accounts.models import User
from audit import services as audit
from common import clock
from common.names import in_portal_language
from notices import services as notices
from organizations import roles
from organizations.enums import Role
from reports.models import Report


def locked(report: Report) -> Report:
    """The report as it stands now, held until the transaction ends."""
    rows = Report.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("body__kind", "unit", "outline", "document", "edition", "kind__type").get(pk=report.pk)


@in_portal_language
def remember(kind: str, report: Report, by: User, **data: str) -> None:
    """Write what was done into the history of the report."""
    audit.record(kind, by=by, subject=report, unit_id=report.unit_id, period=report.period_value.label, **data)


@in_portal_language
def tell(report: Report, wanted: Iterable[Role], subject: str | Promise, step: str, by: User, **words: str) -> None:
    """A notice to whoever holds one of the roles at the body (or its successor) today, but not to the one who acted."""
    people = roles.people_of(report.body, wanted, but=by)
    if people:
        key = f"reports.{step}:{report.pk}:{clock.now():%Y%m%d%H%M%S%f}"
        subject, url = str(subject).format(**words), report.get_absolute_url()
        notices.post(f"reports.{step}", to=people, subject=subject, text=str(report), url=url, key=key)
