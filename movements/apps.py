from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class MovementsConfig(AppConfig):
    """Coordination programmes of several bodies, movements, models and commendations."""

    name = "movements"
    verbose_name = _("Phong trào và chương trình phối hợp")

    def ready(self) -> None:
        from common import catalogues, finder, frame
        from documents import owners
        from steering import citing

        from . import catalogue, counting, events, hits, links, policies, timing
        from .filters import PROGRAMME
        from .models import CoordinationProgramme

        events.register_sentences()
        links.register()
        timing.register()
        catalogues.register(self, catalogue.load)
        assert counting.contents_due  # importing it registers the counts
        frame.register_nav(
            58, _("Phong trào, chương trình"), "movements:programmes", allowed=policies.may_open, prefix="/phong-trao/"
        )
        finder.register(PROGRAMME, _("Chương trình phối hợp"), 56, hits.programmes, list_url="movements:programmes")
        owners.register(
            PROGRAMME,
            visible=lambda user: CoordinationProgramme.objects.visible_to(user),
            may_attach=policies.check_can_keep,
            unit_id=lambda programme: programme.host.unit_id,
        )
        citing.register(
            PROGRAMME,
            visible=lambda user: CoordinationProgramme.objects.visible_to(user),
            noun=lambda count: ngettext("%(count)s chương trình phối hợp", "%(count)s chương trình phối hợp", count),
            list_url=lambda paper: f"{reverse('movements:programmes')}?van-ban={paper}",
        )
