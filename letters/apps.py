from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    """Citizens' letters, citizen reception, pending cases."""

    name = "letters"
    verbose_name = _("Đơn thư và tiếp công dân")

    def ready(self) -> None:
        from common import catalogues, finder, frame

        from . import catalogue, checks, events, hits, policies, reception_setup, rows, telling, timing

        events.register_sentences()
        telling.register_kinds()
        timing.register()
        reception_setup.register()
        checks.register()
        rows.register()
        catalogues.register(self, catalogue.load)
        frame.register_nav(45, _("Đơn thư"), "letters:letters", allowed=policies.may_open)
        finder.register_code("letters.letter", "DT-[0-9]{4}-[0-9]{4,12}", hits.letter_by_code)
