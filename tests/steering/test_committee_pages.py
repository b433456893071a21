"""Committees in the browser: the list and the detail as on a day, founding and reorganising line by line."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.enums import Role
from steering.enums import Position
from steering.models import Committee
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.factories.steering import (
    CommitteeBodyFactory,
    CommitteeFactory,
    CommitteeKindFactory,
    CommitteeMemberFactory,
)
from tests.support import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

URL = "/ban-chi-dao/"
FRAME, LIST, DETAIL = 4, 6, 12


@pytest.fixture
def board(committee):
    board = CommitteeFactory(body=committee)
    CommitteeMemberFactory(committee=board, full_name="Nguyễn Văn An", position=Position.HEAD, office="Bí thư")
    CommitteeMemberFactory(committee=board, full_name="Trần Văn Cường", sector="Nông nghiệp")
    return board


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


def submit(client, url: str, **typed):
    """The page's own form is the last one; those of the frame stand before it."""
    return pages.submit(client, url, form=-1, **typed)


def queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def step_url(board, name):
    return reverse(f"steering:{name}", args=[board.body.code])


def test_the_list_shows_head_and_size_and_stays_within_its_budget(as_clerk, board):
    page = as_clerk.get(URL).content.decode()
    assert "Nguyễn Văn An" in page
    assert board.decision_text in page
    few = queries(as_clerk, URL)

    for number in range(30):
        unit = UnitFactory(parent=board.unit, kind__code="thon")
        CommitteeFactory(body=CommitteeBodyFactory(unit=unit, code=f"bcd-thon-{number}"))

    assert few == queries(as_clerk, URL) <= FRAME + LIST


def test_the_list_of_a_day_before_the_founding_is_empty(as_clerk, board):
    assert "Chưa có Ban Chỉ đạo nào" in as_clerk.get(URL, {"ngay": "29/02/2020"}).content.decode()


@pytest.mark.parametrize("day", ["", "abc", "31/02/2020", "a\u0301" * 2000])
def test_a_day_that_cannot_be_read_is_today(as_clerk, board, day):
    assert as_clerk.get(URL, {"ngay": day}).context["day"] == date(2020, 11, 2)
    assert as_clerk.get(board.get_absolute_url(), {"ngay": day}).status_code == 200


def test_the_detail_stays_within_its_budget_whatever_it_holds(as_clerk, board):
    for _ in range(30):
        CommitteeMemberFactory(committee=board)

    assert queries(as_clerk, board.get_absolute_url()) <= FRAME + DETAIL


def test_a_committee_is_visible_inside_its_units_reach_alone(client, board):
    for place, status in ((board.unit, 200), (UnitFactory(), 404)):
        client.force_login(UserFactory(member_of=place))
        assert client.get(board.get_absolute_url()).status_code == status


def test_reorganising_from_the_page_and_looking_back(as_clerk, board):
    head, other = board.members.in_official_order()

    response = submit(
        as_clerk, step_url(board, "reorganise"),
        on="01/10/2020", decision_text="QĐ 30",
        **{
            f"m{head.pk}-leaves": "on",
            f"m{other.pk}-position": "head",
            "moi-0-full_name": "Hoàng Thị Dung",
            "moi-0-office": "Chủ tịch MTTQ",
        },
    )  # fmt: skip

    assert response.url == board.get_absolute_url()
    now = as_clerk.get(board.get_absolute_url())
    assert [m.full_name for m in now.context["members"]] == ["Trần Văn Cường", "Hoàng Thị Dung"]
    then = as_clerk.get(board.get_absolute_url(), {"ngay": "30/09/2020"})
    assert [m.full_name for m in then.context["members"]] == ["Nguyễn Văn An", "Trần Văn Cường"]
    assert "tại ngày 30/09/2020" in then.content.decode()
    page = now.content.decode()
    for words in ("QĐ 30", "Tham gia: Hoàng Thị Dung", "Thôi tham gia: Nguyễn Văn An", "Trần Văn Cường"):
        assert words in page


BAD_LINES = [
    ({"moi-0-full_name": "TRẦN văn Cường"}, 0, "hai lần"),
    ({"moi-0-full_name": "Mới", "moi-1-full_name": "mới"}, 1, "hai lần"),
    ({"moi-0-office": "Chủ tịch MTTQ"}, 0, "Chưa nhập"),
    ({"moi-0-full_name": "a\x00b"}, 0, "không đọc được"),
    ({"moi-0-full_name": "x" * 121}, 0, "Tối đa 120 ký tự"),
]


