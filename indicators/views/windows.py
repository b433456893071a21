"""Regimes and windows: the windows of a year, one window and its days, a body's own regime."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from audit.services import history
from common.forms import attempt, save_guarded
from common.pages import page_of
from indicators import form_queries as queries
from indicators import policies
from indicators.forms import windows as forms
from indicators.models import Form, Regime, ReportingWindow, Submission
from indicators.services import windows as services
from organizations.current import unit_in_view

from .people import person
from .shared import NO_BODY, form_page, typed_in, with_unit


@require_http_methods(["GET", "POST"])
def window_list(request: HttpRequest) -> HttpResponse:
    """The windows of a regime that are reported in a year; POST lays out those that are missing."""
    user, unit = person(request), unit_in_view(request)
    may = policies.may_keep_forms_somewhere(user)
    if request.method == "POST":
        return _lay_out(request)
    form = forms.YearFilterForm(request.GET, regimes=queries.regimes_met(user, unit))
    regime, year = form.chosen()
    page = page_of(request, regime.windows.ending_in(year).for_list())
    context = {
        "form": form, "page": page, "regime": regime, "year": year,
        "may": may,
        "may_lay_out": may and services.FIRST_YEAR <= year <= services.LAST_YEAR and _may_lay_out(request, regime),
        "may_edit": policies.may_edit_windows(user, regime),
    }  # fmt: skip
    return render(request, "indicators/windows.html", context)


def _may_lay_out(request: HttpRequest, regime: Regime) -> bool:
    return regime.body is None or policies.may_keep_forms(person(request), regime.body)


def _lay_out(request: HttpRequest) -> HttpResponse:
    user, unit = person(request), unit_in_view(request)
    form = forms.LayOutForm(request.POST, regimes=queries.regimes_met(user, unit))
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect(with_unit(request, reverse("indicators:windows")))
    regime, year = form.cleaned_data["regime"], form.cleaned_data["year"]
    made = attempt(form, lambda: services.lay_out(regime=regime, year=year, by=user))
    if made is None:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    else:
        words = ngettext("Đã lập {count} kỳ báo cáo.", "Đã lập {count} kỳ báo cáo.", len(made))
        messages.success(request, words.format(count=len(made)) if made else _("Các kỳ của năm đã có đủ."))
    return redirect(with_unit(request, f"{reverse('indicators:windows')}?che-do={regime.code}&nam={year}"))


@require_http_methods(["GET", "POST"])
def window_new(request: HttpRequest) -> HttpResponse:
    """A window of days that no year has."""
    user, unit = person(request), unit_in_view(request)
    if not policies.may_keep_forms_somewhere(user):
        raise PermissionDenied(_("Chỉ chuyên viên tổng hợp, quản trị đơn vị mới được lập kỳ báo cáo."))
    form = forms.NewWindowForm(
        typed_in(request), regimes=queries.regimes_of(queries.keepers(user, unit) if unit else [])
    )

    def act() -> ReportingWindow:
        return services.add_window(by=user, **form.cleaned_data)

    if request.method == "POST" and form.is_valid():
        made = attempt(form, act)
        if made:
            messages.success(request, _("Đã lập kỳ báo cáo."))
            return redirect(with_unit(request, made.get_absolute_url()))
    return form_page(request, form, _("Lập kỳ đột xuất, nhiệm kỳ"), crumb="windows")


@require_http_methods(["GET", "POST"])
def window(request: HttpRequest, pk: int) -> HttpResponse:
    """One window: its days, which forms were given out for it, what happened to it; POST moves its days."""
    one = get_object_or_404(ReportingWindow.objects.select_related("regime__body__unit"), pk=pk)
    user = person(request)
    may = policies.may_edit_windows(user, one.regime)
    form = forms.WindowForm(typed_in(request), window=one)
    if request.method == "POST":
        policies.check_can_edit_windows(user, one.regime)
        if form.is_valid() and _save_window(form, one, user):
            messages.success(request, _("Đã lưu."))
            return redirect(with_unit(request, one.get_absolute_url()))
    seen = Submission.objects.visible_to(user).filter(window=one)
    progress = queries.progress(seen)
    named = Form.objects.in_bulk([row.form_id for row in progress])
    context = {
        "window": one,
        "form": form if may else None,
        "given": [(named[row.form_id], row) for row in progress],
        "sentences": history(one, limit=20),
    }
    return render(request, "indicators/window.html", context)


def _save_window(form: forms.WindowForm, one: ReportingWindow, user: Any) -> ReportingWindow | None:
    return save_guarded(
        form,
        lock=lambda: ReportingWindow.objects.select_for_update(of=("self",), no_key=True).get(pk=one.pk),
        save=lambda values: services.edit_window(window=one, by=user, **values),
    )


@require_http_methods(["GET", "POST"])
def regime_new(request: HttpRequest) -> HttpResponse:
    """A regime of a body's own."""
    user, unit = person(request), unit_in_view(request)
    bodies = queries.keepers(user, unit) if unit and policies.may_keep_forms_somewhere(user) else []
    if not bodies:
        raise PermissionDenied(str(NO_BODY))
    form = forms.RegimeForm(typed_in(request), bodies=bodies)

    def act() -> Regime:
        return services.found_regime(body=form.cleaned_data["body"], facts=form.facts(), by=user)

    if request.method == "POST" and form.is_valid():
        made = attempt(form, act)
        if made:
            messages.success(request, _("Đã lập chế độ báo cáo; lập tiếp các kỳ của năm."))
            return redirect(with_unit(request, f"{reverse('indicators:windows')}?che-do={made.code}"))
    return form_page(request, form, _("Lập chế độ báo cáo riêng"), crumb="windows")


@require_http_methods(["GET", "POST"])
def regime(request: HttpRequest, code: str) -> HttpResponse:
    """Other days of a regime, for windows that will be laid out."""
    user = person(request)
    one = get_object_or_404(queries.regimes_met(user, None), code=code)
    policies.check_can_edit_windows(user, one)
    form = forms.RegimeForm(typed_in(request), regime=one)
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: forms.values_of(Regime.objects.select_for_update(of=("self",)).get(pk=one.pk)),
            save=lambda values: services.edit_regime(regime=one, facts=services.RegimeFacts(**values), by=user),
        )
        if saved:
            messages.success(request, _("Đã lưu. Các kỳ đã lập giữ nguyên ngày."))
            return redirect(with_unit(request, f"{reverse('indicators:windows')}?che-do={one.code}"))
    hint = _("Chỉ các kỳ lập từ nay về sau theo ngày mới.")
    return form_page(request, form, _("Sửa chế độ báo cáo"), crumb="windows", hint=hint)
