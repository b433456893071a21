from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    """Forms, reporting windows, submissions with their approval, and the figures that roll up."""

    name = "indicators"
    verbose_name = _("Chỉ tiêu")

    def ready(self) -> None:
        from common import catalogues, finder, frame, home
        from documents import owners

        from . import (
            catalogue,
            chains,
            events,
            events_books,
            events_forms,
            hits,
            policies,
            telling,
            telling_forms,
            timing,
            todo,
        )
        from .models import Submission

        events.register_sentences()
        events_books.register_sentences()
        events_forms.register_sentences()
        catalogues.register(self, catalogue.load)
        telling.register_kinds()
        telling_forms.register_kinds()
        timing.register()
        chains.register()
        counter = frame.Counter(todo.waiting, todo.show_waiting)
        frame.register_nav(55, _("Chỉ tiêu"), "indicators:mine", allowed=policies.may_open, counter=counter)
        home.register_section(42, todo.to_receive)
        finder.register("figures.indicator", _("Chỉ tiêu"), 55, hits.indicators, list_url="indicators:catalogue")
        finder.register("indicators.form", _("Biểu báo cáo"), 56, hits.forms)
        owners.register(
            "indicators.submission",
            visible=lambda user: Submission.objects.visible_to(user),
            may_attach=policies.check_can_attach,
            unit_id=lambda submission: submission.unit_id,
        )
