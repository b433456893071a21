"""Consultations: the list, one with its opinions and the answer, a new one, its steps."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import history
from common import list_files
from common.forms import attempt, save_guarded
from common.pages import page_of
from community import deadlines_shown, list_columns, policies, workflow_consultations
from community.forms.consultations import (
    AnswerForm,
    ConsultationFilterForm,
    CountForm,
    EditConsultationForm,
    NewConsultationForm,
    NoteForm,
    PublishForm,
    ReportForm,
    values_of,
)
from community.forms.shared import OnForm, ReasonForm
from community.models import Consultation
from community.services import consultations as services
from documents.services import attachments_of
from organizations.current import unit_in_view

from .shared import keepers_of, list_page, may, person, record_form
from .stepping import StepPage, Stepping

_KEEP = policies.check_can_keep_own
STEPS = Stepping(
    workflow_consultations.STEPS,
    {
        "publish": StepPage(
            "cong-khai",
            _KEEP,
            lambda data, one, user: PublishForm(data),
            lambda one, user, values: services.publish(consultation=one, by=user, **values),
        ),
        "count": StepPage(
            "so-y-kien",
            _KEEP,
            lambda data, one, user: CountForm(data, consultation=one),
            lambda one, user, values: services.count(consultation=one, by=user, **values),
        ),
        "note": StepPage(
            "noi-dung",
            _KEEP,
            lambda data, one, user: NoteForm(data),
            lambda one, user, values: services.note(consultation=one, by=user, **values),
        ),
        "close": StepPage(
            "ket-thuc",
            _KEEP,
            lambda data, one, user: OnForm(data),
            lambda one, user, values: services.close(consultation=one, by=user, **values),
        ),
        "answer": StepPage(
            "giai-trinh",
            _KEEP,
            lambda data, one, user: AnswerForm(data, consultation=one, user=user),
            lambda one, user, values: services.answer(consultation=one, by=user, **values),
        ),
        "report": StepPage(
            "bao-cao",
            _KEEP,
            lambda data, one, user: ReportForm(data, consultation=one, user=user),
            lambda one, user, values: services.report(consultation=one, by=user, **values),
        ),
        "cancel": StepPage(
            "huy",
            _KEEP,
            lambda data, one, user: ReasonForm(data),
            lambda one, user, values: services.cancel(consultation=one, by=user, **values),
        ),
    },
)


@require_safe
def consultation_list(request: HttpRequest) -> HttpResponse:
    """Consultations of the unit in view, the latest first."""
    user, unit = person(request), unit_in_view(request)
    form = ConsultationFilterForm(request.GET)
    seen = Consultation.objects.visible_in(user, unit) if unit else Consultation.objects.none()
    rows = form.chosen().apply(seen).for_list()
    if file := list_files.asked(
        request, _("Lấy ý kiến Nhân dân"), list_columns.CONSULTATIONS, rows, unit=unit,
        said=list_files.said_of(form),
    ):  # fmt: skip
        return file
    context = {
        "form": form,
        "page": page_of(request, rows),
        "may_add": policies.may_keep_somewhere(user),
    }
    return list_page(request, "community/consultation_list.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A draft on which the people are to be asked."""
    user = person(request)
    form = NewConsultationForm(request.POST or None, bodies=keepers_of(user))
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: services.draft(by=user, **form.cleaned_data))
        if made:
            messages.success(request, _("Đã lập hồ sơ {code}.").format(code=made.code))
            return redirect(made)
    return _form_page(request, form, None)


@require_safe
def consultation(request: HttpRequest, code: str) -> HttpResponse:
    """One consultation: opinions by form, what was said, the answer."""
    one = _consultation_or_404(request, code)
    user = person(request)
    counts = list(one.counts.select_related("way").order_by("way__rank", "pk"))
    context = {
        "consultation": one,
        "ways": list(one.ways.order_by("rank", "pk")),
        "counts": counts,
        "totals": [sum(getattr(row, name) for row in counts) for name in ("total", "agree", "disagree", "other")],
        "page": page_of(request, one.notes.order_by("pk")),
        "limits": deadlines_shown.lines_of(one),
        "attachments": attachments_of(one),
        "keeps": may(lambda: _KEEP(user, one)),
        "steps": STEPS.buttons(user, one),
        "sentences": history(one, limit=20),
    }
    return render(request, "community/consultation.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct it before it is published."""
    one = _consultation_or_404(request, code)
    user = person(request)
    _KEEP(user, one)
    if refusal := STEPS.impossible(request, one, "edit"):
        return refusal
    form = EditConsultationForm(request.POST or None, consultation=one)
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: values_of(Consultation.objects.select_for_update(of=("self",), no_key=True).get(pk=one.pk)),
            save=lambda values: services.edit(consultation=one, by=user, **values),
        )
        if saved:
            messages.success(request, _("Đã lưu."))
            return redirect(saved)
    return _form_page(request, form, one)


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """One step of a consultation."""
    return STEPS.page(request, _consultation_or_404(request, code), slug)


def _form_page(
    request: HttpRequest, form: NewConsultationForm | EditConsultationForm, record: Consultation | None
) -> HttpResponse:
    title = _("Sửa hồ sơ") if record else _("Lấy ý kiến Nhân dân")
    return record_form(
        request, form, record, title=title, name="community:consultations", listed=_("Lấy ý kiến Nhân dân")
    )


def _consultation_or_404(request: HttpRequest, code: str) -> Consultation:
    seen = Consultation.objects.visible_to(person(request))
    related = ("keeper__unit__kind", "unit__kind", "matter", "paper__type", "session__council")
    return get_object_or_404(seen.select_related(*related), code=code)
