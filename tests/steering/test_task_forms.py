"""Setting, correcting and moving tasks through the browser: good input, bad input, two people at once."""

from datetime import date

import pytest
from django.urls import reverse

from deadlines.models import Extension
from documents.services import attachments_of
from organizations.enums import Role
from steering.enums import TaskStatus
from steering.models import Task
from tests.documents.samples import EXE
from tests.factories.accounts import UserFactory
from tests.factories.documents import OfficialDocumentFactory, upload
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.factories.steering import TaskFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

ASSIGN = "/nhiem-vu/giao-viec/"


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def as_reporter(client, reporter):
    client.force_login(reporter)
    return client


def step_url(task, name):
    return reverse(f"steering:{name}", args=[task.code])


@pytest.fixture
def filled(committee, front):
    return {
        "title": "Giám sát 6 QCDC",
        "assigned_by": committee.pk,
        "lead": front.name,
        "supporters": "",
        "assigned_on": "23/09/2020",
        "due_on": "30/11/2020",
        "period_note": "hằng tháng",
        "note": "",
        "origin_text": "Công văn số 12",
    }


def test_a_task_is_set_from_the_page(as_clerk, filled, front):
    assert as_clerk.get(ASSIGN).status_code == 200

    response = as_clerk.post(ASSIGN, filled)

    task = Task.objects.get()
    assert response.url == task.get_absolute_url()
    assert (task.lead, task.due_on, task.period_note) == (front, date(2020, 11, 30), "hằng tháng")


BAD_TASKS = [
    ("title", {"title": ""}, "Chưa nhập"),
    ("title", {"title": "x" * 2001}, "Tối đa 2.000 ký tự"),
    ("title", {"title": "a" * 1_000_000}, "Tối đa 2.000 ký tự"),
    ("title", {"title": "một\x00hai"}, "không đọc được"),
    ("lead", {"lead": ""}, "Chưa nhập tên cơ quan"),
    ("lead", {"lead": "Sở Nông nghiệp"}, "Không có cơ quan"),
    ("lead", {"lead": "một\x00hai"}, "không đọc được"),
    ("lead", {"lead": "Ủy ban"}, "Có nhiều cơ quan"),
    ("supporters", {"supporters": "Sở Nông nghiệp"}, "Không có cơ quan"),
    ("supporters", {"supporters": "Ủy ban MTTQ phường Cự Khối"}, "không đồng thời"),
    ("supporters", {"supporters": "\n".join(f"cơ quan {n}" for n in range(31))}, "Tối đa 30"),
    ("assigned_on", {"assigned_on": "31/02/2020"}, "Lịch không có ngày này"),
    ("due_on", {"due_on": ""}, "Chưa nhập"),
    ("due_on", {"due_on": "22/09/2020"}, "không được trước ngày giao"),
    ("assigned_by", {"assigned_by": "999999"}, "Chọn lại"),
    ("assigned_by", {"assigned_by": "9" * 40}, "Chọn lại"),
    ("assigned_by", {"assigned_by": "abc"}, "Chọn lại"),
]


@pytest.mark.parametrize(("field", "bad", "words"), BAD_TASKS)
def test_bad_input_is_answered_beside_its_field_and_kept(as_clerk, filled, commune, field, bad, words):
    BodyFactory(unit=commune, name="Ủy ban nhân dân phường Cự Khối")

    response = as_clerk.post(ASSIGN, filled | bad)

    form = response.context["form"]
    assert response.status_code == 200
    assert words in str(form.errors[field])
    assert form["period_note"].value() == "hằng tháng"
    assert not Task.objects.exists()


def test_a_body_of_another_unit_cannot_be_chosen_as_assigner(as_clerk, filled):
    stranger = BodyFactory()

    assert "assigned_by" in as_clerk.post(ASSIGN, filled | {"assigned_by": stranger.pk}).context["form"].errors


TYPED = [
    ("MTTQ phường", "front"),
    ("mttq-cu-khoi", "front"),
    ("uy ban mttq PHUONG cu khoi", "front"),
    ("mttq", "front"),
    ("UBND", "own"),
    ("Ủy ban nhân dân thôn Vàng", "village"),
]


@pytest.mark.parametrize(("typed", "meant"), TYPED)
def test_a_body_is_known_by_name_short_name_code_or_part(as_clerk, filled, commune, front, typed, meant):
    village = UnitFactory(parent=commune, kind__code="thon", name="Vàng")
    bodies = {"front": front, "own": BodyFactory(unit=commune), "village": BodyFactory(unit=village)}

    as_clerk.post(ASSIGN, filled | {"lead": typed})

    assert Task.objects.get().lead == bodies[meant]


