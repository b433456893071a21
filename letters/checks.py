"""What the start of the portal looks at: the key file of sealed cases."""

from __future__ import annotations

import stat
from typing import Any

from django.conf import settings
from django.core import checks

from . import sealing


def register() -> None:
    """Called once at start-up."""
    checks.register(check_key_file, checks.Tags.security)


def check_key_file(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Production needs a readable key file that nobody but its owner can read; elsewhere it is made on demand."""
    if settings.SEAL_KEY_ON_DEMAND:
        return []
    path = sealing.key_file()
    hint = "Make one with: manage.py make_seal_key. Keep a copy apart from the copies of the database."
    try:
        sealing.read_key_file(path)
        mode = stat.S_IMODE(path.stat().st_mode)
    except sealing.BadKeyFile as error:
        return [checks.Error(f"QCDC_SEAL_KEY_FILE ({path}) cannot be used: {error}.", hint=hint, id="letters.E002")]
    except OSError as error:
        return [checks.Error(f"QCDC_SEAL_KEY_FILE ({path}): {error.strerror}.", hint=hint, id="letters.E001")]
    if mode & 0o077:
        words = f"QCDC_SEAL_KEY_FILE ({path}) can be read by others (mode {mode:o})."
        return [checks.Error(words, hint=f"chmod 600 {path}", id="letters.E003")]
    return []
