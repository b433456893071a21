"""An issued figure after its records were changed, deleted or merged: it opens to what was frozen, and says what became
of each record since. Everything that happens to a record here happens through the verbs of its room."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from conferences import services as conferences
from figures import rows
from figures import services as figures
from figures.services import Figure
from organizations import services as organizations
from organizations.enums import Role
from organizations.models import Body, UnitLevel
from petitions import services as petitions
from petitions.models import Petition
from petitions.services import grouping
from reports import building, opened, services, snapshot
from reports.freezing import freeze
from reports.gather import SOURCE
from reports.models import Edition, FrozenFigure, FrozenRow, Report
from reports.paper import Composition
from reports.services.submitting import missing_of
from reports.told import Told
from tests.factories.accounts import UserFactory
from tests.factories.conferences import AttendanceFactory, ConferenceFactory, OpinionFactory, VoteFactory
from tests.factories.directing import RegulationFactory
from tests.factories.figures import IndicatorFactory
from tests.factories.organizations import BodyFactory, LegalActFactory, MembershipFactory, UnitFactory
from tests.factories.petitions import CouncilFactory, PetitionFactory, keeper_of
from tests.factories.reception import ReceptionDayFactory, VisitFactory
from tests.factories.reports import ReportFactory, ReportNumberingFactory, plain_paper
from tests.factories.steering import CommitteeFactory, CommitteeMemberFactory, TaskFactory
from tests.structure import crowd

pytestmark = pytest.mark.django_db

FROZEN, LATER = "2020-11-02 09:00 +0700", "2021-03-01 09:00 +0700"
TODAY, NEXT_YEAR = "2026-12-01 09:00 +0700", "2027-03-01 09:00 +0700"
SEALED = {"letters.letter", "letters.case"}
RECEIVED = "counted:petitions.received"


def kept(edition: Edition) -> dict[str, object]:
    """Everything that an edition says: its words, its figures, the rows behind each, what citizens read of them."""
    reader = UserFactory()
    found: dict[str, object] = {"paper": snapshot.thaw(edition.paper)}
    for figure in FrozenFigure.objects.filter(edition=edition).select_related("edition"):
        cells = [row.cells for row in opened.frozen_rows(figure, figure.rows, None, reader).rows]
        told = (figure.text, figure.number, figure.formula, figure.version, figure.row_keys, figure.sealed)
        found[figure.key] = (told, cells, public_cells(figure))
    return found


def public_cells(figure: FrozenFigure) -> list[list[object]]:
    """What citizens read of the rows behind it."""
    stored = FrozenRow.objects.in_bulk(figure.rows)
    return [[stored[pk].cells[place] for place in stored[pk].public] for pk in figure.rows]


def marks(figure: FrozenFigure, reader, told: Told | None = None) -> dict[str, opened.OpenedRow]:
    """The opened rows by their first column."""
    figure = FrozenFigure.objects.select_related("edition").get(pk=figure.pk)
    return {row.cells[0][1]: row for row in opened.frozen_rows(figure, figure.rows, told, reader).rows}


def drawn(report: Report) -> bytes:
    report = Report.objects.select_related("edition", "body", "document", "outline").get(pk=report.pk)
    return building.build(report, "pdf", lambda *_told: None)


# -- petitions: changed, cancelled, grouped, split; then the commune itself is merged


@pytest.fixture
def commune():
    return UnitFactory(name="Quảng Lâm", kind__code="xa", code="quang-lam", parent=UnitFactory(kind__code="tinh"))


@pytest.fixture
def council(commune):
    return CouncilFactory(unit=commune, code="hdnd-quang-lam")


@pytest.fixture
def keeper(council):
    return keeper_of(council)


@pytest.fixture
def six(council) -> list[Petition]:
    return [PetitionFactory(council=council, text=f"Kiến nghị thứ {number}") for number in range(6)]


@pytest.fixture
def issued(council, six, time_machine) -> Report:
    """The council's report on the third quarter, composed, numbered and frozen as the portal does it."""
    time_machine.move_to(FROZEN, tick=False)
    ReportNumberingFactory(body=council)
    clerk, leader, records = (
        UserFactory(member_of=council.unit, role=role) for role in (Role.CLERK, Role.LEADER, Role.RECORDS_CLERK)
    )
    report = ReportFactory(body=council, kind_id="council", created_by=clerk)
    for gap in missing_of(report):
        services.write_section(report=report, section=gap.section, text="Đã giám sát.", by=clerk)
    report = services.approve(report=services.submit(report=report, by=clerk), by=leader)
    return services.issue(report=report, issued_on=date(2020, 11, 2), by=records)


