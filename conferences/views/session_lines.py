"""What belongs to a session, a page for each sort: everybody who sees the session reads it, the council's people write.

?sua=KEY opens a line for correction; a promise given in an answer is made a task on a page of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.errors import Refused
from common.forms import attempt, save_guarded
from common.frame import of as frame_of
from common.pages import page_of
from conferences import services, session_policies, workflow
from conferences.forms.session_lines import (
    CommitForm,
    GuardedQuestioningForm,
    GuardedVerificationForm,
    QuestioningForm,
    SessionLineForm,
    SessionPaperForm,
    VerificationForm,
    rows_of_papers,
    rows_of_questionings,
    rows_of_verifications,
)
from conferences.models import CouncilSession
from conferences.services.sessions import locked_session
from organizations.models import Body

from .lines import REMOVE, row_asked
from .sessions import refuse_readers, session_chain, session_or_404, url_of
from .shared import user_of


@dataclass(frozen=True)
class Sort:
    """A sort of line: who writes it, its forms, its rows, and the verb that takes one out."""

    slug: str
    title: str | Promise
    add: str | Promise
    template: str
    check: Callable[[User, Body], None]
    form: type[SessionLineForm]
    guarded: type[SessionLineForm] | None  # None: a line is taken out and entered anew
    rows: Callable[[CouncilSession], QuerySet[Any]]
    remove: Callable[[Any, User], None]


SORTS = {
    sort.slug: sort
    for sort in (
        Sort(
            slug="van-ban",
            title=_("Văn bản của kỳ họp"),
            add=_("Thêm văn bản"),
            template="conferences/session_papers.html",
            check=session_policies.check_can_add_paper,
            form=SessionPaperForm,
            guarded=None,
            rows=rows_of_papers,
            remove=lambda row, by: services.unlink_session_paper(paper=row, by=by),
        ),
        Sort(
            slug="tham-tra",
            title=_("Thẩm tra"),
            add=_("Thêm nội dung thẩm tra"),
            template="conferences/session_verifications.html",
            check=session_policies.check_can_keep,
            form=VerificationForm,
            guarded=GuardedVerificationForm,
            rows=rows_of_verifications,
            remove=lambda row, by: services.remove_verification(line=row, by=by),
        ),
        Sort(
            slug="chat-van",
            title=_("Chất vấn và trả lời"),
            add=_("Thêm chất vấn"),
            template="conferences/session_questionings.html",
            check=session_policies.check_can_keep,
            form=QuestioningForm,
            guarded=GuardedQuestioningForm,
            rows=rows_of_questionings,
            remove=lambda row, by: services.remove_questioning(line=row, by=by),
        ),
    )
}


@require_http_methods(["GET", "HEAD", "POST"])
def session_lines(request: HttpRequest, code: str, sort: str) -> HttpResponse:
    """All lines of one sort; the form for those who may write."""
    session, config = session_or_404(request, code), SORTS.get(sort)
    if config is None:
        raise Http404
    if request.method == "POST":
        config.check(user_of(request), session.council)
    row = row_asked(request, config.rows(session))
    if row is not None:
        row.session = session
    if row is not None and request.POST.get("go") == REMOVE:
        return _remove(request, session, config, row)
    form = _form(request, session, config, row)
    if form is not None and form.is_bound and form.is_valid() and _write(request, session, config, form):
        return redirect(_lines_url(request, session, config))
    return _show(request, session, config, form)


@require_http_methods(["GET", "HEAD", "POST"])
def session_commit(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """What was promised in the answer to a question becomes a task."""
    session, user = session_or_404(request, code), user_of(request)
    line = get_object_or_404(rows_of_questionings(session), pk=key if key < 10**18 else 0)
    line.session = session
    session_policies.check_can_commit(user, session.council)
    form = CommitForm(request.POST or None, line=line)
    if request.method == "POST" and form.is_valid():
        task = attempt(form, lambda: services.commit_to_task(line=line, by=user, **form.cleaned_data))
        if task is not None:
            messages.success(request, _now("Đã giao nhiệm vụ {code} theo cam kết.").format(code=task.code))
            return redirect(_lines_url(request, session, SORTS["chat-van"]))
    back = _lines_url(request, session, SORTS["chat-van"])
    context = {
        "session": session,
        "line": line,
        "form": form,
        "back_url": back,
        "chain": session_chain(request, session),
    }
    return render(request, "conferences/session_commit.html", context)


def _form(request: HttpRequest, session: CouncilSession, config: Sort, row: Any) -> SessionLineForm | None:
    """The form for those who may write here, in the state in which the session stands."""
    is_shut = not workflow.session_may(session, "keep")
    if request.method != "POST" and (is_shut or refuse_readers(config.check, request, session)):
        return None
    if row is not None and config.guarded is None:
        row = None
    kind = config.guarded if row is not None and config.guarded else config.form
    return kind(request.POST or None, session=session, user=user_of(request), row=row)


def _write(request: HttpRequest, session: CouncilSession, config: Sort, form: SessionLineForm) -> bool:
    user = user_of(request)
    if form.row is None:
        return attempt(form, lambda: form.write(form.cleaned_data, user)) is not None

    def lock() -> dict[str, Any]:
        locked_session(session)
        return form.values_of_row(config.rows(session).get(pk=form.row.pk))

    return save_guarded(form, lock, lambda values: form.write(values, user)) is not None


def _remove(request: HttpRequest, session: CouncilSession, config: Sort, row: Any) -> HttpResponse:
    try:
        with transaction.atomic():
            config.remove(row, user_of(request))
    except Refused as refused:
        form = (config.guarded or config.form)(None, session=session, user=user_of(request), row=row)
        messages.error(request, str(refused))
        return _show(request, session, config, form)
    messages.success(request, _now("Đã bỏ dòng này."))
    return redirect(_lines_url(request, session, config))


def _show(request: HttpRequest, session: CouncilSession, config: Sort, form: SessionLineForm | None) -> HttpResponse:
    context = {
        "session": session,
        "sort": config,
        "form": form,
        "row": form.row if form else None,
        "page": page_of(request, config.rows(session)),
        "may_commit": workflow.session_may(session, "commit")
        and not refuse_readers(session_policies.check_can_commit, request, session),
        "chain": session_chain(request, session),
        "lines_url": _lines_url(request, session, config),
        "back_url": url_of(request, session),
    }
    return render(request, config.template, context)


def _lines_url(request: HttpRequest, session: CouncilSession, config: Sort) -> str:
    return reverse("conferences:session_lines", args=[session.code, config.slug]) + frame_of(request).unit_query
