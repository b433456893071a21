"""Dates, numbers, states and due dates as templates show them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import models
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from common.templatetags import qcdc

TODAY = date(2020, 9, 23)


class State(models.TextChoices):
    OPEN = "open", "Đang mở"
    DONE = "done", "Đã xong"

    @property
    def tone(self) -> str:
        return {State.OPEN: "info", State.DONE: "ok"}[self]


def render(source: str, **values: object) -> str:
    return Template(source).render(Context(values))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ day|ngay }}", "05/10/2020"),
        ("{{ moment|ngay }}", "06/10/2020"),
        ("{{ moment|luc }}", "00:30 06/10/2020"),
        ("{{ none|ngay }}{{ none|luc }}{{ none|so }}", ""),
        ("{{ amount|so }}", "1.234,5"),
        ("{{ amount|so:2 }}", "1.234,50"),
        ("{{ zero|so }}", "0"),
        ("{{ day }} {{ moment }} {{ amount }} {{ year }}", "05/10/2020 00:30 06/10/2020 1234,50 2020"),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_dates_and_numbers_have_one_form_in_every_language(source: str, shown: str, language: str):
    values = {
        "day": date(2020, 10, 5),
        "moment": datetime(2020, 10, 5, 17, 30, tzinfo=UTC),
        "none": None,
        "amount": Decimal("1234.50"),
        "zero": 0,
        "year": 2020,  # a year has no point, so plain numbers are not grouped
    }
    with translation.override(language):
        assert render(source, **values) == shown


@pytest.mark.parametrize(
    ("days", "tone", "words"),
    [
        (-5, "late", "quá hạn 5 ngày"),
        (0, "wait", "hôm nay"),
        (3, "wait", "còn 3 ngày"),
        (4, "info", "còn 4 ngày"),
    ],
)
def test_an_open_due_date_says_how_far_it_is(days: int, tone: str, words: str):
    html = qcdc.due(TODAY + timedelta(days=days), today=TODAY)

    assert f'class="badge {tone}"' in html
    assert f">{words}<" in html


@pytest.mark.parametrize(("days", "words"), [(0, "đúng hạn"), (1, "đúng hạn"), (-2, "muộn 2 ngày")])
def test_a_finished_one_says_whether_it_was_in_time(days: int, words: str):
    assert words in qcdc.due(TODAY + timedelta(days=days), TODAY)


def test_no_due_date_shows_nothing():
    assert qcdc.due(None) == ""


def test_a_badge_takes_word_and_tone_from_the_state():
    assert render("{% badge state %}", state=State.DONE) == '<span class="badge ok">Đã xong</span>'


def test_a_badge_can_be_given_its_tone_and_its_word():
    assert render('{% badge "late" word %}', word="Trễ <hạn>") == '<span class="badge late">Trễ &lt;hạn&gt;</span>'
    assert render('{% badge state "Xong" tone="" %}', state=State.DONE) == '<span class="badge">Xong</span>'


def test_a_tone_that_the_look_does_not_know_is_a_mistake_of_the_template():
    with pytest.raises(TemplateSyntaxError):
        render('{% badge "red" "Trễ" %}')


@pytest.mark.parametrize(
    ("tag", "address"),
    [
        ("{% url_with request page=2 %}", "?q=a%26b&don-vi=dam-ha&kind=1&kind=2&page=2"),
        ("{% url_with request q=None %}", "?don-vi=dam-ha&kind=1&kind=2"),
        ('{% url_with request "don-vi" "ha-noi" kind="3" %}', "?q=a%26b&don-vi=ha-noi&kind=3"),
    ],
)
def test_a_link_keeps_the_rest_of_the_address(tag: str, address: str):
    request = RequestFactory().get("/", {"q": "a&b", "don-vi": "dam-ha", "kind": ["1", "2"]})

    assert render(f"{{% autoescape off %}}{tag}{{% endautoescape %}}", request=request) == address
