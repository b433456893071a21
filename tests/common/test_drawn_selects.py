"""A select or a line drawn by the portal is what Django's templates give."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.test.html import parse_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from common.forms import Renderer

CHOICES = [
    ("", "– Chọn –"),
    (1, "Đất đai & <nước>"),
    ("Nhóm “a”", [("x", gettext_lazy("Mọi cấp")), ('"y"', mark_safe("<b>y</b>"))]),
    (None, "không"),
]


@pytest.mark.parametrize("value", ["", "1", "x", "khác", None])
@pytest.mark.parametrize("attrs", [{}, {"id": "id_q", "disabled": True, "hidden": False, "data-x": '"&'}])
@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple, forms.NullBooleanSelect])
def test_the_same_html(value, attrs, widget):
    made = widget(choices=CHOICES) if widget is not forms.NullBooleanSelect else widget()

    drawn = made.render("f", [value] if widget is forms.SelectMultiple else value, attrs, renderer=Renderer())
    django = made.render("f", [value] if widget is forms.SelectMultiple else value, attrs, renderer=TemplatesSetting())

    assert parse_html(drawn) == parse_html(django)


@pytest.mark.parametrize("value", ["", None, 'a "b" <c> &', 0, mark_safe("&amp;")])
@pytest.mark.parametrize("widget", [forms.TextInput, forms.HiddenInput])
def test_the_same_line(value, widget):
    attrs = {"id": "id_q", "disabled": True, "hidden": False, "placeholder": '"<'}

    drawn, django = (widget().render("f<", value, attrs, renderer=one()) for one in (Renderer, TemplatesSetting))

    assert parse_html(drawn) == parse_html(django)
