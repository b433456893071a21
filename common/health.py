"""Is the process alive, and can the portal do its work? Public, never redirected, cheap enough to ask every second."""

from collections.abc import Callable

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

BEAT_LIFE = 15  # seconds; a worker beats every 2 seconds, also after the broker was flushed


@require_safe
@never_cache
@login_not_required
def healthz(_request: HttpRequest) -> HttpResponse:
    """200 while the process lives; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
@login_not_required
def readyz(_request: HttpRequest) -> JsonResponse:
    """200 when database, broker and the workers of every queue answer, else 503; the body says which does not."""
    parts: dict[str, Callable[[], bool]] = {
        "database": database_answers,
        "broker": broker_answers,
        "worker": workers_beat,
    }
    state = {name: "ok" if answers() else "error" for name, answers in parts.items()}
    return JsonResponse(state, status=200 if set(state.values()) == {"ok"} else 503)


def database_answers() -> bool:
    """One trivial query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def broker_answers() -> bool:
    """One PING."""
    try:
        with _broker() as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def workers_beat() -> bool:
    """True when every queue has a worker that beat within the last BEAT_LIFE seconds."""
    try:
        with _broker() as client:
            return None not in client.mget([_beat_key(queue) for queue in settings.WORKER_QUEUES])
    except redis.RedisError:
        return False


class AnswerProbes:
    """Probes ask by address, not by name, and need no session: they are answered before anything else looks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        probe = {"/healthz": healthz, "/readyz": readyz}.get(request.path_info)
        return probe(request) if probe else self.get_response(request)


def beat(queues: list[str]) -> None:
    """A worker of these queues says that it lives."""
    with _broker() as client:
        for queue in queues:
            client.set(_beat_key(queue), "1", ex=BEAT_LIFE)


def _broker() -> "redis.Redis":
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2)


def _beat_key(queue: str) -> str:
    options: dict[str, str] = getattr(settings, "CELERY_BROKER_TRANSPORT_OPTIONS", {})
    return f"{options.get('global_keyprefix', '')}beat:{queue}"
