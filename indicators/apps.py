from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    """Forms, reporting windows, submissions with their approval, and the figures that roll up."""

    name = "indicators"
    verbose_name = _("Chỉ tiêu")

    def ready(self) -> None:
        from common import catalogues
        from documents import owners

        from . import catalogue, chains, events, events_books, events_forms, policies, telling, telling_forms, timing
        from .models import Submission

        events.register_sentences()
        events_books.register_sentences()
        events_forms.register_sentences()
        catalogues.register(self, catalogue.load)
        telling.register_kinds()
        telling_forms.register_kinds()
        timing.register()
        chains.register()
        owners.register(
            "indicators.submission",
            visible=lambda user: Submission.objects.visible_to(user),
            may_attach=policies.check_can_attach,
            unit_id=lambda submission: submission.unit_id,
        )
