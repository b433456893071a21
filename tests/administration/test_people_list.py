"""Other people's accounts: whom an administrator sees, and how they are found."""

import re

import pytest
from django.test import Client

from accounts import services as accounts
from administration import people
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.organizations import MembershipFactory, UnitFactory, days

from .desk import page, signed_in, words_of

pytestmark = pytest.mark.django_db


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