def merge(unit, into, on: date, by=None):
    by = by or UserFactory(member_of=into, role=Role.SYSTEM_ADMIN)
    return organizations.merge_units(predecessors=[unit], into=into, on=on, act=LegalActFactory(), by=by)


def test_petitions_that_are_changed_cancelled_grouped_or_split_leave_every_figure_as_it_was(
    client, council, keeper, six, issued, time_machine
):
    same, changed, cancelled, lead, joined, whole = six
    before, file = kept(issued.edition), drawn(issued)
    assert {key: len(found[1]) for key, found in before.items() if key == RECEIVED} == {RECEIVED: 6}
    time_machine.move_to(LATER, tick=False)

    petitions.edit(
        petition=changed, text="Nội dung đã sửa", received_on=changed.received_on, source=changed.source, by=keeper,
        source_note="", session=None, field=None, level=None, place_unit=None, place=changed.place, wording="",
    )  # fmt: skip
    petitions.cancel(petition=cancelled, reason="Ghi nhầm", on=date(2020, 9, 15), by=keeper)
    grouping.group(lead=lead, duplicates=[joined], on=date(2020, 9, 15), by=keeper)
    grouping.split(petition=whole, parts=["Sửa đường", "Xây cầu"], on=date(2020, 9, 15), by=keeper)

    assert kept(issued.edition) == before
    assert drawn(issued) == file
    client.force_login(UserFactory(member_of=council.unit, role=Role.LEADER))
    page = client.get(reverse("reports:figure", args=[issued.pk, RECEIVED]))
    shown = {row.cells[0][1]: (str(row.since), row.changed, row.after) for row in page.context["opened"].rows}
    assert shown == {
        same.code: ("same", (), ()),
        changed.code: ("changed", ("Nội dung",), ()),
        cancelled.code: ("dropped", ("Trạng thái",), ()),
        lead.code: ("same", (), ()),
        joined.code: ("changed", ("Trạng thái",), (f"gộp vào {lead.code}",)),
        whole.code: ("changed", ("Trạng thái",), ()),
    }
    assert f"gộp vào {lead.code}" in page.text
    assert "đã thay đổi sau khi ban hành" in page.text  # one is counted no longer
    assert "Kiến nghị thứ 1" in page.text
    assert "Nội dung đã sửa" not in page.text.split("Hồ sơ như khi chốt")[1]


def test_of_grouped_petitions_the_count_after_consolidation_says_which_one_is_counted_no_longer(
    council, keeper, six, issued, time_machine
):
    time_machine.move_to(LATER, tick=False)
    grouping.group(lead=six[0], duplicates=six[1:3], on=date(2020, 9, 15), by=keeper)
    key = "counted:petitions.consolidated"
    figure = opened.figure_of(issued, key) or opened.figure_of(issued, "own:petitions:all")
    assert figure is not None

    told = opened.told_now(issued, figure.key)

    today = opened.today_of(figure, told)
    assert today is not None
    assert (today.differs, today.dropped) == (True, 2)
    shown = marks(figure, keeper, told)
    assert {code for code, row in shown.items() if row.since == "dropped"} == {six[1].code, six[2].code}
    assert {row.after for code, row in shown.items() if row.since == "dropped"} == {(f"gộp vào {six[0].code}",)}


def test_a_petition_that_was_grouped_after_the_period_is_counted_as_before_and_shown_as_merged(
    council, keeper, six, issued, time_machine
):
    time_machine.move_to(LATER, tick=False)
    before = kept(issued.edition)
    grouping.group(lead=six[0], duplicates=six[1:2], by=keeper)
    figure, told = issued.edition.figures.get(key=RECEIVED), opened.told_now(issued, RECEIVED)

    shown = marks(figure, keeper, told)

    assert kept(issued.edition) == before
    assert not opened.differs(figure, told)
    assert {code: row.after for code, row in shown.items() if row.after} == {six[1].code: (f"gộp vào {six[0].code}",)}


