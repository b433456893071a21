"""Documents drawn from the code."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from administration import drawing
from common import rules
from common.rules import Rule, registered, rule


@pytest.fixture(autouse=True)
def _rules_of_this_test(monkeypatch):
    monkeypatch.setattr(rules, "_rules", dict(rules._rules))


def test_a_rule_is_registered_and_the_check_stays_as_it_is():
    def check_can_open(user: str) -> str:
        return user

    decorated = rule("sample.door.open", roles=["clerk"], text="ở cửa")(check_can_open)

    assert decorated is check_can_open
    assert next(r for r in registered() if r.name == "sample.door.open").roles == ("clerk",)


def test_two_checks_cannot_claim_one_name():
    def one(): ...
    def other(): ...

    rule("sample.door.close", roles=[], text="")(one)

    with pytest.raises(ValueError, match=r"sample\.door\.close"):
        rule("sample.door.close", roles=[], text="")(other)


def test_the_table_has_a_mark_for_each_role_that_may():
    found = [
        Rule("room.thing.read", (), "mọi nơi", "room.policies.read"),
        Rule("room.thing.write", ("clerk",), "ở cơ quan | đơn vị", "room.policies.write"),
    ]

    text = drawing.permissions(found)

    assert "| Verb | clerk | all | Where, and what else |" in text
    assert "| `thing.read` |  | × | mọi nơi |" in text
    assert "| `thing.write` | × |  | ở cơ quan \\| đơn vị |" in text


def test_states_are_drawn_as_a_diagram_and_a_table():
    from steering import workflow

    text = drawing.states("steering", workflow)

    assert "    reported --> done: sign_off" in text
    assert "| `sign_off` | Chờ xác nhận | Hoàn thành |" in text


def test_every_room_with_rules_and_states_is_drawn():
    paths = set(drawing.documents())

    assert {"docs/permissions.md", "docs/states-steering.md", "docs/states-conferences.md"} <= paths


def test_the_check_names_what_is_out_of_date(monkeypatch):
    monkeypatch.setattr(drawing, "documents", lambda: {"docs/permissions.md": "something else"})

    with pytest.raises(CommandError, match=r"docs/permissions\.md"):
        call_command("drawn_documents", "--check", stdout=StringIO())