def test_supporters_are_typed_one_a_line(as_clerk, filled, commune):
    one, two = (BodyFactory(unit=commune, name=f"Chi bộ {n}", short_name=f"CB{n}") for n in (1, 2))

    as_clerk.post(ASSIGN, filled | {"supporters": "Chi bộ 1\n\n cb2 ; Chi bộ 1"})

    assert set(Task.objects.get().supporters.all()) == {one, two}


@pytest.mark.parametrize("role", [Role.MEMBER, Role.AUDITOR, Role.RECORDS_CLERK, Role.SUPERVISOR])
def test_people_without_a_right_to_set_tasks_are_told_so(client, committee, role):
    client.force_login(UserFactory(member_of=committee, role=role))

    assert client.get(ASSIGN).status_code == 403


# -- steps

STEPS = {
    "report": ("reporter", {"text": "Đã họp", "percent": "40", "reported_on": "01/11/2020"}, TaskStatus.IN_PROGRESS),
    "sign_off": ("clerk", {"on": "02/11/2020"}, TaskStatus.DONE),
    "send_back": ("clerk", {"reason": "thiếu biên bản"}, TaskStatus.IN_PROGRESS),
    "extend": ("clerk", {"due_on": "31/12/2020", "reason": "dịch bệnh"}, TaskStatus.REPORTED),
    "cancel": ("clerk", {"reason": "trùng"}, TaskStatus.CANCELLED),
}


@pytest.fixture
def people(clerk, reporter):
    return {"clerk": clerk, "reporter": reporter}


@pytest.mark.parametrize("name", STEPS)
def test_each_step_has_a_page_that_takes_it(client, people, committee, front, name):
    who, sent, after = STEPS[name]
    task = TaskFactory(assigned_by=committee, lead=front, **({} if name == "report" else {"reported": True}))
    client.force_login(people[who])

    assert client.get(step_url(task, name)).status_code == 200
    response = client.post(step_url(task, name), sent)

    assert response.url == task.get_absolute_url()
    assert Task.objects.get(pk=task.pk).state == after


@pytest.mark.parametrize("name", [*STEPS, "edit"])
def test_a_step_is_403_inside_without_the_right_and_404_outside(client, people, committee, front, name):
    task = TaskFactory(assigned_by=committee, lead=front, reported=True)
    url = step_url(task, name)

    client.force_login(UserFactory(member_of=front.unit, role=Role.MEMBER))
    response = client.get(url)
    assert response.status_code == 403
    assert "Chỉ " in response.content.decode()
    assert client.post(url, {}).status_code == 403

    client.force_login(UserFactory(member_of=UnitFactory(), role=Role.LEADER))
    assert client.get(url).status_code == 404
    assert client.post(url, {}).status_code == 404


@pytest.mark.parametrize("name", [*STEPS, "edit"])
def test_a_step_that_the_state_does_not_allow_leads_back_with_the_reason(client, people, committee, front, name):
    task = TaskFactory(assigned_by=committee, lead=front, done=True)
    client.force_login(people[STEPS[name][0] if name in STEPS else "clerk"])

    response = client.get(step_url(task, name), follow=True)

    assert response.redirect_chain[-1][0] == task.get_absolute_url()
    assert list(response.context["messages"])


def test_a_step_that_became_impossible_is_refused_on_the_page(as_clerk, committee, front):
    task = TaskFactory(assigned_by=committee, lead=front, done=True)

    response = as_clerk.post(step_url(task, "cancel"), {"reason": "trùng"})

    assert "Hoàn thành" in str(response.context["form"].non_field_errors())


BAD_STEPS = [
    ("report", "text", {"text": ""}),
    ("report", "text", {"text": "a\x00b"}),
    ("report", "percent", {"percent": "101"}),
    ("report", "percent", {"percent": "-1"}),
    ("report", "percent", {"percent": "12,5"}),
    ("report", "reported_on", {"reported_on": "22/09/2020"}),
    ("report", "reported_on", {"reported_on": "03/11/2020"}),
    ("sign_off", "on", {"on": "14/10/2020"}),
    ("send_back", "reason", {"reason": "  "}),
    ("send_back", "reason", {"reason": "x" * 1001}),
    ("extend", "due_on", {"due_on": "30/11/2020"}),
    ("extend", "reason", {"reason": ""}),
    ("extend", "document", {"document": "99999"}),
    ("cancel", "reason", {"reason": "\u200b"}),
]


