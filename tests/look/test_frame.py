"""The frame: menu by role, unit in view, counters; no query for people who are not signed in."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory

from accounts.models import User
from common import frame
from common.frame import Count, Counter, Frame, Registry

pytestmark = pytest.mark.urls("tests.look.urls")

QUANG_TAN = SimpleNamespace(code="quang-tan", label="xã Quảng Tân")
DAM_HA = SimpleNamespace(code="dam-ha", label="huyện Đầm Hà")
QUANG_LOI = SimpleNamespace(code="quang-loi", label="xã Quảng Lợi")


def request_for(path: str = "/1/", **query: str) -> HttpRequest:
    request = RequestFactory().get(path, query)
    request.user = User(username="hanh", full_name="Nguyễn Thị Hạnh")
    return request


def counting(number: int) -> Counter:
    """A counter that asks nothing."""
    return Counter(lambda held: {}, lambda numbers: Count(number))


def registry() -> Registry:
    filled = Registry()
    filled.register_units(
        lambda request: [DAM_HA, QUANG_TAN],
        lambda request, code: QUANG_LOI if code == "quang-loi" else None,
    )
    return filled


def test_menu_holds_what_the_person_may_open_in_its_order() -> None:
    filled = registry()
    filled.register_nav(30, "Hội nghị", "sample-3", lambda user: True)
    filled.register_nav(90, "Quản trị", "sample-6", lambda user: False)
    filled.register_nav(10, "Việc cần làm", "sample-0", lambda user: True, counting(4))

    nav = Frame(request_for("/"), filled).nav

    assert [(item.label, item.url, item.current, item.count) for item in nav] == [
        ("Việc cần làm", "/", True, Count(4)),
        ("Hội nghị", "/3/", False, None),
    ]


def test_menu_line_is_current_on_the_pages_below_it_and_the_most_specific_wins() -> None:
    filled = registry()
    filled.register_nav(1, "Trang đầu", "sample-0", lambda user: True)
    filled.register_nav(2, "Một", "sample-1", lambda user: True)
    filled.register_nav(3, "Sâu hơn", "sample-deeper", lambda user: True)
    filled.register_nav(4, "Cả mục hai", "sample-2", lambda user: True, prefix="/2")

    def current(path: str) -> list[str]:
        return [item.label for item in Frame(request_for(path), filled).nav if item.current]

    assert current("/1/abc/") == ["Một"]
    assert current("/1/sau/abc/") == ["Sâu hơn"]
    assert current("/2b/") == ["Cả mục hai"]
    assert current("/3/") == []


def test_first_membership_is_in_view_when_the_address_names_no_unit() -> None:
    shown = Frame(request_for(), registry())

    assert shown.unit is DAM_HA
    assert shown.unit_query == ""
    assert [(choice.name, choice.url, choice.current) for choice in shown.units] == [
        ("huyện Đầm Hà", "?don-vi=dam-ha", True),
        ("xã Quảng Tân", "?don-vi=quang-tan", False),
    ]


def test_links_keep_the_unit_that_the_address_names() -> None:
    filled = registry()
    filled.register_nav(1, "Một", "sample-1", lambda user: True)
    shown = Frame(request_for(**{"don-vi": "quang-tan"}), filled)

    assert shown.unit is QUANG_TAN
    assert shown.home == "/?don-vi=quang-tan"
    assert [item.url for item in shown.nav] == ["/1/?don-vi=quang-tan"]


def test_unit_below_the_persons_own_comes_into_view_and_into_the_switch() -> None:
    shown = Frame(request_for(**{"don-vi": "quang-loi"}), registry())

    assert shown.unit is QUANG_LOI
    assert [choice.name for choice in shown.units if choice.current] == ["xã Quảng Lợi"]
    assert len(shown.units) == 3


@pytest.mark.parametrize("code", ["khong-co", "", "x" * 5000])
def test_unknown_unit_is_ignored(code: str) -> None:
    shown = Frame(request_for(**{"don-vi": code}), registry())

    assert shown.unit is DAM_HA
    assert shown.unit_code == ""


def test_inbox_counts_and_account_links_stand_in_order() -> None:
    filled = registry()
    filled.register_inbox("sample-inbox", counting(3))
    filled.register_account_link(20, "Hai", "sample-2")
    filled.register_account_link(10, "Một", "sample-1")
    shown = Frame(request_for(), filled)

    assert shown.inbox is not None
    assert (shown.inbox.url, shown.inbox.count) == ("/hop-thu/", Count(3))
    assert [link.label for link in shown.account_links] == ["Một", "Hai"]


def test_people_not_signed_in_get_no_menu_and_ask_nothing() -> None:
    def refuse(*args: object) -> list[object]:
        raise AssertionError("a page without sign-in asks nothing")

    filled = Registry()
    filled.register_nav(1, "Một", "sample-1", refuse)
    filled.register_units(refuse, refuse)
    filled.register_inbox("sample-inbox", Counter(refuse, refuse))
    request = request_for(**{"don-vi": "dam-ha"})
    request.user = AnonymousUser()
    shown = Frame(request, filled)

    assert (shown.nav, shown.units, shown.unit, shown.inbox, shown.account_links) == ([], [], None, None, [])
    assert not Frame(RequestFactory().get("/"), filled).signed_in


def test_frame_is_worked_out_once_a_request() -> None:
    request = request_for()

    assert frame.of(request) is frame.context(request)["frame"]
