"""Yearly programmes, working rules, notices of assignment, themes."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from common import chain
from common.errors import Refused
from common.periods import Period
from deadlines.models import Clock
from figures import registry
from organizations.enums import Role
from steering import citing
from steering.enums import Position
from steering.enums_directing import ItemState
from steering.models import ProgrammeItem, Task, WorkProgramme, YearTheme
from steering.queries_programmes import standing_of
from steering.services import programmes as services
from steering.services import ruling
from tests.factories.accounts import UserFactory
from tests.factories.directing import PaperFactory, ProgrammeItemFactory, WorkProgrammeFactory
from tests.factories.steering import CommitteeFactory, CommitteeMemberFactory, TaskFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]  # 02/11/2020


@pytest.fixture
def board(committee):
    return CommitteeFactory(body=committee)


@pytest.fixture
def programme(board, clerk):
    paper = PaperFactory(unit=board.unit, symbol="06-TT/QU")
    head = {"year": 2020, "decision_text": "03-CTr/BCĐ", "issued_on": date(2020, 3, 5), "papers": [paper]}
    return services.draft_programme(committee=board, by=clerk, **head)


@pytest.fixture
def item(programme, front, clerk):
    facts = services.ItemFacts(text="Giám sát chi bộ số 11", lead=front, due_on=date(2020, 11, 30))
    return services.add_item(programme=programme, facts=facts, by=clerk)


def clocks_of(item):
    return [(clock.is_live, clock.due_on) for clock in Clock.objects.of(item)]


def test_a_committee_has_one_programme_a_year(programme, board, clerk):
    with pytest.raises(Refused) as refused:
        services.draft_programme(committee=board, year=2020, decision_text="x", issued_on=date(2020, 3, 9), by=clerk)

    assert refused.value.field == "year"


def test_a_content_waits_with_a_clock_for_its_lead_body(item, front):
    clock = Clock.objects.of(item).get()

    assert (clock.body, clock.due_on, item.state) == (front, date(2020, 11, 30), ItemState.PLANNED)


def test_a_content_is_due_in_the_year_of_its_programme(programme, front, clerk):
    facts = services.ItemFacts(text="Sơ kết", lead=front, due_on=date(2021, 1, 5))

    with pytest.raises(Refused) as refused:
        services.add_item(programme=programme, facts=facts, by=clerk)

    assert refused.value.field == "due_on"


def test_a_content_becomes_a_task_in_one_step_and_follows_it(programme, item, committee, front, clerk):
    task = services.make_task(item=item, assigned_on=date(2020, 9, 1), by=clerk)

    item.refresh_from_db()
    assert (task.assigned_by, task.lead, task.due_on, item.state) == (committee, front, item.due_on, ItemState.WORKING)
    assert clocks_of(item) == [(False, date(2020, 11, 30))]
    assert [paper.symbol for paper in citing.papers_of(task)] == ["06-TT/QU"]
    labels = [link.label for link in chain.links("steering.task", [task.pk], reader=clerk)[task.pk]]
    assert labels[:2] == ["Thông tri 06-TT/QU", "Chương trình công tác năm 2020"]
    Task.objects.filter(pk=task.pk).update(status="done", percent=100, closed_on=date(2020, 10, 20))
    done = ProgrammeItem.objects.select_related("task").get(pk=item.pk)
    assert (done.state, done.finished_on) == (ItemState.DONE, date(2020, 10, 20))


def test_a_content_without_a_task_is_done_or_dropped_by_hand_once(programme, item, front, clerk):
    with pytest.raises(Refused, match="đến hôm nay"):
        services.finish_item(item=item, on=date(2020, 11, 3), by=clerk)
    services.finish_item(item=item, on=date(2020, 10, 1), by=clerk)
    assert clocks_of(item) == [(False, date(2020, 11, 30))]

    with pytest.raises(Refused):
        services.drop_item(item=item, reason="Không cần", by=clerk)


def test_what_is_open_goes_over_into_next_year_and_its_task_goes_on(programme, item, front, clerk):
    done, with_task = (ProgrammeItemFactory(programme=programme, lead=front) for _ in range(2))
    services.finish_item(item=done, on=date(2020, 10, 1), by=clerk)
    task = services.make_task(item=with_task, assigned_on=date(2020, 9, 1), by=clerk)

    following = services.carry_over(
        programme=programme, decision_text="01-CTr/BCĐ", issued_on=date(2020, 11, 2), by=clerk
    )

    assert [(new.carried_from, new.task, new.due_on) for new in following.items.order_by("order")] == [
        (item, None, date(2021, 12, 31)),
        (with_task, task, date(2021, 1, 1)),
    ]
    item.refresh_from_db()
    assert (item.state, clocks_of(item)) == (ItemState.CARRIED, [(False, date(2020, 11, 30))])
    with pytest.raises(Refused):
        services.carry_over(programme=programme, decision_text="x", issued_on=date(2020, 11, 2), by=clerk)


def test_only_people_of_the_committee_plan(programme, commune):
    with pytest.raises(PermissionDenied):
        services.edit_programme(
            programme=programme, decision_text="x", issued_on=date(2020, 3, 5), note="", document=None, papers=[],
            by=UserFactory(member_of=commune, role=Role.FRONT),
        )  # fmt: skip


def test_counts_of_contents_equal_their_lists(client, programme, front, clerk, board):
    late = ProgrammeItemFactory(programme=programme, lead=front, due_on=date(2020, 10, 1))
    done = TaskFactory(assigned_by=board.body, lead=front, done=True, closed_on=date(2020, 10, 20))
    ProgrammeItemFactory(programme=programme, lead=front, task=done)
    ProgrammeItemFactory(programme=programme, lead=front, due_on=date(2020, 9, 30), done_on=date(2020, 10, 2))
    ProgrammeItemFactory(programme=programme, lead=front, dropped="Trùng")
    client.force_login(clerk)
    asked = {"unit": board.unit, "body": board.body, "window": Period.parse("2020-Y")}

    counts = [registry.count(f"programmes.contents_{name}", **asked) for name in ("due", "done", "on_time")]

    assert [count.number for count in counts] == [3, 2, 1]
    for count in counts:
        assert {item.pk for item in client.get(count.url).context["page"]} == set(count.keys)
    assert WorkProgramme.objects.with_progress(date(2020, 11, 2)).get(pk=programme.pk).late == 1
    assert late.is_late


def test_a_new_version_of_the_working_rules_ends_the_one_before(board, clerk):
    for on in (date(2020, 3, 10), date(2020, 10, 6)):
        ruling.issue_rules(committee=board, decision_text=f"QC/BCĐ {on}", on=on, by=clerk)

    first, second = board.working_rules.order_by("version")
    assert (first.valid.upper, second.version) == (date(2020, 10, 6), 2)
    assert [rules.version for rules in standing_of(board, date(2020, 5, 1)).rules] == [1]
    with pytest.raises(Refused):
        ruling.issue_rules(committee=board, decision_text="QC", on=date(2020, 10, 6), by=clerk)


def test_the_committee_page_shows_who_answers_for_what_as_of_a_day(client, board, clerk):
    member = CommitteeMemberFactory(committee=board, position=Position.MEMBER, sector="Nội vụ")
    lines = [ruling.Assigned(member, "Đất đai", "thôn Tân Hợp")]
    ruling.issue_assignment(committee=board, decision_text="05-TB/BCĐ", on=date(2020, 8, 20), assigned=lines, by=clerk)
    client.force_login(clerk)

    def page(day):
        return client.get(board.get_absolute_url(), {"ngay": day}).context["members"][0].sector

    assert (page("19/08/2020"), page("20/08/2020")) == ("Nội vụ", "Đất đai; thôn Tân Hợp")


def test_a_notice_assigns_members_who_sit_on_its_day(board, clerk):
    later = CommitteeMemberFactory(committee=board, valid=("2020-10-01", None))

    with pytest.raises(Refused) as refused:
        ruling.issue_assignment(
            committee=board, decision_text="x", on=date(2020, 9, 1), assigned=[ruling.Assigned(later, "Đất đai")],
            by=clerk,
        )  # fmt: skip

    assert refused.value.field == "on"


# -- pages


def test_a_year_is_planned_from_the_committee_page_to_a_task(client, board, front, clerk):
    client.force_login(clerk)
    head = {"year": "2020", "decision_text": "03-CTr/BCĐ", "issued_on": "05/03/2020"}
    content = {"text": "Đối thoại với Nhân dân", "lead": front.name, "due_on": "15/12/2020"}

    client.post(reverse("steering:programme_new", args=[board.body.code]), head)
    programme = WorkProgramme.objects.get()
    client.post(reverse("steering:item_new", args=[programme.pk]), content)
    client.post(reverse("steering:item_step", args=[programme.pk, 1, "giao-viec"]), {"assigned_on": "02/11/2020"})

    assert Task.objects.get().title == "Đối thoại với Nhân dân"
    assert "Đang thực hiện" in client.get(programme.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("year", "0"),
        ("year", "99999999999999"),
        ("issued_on", "31/02/2020"),
        ("decision_text", "\x00"),
        ("papers", "?"),
    ],
)
def test_what_cannot_be_read_is_told_beside_its_field(client, board, clerk, name, typed):
    client.force_login(clerk)
    head = {"year": "2020", "decision_text": "03-CTr/BCĐ", "issued_on": "05/03/2020"}

    response = client.post(reverse("steering:programme_new", args=[board.body.code]), head | {name: typed})

    assert response.context["form"].errors.keys() == {name}


def test_an_unknown_step_is_no_page_and_a_finished_content_has_none(client, clerk, item):
    client.force_login(clerk)
    services.finish_item(item=item, on=date(2020, 10, 1), by=clerk)

    assert client.get(reverse("steering:item_step", args=[item.programme_id, 1, "khong-co"])).status_code == 404
    assert client.get(reverse("steering:item_step", args=[item.programme_id, 1, "xong"])).status_code == 302


def test_the_theme_of_a_year_is_written_once_and_corrected(client, clerk, programme):
    client.force_login(clerk)
    for text in ("Dân vận chính quyền", "Năm dân vận chính quyền 2020"):
        client.post(reverse("steering:theme"), {"year": "2020", "text": text})

    assert YearTheme.objects.get().text == "Năm dân vận chính quyền 2020"
    assert "Năm dân vận chính quyền 2020" in client.get(programme.get_absolute_url()).content.decode()


def test_working_rules_and_assignment_are_entered_on_the_committee_page(client, board, clerk):
    member = CommitteeMemberFactory(committee=board)
    client.force_login(clerk)
    paper = {"decision_text": "05-TB/BCĐ", "on": "02/11/2020"}

    client.post(reverse("steering:working_rules", args=[board.body.code]), paper)
    empty = client.post(reverse("steering:assignment", args=[board.body.code]), paper)
    client.post(reverse("steering:assignment", args=[board.body.code]), paper | {f"m{member.pk}-area": "thôn 1"})

    assert empty.context["form"].errors
    assert board.assignment_notices.get().assigned.get().area == "thôn 1"
    assert board.working_rules.get().version == 1


def test_programmes_that_cite_a_paper_are_listed(client, programme, clerk, board):
    WorkProgrammeFactory(committee=board, year=2019)
    client.force_login(clerk)
    paper = citing.papers_of(programme)[0]

    cited = citing.citers_of(paper, clerk)

    assert [one.words for one in cited] == ["1 chương trình"]
    assert list(client.get(cited[0].url).context["page"]) == [programme]
