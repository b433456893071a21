"""The container files say what the portal needs: no engine runs here, so they are read and compared."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from qcdc_portal.run.children import commands

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
LOCAL = commands("0.0.0.0", 8000, Path("/data"))
ENV_EXAMPLE = (ROOT / ".env.example").read_text()


def test_compose_file_matches_the_compose_schema():
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]

    done = subprocess.run([*command, ROOT / "docker-compose.yml"], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_compose_runs_every_part_of_the_portal():
    assert set(SERVICES) == {"set-up", "web", "worker", "render-worker", "beat", "postgres", "valkey"}
    assert set(COMPOSE["volumes"]) == {"data", "postgres"}


@pytest.mark.parametrize(
    ("service", "name"), [("worker", "celery-worker"), ("render-worker", "celery-render"), ("beat", "celery-beat")]
)
def test_workers_and_beat_run_with_the_same_words_as_make_run(service, name):
    said = [word for word in LOCAL[name] if word not in {"--without-gossip", "--without-mingle"}]

    assert SERVICES[service]["command"] == ["celery", "-A", "qcdc_portal", *said]


def test_web_server_of_the_image_is_the_one_of_make_run():
    command = yaml.safe_load(re.search(r"^CMD (\[\"granian.*)$", DOCKERFILE, re.M).group(1))

    assert command == ["granian", *LOCAL["qcdc-web"]]


def test_image_runs_as_an_ordinary_user_and_looks_after_its_health():
    last_stage = DOCKERFILE.split("FROM ")[-1]

    assert re.search(r"^USER qcdc$", last_stage, re.M)
    assert "HEALTHCHECK" in last_stage
    assert DOCKERFILE.count("FROM ") == 2


def test_published_port_is_the_port_of_the_web_server_and_is_for_this_machine_only():
    assert SERVICES["web"]["ports"] == ["127.0.0.1:${PORT:-8000}:8000"]
    assert "EXPOSE 8000" in DOCKERFILE


def test_every_variable_of_the_compose_file_is_documented():
    used = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    documented = set(re.findall(r"^([A-Z_]+)=", ENV_EXAMPLE, re.M))

    assert used <= documented
    assert set(SERVICES["web"]["environment"]) <= documented


def test_everything_waits_for_the_tables():
    for name in ("web", "worker", "render-worker", "beat"):
        assert SERVICES[name]["depends_on"]["set-up"]["condition"] == "service_completed_successfully"
