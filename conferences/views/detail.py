"""One conference: its page, its printed minutes, and what can be done with it as a whole."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Case, Prefetch, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import history
from common import official
from common.errors import Refused
from common.frame import of as frame_of
from common.numbers import show
from conferences import opinion_actions, page_links, policies, progress, services
from conferences.audience import audience
from conferences.enums import OPEN, Status, Step
from conferences.forms.plain import ReasonForm
from conferences.models import Conference, Vote
from conferences.services.prior import states
from documents import services as documents
from organizations.enums import Family
from organizations.models import Body
from steering.enums import Position

from .papers import papers_of
from .shared import chain_of, may_write, step_url, user_of, visible

CONCLUSIONS, OTHERS = 15, 6  # lines of each list on the page; the minutes have them all


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """What the conference brought, what became of it, and what can be done next."""
    conference = visible(request, code, detail=True)
    found = vars(conference)
    lines = _first_lines(conference)
    opinion_actions.put_on(request, user_of(request), conference, lines["opinions"])
    context = {
        "conference": conference,
        "kind_names": found["kind_names"],
        "vote_count": found["vote_count"],
        "presence": _presence(found),
        "chain": chain_of(conference, user_of(request)),
        **lines,
        "papers": papers_of(conference),
        "page_links": page_links.links_for(user_of(request), conference),
        "attachments": documents.attachments_of(conference),
        "history": history(conference, limit=6),
        "can_add_paper": conference.status == Status.COMPLETED
        and policies.may(policies.check_can_add_paper, user_of(request), conference),
        "can_attach": policies.may(policies.check_can_attach, user_of(request), conference),
        **_actions(request, conference, {Step(step) for step in found["saved_steps"]}),
    }
    return render(request, "conferences/detail.html", context)


@require_safe
def minutes(request: HttpRequest, code: str) -> HttpResponse:
    """Everything on paper, laid out as minutes are."""
    conference = visible(request, code, detail=True)
    conclusions = conference.conclusions.select_related("lead").order_by("order", "pk")
    helpers = Prefetch("supporters", Body.objects.order_by("sort_key", "pk"))
    context = {
        "conference": conference,
        "paper": _paper(conference),
        "counts": vars(conference),
        "attendance": conference.attendance.select_related("body").order_by("order", "pk"),
        "members": _members(conference),
        "priors": states(conference),
        "facts": services.facts_of(conference),
        "opinions": conference.opinions.select_related("body").order_by("order", "pk"),
        "votes": _votes(conference),
        "conclusions": conclusions.prefetch_related(helpers),
        "back_url": conference.get_absolute_url() + frame_of(request).unit_query,
    }
    return render(request, "conferences/minutes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def complete(request: HttpRequest, code: str) -> HttpResponse:
    """Ask with what will happen, then complete."""
    conference = visible(request, code)
    policies.check_can_complete(user_of(request), conference)
    if request.method == "POST":
        try:
            services.complete(conference=conference, by=user_of(request))
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Đã hoàn tất hội nghị."))
        return _back(request, conference)
    effects = [_("{who}: đọc được ({why}).").format(who=one.who, why=one.why) for one in audience(conference)]
    effects.append(_("Các bước đã ghi được khóa; muốn sửa phải mở lại và ghi lý do."))
    missing = [one.text for one in progress.missing(conference)]
    context = {
        "conference": conference,
        "effects": effects,
        "missing": missing,
        "chain": chain_of(conference, user_of(request)),
    }
    return render(request, "conferences/complete.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Call a planned conference off."""
    conference = visible(request, code)
    policies.check_can_cancel(user_of(request), conference)
    return _with_reason(
        request,
        conference,
        services.cancel,
        question=_("Hủy hội nghị này?"),
        effects=[_("Hội nghị vẫn còn trong danh sách với trạng thái “đã hủy” và lý do.")],
        submit=_("Hủy hội nghị"),
        done=_("Đã hủy hội nghị."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    """Open a completed conference for corrections."""
    conference = visible(request, code)
    policies.check_can_reopen(user_of(request), conference)
    return _with_reason(
        request,
        conference,
        services.reopen,
        question=_("Mở lại hội nghị đã hoàn tất?"),
        effects=[
            _("Các bước sửa được như trước khi hoàn tất; nhiệm vụ đã giao không thay đổi."),
            _("Lý do được giữ trong lịch sử của hội nghị."),
        ],
        submit=_("Mở lại"),
        done=_("Đã mở lại hội nghị."),
    )


def _with_reason(
    request: HttpRequest,
    conference: Conference,
    verb: Any,
    *,
    question: str,
    effects: list[str],
    submit: str,
    done: str,
) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            verb(conference=conference, reason=form.cleaned_data["reason"], by=user_of(request))
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, done)
            return _back(request, conference)
    words = {"question": question, "effects": effects, "submit": submit}
    back = conference.get_absolute_url() + frame_of(request).unit_query
    context = {"conference": conference, "form": form, "cancel_url": back, **words}
    return render(request, "conferences/confirm.html", context)


def _back(request: HttpRequest, conference: Conference) -> HttpResponse:
    return redirect(conference.get_absolute_url() + frame_of(request).unit_query)


def _actions(request: HttpRequest, conference: Conference, saved: set[Step]) -> dict[str, Any]:
    """What the person may do next; the first step that is not saved is the main one."""
    user = user_of(request)
    may_record = policies.may(policies.check_can_record, user, conference)
    onward = progress.first_open_step(saved)
    missing = progress.missing(conference, saved) if conference.status in OPEN else []
    return {
        "missing": missing,
        "record_url": step_url(request, conference, onward) if may_record and may_write(conference, onward) else "",
        "edit_url": step_url(request, conference, Step.GENERAL)
        if may_record and may_write(conference, Step.GENERAL)
        else "",
        "onward": onward,
        "may_complete": not missing
        and conference.status in OPEN
        and policies.may(policies.check_can_complete, user, conference),
        "may_cancel": conference.status == Status.PLANNED and policies.may(policies.check_can_cancel, user, conference),
        "may_reopen": conference.status == Status.COMPLETED
        and policies.may(policies.check_can_reopen, user, conference),
    }


def _presence(found: dict[str, Any]) -> str:
    """ "26/30 đại biểu; 9/9 thành viên", as far as it was written down."""
    said = []
    if found["invited"]:
        said.append(_("{came}/{invited} đại biểu").format(came=show(found["came"]), invited=show(found["invited"])))
    if found["members_all"]:
        said.append(_("{here}/{all} thành viên").format(here=found["members_here"], all=found["members_all"]))
    return "; ".join(said)


def _paper(conference: Conference) -> dict[str, Any]:
    """Head of the minutes, in the style of the issuing body on that day; the number is written in later."""
    is_party = conference.host.family == Family.PARTY
    style = official.style_for("party" if is_party else "state", conference.held_on)
    symbol = official.symbol_for(style, "BB", conference.host.symbol)
    return {
        "is_party": is_party,
        "number": official.number_line(style, None, symbol),
        "date": official.date_line(conference.unit.name, conference.last_day, conference.last_day.year),
    }


def _first_lines(conference: Conference) -> dict[str, Any]:
    """The first lines of each list, and whether the minutes have more."""
    conclusions = conference.conclusions.select_related("lead", "task").order_by("order", "pk")
    opinions = conference.opinions.select_related("body").order_by("order", "pk")
    lists: dict[str, tuple[Any, int]] = {
        "conclusions": (conclusions, CONCLUSIONS),
        "priors": (states(conference), OTHERS),
        "facts": (services.facts_of(conference), 2 * OTHERS),
        "opinions": (opinions, OTHERS),
    }
    first = {name: list(rows[: most + 1]) for name, (rows, most) in lists.items()}
    is_cut = any(len(first[name]) > most for name, (_rows, most) in lists.items())
    return {name: rows[: lists[name][1]] for name, rows in first.items()} | {"is_cut": is_cut}


def _members(conference: Conference) -> Any:
    places = [When(member__position=position, then=Value(number)) for number, position in enumerate(Position)]
    rows = conference.members.select_related("member")
    return rows.order_by(Case(*places), "member__rank", "member__sort_key", "pk")


def _votes(conference: Conference) -> list[Vote]:
    votes = list(conference.votes.select_related("matter").order_by("order", "pk"))
    for vote in votes:
        vote.conference = conference
    return votes
