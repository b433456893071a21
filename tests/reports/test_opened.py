"""A figure of a report opens to its records as they were frozen, and says what became of them since."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from common import clock
from common.errors import Refused
from figures.rows import kind_of
from letters.enums_reception import Matter
from organizations.enums import Role
from reports.freezing import freeze
from reports.frozen_policies import check_can_erase
from reports.models import Edition, FrozenFigure, FrozenRow, Report
from reports.opened import differs, today_of, told_now, told_of
from reports.paper import Composition, compose
from reports.services.erasing import erase
from reports.told import Told
from tests.factories.accounts import UserFactory
from tests.factories.organizations import UnitFactory
from tests.factories.reception import VisitFactory
from tests.factories.reports import EditionFactory, FrozenFigureFactory, ReportFactory, plain_paper
from tests.factories.steering import TaskFactory

pytestmark = pytest.mark.django_db

KEY = "counted:steering.tasks_assigned"


@pytest.fixture
def tasks(desk):
    titles = ("Lát lại hè phố", "Sửa nhà văn hóa", "Thay đèn đường")
    return [TaskFactory(assigned_by=desk.committee.body, assigned_on=date(2020, 8, 3), title=one) for one in titles]


def frozen(report, by) -> Edition:
    told = told_now(report, KEY)
    assert told is not None
    return freeze(report, Composition(plain_paper(), (told,)), by=by)


@pytest.fixture
def report(desk, tasks) -> Report:
    """Frozen as the services freeze it."""
    report = ReportFactory(body=desk.committee.body, approved=True, period="2020-Q3")
    report.edition = frozen(report, desk.records)
    report.status = "signing"
    report.save()
    return report


@pytest.fixture
def figure(report) -> FrozenFigure:
    return report.edition.figures.get(key=KEY)


def page(client, person, report, key=KEY, **query):
    client.force_login(person)
    return client.get(reverse("reports:figure", args=[report.pk, key]), query)


def since(response) -> dict[str, str]:
    return {row.cells[1][1]: str(row.since) for row in response.context["opened"].rows}


def test_a_figure_shows_its_records_as_they_were_and_what_became_of_each(client, desk, tasks, report):
    same, changed, gone = tasks
    changed.title = "Sửa nhà văn hóa, đợt 2"
    changed.save()
    gone.stakes.all().delete()
    gone.states.all().delete()
    gone.delete()
    TaskFactory(assigned_by=desk.committee.body, assigned_on=date(2020, 8, 4), title="Việc ghi muộn")

    response = page(client, desk.leader, report)

    assert since(response) == {same.title: "same", "Sửa nhà văn hóa": "changed", gone.title: "gone"}
    assert [row.changed for row in response.context["opened"].rows if row.changed] == [("Nội dung",)]
    assert [row.cells[1][1] for row in response.context["new"].rows] == ["Việc ghi muộn"]
    assert not response.context["today"].differs  # three then, three now: one went, one came
    assert response.context["today"].dropped == 1


def test_a_task_behind_a_figure_shows_the_state_of_the_last_day_of_the_period(client, desk):
    body = desk.committee.body
    open_then = {"assigned_by": body, "assigned_on": date(2020, 8, 3), "due_on": date(2020, 12, 1)}
    TaskFactory(**open_then, done=True, closed_on=date(2020, 10, 12))
    TaskFactory(**open_then, cancelled=True, closed_on=date(2020, 10, 19))
    report, key = desk.write("2020-Q3"), "counted:steering.tasks_open"
    told = told_now(report, key)
    assert len(told.rows) == 2

    before = page(client, desk.leader, report, key).context["opened"]
    report.edition = freeze(report, Composition(plain_paper(), (told,)), by=desk.records)
    report.status = "signing"
    report.save()
    after = page(client, desk.leader, report, key).context["opened"]

    for shown in (before, after):
        rows = [dict(row.cells) for row in shown.rows]
        assert {(row["Trạng thái"], row["Ngày kết thúc"]) for row in rows} == {("Mới giao", "")}
    assert {str(row.since) for row in after.rows} == {"same"}


def test_a_column_without_a_past_says_on_which_day_it_was_read(client, desk):
    report = desk.write("2020-9M")

    opened = page(client, desk.leader, report, "counted:conferences.held").context["opened"]

    assert f"Trạng thái (đọc ngày {clock.today():%d/%m/%Y})" in opened.heads
    assert all(tuple(head for head, _text in row.cells) == opened.heads for row in opened.rows)
    with translation.override("en"):
        assert kind_of("conferences.conference").head("Trạng thái", date(2020, 10, 2)).endswith("02/10/2020)")


def test_a_record_that_counts_no_longer_is_marked_and_still_opens(client, desk, tasks, report):
    tasks[0].assigned_on = date(2020, 5, 4)
    tasks[0].save()

    response = page(client, desk.leader, report)

    assert since(response)[tasks[0].title] == "dropped"
    assert response.context["today"].differs
    assert tasks[0].get_absolute_url() in response.text


def test_whoever_sees_the_report_alone_reads_the_rows_and_gets_no_way_to_the_records(client, desk, tasks, report):
    for task in tasks:
        task.stakes.all().delete()

    response = page(client, desk.leader, report)

    assert tasks[0].title in response.text
    assert tasks[0].get_absolute_url() not in response.text


def test_outside_the_reach_of_the_report_there_is_no_figure(client, report):
    stranger = UserFactory(member_of=UnitFactory(code="ben-canh"), role=Role.LEADER)

    assert page(client, stranger, report).status_code == 404


@pytest.mark.parametrize("key", ["counted:nobody", "x", "%00", "a" * 400, "Đ", "..", "own:"])
def test_a_key_that_names_nothing_is_not_found(client, desk, report, key):
    assert page(client, desk.leader, report, key).status_code == 404


@pytest.mark.parametrize("query", [{"lan": "9"}, {"lan": "-1"}, {"lan": "9" * 40}, {"page": "99"}, {"xoa": "'"}])
def test_odd_addresses_give_no_error(client, desk, report, query):
    for name, args in (("reports:figure", [report.pk, KEY]), ("reports:figures", [report.pk])):
        client.force_login(desk.leader)
        assert client.get(reverse(name, args=args), query).status_code in (200, 404)


def test_the_list_of_figures_finds_by_name_and_compares_when_asked(client, desk, tasks, report):
    tasks[0].assigned_on = date(2020, 5, 4)
    tasks[0].save()
    client.force_login(desk.leader)
    url = reverse("reports:figures", args=[report.pk])
    label = report.edition.figures.get(key=KEY).label

    plain = client.get(url, {"q": label.upper()})
    compared = client.get(url, {"q": label, "nay": "1"})

    assert [one.key for one, _now, _differs in plain.context["lines"]] == [KEY]
    assert [(one.text, now.text, differs) for one, now, differs in compared.context["lines"]] == [("03", "02", True)]


def test_figures_that_only_tables_tell_are_compared_as_well(desk, tasks):
    for task in tasks:
        task.assigned_on = date(2019, 12, 3)
        task.save()
    report = ReportFactory(body=desk.committee.body, period="2020-9M")
    told = compose(report).told  # with three lead bodies of one name

    now = told_of(report, [one.key for one in told])

    assert {one.key: (one.number, one.rows) for one in told} == {
        key: (one.number, one.rows) for key, one in now.items()
    }
    assert any(one.key.startswith("own:lead:") for one in told)


def test_an_edition_that_was_sent_back_stays_readable(client, desk, report):
    first = report.edition
    report.status, report.edition = "draft", None
    report.save()
    client.force_login(desk.leader)

    assert f"?lan={first.ordinal}" in client.get(report.get_absolute_url()).text
    response = client.get(reverse("reports:figure", args=[report.pk, KEY]), {"lan": first.ordinal})
    assert response.context["figure"].edition == first


def test_before_it_is_frozen_a_figure_opens_to_the_records_of_today(client, desk, tasks):
    draft = ReportFactory(body=desk.committee.body, period="2020-Q3")

    response = page(client, desk.clerk, draft)

    assert [row.cells[1][1] for row in response.context["opened"].rows] == [task.title for task in tasks]
    assert response.context["is_live"]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.UNIT_ADMIN])
def test_only_the_administrator_of_the_unit_erases(desk, report, role):
    with pytest.raises(PermissionDenied):
        check_can_erase(UserFactory(member_of=desk.committee.unit, role=role), report)


def test_erasing_takes_the_words_of_the_record_everywhere_and_keeps_the_count(client, desk, tasks, report, figure):
    admin = UserFactory(member_of=desk.committee.unit, role=Role.UNIT_ADMIN)
    client.force_login(admin)
    row = FrozenRow.objects.get(record_id=tasks[0].pk, pk__in=figure.rows)
    digest, url = row.digest, reverse("reports:figure", args=[report.pk, KEY])
    assert escape("Xóa dữ liệu cá nhân") in client.get(url, {"xoa": row.pk}).text

    without = client.post(url, {"row": row.pk, "reason": " "})
    assert without.context["form"].errors["reason"]
    done = client.post(f"{url}?xoa={row.pk}", {"row": row.pk, "reason": "Theo yêu cầu của công dân"})

    assert done.url == url  # not asked for once more
    row.refresh_from_db()
    assert {text for _head, text in row.cells} == {""}
    assert (row.erased_by, row.digest != digest) == (admin, True)
    response = client.get(url)
    assert tasks[0].title not in response.text
    assert (response.context["figure"].text, response.context["counted"]) == ("03", 3)
    assert "Theo yêu cầu của công dân" in client.get(report.get_absolute_url()).text
    with pytest.raises(Refused):
        erase(report=report, figure=figure, row=row.pk, reason="Lần nữa", by=admin)


def test_erasing_reaches_every_report_that_froze_the_record(desk, tasks, report, figure):
    admin = UserFactory(member_of=desk.committee.unit, role=Role.UNIT_ADMIN)
    tasks[0].title = "Lát lại hè phố Lý Thường Kiệt"
    tasks[0].save()
    frozen(report, desk.records)
    row = FrozenRow.objects.get(record_id=tasks[0].pk, pk__in=figure.rows)

    assert erase(report=report, figure=figure, row=row.pk, reason="Theo yêu cầu", by=admin) == 2
    assert not FrozenRow.objects.filter(kind="steering.task", record_id=tasks[0].pk, erased_at=None).exists()


def test_a_row_of_another_figure_is_not_erased_from_here(desk, tasks, report, figure):
    admin = UserFactory(member_of=desk.committee.unit, role=Role.UNIT_ADMIN)
    other = FrozenFigureFactory(edition=EditionFactory(report=report))

    with pytest.raises(Refused):
        erase(report=report, figure=other, row=figure.rows[0], reason="Theo yêu cầu", by=admin)


def test_pages_ask_as_much_for_three_rows_as_for_many(client, desk, report, django_assert_max_num_queries):
    client.force_login(desk.leader)
    url = reverse("reports:figure", args=[report.pk, KEY])
    client.get(url)
    with django_assert_max_num_queries(16):
        client.get(url)
    with django_assert_max_num_queries(10):
        client.get(reverse("reports:figures", args=[report.pk]))


@pytest.mark.parametrize(
    ("text", "number", "now", "changed"),
    [
        ("3/6 (50 %)", 50, "5/10 (50 %)", True),
        ("05 kiến nghị (33,3 %)", 5, "05 kiến nghị (25 %)", True),
        ("04", 4, "4 hội nghị", False),
        ("05 kiến nghị (33,3 %)", 5, "5 kiến nghị (33,3 %)", False),
    ],
)
def test_a_share_of_another_whole_is_another_figure(text, number, now, changed):
    kept = FrozenFigureFactory(text=text, number=number)
    told = Told(key=kept.key, label="x", text=now, number=Decimal(number), formula="x")

    assert differs(kept, told) is changed


def test_a_sealed_record_is_no_record_that_came_later():
    plain, sealed = VisitFactory(), VisitFactory(matter=Matter.DENUNCIATION, full_name="", address="", content="")
    later = VisitFactory()
    counted = Told(
        key="counted:visits", label="Lượt tiếp", text="02", number=Decimal(2), formula="x", row_kind="letters.visit",
        rows=(plain.pk, sealed.pk),
    )  # fmt: skip
    edition = freeze(ReportFactory(), Composition(plain_paper(), (counted,)), by=plain.recorded_by)

    today = today_of(edition.figures.get(), replace(counted, rows=(*counted.rows, later.pk)))

    assert (today.new, today.dropped) == ((later.pk,), 0)
