from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Official documents with their numbers, and the files attached to any record."""

    name = "documents"
    verbose_name = _("Văn bản và tệp đính kèm")

    def ready(self) -> None:
        from common import catalogues, finder, frame

        from . import events, hits, owners, policies, types
        from .models import OfficialDocument

        events.register_sentences()
        catalogues.register(self, types.load)
        frame.register_nav(70, _("Văn bản"), "documents:list", policies.may_open_list)
        finder.register("documents.officialdocument", _("Văn bản"), 70, hits.documents, list_url="documents:list")
        owners.register(
            "documents.officialdocument",
            visible=lambda user: OfficialDocument.objects.visible_to(user).select_related("issuer"),
            may_attach=policies.check_can_attach,
            unit_id=lambda document: document.issuer.unit_id,
        )
