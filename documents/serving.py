"""Bytes of the storage as an answer: saved by the browser, never run on this address. Who may have them asks before."""

from __future__ import annotations

import logging

from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from . import storage
from .models import Blob

logger = logging.getLogger(__name__)


def file_response(blob: Blob, *, name: str, content_type: str, inline: bool = False) -> FileResponse:
    """The bytes under a name. ``inline``: shown by the browser, for pictures that the portal itself has drawn."""
    try:
        file = storage.open_blob(blob)
    except FileNotFoundError:
        logger.exception("the storage has lost %s", blob.path)
        raise Http404(_("Kho tệp không còn tệp này. Báo người quản trị.")) from None
    response = FileResponse(file, as_attachment=not inline, filename=name, content_type=content_type)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
