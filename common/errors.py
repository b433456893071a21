"""What may be refused to a person, and the pages that say so."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


class Refused(Exception):
    """A rule of the work says no. The message is a Vietnamese sentence for the person who asked.

    `field` names the form field that the sentence belongs beside; None puts it at the top of the form.
    """

    def __init__(self, message: Any, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


@dataclass(frozen=True)
class Conflict:
    """A field that two people changed: what is stored now and what this person typed, both as shown on a page."""

    name: str
    label: str
    theirs: str
    mine: str


class StaleForm(Exception):
    """Somebody stored other values in fields that this form changes too; nothing was written."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        super().__init__(", ".join(conflict.name for conflict in conflicts))
        self.conflicts = list(conflicts)
