"""What must be true before the portal opens: tables, static files, demo data. Prints the demo accounts."""

import hashlib
import os
from importlib import import_module
from importlib.util import find_spec
from io import StringIO

import django
from django.conf import settings
from django.core.management import CommandError, call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def main() -> None:
    """Runs in a process of its own, so that the supervisor stays small."""
    django.setup()
    migrate()
    collect_static()
    if os.environ["DJANGO_SETTINGS_MODULE"].endswith(".dev"):
        load_demo()


def migrate() -> None:
    """Brings the tables up to date; costs one query when they are."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


def collect_static() -> None:
    """Collects and compresses the static files when one of them has changed."""
    stamp = settings.DATA_DIR / "static.stamp"
    now = _static_fingerprint()
    if stamp.exists() and stamp.read_text() == now and settings.STATIC_ROOT.exists():
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(now)


def _static_fingerprint() -> str:
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256(f"{django.VERSION} {settings.STORAGES['staticfiles']}".encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = os.stat(storage.path(path))
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def load_demo() -> None:
    """Loads the demo data once for each database, then prints who can sign in; leaves a database with data alone."""
    if "seed_demo" not in get_commands():
        return
    stamp = settings.DATA_DIR / "demo.stamp"
    now = _database_fingerprint()
    if not stamp.exists() or stamp.read_text() != now:
        try:
            call_command("seed_demo", verbosity=0, stdout=StringIO())
        except CommandError as refusal:
            print(f"Không nạp dữ liệu demo / no demo data: {refusal}")
            return
        stamp.write_text(now)
    if find_spec("demo.accounts"):
        print(import_module("demo.accounts").table())


def _database_fingerprint() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT system_identifier FROM pg_control_system()), oid FROM pg_database"
            " WHERE datname = current_database()"
        )
        return "{}/{}".format(*cursor.fetchone())
