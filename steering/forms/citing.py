"""A field that names directing papers by their numbers; forms of every room above may take it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.forms.fields import Readable
from common.text import clean_line, search_key
from organizations.models import Unit
from steering.models import DirectingPaper

LABEL = _("Căn cứ văn bản chỉ đạo")
MOST = 20
NAMED = 3


class PaperList(list[DirectingPaper]):
    """Several papers; in words their numbers."""

    def __str__(self) -> str:
        return "; ".join(paper.label for paper in self)


class CitedField(Readable):
    """Directing papers known to a unit, one a line or separated by semicolons, each by its number and symbol.

    Call ``within`` when the form is made. What is typed may be a whole label ("Thông tri số 06-TT/QU").
    """

    widget: Any = forms.Textarea(attrs={"rows": 2, "cols": False})
    default_error_messages = {
        "unknown": _("Không có văn bản “%(typed)s” trong sổ văn bản chỉ đạo của đơn vị."),
        "several": _("Có nhiều văn bản khớp với “%(typed)s”: %(names)s. Ghi rõ hơn, kèm ngày ban hành."),
        "too_many": _("Tối đa %(limit)s văn bản."),
    }

    def __init__(self, *, label: Any = LABEL, required: bool = False, **kwargs: Any) -> None:
        super().__init__(label=label, required=required, **kwargs)
        self.unit: Unit | None = None

    def within(self, unit: Unit) -> None:
        """Whose register is meant; the newest papers stand in the hint."""
        self.unit = unit
        newest = DirectingPaper.objects.known_in(unit).order_by("-issued_on", "-pk")[:NAMED]
        symbols = [paper.symbol for paper in newest]
        self.help_text = (
            _now("Số, ký hiệu; mỗi dòng một văn bản. Trong sổ có: {numbers}.").format(numbers="; ".join(symbols))
            if symbols
            else _now("Số, ký hiệu của văn bản đã vào sổ “Văn bản, quy chế”; mỗi dòng một văn bản.")
        )

    def to_python(self, value: Any) -> PaperList:
        if isinstance(value, list | tuple):
            return PaperList(value)
        lines = [clean_line(line) for line in re.split(r"[;\n\r]", str(value or ""))]
        wanted = list(dict.fromkeys(line for line in lines if line))
        if len(wanted) > MOST:
            raise ValidationError(self.error_messages["too_many"], code="too_many", params={"limit": MOST})
        return PaperList(dict.fromkeys(self.find(line) for line in wanted))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(_shown(paper) for paper in value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")

    def _known(self) -> list[DirectingPaper]:
        if self.unit is None:
            return []
        return list(DirectingPaper.objects.known_in(self.unit).select_related("kind").order_by("-issued_on", "-pk"))

    def find(self, typed: str) -> DirectingPaper:
        """The one paper meant; raises ValidationError when there is none, or more than one."""
        key = search_key(typed)[:200]
        known: list[DirectingPaper] = self._known()
        found = [paper for paper in known if paper.symbol_key in key or key in paper.symbol_key]
        exact = [paper for paper in found if paper.symbol_key in key]
        dated = [paper for paper in exact or found if f"{paper.issued_on:%d/%m/%Y}" in typed]
        best = dated or exact or found
        if len(best) == 1:
            return best[0]
        if not best:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"typed": typed[:80]})
        names = "; ".join(f"{paper.label} ({paper.issued_on:%d/%m/%Y})" for paper in best[:5])
        raise ValidationError(
            self.error_messages["several"], code="several", params={"typed": typed[:80], "names": names}
        )


def _shown(paper: DirectingPaper) -> str:
    """The label with its day, so that two papers of one number stay apart."""
    return _now("{paper} ngày {day}").format(paper=paper.label, day=f"{paper.issued_on:%d/%m/%Y}")
