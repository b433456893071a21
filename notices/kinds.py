"""What may be told. Each room names its kinds in AppConfig.ready():

kinds.register("steering.assigned", _("Giao nhiệm vụ"))
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class NoticeKind:
    """A kind of notice: its label in the inbox and the channels that carry it beside the inbox.

    ``mandatory``: people cannot switch the channels off for it, because it escalates or concerns their account.
    """

    kind: str
    label: str | Promise
    channels: tuple[str, ...]
    mandatory: bool = False


_kinds: dict[str, NoticeKind] = {}


def register(kind: str, label: str | Promise, *, channels: Sequence[str] = ("email",), mandatory: bool = False) -> None:
    """Name a kind. Without channels it stays in the inbox."""
    _kinds[kind] = NoticeKind(kind, label, tuple(channels), mandatory)


def get(kind: str) -> NoticeKind:
    """The kind. Raises LookupError when no room registered it."""
    if kind not in _kinds:
        raise LookupError(f"no notice is called {kind}: notices.kinds.register it in AppConfig.ready()")
    return _kinds[kind]


def label(kind: str) -> str:
    """The label of a stored notice, also of a kind that no longer exists."""
    known = _kinds.get(kind)
    return str(known.label) if known else ""


def registered() -> frozenset[str]:
    """All kinds."""
    return frozenset(_kinds)


def carried_by(channel: str, *, mandatory: bool) -> list[str]:
    """Labels of the kinds that a channel carries, each once, by name."""
    own = [kind for kind in _kinds.values() if channel in kind.channels and kind.mandatory is mandatory]
    return sorted({str(kind.label) for kind in own})
