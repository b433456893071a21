from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SteeringConfig(AppConfig):
    """Committees, and the tasks that bodies set each other."""

    name = "steering"
    verbose_name = _("Chỉ đạo và nhiệm vụ")

    def ready(self) -> None:
        from common import catalogues, finder, frame
        from documents import owners

        from . import catalogue, counting, directing_setup, events, hits, links, policies, rows, telling, timing
        from .models import ProgressReport, Task

        events.register_sentences()
        telling.register_kinds()
        links.register()
        timing.register()
        catalogues.register(self, catalogue.load)
        directing_setup.register()
        assert counting.tasks_open  # importing it registers the counts
        rows.register()
        frame.register_nav(40, _("Nhiệm vụ"), "steering:tasks", allowed=policies.may_open)
        frame.register_nav(50, _("Ban Chỉ đạo"), "steering:committees", allowed=policies.may_open)
        finder.register("steering.task", _("Nhiệm vụ"), 40, hits.tasks, list_url="steering:tasks")
        finder.register("steering.committee", _("Ban Chỉ đạo"), 50, hits.committees)
        finder.register_code("steering.task", "NV-[0-9]{4}-[0-9]{4,12}", hits.task_by_code)
        owners.register(
            "steering.task",
            visible=lambda user: Task.objects.visible_to(user),
            may_attach=policies.check_can_attach,
            unit_id=lambda task: task.unit_id,
        )
        owners.register(
            "steering.progressreport",
            visible=ProgressReport.objects.visible_to,
            may_attach=policies.check_can_attach_evidence,
            unit_id=lambda report: report.task.unit_id,
        )