def test_a_petition_that_was_grouped_before_the_report_is_not_shown_as_merged_since(council, keeper, six, time_machine):
    time_machine.move_to(FROZEN, tick=False)
    grouping.group(lead=six[0], duplicates=[six[1]], by=keeper)
    figure = frozen(ReportFactory(body=council, kind_id="council"), "petitions.petition", [six[1].pk])

    (row,) = marks(figure, keeper).values()

    assert (row.since, row.after) == ("same", ())


def test_once_the_commune_is_merged_its_successor_opens_the_same_figures(
    client, commune, council, six, issued, time_machine
):
    before, file = kept(issued.edition), drawn(issued)
    into = UnitFactory(name="Quảng Tân", kind__code="xa", code="quang-tan", parent=commune.parent_on(date(2020, 1, 1)))
    heir = CouncilFactory(unit=into)
    time_machine.move_to(LATER, tick=False)

    merge(commune, into, date(2021, 1, 1))

    assert kept(issued.edition) == before
    assert drawn(issued) == file
    client.force_login(UserFactory(member_of=into, role=Role.LEADER))
    page = client.get(reverse("reports:figure", args=[issued.pk, RECEIVED]))
    rows_shown = page.context["opened"].rows
    assert {str(row.since) for row in rows_shown} == {"same"}
    words = f"{council.name} kết thúc từ 01/01/2021, kế thừa: {heir.name}"
    assert {row.after for row in rows_shown} == {(words,)}
    assert words in page.text
    assert not page.context["today"].differs
    assert all(row.url for row in rows_shown)  # the successor opens the petitions themselves, too


# -- every kind of record, whose bodies and units are merged, split, or end with their level


def frozen(report: Report, kind: str, keys: list[int]) -> FrozenFigure:
    """One figure of these records, as freezing keeps it."""
    told = Told(
        key=f"own:{kind}", label="Số hồ sơ", text=str(len(keys)), number=Decimal(len(keys)), row_kind=kind,
        formula="Số hồ sơ trên Cổng", rows=tuple(keys),
    )  # fmt: skip
    edition = freeze(report, Composition(plain_paper(), (told,)), by=report.created_by)
    return edition.figures.get()


@pytest.fixture
def province():
    return UnitFactory(kind__code="tinh", name="Quảng Ninh", code="quang-ninh-moi")


@pytest.fixture
def everything(province, monkeypatch, time_machine):
    """Records of every kind of a commune, and a frozen figure of each kind."""
    time_machine.move_to(TODAY, tick=False)
    plain = crowd.UnitFactory
    monkeypatch.setattr(crowd, "UnitFactory", lambda **given: plain(**({"parent": province} | given)))
    for name in ("forms_of", "submissions_of"):  # figures that nobody counts, and places of their own
        monkeypatch.setattr(crowd, name, lambda *_given: {})
    built = crowd.build(3)
    MembershipFactory(user=built.user, unit=province, role=Role.SYSTEM_ADMIN)
    return built, frozen_each(built.unit, sorted(rows.names()))


def frozen_each(unit, kinds: list[str]) -> dict[str, FrozenFigure]:
    """A figure of each kind, of records that stand there."""
    found = {}
    for name in kinds:
        keys = list(rows.kind_of(name).records.order_by("pk").values_list("pk", flat=True)[:4])
        found[name] = frozen(ReportFactory(body=BodyFactory(unit=unit)), name, keys)
    return found


def merge_all(built, province, on: date) -> None:
    """The commune is merged into its neighbour, which has a body of each of its kinds."""
    into = UnitFactory(name="Quảng Tân", code="quang-tan-moi", parent=province)
    for kind in {body.kind for body in Body.objects.filter(unit=built.unit).select_related("kind")}:
        BodyFactory(unit=into, kind=kind, code=f"{kind.code}-moi", name=f"{kind.name_vi} xã Quảng Tân")
    merge(built.unit, into, on, by=built.user)


NO_BODY = {"community.election", "community.mediationteam", "supervision.boardmember", "steering.directingpaper"}
"""Their rows name villages, which follow into the successor, or offices as words."""


