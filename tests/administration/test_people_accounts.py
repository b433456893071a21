"""Other people's accounts: opened, closed and opened again."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts import services as accounts
from accounts.models import User
from administration.services import people as services
from audit.services import history
from common import clock
from common.errors import Refused
from notices.models import Notice
from organizations.enums import Role
from organizations.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, MembershipFactory, UnitFactory, days
from tests.support.pages import submit

from .desk import FORM, PASSWORD, opened, page, signed_in, words_of

pytestmark = pytest.mark.django_db


# -- opening


def test_account_is_opened_with_its_first_role_and_a_password_that_is_shown_once(admin, commune, caplog):
    response = opened(signed_in(admin), phone="0903 000 111", basis="Quyết định số 12/QĐ-UBND")

    user = User.objects.get(username="hanh.nt")
    password = re.search(r"<strong[^>]*>([^<]+)<", words_of(response))[1]
    assert user.check_password(password)
    assert user.phone == "+84903000111"
    held = Membership.objects.get(user=user)
    assert (held.unit, held.role, held.basis) == (commune, Role.CLERK, "Quyết định số 12/QĐ-UBND")
    assert [sentence.kind for sentence in history(user)] == ["organizations.role_granted", "accounts.opened"]
    assert "no-store" in response.headers["Cache-Control"]
    kept = [*Notice.objects.values_list("text", flat=True), caplog.text, str([s.text for s in history(user)])]
    assert not any(password in text for text in kept)


def test_account_is_opened_with_a_link_by_letter(admin, commune):
    response = opened(signed_in(admin), email="Hanh@Example.vn", way="letter")

    user = User.objects.get(username="hanh.nt")
    assert response.url == page("person", "hanh.nt")
    assert not user.has_usable_password()
    assert mail.outbox[0].to == ["hanh@example.vn"]
    assert "hanh.nt" in mail.outbox[0].body
    stranger = Client()
    form = stranger.get(re.search(r"https?://\S+", mail.outbox[0].body)[0], follow=True)
    stranger.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)
    assert history(user)[0].kind == "accounts.password_changed"


def test_mail_server_that_refuses_is_told_and_the_account_stays(admin, commune, monkeypatch):
    monkeypatch.setattr("accounts.passwords.EmailMessage.send", refuse)

    response = opened(client := signed_in(admin), email="hanh@example.vn", way="letter")

    assert "Máy chủ thư chưa nhận" in words_of(client.get(response.url))
    assert "accounts.password_link_sent" not in {s.kind for s in history(User.objects.get(username="hanh.nt"))}


def refuse(*args: object, **kwargs: object) -> None:
    raise ConnectionRefusedError


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"username": "MAY.LT"}, "Tên đăng nhập này đã có người dùng"),
        ({"username": "a@b.vn"}, "chữ không dấu"),
        ({"username": "+84912345678"}, "chữ không dấu"),
        ({"username": "hạnh"}, "chữ không dấu"),
        ({"username": "x" * 1_000_000}, "Tối đa 60 ký tự"),
        ({"username": "ha\x00nh"}, "không đọc được"),
        ({"full_name": ""}, "Chưa nhập ô này"),
        ({"full_name": "Nguyễn" * 200_000}, "Tối đa 120 ký tự"),
        ({"full_name": "Nguyễn \x00"}, "không đọc được"),
        ({"email": "khong-phai-thu"}, "ten@co-quan.gov.vn"),
        ({"email": "MAY@example.vn"}, "Địa chỉ thư điện tử này đã có người dùng"),
        ({"email": "a\x00@b.vn"}, "không đọc được"),
        ({"phone": "123"}, "9 đến 15 chữ số"),
        ({"phone": "0912.345.678"}, "Số điện thoại này đã có người dùng"),
        ({"place": "xã Không Có"}, "Không có đơn vị hoặc cơ quan"),
        ({"place": "Dực Yên"}, "Không có đơn vị hoặc cơ quan"),  # beside, out of reach
        ({"place": "x" * 1_000_000}, "Không có đơn vị hoặc cơ quan"),
        ({"role": "sysadmin"}, "Chọn một mục trong danh sách"),
        ({"role": "a\x00"}, "Chọn một mục trong danh sách"),
        ({"on": "32/13/2026"}, "ngày/tháng/năm"),
        ({"on": "01/01/1999"}, "Vào ngày đó không có đơn vị"),
        ({"way": "letter", "email": ""}, "Cần có thư điện tử"),
        ({"way": "chim bồ câu"}, "Chọn một mục trong danh sách"),
    ],
)
def test_mistakes_stand_beside_their_fields_and_what_was_typed_stays(admin, person, beside, typed, says):
    response = opened(signed_in(admin), **typed)

    shown = words_of(response)
    assert response.status_code == 200
    assert says in shown
    assert "hanh.nt" in shown or "username" in typed
    assert not User.objects.filter(full_name__startswith="Nguyễn Thị Hạnh").exists()


def test_place_may_be_a_body_or_a_code(admin, commune):
    body = BodyFactory(unit=commune, code="ubnd-quang-tan")

    opened(signed_in(admin), place="ủy ban nhân dân xã Quảng Tân")
    opened(signed_in(admin), place="ubnd-quang-tan", username="hai")

    assert {m.body for m in Membership.objects.filter(role=Role.CLERK)} == {body}


def test_two_units_of_one_name_are_told_apart_by_their_codes(system_admin, commune, district):
    UnitFactory(code="quang-tan-khac", name="Quảng Tân", parent=district)

    response = opened(signed_in(system_admin))

    assert "xã Quảng Tân (quang-tan)" in words_of(response)
    assert "xã Quảng Tân (quang-tan-khac)" in words_of(response)


def test_only_a_system_administrator_may_make_another(system_admin, admin):
    assert "Quản trị hệ thống" not in words_of(signed_in(admin).get(page("open_account")))
    opened(signed_in(system_admin), role=Role.SYSTEM_ADMIN)

    assert Membership.objects.get(user__username="hanh.nt").role == Role.SYSTEM_ADMIN


def test_service_opens_no_account_outside_the_administrators_reach(admin, beside):
    with pytest.raises(PermissionDenied):
        services.open_account(
            username="x.y",
            full_name="Ai Đó",
            email="",
            phone="",
            unit=beside,
            body=None,
            role=Role.CLERK,
            on=clock.today(),
            basis="",
            password=None,
            by=admin,
        )


# -- closing and reopening


@pytest.mark.parametrize("step", ["open_account", "person_close", "person_second_factor", "person_password"])
def test_sensitive_steps_ask_for_the_password_first(admin, person, step):
    client = Client()
    client.force_login(admin)
    TOTP.activate(person, generate_totp_secret())
    url = page(step, *([] if step == "open_account" else [person.username]))

    response = client.get(url)

    assert unquote(response.url) == f"{reverse('account_reauthenticate')}?next={url}"


def test_form_that_was_sent_goes_on_after_the_password(admin, person):
    client = Client()
    client.force_login(admin)
    away = client.post(page("person_close", person.username), {"reason": "nghỉ hưu", "end_roles": "on"})

    back = client.post(away.url, {"password": PASSWORD})

    assert back.url == page("person", person.username)
    person.refresh_from_db()
    assert person.closed_reason == "nghỉ hưu"


def test_closing_says_what_will_happen_and_keeps_the_name_in_history(admin, person, commune):
    client = signed_in(admin)
    accounts.change_contact(user=person, email="may@example.vn", phone="", by=person)
    theirs = Client()
    theirs.force_login(person)

    question = words_of(client.get(page("person_close", person.username)))
    submit(client, page("person_close", person.username), form=FORM, reason="nghỉ hưu")

    assert "đang giữ 1 vai trò" in question
    assert "Nhiệm vụ đang mở thuộc về cơ quan" in question
    person.refresh_from_db()
    assert not person.is_active
    assert theirs.get(reverse("me")).status_code == 302
    assert Membership.objects.get(user=person).valid.upper == clock.today()
    said = [sentence.text for sentence in history(person)]
    assert any("Phùn Văn Sinh đóng tài khoản của Lò Thị Mẩy: nghỉ hưu" in text for text in said)
    assert any(text.startswith("Lò Thị Mẩy đổi thông tin liên hệ") for text in said)
    shown = words_of(client.get(page("person", person.username)))
    assert "đã đóng" in shown
    assert "nghỉ hưu" in shown


def test_roles_may_stay_when_the_account_is_closed(admin, person):
    services.close_account(user=person, reason="nghỉ thai sản", end_roles=False, by=admin)

    assert Membership.objects.get(user=person).valid.upper is None


def test_role_that_began_today_ends_tomorrow_with_the_account(admin, commune):
    person = UserFactory()
    MembershipFactory(user=person, unit=commune, valid=days(clock.today().isoformat()))

    services.close_account(user=person, reason="nhầm người", end_roles=True, by=admin)

    assert Membership.objects.get(user=person).valid.upper == clock.today() + timedelta(days=1)


def test_closed_account_opens_again_with_the_roles_still_in_force(admin, person):
    services.close_account(user=person, reason="nhầm", end_roles=False, by=admin)

    submit(signed_in(admin), page("person_reopen", person.username), form=FORM)

    person.refresh_from_db()
    assert person.is_active
    assert history(person)[0].kind == "accounts.reopened"


@pytest.mark.parametrize("verb", ["close", "reopen"])
def test_doing_it_twice_is_refused_with_a_sentence(admin, person, verb):
    if verb == "close":
        services.close_account(user=person, reason="một", end_roles=False, by=admin)
        with pytest.raises(Refused):
            services.close_account(user=person, reason="hai", end_roles=False, by=admin)
    else:
        with pytest.raises(Refused):
            services.reopen_account(user=person, by=admin)


@pytest.mark.parametrize("who", ["admin", "system_admin"])
def test_nobody_closes_their_own_account(who, request):
    user = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied, match="chính anh/chị"):
        services.close_account(user=user, reason="chán", end_roles=True, by=user)
    assert signed_in(user).get(page("person_close", user.username)).status_code == 403


def test_person_with_a_role_elsewhere_is_kept_by_the_administrator_above(admin, system_admin, person, beside):
    MembershipFactory(user=person, unit=beside, role=Role.LEADER)

    with pytest.raises(PermissionDenied, match="không quản trị"):
        services.close_account(user=person, reason="x", end_roles=False, by=admin)
    services.close_account(user=person, reason="x", end_roles=False, by=system_admin)


def test_system_administrator_is_kept_by_another_alone(admin, commune, system_admin):
    other = UserFactory(member_of=commune, role=Role.SYSTEM_ADMIN)

    with pytest.raises(PermissionDenied, match="quản trị hệ thống"):
        services.give_password(user=other, password="x", by=admin)
    services.close_account(user=other, reason="x", end_roles=True, by=system_admin)


def test_administrator_who_was_closed_a_moment_ago_closes_nobody(system_admin, district):
    other = UserFactory(member_of=district, role=Role.SYSTEM_ADMIN)
    accounts.close_account(user=other, reason="x", by=system_admin)

    with pytest.raises(PermissionDenied, match="vừa bị đóng"):
        services.close_account(user=system_admin, reason="y", end_roles=True, by=other)
