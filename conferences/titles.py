"""Names that the portal makes: the title from kinds and period, the code from day and unit."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from common.names import in_portal_language
from common.periods import Period

from .models import Conference, ConferenceKind


@in_portal_language
def compose(kinds: Iterable[ConferenceKind], period: Period | None) -> str:
    """Kinds and period as a title: "Hội nghị chuyên đề và giao ban quý III năm 2020"."""
    ordered = sorted(kinds, key=lambda kind: (kind.rank, kind.pk))
    words = [kind.word for kind in ordered if kind.word] or [kind.name_vi.lower() for kind in ordered]
    parts = [_("Hội nghị"), _joined(words), period.label if period else ""]
    return " ".join(part for part in parts if part)


def new_code(starts_on: date, unit_code: str) -> str:
    """A free readable code: HN-2020-0923-cu-khoi, the second of the day …-2. The caller holds the host's lock."""
    base = f"HN-{starts_on:%Y-%m%d}-{unit_code}"
    taken = set(Conference.objects.filter(code__startswith=base).values_list("code", flat=True))
    number, code = 1, base
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    return code


def _joined(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("{first} và {last}").format(first=", ".join(words[:-1]), last=words[-1])
