"""Who petitioned, one person a line: name; address; telephone. Fast to type, and nothing but what was given."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.forms import ParagraphField
from common.text import clean_line
from petitions.models import Petitioner
from petitions.services import Person

MOST = 200
_LIMITS = {"name": 120, "address": 200, "phone": 30}


class PeopleField(ParagraphField):
    """Cleans to a list of Person."""

    default_error_messages = {
        "name": _("Dòng %(line)s: cần có họ và tên ở đầu dòng."),
        "parts": _("Dòng %(line)s: chỉ ghi họ và tên; địa chỉ; điện thoại."),
        "long": _("Dòng %(line)s quá dài."),
        "too_many": _("Tối đa %(limit)s người."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(rows=2, max_length=40_000, **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        lines = super().to_python(value).split("\n")
        people = [self._person(number, line) for number, line in enumerate(lines, 1) if line.strip()]
        if len(people) > MOST:
            raise ValidationError(self.error_messages["too_many"], code="too_many", params={"limit": MOST})
        return people

    def prepare_value(self, value: Any) -> Any:
        return as_text(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "").replace("\r\n", "\n").strip()

    def _person(self, number: int, line: str) -> Person:
        parts = [clean_line(part) for part in line.split(";")]
        while len(parts) > 1 and not parts[-1]:
            parts.pop()
        if len(parts) > len(_LIMITS):
            raise self._wrong("parts", number)
        if not parts[0]:
            raise self._wrong("name", number)
        given = dict(zip(_LIMITS, parts, strict=False))
        if any(len(given.get(name, "")) > limit for name, limit in _LIMITS.items()):
            raise self._wrong("long", number)
        return Person(**given)

    def _wrong(self, code: str, number: int) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"line": number})


def as_text(people: list[Person] | list[Petitioner]) -> str:
    """The lines as they are typed."""
    return "\n".join("; ".join([p.name, p.address, p.phone]).rstrip("; ") for p in people)


def people_of(petition_id: int) -> list[Person]:
    """Who petitioned, in the order in which they were written down."""
    kept = Petitioner.objects.filter(petition=petition_id).order_by("pk")
    return [Person(row.name, row.address, row.phone) for row in kept]
