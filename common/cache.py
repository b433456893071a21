"""The shared cache. It holds hints (rate limits, drawn charts), so the portal works on while Valkey is away."""

import logging
from typing import Any

import redis
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache, RedisCacheClient

log = logging.getLogger(__name__)


class OneClient(RedisCacheClient):
    """Django makes a client for every look, which fills a table of 170 callbacks; threads may share one."""

    def get_client(self, key: Any = None, *, write: bool = False) -> redis.Redis:
        """The client of the pool."""
        pool = self._get_connection_pool(write)  # type: ignore[attr-defined]  # unknown to the stubs
        made: dict[int, redis.Redis] = self.__dict__.setdefault("_made", {})
        if id(pool) not in made:
            made[id(pool)] = super().get_client(key, write=write)
        return made[id(pool)]


class HintCache(RedisCache):
    """Django's Redis cache that forgets instead of failing when Valkey does not answer."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = OneClient

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The value, or the default; also when nobody answers."""
        try:
            return super().get(key, default, version)
        except redis.RedisError as error:
            return _away(error, default)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Remembers the value if it can."""
        try:
            super().set(key, value, timeout, version)
        except redis.RedisError as error:
            _away(error, None)

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        """What is known of them; nothing when nobody answers."""
        try:
            found: dict[Any, Any] = super().get_many(keys, version)
        except redis.RedisError as error:
            return dict(_away(error, {}))
        return found

    def set_many(self, data: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> list[Any]:
        """Remembers the values if it can; the keys that it could not."""
        try:
            return list(super().set_many(data, timeout, version))
        except redis.RedisError as error:
            return list(_away(error, list(data)))

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """True when the key was new; also when nobody can tell."""
        try:
            return bool(super().add(key, value, timeout, version))
        except redis.RedisError as error:
            return bool(_away(error, True))

    def delete(self, key: Any, version: int | None = None) -> bool:
        """True when the key was there."""
        try:
            return bool(super().delete(key, version))
        except redis.RedisError as error:
            return bool(_away(error, False))


def _away(error: redis.RedisError, answer: Any) -> Any:
    log.warning("The cache does not answer: %s", error)
    return answer
