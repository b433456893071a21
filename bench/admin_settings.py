"""The test settings with the cache of production and Django's admin beside the portal, for bench.national alone."""

from qcdc_portal.settings.base import CACHES as SHARED
from qcdc_portal.settings.test import *  # noqa: F403
from qcdc_portal.settings.test import INSTALLED_APPS as _OWN

CACHES = {"default": {**SHARED["default"], "LOCATION": REDIS_URL, "KEY_PREFIX": "bench"}}  # noqa: F405
INSTALLED_APPS = [*_OWN, "django.contrib.admin"]
ROOT_URLCONF = "bench.admin_urls"
