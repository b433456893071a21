from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupervisionConfig(AppConfig):
    """Supervision, the people's boards, reports of the Front, social criticism."""

    name = "supervision"
    verbose_name = _("Giám sát")

    def ready(self) -> None:
        from common import catalogues, finder, frame
        from documents import owners

        from . import catalogue, counting, events, hits, links, policies, rows, telling, timing
        from .models import Criticism, MonthlyReport, Supervision

        assert counting.carried_out  # importing it registers the counts
        rows.register()
        events.register_sentences()
        telling.register_kinds()
        timing.register()
        links.register()
        catalogues.register(self, catalogue.load)
        frame.register_nav(56, _("Giám sát"), "supervision:list", allowed=policies.may_open)
        finder.register("supervision.supervision", _("Giám sát"), 56, hits.supervisions, list_url="supervision:list")
        finder.register("supervision.board", _("Ban của Nhân dân"), 57, hits.boards)
        finder.register("supervision.criticism", _("Phản biện, góp ý"), 58, hits.criticisms)
        finder.register_code("supervision.supervision", "CGS-[0-9]{4}-[0-9]{4,12}", hits.supervision_by_code)
        finder.register_code("supervision.criticism", "PB-[0-9]{4}-[0-9]{4,12}", hits.criticism_by_code)
        owners.register(
            "supervision.supervision",
            visible=lambda user: Supervision.objects.visible_to(user).select_related("body__unit", "board__set_up_by"),
            may_attach=policies.check_can_supervise,
            unit_id=lambda one: one.unit_id,
        )
        owners.register(
            "supervision.monthlyreport",
            visible=lambda user: MonthlyReport.objects.visible_to(user).select_related("body__unit"),
            may_attach=policies.check_can_edit_monthly,
            unit_id=lambda one: one.body.unit_id,
        )
        owners.register(
            "supervision.criticism",
            visible=lambda user: Criticism.objects.visible_to(user).select_related("body__unit"),
            may_attach=policies.check_can_criticise,
            unit_id=lambda one: one.unit_id,
        )
