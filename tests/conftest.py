"""What every test stands on: the embedded servers, and a folder of its own for files."""

import os
from contextlib import ExitStack
from pathlib import Path

import hypothesis
import pytest
from pytest_django import DjangoDbBlocker

from qcdc_portal import local_stack
from tests.support import template_database

# The same examples in every run, and no limit that a busy machine breaks.
hypothesis.settings.register_profile("suite", derandomize=True, deadline=None)
hypothesis.settings.load_profile("suite")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A case with bytes that name it badly is named by its argument.

    A ZIP holds the second it was made in: workers that collect a second apart would see different tests.
    """
    return argname if isinstance(val, bytes) and len(val) > 40 else None


def pytest_configure(config: pytest.Config) -> None:
    """The process that started the run holds the embedded servers; the xdist workers connect to them."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    held = ExitStack()
    try:
        held.enter_context(local_stack.attached(local_stack.Place.for_tests()))
    except local_stack.StackError as error:
        pytest.exit(str(error), returncode=1)
    config.add_cleanup(held.close)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path: Path) -> None:
    """Uploads of a test land in its own folder."""
    settings.DATA_DIR = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
    }


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Every process copies one migrated database instead of migrating its own."""
    with django_db_blocker.unblock():
        template_database.use()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """A test database is made only when a selected test is marked django_db; nothing is ever written to another."""
    from django.db import connection

    if not str(connection.settings_dict["NAME"]).startswith("test_"):
        pytest.exit("No selected test is marked django_db, so there is no test database; select one that is.", 1)
