"""Which step may follow which. No database, no users."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.errors import Refused

from .enums import DocumentStatus as S
from .models import OfficialDocument


@dataclass(frozen=True)
class Step:
    """From which states a step leads where."""

    sources: frozenset[S]
    target: S


STEPS = {"issue": Step(frozenset({S.DRAFT}), S.ISSUED)}


def move(document: OfficialDocument, name: str) -> None:
    """Take a step. Raises Refused when the document's state does not allow it."""
    step = STEPS[name]
    if document.status not in step.sources:
        raise Refused(_("Văn bản này đã ban hành, mang số {number}.").format(number=document.number_and_symbol))
    document.status = step.target
