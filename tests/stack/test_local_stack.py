"""The embedded servers: they start, are shared, recover and explain themselves."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis
from django.conf import settings
from kombu import Connection

from qcdc_portal import local_stack
from qcdc_portal.local_stack import Place, StackError, identity, postgres

ROOT = Path(__file__).resolve().parents[2]
HOLDER = """
import sys
from pathlib import Path
from qcdc_portal import local_stack
with local_stack.attached(local_stack.Place(Path(sys.argv[1]), throwaway=True)):
    print("in", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture(autouse=True)
def _without_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data made once; the tests work on copies of them."""
    place = Place(tmp_path_factory.mktemp("stack") / "made", throwaway=True)
    before = {name: os.environ.pop(name, None) for name in ("DATABASE_URL", "REDIS_URL")}
    with local_stack.attached(place):
        write_row()
    os.environ.update({name: value for name, value in before.items() if value})
    return place.root


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Iterator[Place]:
    copy = tmp_path / "var"
    shutil.copytree(made, copy, symlinks=True)
    yield Place(copy, throwaway=True)
    with local_stack.attached(Place(copy, throwaway=True)):
        pass  # whatever a test left running is taken over and stopped


def write_row() -> int:
    """Writes one row and counts all."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (at timestamptz DEFAULT now())")
        connection.execute("INSERT INTO kept DEFAULT VALUES")
        row = connection.execute("SELECT count(*) FROM kept").fetchone()
        return int(row[0]) if row else 0


def postmaster(place: Place) -> int:
    return int((place.cluster / "postmaster.pid").read_text().split()[0])


def hold(place: Place) -> "subprocess.Popen[str]":
    """Another process that uses the servers until its standard input closes."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(place.root)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "in\n"
    return holder


def leave(holder: "subprocess.Popen[str]") -> None:
    holder.communicate("\n", timeout=60)


def test_postgresql_knows_vietnamese_letters_and_the_extensions(place: Place) -> None:
    with local_stack.attached(place), psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT lower('ĐẦM HÀ')").fetchone() == ("đầm hà",)
        for name in ("btree_gist", "unaccent", "pg_trgm"):
            connection.execute(f"CREATE EXTENSION {name}")
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_valkey_answers_the_cache_client_and_celery_alike() -> None:
    assert redis.Redis.from_url(settings.REDIS_URL).ping()
    with Connection(settings.CELERY_BROKER_URL) as broker:
        broker.ensure_connection(max_retries=1)
        assert broker.connected


def test_data_stay_and_the_servers_stop(place: Place) -> None:
    with local_stack.attached(place):
        assert write_row() == 2
        assert local_stack.silent(place) == []
    assert "DATABASE_URL" not in os.environ
    assert not postgres.answers(place)
    assert not (place.cluster / "postmaster.pid").exists()


def test_the_last_one_out_stops_the_servers(place: Place) -> None:
    holder = hold(place)
    with local_stack.attached(place):
        leave(holder)
        assert write_row() == 2
    assert not postgres.answers(place)


def test_servers_of_a_killed_command_are_taken_over(place: Place) -> None:
    holder = hold(place)
    holder.kill()
    holder.communicate()
    assert postgres.answers(place)
    with local_stack.attached(place):
        assert write_row() == 2
    assert not postgres.answers(place)


def test_recovers_after_the_machine_was_killed(place: Place) -> None:
    holder = hold(place)
    os.kill(postmaster(place), signal.SIGKILL)
    holder.kill()
    holder.communicate()
    with local_stack.attached(place):
        assert write_row() == 2


def test_a_process_number_that_was_used_again_is_no_server(place: Place) -> None:
    holder = hold(place)
    os.kill(postmaster(place), signal.SIGKILL)
    holder.kill()
    holder.communicate()
    note = place.cluster / "postmaster.pid"
    note.write_text("\n".join([str(os.getpid()), *note.read_text().split("\n")[1:]]))
    with local_stack.attached(place):
        assert write_row() == 2
    # This very process was not taken for the server and is still here.


def test_a_lost_socket_is_made_again(place: Place) -> None:
    holder = hold(place)
    holder.kill()
    holder.communicate()
    (place.sockets / ".s.PGSQL.5432").unlink()
    with local_stack.attached(place):
        assert write_row() == 2


def test_a_dead_server_is_named(place: Place) -> None:
    with local_stack.attached(place):
        os.kill(postmaster(place), signal.SIGKILL)
        deadline = time.monotonic() + 20
        while "PostgreSQL" not in local_stack.silent(place) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert local_stack.silent(place) == ["PostgreSQL"]


def test_a_half_finished_first_start_is_repaired(tmp_path: Path) -> None:
    place = Place(tmp_path / "var", throwaway=True)
    place.prepare()
    half = place.stack / "new-half" / "data"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with local_stack.attached(place):
        assert write_row() == 1
        assert local_stack.has_no_tables(place)
    assert not half.exists()


def test_data_of_another_version_are_refused_with_words(place: Place) -> None:
    (place.cluster / "PG_VERSION").write_text("16\n")
    with (
        pytest.raises(StackError, match=r"thuộc PostgreSQL 16(.|\n)*are of PostgreSQL 16"),
        local_stack.attached(place),
    ):
        pass
    (place.cluster / "PG_VERSION").write_text("18\n")


def test_a_folder_that_cannot_be_made_is_refused_with_words() -> None:
    place = Place(Path("/proc/qcdc"), throwaway=True)
    with pytest.raises(StackError, match="Không ghi được vào thư mục dữ liệu /proc/qcdc"), local_stack.attached(place):
        pass


def test_a_folder_that_others_may_enter_is_refused(place: Place) -> None:
    place.stack.chmod(0o755)
    with pytest.raises(StackError, match="0700"), local_stack.attached(place):
        pass
    place.stack.chmod(0o700)


def test_works_inside_a_folder_that_only_its_owner_enters_and_changes_no_mode(tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    outer.mkdir(mode=0o700)
    root = outer / "data"
    root.mkdir(mode=0o750)
    with local_stack.attached(Place(root, throwaway=True)):
        assert write_row() == 1
    modes = [stat.S_IMODE(folder.stat().st_mode) for folder in (outer, root)]
    assert modes == [0o700, 0o750]


def test_sockets_of_a_long_path_live_in_a_private_folder(place: Place) -> None:
    far = place.root.parent / ("x" * 100)
    place.root.rename(far)
    distant = Place(far, throwaway=True)
    with local_stack.attached(distant):
        assert write_row() == 2
        assert distant.sockets.parent == Path("/tmp")
        assert stat.S_IMODE(distant.sockets.stat().st_mode) == 0o700
    assert not distant.sockets.exists()
    far.rename(place.root)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_root_without_user_namespaces_lowers_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "_candidates", lambda _place: [identity.Identity("lowered", *identity._ordinary())])
    place = Place(tmp_path / "var", throwaway=True)
    with local_stack.attached(place):
        assert write_row() == 1
        assert place.cluster.stat().st_uid == identity._ordinary()[0]
    monkeypatch.undo()
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    with local_stack.attached(place):
        assert write_row() == 2


def test_given_addresses_replace_both_servers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/name")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    with local_stack.attached(Place(tmp_path / "var")) as place:
        assert not place.root.exists()
        assert local_stack.silent(place) == []


def test_each_address_replaces_its_own_server(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    with local_stack.attached(place):
        assert write_row() == 2
        assert not (place.sockets / "valkey.sock").exists()
    assert os.environ["REDIS_URL"] == "redis://elsewhere"
