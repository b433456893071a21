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

        from . import (
            catalogue,
            counting,
            events,
            events_register,
            hits,
            links,
            policies,
            policies_register,
            rows,
            timing,
        )
        from .filters import PROGRAMME
        from .filters_register import MOVEMENT
        from .models import CoordinationProgramme, LocalModel, Movement

        events.register_sentences()
        events_register.register_sentences()
        links.register()
        timing.register()
        catalogues.register(self, catalogue.load)
        assert counting.contents_due  # importing it registers the counts
        rows.register()
        frame.register_nav(
            58, _("Phong trào, chương trình"), "movements:programmes", allowed=policies.may_open, prefix="/phong-trao/"
        )
        finder.register(PROGRAMME, _("Chương trình phối hợp"), 56, hits.programmes, list_url="movements:programmes")
        finder.register(MOVEMENT, _("Phong trào"), 57, hits.movements, list_url="movements:movements")
        finder.register(links.MODEL, _("Mô hình"), 58, hits.models, list_url="movements:models")
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
        citing.register(
            MOVEMENT,
            visible=lambda user: Movement.objects.visible_to(user),
            noun=lambda count: ngettext("%(count)s phong trào", "%(count)s phong trào", count),
            list_url=lambda paper: f"{reverse('movements:movements')}?van-ban={paper}",
        )
        owners.register(
            MOVEMENT,
            visible=lambda user: Movement.objects.visible_to(user).select_related("launched_by"),
            may_attach=policies_register.check_can_attach_to_movement,
            unit_id=lambda movement: movement.launched_by.unit_id,
        )
        owners.register(
            links.MODEL,
            visible=lambda user: LocalModel.objects.visible_to(user).select_related("registrar"),
            may_attach=policies_register.check_can_attach_to_model,
            unit_id=lambda model: model.registrar.unit_id,
        )
