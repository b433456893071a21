from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """What was done, by whom, when: append-only."""

    name = "audit"
    verbose_name = _("Lịch sử")
