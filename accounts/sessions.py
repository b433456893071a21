"""Sessions in the database, and the person of one: asked by every page, so compiled once (common.statements)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import DateTimeField
from django.utils import timezone

from common.statements import Given, Records

from .models import User

_SESSIONS = Records(
    lambda: Session.objects.filter(session_key=Given("key"), expire_date__gt=Given("now", DateTimeField()))
)
_PEOPLE = Records(lambda: User._default_manager.filter(pk=Given("key")))


class SessionStore(db.SessionStore):
    """Django's own, but for how a session is read: half a millisecond less of every page."""

    def _get_session_from_db(self) -> Session | None:
        found = _SESSIONS.all(key=self.session_key, now=timezone.now())
        if not found:
            self._session_key = None
        return found[0] if found else None


class PortalBackend(ModelBackend):
    """Django's own sign-in with name and password, but for how the person of a session is read."""

    def get_user(self, user_id: Any) -> User | None:
        found = _PEOPLE.all(key=int(user_id))
        return found[0] if found and self.user_can_authenticate(found[0]) else None
