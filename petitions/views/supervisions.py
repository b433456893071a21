"""/kien-nghi/giam-sat/: supervisions. Planned, petitions chosen by reason, each looked into, concluded by a report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from audit.services import history
from common import chain
from common.errors import Refused
from common.forms import attempt, save_guarded
from common.frame import of as frame_of
from common.pages import page_of
from organizations.current import unit_in_view
from petitions import supervision as choosing
from petitions import supervision_policies as policies
from petitions import workflow_supervision as workflow
from petitions.enums import ChosenFor
from petitions.forms.referrals import ReasonForm
from petitions.forms.supervision import (
    ConcludeForm,
    EditSupervisionForm,
    FindingForm,
    NewSupervisionForm,
    RecommendForm,
    finding_values,
    plan_values,
    planned,
)
from petitions.models import Petition, SupervisedPetition, Supervision
from petitions.policies import JUDGES
from petitions.services import supervising

from .people import person
from .referrals import councils_of

SHOWN = 50  # recommendations on the page
CHOSEN = "da-chon"
ALL = "all"
SLUGS = {
    "chon": "choose", "bat-dau": "start", "ket-qua": "find", "kien-nghi": "recommend", "ket-thuc": "conclude",
    "sua": "edit", "huy": "cancel",
}  # fmt: skip


@require_GET
def supervision_list(request: HttpRequest) -> HttpResponse:
    """Supervisions of the unit in view, the newest first."""
    user, unit = person(request), unit_in_view(request)
    rows = Supervision.objects.visible_in(user, unit) if unit else Supervision.objects.none()
    page = page_of(request, rows.for_list())
    keys = [row.pk for row in page.object_list]
    lines = SupervisedPetition.objects.filter(supervision__in=keys).order_by().values_list("supervision")
    numbers = {key: (n, done) for key, n, done in lines.annotate(n=Count("pk"), done=Count("pk", filter=~Q(judged="")))}
    context = {
        "page": page,
        "rows": [(row, *numbers.get(row.pk, (0, 0))) for row in page.object_list],
        "can_plan": policies.may_supervise(user),
    }
    return render(request, "petitions/supervision_list.html", context)


@require_http_methods(["GET", "POST"])
def supervision_new(request: HttpRequest) -> HttpResponse:
    """Plan a supervision of one's council."""
    user = person(request)
    policies.check_may_supervise(user)
    councils = councils_of(request, JUDGES)
    form = NewSupervisionForm(request.POST or None, user=user, councils=councils)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data

        def plan() -> Supervision:
            return supervising.plan(council=values["council"], planned=planned(values), by=user)

        made = attempt(form, plan)
        if made is not None:
            return redirect(_step_url(request, made, "chon"))
    context = {"form": form, "has_councils": bool(councils)}
    return render(request, "petitions/supervision_form.html", context)


