"""A supervision chooses petitions, judges each, recommends, and ends with a report that has number and date."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from common import chain
from common.errors import Refused
from organizations import closure
from organizations.enums import Role
from petitions import services as petitions
from petitions import supervision as choosing
from petitions.enums import ChosenFor, Fulfilment, PetitionStatus, SupervisionStatus
from petitions.models import Supervision
from petitions.services import supervising
from petitions.services.supervising import Plan
from tests.factories.accounts import UserFactory
from tests.factories.petitions import keeper_of, paper, petition_at, settler_of

_S = PetitionStatus
PLAN = Plan(title="Giám sát việc giải quyết kiến nghị", starts_on=date(2020, 10, 1), ends_on=date(2020, 10, 31))

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture(autouse=True)
def _reach(commune):
    closure.rebuild()


@pytest.fixture
def late(council, office):
    """Not answered after its last day."""
    return petition_at(_S.ACCEPTED, council=council, holder=office)


@pytest.fixture
def supervision(council, keeper, late):
    planned = supervising.plan(council=council, planned=PLAN, by=keeper)
    supervising.choose(supervision=planned, petitions=[late], why=ChosenFor.LATE, by=keeper)
    return supervising.start(supervision=planned, by=keeper)


def judged(supervision, keeper):
    for line in supervision.lines.all():
        supervising.find(line=line, finding="Chưa bố trí kinh phí.", judged=Fulfilment.NOT_DONE, by=keeper)


def concluded(supervision, keeper):
    report = paper(supervision.council, date(2020, 11, 2))
    return supervising.conclude(supervision=supervision, result="Đề nghị làm dứt điểm.", report=report, by=keeper)


def written(rows, values):
    """As a transaction of its own that ends here."""
    with transaction.atomic():
        rows.update(**values)
        connection.check_constraints()


def test_each_reason_proposes_its_petitions_with_counts(council, office, keeper, late):
    closed = petition_at(_S.CLOSED, council=council, holder=office)
    petitions.contest(petition=closed, reason="Vẫn hỏng", by=keeper, due_on=date(2020, 12, 1))
    again = petition_at(_S.VERIFIED, council=council, holder=office)
    type(again).objects.filter(pk=again.pk).update(times_raised=2)
    petition_at(_S.RECEIVED, council=council)
    supervision = supervising.plan(council=council, planned=PLAN, by=keeper)

    assert choosing.counts(keeper, supervision) == {
        ChosenFor.UNSETTLED: 2, ChosenFor.DISPUTED: 1, ChosenFor.RAISED_AGAIN: 1, ChosenFor.LATE: 1,
    }  # fmt: skip
    for why in ChosenFor:
        found = choosing.proposed(keeper, supervision, why)
        assert supervising.choose(supervision=supervision, petitions=found, why=why, by=keeper) >= 0
    tally = choosing.tally(supervision)
    assert (tally.chosen, tally.waiting) == (3, 3)
    assert set(choosing.counts(keeper, supervision).values()) == {0}


def test_only_the_council_supervises_and_the_holder_reads(council, office, keeper, settler, supervision):
    outsider = UserFactory(member_of=office, role=Role.LEADER)

    assert list(Supervision.objects.visible_to(settler)) == [supervision]
    for person in (settler, outsider):
        with pytest.raises(PermissionDenied):
            supervising.find(line=supervision.lines.get(), finding="x", judged="", by=person)


def test_nothing_begins_without_petitions_and_nothing_ends_unjudged(council, keeper, supervision):
    empty = supervising.plan(council=council, planned=PLAN, by=keeper)
    with pytest.raises(Refused, match="Chọn kiến nghị"):
        supervising.start(supervision=empty, by=keeper)
    with pytest.raises(Refused, match="chưa được đánh giá"):
        concluded(supervision, keeper)
    with pytest.raises(Refused, match="kết quả xem xét"):
        supervising.find(line=supervision.lines.get(), finding=" ", judged=Fulfilment.DONE, by=keeper)
    judged(supervision, keeper)

    done = concluded(supervision, keeper)

    assert done.state is SupervisionStatus.CONCLUDED
    with pytest.raises(Refused, match="Đã có báo cáo"):
        supervising.cancel(supervision=done, reason="nhầm", by=keeper)


def test_a_recommendation_is_a_task_and_both_lead_to_each_other(council, office, keeper, supervision, late):
    recommended = supervising.recommend(
        supervision=supervision, text="Bố trí kinh phí sửa đường", body=office, due_on=date(2020, 12, 31), by=keeper
    )
    task = recommended.task
    assert task is not None

    assert (task.origin_kind, task.origin_id, task.lead) == (supervising.ORIGIN_KIND, recommended.pk, office)
    here = supervision.get_absolute_url()
    for kind, key in (("steering.task", task.pk), ("petitions.petition", late.pk)):
        assert here in [link.url for link in chain.links(kind, [key], reader=keeper)[key]]
    assert f"{here}#sau-giam-sat" in [
        link.url for link in chain.links("petitions.supervision", [supervision.pk])[supervision.pk]
    ]


def test_a_recommendation_of_who_sets_no_tasks_waits_and_the_report_waits_for_it(council, office, keeper, supervision):
    supervisor = UserFactory(member_of=council, role=Role.SUPERVISOR)
    asked = {"text": "Bố trí kinh phí", "body": office, "due_on": date(2020, 12, 31)}
    waiting = supervising.recommend(supervision=supervision, by=supervisor, **asked)
    judged(supervision, keeper)

    assert waiting.task is None
    with pytest.raises(Refused, match="chưa giao thành nhiệm vụ"):
        concluded(supervision, keeper)
    with pytest.raises(PermissionDenied):
        supervising.assign(recommendation=waiting, by=supervisor)
    assert supervising.assign(recommendation=waiting, by=keeper).task is not None
    assert concluded(supervision, keeper).report is not None


def test_the_database_refuses_an_end_without_issued_report_or_with_a_line_unjudged(supervision, council, keeper):
    report = paper(council, date(2020, 11, 2))
    rows = Supervision.objects.filter(pk=supervision.pk)
    for values in (
        {"status": "concluded", "result": "Xong"},
        {"status": "concluded", "result": "Xong", "report": report},  # a line is not judged
        {"status": "cancelled"},
    ):
        with pytest.raises(IntegrityError):
            written(rows, values)


def test_another_councils_petition_and_one_in_use_are_refused(council, keeper, supervision):
    from tests.factories.organizations import UnitFactory
    from tests.factories.petitions import CouncilFactory

    other = petition_at(_S.TRANSFERRED, council=CouncilFactory(unit=UnitFactory()))
    with pytest.raises(Refused, match="chính Hội đồng nhân dân này"):
        supervising.choose(supervision=supervision, petitions=[other], why=ChosenFor.LATE, by=keeper)
    judged(supervision, keeper)
    with pytest.raises(Refused, match="không đưa ra"):
        supervising.leave_out(supervision=supervision, petitions=[supervision.lines.get().petition], by=keeper)


def test_the_pages_take_a_supervision_from_plan_to_report(client, council, office, late):
    keeper, settler = keeper_of(council), settler_of(office)
    client.force_login(keeper)
    base = "/kien-nghi/giam-sat/"
    planned = {"council": council.pk, "title": "Giám sát", "starts_on": "01/10/2020", "ends_on": "31/10/2020"}
    answered = client.post(f"{base}lap/", planned | {"ends_on": "31/02/2020"})
    assert "em lại ngày và tháng" in answered.content.decode()
    assert client.post(f"{base}lap/", planned).status_code == 302
    page = Supervision.objects.get().get_absolute_url()

    assert f"/kien-nghi/{late.code}/" in client.get(f"{page}chon/?vi-sao=late").content.decode()
    client.post(f"{page}chon/?vi-sao=late", {"line": [late.pk, "9" * 30, "x"]})
    client.post(f"{page}bat-dau/")
    form = client.get(f"{page}ket-qua/?ma={late.code}").context["form"]
    values = {name: form[name].value() or "" for name in form.fields} | {"finding": "Chưa làm", "judged": "not_done"}
    client.post(f"{page}ket-qua/?ma={late.code}", values)
    client.post(f"{page}kien-nghi/", {"text": "Làm ngay", "body": office.name, "due_on": "31/12/2020"})
    report = paper(council, date(2020, 11, 2))
    client.post(f"{page}ket-thuc/", {"result": "Đã xem xét", "document": report.pk})

    supervision = Supervision.objects.get()
    assert (supervision.status, supervision.report, supervision.lines.get().judged) == ("concluded", report, "not_done")
    client.force_login(settler)
    assert "Chưa làm" in client.get(page).content.decode()
    assert client.get(f"{page}sua/").status_code == 403
    assert client.get(f"{page}khong-co/").status_code == 404
