"""The test settings with the bare page (bench.bare) beside the portal's, and the cache of production: a look at it is
part of what a page costs."""

from qcdc_portal.settings.base import CACHES as SHARED
from qcdc_portal.settings.test import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
CACHES = {"default": {**SHARED["default"], "LOCATION": REDIS_URL, "KEY_PREFIX": "bench"}}  # noqa: F405