def test_of_every_kind_of_record_the_frozen_rows_stay_when_its_commune_is_merged(everything, province, time_machine):
    built, found = everything
    before = {name: kept(figure.edition) for name, figure in found.items()}
    time_machine.move_to(NEXT_YEAR, tick=False)

    merge_all(built, province, date(2027, 1, 1))

    assert {name: kept(figure.edition) for name, figure in found.items()} == before
    above = UserFactory(member_of=province, role=Role.LEADER)
    shown = {name: marks(figure, above).values() for name, figure in found.items() if figure.rows}
    assert shown.keys() == rows.names() - SEALED
    changed = {(name, str(row.since), row.changed) for name, lines in shown.items() for row in lines}
    assert {(since, heads) for _name, since, heads in changed} == {("same", ())}  # a merger changes no record
    assert {name for name, lines in shown.items() if not any("kế thừa" in str(row.after) for row in lines)} == NO_BODY


def test_what_ends_later_or_had_ended_before_the_report_is_not_said(everything, province, time_machine):
    built, found = everything
    tasks = found["steering.task"]
    time_machine.move_to(NEXT_YEAR, tick=False)

    merge_all(built, province, date(2027, 6, 1))

    assert not any(row.after for figure in found.values() if figure.rows for row in marks(figure, built.user).values())
    time_machine.move_to("2027-06-01 09:00 +0700", tick=False)
    late = frozen(tasks.edition.report, "steering.task", tasks.row_keys)
    assert not any(row.after for row in marks(late, built.user).values())
    assert all(row.after for row in marks(tasks, built.user).values())


def test_a_unit_that_was_renamed_or_split_keeps_its_frozen_name(everything, province, time_machine):
    built, found = everything
    figure = found["movements.localmodel"]
    before = kept(figure.edition)
    act, parts = LegalActFactory(), [UnitFactory(parent=province, name=name) for name in ("Đông", "Tây")]
    time_machine.move_to(NEXT_YEAR, tick=False)

    organizations.rename_unit(unit=built.unit, name="Tên mới", on=date(2027, 1, 1), act=act, by=built.user)
    assert kept(figure.edition) == before
    assert {row.changed for row in marks(figure, built.user).values()} == {("Đơn vị thực hiện",)}

    children = list(built.unit.children_on(date(2027, 2, 1)))
    shares = [organizations.Part(parts[0], children), organizations.Part(parts[1])]
    organizations.split_unit(unit=built.unit, parts=shares, on=date(2027, 2, 1), act=act, by=built.user)
    assert kept(figure.edition) == before
    assert all("kế thừa: xã Đông, xã Tây" in str(row.after) for row in marks(figure, built.user).values())


def test_figures_of_a_district_stay_when_its_level_ends(province, time_machine):
    time_machine.move_to("2025-05-05 09:00 +0700", tick=False)
    district = UnitFactory(kind__code="huyen", name="Đầm Hà", code="dam-ha-cu", parent=province)
    commune = UnitFactory(name="Quảng Lâm", parent=district)
    committee, office = CommitteeFactory(commune=district), BodyFactory(unit=district)
    council, conference = CouncilFactory(unit=district), ConferenceFactory(host=committee.body)
    for make in (OpinionFactory, AttendanceFactory, VoteFactory):
        make(conference=conference)
    TaskFactory(assigned_by=committee.body, lead=office)
    PetitionFactory(council=council)
    CommitteeMemberFactory(committee=committee)
    RegulationFactory(body=office)
    ReceptionDayFactory(body=office)
    VisitFactory(body=office)
    kinds = ["conferences.conference", "conferences.opinion", "conferences.attendance", "conferences.vote"]
    kinds += ["steering.task", "steering.committeemember", "steering.regulation", "petitions.petition"]
    found = frozen_each(district, [*kinds, "letters.receptionday", "letters.visit"])
    own = frozen(ReportFactory(body=BodyFactory(unit=commune)), "steering.task", [TaskFactory(lead__unit=commune).pk])
    admin = UserFactory(member_of=province, role=Role.SYSTEM_ADMIN)
    before = {name: kept(figure.edition) for name, figure in (found | {"own": own}).items()}
    time_machine.move_to("2025-08-01 09:00 +0700", tick=False)

    level, act = UnitLevel.objects.get(code="district"), LegalActFactory()
    organizations.abolish_level(level=level, on=date(2025, 7, 1), act=act, by=admin)

    assert {name: kept(figure.edition) for name, figure in (found | {"own": own}).items()} == before
    above = UserFactory(member_of=province, role=Role.LEADER)
    shown = {name: list(marks(figure, above).values()) for name, figure in found.items()}
    assert {(str(row.since), row.changed) for lines in shown.values() for row in lines} == {("same", ())}
    assert {
        name for name, lines in shown.items() if not all("từ 01/07/2025" in str(row.after) for row in lines)
    } == set()
    assert [row.after for row in marks(own, above).values()] == [()]  # communes go on, under the province


