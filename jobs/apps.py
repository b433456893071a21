from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Long work: rows that workers take under a lease, so that nothing is lost when one of them dies."""

    name = "jobs"
    verbose_name = _("Công việc nền")

    def ready(self) -> None:
        from . import events

        events.register_sentences()
        autodiscover_modules("tasks")  # each room registers its kinds of job in its tasks.py
