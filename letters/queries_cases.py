"""What the page of a pending case asks: one timeline of everything that is tied to it, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.models import User

from .case_targets import TARGETS
from .models import Case, CaseLink
from .models.cases import LINKED


@dataclass(frozen=True)
class Entry:
    """A line of the timeline. What the reader may not see stands there without words or address."""

    on: date
    label: str
    words: str
    url: str = ""
    state: Any = None
    link: CaseLink | None = None


def timeline(case: Case, user: User) -> list[Entry]:
    """From the opening on: what is tied to the case, then its end; two queries."""
    seen = {f"sees_{kind}": Exists(TARGETS[kind].visible(user).filter(pk=OuterRef(kind))) for kind in LINKED}
    rows = CaseLink.objects.filter(case=case, unlinked_at=None).select_related(*_RELATED).annotate(**seen)
    entries = [_entry(row) for row in rows.order_by("on", "pk")]
    entries.append(Entry(case.opened_on, _("Vụ việc"), _("Lập hồ sơ vụ việc")))
    if case.closed_on:
        entries.append(Entry(case.closed_on, _("Vụ việc"), _("Kết thúc: {result}").format(result=case.result)))
    return sorted(entries, key=lambda entry: entry.on)


_RELATED = ("letter", "visit", "petition", "conference", "task", "document__type")


def _entry(row: CaseLink) -> Entry:
    target = TARGETS[row.kind]
    if not vars(row)[f"sees_{row.kind}"]:
        return Entry(row.on, str(target.label), _("Hồ sơ ngoài phạm vi được xem của bạn"), link=row)
    record = row.target
    return Entry(row.on, str(target.label), target.words(record), record.get_absolute_url(), target.state(record), row)


def taken_back(case: Case) -> list[CaseLink]:
    """Links that were taken back, with who did it and why; nothing about what they led to. One query."""
    rows = CaseLink.objects.filter(case=case, unlinked_at__isnull=False).select_related("unlinked_by")
    return list(rows.order_by("-unlinked_at", "-pk")[:20])
