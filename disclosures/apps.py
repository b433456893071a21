from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisclosuresConfig(AppConfig):
    """Disclosure duties, plans and postings with their proof."""

    name = "disclosures"
    verbose_name = _("Công khai")

    def ready(self) -> None:
        from common import catalogues, finder, frame, home
        from steering import replacing

        from . import catalogue, counting, events, hits, links, policies, rows, telling, timing, todo
        from .services import reviews

        assert counting.decided  # importing it registers the counts
        rows.register()
        events.register_sentences()
        telling.register_kinds()
        timing.register()
        links.register()
        replacing.register(reviews.paper_replaced)
        catalogues.register(self, catalogue.load)
        counter = frame.Counter(todo.numbers, todo.show)
        frame.register_nav(42, _("Công khai"), "disclosures:list", allowed=policies.may_open, counter=counter)
        home.register_section(45, todo.to_review)
        home.register_action(30, todo.take_photo)
        finder.register("disclosures.disclosure", _("Công khai"), 42, hits.disclosures, list_url="disclosures:list")
        finder.register_code("disclosures.disclosure", "CK-[0-9]{4}-[0-9]{4,12}", hits.disclosure_by_code)
