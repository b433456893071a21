"""The test settings with Django's admin beside the portal, for bench.national alone."""

from qcdc_portal.settings.test import *  # noqa: F403
from qcdc_portal.settings.test import INSTALLED_APPS as _OWN

INSTALLED_APPS = [*_OWN, "django.contrib.admin"]
ROOT_URLCONF = "bench.admin_urls"
