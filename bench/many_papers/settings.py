"""The suite's settings, but files lie in a folder that all workers share."""

from qcdc_portal.settings import env
from qcdc_portal.settings.test import *  # noqa: F403

STORAGES["default"]["OPTIONS"] = {"location": env.text("QCDC_BENCH_FILES")}  # noqa: F405
