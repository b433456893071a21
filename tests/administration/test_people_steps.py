"""Other people's accounts: corrected, let in again, given and taken roles."""

import re
from datetime import date

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import passwords
from accounts import services as accounts
from administration.services import people as services
from audit.services import history
from common import clock
from common.errors import Refused
from notices.models import Notice
from organizations.enums import Role
from organizations.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.organizations import MembershipFactory, UnitFactory, days
from tests.support.pages import submit

from .desk import FORM, page, signed_in, words_of

pytestmark = pytest.mark.django_db


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
