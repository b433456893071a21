"""The register of models: the list, its figures and files, one model and its steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from audit.services import history
from common import chain, list_files, pdf
from common.forms import attempt, save_guarded
from common.pages import page_of
from documents.services import attachments_of
from movements import list_columns, policies, queries, register_paper, tables
from movements import policies_register as keeping
from movements.filters_register import CommendationFilter, ModelFilter
from movements.forms import register as forms
from movements.links import MODEL
from movements.models import Commendation, LocalModel
from movements.services import commendations
from movements.services import register as services
from organizations import scope
from organizations.current import unit_in_view
from organizations.models import Body, Unit

from .people import person
from .shared import Crumb, form_page, to

ROWS_A_PAGE = 50
PAPER = "pdf"


@require_safe
def model_list(request: HttpRequest) -> HttpResponse:
    """Models that concern the unit in view, by field and unit; ?tep=pdf is the same as an official paper."""
    user, unit = person(request), unit_in_view(request)
    form = forms.ModelFilterForm(request.GET)
    wanted = form.chosen()
    rows = wanted.apply(_seen(user, unit)).for_list()
    if request.GET.get(list_files.PARAMETER) == PAPER:
        return _paper(request, wanted, list(rows[: list_files.MOST_ROWS]), unit)
    if file := list_files.asked(
        request, _("Sổ mô hình, điển hình"), list_columns.MODELS, rows, unit=unit, said=list_files.said_of(form)
    ):
        return file
    context = {"form": form, "page": page_of(request, rows), "may_register": policies.may_keep_somewhere(user)}
    template = "movements/models.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Models by field and unit, level or check; commendations by level; every number opens its list."""
    user, unit = person(request), unit_in_view(request)
    form = forms.ModelFilterForm(request.GET, figures=True)
    wanted = form.chosen()
    by = form.cleaned_data.get("theo") or tables.BY_UNIT
    honoured = CommendationFilter(kind=wanted.kind, decided_in=wanted.registered_in)
    models = tables.of_models(_seen(user, unit), wanted, by, unit)
    given = Commendation.objects.visible_in(user, unit) if unit else Commendation.objects.none()
    context = {
        "form": form,
        "models": models,
        "head": forms.ROWS_BY.get(by, forms.ROWS_BY[tables.BY_UNIT]),
        "page": page_of(request, list(models.rows), per_page=ROWS_A_PAGE, count=len(models.rows)),
        "commendations": tables.of_commendations(given, honoured, unit),
    }
    template = "movements/figures.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


@require_http_methods(["GET", "POST"])
def model_new(request: HttpRequest, how: str) -> HttpResponse:
    """Register a model, or several of one field and unit."""
    user, unit = person(request), unit_in_view(request)
    bodies = queries.bodies_with(user, policies.KEEPERS, unit)
    if not bodies or unit is None:
        raise PermissionDenied(_("Chỉ người của cơ quan đăng ký, quản lý mới được ghi mô hình này."))
    if how not in ("mot", "nhieu"):
        raise Http404
    if how == "nhieu":
        return _register_many(request, bodies, unit, user)
    form = forms.RegisterForm(request.POST or None, bodies=bodies, unit=unit)
    if request.method == "POST" and form.is_valid():
        registrar = form.cleaned_data["registrar"]
        made = attempt(form, lambda: services.register(registrar=registrar, facts=form.facts(), by=user))
        if made:
            messages.success(request, _("Đã đăng ký mô hình."))
            return to(request, made.get_absolute_url())
    return form_page(request, form, _("Đăng ký mô hình"), [_all()])


def _register_many(request: HttpRequest, bodies: list[Body], unit: Unit, user: User) -> HttpResponse:
    form = forms.RegisterManyForm(request.POST or None, bodies=bodies, unit=unit)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        names = values["names"].splitlines()
        made = attempt(
            form,
            lambda: services.register_many(registrar=values["registrar"], names=names, facts=form.facts(), by=user),
        )
        if made:
            messages.success(request, _("Đã đăng ký {count} mô hình.").format(count=len(made)))
            return to(request, request.path if "them" in request.POST else reverse("movements:models"))
    return form_page(request, form, _("Đăng ký nhiều mô hình"), [_all()], more=_("Lưu và ghi lĩnh vực khác"))


