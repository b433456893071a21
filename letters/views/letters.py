"""The list of letters, a new letter, one letter, its correction."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from audit.services import history
from common import chain
from common.forms import attempt
from common.frame import UNIT_PARAMETER
from common.pages import PARAMETER, page_of
from letters import policies, queries
from letters.forms.filters import OPEN_ONLY, LetterFilterForm
from letters.forms.letters import ContentForm, ContentForms, CorrectForm, LetterForm, fields_offered
from letters.models import Letter
from letters.services import letters as services
from letters.services.letters import Content, Sender
from organizations.current import unit_in_view

from .people import person

NOT_FILTERS = {UNIT_PARAMETER, PARAMETER}  # of an address: the unit in view, the page


@require_GET
def letter_list(request: HttpRequest) -> HttpResponse:
    """Letters within reach that concern the unit in view, newest first; an address that asks for nothing: open ones."""
    unit = unit_in_view(request)
    asked = request.GET if set(request.GET) - NOT_FILTERS else {"trang-thai": OPEN_ONLY}
    form = LetterFilterForm(asked, unit=unit)
    letters = Letter.objects.visible_in(person(request), unit) if unit else Letter.objects.none()
    found = form.apply(letters).order_by("-received_on", "-pk")
    page = page_of(request, found.values_list("pk", flat=True))
    context = {
        "form": form,
        "page": page,
        "rows": queries.rows(page.object_list),
        "can_receive": policies.may_take_in_somewhere(person(request)),
    }
    template = "letters/letter_list.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


@require_GET
def letter_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The letter with its contents, their steps and limits; who sent it only for the people who handle it."""
    user = person(request)
    letter = letter_or_404(request, code, detailed=True)
    held = queries.held_at(user, letter)
    parts = queries.parts_of(user, letter, held)
    may_read = policies.may_read_sender(held.values())
    context = {
        "letter": letter,
        "parts": parts,
        "has_sealed": any(part.content.is_sealed for part in parts),
        "may_read_sender": may_read,
        "sender": getattr(letter, "sender", None) if may_read else None,
        "can_correct": bool(held[letter.body_id] & set(policies.INTAKE)),
        "links": chain.links("letters.letter", [letter.pk], reader=user)[letter.pk],
        "sentences": history(letter),
    }
    response = render(request, "letters/letter_detail.html", context)
    response["Cache-Control"] = "no-store"
    return response


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def new_letter(request: HttpRequest) -> HttpResponse:
    """Enter a letter with all its contents in one form."""
    bodies = queries.bodies_for_intake(person(request))
    if not bodies:
        raise PermissionDenied(_("Chỉ người của cơ quan tiếp nhận mới được nhập đơn."))
    data = request.POST or None
    form = LetterForm(data, bodies=bodies)
    lines = ContentForms(data, prefix="noi-dung", form_kwargs={"fields_offered": fields_offered()})
    if data is not None and form.is_valid() and _lines_are_valid(lines):
        letter = attempt(form, lambda: _receive(form.cleaned_data, lines, request))
        if letter:
            messages.success(request, _("Đã nhập đơn {code}.").format(code=letter.code))
            return redirect(letter)
    return render(request, "letters/letter_form.html", {"form": form, "lines": lines})


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def correct_letter(request: HttpRequest, code: str) -> HttpResponse:
    """Correct incoming number and sender."""
    letter = letter_or_404(request, code, detailed=True)
    policies.check_can_correct(person(request), letter)
    form = CorrectForm(request.POST or None, letter=letter)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        sender = Sender(values.get("name", ""), values.get("address", ""), values.get("phone", ""))
        numbers = {name: values[name] for name in ("incoming_number", "people_count")}
        saved = attempt(
            form,
            lambda: services.correct(
                letter=letter, incoming_number=numbers["incoming_number"],
                people_count=numbers["people_count"] or 1, sender=sender, by=person(request),
            ),
        )  # fmt: skip
        if saved:
            messages.success(request, _("Đã lưu đơn."))
            return redirect(letter)
    response = render(request, "letters/letter_correct.html", {"form": form, "letter": letter})
    response["Cache-Control"] = "no-store"
    return response


def letter_or_404(request: HttpRequest, code: str, *, detailed: bool = False) -> Letter:
    """A letter within the person's reach; everything else does not exist."""
    visible = Letter.objects.visible_to(person(request))
    return get_object_or_404(queries.for_detail(visible) if detailed else visible, code=code)


def _lines_are_valid(lines: Any) -> bool:
    """Every line is whole, and there is one."""
    if not lines.is_valid():
        return False
    if any(ContentForm.is_filled(line.cleaned_data) for line in lines):
        return True
    first: ContentForm = lines.forms[0]
    first.add_error("summary", _("Ghi ít nhất một nội dung."))
    return False


def _receive(values: dict[str, Any], lines: Any, request: HttpRequest) -> Letter:
    contents = [
        Content(line["kind"], line["summary"], line.get("field"))
        for line in (form.cleaned_data for form in lines)
        if ContentForm.is_filled(line)
    ]
    return services.receive_letter(
        body=values["body"], received_on=values["received_on"], came_by=values["came_by"],
        sent_by=values["sent_by"], incoming_number=values["incoming_number"],
        people_count=values["people_count"] or 1, contents=contents, by=person(request),
        sender=Sender(values["name"], values["address"], values["phone"]),
    )  # fmt: skip
