"""Choices from the database take any key that a browser, or somebody with a keyboard, can send."""

from typing import Any

import pytest
from django import forms

from accounts.models import User
from common.forms import ChoiceOf, ChoicesOf

pytestmark = pytest.mark.django_db

BAD_KEYS = ["x", "-1", "9" * 19, "9" * 30, "9" * 5000, "1\x00", "\ud800", "1.5", "True", "é"]


@pytest.fixture
def person() -> User:
    return User.objects.create_user("lan", full_name="Nguyễn Thị Lan")


def people(**kwargs: Any) -> ChoiceOf:
    return ChoiceOf(User.objects.order_by("pk"), **kwargs)


@pytest.mark.parametrize("key", BAD_KEYS, ids=range(len(BAD_KEYS)))
@pytest.mark.parametrize("by", [None, "username"])
def test_a_wrong_key_is_an_invalid_choice(key: str, by: str | None, person: User):
    class Form(forms.Form):
        one = people(to_field_name=by)
        some = ChoicesOf(User.objects.order_by("pk"), to_field_name=by)

    form = Form({"one": key, "some": [key]})

    assert not form.is_valid()
    assert all("Lựa chọn này không có" in form.errors[name][0] for name in ("one", "some"))
    assert str(form).encode("utf-8")
    assert User.objects.exists()  # the transaction is not broken


def test_a_right_key_is_the_row(person: User):
    assert people().clean(str(person.pk)) == person
    assert people(to_field_name="username").clean("lan") == person
    assert list(ChoicesOf(User.objects.order_by("pk")).clean([str(person.pk)])) == [person]


def test_nothing_chosen_says_so():
    with pytest.raises(forms.ValidationError, match="Chưa chọn"):
        people().clean("")
