"""Directing papers: the register, who must carry a paper out, how each body did, and who cites it."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from common import chain
from common.errors import Refused
from deadlines.models import Clock
from organizations.enums import Role
from steering import citing
from steering.enums_directing import Carrying, Force
from steering.filters_directing import COMPLETE, LACKING, LATE, PaperFilter
from steering.models import DirectingPaper, Implementation, PaperKind, Task
from steering.services import assign_task, edit_task
from steering.services import directing as services
from tests.factories.accounts import UserFactory
from tests.factories.directing import ImplementationFactory, PaperFactory
from tests.factories.organizations import BodyFactory, UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]  # 02/11/2020

CIRCULAR = {
    "issuer_text": "Quận ủy Long Biên", "symbol": "06-TT/QU", "issued_on": date(2016, 3, 2),
    "subject": "Tăng cường lãnh đạo thực hiện Quy chế dân chủ ở cơ sở",
}  # fmt: skip


@pytest.fixture
def facts():
    return services.PaperFacts(kind=PaperKind.objects.get(code="thong-tri"), **CIRCULAR)


@pytest.fixture
def keeper(commune):
    return UserFactory(member_of=commune, role=Role.CLERK)


@pytest.fixture
def paper(commune, facts, keeper):
    return services.register_paper(unit=commune, facts=facts, by=keeper)


def clock_of(one):
    return Clock.objects.of(one).get()


def test_a_paper_of_an_issuer_outside_the_portal_is_named_by_its_kind_and_number(paper):
    assert paper.issuer is None
    assert str(paper) == "Thông tri 06-TT/QU"
    assert paper.state is Force.IN_FORCE


def test_an_issuer_above_that_is_in_the_portal_is_recognised_and_sees_how_it_is_carried_out(facts, keeper):
    district = UnitFactory(name="Long Biên", kind__code="huyen")
    issuer = BodyFactory(unit=district, name="Quận ủy Long Biên")
    ward = UnitFactory(parent=district)

    made = services.register_paper(unit=ward, facts=facts, by=UserFactory(member_of=ward, role=Role.OFFICIAL))

    assert made.issuer == issuer
    assert DirectingPaper.objects.visible_to(UserFactory(member_of=district)).filter(pk=made.pk).exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"symbol": "  "}, "symbol"),
        ({"issuer_text": ""}, "issuer_text"),
        ({"subject": ""}, "subject"),
        ({"issued_on": date(2020, 11, 3)}, "issued_on"),
        ({"since": date(2016, 4, 1), "until": date(2016, 3, 31)}, "until"),
    ],
)
def test_a_paper_that_lacks_something_is_refused_beside_the_field(commune, facts, keeper, wrong, field):
    with pytest.raises(Refused) as refused:
        services.register_paper(unit=commune, facts=replace(facts, **wrong), by=keeper)

    assert refused.value.field == field


def test_the_same_paper_stands_once_in_a_register_however_its_number_is_typed(commune, facts, keeper, paper):
    with pytest.raises(Refused, match="đã có trong sổ"):
        services.register_paper(unit=commune, facts=replace(facts, symbol=" 06-tt/qu "), by=keeper)


def test_a_new_paper_ends_the_one_that_it_replaces_on_the_day_it_begins_to_bind(commune, facts, keeper, paper):
    newer = replace(facts, symbol="15-TT/QU", issued_on=date(2020, 6, 1), since=date(2020, 7, 1))

    made = services.register_paper(unit=commune, facts=newer, replaces=paper, by=keeper)

    paper.refresh_from_db()
    assert (paper.replaced_by, paper.ends_on, paper.state) == (made, date(2020, 7, 1), Force.ENDED)
    with pytest.raises(Refused, match="chính nó"):
        services.end_force(paper=made, on=date(2020, 8, 1), replaced_by=paper, by=keeper)


def test_a_body_with_a_due_date_gets_a_clock_that_ends_when_it_issues_its_paper(paper, keeper, front):
    services.add_holders(paper=paper, bodies=[front], due_on=date(2020, 11, 30), by=keeper)
    one = paper.implementations.get()
    assert (one.state, clock_of(one).body, clock_of(one).due_on) == (Carrying.WAITING, front, date(2020, 11, 30))

    services.carry_out(one=one, symbol="12-KH/MTTQ", issued_on=date(2020, 10, 5), by=keeper)

    one.refresh_from_db()
    assert one.state is Carrying.ISSUED
    assert not clock_of(one).is_live


def test_a_body_without_a_due_date_has_no_clock_until_it_is_given_one(paper, keeper, front):
    services.add_holders(paper=paper, bodies=[front], by=keeper)
    assert not Clock.objects.of(paper.implementations.get()).exists()

    services.add_holders(paper=paper, bodies=[front], due_on=date(2020, 12, 1), by=keeper)
    services.add_holders(paper=paper, bodies=[front], due_on=date(2020, 12, 15), by=keeper)

    one = paper.implementations.get()
    assert one.due_on == clock_of(one).due_on == date(2020, 12, 15)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "symbol"),
        ({"symbol": "12-KH/ĐU"}, "issued_on"),
        ({"issued_on": date(2020, 10, 5)}, "symbol"),
        ({"symbol": "12-KH/ĐU", "issued_on": date(2016, 3, 1)}, "issued_on"),
        ({"symbol": "12-KH/ĐU", "issued_on": date(2020, 11, 3)}, "issued_on"),
        ({"done_on": date(2020, 10, 5)}, "result"),
        ({"symbol": "12-KH/ĐU", "issued_on": date(2020, 10, 5), "done_on": date(2020, 10, 4)}, "done_on"),
    ],
)
def test_half_a_result_is_refused(paper, keeper, said, field):
    one = ImplementationFactory(paper=paper)

    with pytest.raises(Refused) as refused:
        services.carry_out(one=one, by=keeper, **said)

    assert refused.value.field == field


def test_a_body_that_need_not_carry_it_out_counts_nowhere_and_owes_nothing(paper, keeper, front):
    one = ImplementationFactory(paper=paper, body=front, due_on=date(2020, 10, 1))
    assert one.state is Carrying.LATE

    services.excuse(one=one, reason="Đã giải thể", by=keeper)

    assert not clock_of(one).is_live
    covered = DirectingPaper.objects.with_coverage(date(2020, 11, 2)).get(pk=paper.pk)
    assert (covered.owed, covered.met, covered.late) == (0, 0, 0)


def test_only_the_body_itself_and_the_unit_that_keeps_the_register_say_how_it_was_carried_out(paper, front):
    below = UnitFactory(parent=front.unit, kind__code="thon")
    one = ImplementationFactory(paper=paper, body=front)
    said = {"symbol": "1-KH", "issued_on": date(2020, 10, 5)}

    with pytest.raises(PermissionDenied):
        services.carry_out(one=one, by=UserFactory(member_of=below, role=Role.OFFICIAL), **said)
    services.carry_out(one=one, by=UserFactory(member_of=front, role=Role.ANSWERER), **said)


def test_a_body_outside_the_unit_and_those_below_is_not_asked(paper, keeper):
    with pytest.raises(Refused) as refused:
        services.add_holders(paper=paper, bodies=[BodyFactory()], by=keeper)

    assert refused.value.field == "bodies"


def test_coverage_tells_who_has_issued_who_has_not_and_who_is_late(commune, keeper):
    whole, half, late, empty = (PaperFactory(unit=commune) for _ in range(4))
    done = {"symbol": "1-KH", "issued_on": date(2020, 10, 1)}
    ImplementationFactory(paper=whole, **done)
    ImplementationFactory(paper=half, **done)
    ImplementationFactory(paper=half)
    ImplementationFactory(paper=late, due_on=date(2020, 10, 30))

    papers = DirectingPaper.objects.visible_to(keeper)
    found = {state: set(PaperFilter(coverage=state).apply(papers)) for state in (COMPLETE, LACKING, LATE)}

    assert found == {COMPLETE: {whole}, LACKING: {half, late}, LATE: {late}}
    assert empty in papers


# -- citing


def assigned(committee, front, clerk, **more):
    values = {
        "title": "Tiếp tục thực hiện Thông tri số 06-TT/QU của Quận ủy", "assigned_by": committee, "lead": front,
        "supporters": [], "assigned_on": date(2020, 9, 23), "due_on": date(2020, 12, 31),
    }  # fmt: skip
    return assign_task(**(values | more), by=clerk)


def test_a_task_cites_the_papers_whose_numbers_stand_in_its_words(paper, committee, front, clerk):
    other = PaperFactory(unit=committee.unit, symbol="05-CT/TW")
    PaperFactory(symbol="06-TT/QU")  # of another unit's register

    task = assigned(committee, front, clerk)
    assert citing.papers_of(task) == [paper]

    edit_task(
        task=task, title=task.title, note="", period_note="", lead=front, supporters=[], due_on=task.due_on,
        papers=[other], by=clerk,
    )  # fmt: skip
    assert citing.papers_of(task) == [other]


def test_a_citation_shows_on_both_ends(client, paper, committee, front, clerk):
    task = assigned(committee, front, clerk)
    client.force_login(clerk)

    first = chain.links("steering.task", [task.pk], reader=clerk)[task.pk][0]
    cited = chain.links(citing.PAPER, [paper.pk], reader=clerk)[paper.pk][1]

    assert (first.label, first.url) == ("Thông tri 06-TT/QU", paper.get_absolute_url())
    assert cited.label == "1 nhiệm vụ viện dẫn"
    assert [row.task for row in client.get(cited.url).context["rows"]] == [task]


def test_a_reader_who_does_not_see_a_cited_paper_reads_its_name_without_its_page(paper, committee, clerk):
    village = UnitFactory(parent=committee.unit, kind__code="thon")
    lead = BodyFactory(unit=village)
    task = assigned(committee, lead, clerk)

    link = chain.links("steering.task", [task.pk], reader=UserFactory(member_of=village))[task.pk][0]

    assert (link.label, link.url) == ("Thông tri 06-TT/QU", "")


# -- pages


def sent(**more):
    kind = PaperKind.objects.get(code="thong-tri").pk
    return {"kind": kind, **CIRCULAR, "issued_on": "02/03/2016", "bodies": "", "everywhere": "", **more}


def test_a_paper_is_entered_with_those_who_carry_it_out_in_one_form(client, commune, keeper, front):
    client.force_login(keeper)

    response = client.post(reverse("steering:paper_new"), sent(bodies=front.name, due_on="30/11/2020"), follow=True)

    made = DirectingPaper.objects.get()
    assert made.implementations.get().body == front
    assert "Thông tri 06-TT/QU" in response.content.decode()


def test_every_body_of_a_kind_below_is_asked_at_once(client, commune, keeper):
    villages = [UnitFactory(parent=commune, kind__code="thon") for _ in range(3)]
    bodies = [BodyFactory(unit=village) for village in villages]
    client.force_login(keeper)

    client.post(reverse("steering:paper_new"), sent(everywhere=bodies[0].kind_id))

    assert set(Implementation.objects.values_list("body", flat=True)) == {body.pk for body in bodies}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("symbol", "06\x00"), ("issued_on", "31/02/2016"), ("issued_on", "01/01/0000"),
        ("kind", "99999999999999999999"),
        ("everywhere", "abc"), ("due_on", "30/11/99999"), ("bodies", "không có cơ quan này"), ("subject", "x" * 501),
        ("replaces", "-1"), ("due_on", "01/03/2016"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_beside_its_field_and_kept(client, keeper, front, name, typed):
    client.force_login(keeper)
    bodies = {"bodies": front.name} if name != "bodies" else {}

    response = client.post(reverse("steering:paper_new"), sent(**bodies | {name: typed}))

    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {name}
    assert not DirectingPaper.objects.exists()


def test_a_task_form_names_papers_by_their_numbers(client, committee, front, clerk, paper):
    client.force_login(clerk)
    values = {
        "title": "Giám sát", "assigned_by": committee.pk, "lead": front.name, "assigned_on": "02/11/2020",
        "due_on": "30/11/2020",
    }  # fmt: skip

    wrong = client.post(reverse("steering:assign"), values | {"papers": "99-TT/QU"})
    client.post(reverse("steering:assign"), values | {"papers": "Thông tri số 06-TT/QU"})

    assert wrong.context["form"].errors.keys() == {"papers"}
    assert citing.papers_of(Task.objects.get()) == [paper]


def test_the_coverage_table_lists_what_the_bodies_of_the_unit_owe(client, paper, keeper, front):
    late = ImplementationFactory(paper=paper, body=front, due_on=date(2020, 10, 1))
    ImplementationFactory(paper=paper, due_on=None)
    ImplementationFactory()
    client.force_login(keeper)

    page = client.get(reverse("steering:implementations"), {"trang-thai": "late"})

    assert list(page.context["page"]) == [late]
    assert len(client.get(reverse("steering:implementations")).context["page"]) == 2


def test_the_body_records_its_paper_on_its_own_page(client, paper, front, reporter):
    one = ImplementationFactory(paper=paper, body=front)
    client.force_login(reporter)
    url = reverse("steering:implement", args=[paper.pk, one.pk])

    half = client.post(url, {"symbol": "12-KH/MTTQ"})
    client.post(url, {"symbol": "12-KH/MTTQ", "issued_on": "05/10/2020"})

    assert half.context["form"].errors.keys() == {"issued_on"}
    one.refresh_from_db()
    assert one.symbol == "12-KH/MTTQ"
