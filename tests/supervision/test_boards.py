"""Boards of the people: how many members the law wants, what happens below it, which reports are missing."""

from datetime import date

import pytest

from common.errors import Refused
from common.periods import Period
from deadlines.models import Clock
from supervision import board_law, report_periods
from supervision.enums import BoardPosition, BoardSort
from supervision.models import BoardSize
from supervision.services import boards as services
from tests.factories.supervision import board_of, members

pytestmark = pytest.mark.django_db

# sort, villages or staff, members, refused with which article (or None: allowed)
LEGAL = [
    (BoardSort.COMMUNE, 6, 6, None),
    (BoardSort.COMMUNE, 6, 5, "Điều 36"),
    (BoardSort.COMMUNE, 6, 7, "Điều 36"),
    (BoardSort.COMMUNE, 5, 5, None),
    (BoardSort.COMMUNE, 5, 4, "Điều 36"),
    (BoardSort.COMMUNE, 4, 5, None),  # fewer than five villages: at most five
    (BoardSort.COMMUNE, 4, 3, None),
    (BoardSort.COMMUNE, 4, 6, "Điều 36"),
    (BoardSort.AGENCY, 30, 3, None),
    (BoardSort.AGENCY, 30, 2, "Điều 60"),
    (BoardSort.AGENCY, 30, 9, None),
    (BoardSort.AGENCY, 30, 10, "Điều 60"),
    (BoardSort.AGENCY, 8, 3, None),
    (BoardSort.AGENCY, 7, 3, "Điều 60"),  # no board where seven or fewer work
    (BoardSort.INVESTMENT, None, 5, None),
    (BoardSort.INVESTMENT, None, 4, "Điều 41"),
]


@pytest.mark.parametrize(("sort", "size", "count", "article"), LEGAL)
def test_a_board_is_set_up_with_the_number_of_members_that_its_law_allows(sort, size, count, article):
    asked = {"on": date(2026, 11, 2), "villages": size, "staff": size, "members": members(count)}

    if article is None:
        board_law.check(sort, **asked)
    else:
        with pytest.raises(Refused, match=article):
            board_law.check(sort, **asked)


def test_before_the_law_of_2022_no_number_is_asked_for():
    board_law.check(BoardSort.COMMUNE, on=date(2023, 6, 30), villages=6, staff=None, members=members(3))

    assert board_law.size_on(BoardSort.COMMUNE, date(2023, 7, 1)) == BoardSize.objects.get(sort=BoardSort.COMMUNE)


def test_a_board_has_one_head_and_in_a_commune_at_most_two_deputies():
    deputies = [services.MemberSpec(full_name=f"Phó {n}", position=BoardPosition.DEPUTY) for n in range(3)]
    with pytest.raises(Refused, match="Phó Trưởng ban"):
        board_law.check(
            BoardSort.COMMUNE, on=date(2026, 1, 1), villages=6, staff=None, members=[*members(3), *deputies]
        )
    with pytest.raises(Refused, match="đúng một Trưởng ban"):
        board_law.check(
            BoardSort.INVESTMENT, on=date(2026, 1, 1), villages=None, staff=None, members=members(5)[1:] * 2
        )


@pytest.fixture
def board(front, keeper, on):
    on("2026-11-02")
    return board_of(front, keeper)


def test_when_a_member_leaves_the_board_goes_on_and_its_page_says_what_is_missing(board, keeper, client):
    services.leave(member=board.members.order_by("-pk")[0], on=date(2026, 10, 1), by=keeper)
    client.force_login(keeper)

    html = client.get(board.get_absolute_url()).content.decode()

    assert "Thiếu 1 thành viên so với số tối thiểu 6" in html
    assert "Điều 36" in html
    services.join(board=board, spec=services.MemberSpec(full_name="Lò Thị Mới"), on=date(2026, 11, 1), by=keeper)
    assert "Thiếu thành viên" not in client.get(board.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="nhiều nhất 6"):
        services.join(board=board, spec=services.MemberSpec(full_name="Lò Văn Thừa"), on=date(2026, 11, 1), by=keeper)


def test_the_term_of_an_agency_board_is_two_years(front, keeper, on):
    on("2026-11-02")
    board = board_of(front, keeper, sort=BoardSort.AGENCY, staff=30, since=date(2025, 3, 1), members=members(3))

    assert Clock.objects.of(board).get().due_on == date(2027, 3, 1)


def test_reports_are_owed_by_quarter_half_year_and_year(board, keeper):
    owed = [period.code for period in report_periods.owed(board, date(2024, 7, 15))]
    assert owed == ["2024-H1", "2024-Q2", "2024-Q1", "2023-Q4"] or owed == ["2024-Q2", "2024-H1", "2024-Q1", "2023-Q4"]

    services.report(
        board=board, period=Period.parse("2024-Q1"), number="01/BC", on=date(2024, 4, 5), text="Ba cuộc", by=keeper
    )

    missing = report_periods.missing(board, board.reports.all(), date(2024, 4, 30))
    assert [period.code for period in missing] == ["2023-Q4"]
    with pytest.raises(Refused):
        services.report(
            board=board, period=Period.parse("2024-Q1"), number="", on=date(2024, 4, 6), text="Lại", by=keeper
        )


def test_an_investment_board_owes_no_fixed_period_and_ends_with_its_project(front, keeper, on):
    on("2026-11-02")
    board = board_of(front, keeper, sort=BoardSort.INVESTMENT, project="Đường số 3", villages=None, members=members(5))
    assert report_periods.owed(board, date(2026, 11, 2)) == []

    ended = services.end(board=board, on=date(2026, 11, 1), reason="Dự án kết thúc", by=keeper)

    assert ended.is_over
    with pytest.raises(Refused):
        services.end(board=board, on=date(2026, 11, 2), reason="Lại", by=keeper)


def test_a_programme_is_for_a_quarter_half_year_or_year(board, keeper):
    plan = {"board": board, "number": "", "on": date(2026, 10, 1), "text": "Giám sát tiếp công dân", "by": keeper}
    services.plan(period=Period.parse("2026-Q4"), **plan)

    for code in ("2026-M11", "2026-9M", "2026-Q4"):
        with pytest.raises(Refused) as refused:
            services.plan(period=Period.parse(code), **plan)
        assert refused.value.field == "period"


def test_typed_members_are_names_positions_and_villages(front, keeper, on, client):
    on("2026-11-02")
    client.force_login(keeper)
    typed = {
        "sort": "invest", "set_up_by": front.pk, "name": "Ban giám sát đường số 3", "decision_text": "09/QĐ-MTTQ",
        "since": "01/09/2026", "project": "Đường số 3",
        "members": "Lò Văn A; Trưởng ban; bản Khe\nLò Văn B; Phó Trưởng ban\nLò Văn C; bản Suối\nLò Văn D",
    }  # fmt: skip

    page = client.post("/giam-sat/ban/ghi-moi/", typed)
    assert "ít nhất 5 thành viên" in page.content.decode()
    assert "Lò Văn C; bản Suối" in page.content.decode()  # what was typed is kept

    made = client.post("/giam-sat/ban/ghi-moi/", typed | {"members": typed["members"] + "\nLò Văn E"})
    html = client.get(made["Location"]).content.decode()
    assert "Lò Văn B, Phó Trưởng ban" in html
    assert "bản Suối" in html
