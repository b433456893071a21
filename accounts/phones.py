"""Telephone numbers as people type them."""

import re

_SEPARATORS = re.compile(r"[\s().-]+")


def normal_phone(typed: str) -> str:
    """One spelling per number: +84… for Viet Nam. Text that is no number comes back without its separators.

    >>> normal_phone("0912 345 678")
    '+84912345678'
    """
    bare = _SEPARATORS.sub("", typed)
    if bare.startswith("00"):
        return "+" + bare[2:]
    if bare.startswith("0"):
        return "+84" + bare[1:]
    return bare


def is_phone(normal: str) -> bool:
    """Whether the normal spelling is a number that can be called (E.164)."""
    return re.fullmatch(r"\+[1-9]\d{7,14}", normal) is not None
