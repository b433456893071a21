"""The embedded servers."""

import psycopg
import redis
from django.conf import settings
from kombu import Connection


def connect() -> psycopg.Connection:
    database = settings.DATABASES["default"]
    return psycopg.connect(host=database["HOST"], user=database["USER"], dbname="postgres", **database["OPTIONS"])


def test_postgresql_knows_vietnamese_letters() -> None:
    with connect() as connection:
        row = connection.execute("SELECT lower('ĐẦM HÀ'), current_setting('server_version_num')::int").fetchone()
    assert row is not None
    assert row[0] == "đầm hà"
    assert row[1] >= 150000


def test_valkey_answers_the_cache_client_and_celery_alike() -> None:
    assert redis.Redis.from_url(settings.REDIS_URL).ping()
    with Connection(settings.CELERY_BROKER_URL) as broker:
        broker.ensure_connection(max_retries=1)
        assert broker.connected
