"""What somebody typed while the session ended is not lost: after signing in again, the same person sends it once more.

A form that arrives after the session ended came through the CSRF check, from a page of ours in the same browser; the
expired session's row still tells whose it was. Its fields wait in the new session, and only that person sees them.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

KEY = "unsent"
LIMIT = 200_000  # characters; a session is no place for more


def keep(request: HttpRequest) -> bool:
    """Put the fields of a POST into the new session. False when it is unknown whose they are, or there is nothing."""
    owner = _owner_of_expired_session(request)
    fields = request.POST.copy()
    fields.pop("csrfmiddlewaretoken", None)
    typed = fields.urlencode()
    secret = any("password" in name for name in fields)
    if owner is None or secret or not fields or len(typed) > LIMIT:
        return False
    request.session[KEY] = {
        "owner": owner,
        "path": request.get_full_path(),
        "fields": typed,
        "had_files": bool(request.FILES),
    }
    return True


def kept(request: HttpRequest) -> dict[str, Any] | None:
    """What waits for the signed-in person: path, fields (pairs of name and value), had_files. Others' is dropped."""
    found: dict[str, Any] | None = request.session.get(KEY)
    if found is None:
        return None
    if found["owner"] != str(request.user.pk) or not url_has_allowed_host_and_scheme(found["path"], None):
        drop(request)
        return None
    lists = QueryDict(found["fields"]).lists()
    return {**found, "fields": [(name, value) for name, values in lists for value in values]}


def drop(request: HttpRequest) -> None:
    """Nothing waits any more."""
    request.session.pop(KEY, None)


def drop_when_sent(request: HttpRequest) -> None:
    """The same form arrives again: what waited for it is no longer needed."""
    if request.method == "POST" and request.session.get(KEY, {}).get("path") == request.get_full_path():
        drop(request)


def _owner_of_expired_session(request: HttpRequest) -> str | None:
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    row = Session.objects.filter(pk=key).first() if key else None
    owner: str | None = row.get_decoded().get("_auth_user_id") if row else None
    return owner
