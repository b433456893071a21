"""What directed the real cases stands in the registers, and the conclusions of case D cite it by themselves."""

import pytest

from steering import citing
from steering.enums_directing import Carrying, ItemState
from steering.models import DirectingPaper, ProgrammeItem, Regulation, Task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded"), pytest.mark.xdist_group("demo")]


def test_the_conclusion_of_case_d_cites_the_circular_letter_and_the_directive_that_it_names():
    task = Task.objects.get(title__contains="06-TT/QU", assigned_by__code="ban-chi-dao-cu-khoi")

    assert [paper.symbol for paper in citing.papers_of(task)] == ["06-TT/QU", "05-CT/TW"]


def test_the_district_of_case_d_has_adopted_six_regulations_of_six_types():
    adopted = Regulation.objects.filter(body__unit__code="long-bien")

    assert adopted.count() == adopted.values("type").distinct().count() == 6
    assert not any("Long Biên" in one.type.name_vi for one in adopted.select_related("type"))


def test_today_shows_bodies_that_have_issued_and_one_that_is_late():
    paper = DirectingPaper.objects.get(unit__code="van-khe", symbol="07-CT/TU")

    states = sorted(one.state for one in paper.implementations.all())
    assert states == sorted([Carrying.ISSUED, Carrying.ISSUED, Carrying.LATE, Carrying.LATE])
    assert paper.replaces.get().symbol == "11-CT/TU"


def test_contents_of_the_ward_went_over_into_the_next_year():
    carried = ProgrammeItem.objects.get(programme__committee__unit__code="cu-khoi", carried_to=2021)

    assert carried.state is ItemState.CARRIED
    assert ProgrammeItem.objects.get(carried_from=carried).state is ItemState.DONE
