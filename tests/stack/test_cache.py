"""The shared cache: real in use, forgetful when Valkey is away."""

import pytest
from django.conf import settings

from common.cache import HintCache


@pytest.fixture
def cache() -> HintCache:
    return HintCache(settings.REDIS_URL, {"KEY_PREFIX": f"test-{settings.TEST_DATABASE}-{settings.WORKER}"})


@pytest.fixture
def away() -> HintCache:
    return HintCache("unix:///nowhere/valkey.sock", {})


def test_remembers_while_valkey_answers(cache: HintCache) -> None:
    cache.delete("attempts")
    assert cache.add("attempts", [1], 30)
    assert not cache.add("attempts", [2], 30)
    cache.set("attempts", [1, 2], 30)
    assert cache.get("attempts") == [1, 2]
    assert cache.delete("attempts")
    assert cache.get("attempts", "none") == "none"


def test_forgets_instead_of_failing_and_says_so(away: HintCache, caplog: pytest.LogCaptureFixture) -> None:
    away.set("attempts", [1], 30)
    assert away.get("attempts", "none") == "none"
    assert away.add("attempts", [1], 30)
    assert not away.delete("attempts")
    assert caplog.text.count("The cache does not answer") == 4
