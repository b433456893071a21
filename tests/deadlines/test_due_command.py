"""manage.py due RULE DATE: what people and machines read, and code 2 with a sentence for bad input."""

import json
from datetime import date

import pytest
from django.core.management import base

from deadlines.enums import RuleStatus
from deadlines.management.commands.due import Command
from tests.factories.deadlines import CalendarDayFactory, RuleFactory, accepted_calendar
from tests.factories.organizations import UnitFactory, days

KEYS = [
    "rule", "start", "amount", "unit", "direction", "due", "skipped", "rolled_from", "citation", "status",
    "provisional",
]  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def due(capsys, monkeypatch):
    """Types the command as in a terminal; answers exit code, what it said and what it complained of."""

    class StaysOpen:
        def close_all(self) -> None:
            """The test goes on with the connection that the command would close."""

    monkeypatch.setattr(base, "connections", StaysOpen())

    def run(*typed: str) -> tuple[int, str, str]:
        code = 0
        try:
            Command().run_from_argv(["manage.py", "due", *typed])
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_machines_get_every_key(due):
    accepted_calendar(2024, 2024)

    code, said, complained = due("DISC-01", "2024-04-24", "--json")

    answer = json.loads(said)
    assert (code, complained) == (0, "")
    assert list(answer) == KEYS
    skipped = answer.pop("skipped")
    assert answer == {
        "rule": "DISC-01",
        "start": "2024-04-24",
        "amount": 5,
        "unit": "working_days",
        "direction": "after",
        "due": "2024-05-04",
        "rolled_from": None,
        "citation": "Luật 10/2022/QH15 Điều 12 khoản 3",
        "status": "original",
        "provisional": False,
    }
    assert [row["date"] for row in skipped] == [f"2024-04-{n}" for n in range(27, 31)] + ["2024-05-01"]
    assert [row["why"] for row in skipped][:2] == ["thứ Bảy", "Chủ nhật"]
    assert skipped[-1]["why"] == "Ngày Quốc tế Lao động"


@pytest.mark.parametrize(
    ("typed", "start", "due_on", "rolled_from"),
    [
        ("DEN-05", "2021-03-31", "2021-05-04", "2021-04-30"),
        ("disc-02", "01/07/2025", "2025-08-01", None),
        ("DISC–01", "24/04/2024", "2024-05-04", None),
        ("COMP‑04/Complex", "17/12/2020", "2021-02-01", "2021-01-31"),
        ("INSP-07", "2025-05-05", "2025-04-24", None),
    ],
)
def test_rule_and_day_as_people_type_them(due, typed, start, due_on, rolled_from):
    accepted_calendar(2020, 2025)

    code, said, _complained = due(typed, start, "--json")

    answer = json.loads(said)
    assert (code, answer["due"], answer["rolled_from"]) == (0, due_on, rolled_from)
    assert answer["rule"] == answer["rule"].upper().replace("COMPLEX", "complex")


def test_days_before_an_event_are_told_in_the_order_of_the_calendar(due):
    accepted_calendar(2025, 2025)

    answer = json.loads(due("INSP-07", "2025-05-05", "--json")[1])

    told = [row["date"] for row in answer["skipped"]]
    assert answer["direction"] == "before"
    assert told == sorted(told)
    assert told[0] == "2025-04-27"
    assert "2025-04-26" not in told


def test_people_get_the_explanation(due):
    accepted_calendar(2024, 2024)

    code, said, _complained = due("DISC-01", "24/04/2024")

    assert code == 0
    assert said.startswith("Hạn cuối: thứ Bảy, 04/05/2024\n")
    assert "bắt đầu đếm từ thứ Năm, 25/04/2024" in said
    assert "Luật 10/2022/QH15 Điều 12 khoản 3" in said
    assert "97/2025" in said


def test_year_without_accepted_days_is_provisional(due):
    assert json.loads(due("DISC-01", "2030-03-04", "--json")[1])["provisional"] is True
    assert "2030 chưa được chấp nhận" in due("DISC-01", "2030-03-04")[1]


def test_unit_counts_by_its_own_calendar_and_limit(due):
    accepted_calendar(2024, 2024)
    unit = UnitFactory(code="cu-khoi")
    CalendarDayFactory(day=date(2024, 4, 25), unit=unit, name="Ngày hội xã")
    own = RuleFactory(
        code="DISC-01", family="commune-disclosure", unit=unit, amount=2, valid=days("2024-01-01"),
        status=RuleStatus.LOCAL, basis="Quy chế dân chủ của xã", replaces=RuleFactory(),
    )  # fmt: skip

    answer = json.loads(due("DISC-01", "2024-04-24", "--unit", "cu-khoi", "--json")[1])

    assert (answer["amount"], answer["due"], answer["status"]) == (2, "2024-05-02", "local")
    assert answer["citation"] == own.basis
    assert answer["skipped"][0] == {"date": "2024-04-25", "why": "Ngày hội xã"}


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        (["DISC-99", "2024-04-24"], "DISC-99"),
        (["", "2024-04-24"], "Không có quy định"),
        (["DISC-01/nosuch", "2024-04-24"], "DISC-01/nosuch"),
        (["x" * 5000, "2024-04-24"], "Không có quy định"),
        (["DISC\x00-01", "2024-04-24"], "Không có quy định"),
        (["DISC\udcff", "2024-04-24"], "Không có quy định"),
        (["DISC-01", "2023-06-30"], "01/07/2023"),
        (["COMP-02", "2026-07-01"], "COMP-03"),
        (["DISC-04", "2024-04-24"], "DISC-04"),
        (["DISC-01", "31/02/2024"], "Lịch không có ngày này"),
        (["DISC-01", "2024-02-31"], "Lịch không có ngày này"),
        (["DISC-01", "tomorrow"], "ngày/tháng/năm"),
        (["DISC-01", "2024-04"], "ngày/tháng/năm"),
        (["DISC-01", ""], "Chưa nhập"),
        (["DISC-01", "2024-04-24\x00"], "ký tự"),
        (["DISC-01", "0001-01-01"], "Năm phải từ"),
        (["DISC-01", "9999-12-31"], "Năm phải từ"),
        (["DISC-01", "99999999999999999999"], "ngày/tháng/năm"),
        (["DISC-01", "2024-04-24", "--unit", "nowhere"], "nowhere"),
        (["DISC-01", "2024-04-24", "--unit", ""], "Không có đơn vị"),
        (["DISC-01", "2024-04-24", "--unit", "cu\x00khoi"], "Không có đơn vị"),
        (["DISC-01"], "DATE"),
        ([], "RULE"),
        (["DISC-01", "2024-04-24", "2024-04-25"], "2024-04-25"),
        (["DISC-01", "2024-04-24", "--nosuch"], "--nosuch"),
    ],
)
def test_bad_input_ends_with_code_2_and_a_sentence(due, typed, complaint):
    code, said, complained = due(*typed)

    assert code == 2
    assert said == ""
    assert complaint in complained
    assert "Traceback" not in complained


def test_last_year_that_may_be_typed_can_be_counted(due):
    for reference in ("DISC-01", "VOTE-16", "COMP-08/complex", "INSP-11", "DISC-02"):
        code, said, _complained = due(reference, "31/12/2999", "--json")
        assert code == 0
        assert json.loads(said)["due"]
