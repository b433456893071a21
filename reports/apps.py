from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """Period reports in the official layout, and the dashboard."""

    name = "reports"
    verbose_name = _("Báo cáo")

    def ready(self) -> None:
        from accounts.models import User
        from common import finder, frame
        from documents import owners
        from notices import kinds

        from . import catalogue, differences, events, hits, home, meeting_links, policies
        from .models import Report

        events.register_sentences()
        home.register()
        differences.register()
        catalogue.connect(self)
        frame.register_nav(20, _("Tổng quan"), "reports:dashboard", allowed=lambda user: isinstance(user, User))
        frame.register_nav(60, _("Báo cáo"), "reports:list", allowed=lambda user: isinstance(user, User))
        finder.register("reports.report", _("Báo cáo"), 60, hits.reports, list_url="reports:list")
        kinds.register("reports.batch", _("Đợt báo cáo"))
        kinds.register("reports.scheduled", _("Báo cáo theo lịch"))
        owners.register(
            "reports.report",
            visible=lambda user: Report.objects.visible_to(user).select_related("body"),
            may_attach=policies.check_can_attach,
            unit_id=lambda report: report.unit_id,
        )
        meeting_links.register()
        kinds.register("reports.outline_sent", _("Đề cương báo cáo"))
        for step in ("submitted", "recalled", "sent_back", "approved", "issued", "withdrawn", "commented"):
            kinds.register(f"reports.{step}", _("Báo cáo"))