@require_safe
def model_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A model: what it does, how it was checked, commended, taken up."""
    model, user = model_or_404(request, pk), person(request)
    context = {
        "model": model,
        "page": page_of(request, model.spreads.select_related("unit__kind").order_by("-on", "pk"), per_page=50),
        "checks": list(model.checks.order_by("-on")[:20]),
        "commendations": list(model.commendations.select_related("level").order_by("-decided_on", "pk")[:20]),
        "links": chain.links(MODEL, [model.pk], reader=user)[model.pk],
        "may_keep": keeping.may_act_for(user, model.registrar),
        "attachments": attachments_of(model),
        "sentences": history(model, limit=20),
    }
    return render(request, "movements/model.html", context)


@require_http_methods(["GET", "POST"])
def model_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Correct, check, commend, spread, end."""
    model, user = model_or_404(request, pk), person(request)
    if step not in {"sua", *STEPS}:
        raise Http404
    keeping.check_can_register(user, model.registrar)
    crumbs = [_all(), (model.name, model.get_absolute_url())]
    if step == "sua":
        return _edit(request, model, user, crumbs)
    label, make, verb = STEPS[step]
    form = make(request, model)
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: verb(model, form, user)):
        messages.success(request, _("Đã lưu."))
        return to(request, model.get_absolute_url())
    return form_page(request, form, label(), crumbs, dangerous=step == "thoi")


def _edit(request: HttpRequest, model: LocalModel, user: User, crumbs: list[Crumb]) -> HttpResponse:
    form = forms.ModelEditForm(request.POST or None, model=model)
    held = LocalModel.objects.select_for_update(of=("self",), no_key=True).select_related("kind", "field", "unit__kind")
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: forms.values_of_model(held.get(pk=model.pk)),
            save=lambda values: services.edit(
                model=model, facts=services.ModelFacts(movement=model.movement, **values), by=user
            ),
        )
        if saved:
            messages.success(request, _("Đã lưu."))
            return to(request, model.get_absolute_url())
    return form_page(request, form, _("Sửa mô hình"), crumbs)


type _Step = tuple[
    Callable[[], str],
    Callable[[HttpRequest, LocalModel], Any],
    Callable[[LocalModel, Any, User], Any],
]

STEPS: dict[str, _Step] = {
    "kiem-tra": (
        lambda: _("Ghi kiểm tra"),
        lambda request, model: forms.CheckForm(request.POST or None),
        lambda model, form, by: services.check(model=model, by=by, **form.cleaned_data),
    ),
    "khen-thuong": (
        lambda: _("Ghi khen thưởng"),
        lambda request, model: forms.CommendModelForm(request.POST or None),
        lambda model, form, by: commendations.commend_model(model=model, by=by, **form.cleaned_data),
    ),
    "nhan-rong": (
        lambda: _("Ghi nhân rộng"),
        lambda request, model: forms.SpreadForm(request.POST or None, model=model),
        lambda model, form, by: services.spread(model=model, by=by, **form.cleaned_data),
    ),
    "thoi": (
        lambda: _("Thôi thực hiện"),
        lambda request, model: forms.EndModelForm(request.POST or None),
        lambda model, form, by: services.end(model=model, by=by, **form.cleaned_data),
    ),
}


def model_or_404(request: HttpRequest, pk: int) -> LocalModel:
    """A model within the person's reach; everything else does not exist."""
    seen = LocalModel.objects.visible_to(person(request))
    tied = ("field", "kind", "movement", "unit__kind", "registrar__unit__kind")
    return get_object_or_404(seen.select_related(*tied), pk=pk)


def _seen(user: User, unit: Unit | None) -> Any:
    return LocalModel.objects.visible_in(user, unit) if unit else LocalModel.objects.none()


def _paper(request: HttpRequest, wanted: ModelFilter, rows: list[LocalModel], unit: Unit | None) -> HttpResponse:
    """The register with the commendations of its kind and period, in the name of the body that keeps it."""
    user = person(request)
    issuer = _issuer(user, unit, rows)
    if unit is None or issuer is None:
        messages.warning(request, _("Không có mô hình nào để in."))
        return to(request, reverse("movements:models"))
    honoured = CommendationFilter(kind=wanted.kind, decided_in=wanted.registered_in)
    given = list(honoured.apply(Commendation.objects.visible_in(user, unit)).for_list()[: list_files.MOST_ROWS])
    headers = {"Content-Disposition": 'attachment; filename="so-mo-hinh.pdf"'}
    made = pdf.render_paper(register_paper.paper(issuer, rows, given))
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _issuer(user: User, unit: Unit | None, rows: list[LocalModel]) -> Body | None:
    """In whose name the register is printed: the body of the unit in view that keeps most of it, else of all."""
    keys = [row.registrar_id for row in rows]
    bodies = Body.objects.filter(pk__in=keys, unit__in=scope.reach_of(user)).select_related("unit", "parent", "kind")
    listed = sorted(bodies, key=lambda body: (unit is None or body.unit_id != unit.pk, -keys.count(body.pk), body.pk))
    return next(iter(listed), None)


def _all() -> Crumb:
    return _("Sổ mô hình, điển hình"), reverse("movements:models")
