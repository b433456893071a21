"""Who may do what, in one list. Each app's policies.py names its checks here; docs/permissions.md is drawn from it.

    @rule("steering.task.sign_off", roles=[Role.LEADER, Role.MEMBER], text=_("ở cơ quan giao nhiệm vụ"))
    def check_can_sign_off(user: User, task: Task) -> None:
        ...

The decorator changes nothing about the check: it only remembers that there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Rule:
    """One verb, the roles that may do it, and where they must hold them."""

    name: str  # app.noun.verb
    roles: tuple[str, ...]  # values of organizations.enums.Role; none: everybody who sees the record
    text: str | Promise  # where the role must be held, and what else must be true
    check: str  # module.function, so that the drawing leads back to the code

    @property
    def app(self) -> str:
        """The room that the rule belongs to."""
        return self.name.partition(".")[0]


_rules: dict[str, Rule] = {}


def rule[**P, R](name: str, *, roles: Iterable[str], text: str | Promise) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register a check under its name and hand it back unchanged.

    ``roles``: who may; empty means everybody who sees the record. ``text``: a Vietnamese phrase that says where the
    role must be held and what else must hold. Raises ValueError when two checks claim one name.
    """

    def register(check: Callable[P, R]) -> Callable[P, R]:
        found = Rule(name, tuple(str(role) for role in roles), text, _address(check))
        known = _rules.get(name)
        if known is not None and known.check != found.check:
            raise ValueError(f"two rules are called {name}: {known.check} and {found.check}")
        _rules[name] = found
        return check

    return register


def registered() -> list[Rule]:
    """All rules by name."""
    return [_rules[name] for name in sorted(_rules)]


def _address(check: Callable[..., Any]) -> str:
    return f"{check.__module__}.{getattr(check, '__qualname__', repr(check))}"
