"""The settings of the benches for a server of its own: the shared cache, static files as they lie."""

from bench.settings import *  # noqa: F403
from qcdc_portal.settings.base import CACHES as SHARED

CACHES = {"default": {**SHARED["default"], "LOCATION": REDIS_URL, "KEY_PREFIX": "bench"}}  # noqa: F405
