"""Two people edit one record: untouched fields merge, touched ones are shown side by side, nothing is lost."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from common.errors import Refused, StaleForm
from common.forms import (
    ChoiceOf,
    ChoicesOf,
    CountField,
    DateField,
    DecimalField,
    LineField,
    ParagraphField,
    StaleGuard,
    save_guarded,
)
from tests.support.pages import filled


class PlainForm(StaleGuard, forms.Form):
    name = LineField(label="Tên")
    text = ParagraphField(label="Nội dung", required=False)
    day = DateField(label="Ngày", required=False)
    count = CountField(label="Số người", required=False)
    amount = DecimalField(label="Tỷ lệ", required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("a", "Một"), ("b", "Hai")])
    public = forms.BooleanField(label="Công khai", required=False)
    topics = forms.MultipleChoiceField(label="Chủ đề", choices=[("x", "Đất"), ("y", "Nước")], required=False)
    moment = forms.SplitDateTimeField(label="Lúc", required=False)


STORED: dict[str, Any] = {
    "name": "Hội nghị",
    "text": "Dòng một\nDòng hai",
    "day": date(2020, 9, 23),
    "count": 1234,
    "amount": Decimal("12.5000"),
    "kind": "a",
    "public": True,
    "topics": ["x", "y"],
    "moment": None,
}
AS_SENT = {
    "name": "Hội nghị",
    "text": "Dòng một\r\nDòng hai",
    "day": "23/09/2020",
    "count": "1.234",
    "amount": "12,5",
    "kind": "a",
    "public": "on",
    "topics": ["y", "x"],
    "moment_0": "",
    "moment_1": "",
}
# For each field: how this person types another value, what it means, and a third value somebody else stores.
CHANGES: dict[str, tuple[dict[str, Any], Any, Any]] = {
    "name": ({"name": "Hội nghị sơ kết"}, "Hội nghị sơ kết", "Hội nghị tổng kết"),
    "text": ({"text": "Khác"}, "Khác", "Khác nữa"),
    "day": ({"day": "24/09/2020"}, date(2020, 9, 24), date(2020, 9, 25)),
    "count": ({"count": "99"}, 99, 100),
    "amount": ({"amount": ""}, None, Decimal("13")),
    "kind": ({"kind": "b"}, "b", "c"),
    "topics": ({"topics": ["x"]}, ["x"], []),
}


def digest(form: forms.BaseForm) -> str:
    """The digest as the page carries it."""
    return sent_again(form)["digest"]


def sent_again(form: forms.BaseForm) -> QueryDict:
    """The form as the page shows it, sent without touching it."""
    return filled(f'<form method="post">{form}</form>')[1]


def sent(*, shown: dict[str, Any] | None = None, **changes: Any) -> PlainForm:
    data = QueryDict(mutable=True)
    values = AS_SENT | changes | {"digest": digest(PlainForm(initial=shown or STORED))}
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    form = PlainForm(data)
    assert form.is_valid(), form.errors
    return form


def test_an_unchanged_record_takes_what_was_typed():
    form = sent(name="Hội nghị sơ kết", public="on")

    assert form.merge_under_lock(STORED) == STORED | {"name": "Hội nghị sơ kết", "topics": ["y", "x"]}


@pytest.mark.parametrize("field", CHANGES)
def test_a_field_that_this_person_did_not_touch_keeps_what_is_stored_now(field: str):
    _typed, _meaning, theirs = CHANGES[field]

    merged = sent().merge_under_lock(STORED | {field: theirs})

    assert merged[field] == theirs


@pytest.mark.parametrize("field", CHANGES)
def test_a_field_that_both_changed_is_a_conflict(field: str):
    typed, _meaning, theirs = CHANGES[field]

    with pytest.raises(StaleForm) as stale:
        sent(**typed).merge_under_lock(STORED | {field: theirs})

    assert [conflict.name for conflict in stale.value.conflicts] == [field]


@pytest.mark.parametrize("field", CHANGES)
def test_both_changed_to_the_same_is_no_conflict(field: str):
    typed, meaning, _theirs = CHANGES[field]

    assert sent(**typed).merge_under_lock(STORED | {field: meaning})[field] == meaning


def test_the_line_ends_that_browsers_send_are_no_change():
    form = type("Form", (StaleGuard, forms.Form), {"text": forms.CharField(widget=forms.Textarea)})
    shown = digest(form(initial={"text": "một\nhai"}))
    back = form({"text": "một\r\nhai", "digest": shown})
    assert back.is_valid()

    assert back.merge_under_lock({"text": "khác"}) == {"text": "khác"}


def test_a_box_ticked_by_nobody_and_unticked_by_another_stays_unticked():
    assert sent().merge_under_lock(STORED | {"public": False})["public"] is False


@given(mine=st.sets(st.sampled_from(sorted(CHANGES))), theirs=st.sets(st.sampled_from(sorted(CHANGES))))
def test_only_fields_that_both_changed_are_put_to_the_person(mine: set[str], theirs: set[str]):
    typed = {key: value for name in mine for key, value in CHANGES[name][0].items()}
    stored = STORED | {name: CHANGES[name][2] for name in theirs}
    form = sent(**typed)

    if both := mine & theirs:
        with pytest.raises(StaleForm) as stale:
            form.merge_under_lock(stored)
        assert {conflict.name for conflict in stale.value.conflicts} == both
    else:
        merged = form.merge_under_lock(stored)
        assert all(merged[name] == CHANGES[name][1] for name in mine)
        assert all(merged[name] == CHANGES[name][2] for name in theirs)


def test_a_conflict_shows_both_values_in_words():
    form = sent(name="Của tôi", day="", kind="b", topics=[], count="5")
    stored = STORED | {"name": "Của người khác", "day": date(2020, 12, 1), "topics": ["y"], "count": 2000}

    with pytest.raises(StaleForm) as stale:
        form.merge_under_lock(stored)

    assert [(conflict.label, conflict.theirs, conflict.mine) for conflict in stale.value.conflicts] == [
        ("Tên", "Của người khác", "Của tôi"),
        ("Ngày", "01/12/2020", "(trống)"),
        ("Số người", "2.000", "5"),
        ("Chủ đề", "Nước", "(trống)"),
    ]
    page = str(form)
    assert "Giá trị đang lưu" in page
    assert "Giá trị anh/chị nhập" in page
    assert "Của người khác" in page
    assert 'value="Của tôi"' in page


def test_after_a_conflict_the_second_sending_decides_and_keeps_what_others_changed_elsewhere():
    theirs = STORED | {"name": "Của người khác", "count": 2000, "public": False, "topics": ["y"]}
    form = sent(name="Của tôi")
    with pytest.raises(StaleForm):
        form.merge_under_lock(theirs)

    again = PlainForm(sent_again(form))
    assert again.is_valid(), again.errors
    merged = again.merge_under_lock(theirs)

    assert merged == theirs | {"name": "Của tôi"}


def test_a_third_change_between_the_two_sendings_is_a_conflict_again():
    form = sent(name="Của tôi")
    with pytest.raises(StaleForm):
        form.merge_under_lock(STORED | {"name": "Của người khác"})

    again = PlainForm(sent_again(form))
    assert again.is_valid()
    with pytest.raises(StaleForm):
        again.merge_under_lock(STORED | {"name": "Của người thứ ba"})


@pytest.mark.parametrize("broken", ["", "x", "[]", "null", '{"name": []}', "[" * 100_000, '{"name": 1}'])
def test_without_a_digest_that_can_be_read_every_difference_is_a_conflict(broken: str):
    form = sent(name="Của tôi")
    form.data["digest"] = broken

    with pytest.raises(StaleForm) as stale:
        form.merge_under_lock(STORED)

    assert [conflict.name for conflict in stale.value.conflicts] == ["name"]


def test_the_digest_is_no_value_of_the_form():
    form = sent()

    assert "digest" not in form.cleaned_data
    assert "digest" not in form.changed_data
    assert len(digest(PlainForm(initial=STORED))) < 300
    assert set(json.loads(digest(PlainForm(initial=STORED)))) == set(STORED)


class PersonForm(StaleGuard, forms.ModelForm):
    friend = ChoiceOf(User.objects.order_by("pk"), required=False)  # no field of the row

    class Meta:
        model = User
        fields = ["full_name", "email", "phone", "is_active"]


def person_form(person: User, **changes: str) -> PersonForm:
    values = {"full_name": person.full_name, "email": person.email, "phone": person.phone, "is_active": "on"}
    form = PersonForm(values | {"digest": digest(PersonForm(instance=person))} | changes, instance=person)
    assert form.is_valid(), form.errors
    return form


@pytest.fixture
def person() -> User:
    return User.objects.create_user("lan", full_name="Nguyễn Thị Lan", email="lan@example.vn")


def locked() -> User:
    return User.objects.select_for_update().get(username="lan")


@pytest.mark.django_db
def test_a_model_form_saves_its_change_over_the_row_as_it_is_now(person: User):
    form = person_form(person, full_name="Nguyễn Lan")
    User.objects.filter(pk=person.pk).update(email="moi@example.vn")

    saved = save_guarded(form, lock=locked, save=lambda values: form.save())

    assert saved
    assert (locked().full_name, locked().email) == ("Nguyễn Lan", "moi@example.vn")


@pytest.mark.django_db
def test_a_stale_model_form_writes_nothing_and_wins_when_sent_again(person: User):
    form = person_form(person, full_name="Nguyễn Lan")
    User.objects.filter(pk=person.pk).update(full_name="Trần Thị Lan")

    assert save_guarded(form, lock=locked, save=lambda values: pytest.fail("saved")) is None
    assert locked().full_name == "Trần Thị Lan"
    assert [conflict.theirs for conflict in form.conflicts] == ["Trần Thị Lan"]

    again = PersonForm(sent_again(form), instance=person)
    assert again.is_valid()
    assert save_guarded(again, lock=locked, save=lambda values: again.save())
    assert locked().full_name == "Nguyễn Lan"


@pytest.mark.django_db
def test_the_service_gets_the_merged_values_and_its_refusal_stands_beside_the_field(person: User):
    form = person_form(person, full_name="Nguyễn Lan")

    def service(values: dict[str, Any]) -> User:
        assert set(values) == {"full_name", "email", "phone", "is_active", "friend"}
        User.objects.filter(pk=person.pk).update(email="sai@example.vn")
        raise Refused("Tên đã khóa.", field="full_name")

    assert save_guarded(form, lock=locked, save=service) is None
    assert form.errors["full_name"] == ["Tên đã khóa."]
    assert locked().email == "lan@example.vn"  # the transaction was undone


@pytest.mark.django_db
def test_rows_chosen_from_the_database_merge_and_are_named_in_words(person: User):
    class Form(StaleGuard, forms.Form):
        lead = ChoiceOf(User.objects.order_by("pk"), label="Chủ trì")
        others = ChoicesOf(User.objects.order_by("pk"), label="Phối hợp", required=False)

    hoa = User.objects.create_user("hoa", full_name="Lê Hoa")
    data = {"lead": str(hoa.pk), "others": [str(person.pk)]}
    shown = digest(Form(initial={"lead": person, "others": [person]}))
    form = Form(data | {"digest": shown})
    assert form.is_valid()

    merged = form.merge_under_lock({"lead": person, "others": [hoa, person]})

    assert merged == {"lead": hoa, "others": [hoa, person]}
    with pytest.raises(StaleForm) as stale:
        form.merge_under_lock({"lead": None, "others": [person]})
    assert [(conflict.theirs, conflict.mine) for conflict in stale.value.conflicts] == [("(trống)", "Lê Hoa")]
