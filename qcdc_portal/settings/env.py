"""Reads each environment variable once; a missing one stops the start with its name."""

import os
from datetime import time
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None) -> str:
    """The variable's value, or the default; without either the start stops and names the variable."""
    value = os.environ.get(name, "").strip() or default
    if value is None:
        raise ImproperlyConfigured(f"Set the environment variable {name} (see .env.example).")
    return value


def require(*names: str) -> None:
    """Stops the start with the name of every variable that is missing."""
    missing = [name for name in names if not os.environ.get(name, "").strip()]
    if missing:
        raise ImproperlyConfigured(f"Set the environment variables {', '.join(missing)} (see .env.example).")


def flag(name: str, default: bool = False) -> bool:
    """True for 1, true, yes, on (any case)."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r} (see .env.example).")


def number(name: str, default: int) -> int:
    """A whole number."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r} (see .env.example).") from None


def time_of_day(name: str, default: str) -> time:
    """A time such as 07:30."""
    value = text(name, default)
    try:
        return time.fromisoformat(value).replace(tzinfo=None)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a time such as 07:30, not {value!r} (see .env.example).") from None


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, default or " ").split(",") if word.strip()]


def database(url: str) -> dict[str, Any]:
    """Django's settings for postgresql://user:password@host:port/name?host=/socket/folder."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql:// (see .env.example).")
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # Each trigger asks pgtrigger.ignore; where it is not set, asking costs half a millisecond (a caught error).
        "OPTIONS": {"connect_timeout": "5", "options": "-c pgtrigger.ignore={}"} | options,
    }


def broker(url: str) -> str:
    """REDIS_URL in Celery's spelling: only a Unix socket (unix:///path?db=0) is written differently there."""
    parts = urlsplit(url)
    if parts.scheme != "unix":
        return url
    return f"redis+socket://{parts.path}?virtual_host={parse_qs(parts.query).get('db', ['0'])[-1]}"


def email(url: str) -> dict[str, dict[str, Any]]:
    """Django's MAILERS for console:, smtp://user:password@host:port (STARTTLS when offered a user) or smtps://…

    smtp:// with a user insists on STARTTLS, so that no password crosses the network in the clear;
    ?tls=0 switches that off for a relay on the same machine.
    """
    parts = urlsplit(url)
    if parts.scheme == "console":
        return {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured(
            "EMAIL_URL must be console:, smtp://host:port or smtps://host:port (see .env.example)."
        )
    wanted = parse_qs(parts.query).get("tls", ["1" if parts.username else "0"])[-1]
    return {"default": {"OPTIONS": _smtp(parts) | {"use_tls": parts.scheme == "smtp" and wanted == "1"}}}


def _smtp(parts: SplitResult) -> dict[str, Any]:
    secure = parts.scheme == "smtps"
    return {
        "host": parts.hostname,
        "port": parts.port or (465 if secure else 587 if parts.username else 25),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": secure,
        "timeout": 15,
    }


def openid_connect() -> dict[str, object]:
    """allauth's settings for one OpenID Connect provider, or none when OIDC_SERVER_URL is not set."""
    server = _openid_connect_server()
    if server is None:
        return {}
    app = {
        "provider_id": "oidc",
        "name": text("OIDC_NAME", "OpenID Connect"),
        "client_id": text("OIDC_CLIENT_ID"),
        "secret": text("OIDC_CLIENT_SECRET"),
        "settings": {"server_url": server.geturl()},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def openid_connect_origins() -> list[str]:
    """Where the form that leads to the provider may end: the provider's origin and those of OIDC_LOGIN_ORIGINS."""
    server = _openid_connect_server()
    return [f"{server.scheme}://{server.netloc}", *words("OIDC_LOGIN_ORIGINS")] if server else []


def _openid_connect_server() -> SplitResult | None:
    """The provider's address. It must be https: what it says about people is believed because of that alone."""
    server = urlsplit(os.environ.get("OIDC_SERVER_URL", "").strip())
    if not server.geturl():
        return None
    if server.scheme != "https" and server.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise ImproperlyConfigured("OIDC_SERVER_URL must begin with https:// (see .env.example).")
    return server
