from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    """What the people of a village decide, give opinions on, contribute and settle among themselves."""

    name = "community"
    verbose_name = _("Dân bàn, dân quyết định")

    def ready(self) -> None:
        from common import catalogues, finder, frame
        from documents import owners

        from . import catalogue, chain_links, counting, events, hits, policies, rows, timing
        from .models import Consultation, ContributionProject, Decision, Election

        events.register_sentences()
        timing.register()
        chain_links.register()
        assert counting.decisions_held  # importing it registers the counts
        rows.register()
        catalogues.register(self, catalogue.load)
        frame.register_nav(
            42, _("Dân bàn, dân quyết định"), "community:decisions", policies.may_open, prefix="/cong-dong/"
        )
        finder.register(
            "community.decision", _("Nhân dân quyết định"), 45, hits.decisions, list_url="community:decisions"
        )
        finder.register_code("community.decision", "QD-[0-9]{4}-[0-9]{4,12}", hits.decision_by_code)
        finder.register(
            "community.consultation",
            _("Lấy ý kiến Nhân dân"),
            46,
            hits.consultations,
            list_url="community:consultations",
        )
        finder.register_code("community.consultation", "LY-[0-9]{4}-[0-9]{4,12}", hits.consultation_by_code)
        finder.register_code("community.election", "BT-[0-9]{4}-[0-9]{4,12}", hits.election_by_code)
        finder.register(
            "community.contributionproject",
            _("Đóng góp của Nhân dân"),
            47,
            hits.projects,
            list_url="community:contributions",
        )
        finder.register_code("community.contributionproject", "DG-[0-9]{4}-[0-9]{4,12}", hits.project_by_code)
        for model, check in (
            (Decision, policies.check_can_attach),
            (Consultation, policies.check_can_keep_own),
            (Election, policies.check_can_keep_election),
            (ContributionProject, policies.check_can_keep_project),
        ):
            _may_have_files(owners, model, check)


def _may_have_files(owners: Any, model: Any, check: Any) -> None:
    """Signed sheets, plans, minutes are attached to the record."""
    owners.register(
        model._meta.label_lower,
        visible=lambda user: model.objects.visible_to(user).select_related("keeper"),
        may_attach=check,
        unit_id=lambda record: record.unit_id,
    )
