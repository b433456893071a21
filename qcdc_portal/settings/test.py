"""The test suite: real PostgreSQL and Valkey, cheap passwords, e-mail kept in memory."""

from qcdc_portal.local_stack import Place, postgres, valkey

from . import env
from .base import *

PLACE = Place.for_tests()  # importing starts nothing; tests/conftest.py does
DATA_DIR = PLACE.root
STATIC_ROOT = DATA_DIR / "static"
STORAGES["default"]["OPTIONS"] = {"location": DATA_DIR / "files"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

# Nothing is collected in tests: static files are served from where they lie.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True

# People who work at the same time give their test databases different names.
TEST_DATABASE = env.text("QCDC_TEST_DATABASE", "main")
DATABASES = {"default": env.database(env.text("DATABASE_URL", postgres.url(PLACE)))}
DATABASES["default"]["TEST"] = {"NAME": f"test_qcdc_{TEST_DATABASE}"}
REDIS_URL = env.text("REDIS_URL", valkey.url(PLACE))
CELERY_BROKER_URL = env.broker(REDIS_URL)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WORKER = env.text("PYTEST_XDIST_WORKER", "gw")  # pytest-xdist numbers its processes
CELERY_BROKER_TRANSPORT_OPTIONS |= {"global_keyprefix": f"test-{TEST_DATABASE}-{WORKER}-"}

SECRET_KEY = "only-for-tests-" + "0" * 40
ALLOWED_HOSTS = ["*"]
SEAL_KEY_ON_DEMAND = True
QCDC_SEAL_KEY_FILE = str(DATA_DIR / "seal.key")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
# The file that every process of a simulated day reads (common/clock.py).
QCDC_CLOCK_FILE = env.text("QCDC_CLOCK_FILE", "")
