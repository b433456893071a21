"""The secret on a petitioner's slip: eight random letters of Crockford's base 32 (40 bits) and one check letter.

The alphabet leaves out I, L, O (read as 1, 1, 0) and U. The check letter is computed in the field of 32 elements: the
letters, weighted with different powers of a generator, add up to nothing. So every single wrong letter is found, and
so is every swap of two different letters, next to each other or not; of other mistakes one in 32 slips through. Luhn's
check over 32 letters would overlook the swap of 0 and Z.
"""

from __future__ import annotations

import re
import secrets

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_LETTERS = 8
LENGTH = RANDOM_LETTERS + 1

_SALT = "petitions.slip"
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—.]+")
_LOOK_ALIKES = str.maketrans("OIL", "011")
_OVERFLOW, _REDUCTION = 0b100000, 0b100101  # x⁵ = x² + 1, a primitive polynomial: x generates all 31 weights


def new_secret() -> str:
    """Nine letters that nobody can guess."""
    letters = "".join(secrets.choice(ALPHABET) for _letter in range(RANDOM_LETTERS))
    return letters + check_letter(letters)


def check_letter(letters: str) -> str:
    """The letter that makes the weighted sum nothing; its own weight is 1."""
    return ALPHABET[_times_x(_weighted(letters))]


def is_whole(letters: str) -> bool:
    """Nine letters of the alphabet whose check letter fits."""
    return len(letters) == LENGTH and set(letters) <= set(ALPHABET) and _weighted(letters) == 0


def read(typed: str) -> str:
    """What people typed, as it was printed: small letters, spaces, hyphens, O for 0, I or L for 1."""
    return _SEPARATORS.sub("", typed).upper().translate(_LOOK_ALIKES)


def shown(letters: str) -> str:
    """In groups that can be read aloud: K7QM-2X9D-V."""
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def digest(petition_id: int, letters: str) -> str:
    """What is stored: a hash under the portal's SECRET_KEY, so that a dump of the database gives no secret away."""
    return _digest(petition_id, letters, settings.SECRET_KEY)


def fits(petition_id: int, letters: str, stored: str) -> bool:
    """Whether the letters are those of the stored hash; older keys (SECRET_KEY_FALLBACKS) count.

    Every key is tried, whatever came out of the first: the same work for right and wrong letters.
    """
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    found = [constant_time_compare(_digest(petition_id, letters, key), stored) for key in keys]
    return any(found)


def _digest(petition_id: int, letters: str, key: str | bytes) -> str:
    return salted_hmac(_SALT, f"{petition_id}:{letters}", secret=key, algorithm="sha256").hexdigest()


def _weighted(letters: str) -> int:
    """The sum of the letters, each times x to the power of its distance from the end."""
    total = 0
    for letter in letters:
        total = _times_x(total) ^ ALPHABET.index(letter)
    return total


def _times_x(value: int) -> int:
    doubled = value << 1
    return doubled ^ _REDUCTION if doubled & _OVERFLOW else doubled
