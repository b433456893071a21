"""Places and yearly plans: each verb once as it should be, and what it refuses beside which field."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from common.errors import Refused
from disclosures.models import DisclosureForm, PlanLine, PostingPlace
from disclosures.services import places, plans
from organizations.enums import Role
from tests.factories.disclosures import disclosure_of, item, recorder_of, up
from tests.factories.documents import OfficialDocumentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

DECIDED = date(2026, 10, 1)


@pytest.fixture
def paper(committee):
    return OfficialDocumentFactory(issuer=committee, issued_on=date(2026, 1, 5))


def form(code="niem-yet"):
    return DisclosureForm.objects.get(code=code)


def added(body, by, **more):
    values = {"name": "Nhà văn hóa bản Khe Giữa", "headquarters": False, "since": date(2026, 1, 1)} | more
    return places.add(body=body, form=form(), by=by, **values)


def line(plan, by, **more):
    values = {
        "item": item(2), "subject": "Quyết toán ngân sách", "month": 6, "time_note": "", "responsible": None,
        "officer": "Kế toán",
    }  # fmt: skip
    return plans.add_line(plan=plan, forms=[form()], by=by, **(values | more))


def refused_at(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.field


def test_a_new_place_is_wanted_by_the_next_decision_and_no_name_is_given_twice(committee, clerk):
    place = added(committee, clerk, name="  Nhà văn hóa   bản Khe Giữa ")

    assert place.name == "Nhà văn hóa bản Khe Giữa"
    assert [one.place for one in disclosure_of(committee, on=DECIDED, by=clerk).postings.all()] == [place]
    assert refused_at(lambda: added(committee, clerk)) == "name"
    assert refused_at(lambda: added(committee, clerk, name=" ")) == "name"


def test_a_place_ends_only_when_nothing_waits_or_hangs_there(committee, clerk):
    place = added(committee, clerk)

    def ended(last_day):
        return places.edit(place=place, name=place.name, headquarters=False, last_day=last_day, by=clerk)

    up(disclosure_of(committee, on=DECIDED, by=clerk), date(2026, 10, 2), by=clerk)
    assert refused_at(lambda: ended(date(2026, 11, 30))) == "last_day"
    assert refused_at(lambda: ended(date(2025, 12, 31))) == "last_day"

    PostingPlace.objects.get(pk=place.pk).postings.update(status="down", taken_down_on=date(2026, 11, 10))
    assert ended(date(2026, 11, 30)).last_day == date(2026, 11, 30)
    assert ended(None).last_day is None


def test_who_only_enters_data_neither_keeps_places_nor_plans(committee):
    official = recorder_of(committee, Role.OFFICIAL)

    with pytest.raises(PermissionDenied):
        added(committee, official)
    with pytest.raises(PermissionDenied):
        plans.start(body=committee, year=2026, by=official)


def test_a_plan_takes_the_lines_of_the_year_before_and_there_is_one_a_year(committee, clerk):
    old = plans.start(body=committee, year=2026, by=clerk)
    line(old, clerk)

    new = plans.start(body=committee, year=2027, by=clerk, like=old)

    assert [(one.subject, one.month, list(one.forms.all())) for one in new.lines.all()] == [
        ("Quyết toán ngân sách", 6, [form()])
    ]
    assert refused_at(lambda: plans.start(body=committee, year=2027, by=clerk)) == "year"
    assert refused_at(lambda: plans.start(body=committee, year=1999, by=clerk)) == "year"


@pytest.mark.parametrize(("wrong", "field"), [({"subject": " "}, "subject"), ({"officer": ""}, "officer")])
def test_a_line_says_what_and_who(committee, clerk, wrong, field):
    plan = plans.start(body=committee, year=2026, by=clerk)

    assert refused_at(lambda: line(plan, clerk, **wrong)) == field


def test_a_line_holds_a_content_of_its_year_and_is_corrected_until_something_hangs_on_it(committee, clerk):
    plan = plans.start(body=committee, year=2026, by=clerk)
    assert refused_at(lambda: line(plan, clerk, item=item(2, "co-quan-2023"))) == "item"
    one = line(plan, clerk)

    values = {"item": one.item, "month": 7, "time_note": "", "responsible": None, "officer": "Kế toán"}
    plans.edit_line(line=one, forms=[], by=clerk, subject="Quyết toán năm 2025", **values)

    one = PlanLine.objects.get(pk=one.pk)
    assert (one.subject, one.month, one.forms.count()) == ("Quyết toán năm 2025", 7, 0)
    disclosure_of(committee, on=DECIDED, by=clerk, plan_line=one)
    with pytest.raises(Refused, match="không bỏ được"):
        plans.remove_line(line=one, by=clerk)
    spare = line(plan, clerk)
    plans.remove_line(line=spare, by=clerk)
    assert list(plan.lines.all()) == [one]


def test_an_issued_plan_stands(committee, clerk, paper):
    plan = plans.start(body=committee, year=2026, by=clerk)
    with pytest.raises(Refused, match="chưa có dòng nào"):
        plans.issue(plan=plan, document=paper, by=clerk)
    one = line(plan, clerk)
    assert refused_at(lambda: plans.issue(plan=plan, document=None, by=clerk)) == "document"

    plans.issue(plan=plan, document=paper, by=clerk)

    for act in (lambda: line(plan, clerk), lambda: plans.remove_line(line=one, by=clerk)):
        with pytest.raises(Refused, match="không sửa được nữa"):
            act()
