"""Coordination programmes: several bodies, contents with clocks, reviews that are frozen, next year's programme."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from common import chain, pdf
from common.errors import Refused
from common.periods import Period
from deadlines.models import Clock
from figures import registry
from movements import coordination_paper
from movements.enums import ContentState, ProgrammeStatus
from movements.models import CoordinationProgramme, ProgrammeContent, ProgrammeReview, ReviewedContent
from movements.services import contents, programmes, reviews
from movements.services.reviews import Judged
from organizations.enums import Role
from steering import citing
from tests.factories.accounts import UserFactory
from tests.factories.directing import PaperFactory
from tests.factories.movements import CoordinationFactory, ProgrammeContentFactory
from tests.factories.organizations import UnitFactory
from tests.papers.reading import TaggedPdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]  # 02/11/2020


@pytest.fixture
def programme(committee, board, clerk):
    facts = programmes.ProgrammeFacts(title="Chương trình phối hợp công tác dân vận năm 2020", partners=[board])
    return programmes.draft(host=committee, year=2020, facts=facts, by=clerk)


@pytest.fixture
def content(programme, office, clerk):
    facts = contents.ContentFacts(text="Cải cách hành chính", lead=office, due_on=date(2020, 10, 30))
    return contents.add(programme=programme, facts=facts, by=clerk)


@pytest.fixture
def signed(programme, content, clerk):
    return programmes.sign(programme=programme, on=date(2020, 3, 31), decision_text="01-CTrPH", by=clerk)


def live(content):
    return Clock.objects.of(content).live().first()


@pytest.mark.parametrize("others", [[], ["host"]])
def test_a_programme_with_one_body_is_refused_beside_the_field(committee, clerk, others):
    facts = programmes.ProgrammeFacts(title="Chương trình", partners=[committee for _one in others])

    with pytest.raises(Refused) as refused:
        programmes.draft(host=committee, year=2020, facts=facts, by=clerk)

    assert refused.value.field == "partners"


def test_no_path_leaves_a_programme_with_one_body(programme):
    programme.parties.order_by("order").last().delete()

    with pytest.raises(IntegrityError, match="ít nhất hai cơ quan"):
        connection.check_constraints()


def test_the_clocks_of_contents_start_when_it_is_signed(programme, content, office, clerk):
    assert (live(content), content.state) == (None, ContentState.PLANNED)

    programmes.sign(programme=programme, on=date(2020, 3, 31), decision_text="01-CTrPH", by=clerk)

    clock = live(content)
    assert (clock.body, clock.due_on, clock.above) == (office, date(2020, 10, 30), programme.host)


def test_a_programme_without_contents_is_not_signed(programme, clerk):
    with pytest.raises(Refused, match="ít nhất một nội dung"):
        programmes.sign(programme=programme, on=date(2020, 3, 31), decision_text="", by=clerk)


def test_any_party_keeps_the_programme_and_nobody_else(signed, committee, board, official_of_board, office):
    facts = programmes.ProgrammeFacts(title="Tên khác năm 2020", partners=[board])

    programmes.edit(programme=signed, facts=facts, by=official_of_board)

    assert CoordinationProgramme.objects.get().title == "Tên khác năm 2020"
    with pytest.raises(PermissionDenied):
        programmes.edit(programme=signed, facts=facts, by=UserFactory(member_of=office, role=Role.CLERK))


def test_who_takes_part_does_not_change_after_the_signing(signed, board, office, clerk):
    facts = programmes.ProgrammeFacts(title=signed.title, partners=[board, office])

    with pytest.raises(Refused) as refused:
        programmes.edit(programme=signed, facts=facts, by=clerk)

    assert refused.value.field == "partners"


def test_the_lead_body_of_a_content_says_that_it_is_done(signed, content, office):
    by = UserFactory(member_of=office, role=Role.ANSWERER)

    contents.report_done(content=content, on=date(2020, 10, 20), result="Đã giảm 30 % thời gian", by=by)

    done = ProgrammeContent.objects.select_related("programme").get()
    assert (done.state, live(done)) == (ContentState.DONE, None)


def test_a_content_becomes_a_task_and_follows_it(signed, content, committee, office, clerk):
    paper = PaperFactory(unit=committee.unit, symbol="403-QĐ/TU")
    citing.cite(signed, [paper])

    task = contents.make_task(content=content, assigned_on=date(2020, 9, 1), by=clerk)

    assert (task.assigned_by, task.lead, live(content)) == (committee, office, None)
    assert citing.papers_of(task) == [paper]
    labels = [link.label for link in chain.links("steering.task", [task.pk], reader=clerk)[task.pk]]
    assert "chương trình phối hợp năm 2020" in labels


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"due_on": date(2021, 1, 5)}, "due_on"), ({"text": " "}, "text"), ({"both": True}, "supporters")],
)
def test_a_content_that_cannot_be_is_refused_beside_its_field(programme, office, clerk, changed, field):
    both = changed.pop("both", False)
    facts = {"text": "PAPI", "lead": office, "due_on": date(2020, 12, 1), "supporters": [office] if both else []}

    with pytest.raises(Refused) as refused:
        contents.add(programme=programme, facts=contents.ContentFacts(**facts | changed), by=clerk)

    assert refused.value.field == field


def test_a_review_keeps_the_state_of_each_content_and_is_frozen(signed, content, clerk):
    second = ProgrammeContentFactory(programme=signed, due_on=date(2020, 12, 1))
    judged = {1: Judged(done=True, note="Đạt"), 2: Judged(note="Đang làm")}

    made = reviews.review(programme=signed, kind="midyear", on=date(2020, 7, 1), judged=judged, by=clerk)

    lines = [(line.state, line.note) for line in made.lines.all()]
    assert lines == [("done", "Đạt"), ("doing", "Đang làm")]
    contents.report_done(content=second, on=date(2020, 11, 1), result="", by=clerk)
    assert made.lines.last().state == "doing"
    for model, change in ((ProgrammeReview, {"remark": "khác"}), (ReviewedContent, {"state": "done"})):
        with pytest.raises(IntegrityError, match="đã ghi thì không sửa"), transaction.atomic():
            model.objects.update(**change)
    with pytest.raises(Refused):
        reviews.review(programme=signed, kind="midyear", on=date(2020, 7, 2), judged={}, by=clerk)


def test_after_the_final_review_nothing_waits_and_next_year_starts_from_what_is_open(signed, content, board, clerk):
    done = ProgrammeContentFactory(programme=signed)
    reviews.review(
        programme=signed, kind="final", on=date(2020, 11, 2), judged={done.order: Judged(done=True)}, by=clerk
    )
    content = ProgrammeContent.objects.select_related("programme").get(pk=content.pk)
    assert (content.state, live(content)) == (ContentState.UNDONE, None)

    following = programmes.carry_over(programme=signed, by=clerk)

    assert (following.year, following.status, following.title) == (
        2021, ProgrammeStatus.DRAFT, "Chương trình phối hợp công tác dân vận năm 2021",
    )  # fmt: skip
    assert [(new.carried_from, new.due_on) for new in following.contents.all()] == [(content, date(2021, 12, 31))]
    assert [party.body for party in following.parties.all()] == [signed.host, board]
    with pytest.raises(Refused):
        programmes.carry_over(programme=signed, by=clerk)


def test_counts_equal_their_lists(client, committee, clerk):
    programme = CoordinationFactory(host=committee, signed=True)
    ProgrammeContentFactory(programme=programme, done_on=date(2020, 10, 1))
    ProgrammeContentFactory(programme=programme, done_on=date(2020, 12, 2))
    ProgrammeContentFactory(programme=programme, due_on=date(2020, 10, 1))
    ProgrammeContentFactory(programme=programme, dropped="Trùng")
    ProgrammeContentFactory(programme=CoordinationFactory(host=committee))
    client.force_login(clerk)
    asked = {"unit": committee.unit, "body": committee, "window": Period.parse("2020-Y")}

    names = ("programmes_signed", "contents_due", "contents_done", "contents_on_time")
    counts = [registry.count(f"movements.{name}", **asked) for name in names]

    assert [count.number for count in counts] == [1, 3, 2, 1]
    for count in counts:
        assert {row.pk for row in client.get(count.url).context["page"]} == set(count.keys)


def test_the_review_on_paper_says_every_content_with_its_state(signed, content, clerk):
    made = reviews.review(
        programme=signed, kind="final", on=date(2020, 11, 2), judged={1: Judged(note="Còn 2 thủ tục")}, by=clerk,
        remark="Phối hợp chặt chẽ hơn.",
    )  # fmt: skip

    text = TaggedPdf(pdf.render_paper(coordination_paper.review_paper(signed, made))).document.all_text

    for words in ("Hoàn thành 0/1 nội dung", "Cải cách hành chính", "Chưa hoàn thành", "Còn 2 thủ tục", "chặt chẽ hơn"):
        assert words in text


# -- pages


def test_a_programme_goes_from_empty_to_its_review_by_forms(client, committee, board, office, clerk):
    client.force_login(clerk)
    head = {"host": committee.pk, "year": "2020", "title": "Chương trình phối hợp năm 2020", "signing": "pairs"}

    alone = client.post(reverse("movements:programme_new"), head)
    client.post(reverse("movements:programme_new"), head | {"partners": board.name})
    programme = CoordinationProgramme.objects.get()
    line = {"text": "Hòa giải ở cơ sở", "lead": office.name, "due_on": "30/10/2020"}
    client.post(reverse("movements:content_new", args=[programme.pk]), line)
    step = "movements:programme_step"
    client.post(reverse(step, args=[programme.pk, "ky-ket"]), {"on": "31/03/2020", "decision_text": "01"})
    client.post(reverse(step, args=[programme.pk, "tong-ket"]), {"on": "02/11/2020", "n1-done": "on", "n1-note": "Đạt"})
    paper = client.post(reverse("movements:programme_paper", args=[programme.pk, "tong-ket"]))

    assert alone.context["form"].errors.keys() == {"partners"}
    page = client.get(programme.get_absolute_url()).content.decode()
    assert "Cơ quan đầu mối ký với từng cơ quan" in page
    assert "Đã tổng kết" in page
    assert paper.content.startswith(b"%PDF")
    assert "Đạt" in client.get(reverse("movements:review", args=[programme.pk, "tong-ket"])).content.decode()


@pytest.mark.parametrize(
    ("name", "typed"),
    [("year", "0"), ("year", "9" * 30), ("title", "\x00"), ("partners", "?"), ("host", "9" * 30), ("signing", "x")],
)
def test_what_cannot_be_read_is_told_beside_its_field(client, committee, board, clerk, name, typed):
    client.force_login(clerk)
    head = {"host": committee.pk, "year": "2020", "title": "x", "signing": "pairs", "partners": board.name}

    response = client.post(reverse("movements:programme_new"), head | {name: typed})

    assert response.context["form"].errors.keys() == {name}


def test_a_step_that_the_state_forbids_leads_back_and_an_unknown_one_is_no_page(client, programme, clerk):
    client.force_login(clerk)

    assert client.get(reverse("movements:programme_step", args=[programme.pk, "tong-ket"])).status_code == 302
    assert client.get(reverse("movements:programme_step", args=[programme.pk, "khac"])).status_code == 404
    assert client.get(reverse("movements:review", args=[programme.pk, "khac"])).status_code == 404


def test_a_signed_head_is_corrected_by_its_form(client, signed, board, clerk):
    client.force_login(clerk)
    url = reverse("movements:programme_step", args=[signed.pk, "sua"])
    form = client.get(url).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}

    response = client.post(url, typed | {"title": "Chương trình mới năm 2020"})

    assert response.status_code == 302
    assert CoordinationProgramme.objects.get().title == "Chương trình mới năm 2020"


def test_programmes_that_cite_a_paper_are_listed(client, signed, committee, clerk):
    CoordinationFactory(host=committee)
    paper = PaperFactory(unit=committee.unit)
    citing.cite(signed, [paper])
    client.force_login(clerk)

    cited = citing.citers_of(paper, clerk)

    assert list(client.get(cited[0].url).context["page"]) == [signed]


def test_the_lists_as_files_hold_their_rows_and_nobody_elses(client, signed, content, committee, clerk):
    ProgrammeContentFactory(programme=signed, text="=1+1", due_on=date(2020, 12, 1))
    programmes_url, contents_url = reverse("movements:programmes"), reverse("movements:contents")
    client.force_login(clerk)

    listed = client.get(programmes_url, {"tep": "csv"}).content.decode()
    late = client.get(contents_url, {"tep": "csv", "trang-thai": "tre"}).content.decode()
    every = client.get(contents_url, {"tep": "csv", "co-quan": signed.contents.last().lead.code}).content.decode()

    assert all(words in listed for words in (signed.title, "31/03/2020", committee.name, "Ban Dân vận"))
    assert ("Cải cách hành chính" in late, "1+1" in late, "Trạng thái: Quá hạn" in late) == (True, False, True)
    assert "'=1+1" in every
    assert "chỉ những dòng mà con số đã mở đếm" in every
    client.force_login(UserFactory(member_of=UnitFactory(code="noi-khac"), role=Role.CLERK))
    for url in (programmes_url, contents_url):
        elsewhere = client.get(url, {"tep": "csv", "don-vi": committee.unit.code})
        assert signed.title not in elsewhere.content.decode()
