"""The monthly sheet of citizen reception: a page whose numbers open to what they count, and a PDF file."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common import pdf
from common.periods import Period
from letters import queries_reception as queries
from letters import sheet_paper
from letters.forms.reception import month_of
from letters.models import ReceptionDay, ReceptionDuty, Visit
from organizations import scope
from organizations.current import unit_in_view
from organizations.models import Body, Unit
from steering.views.people import person

from .reception import MONTH, _neighbour

BODY = "co-quan"


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """What a body of the unit in view did in a month."""
    unit, month = unit_in_view(request), month_of(request.GET.get(MONTH, ""))
    bodies = _bodies(request, unit)
    body = _chosen(bodies, request.GET.get(BODY, ""))
    context = {
        "month": month,
        "before": _neighbour(month, -1),
        "after": _neighbour(month, 1),
        "bodies": bodies,
        "body": body,
        "sheet": queries.sheet(body, unit, month) if body and unit else None,
    }
    return render(request, "letters/sheet.html", context)


@require_POST
def sheet_pdf(request: HttpRequest) -> HttpResponse:
    """The same on paper."""
    unit, month = unit_in_view(request), month_of(request.POST.get(MONTH, ""))
    asked = request.POST.get(BODY, "")
    body = next((one for one in _bodies(request, unit) if one.code == asked), None)
    if unit is None or body is None:
        messages.warning(request, _("Chọn cơ quan trước khi tải biểu."))
        return redirect("letters:reception_sheet")
    content = pdf.render_paper(sheet_paper.paper_of(queries.sheet(body, unit, month)))
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": _name(body, month)})


def _bodies(request: HttpRequest, unit: Unit | None) -> list[Body]:
    """Bodies of the unit in view that receive citizens, if the person may see the unit's records; one query."""
    if unit is None:
        return []
    own = [model.objects.filter(body=OuterRef("pk")) for model in (ReceptionDuty, ReceptionDay, Visit)]
    receives = Exists(own[0]) | Exists(own[1]) | Exists(own[2])
    seen = Body.objects.filter(receives, unit=unit, unit__in=scope.reach_of(person(request)))
    return list(seen.select_related("kind", "parent", "unit__kind").order_by("kind__rank", "sort_key", "pk"))


def _chosen(bodies: list[Body], code: str) -> Body | None:
    named = (body for body in bodies if body.code == code)
    return next(named, next(iter(bodies), None))


def _name(body: Body, month: Period) -> str:
    return f'attachment; filename="tiep-cong-dan-{body.code}-{month.code}.pdf"'
