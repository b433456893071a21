"""What the report desk brings to the first page, and who arrives at the dashboard instead."""

from __future__ import annotations

from typing import cast

from django.db.models import OuterRef, Q, Subquery
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
from .models import Report, ReportApproval

READERS = frozenset({Role.MEMBER, Role.AUDITOR, Role.SUPERVISOR})
SHOWN = 10


def register() -> None:
    """Called once, when the portal starts."""
    home.register_section(40, waiting_reports)
    home.register_action(40, start_report)
    home.register_action(50, open_dashboard)
    home.register_landing(dashboard_of_readers)


def waiting_reports(request: HttpRequest) -> Section | None:
    """Reports whose next step is this person's: to write, to approve, to sign and number."""
    wanted = _waiting(cast(User, request.user))
    if not wanted:
        return None
    step = ReportApproval.objects.filter(report=OuterRef("pk"), round=OuterRef("round"), outcome="").order_by("order")
    found = Report.objects.annotate(step=Subquery(step.values("role")[:1])).filter(wanted)
    reports = list(found.select_related("body", "kind").order_by("window", "pk")[: SHOWN + 1])
    if not reports:
        return None
    items = [Item(str(r), r.get_absolute_url(), note=f"{r.state.label} · {r.body.name}") for r in reports[:SHOWN]]
    return Section(_("Báo cáo chờ anh/chị"), items, len(reports), reverse("reports:list"))


def _waiting(user: User) -> Q:
    """What waits for each role where it is held: at one body, or at every body of a unit."""
    wanted = Q()
    for held in roles.memberships(user):
        place = Q(body=held.body_id) if held.body_id else Q(unit=held.unit_id)
        if held.role in policies.WRITERS:
            wanted |= place & Q(status=ReportStatus.DRAFT)
        if held.role in policies.ISSUERS:
            wanted |= place & Q(status__in=[ReportStatus.APPROVED, ReportStatus.SIGNING])
        if held.role in policies.DECIDERS:
            wanted |= place & Q(status=ReportStatus.SUBMITTED, step=held.role)
    return wanted


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
