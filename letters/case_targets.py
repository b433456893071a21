"""The records that a pending case ties together: how each is found by what people type, and how it reads.

A record is only ever found among those that the person may see, and a sealed one never.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.errors import Refused
from common.text import clean_line
from conferences.models import Conference
from documents.models import OfficialDocument
from petitions.models import Petition
from steering.models import Task

from .enums import ContentKind
from .enums_reception import Matter
from .models import Letter, Visit

_NUMBER = re.compile(r"(\d{1,9})\s*/\s*(\d{4})")
_PAPER = re.compile(r"(\d{1,9})\s*[-/]\s*(.{1,60})")


@dataclass(frozen=True)
class Target:
    """A sort of record: how it is called, found, dated and shown."""

    kind: str
    label: str | Promise
    visible: Callable[[User], QuerySet[Any]]
    named: Callable[[QuerySet[Any], str], QuerySet[Any]]
    day: Callable[[Any], date | None]
    words: Callable[[Any], str]
    state: Callable[[Any], Any] = lambda record: None

    def find(self, user: User, typed: str) -> Any:
        """The one record of that name within the person's reach; Refused when there is none or more than one."""
        name = clean_line(typed)
        found = list(self.named(self.visible(user), name)[:2]) if name else []
        if len(found) == 1:
            return found[0]
        if found:
            raise Refused(_now("Có nhiều hồ sơ mang số “{name}”; ghi rõ hơn.").format(name=name[:60]), field="name")
        raise Refused(_now("Không có hồ sơ nào mang số “{name}”.").format(name=name[:60]), field="name")


def _letters(user: User) -> QuerySet[Any]:
    return Letter.objects.visible_to(user).exclude(contents__kind=ContentKind.SEALED)


def _visits(user: User) -> QuerySet[Any]:
    return Visit.objects.visible_to(user).exclude(matter=Matter.DENUNCIATION)


def _by_code(rows: QuerySet[Any], name: str) -> QuerySet[Any]:
    return rows.filter(code__iexact=name).order_by("pk")


def _visits_named(rows: QuerySet[Any], name: str) -> QuerySet[Any]:
    match = _NUMBER.fullmatch(name)
    return rows.filter(number=int(match[1]), year=int(match[2])).order_by("pk") if match else rows.none()


def _papers_named(rows: QuerySet[Any], name: str) -> QuerySet[Any]:
    match = _PAPER.fullmatch(name)
    return rows.filter(number=int(match[1]), symbol__iexact=match[2]).order_by("pk") if match else rows.none()


TARGETS: dict[str, Target] = {
    target.kind: target
    for target in (
        Target("letter", _("Đơn"), _letters, _by_code, lambda row: row.received_on, str, lambda row: row.state),
        Target(
            "visit",
            _("Lượt tiếp công dân"),
            _visits,
            _visits_named,
            lambda row: row.on,
            lambda row: f"{row.label} – {row.matter_word.label}",
            lambda row: row.condition,
        ),
        Target(
            "petition",
            _("Kiến nghị của cử tri"),
            lambda user: Petition.objects.visible_to(user),
            _by_code,
            lambda row: row.received_on,
            lambda row: f"{row.code} – {(row.wording or row.text)[:200]}",
            lambda row: row.state,
        ),
        Target(
            "conference",
            _("Hội nghị, đối thoại"),
            lambda user: Conference.objects.visible_to(user),
            _by_code,
            lambda row: row.starts_at.astimezone(clock.ZONE).date(),
            lambda row: str(row.title),
            lambda row: row.state,
        ),
        Target(
            "task",
            _("Nhiệm vụ"),
            lambda user: Task.objects.visible_to(user),
            _by_code,
            lambda row: row.assigned_on,
            str,
            lambda row: row.state,
        ),
        Target(
            "document",
            _("Văn bản"),
            lambda user: OfficialDocument.objects.visible_to(user).issued(),
            _papers_named,
            lambda row: row.issued_on,
            lambda row: f"{row.label} – {row.subject}",
        ),
    )
}
HINTS: dict[str, str | Promise] = {
    "letter": _("số đơn"),
    "visit": _("số trong sổ, ví dụ 12/2026"),
    "petition": _("mã kiến nghị"),
    "conference": _("mã trong địa chỉ trang"),
    "task": _("ví dụ NV-2026-0012"),
    "document": _("số và ký hiệu, ví dụ 12/BC-UBND"),
}
