"""Settings that every environment shares. dev, test and prod only override."""

from pathlib import Path
from typing import Any

from celery.schedules import crontab
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from . import env

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = Path(env.text("QCDC_DATA_DIR", str(BASE_DIR / "var"))).resolve()

# The product's name and the committee's name are settings: a province calls its portal what it likes.
PRODUCT_NAME = env.text("QCDC_PRODUCT_NAME", "Cổng dân chủ ở cơ sở")
# Where people open the portal; links in e-mail begin with it.
QCDC_BASE_URL = env.text("QCDC_BASE_URL", f"http://localhost:{env.text('PORT', '8000')}").rstrip("/")

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",  # its widgets' templates, for common.forms.Renderer
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "common",
    "audit",
    "accounts",
    "organizations",
    "documents",
    "notices",
    "jobs",
    "deadlines",
    "figures",
    "steering",
    "movements",
    "supervision",
    "conferences",
    "disclosures",
    "community",
    "petitions",
    "letters",
    "indicators",
    "reports",
    "administration",
    "public",
    "demo",
]

MIDDLEWARE = [
    "common.health.AnswerProbes",
    "common.middleware.DatabaseOutage",
    "django.middleware.security.SecurityMiddleware",
    "common.compression.CompressPages",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "common.middleware.RefuseUnreadableInput",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.middleware.LanguageByChoice",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.KeepUnsent",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "qcdc_portal.urls"
WSGI_APPLICATION = "qcdc_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "common.frame.context",
            ],
            "builtins": ["common.templatetags.qcdc"],
        },
    }
]
FORM_RENDERER = "common.forms.Renderer"

DATABASES = {"default": env.database(env.text("DATABASE_URL", "postgresql:///unset"))}
DATABASES["default"]["ATOMIC_REQUESTS"] = False  # every verb opens its own transaction
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("REDIS_URL", "redis://unset")
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "common.cache.HintCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "cache",
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
    }
}

# Background work: Valkey is a hint that may be flushed at any time; rows are the truth.
CELERY_BROKER_URL = env.broker(REDIS_URL)
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {"socket_connect_timeout": 2}  # a silent broker holds nobody
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
WORKER_QUEUES = ("celery", "render")  # each has a worker of its own; /readyz asks for both
CELERY_TASK_ROUTES = {"jobs.tasks.run_next": {"queue": "render"}}
CELERY_BEAT_SCHEDULE: dict[str, dict[str, object]] = {
    "jobs-sweep": {"task": "jobs.tasks.sweep", "schedule": 15.0},  # expired leases go back to the queue
    "notices-send": {"task": "notices.tasks.send_due", "schedule": 30.0},  # outbox rows that still wait
    "organizations-reach": {
        "task": "organizations.tasks.refresh_reach",
        "schedule": crontab(minute="*/5"),
    },  # a new day
    "organizations-forget-changes": {
        "task": "organizations.tasks.forget_changes",
        "schedule": crontab(hour="3", minute="10"),
    },  # marks older than anything that is kept
    "deadlines-remind": {
        "task": "deadlines.tasks.remind",
        "schedule": crontab(minute="*/10"),
    },  # from QCDC_DIGEST_AT on
    "indicators-lock": {
        "task": "indicators.tasks.lock_windows",
        "schedule": crontab(hour="0", minute="40"),
    },  # windows whose day to lock has come
    "reports-prepare": {
        "task": "reports.batch_tasks.prepare_scheduled",
        "schedule": crontab(minute="20"),
    },  # drafts of schedules whose day has come
    "petitions-sweep-files": {
        "task": "petitions.tasks.sweep_files",
        "schedule": crontab(hour="2", minute="20"),
    },  # uploads and lists that were kept long enough
}

# Reminders: from this time of the day on, local time; one letter a day and person.
QCDC_DIGEST_AT = env.time_of_day("QCDC_DIGEST_AT", "07:30")
# The class that hands over short messages (notices/sms.py); none unless a province has a gateway.
QCDC_SMS_GATEWAY = env.text("QCDC_SMS_GATEWAY", "")

# The public pages (public/limits.py): look-ups of one visitor, wrong secrets for one petition by anybody; papers and
# figures that one visitor verifies, and files that he sends to be compared.
LOOK_UP_RATES = {
    "address": "30/m/ip,300/h/ip",
    "secret": "60/h/key",
    "verify": "300/m/ip,3000/h/ip",
    "verify_file": "10/m/ip,60/h/ip",
}
# How many proxies in front are ours: so many addresses at the end of X-Forwarded-For are believed, none by default.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("QCDC_TRUSTED_PROXIES", 0)

# The file with the key that seals denunciations (letters/sealing.py); without it a dump of the database says nothing.
QCDC_SEAL_KEY_FILE = env.text("QCDC_SEAL_KEY_FILE", str(DATA_DIR / "seal.key"))
SEAL_KEY_ON_DEMAND = False  # a desk and the tests make the file when it is first needed

# Whose signatures are trusted (a folder of .pem, .crt, .cer), and the certificates (.p12) of bodies that let the portal
# sign what it numbers for them: {body} stands for the code of the body.
SIGNATURE_TRUST_ROOTS = env.text("QCDC_SIGNATURE_TRUST_ROOTS", "")
SIGNING_KEY_FILE = env.text("QCDC_SIGNING_KEY_FILE", "")
SIGNING_KEY_PASSPHRASE = env.text("QCDC_SIGNING_KEY_PASSPHRASE", "")

AUTH_USER_MODEL = "accounts.User"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # user names are unique: a constraint over lower(username) says so
AUTHENTICATION_BACKENDS = [
    "accounts.sessions.PortalBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "accounts.forms.LoginForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]  # the page itself is closed
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator enters the address
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # an address that nobody has here gets no letter from here
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
SOCIALACCOUNT_ADAPTER = "accounts.adapter.SocialAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # accounts.adapter.SocialAdapter looks for the account, and says why
SOCIALACCOUNT_PROVIDERS = env.openid_connect()
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = PRODUCT_NAME
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FORMAT_MODULE_PATH = ["common.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # text fields of one request; files are limited by documents/
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = ["documents.uploads.LimitedUploadHandler"]  # what is too large is dropped while it comes in

MAILERS = env.email(env.text("EMAIL_URL", "console:"))
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "cong-qcdc@example.invalid")

# No inline scripts, no inline styles, nothing from elsewhere. Browsers hold a form's redirect against form-action too:
# without the provider's origin the button "sign in with" would lead nowhere.
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF, *env.openid_connect_origins()],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day; the desk of an office is shared
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "common.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# Everything goes to standard error; who runs the portal decides where it is kept.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
}
