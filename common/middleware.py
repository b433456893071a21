"""What every request passes: a database that may be away, and bytes that nobody can read."""

from collections.abc import Callable, Iterator
from urllib.parse import unquote_to_bytes

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
    """NUL and bytes that are not UTF-8 in path, query or cookies are a 400 page.

    In the fields of a POST they are not refused here: the form says so beside the field and keeps the rest.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if any(_is_unreadable(part) for part in _raw_parts(request)):
            return errors.bad_request(request)
        return self.get_response(request)


def _raw_parts(request: HttpRequest) -> Iterator[bytes]:
    """Path (WSGI hands its bytes over as Latin-1), decoded query, and the cookies' values as Django unquoted them."""
    yield str(request.META.get("PATH_INFO", "")).encode("latin-1", "replace")
    yield unquote_to_bytes(str(request.META.get("QUERY_STRING", "")))
    for value in request.COOKIES.values():
        yield value.encode("utf-8", "surrogatepass")


def _is_unreadable(part: bytes) -> bool:
    try:
        return text.is_unreadable(part.decode("utf-8"))
    except UnicodeDecodeError:
        return True
