from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConferencesConfig(AppConfig):
    """Conferences and their results, from the plan to the conclusions that become tasks; sessions of councils."""

    name = "conferences"
    verbose_name = _("Hội nghị")

    def ready(self) -> None:
        from common import finder, frame, home
        from documents import owners
        from notices import kinds

        from . import (
            catalogue,
            counting,
            events,
            hits,
            links,
            policies,
            rows,
            session_events,
            session_links,
            session_policies,
            todo,
        )
        from .models import Conference, CouncilSession

        catalogue.connect(self)
        events.register_sentences()
        session_events.register_sentences()
        links.register()
        session_links.register()
        assert counting.held  # its decorators have registered the counted figures
        rows.register()
        kinds.register("conferences.completed", _("Kết quả hội nghị"), channels=())
        frame.register_nav(30, _("Hội nghị"), "conferences:list", allowed=policies.may_open_list, prefix="/hoi-nghi/")
        finder.register("conferences.conference", _("Hội nghị"), 30, hits.conferences, list_url="conferences:list")
        finder.register_code("conferences.conference", "HN-[0-9]{4}-[0-9]{4}-[a-z0-9-]{1,70}", hits.conference_by_code)
        finder.register("conferences.councilsession", _("Kỳ họp"), 35, hits.sessions, list_url="conferences:sessions")
        finder.register_code("conferences.councilsession", "KH-[0-9]{4}-[0-9]{4}-[a-z0-9-]{1,70}", hits.session_by_code)
        frame.register_nav(
            35, _("Kỳ họp"), "conferences:sessions", allowed=policies.may_open_list, prefix="/hoi-nghi/ky-hop/"
        )
        home.register_action(10, todo.record_conference)
        home.register_section(30, todo.unfinished)
        owners.register(
            "conferences.conference",
            visible=lambda user: Conference.objects.visible_to(user).select_related("host"),
            may_attach=policies.check_can_attach,
            unit_id=lambda conference: conference.host.unit_id,
        )
        owners.register(
            "conferences.councilsession",
            visible=lambda user: CouncilSession.objects.visible_to(user).select_related("council"),
            may_attach=session_policies.check_can_attach,
            unit_id=lambda session: session.council.unit_id,
        )
