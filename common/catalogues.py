"""Data that every installation needs: levels, kinds, document types, indicators… Each room brings its own.

A room registers a loader in its AppConfig.ready(); it runs after every migration of the room, and all of them run with
`manage.py load_catalogues`, in the order of INSTALLED_APPS. A loader may run any number of times: it adds what is
missing, brings names up to date, deletes nothing, and leaves alone what administrators may change.
"""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate

Loader = Callable[[], int]

_loaders: dict[str, Loader] = {}


def register(config: AppConfig, load: Loader) -> None:
    """Say how a room's catalogues are loaded; the loader returns how many rows it looked after."""
    _loaders[config.label] = load
    post_migrate.connect(_after_migration, sender=config, dispatch_uid=f"catalogue of {config.label}")


def load_all() -> dict[str, int]:
    """Run every loader once; how many rows each of them looked after."""
    labels = [config.label for config in apps.get_app_configs() if config.label in _loaders]
    return {label: _loaders[label]() for label in labels}


def read(path: Path) -> dict[str, Any]:
    """A catalogue file (TOML)."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _after_migration(sender: AppConfig, apps: Any = apps, **_kwargs: object) -> None:
    try:
        apps.get_app_config(sender.label)
    except LookupError:
        return  # migrated back to before the first migration
    _loaders[sender.label]()
