from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PetitionsConfig(AppConfig):
    """Petitions of voters, from what was said to a verified end."""

    name = "petitions"
    verbose_name = _("Kiến nghị của cử tri")

    def ready(self) -> None:
        from common import catalogues, finder, frame, home
        from conferences import opinion_actions, session_sections
        from documents import owners

        from . import (
            bulk_jobs,
            catalogue,
            counting,
            events,
            hits,
            links,
            opinions,
            policies,
            rows,
            sections,
            supervision_links,
            supervision_policies,
            telling,
            timing,
            todo,
        )
        from .models import Claim

        events.register_sentences()
        telling.register_kinds()
        timing.register()
        bulk_jobs.register()
        catalogues.register(self, catalogue.load)
        assert counting.received  # importing it registers the counts
        rows.register()
        links.register()
        supervision_links.register()
        assert supervision_policies.check_can_supervise is not None  # importing it registers its rules
        counter = frame.Counter(todo.urgent, todo.show_urgent)
        frame.register_nav(38, _("Kiến nghị"), "petitions:list", allowed=policies.may_open, counter=counter)
        for build, order in todo.BUILDERS.items():
            home.register_section(order, build)
        finder.register("petitions.petition", _("Kiến nghị"), 38, hits.petitions, list_url="petitions:list")
        finder.register_code("petitions.petition", "CT-[0-9]{4}-[0-9]{5,12}", hits.petition_by_code)
        opinion_actions.register(opinions.of_opinions)
        session_sections.register(10, sections.of_session)
        owners.register(
            "petitions.claim",
            visible=lambda user: Claim.objects.visible_to(user),
            may_attach=policies.check_can_attach,
            unit_id=lambda claim: claim.petition.council.unit_id,
        )
