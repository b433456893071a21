"""How often strangers may ask. Counted in the shared cache by allauth's limiter, by address and by petition.

An IPv6 visitor is a /64 network. The address is that of the visitor, not of the proxy in front: settings say how many
proxies are ours (QCDC_TRUSTED_PROXIES). While the cache is away nothing is counted; the secret's 40 bits do not need
it to be safe (docs/adr/0022).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True)
class Spent:
    """What a question used up; given back when the question was a good one."""

    usages: tuple[Any, ...]

    def give_back(self) -> None:
        for usage in self.usages:
            usage.rollback()


class TooMany(Exception):
    """Too many questions; ``seconds`` until one is answered again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def spend(request: HttpRequest, action: str, key: str = "") -> Spent:
    """Count one question of a sort named in LOOK_UP_RATES; raises TooMany."""
    usages = []
    for rate in settings.LOOK_UP_RATES[action].split(","):
        usage = ratelimit.consume(request, app="public", action=action, config={action: rate}, key=key, limit_get=True)
        if usage is None:
            raise TooMany(int(ratelimit.parse_rate(rate).duration))
        usages.append(usage)
    return Spent(tuple(usages))
