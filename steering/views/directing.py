"""The register of directing papers, the coverage table, one paper, and the steps of both."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import history
from common import chain, list_files
from common.forms import attempt, save_guarded
from common.pages import page_of
from documents.services import attachments_of
from organizations.current import unit_in_view
from steering import citing, list_columns, queries_directing
from steering import policies_directing as policies
from steering.enums_directing import Carrying
from steering.forms import directing as forms
from steering.models import DirectingPaper, Implementation
from steering.services import directing as services

from .people import person


@require_safe
def paper_list(request: HttpRequest) -> HttpResponse:
    """Directing papers that concern the unit in view, the newest first, with how far they are carried out."""
    unit = unit_in_view(request)
    form = forms.PaperFilterForm(request.GET)
    papers = DirectingPaper.objects.visible_in(person(request), unit) if unit else DirectingPaper.objects.none()
    rows = form.chosen().apply(papers).for_list()
    if file := list_files.asked(
        request, _("Văn bản chỉ đạo"), list_columns.PAPERS, rows, unit=unit, said=list_files.said_of(form)
    ):
        return file
    context = {
        "form": form,
        "page": page_of(request, rows),
        "may_register": policies.may_register_somewhere(person(request)),
    }
    return _page_or_results(request, "steering/directing/paper_list.html", context)


@require_safe
def implementation_list(request: HttpRequest) -> HttpResponse:
    """Who has issued an implementing paper, who has not, who is late since when; of all papers at once."""
    unit = unit_in_view(request)
    form = forms.ImplementationFilterForm(request.GET)
    rows = queries_directing.owed_in(person(request), unit) if unit else Implementation.objects.none()
    rows = form.chosen().apply(rows).for_list()
    if file := list_files.asked(
        request, _("Thực hiện văn bản chỉ đạo"), list_columns.IMPLEMENTATIONS, rows, unit=unit,
        said=list_files.said_of(form),
    ):  # fmt: skip
        return file
    context = {"form": form, "page": page_of(request, rows)}
    return _page_or_results(request, "steering/directing/implementation_list.html", context)


@require_safe
def paper_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper in its own words, who carries it out, who cites it, what happened to it."""
    paper, user = paper_or_404(request, pk), person(request)
    may_keep = policies.may_register(user, paper.unit_id)
    page = page_of(request, Implementation.objects.filter(paper=paper).for_list())
    context = {
        "paper": paper,
        "page": page,
        "links": chain.links(citing.PAPER, [paper.pk], reader=user)[paper.pk],
        "may_keep": may_keep,
        "own": policies.bodies_reported_by(user, [one.body for one in page]),
        "attachments": attachments_of(paper),
        "can_attach": may_keep,
        "sentences": history(paper),
    }
    return render(request, "steering/directing/paper.html", context)


@require_http_methods(["GET", "POST"])
def paper_new(request: HttpRequest) -> HttpResponse:
    """Enter a paper into the register of the unit in view."""
    unit, user = unit_in_view(request), person(request)
    if unit is None:
        return redirect("steering:papers")
    policies.check_can_register(user, unit.pk)
    form = forms.PaperForm(request.POST or None, user=user, unit=unit)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        paper = attempt(
            form,
            lambda: services.register_paper(
                unit=unit, facts=form.facts(), holders=form.holders(), due_on=values["due_on"],
                replaces=values["replaces"], by=user,
            ),
        )  # fmt: skip
        if paper:
            messages.success(request, _("Đã vào sổ văn bản."))
            return redirect(paper)
    return render(request, "steering/directing/paper_form.html", {"form": form, "paper": None, "unit": unit})


