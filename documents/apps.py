from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Official documents with their numbers, and the files attached to any record."""

    name = "documents"
    verbose_name = _("Văn bản và tệp đính kèm")

    def ready(self) -> None:
        from . import events, types

        events.register_sentences()
        types.connect(self)
