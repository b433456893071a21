"""What may be refused to a person, and the pages that say so."""

import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import InterfaceError, OperationalError, connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


class Refused(Exception):
    """A rule of the work says no. The message is a Vietnamese sentence for the person who asked.

    `field` names the form field that the sentence belongs beside; None puts it at the top of the form.
    """

    def __init__(self, message: Any, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


@dataclass(frozen=True)
class Conflict:
    """A field that two people changed: what is stored now and what this person typed, both as shown on a page."""

    name: str
    label: str
    theirs: str
    mine: str


class StaleForm(Exception):
    """Somebody stored other values in fields that this form changes too; nothing was written."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        super().__init__(", ".join(conflict.name for conflict in conflicts))
        self.conflicts = list(conflicts)


# -- the pages; urls.py and settings name these functions


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request cannot be read."""
    return _plain("errors/400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 with the sentence of the policy that refused."""
    reason = next((str(part) for part in getattr(exception, "args", ()) if part), "")
    return render(request, "errors/403.html", {"reason": reason}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same for what does not exist and for what lies outside the person's units."""
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 where the error being handled is a lost database."""
    if is_outage(sys.exception()):
        return database_outage(request)
    return _plain("errors/500.html", 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that has outlived its session."""
    return _plain("errors/csrf.html", 403)


def database_outage(request: HttpRequest) -> HttpResponse:
    """503: says what happened and when to try again; the next request opens a new connection."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()
    response = _plain("errors/503.html", 503)
    response["Retry-After"] = "5"
    return response


def is_outage(error: BaseException | None) -> bool:
    """Whether the error, or one that it came from, is the database being away.

    A lost or refused connection carries no SQL state, or one of class 08 (connection), 57P0x (shutdown, crash,
    starting up) or 53300 (too many connections). A deadlock or a cancelled statement is no outage.
    """
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            state = getattr(error.__cause__, "sqlstate", None) or ""
            return state == "" or state.startswith(("08", "57P0")) or state == "53300"
        error = error.__cause__ or error.__context__
    return False


def _plain(template: str, status: int) -> HttpResponse:
    """A page without frame: no database, no context processors, and a sentence even if the template itself fails."""
    try:
        page = str(render_to_string(template))
    except Exception:
        logger.exception("the error page %s could not be drawn", template)
        page = f"<!DOCTYPE html><title>{status}</title><p>{_('Hệ thống gặp lỗi. Hãy quay lại và thử lại.')}</p>"
    return HttpResponse(page, status=status)