@require_http_methods(["GET", "POST"])
def paper_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct an entry; the digest in the form keeps a colleague's changes."""
    paper, user = paper_or_404(request, pk), person(request)
    policies.check_can_keep(user, paper)
    form = forms.PaperEditForm(request.POST or None, user=user, paper=paper)
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: forms.values_of(DirectingPaper.objects.select_for_update(of=("self",)).get(pk=paper.pk)),
            save=lambda values: services.edit_paper(paper=paper, facts=services.PaperFacts(**values), by=user),
        )
        if saved:
            messages.success(request, _("Đã lưu."))
            return redirect(paper)
    return render(request, "steering/directing/paper_form.html", {"form": form, "paper": paper, "unit": paper.unit})


@require_http_methods(["GET", "POST"])
def paper_holders(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who must carry the paper out."""
    paper, user = paper_or_404(request, pk), person(request)
    policies.check_can_keep(user, paper)
    form = forms.HoldersForm(request.POST or None, paper=paper)

    def act() -> Any:
        bodies, due_on = form.holders(), form.cleaned_data["due_on"]
        return services.add_holders(paper=paper, bodies=bodies, due_on=due_on, by=user)

    if request.method == "POST" and form.is_valid():
        count = attempt(form, act)
        if count:
            words = ngettext("Đã giao %(count)s cơ quan thực hiện.", "Đã giao %(count)s cơ quan thực hiện.", count)
            messages.success(request, words % {"count": count})
            return redirect(paper)
    hints = [_("Cơ quan đã có trong danh sách mà chưa ban hành thì nhận hạn mới.")]
    return _step(request, paper, form, _("Giao cơ quan thực hiện"), hints)


@require_http_methods(["GET", "POST"])
def paper_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper binds no longer."""
    paper, user = paper_or_404(request, pk), person(request)
    policies.check_can_keep(user, paper)
    form = forms.EndForceForm(request.POST or None, paper=paper)

    def act() -> Any:
        return services.end_force(paper=paper, by=user, **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and attempt(form, act):
        messages.success(request, _("Đã ghi hết hiệu lực."))
        return redirect(paper)
    hints = [_("Văn bản vẫn còn trong sổ và xem được; các nơi viện dẫn không đổi.")]
    return _step(request, paper, form, _("Hết hiệu lực, thay thế"), hints, dangerous=True)


@require_http_methods(["GET", "POST"])
def implement(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """The body's implementing paper, or that it need not issue one."""
    paper, user = paper_or_404(request, pk), person(request)
    one = get_object_or_404(paper.implementations.select_related("body__unit", "document"), pk=line)
    one.paper = paper
    policies.check_can_implement(user, one)
    excusing = "khong-phai" in request.POST
    form = forms.ImplementForm(None if excusing else request.POST or None, user=user, one=one)
    excuse = forms.ExcuseForm(request.POST if excusing else None)
    sent = excuse if excusing else form
    if request.method == "POST" and sent.is_valid():
        verb = services.excuse if excusing else services.carry_out
        if attempt(sent, lambda: verb(one=one, by=user, **sent.cleaned_data)):
            messages.success(request, _("Đã ghi kết quả thực hiện."))
            return redirect(paper)
    may_excuse = one.is_waiting and policies.may_register(user, paper.unit_id)
    context = {"paper": paper, "one": one, "form": form, "excuse": excuse if may_excuse else None}
    return render(request, "steering/directing/implement.html", context | {"excused": Carrying.EXCUSED})


def paper_or_404(request: HttpRequest, pk: int) -> DirectingPaper:
    """A paper within the person's reach; everything else does not exist."""
    seen = DirectingPaper.objects.visible_to(person(request))
    tied = ("kind", "unit__kind", "issuer", "replaced_by__kind", "document__type", "document__issuer__kind")
    return get_object_or_404(seen.select_related(*tied), pk=pk)


def _step(
    request: HttpRequest, paper: DirectingPaper, form: Any, label: str, hints: list[str], *, dangerous: bool = False
) -> HttpResponse:
    context = {"paper": paper, "form": form, "label": label, "hints": hints, "dangerous": dangerous}
    return render(request, "steering/directing/paper_step.html", context)


def _page_or_results(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)