# -- what a room deletes


def test_lines_of_a_conference_that_are_taken_out_stay_in_the_figure(desk):
    conference = ConferenceFactory(host=desk.committee.body, created_by=desk.clerk)
    lead = BodyFactory(unit=desk.committee.unit)
    opinion, vote = OpinionFactory(conference=conference), VoteFactory(conference=conference)
    line = AttendanceFactory(conference=conference)
    concluded = conferences.Concluded(text="Sửa nhà văn hóa", lead=lead, due_on=date(2030, 1, 1))
    conclusion = conferences.add_conclusion(conference=conference, concluded=concluded, by=desk.clerk)
    report = ReportFactory(body=desk.committee.body)
    lines = {
        "conferences.opinion": opinion, "conferences.vote": vote, "conferences.attendance": line,
        "conferences.conclusion": conclusion,
    }  # fmt: skip
    found = {kind: frozen(report, kind, [one.pk]) for kind, one in lines.items()}
    before = {kind: kept(figure.edition) for kind, figure in found.items()}

    conferences.remove_opinion(opinion=opinion, by=desk.clerk)
    conferences.remove_vote(vote=vote, by=desk.clerk)
    conferences.remove_attendance(line=line, by=desk.clerk)
    conferences.remove_conclusion(conclusion=conclusion, by=desk.clerk)

    assert {kind: kept(figure.edition) for kind, figure in found.items()} == before
    since = {kind: [str(row.since) for row in marks(figure, desk.leader).values()] for kind, figure in found.items()}
    assert set(map(tuple, since.values())) == {("gone",)}


def test_a_stated_figure_that_is_corrected_or_withdrawn_is_said_to_be(client, desk):
    indicator = IndicatorFactory(code="ho-ngheo", name_vi="Số hộ nghèo", kind="count")
    report = ReportFactory(body=desk.committee.body, approved=True, period="2020-9M")
    fact = figures.state(
        indicator=indicator, unit=desk.committee.unit, body=desk.committee.body, window=report.period_value,
        figure=Figure(value=Decimal(15)), by=desk.clerk, source_kind=SOURCE, source_id=desk.conference.pk,
    )  # fmt: skip
    told = opened.told_now(report, "fact:ho-ngheo")
    assert told is not None
    report.edition = freeze(report, Composition(plain_paper(), (told,)), by=desk.records)
    report.status = "signing"
    report.save()
    client.force_login(desk.leader)
    address = reverse("reports:figure", args=[report.pk, "fact:ho-ngheo"])

    figures.restate(fact=fact, figure=Figure(value=Decimal(20)), reason="Đếm lại", by=desk.clerk)
    page = client.get(address)
    assert (page.context["figure"].text, page.context["today"].told.text[:2]) == (told.text, "20")
    assert "đã thay đổi sau khi ban hành" in page.text

    figures.withdraw(fact=fact, reason="Ghi nhầm", by=desk.clerk)
    page = client.get(address)
    assert (page.context["figure"].text, page.context["today"]) == (told.text, None)
    assert "nay không còn số liệu này" in page.text


def test_marks_of_ended_bodies_cost_two_questions_whatever_the_rows(
    commune, council, time_machine, django_assert_max_num_queries
):
    time_machine.move_to(FROZEN, tick=False)
    tasks = [TaskFactory(assigned_by=council, lead=BodyFactory(unit=commune)) for _row in range(20)]
    figure = frozen(ReportFactory(body=council), "steering.task", [task.pk for task in tasks])
    figure = FrozenFigure.objects.select_related("edition").get(pk=figure.pk)
    reader = UserFactory(member_of=commune, role=Role.LEADER)
    into = UnitFactory(kind__code="xa", parent=commune.parent_on(date(2020, 1, 1)))
    time_machine.move_to(LATER, tick=False)
    merge(commune, into, date(2021, 1, 1))

    with django_assert_max_num_queries(5):
        shown = opened.frozen_rows(figure, figure.rows, None, reader)

    assert all(len(row.after) == 2 for row in shown.rows)
