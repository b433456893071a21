"""The rows of the list of petitions, drawn without templates.

Twenty-five rows with their labels, links and badges are 500 variables to a template, 2.4 ms of processor time for what
a function does in 0.4: the slowest part of a page that people open all day. templates/petitions/rows.html stands around
them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.frame import of as frame_of
from common.markup import escaped
from common.templatetags.qcdc import badge, due, ngay

from .filters import PetitionFilter
from .forms.filters import PetitionFilterForm
from .queries import Lists, PetitionRow

KEPT = 200  # drawn filters that are kept; people share the usual ones
DRAWN = 2000  # rows, about a kilobyte each


def rows(found: Iterable[PetitionRow], day: date, unit_query: str) -> SafeString:
    """One ``<tr>`` for each petition, as it stands on a day; links keep the unit in view."""
    address, language = reverse("petitions:detail", args=["CODE"]) + escaped(unit_query), get_language()
    return mark_safe("".join(_row(row, day, address, language) for row in found))  # noqa: S308 (parts are escaped)


@lru_cache(maxsize=DRAWN)
def _row(row: PetitionRow, day: date, address: str, _language: str | None) -> str:
    """Kept, because people look at the same petitions; it hangs on nothing but what is given."""
    code, place, holder, due_on, state = (
        escaped(label) for label in (_("Mã"), _("Nơi nêu"), _("Cơ quan đang giữ"), _("Hạn"), _("Trạng thái"))
    )
    return f'''<tr>
        <td data-label="{code}" class="nowrap">{escaped(row.code)}</td>
        <td><a href="{address.replace("CODE", row.code)}">{escaped(row.content)}</a>{_raised(row)}</td>
        <td data-label="{place}"><div>{escaped(row.place)}{_hint(row.session)}</div></td>
        <td data-label="{holder}">{escaped(row.holder)}</td>
        <td data-label="{due_on}" class="date">{ngay(row.due_on)}</td>
        <td data-label="{state}"><div>{_state(row, day)}</div></td>
        </tr>'''


def filters(request: HttpRequest, chosen: PetitionFilter, lists: Lists) -> str:
    """The filters above the list, which are the same for everybody who sees the same lists; drawing them takes longer
    than asking for them. A body or session that the lists do not know is named by a look, and not kept."""
    frame = frame_of(request)
    place = request.path, frame.unit_code, frame.unit_query, get_language()
    named = {"", *(code for code, _name in (*lists.holders, *lists.sessions))}
    draw = _filters if {chosen.holder, chosen.session} <= named else _filters.__wrapped__
    return draw(chosen, lists, place)


@lru_cache(maxsize=KEPT)
def _filters(chosen: PetitionFilter, lists: Lists, place: tuple[str, ...]) -> str:
    path, unit_code, unit_query, _language = place
    frame = {"unit_code": unit_code, "unit_query": unit_query}
    context = {
        "form": PetitionFilterForm(chosen, lists),
        "target": "ket-qua",
        "request": {"path": path},
        "frame": frame,
    }
    return render_to_string("components/filters.html", context)


def _raised(row: PetitionRow) -> str:
    return _hint(_("nêu lần thứ %(times)s") % {"times": row.times_raised}) if row.times_raised > 1 else ""


def _state(row: PetitionRow, day: date) -> str:
    left = f" {due(row.due_on, today=day)}" if row.state.is_open else ""
    return f"{badge(row.state)}{_hint(str(row.result.label)) if row.result else ''}{left}"


def _hint(words: str) -> str:
    return f' <span class="hint">{escaped(words)}</span>' if words else ""
