"""Search everything: one box, results by kind, nothing that the person may not see, codes lead straight."""

import re

import pytest
from django.test import Client

from common import finder
from common.finder import Hit
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.conferences import ConferenceFactory
from tests.factories.documents import OfficialDocumentFactory
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.factories.steering import CommitteeFactory, TaskFactory

pytestmark = pytest.mark.django_db

PAGE = "/tim-kiem/"


@pytest.fixture
def body():
    committee = CommitteeFactory(commune=UnitFactory(code="quang-tan", name="Quảng Tân"))
    return committee.body


@pytest.fixture
def clerk(body) -> Client:
    client = Client()
    client.force_login(UserFactory(member_of=body.unit, role=Role.CLERK))
    return client


@pytest.fixture
def stranger() -> Client:
    client = Client()
    client.force_login(UserFactory(member_of=UnitFactory(name="Dực Yên"), role=Role.CLERK))
    return client


def fill(body, rows: int) -> None:
    for number in range(rows):
        TaskFactory(assigned_by=body, lead=body, title=f"Sửa đường liên thôn {number}")
        ConferenceFactory(host=body, title=f"Hội nghị về đường liên thôn {number}")
        OfficialDocumentFactory(issuer=body, subject=f"Kế hoạch làm đường liên thôn {number}")


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("typed", ["đường liên thôn", "DUONG LIEN THON", "duong lien thon"])
def test_hits_stand_by_kind_with_the_words_marked(clerk, body, typed):
    fill(body, 1)

    page = text_of(clerk.get(PAGE, {"q": typed}))

    assert re.findall(r"<h2>([^<]*)</h2>", page) == ["Hội nghị", "Nhiệm vụ", "Văn bản"]
    for before in ("Hội nghị về", "Sửa", "Kế hoạch làm"):
        assert f"{before} <mark>đường liên thôn</mark> 0" in page


def test_nothing_of_other_units_is_found_by_words_or_by_code(stranger, body):
    fill(body, 1)
    task = TaskFactory(assigned_by=body, lead=body, code="NV-2020-7001")

    assert "<mark>" not in text_of(stranger.get(PAGE, {"q": "đường liên thôn"}))
    by_code = stranger.get(PAGE, {"q": task.code})
    assert by_code.status_code == 200
    assert task.title not in text_of(by_code)


def test_a_whole_code_leads_straight_to_its_record_and_keeps_the_unit_in_view(clerk, body):
    task = TaskFactory(assigned_by=body, lead=body, code="NV-2020-7001")
    conference = ConferenceFactory(host=body, code="HN-2020-0923-quang-tan")

    assert clerk.get(PAGE, {"q": " nv-2020-7001 "}).url == task.get_absolute_url()
    asked = clerk.get(PAGE, {"q": task.code, "don-vi": "quang-tan"})
    assert asked.url == f"{task.get_absolute_url()}?don-vi=quang-tan"
    assert clerk.get(PAGE, {"q": conference.code.lower()}).url == conference.get_absolute_url()


def test_each_kind_shows_a_few_and_leads_to_its_list_with_the_same_words(clerk, body):
    fill(body, finder.LIMIT + 2)

    page = text_of(clerk.get(PAGE, {"q": "liên thôn", "don-vi": "quang-tan"}))

    links = re.findall(r'href="(/[a-z-]+/\?q=[^"]*)"', page)
    assert [link.split("?")[0] for link in links] == ["/hoi-nghi/", "/nhiem-vu/", "/van-ban/"]
    for link in links:
        shown = text_of(clerk.get(link.replace("&amp;", "&")))
        assert f"liên thôn {finder.LIMIT + 1}" in shown
    assert page.count("<mark>") == 3 * finder.LIMIT


def test_the_accents_as_typed_come_first(clerk, body):
    for title in ("Nước sạch thôn Bầu", "Nước sạch thôn Bàu", "Nước sạch thôn Bảu"):
        TaskFactory(assigned_by=body, lead=body, title=title)

    page = text_of(clerk.get(PAGE, {"q": "thôn Bàu"}))

    assert re.search(r"<mark>(thôn B[^<]*)</mark>", page)[1] == "thôn Bàu"


@pytest.mark.parametrize("rows", [3, 30])
def test_search_costs_the_same_however_much_is_found(clerk, body, rows, django_assert_max_num_queries):
    fill(body, rows)
    clerk.get(PAGE)

    with django_assert_max_num_queries(4 + 2 * len(finder._kinds)):
        response = clerk.get(PAGE, {"q": "liên thôn"})

    assert len(response.content) < 60_000


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Gõ từ ngữ hoặc mã cần tìm."),
        ("   ", "Gõ từ ngữ hoặc mã cần tìm."),
        ("a", "Hãy gõ ít nhất hai chữ cái hoặc chữ số."),
        ("?!%", "Hãy gõ ít nhất hai chữ cái hoặc chữ số."),
        ("không ở đâu cả", "Không tìm thấy “không ở đâu cả”."),
        ("<script>alert(1)</script>", "Không tìm thấy “&lt;script&gt;alert(1)&lt;/script&gt;”."),
        ("100%_\\", "Không tìm thấy"),
        ("NV-2020-9999999999999999999", "Không tìm thấy"),
        ("x" * 300, "200"),
    ],
)
def test_what_cannot_be_looked_for_says_what_to_do(clerk, typed, said):
    response = clerk.get(PAGE, {"q": typed})

    assert response.status_code == 200
    assert said in text_of(response)


def test_the_box_stands_on_every_page_of_people_who_are_signed_in_and_needs_no_script(clerk, client):
    page = text_of(clerk.get("/nhiem-vu/", {"don-vi": "quang-tan"}))

    box = re.search(r'<form class="find".*?</form>', page)[0]
    assert f'action="{PAGE}"' in box
    assert 'name="don-vi" value="quang-tan"' in box
    assert 'class="find"' not in text_of(client.get("/tai-khoan/dang-nhap/"))


def test_a_kind_without_a_list_asks_for_more_words(clerk, monkeypatch):
    found = [Hit("Một việc", "/", "x", None)], True
    monkeypatch.setattr(finder, "_kinds", {})
    finder.register("a.b", "Việc", 1, lambda user, typed, limit: found)

    assert "Còn kết quả khác" in text_of(clerk.get(PAGE, {"q": "việc"}))


def test_committees_are_found_by_name_and_bodies_of_other_units_are_not(clerk, body):
    BodyFactory(unit=UnitFactory(name="Đầm Hà"), name=f"{body.name} khác")

    page = text_of(clerk.get(PAGE, {"q": body.name}))

    assert page.count(f"<mark>{body.name}</mark>") == 1
