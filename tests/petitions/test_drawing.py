"""Rows of the list that are drawn without templates."""

from datetime import date

from django.test.html import parse_html

from petitions.drawing import rows
from petitions.enums import Outcome, PetitionStatus
from petitions.queries import PetitionRow

DAY = date(2020, 10, 5)


def row(**values):
    known = {"key": 1, "code": "CT-2020-00001", "content": "Đường liên thôn", "times_raised": 1, "place": "Xã Vân Khê"}
    plain = {"session": "", "holder": "", "due_on": None, "state": PetitionStatus.RECEIVED, "result": None}
    return PetitionRow(**(known | plain | values))


def test_what_people_wrote_is_text_and_never_markup():
    evil = '<b title="x">&'
    drawn = rows([row(content=evil, place=evil, session=evil, holder=evil)], DAY, '?don-vi="><i>')

    assert drawn.count("&lt;b title=&quot;x&quot;&gt;&amp;") == 4
    assert "<b" not in drawn
    assert "<i>" not in drawn


def test_a_row_leads_to_its_petition_in_the_unit_in_view():
    shown = row()

    assert f'href="{shown.get_absolute_url()}?don-vi=xa"' in rows([shown], DAY, "?don-vi=xa")


def test_an_open_petition_says_how_long_and_a_settled_one_what_came_of_it():
    held = rows([row(state=PetitionStatus.ACCEPTED, due_on=date(2020, 10, 8), times_raised=3)], DAY, "")
    closed = rows([row(state=PetitionStatus.CLOSED, due_on=date(2020, 10, 1), result=Outcome.RESOLVED)], DAY, "")

    assert all(words in held for words in ("08/10/2020", "còn 3 ngày", "nêu lần thứ 3", "Đang giải quyết"))
    assert "Đã giải quyết xong" in closed
    assert "quá hạn" not in closed
    assert parse_html(f"<table>{held}{closed}</table>")