@pytest.mark.parametrize(("name", "field", "bad"), BAD_STEPS)
def test_bad_input_of_a_step_is_answered_beside_its_field(client, people, committee, front, name, field, bad):
    who, sent, _after = STEPS[name]
    task = TaskFactory(assigned_by=committee, lead=front, **({} if name == "report" else {"reported": True}))
    before = task.status
    client.force_login(people[who])

    response = client.post(step_url(task, name), sent | bad)

    assert field in response.context["form"].errors
    assert Task.objects.get(pk=task.pk).status == before
    assert not Extension.objects.exists()


def test_evidence_comes_with_the_report(as_reporter, committee, front):
    task = TaskFactory(assigned_by=committee, lead=front)
    sent = {"text": "Xong", "percent": "100", "reported_on": "02/11/2020", "no_state_secret": "on"}

    as_reporter.post(step_url(task, "report"), sent | {"upload": [upload("Biên bản.pdf")]})

    report = task.reports.get()
    assert [file.name for file in attachments_of(report)] == ["Biên bản.pdf"]
    assert "Biên bản.pdf" in as_reporter.get(task.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("no_state_secret", {"upload": "pdf"}),
        ("upload", {"upload": "exe", "no_state_secret": "on"}),
    ],
)
def test_evidence_that_is_refused_leaves_no_report_behind(as_reporter, committee, front, field, sent):
    task = TaskFactory(assigned_by=committee, lead=front)
    files = {"pdf": upload("a.pdf"), "exe": upload("a.pdf", EXE)}
    data = {"text": "Xong", "percent": "100", "reported_on": "02/11/2020"} | sent

    response = as_reporter.post(step_url(task, "report"), data | {"upload": [files[sent["upload"]]]})

    assert field in response.context["form"].errors
    assert not task.reports.exists()
    assert Task.objects.get(pk=task.pk).status == TaskStatus.ASSIGNED


# -- two people at once


def opened(client, task) -> dict[str, str]:
    form = client.get(step_url(task, "edit")).context["form"]
    return {name: form[name].value() or "" for name in form.fields} | {"due_on": f"{task.due_on:%d/%m/%Y}"}


def test_an_edit_keeps_what_a_colleague_changed_meanwhile(as_clerk, committee, front):
    task = TaskFactory(assigned_by=committee, lead=front)
    sent = opened(as_clerk, task)
    Task.objects.filter(pk=task.pk).update(period_note="hằng quý")

    as_clerk.post(step_url(task, "edit"), sent | {"title": "Tên mới"})

    task.refresh_from_db()
    assert (task.title, task.period_note) == ("Tên mới", "hằng quý")


def test_two_edits_of_one_field_are_shown_side_by_side(as_clerk, committee, front, commune):
    task = TaskFactory(assigned_by=committee, lead=front)
    sent = opened(as_clerk, task)
    other = BodyFactory(unit=commune, name="Đảng ủy phường", short_name="ĐU")
    Task.objects.filter(pk=task.pk).update(title="Tên của người kia", lead=other)

    response = as_clerk.post(step_url(task, "edit"), sent | {"title": "Tên của tôi"})

    conflicts = response.context["form"].conflicts
    assert [(c.theirs, c.mine) for c in conflicts] == [("Tên của người kia", "Tên của tôi")]
    task.refresh_from_db()
    assert task.title == "Tên của người kia"


def test_an_edit_changes_lead_and_supporters(as_clerk, committee, front, commune):
    helper = BodyFactory(unit=commune, name="Chi bộ 11", short_name="CB11")
    task = TaskFactory(assigned_by=committee, lead=front, supporters=[helper])
    sent = opened(as_clerk, task)
    assert sent["supporters"] == "Chi bộ 11"

    as_clerk.post(step_url(task, "edit"), sent | {"lead": "Chi bộ 11", "supporters": "MTTQ phường"})

    task.refresh_from_db()
    assert (task.lead, list(task.supporters.all())) == (helper, [front])


def test_the_document_of_an_extension_is_named_in_the_history(as_clerk, committee, front, clerk):
    paper = OfficialDocumentFactory(issuer=committee, issued=True)
    task = TaskFactory(assigned_by=committee, lead=front)

    sent = {"due_on": "31/12/2020", "reason": "dịch bệnh", "document": paper.pk}
    as_clerk.post(step_url(task, "extend"), sent)

    assert task.extensions.get().document == paper
    assert f"theo {paper.label}" in as_clerk.get(task.get_absolute_url()).content.decode()


def test_the_due_date_of_work_that_began_is_not_edited(as_clerk, committee, front):
    task = TaskFactory(assigned_by=committee, lead=front, working=True)

    response = as_clerk.post(step_url(task, "edit"), opened(as_clerk, task) | {"due_on": "31/12/2020"})

    assert "Gia hạn" in str(response.context["form"].errors["due_on"])