@pytest.mark.parametrize(("typed", "line", "words"), BAD_LINES)
def test_a_bad_line_is_answered_beside_its_name_and_kept(as_clerk, board, typed, line, words):
    response = submit(as_clerk, step_url(board, "reorganise"), on="01/10/2020", decision_text="QĐ 30", **typed)

    assert words in str(response.context["lines"].forms[line].errors["full_name"])
    assert board.members.count() == 2


@pytest.mark.parametrize(
    ("field", "typed"),
    [("on", {"on": "29/02/2020"}), ("on", {"on": ""}), ("decision_text", {"decision_text": ""})],
)
def test_a_bad_decision_is_answered_beside_its_field(as_clerk, board, field, typed):
    sent = {"on": "01/10/2020", "decision_text": "QĐ 30", "moi-0-full_name": "Mới"}

    response = submit(as_clerk, step_url(board, "reorganise"), **(sent | typed))

    assert field in response.context["form"].errors


def test_a_reorganisation_without_changes_is_refused(as_clerk, board):
    response = submit(as_clerk, step_url(board, "reorganise"), on="01/10/2020", decision_text="QĐ 30")

    assert "Chưa có thay đổi" in str(response.context["form"].non_field_errors())


def test_more_lines_keep_what_was_typed_and_check_nothing(as_clerk, board):
    response = submit(
        as_clerk, step_url(board, "reorganise"), on="hôm nào đó", **{"moi-0-full_name": "Mới", "them-dong": "1"}
    )

    page = response.content.decode()
    assert "hôm nào đó" in page
    assert 'value="Mới"' in page
    assert len(response.context["lines"].forms) == 6
    assert not response.context["form"].errors


@pytest.mark.parametrize("total", ["abc", "-1", "99999999999", ""])
def test_a_tampered_number_of_lines_is_no_error(as_clerk, board, total):
    url = step_url(board, "reorganise")

    for extra in ({"them-dong": "1"}, {}):
        sent = {"on": "01/10/2020", "decision_text": "QĐ", "moi-TOTAL_FORMS": total, "moi-INITIAL_FORMS": "0"}
        assert as_clerk.post(url, sent | extra).status_code == 200


def test_a_committee_is_founded_with_its_members(as_clerk, committee):
    CommitteeKindFactory()
    kind = CommitteeKindFactory(code="qcdc")
    as_clerk.force_login(UserFactory(member_of=committee.unit))

    response = submit(
        as_clerk, "/ban-chi-dao/lap-moi/",
        body=committee.pk, kind=kind.pk, on="01/03/2020", decision_text="QĐ 12",
        **{"moi-0-full_name": "Nguyễn Văn An", "moi-0-position": "head", "moi-2-full_name": "Trần Văn Cường"},
    )  # fmt: skip

    board = Committee.objects.get()
    assert response.url == board.get_absolute_url()
    assert [m.full_name for m in board.members.in_official_order()] == ["Nguyễn Văn An", "Trần Văn Cường"]


def test_founding_needs_a_body_that_is_no_committee_yet(client, board):
    client.force_login(UserFactory(member_of=board.unit))

    page = client.get("/ban-chi-dao/lap-moi/").content.decode()

    assert "Quản trị đơn vị tạo cơ quan" in page


def test_the_founding_decision_is_corrected(as_clerk, board):
    BodyFactory(unit=board.unit, name="Ban Dân vận Đảng ủy", short_name="Ban Dân vận")

    response = submit(as_clerk, step_url(board, "committee_edit"), standing_body="ban dan van", decision_text="QĐ 13")

    assert response.url == board.get_absolute_url()
    board.refresh_from_db()
    assert (board.standing_body.short_name, board.decision_text) == ("Ban Dân vận", "QĐ 13")


def test_a_committee_is_ended_by_a_decision(as_clerk, board):
    response = submit(as_clerk, step_url(board, "dissolve"), on="01/10/2020", decision_text="QĐ 99")

    assert response.url == board.get_absolute_url()
    page = as_clerk.get(board.get_absolute_url()).content.decode()
    assert "Không hoạt động" in page
    assert step_url(board, "reorganise") not in page


@pytest.mark.parametrize("name", ["reorganise", "committee_edit", "dissolve"])
def test_changing_is_403_inside_without_the_right_and_404_outside(client, board, name):
    for place, status in ((board.unit, 403), (UnitFactory(), 404)):
        client.force_login(UserFactory(member_of=place, role=Role.MEMBER))
        assert client.get(step_url(board, name)).status_code == status
        assert client.post(step_url(board, name), {}).status_code == status


def test_founding_is_403_without_the_right(client, committee):
    client.force_login(UserFactory(member_of=committee.unit, role=Role.MEMBER))

    assert client.get("/ban-chi-dao/lap-moi/").status_code == 403
