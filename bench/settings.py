"""The test settings with the bare page (bench.bare) beside the portal's."""

from qcdc_portal.settings.test import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
