"""The page of one petition: its whole life, who petitioned, who takes the next steps, its limit."""

import re
from datetime import date

import pytest

from organizations.enums import Role
from petitions import services
from petitions.enums import Outcome, PetitionStatus
from petitions.models import RaisedAgain
from tests.factories.accounts import UserFactory
from tests.factories.petitions import PetitionFactory, paper, petition_at

from .visiting import LIST, page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_petitioners_are_shown_to_the_councils_people_alone(as_, council, office, keeper, settler, commune):
    petition = petition_at(PetitionStatus.TRANSFERRED, council=council, holder=office)
    services.keep_people(petition=petition, people=[services.Person("Lò Thị Mẩy", "bản Pác Pó")], by=keeper)
    url = petition.get_absolute_url()
    member = UserFactory(member_of=commune, role=Role.MEMBER)

    assert "Lò Thị Mẩy" in page(as_(keeper), url)
    for other in (settler, member):
        assert "Lò Thị Mẩy" not in page(as_(other), url)
        assert "Lò Thị Mẩy" not in page(as_(other), LIST, q="Lò Thị Mẩy", **{"trang-thai": ""}).replace(
            'value="Lò Thị Mẩy"', ""
        )


def test_the_page_of_a_petition_tells_its_whole_life(as_, council, office, keeper, settler):
    petition = petition_at(PetitionStatus.CLOSED, council=council, holder=office, outcome=Outcome.RESOLVED)
    services.contest(petition=petition, reason="Đường vẫn ngập", by=keeper)
    services.press(petition=petition, rung=1, document=paper(council, date(2020, 11, 2)), by=keeper)
    services.draft_answer(petition=petition, text="Sẽ nạo vét cống", by=settler)

    told = page(as_(keeper), petition.get_absolute_url())

    for words in ("Đường trục thôn Tân Hợp", "Ủy ban nhân dân xã đã bố trí kinh phí", "Đã giải quyết xong", "Xác nhận",
                  "Đường vẫn ngập", "Đôn đốc lần 1", "Không có thời hạn nào đang chạy"):  # fmt: skip
        assert words in told
    assert "Sẽ nạo vét cống" not in told
    assert "Sẽ nạo vét cống" in page(as_(settler), petition.get_absolute_url())


def test_steps_that_others_take_are_named_with_who_may(as_, council, office, clerk, settler):
    petition = petition_at(PetitionStatus.TRANSFERRED, council=council, holder=office)

    for_clerk = as_(clerk).get(petition.get_absolute_url()).context
    for_settler = as_(settler).get(petition.get_absolute_url()).context

    assert [action.name for action in for_settler["allowed"]] == ["accept", "answer", "refuse"]
    assert "accept" not in [action.name for action in for_clerk["allowed"]]
    assert "cơ quan đang giữ" in str(for_clerk["denied"])


def test_a_limit_of_the_province_shows_its_count_and_its_source(as_, council, office, keeper, commune):
    petition = petition_at(PetitionStatus.TRANSFERRED, council=council, holder=office, times_raised=2)
    earlier = petition_at(PetitionStatus.CLOSED, council=council, holder=office)
    RaisedAgain.objects.create(petition=petition, earlier=earlier, by=keeper, on=date(2020, 11, 2))

    shown = page(as_(keeper), petition.get_absolute_url())

    assert re.search(r"<h2>\s*Thời hạn\s*</h2>", shown)  # its own heading beside related petitions
    assert "Cử tri không đồng ý</b>" not in shown
    assert "Cách tính thời hạn" in shown
    assert "18/09/2020" in shown


def test_grouped_parts_and_raised_petitions_stand_on_each_others_pages(as_, council, keeper, office):
    earlier = petition_at(PetitionStatus.CLOSED, council=council, holder=office, text="Cầu hỏng từ lâu")
    again = PetitionFactory(council=council, times_raised=2)
    RaisedAgain.objects.create(petition=again, earlier=earlier, by=keeper, on=date(2020, 11, 2))

    assert earlier.code in page(as_(keeper), again.get_absolute_url())
    found = as_(keeper).get(earlier.get_absolute_url()).context["relatives"]
    assert ([one.code for one in found.later], found.counts["later"]) == ([again.code], 1)


def test_a_page_says_why_no_limit_runs(as_, council, keeper, office):
    petition = petition_at(PetitionStatus.TRANSFERRED, council=council, holder=office, due_on=None)

    assert "Luật không ấn định thời hạn" in page(as_(keeper), petition.get_absolute_url())
