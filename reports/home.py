"""What the report desk brings to the first page, and who arrives at the dashboard instead."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from common import home
from common.home import Action, Item, Section
from organizations import roles
from organizations.enums import Role

from . import policies
from .enums import ReportStatus
from .models import Report

READERS = frozenset({Role.MEMBER, Role.AUDITOR, Role.SUPERVISOR})
SHOWN = 10
# Which state waits for whom.
WAITING = (
    (ReportStatus.DRAFT, policies.WRITERS),
    (ReportStatus.SUBMITTED, policies.APPROVERS),
    (ReportStatus.APPROVED, policies.ISSUERS),
)


def register() -> None:
    """Called once, when the portal starts."""
    home.register_section(40, waiting_reports)
    home.register_action(40, start_report)
    home.register_action(50, open_dashboard)
    home.register_landing(dashboard_of_readers)


def waiting_reports(request: HttpRequest) -> Section | None:
    """Reports whose next step is this person's: to write, to approve, to number."""
    user = cast(User, request.user)
    units = {status: _units(user, who) for status, who in WAITING}
    if not any(units.values()):
        return None
    found = Report.objects.none()
    for status, keys in units.items():
        found |= Report.objects.filter(status=status, unit__in=keys)
    reports = list(found.select_related("body", "outline").order_by("window", "pk")[: SHOWN + 1])
    if not reports:
        return None
    items = [Item(str(r), r.get_absolute_url(), note=f"{r.state.label} · {r.body.name}") for r in reports[:SHOWN]]
    return Section(_("Báo cáo chờ anh/chị"), items, len(reports), reverse("reports:list"))


def start_report(request: HttpRequest) -> Action | None:
    """The clerk's button; officials have one for conferences."""
    if Role.CLERK in roles.held(cast(User, request.user)):
        return Action(_("Lập báo cáo"), reverse("reports:start"))
    return None


def open_dashboard(request: HttpRequest) -> Action | None:
    """For people who come to read."""
    return Action(_("Xem tổng quan"), reverse("reports:dashboard")) if _only_reads(request) else None


def dashboard_of_readers(request: HttpRequest) -> str | None:
    """Committee members arrive at the dashboard: they have two minutes before a meeting."""
    return reverse("reports:dashboard") if _only_reads(request) else None


def _only_reads(request: HttpRequest) -> bool:
    held = roles.held(cast(User, request.user))
    return bool(held) and held <= READERS


def _units(user: User, who: frozenset[Role]) -> list[int]:
    return [m.unit_id for m in roles.memberships(user) if m.role in who]
