"""Stating, restating and withdrawing figures."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from audit.services import history
from common.errors import Refused
from common.periods import Period
from figures.models import Fact
from figures.services import Figure, restate, state, withdraw
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.figures import FactFactory, IndicatorFactory
from tests.factories.organizations import BodyFactory, UnitFactory, days

pytestmark = pytest.mark.django_db
D = Decimal
NINE_MONTHS = Period.parse("2020-9M")


def stated(figure: Figure, *, body=None, by=None, **indicator) -> Fact:
    body = body or BodyFactory()
    return state(
        indicator=IndicatorFactory(**indicator),
        unit=body.unit,
        body=body,
        window=NINE_MONTHS,
        figure=figure,
        by=by or UserFactory(member_of=body),
    )


def test_what_is_stated_comes_out_exactly_as_it_went_in():
    fact = stated(Figure(value=D("0.15"), note="  theo   chuẩn cũ "), ratio=True)

    fact.refresh_from_db()

    assert fact.display() == "0,15 %"
    assert (fact.period, fact.valid, fact.note) == ("2020-9M", NINE_MONTHS.range, "theo chuẩn cũ")
    assert history(fact)[0].text == f"{fact.stated_by} ghi {fact.indicator.name_vi}: 0,15 %"


WRONG_FIGURES = [
    ("", Figure(), "value"),
    ("", Figure(text="  "), "value"),
    ("", Figure(value=D(-1)), "value"),
    ("", Figure(value=D("1.5")), "value"),
    ("", Figure(value=D("NaN")), "value"),
    ("", Figure(value=D("Infinity")), "value"),
    ("", Figure(value=D("1E+18")), "value"),
    ("", Figure(value=D("1E+999")), "value"),
    ("", Figure(numerator=D(1), denominator=D(2)), "numerator"),
    ("ratio", Figure(value=D("100.01")), "value"),
    ("ratio", Figure(value=D("-1")), "value"),
    ("ratio", Figure(value=D("0.155")), "value"),
    ("ratio", Figure(numerator=D(3)), "denominator"),
    ("ratio", Figure(denominator=D(3)), "numerator"),
    ("ratio", Figure(numerator=D(9), denominator=D(8)), "numerator"),
    ("ratio", Figure(numerator=D(-1), denominator=D(8)), "numerator"),
    ("ratio", Figure(numerator=D(0), denominator=D(0)), "denominator"),
    ("words", Figure(value=D(3)), "text"),
    ("rank_list", Figure(value=D(0)), "value"),
    ("rank_list", Figure(value=D("1.5")), "value"),
]


@pytest.mark.parametrize(("trait", "figure", "field"), WRONG_FIGURES)
def test_a_figure_that_does_not_fit_its_indicator_is_refused_beside_its_field(trait, figure, field):
    with pytest.raises(Refused) as refused:
        stated(figure, **({trait: True} if trait else {}))

    assert refused.value.field == field
    assert not Fact.objects.exists()


def test_the_same_source_states_a_figure_once():
    fact = stated(Figure(value=D(303)))

    with pytest.raises(Refused, match="đã có số liệu"):
        state(
            indicator=fact.indicator, unit=fact.unit, body=fact.body, window=NINE_MONTHS,
            figure=Figure(value=D(304)), by=fact.stated_by,
        )  # fmt: skip


def test_figures_that_the_portal_counts_are_not_typed():
    with pytest.raises(Refused, match="tự đếm"):
        stated(Figure(value=D(3)), counted="steering.tasks_done")


def test_an_indicator_is_stated_only_for_the_time_it_applies_to():
    with pytest.raises(Refused, match="không áp dụng"):
        stated(Figure(value=D(3)), valid=days("2021-01-01"))


@pytest.mark.parametrize("life", [days("2000-01-01", "2020-01-01"), days("2020-10-01")])
def test_a_unit_that_did_not_exist_in_the_period_has_no_figures_for_it(life):
    with pytest.raises(Refused) as refused:
        stated(Figure(value=D(3)), body=BodyFactory(unit=UnitFactory(valid=life)))

    assert refused.value.field == "window"


def test_the_body_belongs_to_the_unit():
    body, elsewhere = BodyFactory(), UnitFactory()

    with pytest.raises(Refused) as refused:
        state(
            indicator=IndicatorFactory(), unit=elsewhere, body=body, window=NINE_MONTHS,
            figure=Figure(value=D(3)), by=UserFactory(member_of=body),
        )  # fmt: skip

    assert refused.value.field == "body"


def test_a_correction_keeps_what_was_stated_before_in_the_history():
    fact = stated(Figure(value=D(303)))

    restate(fact=fact, figure=Figure(value=D(305)), reason="đếm sót hai kiến nghị", by=fact.stated_by)

    fact.refresh_from_db()
    assert fact.display() == "305 kiến nghị"
    assert "từ 303 kiến nghị thành 305 kiến nghị; lý do: đếm sót hai kiến nghị" in history(fact)[0].text


def test_a_withdrawn_figure_counts_nowhere_and_cannot_be_changed():
    fact = stated(Figure(value=D(303)))

    withdraw(fact=fact, reason="của huyện khác", by=fact.stated_by)

    assert not Fact.objects.standing().exists()
    for change in (
        lambda: withdraw(fact=fact, reason="lần nữa", by=fact.stated_by),
        lambda: restate(fact=fact, figure=Figure(value=D(1)), reason="lần nữa", by=fact.stated_by),
    ):
        with pytest.raises(Refused, match="đã được rút"):
            change()


def test_a_change_needs_a_reason():
    fact = stated(Figure(value=D(303)))

    with pytest.raises(Refused, match="Cần ghi lý do"):
        restate(fact=fact, figure=Figure(value=D(1)), reason=" ", by=fact.stated_by)
    with pytest.raises(Refused, match="Cần ghi lý do"):
        withdraw(fact=fact, reason=" ", by=fact.stated_by)


MAY_STATE = {Role.OFFICIAL, Role.CLERK, Role.LEADER}


@pytest.mark.parametrize("role", Role)
def test_people_who_enter_gather_and_lead_state_figures(role):
    body = BodyFactory()
    user = UserFactory(member_of=body, role=role)

    if role in MAY_STATE:
        assert stated(Figure(value=D(1)), body=body, by=user)
    else:
        with pytest.raises(PermissionDenied):
            stated(Figure(value=D(1)), body=body, by=user)


def test_people_of_other_bodies_and_units_state_nothing_here():
    body = BodyFactory()
    sibling = BodyFactory(unit=body.unit)
    above = UnitFactory(kind__code="huyen")

    for user in (UserFactory(member_of=sibling), UserFactory(member_of=above), UserFactory()):
        with pytest.raises(PermissionDenied):
            stated(Figure(value=D(1)), body=body, by=user)


def test_people_of_the_whole_unit_state_the_figures_of_unit_and_bodies():
    body = BodyFactory()
    user = UserFactory(member_of=body.unit)

    assert stated(Figure(value=D(1)), body=body, by=user)
    fact = FactFactory(unit=body.unit)
    assert restate(fact=fact, figure=Figure(value=D(2)), reason="sửa", by=user).value == 2
