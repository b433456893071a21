"""The settings of the benches with Django's admin beside the portal, for bench.national alone."""

from bench.settings import *  # noqa: F403
from bench.settings import INSTALLED_APPS as _OWN

INSTALLED_APPS = [*_OWN, "django.contrib.admin"]
ROOT_URLCONF = "bench.admin_urls"
