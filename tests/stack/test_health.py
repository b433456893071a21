"""/healthz and /readyz."""

import pytest
import redis
from django.conf import settings
from django.db import OperationalError
from django.test import Client

from common import health

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_workers() -> None:
    client = redis.Redis.from_url(settings.REDIS_URL)
    for queue in settings.WORKER_QUEUES:
        client.delete(health._beat_key(queue))


def test_alive_without_asking_the_database(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]


def test_not_ready_without_workers(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"database": "ok", "broker": "ok", "worker": "error"}


def test_one_queue_without_worker_is_not_ready(client: Client) -> None:
    health.beat(["celery"])
    assert client.get("/readyz").json()["worker"] == "error"


def test_ready_when_every_queue_has_a_worker(client: Client, django_assert_max_num_queries) -> None:
    health.beat(list(settings.WORKER_QUEUES))
    with django_assert_max_num_queries(1):
        answer = client.get("/readyz")
    assert (answer.status_code, set(answer.json().values())) == (200, {"ok"})


def test_ready_again_after_the_broker_was_flushed(client: Client) -> None:
    health.beat(list(settings.WORKER_QUEUES))
    redis.Redis.from_url(settings.REDIS_URL).delete(*[health._beat_key(queue) for queue in settings.WORKER_QUEUES])
    assert client.get("/readyz").status_code == 503
    health.beat(list(settings.WORKER_QUEUES))
    assert client.get("/readyz").status_code == 200


def test_a_broker_that_is_away_is_named(client: Client, settings) -> None:
    settings.REDIS_URL = "unix:///nowhere/valkey.sock"
    assert client.get("/readyz").json() == {"database": "ok", "broker": "error", "worker": "error"}


def test_a_database_that_is_away_is_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError

    monkeypatch.setattr(health.connection, "cursor", refuse)
    assert client.get("/readyz").json()["database"] == "error"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_no_redirect_and_no_change(client: Client, settings, path: str) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    assert client.get(path).status_code in {200, 503}
    assert client.post(path).status_code in {403, 405}
