"""Where the bytes lie: Django's storage (folder, shared mount, S3), each file under its SHA-256.

Two uploads of the same bytes, and the sweep, take turns by a lock of the database on the hash.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection

from .models import Blob

ROOT = "blobs"
_CHUNK = 1 << 18


def digest(file: IO[bytes]) -> tuple[str, int]:
    """SHA-256 in hex, and the size in bytes. The file is left at its start."""
    file.seek(0)
    known, size = hashlib.sha256(), 0
    for chunk in _chunks(file):
        known.update(chunk)
        size += len(chunk)
    file.seek(0)
    return known.hexdigest(), size


def lock(sha256: str) -> None:
    """Wait for everybody else who writes or sweeps this hash, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(bytes.fromhex(sha256[:16]), signed=True)])


def put(blob: Blob, file: IO[bytes]) -> None:
    """Make sure that the bytes are in the storage; whole, or not at all. Call under `lock`."""
    if default_storage.exists(blob.path) and default_storage.size(blob.path) == blob.size:
        return
    try:
        target = Path(default_storage.path(blob.path))
    except NotImplementedError:  # not a folder: such storages show a file when it is whole
        default_storage.delete(blob.path)
        default_storage.save(blob.path, File(file))
        return
    _write_whole(target, file)


def open_blob(blob: Blob) -> File[bytes]:
    """Open for reading. Raises FileNotFoundError when the storage has lost it."""
    file: File[bytes] = default_storage.open(blob.path, "rb")
    return file


def stored_paths() -> Iterator[str]:
    """The paths of all files in the storage, in no particular order."""
    for first in _folders(ROOT):
        for second in _folders(f"{ROOT}/{first}"):
            folder = f"{ROOT}/{first}/{second}"
            yield from (f"{folder}/{name}" for name in default_storage.listdir(folder)[1])


def is_hash(name: str) -> bool:
    """Whether a file's name is a SHA-256; others are halves of files."""
    return len(name) == 64 and set(name) <= set("0123456789abcdef")


def _folders(path: str) -> list[str]:
    with suppress(FileNotFoundError):
        return list(default_storage.listdir(path)[0])
    return []


def _write_whole(target: Path, file: IO[bytes]) -> None:
    """Write beside the target, then rename: a reader sees all of it, also after a power cut."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.parent / f".{uuid.uuid4().hex}.part"
    try:
        with beside.open("xb") as out:
            file.seek(0)
            for chunk in _chunks(file):
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        beside.chmod(0o640)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk
