"""Other people's accounts: whom an administrator sees, what may be done, what is remembered and what is kept."""

import re
from datetime import date, timedelta
from urllib.parse import unquote

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts import passwords
from accounts import services as accounts
from accounts.models import User
from administration import people
from administration.services import people as services
from audit.services import history
from common import clock
from common.errors import Refused
from notices.models import Notice
from organizations.enums import Role
from organizations.models import Membership, Unit
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, MembershipFactory, UnitFactory, days
from tests.support.pages import submit

pytestmark = pytest.mark.django_db
PASSWORD = "mot-mat-khau-dai-2026"
FORM = 2  # after the forms for the language and for signing out


@pytest.fixture(autouse=True)
def _no_limits_from_other_tests():
    cache.clear()


@pytest.fixture
def district() -> Unit:
    return UnitFactory(code="dam-ha", kind__code="huyen", name="Đầm Hà")


@pytest.fixture
def commune(district) -> Unit:
    return UnitFactory(code="quang-tan", name="Quảng Tân", parent=district)


@pytest.fixture
def beside(district) -> Unit:
    return UnitFactory(code="duc-yen", name="Dực Yên", parent=district)


@pytest.fixture
def system_admin(district) -> User:
    return UserFactory(
        username="he-thong", password=PASSWORD, full_name="Vũ Văn Quản", member_of=district, role=Role.SYSTEM_ADMIN
    )


@pytest.fixture
def admin(commune) -> User:
    return UserFactory(
        username="quan-tri", password=PASSWORD, full_name="Phùn Văn Sinh", member_of=commune, role=Role.UNIT_ADMIN
    )


@pytest.fixture
def person(commune) -> User:
    return UserFactory(
        username="may.lt", full_name="Lò Thị Mẩy", email="may@example.vn", phone="+84912345678", member_of=commune
    )


def signed_in(user: User) -> Client:
    """Somebody who has just given the password."""
    client = Client()
    client.force_login(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def page(name: str, *args: object) -> str:
    return reverse(f"administration:{name}", args=args)


def words_of(response) -> str:
    return response.content.decode().split("<main", 1)[1]


def opened(client: Client, **typed):
    values = {
        "full_name": "Nguyễn Thị Hạnh",
        "username": "hanh.nt",
        "place": "xã Quảng Tân",
        "role": Role.CLERK,
        "way": "paper",
    }
    return submit(client, page("open_account"), form=FORM, **values | typed)


# -- whom an administrator sees


def test_unit_administrator_sees_people_of_the_unit_and_below_and_nobody_else(admin, person, beside, commune):
    below = UserFactory(member_of=UnitFactory(kind__code="thon", name="An Lợi", parent=commune))
    UserFactory(member_of=beside)
    UserFactory(username="khong-vai-tro")

    assert set(people.visible_to(admin)) == {admin, person, below}


def test_system_administrator_sees_every_account(system_admin, person):
    nowhere = UserFactory(username="khong-vai-tro")

    assert set(people.visible_to(system_admin)) == {system_admin, person, nowhere}


def test_somebody_whose_last_role_ended_is_still_seen(admin, commune):
    gone = UserFactory()
    MembershipFactory(user=gone, unit=commune, valid=days("2020-01-01", "2021-01-01"))

    assert gone in people.visible_to(admin)


@pytest.mark.parametrize(("who", "answer"), [("admin", 200), ("other_admin", 404), ("official", 403), ("nobody", 302)])
def test_page_of_a_person_is_for_administrators_who_see_the_person(admin, person, beside, commune, who, answer):
    users = {
        "admin": admin,
        "other_admin": UserFactory(member_of=beside, role=Role.UNIT_ADMIN),
        "official": UserFactory(member_of=commune, role=Role.LEADER),
    }
    client = Client()
    if who in users:
        client.force_login(users[who])

    assert client.get(page("person", person.username)).status_code == answer


@pytest.mark.parametrize("step", ["person_edit", "person_close", "person_reopen", "person_password", "open_account"])
def test_rights_are_checked_before_the_password_is_asked_for(commune, person, step):
    client = Client()
    client.force_login(UserFactory(member_of=commune, role=Role.LEADER))

    assert client.get(page(step, *([] if step == "open_account" else [person.username]))).status_code == 403


# -- the list


def test_list_is_in_the_order_of_given_names(admin, commune):
    for name in ["Vũ Văn Đạt", "Bùi Thị Ánh", "Lê Văn Dũng", "Đỗ Thị Ân", "Trần Văn An"]:
        UserFactory(full_name=name, member_of=commune)

    listed = re.findall(r'nguoi-dung/[^"]+">([^<]+)<', words_of(signed_in(admin).get(page("people"))))

    assert listed == ["Trần Văn An", "Bùi Thị Ánh", "Đỗ Thị Ân", "Lê Văn Dũng", "Vũ Văn Đạt", "Phùn Văn Sinh"]


@pytest.mark.parametrize("typed", ["mẩy", "MAY", "lo thi may", "may.l", "may@exam", "0912 345 678", "345678"])
def test_people_are_found_with_and_without_accents_by_name_address_or_number(admin, person, typed):
    found = people.PeopleFilter(words=typed).apply(people.visible_to(admin))

    assert list(found) == [person]


def test_names_with_the_typed_accents_stand_before_look_alikes(admin, commune):
    plain = UserFactory(full_name="Nguyễn Văn Hoa", member_of=commune)
    accented = UserFactory(full_name="Nguyễn Văn Hòa", member_of=commune)

    assert list(people.PeopleFilter(words="hòa").apply(people.visible_to(admin))) == [accented, plain]
    assert list(people.PeopleFilter(words="hoa").apply(people.visible_to(admin))) == [plain, accented]


def test_list_narrows_by_state_role_and_unit(system_admin, admin, person, beside):
    elsewhere = UserFactory(member_of=beside)
    accounts.close_account(user=person, reason="nghỉ hưu", by=admin)

    def found(**chosen):
        return set(people.PeopleFilter(**chosen).apply(people.visible_to(system_admin)))

    assert found(state="closed") == {person}
    assert found(state="active") == {system_admin, admin, elsewhere}
    assert found(role=Role.UNIT_ADMIN) == {admin}
    assert found(unit=beside) == {elsewhere}
    assert found(unit=beside, role=Role.UNIT_ADMIN) == set()


def test_address_that_cannot_be_read_narrows_nothing(admin, person):
    response = signed_in(admin).get(page("people"), {"vai-tro": "vua", "trang-thai": "?", "q": "a\x00", "page": "x"})

    assert response.status_code == 200 or "không đọc được" in response.content.decode()


def test_list_makes_the_same_queries_for_three_people_and_for_thirty(admin, commune, django_assert_max_num_queries):
    client = signed_in(admin)
    for number in range(30):
        UserFactory(username=f"nguoi-{number}", member_of=commune)

    with django_assert_max_num_queries(10):
        response = client.get(page("people"))

    assert len(response.content) < 25_000
    assert "page=2" in response.content.decode()


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


# -- correcting, passwords, second factor


def test_name_and_contact_are_corrected_and_the_person_is_told(admin, person):
    submit(
        signed_in(admin),
        page("person_edit", person.username),
        form=FORM,
        full_name="Lò Thị Mảy",
        email="may.moi@example.vn",
    )

    person.refresh_from_db()
    assert (person.full_name, person.email, person.phone) == ("Lò Thị Mảy", "may.moi@example.vn", "+84912345678")
    assert "họ và tên, thư điện tử" in history(person)[0].text
    assert Notice.objects.get(recipient=person).subject.startswith("Phùn Văn Sinh sửa thông tin")


def test_two_administrators_who_correct_at_once_see_each_others_changes(admin, person):
    client = signed_in(admin)
    url = page("person_edit", person.username)
    shown = client.get(url)
    accounts.edit_account(user=person, full_name="Tên Mới", email="may@example.vn", phone="+84912345678", by=admin)
    digest = re.search(r'name="digest" value="([^"]+)"', shown.content.decode())[1]

    response = client.post(url, {"full_name": "Tên Khác", "email": "may@example.vn", "phone": "", "digest": digest})

    assert "Có người vừa lưu giá trị khác" in words_of(response)


def test_former_address_gets_no_link_to_a_password(admin, person):
    passwords.link_of(person)
    assert EmailAddress.objects.filter(email="may@example.vn").exists()
    accounts.change_contact(user=person, email="moi@example.vn", phone="", by=person)
    UserFactory(username="chu-moi", email="may@example.vn")

    Client().post(reverse("account_reset_password"), {"email": "may@example.vn"})

    assert [letter.to for letter in mail.outbox] == [["may@example.vn"]]
    assert "chu-moi" in mail.outbox[0].body


def test_forgotten_password_is_set_by_a_link_where_there_is_an_address(admin, person):
    submit(signed_in(admin), page("person_password", person.username), form=FORM)

    assert mail.outbox[0].to == ["may@example.vn"]
    assert history(person)[0].kind == "accounts.password_link_sent"


def test_forgotten_password_is_replaced_on_paper_where_there_is_no_address(admin, commune):
    person = UserFactory(username="sinh", password="cu", member_of=commune)
    theirs = Client()
    theirs.force_login(person)

    response = submit(signed_in(admin), page("person_password", "sinh"), form=FORM)

    person.refresh_from_db()
    assert person.check_password(re.search(r"<strong[^>]*>([^<]+)<", words_of(response))[1])
    assert theirs.get(reverse("me")).status_code == 302
    assert Notice.objects.filter(recipient=person, kind="administration.account").count() == 1


def test_second_factor_is_ended_after_a_lost_phone(admin, person):
    TOTP.activate(person, generate_totp_secret())

    submit(signed_in(admin), page("person_second_factor", person.username), form=FORM, reason="mất điện thoại")

    assert not accounts.has_second_factor(person)
    assert history(person)[0].text == "Phùn Văn Sinh tắt xác thực hai lớp của Lò Thị Mẩy: mất điện thoại"
    assert Notice.objects.filter(recipient=person).exists()


def test_without_a_second_factor_there_is_nothing_to_end(admin, person):
    with pytest.raises(Refused):
        services.end_second_factor(user=person, reason="x", by=admin)
    assert signed_in(admin).get(page("person_second_factor", person.username)).status_code == 302


# -- roles


def test_role_is_granted_until_its_last_day_and_the_person_is_told(admin, person, commune):
    submit(
        signed_in(admin),
        page("person_grant_role", person.username),
        form=FORM,
        place="xã Quảng Tân",
        role=Role.LEADER,
        on="01/01/2026",
        until="31/12/2030",
        basis="Quyết định số 3",
    )

    held = Membership.objects.get(user=person, role=Role.LEADER)
    assert (held.valid.lower, held.valid.upper) == (date(2026, 1, 1), date(2031, 1, 1))
    assert "Lãnh đạo, xã Quảng Tân, từ ngày 01/01/2026" in Notice.objects.get(recipient=person).subject


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"role": Role.OFFICIAL}, "đã giữ vai trò đó"),
        ({"until": "01/01/2020"}, "Ngày kết thúc phải sau"),
        ({"basis": "x" * 201}, "Tối đa 200 ký tự"),
    ],
)
def test_role_that_cannot_be_is_refused_beside_its_field(admin, person, typed, says):
    values = {"place": "xã Quảng Tân", "role": Role.LEADER, "on": "01/01/2026"} | typed

    response = submit(signed_in(admin), page("person_grant_role", person.username), form=FORM, **values)

    assert re.search(rf'class="why"[^>]*>\s*[^<]*{says}', words_of(response))


def test_making_a_system_administrator_asks_for_the_password(system_admin, person):
    client = Client()
    client.force_login(system_admin)
    typed = {"place": "huyện Đầm Hà", "role": Role.SYSTEM_ADMIN, "on": "01/01/2026"}

    assert client.post(page("person_grant_role", person.username), typed).url.startswith(
        reverse("account_reauthenticate")
    )
    assert not Membership.objects.filter(user=person, role=Role.SYSTEM_ADMIN).exists()


def test_role_is_ended_on_a_day(admin, person):
    held = Membership.objects.get(user=person)

    submit(signed_in(admin), page("person_end_role", person.username, held.pk), form=FORM, on="01/02/2026")

    held.refresh_from_db()
    assert held.valid.upper == date(2026, 2, 1)
    assert "Vai trò trước đây" in words_of(signed_in(admin).get(page("person", person.username)))


def test_role_of_somebody_else_under_the_same_address_is_not_found(admin, person):
    held = Membership.objects.get(user=admin)

    assert signed_in(admin).get(page("person_end_role", person.username, held.pk)).status_code == 404


def test_nobody_ends_their_own_last_administrator_role(admin, commune):
    held = Membership.objects.get(user=admin)

    with pytest.raises(Refused, match="quản trị cuối cùng của chính"):
        services.end_role(membership=held, on=clock.today(), by=admin)
    MembershipFactory(user=admin, unit=UnitFactory(parent=commune, name="An Lợi"), role=Role.UNIT_ADMIN)
    services.end_role(membership=held, on=clock.today(), by=admin)


def test_person_page_costs_few_queries_however_many_roles(admin, person, commune, django_assert_max_num_queries):
    client = signed_in(admin)
    for year in range(2001, 2021):
        MembershipFactory(user=person, unit=commune, role=Role.CLERK, valid=days(f"{year}-01-01", f"{year}-06-01"))

    with django_assert_max_num_queries(16):
        client.get(page("person", person.username))


def test_first_passwords_can_be_read_aloud_and_differ():
    made = {passwords.first_password() for _time in range(200)}

    assert len(made) == 200
    assert all(re.fullmatch(r"(?:[a-hjkmnp-rt-y346789]{4}-){3}[a-hjkmnp-rt-y346789]{4}", password) for password in made)
