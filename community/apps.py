from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    """What the people of a village decide, give opinions on, contribute and settle among themselves."""

    name = "community"
    verbose_name = _("Dân bàn, dân quyết định")

    def ready(self) -> None:
        from common import catalogues, finder, frame
        from documents import owners

        from . import catalogue, chain_links, counting, events, hits, policies, timing
        from .models import Decision

        events.register_sentences()
        timing.register()
        chain_links.register()
        assert counting.decisions_held  # importing it registers the counts
        catalogues.register(self, catalogue.load)
        frame.register_nav(
            42, _("Dân bàn, dân quyết định"), "community:decisions", policies.may_open, prefix="/cong-dong/"
        )
        finder.register(
            "community.decision", _("Nhân dân quyết định"), 45, hits.decisions, list_url="community:decisions"
        )
        finder.register_code("community.decision", "QD-[0-9]{4}-[0-9]{4,12}", hits.decision_by_code)
        owners.register(
            "community.decision",
            visible=lambda user: Decision.objects.visible_to(user).select_related("keeper", "place"),
            may_attach=policies.check_can_attach,
            unit_id=lambda decision: decision.unit_id,
        )
