"""Papers about one conference: what its record holds stands in them, and every number is told."""

from datetime import date

import pytest

from common import official
from conferences.models import Attendance, Vote
from conferences.services.conclusions import Concluded, add_conclusion
from organizations.enums import Role
from reports import services
from reports.models import ReportKind
from reports.paper import compose
from tests.factories.accounts import UserFactory
from tests.factories.conferences import ConferenceFactory, OpinionFactory
from tests.factories.organizations import BodyFactory

KINDS = ("plan", "invitation", "agenda", "delegates", "minutes", "notice")


@pytest.fixture
def conference(desk):
    """A conference that is being recorded, with a line of each sort."""
    held = ConferenceFactory(
        host=desk.committee.body, agenda="Khai mạc\n- Báo cáo kết quả 9 tháng", chair_name="Đỗ Thị Ngân",
        place="Hội trường Ủy ban nhân dân phường", proceedings="Đại biểu xem phóng sự.",
    )  # fmt: skip
    Attendance.objects.create(conference=held, order=1, label="Tổ trưởng tổ dân phố", invited=14, present=12)
    OpinionFactory.create_batch(2, conference=held)
    official_of = UserFactory(member_of=desk.committee.unit, role=Role.OFFICIAL)
    concluded = Concluded(text="Rà soát quy chế dân chủ của khu dân cư", lead=held.host, due_on=date(2030, 1, 1))
    add_conclusion(conference=held, concluded=concluded, by=official_of)
    Vote.objects.create(
        conference=held, order=1, text="Mức đóng góp làm đường", community="Tổ dân phố số 3", form="meeting",
        households=100, represented=80, in_favour=70, against=5,
    )  # fmt: skip
    return held


def paper_of(conference, kind, desk):
    report = services.start_about(conference=conference, kind=f"conference-{kind}", by=desk.clerk)
    return compose(report)


def words(paper: official.Paper) -> str:
    from reports.freezing import words_of

    return "\n".join(words_of(paper))


@pytest.mark.django_db
def test_each_paper_of_a_conference_is_a_kind_with_its_own_type():
    kinds = dict(ReportKind.objects.filter(about="conference").values_list("code", "type__abbreviation"))

    assert kinds == {
        "conference-plan": "KH", "conference-invitation": "GM", "conference-agenda": "CTr",
        "conference-delegates": "DS", "conference-minutes": "BB", "conference-notice": "TB",
    }  # fmt: skip


def test_minutes_tell_who_came_what_was_said_decided_and_concluded(desk, conference):
    made = paper_of(conference, "minutes", desk)

    said, told = words(made.paper), {one.key: one.text for one in made.told}
    assert made.paper.type_name == "BIÊN BẢN"
    assert made.paper.symbol.startswith("BB")
    assert "Đại biểu có mặt: 12/14 người được mời" in said
    assert "Hội nghị có 02 ý kiến thảo luận" in said
    assert "Mức đóng góp làm đường (Tổ dân phố số 3)\t100\t80\t70\t5" in said
    assert "Rà soát quy chế dân chủ của khu dân cư" in said
    assert told["own:present"] == "12"
    vote = conference.votes.get().pk
    assert told[f"own:vote:{vote}:in_favour"] == "70"


def test_names_of_figures_which_everybody_may_read_hold_no_words_that_somebody_typed(desk, conference):
    told = paper_of(conference, "minutes", desk).told

    said = " ".join(f"{one.label} {one.formula}" for one in told)
    assert len(told) > 5
    assert [typed for typed in (conference.title, "Mức đóng góp") if typed in said] == []


def test_an_invitation_has_no_numbered_parts_and_names_time_and_place(desk, conference):
    paper = paper_of(conference, "invitation", desk).paper

    said = words(paper)
    assert paper.sections == ()
    assert "Địa điểm: Hội trường Ủy ban nhân dân phường" in said
    assert "Tổ trưởng tổ dân phố (14 đại biểu)" in said
    assert paper.type_name == "GIẤY MỜI"


def test_the_list_of_delegates_leaves_room_to_sign(desk, conference):
    [table] = paper_of(conference, "delegates", desk).paper.opening

    assert table.columns[-1] == "Ký tên"
    assert table.rows[0][1] == "Đỗ Thị Ngân"
    assert len(table.rows) == 1 + 14  # one member, and a line for each of those whose names are not known
    assert table.is_signed


def test_the_agenda_is_a_table_of_its_lines(desk, conference):
    [table] = paper_of(conference, "agenda", desk).paper.opening

    assert [row[2] for row in table.rows] == ["Khai mạc", "Báo cáo kết quả 9 tháng"]


def test_a_notice_carries_its_tasks_as_an_annex(desk, conference):
    paper = paper_of(conference, "notice", desk).paper

    assert [annex.title for annex in paper.annexes] == ["Danh mục nhiệm vụ giao theo kết luận"]
    assert paper.subject.startswith("Kết luận tại hội nghị")


@pytest.mark.parametrize("kind", ["minutes", "plan", "invitation"])
def test_papers_of_a_conference_have_no_annex_of_figures(desk, conference, kind):
    made = paper_of(conference, kind, desk)

    assert made.paper.annexes == ()


def test_an_invitation_goes_to_those_invited_and_a_notice_to_those_with_tasks(desk, conference):
    lead = BodyFactory(unit=desk.committee.unit, name="Ủy ban nhân dân phường Cự Khối")
    concluded = Concluded(text="Niêm yết kết quả", lead=lead, due_on=date(2030, 1, 1))
    official_of = UserFactory(member_of=desk.committee.unit, role=Role.OFFICIAL)
    add_conclusion(conference=conference, concluded=concluded, by=official_of)

    assert paper_of(conference, "invitation", desk).paper.recipients == ("Như thành phần mời",)
    assert paper_of(conference, "notice", desk).paper.recipients == (lead.name,)  # not to the host itself


def test_what_is_not_known_is_room_for_the_pen_without_a_stop(desk):
    bare = ConferenceFactory(host=desk.committee.body, place="", chair_name="")

    said = words(paper_of(bare, "minutes", desk).paper).splitlines()
    assert {"Địa điểm: …", "Chủ trì: …", "Thư ký: …"} <= set(said)
    assert "Thành phần: …" in words(paper_of(bare, "plan", desk).paper).splitlines()
    assert "…." not in words(paper_of(bare, "invitation", desk).paper)


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_can_be_made_of_a_conference_of_which_nothing_is_known_yet(desk, kind):
    bare = ConferenceFactory(host=desk.committee.body, agenda="")

    assert paper_of(bare, kind, desk).paper.type_name
