"""Which bodies a line offers: own ones first; of very many only a part, the rest by typing their name."""

from datetime import date

import pytest

from conferences import bodies
from tests.factories.organizations import BodyFactory, UnitFactory, days

from .recording import send
from .test_pages import step_url

DAY = date(2020, 9, 23)


@pytest.fixture
def as_official(client, ward):
    client.force_login(ward.official)
    return client


def test_own_bodies_come_first_by_their_short_names_others_by_unit(ward):
    village = UnitFactory(name="Đông", kind__code="thon", parent=ward.unit)
    front = BodyFactory(unit=village, name="Ban công tác Mặt trận thôn Đông", short_name="Ban CTMT")

    groups = bodies.offer(ward.unit, DAY).groups

    assert [label for label, _bodies in groups] == ["phường Cự Khối", "thôn Đông"]
    assert (ward.mttq.pk, "Ủy ban MTTQ phường") in groups[0][1]
    assert groups[1][1] == [(front.pk, "Ban công tác Mặt trận thôn Đông")]


def test_bodies_of_another_day_and_of_units_beside_are_not_offered(ward):
    gone = BodyFactory(unit=ward.unit, valid=days("2000-01-01", "2019-01-01"))
    beside = BodyFactory(unit=UnitFactory(parent=ward.district))

    offered = {pk for _label, group in bodies.offer(ward.unit, DAY).groups for pk, _name in group}

    assert not offered & {gone.pk, beside.pk}


@pytest.fixture
def many(ward):
    village = UnitFactory(name="Đông", kind__code="thon", parent=ward.unit)
    return [BodyFactory(unit=village, name=f"Tổ hòa giải số {n}", short_name="") for n in range(bodies.MOST + 9)]


@pytest.mark.parametrize("typed", ["Tổ hòa giải số 68", "to hoa giai so 68"])
def test_a_body_beyond_the_list_is_found_by_its_name(as_official, many, review, typed):
    send(as_official, step_url(review, 7), text="Việc", typed_body=typed)

    assert review.conclusions.get().lead == many[68]


@pytest.mark.parametrize(
    ("typed", "words"), [("Tổ hòa giải số 6", ""), ("hòa giải", "Có nhiều cơ quan"), ("Hội Làm vườn", "Không tìm thấy")]
)
def test_words_that_name_several_bodies_or_none_are_refused(as_official, many, review, typed, words):
    answer = send(as_official, step_url(review, 7), text="Việc", typed_body=typed)

    if words:
        assert words in answer.context["form"].errors["typed_body"][0]
    else:
        assert review.conclusions.get().lead == many[6]  # the exact name wins over longer ones


def test_a_line_keeps_a_body_that_the_list_no_longer_holds(as_official, many, review):
    send(as_official, step_url(review, 7), text="Việc", typed_body="Tổ hòa giải số 68")
    row = review.conclusions.get()

    send(as_official, f"{step_url(review, 7)}?sua={row.pk}", text="Việc đã sửa")

    row.refresh_from_db()
    assert (row.text, row.lead) == ("Việc đã sửa", many[68])


def test_the_page_stays_light_with_very_many_bodies(as_official, many, review):
    assert len(as_official.get(step_url(review, 7)).content) < 25_000
