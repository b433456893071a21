"""Elections of village heads: the list, one with each step and its last lawful day, a new one, its steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import history
from common import clock, list_files
from common.forms import attempt
from common.pages import page_of
from community import deadlines_shown, list_columns, policies, sheets, timing, workflow_elections
from community.forms.elections import (
    ElectionFilterForm,
    NewElectionForm,
    NominateForm,
    PrepareForm,
    SendElectionForm,
    VotesForm,
)
from community.forms.shared import ReasonForm, RecogniseForm, RefuseForm
from community.models import Candidate, Election
from community.services import elections as services
from deadlines import counting
from deadlines.models import Rule
from documents.services import attachments_of
from organizations.current import unit_in_view

from .shared import keepers_of, list_page, may, person, record_form
from .stepping import StepPage, Stepping

_KEEP, _RECOGNISE = policies.check_can_keep_election, policies.check_can_recognise_election
STEPS = Stepping(
    workflow_elections.STEPS,
    {
        "prepare": StepPage(
            "chuan-bi",
            _KEEP,
            lambda data, one, user: PrepareForm(data, election=one),
            lambda one, user, values: services.prepare(election=one, by=user, days=values),
        ),
        "nominate": StepPage(
            "ung-cu",
            _KEEP,
            lambda data, one, user: NominateForm(data, election=one),
            lambda one, user, values: services.nominate(election=one, by=user, names=values["names"].splitlines()),
        ),
        "enter": StepPage(
            "ket-qua",
            _KEEP,
            lambda data, one, user: VotesForm(data, election=one),
            lambda one, user, values: services.enter(election=one, by=user, **VotesForm.entered(values)),
            lambda one: one.election_on <= clock.today(),
            files=True,
        ),
        "send": StepPage(
            "gui",
            _KEEP,
            lambda data, one, user: SendElectionForm(data, election=one),
            lambda one, user, values: services.send(election=one, by=user, **values),
        ),
        "recognise": StepPage(
            "cong-nhan",
            _RECOGNISE,
            lambda data, one, user: RecogniseForm(data, record=one, user=user),
            lambda one, user, values: services.recognise(election=one, by=user, **values),
        ),
        "refuse": StepPage(
            "tu-choi",
            _RECOGNISE,
            lambda data, one, user: RefuseForm(data, record=one, user=user),
            lambda one, user, values: services.refuse(election=one, by=user, **values),
        ),
        "cancel": StepPage(
            "huy",
            _KEEP,
            lambda data, one, user: ReasonForm(data),
            lambda one, user, values: services.cancel(election=one, by=user, **values),
        ),
    },
)


@dataclass(frozen=True)
class Preparation:
    """One of the four things before an election: its last lawful day, when it was done, by which rule."""

    label: str
    actor: str
    last_day: date
    done_on: date | None
    rule: str
    citation: str
    election_passed: bool

    @property
    def tone(self) -> str:
        if self.done_on is not None:
            return "ok" if self.done_on <= self.last_day else "wait"
        return "late" if clock.today() > self.last_day else "info"

    @property
    def words(self) -> str:
        if self.done_on is not None:
            if self.done_on <= self.last_day:
                return _("đúng hạn")
            return _("muộn {days} ngày").format(days=(self.done_on - self.last_day).days)
        if self.election_passed:
            return _("không ghi ngày")
        return _("quá hạn") if clock.today() > self.last_day else _("chưa làm")


@require_safe
def election_list(request: HttpRequest) -> HttpResponse:
    """Elections of the unit in view, the latest first."""
    user, unit = person(request), unit_in_view(request)
    form = ElectionFilterForm(request.GET)
    seen = Election.objects.visible_in(user, unit) if unit else Election.objects.none()
    rows = form.chosen().apply(seen).for_list()
    if file := list_files.asked(
        request, _("Bầu Trưởng thôn, Tổ trưởng tổ dân phố"), list_columns.ELECTIONS, rows, unit=unit,
        said=list_files.said_of(form),
    ):  # fmt: skip
        return file
    context = {
        "form": form,
        "page": page_of(request, rows),
        "may_add": policies.may_keep_somewhere(user),
    }
    return list_page(request, "community/election_list.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The election of a village's head."""
    user = person(request)
    form = NewElectionForm(request.POST or None, bodies=keepers_of(user))
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: services.plan(by=user, **form.cleaned_data))
        if made:
            messages.success(request, _("Đã lập hồ sơ {code}.").format(code=made.code))
            return redirect(made)
    title = _("Bầu Trưởng thôn, Tổ trưởng tổ dân phố")
    return record_form(request, form, None, title=title, name="community:elections", listed=_("Bầu Trưởng thôn"))


@require_safe
def election(request: HttpRequest, code: str) -> HttpResponse:
    """One election: each step with its last lawful day, candidates, votes, result, recognition.

    ?to= is one of its forms as PDF, with ?trong=1 a blank one.
    """
    one = _election_or_404(request, code)
    user = person(request)
    kind = request.GET.get("to", "")
    if kind in sheets.ELECTION_FORMS:
        blank = request.GET.get("trong") == "1"
        return sheets.response(sheets.render_election(one, kind, blank=blank), f"{kind}-{one.code}.pdf")
    candidates = list(one.candidates.order_by("number"))
    context = {
        "election": one,
        "preparations": _preparations(one),
        "candidates": candidates,
        "sheets": sheets.ELECTION_FORMS,
        "verdict": _verdict(one, candidates),
        "limits": [line for line in deadlines_shown.lines_of(one) if line.kind not in _PREPARED],
        "attachments": attachments_of(one),
        "keeps": may(lambda: _KEEP(user, one)),
        "steps": STEPS.buttons(user, one),
        "sentences": history(one, limit=20),
    }
    return render(request, "community/election.html", context)


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """One step of an election."""
    return STEPS.page(request, _election_or_404(request, code), slug)


_PREPARED = {kind for kind, _rule in timing.PREPARATIONS.values()}


def _preparations(one: Election) -> list[Preparation]:
    """The four limits before the day; one query, for calendar days ask no calendar."""
    rules = {
        rule.reference: rule for rule in Rule.objects.national().filter(code="VOTE-14", valid__contains=one.election_on)
    }
    lines = []
    for name, (_kind, reference) in timing.PREPARATIONS.items():
        rule = rules.get(reference)
        if rule is None:
            continue
        last = counting.due(rule.limit, one.election_on, counting.Calendar()).due
        passed = one.election_on < clock.today()
        lines.append(
            Preparation(rule.name, rule.actor, last, getattr(one, name), rule.reference, rule.citation, passed)
        )
    return lines


def _verdict(one: Election, candidates: list[Candidate]) -> object | None:
    """What decides: of the one elected, else of who had the most votes."""
    if one.represented is None or not candidates:
        return None
    leading = max(candidates, key=lambda row: (row.votes or 0, -row.number))
    return services.verdict_of(one, leading)


def _election_or_404(request: HttpRequest, code: str) -> Election:
    seen = Election.objects.visible_to(person(request))
    related = (
        "keeper__unit__kind", "unit__kind", "village__kind", "matter", "elected", "typed_by", "recogniser__unit__kind",
        "answer__type",
    )  # fmt: skip
    return get_object_or_404(seen.select_related(*related), code=code)