@require_GET
def supervision_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The plan, the petitions with what was found, what was recommended, the report."""
    supervision, user = _supervision(request, code), person(request)
    lines = supervision.lines.select_related("petition__holder", "petition__field")
    judges = policies.steps_at(user, supervision)
    recommended = supervision.recommendations.select_related("body", "task").order_by("due_on", "pk")[:SHOWN]
    context = {
        "supervision": supervision,
        "links": chain.links("petitions.supervision", [supervision.pk], reader=user)[supervision.pk],
        "tally": choosing.tally(supervision),
        "page": page_of(request, lines.order_by("why", "pk")),
        "recommendations": list(recommended),
        "steps": _steps(supervision) if judges else [],
        "can_find": judges and workflow.may(supervision, "find"),
        "can_assign": workflow.may(supervision, "recommend") and policies.may_assign(user, supervision.council),
        "sentences": history(supervision),
    }
    return render(request, "petitions/supervision_detail.html", context)


@require_http_methods(["GET", "POST"])
def supervision_step(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """One step of a supervision; the address names it."""
    supervision = _supervision(request, code)
    if step == "giao-viec":
        return _assign(request, supervision)
    if step not in SLUGS:
        raise Http404
    policies.check_can_supervise(person(request), supervision.council)
    name = SLUGS[step]
    if request.method == "GET" and not workflow.may(supervision, name):
        messages.warning(request, _impossible(supervision, name))
        return _back(request, supervision)
    return _PAGES[name](request, supervision)


# -- the steps


def _choose(request: HttpRequest, supervision: Supervision) -> HttpResponse:
    """Petitions proposed by reason with counts; what is chosen already may be taken out again."""
    user, tab = person(request), request.GET.get("vi-sao", "")
    why = ChosenFor(tab) if tab in ChosenFor.values else None
    numbers = choosing.counts(user, supervision)
    if why is None and tab != CHOSEN:
        why = next((one for one in ChosenFor if numbers[one]), ChosenFor.UNSETTLED)
    rows = choosing.proposed(user, supervision, why) if why else _chosen(supervision)
    if request.method == "POST":
        return _take(request, supervision, why, rows)
    page = page_of(request, rows.for_list())
    chosen = supervision.lines.count()
    context = {
        "supervision": supervision,
        "page": page,
        "why": why,
        "tabs": [(one, numbers[one]) for one in ChosenFor],
        "chosen": chosen,
    }
    return render(request, "petitions/supervision_choose.html", context)


def _take(request: HttpRequest, supervision: Supervision, why: ChosenFor | None, rows: Any) -> HttpResponse:
    user = person(request)
    keys = [int(key) for key in request.POST.getlist("line")[:100] if key.isascii() and key.isdigit() and len(key) < 19]
    wanted = rows if ALL in request.POST else rows.filter(pk__in=keys)
    petitions = list(wanted.order_by("pk")[: supervising.MOST + 1])
    try:
        if why is None:
            count = supervising.leave_out(supervision=supervision, petitions=petitions, by=user)
            words = ngettext("Đã đưa ra %(n)s kiến nghị.", "Đã đưa ra %(n)s kiến nghị.", count)
        else:
            count = supervising.choose(supervision=supervision, petitions=petitions, why=why, by=user)
            words = ngettext("Đã chọn thêm %(n)s kiến nghị.", "Đã chọn thêm %(n)s kiến nghị.", count)
        messages.success(request, words % {"n": count})
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect(request.get_full_path())


def _find(request: HttpRequest, supervision: Supervision) -> HttpResponse:
    """One petition of the supervision; afterwards the next one that waits."""
    lines = supervision.lines.select_related("petition__holder", "petition__council__unit", "petition__field")
    asked = request.GET.get("ma", "")
    waiting = lines.filter(judged="").order_by("why", "pk")
    line = lines.filter(petition__code=asked).first() if asked else waiting.first()
    if line is None:
        messages.success(request, _("Mọi kiến nghị đã được đánh giá."))
        return _back(request, supervision)
    form, user = FindingForm(request.POST or None, line=line), person(request)
    if request.method == "POST" and form.is_valid():
        found = save_guarded(
            form,
            lambda: finding_values(supervising.locked_line(line)),
            lambda values: supervising.find(line=line, by=user, **values),
        )
        if found is not None:
            messages.success(request, _("Đã lưu kết quả xem xét {code}.").format(code=line.petition.code))
            following = waiting.exclude(pk=line.pk).first() if "next" in request.POST else None
            if following is None:
                return _back(request, supervision)
            url = _step_url(request, supervision, "ket-qua")
            return redirect(f"{url}{'&' if '?' in url else '?'}ma={following.petition.code}")
    context = {
        "supervision": supervision,
        "form": form,
        "line": line,
        "petition": line.petition,
        "answer": line.petition.answers.filter(document__isnull=False).order_by("-run", "-pk").first(),
        "claim": line.petition.claims.order_by("-run", "-pk").first(),
        "waiting": waiting.exclude(pk=line.pk).count(),
    }
    return render(request, "petitions/supervision_find.html", context)


def _recommend(request: HttpRequest, supervision: Supervision) -> HttpResponse:
    form, user = RecommendForm(request.POST or None, supervision=supervision), person(request)

    def act() -> Any:
        return supervising.recommend(supervision=supervision, by=user, **form.cleaned_data)

    effects = [_("Kiến nghị sau giám sát trở thành nhiệm vụ của cơ quan thực hiện, có hạn và được theo dõi.")]
    if not policies.may_assign(user, supervision.council):
        effects = [
            _("Người giao việc của Hội đồng nhân dân giao nhiệm vụ theo kiến nghị này ở trang của cuộc giám sát.")
        ]
    return _form_page(request, supervision, "recommend", form, act, effects)


def _conclude(request: HttpRequest, supervision: Supervision) -> HttpResponse:
    user = person(request)
    form = ConcludeForm(
        request.POST or None, user=user, issuer=supervision.council, subject=f"{_('Kết quả')} {supervision.title}"
    )

    def act() -> Any:
        result = form.cleaned_data["result"]
        return supervising.conclude(supervision=supervision, result=result, report=form.issued(user), by=user)

    effects = [_("Báo cáo phải có số và ngày. Các cơ quan được giám sát nhận thông báo.")]
    return _form_page(request, supervision, "conclude", form, act, effects)


def _edit(request: HttpRequest, supervision: Supervision) -> HttpResponse:
    user = person(request)
    form = EditSupervisionForm(request.POST or None, user=user, supervision=supervision)
    if request.method == "POST" and form.is_valid():

        def lock() -> dict[str, Any]:
            rows = Supervision.objects.select_for_update(of=("self",), no_key=True).select_related("session", "plan")
            return plan_values(rows.get(pk=supervision.pk))

        saved = save_guarded(
            form, lock, lambda values: supervising.edit(supervision=supervision, planned=planned(values), by=user)
        )
        if saved is not None:
            messages.success(request, _("Đã lưu."))
            return _back(request, supervision)
    return _show(request, supervision, "edit", form, [])


def _start(request: HttpRequest, supervision: Supervision) -> HttpResponse:
    form = forms.Form(request.POST if request.method == "POST" else None)
    effects = [_("Các cơ quan đang giữ kiến nghị được chọn nhận thông báo.")]

    def act() -> Any:
        return supervising.start(supervision=supervision, by=person(request))

    return _form_page(request, supervision, "start", form, act, effects)


def _cancel(request: HttpRequest, supervision: Supervision) -> HttpResponse:
    form = ReasonForm(request.POST or None)

    def act() -> Any:
        return supervising.cancel(supervision=supervision, by=person(request), **form.cleaned_data)

    return _form_page(request, supervision, "cancel", form, act, [_("Nhiệm vụ đã giao vẫn tiếp tục.")])


def _assign(request: HttpRequest, supervision: Supervision) -> HttpResponse:
    """A recommendation that waits becomes a task."""
    policies.check_can_assign(person(request), supervision.council)
    key = request.POST.get("recommendation", "")
    waiting = supervision.recommendations.filter(task=None)
    found = waiting.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 19 else None
    try:
        if found is not None:
            supervising.assign(recommendation=found, by=person(request))
            messages.success(request, _("Đã giao nhiệm vụ."))
    except Refused as refused:
        messages.warning(request, str(refused))
    return _back(request, supervision)


_PAGES: dict[str, Callable[[HttpRequest, Supervision], HttpResponse]] = {
    "choose": _choose,
    "start": _start,
    "find": _find,
    "recommend": _recommend,
    "conclude": _conclude,
    "edit": _edit,
    "cancel": _cancel,
}


# -- what the steps share


def _form_page(
    request: HttpRequest, supervision: Supervision, name: str, form: Any, act: Callable[[], Any], effects: list[str]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and attempt(form, act) is not None:
        messages.success(request, _("Đã lưu."))
        return _back(request, supervision)
    return _show(request, supervision, name, form, effects)


def _show(request: HttpRequest, supervision: Supervision, name: str, form: Any, effects: list[str]) -> HttpResponse:
    context = {
        "supervision": supervision,
        "form": form,
        "label": workflow.STEPS[name].label,
        "effects": effects,
        "has_paper": name == "conclude",
        "dangerous": name == "cancel",
    }
    return render(request, "petitions/supervision_step.html", context)


def _steps(supervision: Supervision) -> list[tuple[str, Any, str]]:
    """The steps that the state allows: address, label, name."""
    slugs = {name: slug for slug, name in SLUGS.items()}
    return [
        (reverse("petitions:supervision_step", args=[supervision.code, slugs[name]]), step.label, name)
        for name, step in workflow.STEPS.items()
        if workflow.may(supervision, name)
    ]


def _chosen(supervision: Supervision) -> Any:
    """What may be taken out: chosen and not looked into."""
    lines = supervision.lines.filter(finding="").values("petition")
    return Petition.objects.filter(pk__in=lines)


def _impossible(supervision: Supervision, name: str) -> str:
    try:
        workflow.move(supervision, name)
    except Refused as refused:
        return str(refused)
    return ""


def _supervision(request: HttpRequest, code: str) -> Supervision:
    visible = Supervision.objects.visible_to(person(request)).for_list()
    related = ("plan__type", "plan__issuer__kind", "report__type", "report__issuer__kind", "council__kind")
    return get_object_or_404(visible.select_related(*related), code=code)


def _step_url(request: HttpRequest, supervision: Supervision, slug: str) -> str:
    url = reverse("petitions:supervision_step", args=[supervision.code, slug])
    return f"{url}{frame_of(request).unit_query}"


def _back(request: HttpRequest, supervision: Supervision) -> HttpResponse:
    return redirect(supervision.get_absolute_url() + frame_of(request).unit_query)
