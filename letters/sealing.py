"""Sealing of texts: AES-256-GCM with a key per case, wrapped by a key that lies in a file beside the database.

The file (QCDC_SEAL_KEY_FILE) holds one key a line, "<id> <base64 of 32 bytes>"; the first one wraps, the others only
open what they wrapped before (rotation). Whoever has a dump of the database without this file has random bytes.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext as _

from common.errors import Refused
from common.text import nfc

KEY_BYTES, NONCE_BYTES = 32, 12


class SealBroken(Exception):
    """The bytes were not sealed by this key for this place."""


class BadKeyFile(Exception):
    """The key file cannot be used; the message says why and never shows a key."""


@dataclass(frozen=True)
class KeyRing:
    """The keys of the file by id; the first one wraps."""

    keys: dict[str, bytes]

    @property
    def current(self) -> str:
        """The id of the key that wraps."""
        return next(iter(self.keys))


@dataclass(frozen=True)
class CaseKey:
    """The key of one case, while a verb needs it."""

    code: str
    _key: bytes

    @classmethod
    def new(cls, code: str) -> CaseKey:
        """A fresh key."""
        return cls(code, secrets.token_bytes(KEY_BYTES))

    @classmethod
    def unwrap(cls, code: str, key_id: str, wrapped: bytes) -> CaseKey:
        """The key of a case again. Refused when the file does not have the key that wrapped it."""
        keys = key_ring().keys
        if key_id not in keys:
            raise Refused(_("Máy chủ không có khóa niêm phong của hồ sơ này; báo quản trị hệ thống."))
        return cls(code, _open(keys[key_id], wrapped, f"case-key:{code}"))

    def wrap(self) -> tuple[str, bytes]:
        """The id of the file's current key, and this key wrapped by it."""
        ring = key_ring()
        return ring.current, _seal(ring.keys[ring.current], self._key, f"case-key:{self.code}")

    def seal(self, place: str, words: str) -> bytes:
        """A text, sealed for one place of the case: bytes moved to another place or case do not open."""
        return _seal(self._key, nfc(words).encode(), f"{place}:{self.code}")

    def open(self, place: str, sealed: bytes | memoryview) -> str:
        """The text again."""
        return _open(self._key, sealed, f"{place}:{self.code}").decode()

    def __repr__(self) -> str:
        return f"CaseKey({self.code})"


def key_ring() -> KeyRing:
    """The keys of the file; made on the spot where the settings allow it (a desk, tests). Refused without a file."""
    path = key_file()
    if settings.SEAL_KEY_ON_DEMAND and not path.exists():
        make_key_file(path)
    try:
        return read_key_file(path)
    except (BadKeyFile, OSError) as error:
        raise Refused(_("Máy chủ chưa có khóa niêm phong dùng được; báo quản trị hệ thống.")) from error


def key_file() -> Path:
    """Where the keys lie."""
    return Path(settings.QCDC_SEAL_KEY_FILE)


def read_key_file(path: Path) -> KeyRing:
    """The keys of a file. Raises BadKeyFile, and OSError when it cannot be read."""
    keys: dict[str, bytes] = {}
    for number, line in enumerate(path.read_text(encoding="ascii", errors="replace").splitlines(), start=1):
        if not line.strip():
            continue
        name, _space, encoded = line.strip().partition(" ")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            raise BadKeyFile(f"line {number} is not base64") from None
        if len(key) != KEY_BYTES or not name or len(name) > 16 or name in keys:
            raise BadKeyFile(f"line {number} is not “<id> <base64 of {KEY_BYTES} bytes>”")
        keys[name] = key
    if not keys:
        raise BadKeyFile("it holds no key")
    return KeyRing(keys)


def make_key_file(path: Path) -> None:
    """A file with one new key, readable by its owner alone; an existing one stays as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = _written(path, {_new_id(): secrets.token_bytes(KEY_BYTES)})
    try:
        os.link(whole, path)  # at once and only if there is none: two processes never make two keys
    except FileExistsError:
        pass
    finally:
        whole.unlink()


def add_key(path: Path) -> KeyRing:
    """A new key in front; the older ones stay, for what they wrapped."""
    keys = {_new_id(): secrets.token_bytes(KEY_BYTES)} | read_key_file(path).keys
    _written(path, keys).replace(path)
    return KeyRing(keys)


def drop_keys(path: Path, unwanted: set[str]) -> KeyRing:
    """The file without some keys: what only they wrapped, in old copies of the database too, opens no more."""
    keys = {name: key for name, key in read_key_file(path).keys.items() if name not in unwanted}
    _written(path, keys).replace(path)
    return KeyRing(keys)


def _written(path: Path, keys: dict[str, bytes]) -> Path:
    """The keys in a file beside the wanted one, on the disk before anything is wrapped by them."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    lines = "".join(f"{name} {base64.b64encode(key).decode()}\n" for name, key in keys.items())
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())
    return beside


def _new_id() -> str:
    return secrets.token_hex(4)


def _seal(key: bytes, plain: bytes, place: str) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def _open(key: bytes, sealed: bytes | memoryview, place: str) -> bytes:
    data = bytes(sealed)
    try:
        return AESGCM(key).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], place.encode())
    except InvalidTag:
        raise SealBroken(place.partition(":")[0]) from None
