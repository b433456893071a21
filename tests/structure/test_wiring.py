"""What is named somewhere exists there: scheduled tasks, templates, events, addresses."""

import importlib
import re
from pathlib import Path

import pytest
from celery import current_app
from django.apps import apps
from django.conf import settings
from django.template import engines
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(str(path.relative_to(ROOT / "templates")) for path in (ROOT / "templates").rglob("*.html"))
OWN = [config.label for config in apps.get_app_configs() if Path(config.path).parent == ROOT]
SOURCES = [path for label in OWN for path in (ROOT / label).rglob("*.py") if "migrations" not in path.parts]


@pytest.mark.parametrize("name", sorted(settings.CELERY_BEAT_SCHEDULE))
def test_every_scheduled_task_exists_and_takes_its_arguments(name):
    entry = settings.CELERY_BEAT_SCHEDULE[name]
    importlib.import_module(entry["task"].rpartition(".")[0])

    task = current_app.tasks[entry["task"]]

    task.__header__(*entry.get("args", ()), **entry.get("kwargs", {}))


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_compiles(name):
    get_template(name)


def test_every_template_is_used_somewhere():
    code = "\n".join(path.read_text() for path in SOURCES)
    code += "\n".join((ROOT / "templates" / name).read_text() for name in TEMPLATES)
    by_library = ("account/", "allauth/", "socialaccount/", "mfa/", "errors/", "forms/", "django/")

    unused = [name for name in TEMPLATES if f"{name}" not in code and not name.startswith(by_library)]

    assert not unused


def test_every_event_that_is_recorded_has_a_sentence():
    from audit.sentences import registered

    named = {
        kind
        for path in SOURCES
        for kind in re.findall(r"(?:record|_remember)\(\s*\"([a-z]+\.[a-z_.]+)\"", path.read_text())
    }

    assert named - registered() == set()


def test_every_sentence_can_be_said_without_its_words():
    from audit.sentences import registered, sentence

    for kind in registered():
        assert sentence(kind, "Lò Thị Mẩy", {}).strip()


def test_pages_are_private_unless_they_say_so():
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE


def test_templates_are_read_from_one_folder_and_compiled_once():
    engine = engines["django"].engine

    assert [str(path) for path in engine.dirs] == [str(ROOT / "templates")]
