"""Is the process alive, and can the portal do its work? Public, never redirected, cheap enough to ask every second."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    import redis

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
    queues = beating_queues()
    state = {
        "database": database_answers(),
        "broker": queues is not None,
        "worker": queues is not None and queues >= set(settings.WORKER_QUEUES),
    }
    words = {name: "ok" if good else "error" for name, good in state.items()}
    return JsonResponse(words, status=200 if all(state.values()) else 503)


def database_answers() -> bool:
    """One trivial query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def beating_queues() -> set[str] | None:
    """Queues whose worker beat within the last BEAT_LIFE seconds; None when the broker does not answer."""
    import redis

    queues = settings.WORKER_QUEUES
    try:
        with _broker() as client:
            found = client.mget([_beat_key(queue) for queue in queues])
    except redis.RedisError:
        return None
    return {queue for queue, beaten in zip(queues, found, strict=True) if beaten is not None}


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
    import redis

    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2)


def _beat_key(queue: str) -> str:
    options: dict[str, str] = getattr(settings, "CELERY_BROKER_TRANSPORT_OPTIONS", {})
    return f"{options.get('global_keyprefix', '')}beat:{queue}"
