from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PetitionsConfig(AppConfig):
    """Petitions of voters, from what was said to a verified end."""

    name = "petitions"
    verbose_name = _("Kiến nghị của cử tri")

    def ready(self) -> None:
        from common import catalogues
        from documents import owners

        from . import catalogue, counting, events, policies, telling, timing
        from .models import Claim

        events.register_sentences()
        telling.register_kinds()
        timing.register()
        catalogues.register(self, catalogue.load)
        assert counting.received  # importing it registers the counts
        owners.register(
            "petitions.claim",
            visible=lambda user: Claim.objects.visible_to(user),
            may_attach=policies.check_can_attach,
            unit_id=lambda claim: claim.petition.council.unit_id,
        )
