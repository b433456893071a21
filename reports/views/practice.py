"""How a body approves and numbers its reports: everybody who sees it reads, the administrator of its unit changes."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.db.models import F
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common import clock
from common.errors import Refused
from common.forms import attempt
from documents import services as documents
from documents.models import NumberSeries
from organizations.models import Body
from organizations.scope import reach_of

from .. import policies, services
from ..models import ReportKind, ReportNumbering
from ..services import chains
from ..step_forms import NumberingForm, StepForm, chain_forms


@require_http_methods(["GET", "HEAD", "POST"])
def practice(request: HttpRequest, code: str) -> HttpResponse:
    """The steps in their order and who numbers; each part is saved by its own button."""
    user = cast(User, request.user)
    bodies = Body.objects.filter(unit__in=reach_of(user)).select_related("unit__kind", "kind")
    body = get_object_or_404(bodies, code=code)
    if request.method == "POST":
        policies.check_can_keep_practice(user, body)
    saves = request.POST.get("luu", "") if request.method == "POST" else ""
    steps, series, rows = services.chain_of(body), _series(body), _rows(body)
    chain = chain_forms(request.POST if saves == "chain" else None, steps)
    form = _numbering_form(request.POST if saves == "numbering" else None, rows, series)
    if saves == "chain" and chain.is_valid() and _save_chain(request, body, chain):
        return redirect(request.get_full_path())
    if saves == "numbering" and form.is_valid() and attempt(form, lambda: _save_numbering(body, form, user)):
        messages.success(request, _("Đã lưu cách cấp số."))
        return redirect(request.get_full_path())
    context = {
        "body": body, "steps": steps, "seen": chains.fingerprint(body), "formset": chain, "form": form,
        "series": series, "rows": rows,
        "may": policies.allows(policies.check_can_keep_practice, user, body),
    }  # fmt: skip
    return render(request, "reports/practice.html", context)


def _series(body: Body) -> list[NumberSeries] | None:
    """The series of today; None where there is no run of numbers (no term of the Party holds today)."""
    try:
        return documents.series_of(body, clock.today())
    except Refused:
        return None


def _numbering_form(data: Any, rows: list[ReportNumbering], series: list[NumberSeries] | None) -> NumberingForm:
    """Series are begun for the types of reports that none gives numbers to."""
    kinds = list(ReportKind.objects.select_related("type"))
    types = {kind.type_id: kind.type for kind in kinds}
    begun = {one.type_id for one in series or []}
    all_begun = series is None or None in begun
    waiting = [] if all_begun else [type for pk, type in types.items() if pk not in begun]
    return NumberingForm(data, kinds=kinds, ways={row.kind_id: row.numbered_by for row in rows}, waiting=waiting)


def _rows(body: Body) -> list[ReportNumbering]:
    rows = ReportNumbering.objects.filter(body=body).select_related("kind")
    return list(rows.order_by(F("kind__rank").asc(nulls_first=True), "pk"))


def _save_chain(request: HttpRequest, body: Body, forms: BaseFormSet[StepForm]) -> bool:
    steps = [form.step for form in forms if form.step]
    try:
        services.set_chain(body=body, steps=steps, seen=request.POST.get("seen", ""), by=cast(User, request.user))
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, _("Đã lưu quy trình duyệt. Báo cáo đã trình vẫn đi theo quy trình cũ."))
    return True


@transaction.atomic
def _save_numbering(body: Body, form: NumberingForm, by: User) -> bool:
    services.set_numbering(body=body, ways=form.ways, by=by)
    for type, first in form.firsts:
        services.begin_series(body=body, type=type, first=first, by=by)
    return True
