"""What every request passes: a database that may be away, and bytes that nobody can read."""

import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from common import errors, text

type GetResponse = Callable[[HttpRequest], HttpResponseBase]


class DatabaseOutage:
    """A view that lost the database answers 503 instead of 500, and the next request starts with a new connection.

    Losses outside views (session, user, other middleware) reach errors.server_error, which answers the same page.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Called by Django for an exception that a view or its template raised."""
        if not errors.is_outage(exception):
            return None
        errors.logger.error("database outage at %s", request.path, exc_info=exception)
        return errors.database_outage(request)


class RefuseUnreadableInput:
    """NUL and bytes that are not UTF-8 in path or query, or NUL in the session's cookie, are a 400 page.

    In the fields of a POST they are not refused here: the form says so beside the field and keeps the rest. Other
    cookies are left alone: they may belong to other portals of the same domain.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _is_unreadable_path(request.path_info) or _is_unreadable_query(request) or _has_broken_session(request):
            return errors.bad_request(request)
        return self.get_response(request)


# Django hands over a path's bytes that are not UTF-8 as %XX again.
_BROKEN_BYTE = re.compile(r"%[89A-F][0-9A-F]")


def _is_unreadable_path(path: str) -> bool:
    return text.is_unreadable(path) or _BROKEN_BYTE.search(path) is not None


def _is_unreadable_query(request: HttpRequest) -> bool:
    try:
        return text.is_unreadable(unquote_to_bytes(str(request.META.get("QUERY_STRING", ""))).decode("utf-8"))
    except UnicodeDecodeError:
        return True


def _has_broken_session(request: HttpRequest) -> bool:
    return "\x00" in request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
