"""/hoi-nghi/ky-hop/: sessions of councils – the list, one session, a new one, its correction and its steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from audit.services import history
from common import chain
from common.errors import Refused
from common.forms import attempt, save_guarded
from common.frame import of as frame_of
from common.pages import page_of
from conferences import services, session_policies, workflow
from conferences.forms.plain import ReasonForm
from conferences.forms.session_lines import rows_of_papers, rows_of_questionings, rows_of_verifications
from conferences.forms.sessions import SessionEditForm, SessionFilterForm, SessionForm, terms_of, values_of
from conferences.models import CouncilSession
from conferences.services.sessions import locked_session
from conferences.session_sections import sections_of
from documents import services as documents
from organizations.current import unit_in_view
from organizations.enums import Role
from organizations.models import Body

from .shared import user_of

SHOWN = 15  # lines of each list on the page; the page of the list has them all


@require_safe
def session_list(request: HttpRequest) -> HttpResponse:
    """Sessions that concern the unit in view, the newest first."""
    user, unit = user_of(request), unit_in_view(request)
    form = SessionFilterForm(request.GET, unit=unit)
    sessions = CouncilSession.objects.visible_in(user, unit) if unit else CouncilSession.objects.none()
    page = page_of(request, form.chosen().apply(sessions).for_list())
    context = {
        "form": form,
        "page": page,
        "may_plan": session_policies.may_plan(user),
        "may_organise": session_policies.may_organise(user),
    }
    template = "conferences/session_list.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


@require_safe
def session_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The session with its papers, verifications, questions, and what later rooms add."""
    session = session_or_404(request, code)
    user = user_of(request)
    held = session_policies.held(user, session.council)
    lists = {
        "papers": rows_of_papers(session),
        "verifications": rows_of_verifications(session),
        "questionings": rows_of_questionings(session),
    }
    found = {name: list(rows[: SHOWN + 1]) for name, rows in lists.items()}
    context = {
        "session": session,
        "chain": session_chain(request, session),
        **{name: rows[:SHOWN] for name, rows in found.items()},
        **{f"{name}_cut": len(rows) > SHOWN for name, rows in found.items()},
        "steps": _steps(session, held),
        "may_edit": _may(session, "edit", held, session_policies.KEEPERS),
        "may_keep": _may(session, "keep", held, session_policies.KEEPERS),
        "may_add_paper": _may(session, "keep", held, session_policies.PAPER_KEEPERS),
        "may_commit": _may(session, "commit", held, session_policies.COMMITTERS),
        "can_attach": bool(held & set(session_policies.FILE_KEEPERS)),
        "attachments": documents.attachments_of(session),
        "history": history(session, limit=8),
        "sections": lambda: sections_of(user, session),
    }
    return render(request, "conferences/session_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def session_create(request: HttpRequest) -> HttpResponse:
    """Put a session on the calendar."""
    user = user_of(request)
    session_policies.check_may_plan(user)
    terms = terms_of(user)
    form = SessionForm(request.POST or None, terms=terms)
    if request.method == "POST" and form.is_valid():
        sitting = form.sitting(form.cleaned_data)
        session = attempt(form, lambda: services.plan_session(sitting=sitting, by=user))
        if session is not None:
            messages.success(request, _now("Đã lập {session}.").format(session=session.label))
            return back_to(request, session)
    context = {"form": form, "session": None, "has_terms": form.has_terms}
    return render(request, "conferences/session_form.html", context | {"back_url": _list_url(request)})


@require_http_methods(["GET", "HEAD", "POST"])
def session_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct a session until it is closed."""
    session, user = session_or_404(request, code), user_of(request)
    session_policies.check_can_keep(user, session.council)
    if not workflow.session_may(session, "edit"):
        messages.warning(request, _now("Kỳ họp đã bế mạc hoặc đã hủy, không sửa được nữa."))
        return back_to(request, session)
    form = SessionEditForm(request.POST or None, session=session, terms=terms_of(user, session.council))
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: values_of(locked_session(session)),
            save=lambda values: services.edit_session(session=session, sitting=form.sitting(values), by=user),
        )
        if saved is not None:
            messages.success(request, _now("Đã lưu kỳ họp."))
            return back_to(request, saved)
    context = {"form": form, "session": session, "has_terms": form.has_terms, "back_url": url_of(request, session)}
    return render(request, "conferences/session_form.html", context)


@dataclass(frozen=True)
class StepPage:
    """A step of a session's life as a page: the question, what will happen, and the verb."""

    name: str  # of workflow.SESSION_STEPS
    check: Callable[[User, Body], None]
    roles: tuple[Role, ...]
    verb: Callable[..., CouncilSession]
    question: str | Promise
    effects: tuple[str | Promise, ...]
    done: str | Promise
    needs_reason: bool = False


STEPS = {
    "khai-mac": StepPage(
        "open",
        session_policies.check_can_run,
        session_policies.RUNNERS,
        services.open_session,
        _("Ghi kỳ họp đã khai mạc?"),
        (_("Chất vấn, trả lời ghi được từ lúc này; cam kết giao được thành nhiệm vụ."),),
        _("Đã ghi kỳ họp khai mạc."),
    ),
    "be-mac": StepPage(
        "close",
        session_policies.check_can_run,
        session_policies.RUNNERS,
        services.close_session,
        _("Ghi kỳ họp đã bế mạc?"),
        (
            _("Tên, số, ngày của kỳ họp không sửa được nữa, trừ khi mở lại có lý do."),
            _("Văn bản, thẩm tra, trả lời chất vấn vẫn ghi thêm được: số văn bản thường có sau kỳ họp."),
        ),
        _("Đã ghi kỳ họp bế mạc."),
    ),
    "huy": StepPage(
        "cancel",
        session_policies.check_can_run,
        session_policies.RUNNERS,
        services.cancel_session,
        _("Hủy kỳ họp này?"),
        (_("Kỳ họp vẫn còn trong danh sách với trạng thái “đã hủy”; số của kỳ họp dùng lại được."),),
        _("Đã hủy kỳ họp."),
        needs_reason=True,
    ),
    "mo-lai": StepPage(
        "reopen",
        session_policies.check_can_reopen,
        session_policies.ORGANISERS,
        services.reopen_session,
        _("Mở lại kỳ họp đã bế mạc?"),
        (_("Thông tin của kỳ họp sửa được như trước khi bế mạc; lý do được giữ trong lịch sử."),),
        _("Đã mở lại kỳ họp."),
        needs_reason=True,
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def session_step(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """Ask with what will happen, then open, close, call off or open again."""
    session, user, page = session_or_404(request, code), user_of(request), STEPS.get(step)
    if page is None:
        raise Http404
    page.check(user, session.council)
    if request.method != "POST" and not workflow.session_may(session, page.name):
        messages.warning(request, _now("Kỳ họp đang ở trạng thái “{state}”.").format(state=session.state.label))
        return back_to(request, session)
    form = ReasonForm(request.POST or None) if page.needs_reason else None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = {"reason": form.cleaned_data["reason"]} if form else {}
        try:
            page.verb(session=session, by=user, **reason)
        except Refused as refused:
            if form is None:
                messages.error(request, str(refused))
                return back_to(request, session)
            form.refuse(refused)
        else:
            messages.success(request, str(page.done))
            return back_to(request, session)
    context = {
        "session": session,
        "form": form,
        "question": page.question,
        "effects": page.effects,
        "submit": workflow.SESSION_STEPS[page.name].label,
        "cancel_url": url_of(request, session),
    }
    return render(request, "conferences/session_step.html", context)


def session_or_404(request: HttpRequest, code: str) -> CouncilSession:
    """A session within the person's reach; everything else does not exist."""
    session = CouncilSession.objects.visible_to(user_of(request)).for_detail().filter(code=code).first()
    if session is None:
        raise Http404
    return session


def session_chain(request: HttpRequest, session: CouncilSession) -> list[chain.ChainLink]:
    """Where the session stands, with its papers, questions and tasks."""
    return chain.links("conferences.councilsession", [session.pk], reader=request.user)[session.pk]


def url_of(request: HttpRequest, session: CouncilSession) -> str:
    """The page of the session; the unit in view stays."""
    return session.get_absolute_url() + frame_of(request).unit_query


def back_to(request: HttpRequest, session: CouncilSession) -> HttpResponse:
    return redirect(url_of(request, session))


def _list_url(request: HttpRequest) -> str:
    return reverse("conferences:sessions") + frame_of(request).unit_query


def _steps(session: CouncilSession, held: frozenset[Role]) -> list[tuple[str, str | Promise]]:
    """The steps that state and roles allow, as the end of an address and a label; the main one first."""
    return [
        (slug, workflow.SESSION_STEPS[page.name].label)
        for slug, page in STEPS.items()
        if _may(session, page.name, held, page.roles)
    ]


def _may(session: CouncilSession, step: str, held: frozenset[Role], wanted: tuple[Role, ...]) -> bool:
    """For buttons; the services check again."""
    return workflow.session_may(session, step) and bool(held & set(wanted))


def refuse_readers(check: Callable[[User, Body], None], request: HttpRequest, session: CouncilSession) -> bool:
    """Whether the person may not write here, as a question."""
    try:
        check(user_of(request), session.council)
    except PermissionDenied:
        return True
    return False
