"""Production. Nothing here has a default that would be unsafe: a missing variable stops the start with its name."""

from . import env

env.require(
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "REDIS_URL",
    "EMAIL_URL",
    "DEFAULT_FROM_EMAIL",
    "QCDC_SEAL_KEY_FILE",
)

from .base import *  # noqa: E402 - base reads the variables that were just required

DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
QCDC_BASE_URL = env.text("QCDC_BASE_URL", f"https://{ALLOWED_HOSTS[0].lstrip('.')}").rstrip("/")

# TLS ends at the proxy in front, which must set X-Forwarded-Proto and add the visitor to X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("QCDC_TRUSTED_PROXIES", 1)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.flag("QCDC_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]
