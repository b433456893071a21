"""Pages that handle many petitions: classified line by line, answered under one document."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from common.errors import Refused, StaleForm
from common.forms import apply_refusal, attempt
from common.frame import of as frame_of
from common.pages import page_of
from conferences.models import CouncilSession
from organizations import roles
from organizations.current import unit_in_view
from organizations.models import Body
from petitions import policies, workflow
from petitions.enums import PetitionStatus
from petitions.filters import PetitionFilter
from petitions.forms.bulk import AnswerManyForm, ConsolidateLine, Lists, TogetherForm, stored_values
from petitions.models import Petition
from petitions.services import in_bulk
from petitions.services.shared import locked_many

from .people import person
from .referrals import councils_of

MOST_BODIES = 60
MOST_AT_ONCE = 1_000  # petitions that one press of the button consolidates
TOGETHER = "together"  # the button for many lines
ANSWERABLE = sorted(workflow.STEPS["answer"].sources)


@require_http_methods(["GET", "POST"])
def consolidate_many(request: HttpRequest) -> HttpResponse:
    """What was received and waits to be classified, 25 lines a page; lines that were changed or marked are saved.

    ?ky-hop=CODE and the other filters of the list narrow it. What is saved leaves the page and the next lines come up.
    With the second button field and level are given to many lines at once, of this page or of all pages.
    """
    user = person(request)
    policies.check_may_consolidate(user)
    councils = councils_of(request)
    waiting = Petition.objects.filter(council__in=councils, status=PetitionStatus.RECEIVED)
    asked = PetitionFilter.read(request.GET)
    rows = asked.apply(waiting).select_related("field", "level", "place_unit__kind", "council__unit").order_by("pk")
    page = page_of(request, rows)
    sheet = _Sheet(request, page, waiting)
    if request.method == "POST":
        saved = sheet.save(rows)
        if saved is not None:
            _say_saved(request, saved, sheet, rows)
            return redirect(request.get_full_path())
    session = (
        CouncilSession.objects.filter(code=asked.session).select_related("term").first() if asked.session else None
    )
    context = {
        "forms": sheet.lines,
        "together": sheet.together,
        "page": page,
        "session": session,
        "wrong": [line for line in sheet.lines if line.errors],
    }
    return render(request, "petitions/bulk_consolidate.html", context)


@require_http_methods(["GET", "POST"])
def answer_many(request: HttpRequest) -> HttpResponse:
    """Petitions that a body must answer, by due date; one document answers all those whose text was written."""
    user = person(request)
    policies.check_may_answer(user)
    bodies = waiting_bodies(request, policies.ANSWERERS, "holder", ANSWERABLE)
    chosen = request.GET.get("co-quan", "")
    body = next((one for one in bodies if one.code == chosen), bodies[0] if bodies else None)
    waiting = Petition.objects.filter(holder=body, status__in=ANSWERABLE).defer("search_key", "pairs")
    page = page_of(request, waiting.select_related("council", "field", "holder").order_by("due_on", "pk"))
    form = None
    if body is not None:
        listed = list(waiting.filter(pk__in=_keys(request, "text-"))) if request.method == "POST" else page.object_list
        form = AnswerManyForm(request.POST or None, user=user, issuer=body, petitions=list(listed))
        if request.method == "POST" and form.is_valid():
            answered = _answer(form, request)
            if answered is not None:
                words = ngettext("Đã trả lời %(n)s kiến nghị.", "Đã trả lời %(n)s kiến nghị.", answered)
                messages.success(request, words % {"n": answered})
                return redirect(reverse("petitions:answer_many") + frame_of(request).unit_query)
    context = {"form": form, "page": page, "body": body, "bodies": bodies, "lines": form.lines() if form else []}
    return render(request, "petitions/bulk_answer.html", context)


class _Sheet:
    """The lines of a page, the form that is meant for many of them, and how both are saved."""

    def __init__(self, request: HttpRequest, page: Any, waiting: Any) -> None:
        self.user, lists = person(request), Lists()
        posted = request.POST if request.method == "POST" else None
        at_once = posted if posted is not None and TOGETHER in posted else None
        self.together = TogetherForm(at_once, lists=lists, waiting=page.paginator.count)
        marks = set(request.POST.getlist("line"))
        self.lines = []
        for petition in _posted(request, waiting) if posted is not None else page.object_list:
            marked = str(petition.pk) in marks
            gaps = self.together.gaps_of(marked=marked)
            self.lines.append(ConsolidateLine(posted, petition=petition, lists=lists, marked=marked, gaps=gaps))

    def save(self, rows: Any) -> int | None:
        """All lines that are wanted or none; None: the forms say why."""
        wanted = [line for line in self.lines if line.is_wanted]
        if any([not form.is_valid() for form in [*wanted, *self._asked]]):  # noqa: C419 (each says what is wrong)
            return None
        by_key = {str(line.petition.pk): line for line in wanted}
        try:
            with transaction.atomic():
                lines = _merged(wanted) + self._others(rows.exclude(pk__in=by_key))
                return len(in_bulk.consolidate_many(lines=lines, by=self.user))
        except StaleForm:
            return None
        except Refused as refused:
            line = by_key.get(refused.field or "")
            apply_refusal(line or self.together, Refused(refused.message))
            return None

    @property
    def _asked(self) -> list[TogetherForm]:
        return [self.together] if self.together.is_bound else []

    def _others(self, rows: Any) -> list[in_bulk.Line]:
        """Where all are meant: those of which field and level are known now. The others stay for a person."""
        if not self.together.is_for_all:
            return []
        given = self.together.gaps_of(marked=True)
        known = {f"{name}__isnull": False for name, chosen in given.items() if not chosen}
        keys = rows.filter(**known).values_list("pk", flat=True)[:MOST_AT_ONCE]
        return [
            in_bulk.Line(row, field, level, row.content)
            for row in locked_many(list(keys))
            if (field := row.field or given["field"]) and (level := row.level or given["level"])
        ]


def _say_saved(request: HttpRequest, saved: int, sheet: _Sheet, rows: Any) -> None:
    """How many; and where all were meant, how many are left because they still lack something."""
    if not saved:
        messages.warning(request, _("Chưa dòng nào được đánh dấu, sửa hoặc đủ lĩnh vực, cấp thẩm quyền."))
        return
    words = ngettext("Đã tổng hợp %(n)s kiến nghị.", "Đã tổng hợp %(n)s kiến nghị.", saved) % {"n": saved}
    left = rows.count() if sheet.together.is_for_all else 0
    if left:
        more = ngettext("Còn %(n)s kiến nghị chờ tổng hợp.", "Còn %(n)s kiến nghị chờ tổng hợp.", left)
        words = f"{words} {more % {'n': left}}"
    messages.success(request, words)


def _merged(forms: list[ConsolidateLine]) -> list[in_bulk.Line]:
    """What each line says, unless a colleague changed the same petition meanwhile."""
    rows = {row.pk: row for row in locked_many([form.petition.pk for form in forms])}
    stale: list[Any] = []
    lines = []
    for form in forms:
        petition = rows[form.petition.pk]
        try:
            values = form.merge_under_lock(stored_values(petition))
        except StaleForm as conflict:
            stale += conflict.conflicts
        else:
            lines.append(in_bulk.Line(petition, values["field"], values["level"], values["wording"]))
    if stale:
        raise StaleForm(stale)
    return lines


def _answer(form: AnswerManyForm, request: HttpRequest) -> int | None:
    user = person(request)

    def act() -> int:
        return len(in_bulk.answer_many(texts=form.texts, document=form.issued(user), by=user))

    try:
        return attempt(form, act)
    except PermissionDenied:
        form.add_error(None, _("Một kiến nghị vừa được chuyển đi nơi khác; tải lại trang."))
        return None


def waiting_bodies(request: HttpRequest, wanted: Any, side: str, statuses: Any) -> list[Body]:
    """Bodies where the person holds one of the roles and petitions wait; those of the unit in view first.

    ``side``: whether they wait at their "council" or at their "holder".
    """
    unit = unit_in_view(request)
    own = roles.bodies_of(person(request), wanted)
    held = Petition.objects.filter(status__in=statuses).values(side)
    found = Body.objects.filter(pk__in=own).filter(pk__in=held).select_related("unit__kind", "kind")
    rows = list(found.order_by("sort_key", "pk")[:MOST_BODIES])
    return sorted(rows, key=lambda body: unit is None or body.unit_id != unit.pk)


def _posted(request: HttpRequest, waiting: Any) -> list[Petition]:
    """The lines that were sent, whatever page they would stand on now."""
    keys = _keys(request, "", "-wording")
    return list(waiting.filter(pk__in=keys).select_related("field", "level", "place_unit__kind").order_by("pk"))


def _keys(request: HttpRequest, before: str, after: str = "") -> list[int]:
    """The keys in the names of a posted form's fields; at most a page of them."""
    found = [name.removeprefix(before).removesuffix(after) for name in request.POST if name.endswith(after)]
    return [int(key) for key in found if key.isascii() and key.isdigit() and len(key) < 19][:50]
