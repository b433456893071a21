"""What an administrator does about one person. What touches how somebody signs in asks for the password first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import passwords
from accounts.models import User
from accounts.reauthentication import require_recent_password
from accounts.services import has_second_factor
from administration import forms_people as forms
from administration import people, policies
from administration.services import people as services
from common import clock
from common.forms import attempt, save_guarded
from organizations.enums import Role
from organizations.models import Membership
from organizations.timeline import goes_on

from .people import Stretch, person_or_404, send_link

both = require_http_methods(["GET", "HEAD", "POST"])


def _keeper(request: HttpRequest, username: str) -> tuple[User, User]:
    """The administrator, who has just given the password, and the person whose account may be changed."""
    person, by = person_or_404(request, username), cast(User, request.user)
    policies.check_can_keep_account(by, person)
    require_recent_password(request)
    return by, person


@both
def edit(request: HttpRequest, username: str) -> HttpResponse:
    """Correct name, e-mail address, phone number."""
    by, person = _keeper(request, username)
    form = forms.EditForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: forms.values_of(User.objects.select_for_update(no_key=True).get(pk=person.pk)),
            save=lambda values: services.edit_account(user=person, by=by, **values),
        )
        if saved:
            return _done(request, person, _("Đã lưu thông tin tài khoản."))
    return _form(request, person, form, title=_("Sửa thông tin"), submit=_("Lưu"))


@both
def close(request: HttpRequest, username: str) -> HttpResponse:
    """Close the account, after saying what will happen."""
    by, person = _keeper(request, username)
    form = forms.CloseForm(request.POST or None)
    if _is_done(request, form, lambda: services.close_account(user=person, by=by, **form.cleaned_data)):
        return _done(request, person, _("Đã đóng tài khoản."))
    held = sum(goes_on(row.valid, clock.today()) for row in people.memberships_of(person))
    effects = [
        _("Mọi phiên đăng nhập của người này kết thúc ngay; đăng nhập bị từ chối."),
        ngettext("Người này đang giữ %(n)s vai trò.", "Người này đang giữ %(n)s vai trò.", held) % {"n": held},
        _("Nhiệm vụ đang mở thuộc về cơ quan, không thuộc về người: người khác của cơ quan làm tiếp."),
        _("Tên vẫn còn trong lịch sử, báo cáo và văn bản; không có gì bị xóa. Có thể mở lại tài khoản."),
    ]
    question = _("Đóng tài khoản của {name}?").format(name=person)
    return _confirm(request, person, form, question=question, effects=effects, submit=_("Đóng tài khoản"))


@both
def reopen(request: HttpRequest, username: str) -> HttpResponse:
    """Let the person sign in again."""
    by, person = _keeper(request, username)
    form = Form(request.POST if request.method == "POST" else None)
    if _is_done(request, form, lambda: services.reopen_account(user=person, by=by)):
        return _done(request, person, _("Đã mở lại tài khoản."))
    effects = [
        _("Người này đăng nhập lại được bằng mật khẩu cũ."),
        _("Các vai trò còn hiệu lực có lại ngay; vai trò đã kết thúc thì phải phân công lại."),
    ]
    question = _("Mở lại tài khoản của {name}?").format(name=person)
    return _confirm(request, person, form, question=question, effects=effects, submit=_("Mở lại tài khoản"))


@never_cache
@both
def password(request: HttpRequest, username: str) -> HttpResponse:
    """A link by e-mail, or a new password that is in the answer to this form and nowhere else."""
    by, person = _keeper(request, username)
    form = forms.PasswordForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["way"] == forms.LETTER:
            send_link(request, person)
            return redirect("administration:person", person.username)
        given = passwords.first_password()
        if attempt(form, lambda: services.give_password(user=person, password=given, by=by)):
            return render(request, "administration/people_password.html", {"person": person, "password": given})
    effects = [
        _("Liên kết qua thư: mật khẩu cũ còn dùng được tới khi người này đặt mật khẩu mới."),
        _("Mật khẩu trao tay: mật khẩu cũ mất hiệu lực và mọi phiên đăng nhập kết thúc ngay."),
    ]
    question = _("Đặt lại mật khẩu của {name}?").format(name=person)
    return _confirm(request, person, form, question=question, effects=effects, submit=_("Đặt lại mật khẩu"))


@both
def second_factor(request: HttpRequest, username: str) -> HttpResponse:
    """Switch the second factor off after a lost phone."""
    by, person = _keeper(request, username)
    if not has_second_factor(person):
        return _done(request, person, _("Tài khoản này không bật xác thực hai lớp."), messages.INFO)
    form = forms.SecondFactorForm(request.POST or None)
    if _is_done(request, form, lambda: services.end_second_factor(user=person, by=by, **form.cleaned_data)):
        return _done(request, person, _("Đã tắt xác thực hai lớp."))
    effects = [
        _("Chỉ làm khi biết chắc người yêu cầu là chủ tài khoản, ví dụ đã gặp trực tiếp."),
        _("Từ nay chỉ cần mật khẩu để đăng nhập; mã dự phòng cũng mất hiệu lực."),
        _("Mọi phiên đăng nhập của người này kết thúc ngay; người này nhận thông báo."),
    ]
    question = _("Tắt xác thực hai lớp của {name}?").format(name=person)
    return _confirm(request, person, form, question=question, effects=effects, submit=_("Tắt xác thực hai lớp"))


@both
def grant_role(request: HttpRequest, username: str) -> HttpResponse:
    """One more role. Making a system administrator asks for the password."""
    person, by = person_or_404(request, username), cast(User, request.user)
    if request.POST.get("role") == Role.SYSTEM_ADMIN:
        require_recent_password(request)
    form = forms.GrantForm(request.POST or None, by=by)
    if _is_done(request, form, lambda: services.grant_role(user=person, by=by, **form.role_values())):
        return _done(request, person, _("Đã phân công."))
    return _form(request, person, form, title=_("Phân công vai trò"), submit=_("Phân công"))


@both
def end_role(request: HttpRequest, username: str, pk: int) -> HttpResponse:
    """End a role on a day."""
    person, by = person_or_404(request, username), cast(User, request.user)
    rows = Membership.objects.select_related("unit__kind", "body")
    membership = get_object_or_404(rows, pk=pk, user=person)
    policies.check_can_end_role(by, membership)
    form = forms.EndRoleForm(request.POST or None)
    if _is_done(request, form, lambda: services.end_role(membership=membership, by=by, **form.cleaned_data)):
        return _done(request, person, _("Đã ghi thôi vai trò."))
    names = {"name": person, "role": Role(membership.role).label, "place": Stretch(membership, True).place}
    effects = [
        _("Từ ngày đó người này không còn quyền của vai trò; những gì đã làm vẫn mang tên người này."),
        _("Tài khoản vẫn đăng nhập được; muốn chặn đăng nhập thì đóng tài khoản."),
    ]
    question = _("{name} thôi vai trò {role}, {place}?").format(**names)
    return _confirm(request, person, form, question=question, effects=effects, submit=_("Ghi thôi vai trò"))


def _is_done(request: HttpRequest, form: Any, act: Callable[[], Any]) -> bool:
    """A valid form was sent, and the verb was not refused."""
    return request.method == "POST" and form.is_valid() and attempt(form, act) is not None


def _done(request: HttpRequest, person: User, words: str, level: int = messages.SUCCESS) -> HttpResponse:
    messages.add_message(request, level, words)
    return redirect("administration:person", person.username)


def _form(request: HttpRequest, person: User, form: Any, **words: str) -> HttpResponse:
    return render(request, "administration/people_form.html", {"person": person, "form": form, **words})


def _confirm(request: HttpRequest, person: User, form: Any, **words: Any) -> HttpResponse:
    return render(request, "administration/people_confirm.html", {"person": person, "form": form, **words})
