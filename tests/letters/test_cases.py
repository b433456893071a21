"""Pending cases: who may know of them, what ties them together, how they end."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from common import chain
from common.errors import Refused
from common.periods import Period
from figures import registry
from letters.enums_cases import CasePart, CaseState
from letters.enums_reception import Matter
from letters.models import Case, CaseField, CaseLink, CaseStage
from letters.services import cases, visits
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.factories.reception import CaseFactory, CaseLinkFactory, VisitFactory
from tests.factories.steering import TaskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2020-11-02 09:00 +0700", tick=False):
        yield


@pytest.fixture
def commune():
    return UnitFactory(name="Cự Khối", kind__code="phuong", code="cu-khoi")


@pytest.fixture
def office(commune):
    return BodyFactory(unit=commune, code="ubnd-cu-khoi", name="UBND phường Cự Khối", short_name="UBND phường")


@pytest.fixture
def clerk(office):
    return UserFactory(member_of=office, role=Role.CLERK, full_name="Lê Thị Vụ Việc")


@pytest.fixture
def case(office):
    return CaseFactory(lead=office)


def opened(office, by, **changed):
    wanted = {
        "title": "Bồi thường khi mở rộng đường liên xã", "field": CaseField.objects.get(code="dat-dai"),
        "stage": CaseStage.objects.get(code="xac-minh"), "place_unit": office.unit, "lead": office,
        "opened_on": date(2020, 10, 1), "about_matter": True, "by": by,
    }  # fmt: skip
    return cases.open_case(**(wanted | changed))


def edited(case, by, **changed):
    names = ("title", "field", "stage", "place_unit", "lead")
    return cases.edit_case(
        case=case, about_matter=True, by=by, **({name: getattr(case, name) for name in names} | changed)
    )


# -- who may know of it


@pytest.mark.parametrize("role", list(Role))
def test_a_case_exists_for_four_roles_at_its_bodies_and_for_nobody_else(case, office, commune, role):
    readers = {Role.OFFICIAL, Role.CLERK, Role.LEADER, Role.SUPERVISOR}
    inside, beside = (
        UserFactory(member_of=office, role=role),
        UserFactory(member_of=BodyFactory(unit=commune), role=role),
    )

    assert Case.objects.visible_to(inside).exists() is (role in readers)
    assert not Case.objects.visible_to(beside).exists()


def test_the_level_above_knows_of_a_case_only_when_one_of_its_bodies_takes_part(office):
    district = UnitFactory(kind__code="huyen", name="Long Biên")
    inspector = BodyFactory(unit=district)
    looks = UserFactory(member_of=inspector, role=Role.SUPERVISOR)
    alone, shared = CaseFactory(lead=office), CaseFactory(lead=office, parts={inspector: CasePart.SUPERVISOR})

    assert list(Case.objects.visible_to(looks)) == [shared]
    assert alone not in Case.objects.visible_to(looks)


def test_handing_the_lead_over_takes_the_case_away(case, office, commune, clerk):
    other = BodyFactory(unit=commune)

    edited(case, clerk, lead=other)

    assert not Case.objects.visible_to(clerk).exists()
    assert Case.objects.visible_to(UserFactory(member_of=other, role=Role.OFFICIAL)).exists()


# -- verbs


def test_a_case_is_opened_with_a_code_and_the_word_that_it_is_about_the_matter(office, clerk):
    made = opened(office, clerk)

    assert made.code.startswith("VV-2020-")
    with pytest.raises(Refused) as refused:
        opened(office, clerk, about_matter=False)
    assert refused.value.field == "about_matter"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"opened_on": date(2020, 11, 3)}, "opened_on"),
        ({"opened_on": date(1900, 1, 1)}, "lead"),
    ],
)
def test_a_case_that_cannot_be_is_refused(office, clerk, changed, field):
    with pytest.raises(Refused) as refused:
        opened(office, clerk, **changed)

    assert refused.value.field == field


def test_a_body_takes_part_once(office, clerk):
    with pytest.raises(Refused) as refused:
        opened(office, clerk, supporters=[office])

    assert refused.value.field == "supporters"


def test_records_are_tied_by_their_number_and_taken_back_with_a_reason(case, office, clerk):
    task, visit = TaskFactory(assigned_by=office, lead=office), VisitFactory(body=office, recorded_by=clerk)
    tied = cases.link(case=case, kind="task", name=task.code.lower(), by=clerk)
    other = cases.link(case=case, kind="visit", name=f"{visit.number} / {visit.year}", by=clerk)

    assert (tied.task, tied.on, other.visit) == (task, task.assigned_on, visit)
    with pytest.raises(Refused) as twice:
        cases.link(case=case, kind="task", name=task.code, by=clerk)
    assert twice.value.field == "name"
    with pytest.raises(Refused):
        cases.unlink(link=tied, reason=" ", by=clerk)
    cases.unlink(link=tied, reason="Việc khác", by=clerk)
    assert cases.link(case=case, kind="task", name=task.code, by=clerk).pk != tied.pk


@pytest.mark.parametrize(
    ("kind", "name"), [("task", "NV-0000-0000"), ("visit", "12"), ("document", "x"), ("khac", "1")]
)
def test_what_is_not_there_cannot_be_tied(case, clerk, kind, name):
    with pytest.raises(Refused):
        cases.link(case=case, kind=kind, name=name, by=clerk)


def test_a_record_out_of_reach_cannot_be_tied(case, clerk):
    with pytest.raises(Refused):
        cases.link(case=case, kind="task", name=TaskFactory().code, by=clerk)


def test_a_sealed_matter_is_never_tied_whatever_the_path(case, office, clerk):
    sealed = VisitFactory(
        body=office, matter=Matter.DENUNCIATION, full_name="", address="", content="", recorded_by=clerk
    )
    with pytest.raises(Refused):
        cases.link(case=case, kind="visit", name=f"{sealed.number}/{sealed.year}", by=clerk)
    with pytest.raises(IntegrityError, match="niêm phong"), transaction.atomic():
        CaseLinkFactory(case=case, visit=sealed)

    open_one = VisitFactory(body=office, recorded_by=clerk)
    cases.link(case=case, kind="visit", name=f"{open_one.number}/{open_one.year}", by=clerk)
    with pytest.raises(IntegrityError, match="vụ việc"), transaction.atomic():
        visits.edit_visit(visit=open_one, matter=Matter.DENUNCIATION, full_name="", address="", content="", by=clerk)


def test_a_link_names_exactly_one_record(case, office, clerk):
    task, visit = TaskFactory(assigned_by=office, lead=office), VisitFactory(body=office, recorded_by=clerk)
    for records in ({}, {"task": task, "visit": visit}):
        with pytest.raises(IntegrityError, match="case_link_exactly_one"), transaction.atomic():
            CaseLinkFactory(case=case, **records)


def test_a_case_is_closed_with_its_result_and_opened_again_with_a_reason(case, clerk):
    with pytest.raises(Refused) as refused:
        cases.close(case=case, on=date(2020, 11, 2), result=" ", by=clerk)
    closed = cases.close(case=case, on=date(2020, 11, 2), result="Đã chi trả", by=clerk)

    assert (refused.value.field, closed.state) == ("result", CaseState.CLOSED)
    with pytest.raises(Refused):
        cases.link(case=case, kind="task", name="NV-2020-0001", by=clerk)
    again = cases.reopen(case=case, reason="Khiếu nại tiếp", by=clerk)
    assert (again.state, again.closed_on, again.result) == (CaseState.OPEN, None, "")


def test_officials_keep_a_case_but_do_not_end_it(case, office):
    official = UserFactory(member_of=office, role=Role.OFFICIAL)

    edited(case, official, title="Tên khác")
    with pytest.raises(PermissionDenied):
        cases.close(case=case, on=date(2020, 11, 2), result="Xong", by=official)


# -- pages


def test_one_timeline_ties_everything_and_says_nothing_of_what_the_reader_may_not_see(client, case, office, clerk):
    task = TaskFactory(assigned_by=office, lead=office, title="Rà soát phương án bồi thường")
    hidden = TaskFactory(title="Việc của nơi khác")
    CaseLinkFactory(case=case, task=task, on=date(2020, 9, 23))
    CaseLinkFactory(case=case, task=hidden, on=date(2020, 9, 30))
    client.force_login(clerk)

    page = client.get(case.get_absolute_url())

    entries = [(entry.on.isoformat(), bool(entry.url)) for entry in page.context["page"]]
    assert entries == [("2020-09-01", False), ("2020-09-23", True), ("2020-09-30", False)]
    assert "Việc của nơi khác" not in page.content.decode()


def test_a_task_shows_its_case_to_those_who_may_know_of_it(client, case, office, clerk):
    task = TaskFactory(assigned_by=office, lead=office)
    CaseLinkFactory(case=case, task=task)
    member = UserFactory(member_of=office, role=Role.MEMBER)

    for person, shown in ((clerk, True), (member, False)):
        client.force_login(person)
        assert (case.code in client.get(task.get_absolute_url()).content.decode()) is shown
    assert not any(case.code in link.label for link in chain.links("steering.task", [task.pk])[task.pk])


def test_the_list_is_found_without_accents_and_a_count_opens_to_it(client, commune, case, office, clerk):
    CaseFactory(lead=office, closed=True, title="Việc khác")
    client.force_login(clerk)
    url = reverse("letters:cases")

    assert [row.pk for row in client.get(url).context["page"]] == [case.pk]
    assert [row.pk for row in client.get(url, {"q": "boi thuong mo rong"}).context["page"]] == []
    assert [row.pk for row in client.get(url, {"q": "khi mo rong duong"}).context["page"]] == [case.pk]
    for name, number in (("cases.opened", 2), ("cases.pending", 1)):
        counted = registry.count(name, unit=commune, body=office, window=Period.parse("2020-Y"))
        assert counted.number == number
        assert {row.pk for row in client.get(counted.url).context["page"]} == set(counted.keys)


def test_two_people_who_correct_a_case_at_once_see_each_other(client, case, clerk):
    client.force_login(clerk)
    url = reverse("letters:case_edit", args=[case.code])
    form = client.get(url).context["form"]
    sent = {
        "title": "Tên của tôi", "field": case.field_id, "stage": case.stage_id, "place_unit": case.place_unit_id,
        "lead": case.lead.name, "about_matter": "on", "digest": form["digest"].value(),
    }  # fmt: skip
    Case.objects.filter(pk=case.pk).update(title="Tên của người khác")

    page = client.post(url, sent)

    assert page.status_code == 200
    assert [conflict.theirs for conflict in page.context["form"].conflicts] == ["Tên của người khác"]


@pytest.mark.parametrize("typed", ["\x00", "9" * 30, "31/02/2026", "a" * 20_000, "-1"])
def test_no_input_breaks_a_page(client, case, office, clerk, typed):
    client.force_login(clerk)
    link = CaseLinkFactory(case=case, task=TaskFactory(assigned_by=office, lead=office))
    fields = ("title", "field", "stage", "place_unit", "lead", "supporters", "opened_on", "about_matter", "digest")
    forms = {
        reverse("letters:case_open"): fields,
        reverse("letters:case_edit", args=[case.code]): fields,
        reverse("letters:case_link", args=[case.code]): ("kind", "name"),
        reverse("letters:case_unlink", args=[case.code, link.pk]): (),
        reverse("letters:case_close", args=[case.code]): ("on", "result"),
    }
    for url, names in forms.items():
        assert client.post(url, dict.fromkeys(names, typed)).status_code < 500, url
    asked = dict.fromkeys(("q", "trang-thai", "linh-vuc", "tu", "ngay", "chu-tri", "page"), typed)
    assert client.get(reverse("letters:cases"), asked).status_code < 500
    assert CaseLink.objects.get(pk=link.pk).unlinked_at is None
