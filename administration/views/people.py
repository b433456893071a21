"""People within an administrator's reach: the list, one person over time, a new account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts import passwords
from accounts.models import User
from accounts.reauthentication import require_recent_password
from accounts.services import has_second_factor
from administration import people, policies
from administration.forms_people import LETTER, OpenForm, PeopleFilterForm
from administration.places import Place
from administration.services import people as services
from audit.services import history
from common import clock, frame
from common.errors import Refused
from common.forms import attempt
from common.pages import page_of
from organizations.models import Membership, Unit
from organizations.timeline import goes_on, starts_after


def administrator(request: HttpRequest) -> User:
    """The signed-in person, who must be an administrator of something: everybody else gets 403."""
    user = cast(User, request.user)
    policies.check_can_read_people(user)
    return user


def person_or_404(request: HttpRequest, username: str) -> User:
    """A person whom the administrator sees; everybody else does not exist."""
    return get_object_or_404(people.visible_to(administrator(request)), username=username)


@require_GET
def people_list(request: HttpRequest) -> HttpResponse:
    """People by given name; the unit in the address narrows. A page or, for htmx, its results."""
    by = administrator(request)
    form = PeopleFilterForm(request.GET)
    found = form.chosen(_unit_in_address(request)).apply(people.visible_to(by))
    context = {"form": form, "page": page_of(request, people.for_list(found)), "unit": _unit_in_address(request)}
    template = "administration/people_list.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


@require_GET
def person_page(request: HttpRequest, username: str) -> HttpResponse:
    """Who the person is here, the roles over time, what happened to the account, and what may be done."""
    person = person_or_404(request, username)
    by = cast(User, request.user)
    rows = people.memberships_of(person)
    endable = policies.endable(by, rows)
    stretches = [Stretch(row, row.pk in endable) for row in rows]
    context = {
        "person": person,
        "now": sorted((row for row in stretches if not row.is_over), key=lambda row: row.begins_later),
        "before": [row for row in stretches if row.is_over],
        "second_factor": has_second_factor(person),
        "tied": SocialAccount.objects.filter(user=person).exists(),
        "denied": _denied(by, person),
        "is_oneself": by.pk == person.pk,
        "sentences": history(person),
    }
    return render(request, "administration/people_detail.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_account(request: HttpRequest) -> HttpResponse:
    """A new account with its first role. A password on paper is in the answer to this form and nowhere else."""
    by = administrator(request)
    require_recent_password(request)
    unit = _unit_in_address(request)
    form = OpenForm(request.POST or None, by=by, initial={"place": Place(unit)} if unit else None)
    if request.method == "POST" and form.is_valid():
        by_letter = form.cleaned_data["way"] == LETTER
        password = None if by_letter else passwords.first_password()
        values = form.account_values() | form.role_values()
        person = attempt(form, lambda: services.open_account(by=by, password=password, **values))
        if person and password:
            return render(request, "administration/people_password.html", {"person": person, "password": password})
        if person:
            messages.success(request, _("Đã mở tài khoản của {name}.").format(name=person))
            send_link(request, person)
            return redirect("administration:person", person.username)
    context = {"form": form, "title": _("Mở tài khoản"), "submit": _("Mở tài khoản")}
    return render(request, "administration/people_form.html", context)


def send_link(request: HttpRequest, person: User) -> None:
    """Send the link that sets a password, and say whether the mail server took it."""
    try:
        services.send_password_link(user=person, by=cast(User, request.user))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã gửi liên kết đặt mật khẩu tới {email}.").format(email=person.email))


@dataclass(frozen=True)
class Stretch:
    """A role over time as a page shows it."""

    membership: Membership
    may_end: bool

    @property
    def place(self) -> str:
        return str(self.membership.body or self.membership.unit)

    @property
    def is_over(self) -> bool:
        return not goes_on(self.membership.valid, clock.today())

    @property
    def begins_later(self) -> bool:
        return starts_after(self.membership.valid, clock.today())

    @property
    def state(self) -> dict[str, Any]:
        """Tone and word of the badge."""
        if self.is_over:
            return {"tone": "", "label": _("đã kết thúc")}
        if self.begins_later:
            return {"tone": "wait", "label": _("chưa bắt đầu")}
        return {"tone": "ok", "label": _("đang giữ")}

    @property
    def last_day(self) -> Any:
        end = self.membership.valid.upper
        return end - timedelta(days=1) if end else None


def _denied(by: User, person: User) -> str:
    """Why the account may not be changed; empty when it may."""
    try:
        policies.check_can_keep_account(by, person)
    except PermissionDenied as refusal:
        return str(refusal)
    return ""


def _unit_in_address(request: HttpRequest) -> Unit | None:
    """The unit that the address names, within the person's reach."""
    shown = frame.of(request)
    return cast("Unit | None", shown.unit) if shown.unit_code else None
