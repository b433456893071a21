"""The test suite: real PostgreSQL and Valkey, cheap passwords, e-mail kept in memory."""

from .base import *  # noqa: F403

SECRET_KEY = "only-for-tests-" + "0" * 40
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
# The file that every process of a simulated day reads (common/clock.py).
QCDC_CLOCK_FILE = env.text("QCDC_CLOCK_FILE", "")  # noqa: F405
