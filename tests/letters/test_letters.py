"""Letters: what may be entered, which step may follow, what each needs, and what no path leaves behind."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from common.errors import Refused
from letters import workflow
from letters.enums import CameBy, ContentKind, ContentStatus, LetterStatus
from letters.models import Letter, LetterContent, LetterSender, LetterStep
from letters.services import letters as services
from letters.services.letters import Content, Sender
from notices.models import Notice
from organizations.enums import Role, Why
from tests.factories.documents import OfficialDocumentFactory
from tests.factories.letters import LetterFactory, first, officer, paper
from tests.factories.organizations import BodyFactory, days

pytestmark = pytest.mark.django_db
ON = date(2020, 10, 6)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2020-11-02 09:00 +0700", tick=False):
        yield


@pytest.fixture
def body():
    return BodyFactory()


@pytest.fixture
def by(body):
    return officer(body)


def immediate():
    """Run the checks that wait for the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def update_by_hand(content, change):
    """What an import or a shell might do, up to the end of its transaction."""
    LetterContent.objects.filter(pk=content.pk).update(**change)
    immediate()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"received_on": date(2020, 11, 3)}, "received_on"),
        ({"received_on": date(1999, 1, 1)}, "received_on"),
        ({"came_by": CameBy.FORWARDED}, "sent_by"),
        ({"contents": []}, None),
        ({"contents": [Content(ContentKind.FEEDBACK, " ")]}, None),
    ],
)
def test_a_letter_that_cannot_be_is_refused_beside_its_field(body, by, values, field):
    values = {
        "received_on": ON,
        "came_by": CameBy.POST,
        "contents": [Content(ContentKind.FEEDBACK, "Rác thải")],
    } | values

    with pytest.raises(Refused) as refused:
        services.receive_letter(body=body, by=by, **values)

    assert refused.value.field == field
    assert not Letter.objects.exists()


def test_the_sender_stands_apart_and_in_no_history_of_rows(body, by):
    letter = LetterFactory(body=body, by=by, sender=Sender("Hoàng Văn Páo", "Xóm Khe Lặc", "0912345678"))

    assert letter.sender.name == "Hoàng Văn Páo"
    assert "Páo" not in letter.search_key
    assert not hasattr(LetterSender, "pgh_event_models") or not LetterSender.pgh_event_models


def test_an_unknown_sender_leaves_no_row(body, by):
    assert not LetterSender.objects.filter(letter=LetterFactory(body=body, by=by, sender=Sender())).exists()


def test_several_contents_are_handled_one_by_one_and_the_letter_follows(body, by):
    letter = LetterFactory(body=body, by=by, kinds=[ContentKind.COMPLAINT, ContentKind.FEEDBACK])
    one, two = letter.contents.order_by("position")
    assert letter.status == LetterStatus.RECEIVED

    services.accept(content=two, on=ON, by=by)
    services.answer(content=two, on=ON, by=by, paper=paper(body, ON, "cong-van"))
    letter.refresh_from_db()
    assert letter.status == LetterStatus.WORKING

    services.file(content=one, on=ON, by=by, note="Đơn không ký tên")
    letter.refresh_from_db()
    assert (letter.status, letter.due_on) == (LetterStatus.DONE, None)
    immediate()


def test_a_complaint_runs_from_receipt_to_the_sent_decision(body, by):
    content = first(LetterFactory(body=body, by=by, accepted=True))
    decision = paper(body, date(2020, 10, 20), "quyet-dinh")
    services.settle(content=content, on=date(2020, 10, 20), by=by, paper=decision)
    services.send(content=content, on=date(2020, 10, 22), by=by)

    steps = list(content.steps.order_by("pk").values_list("name", "status"))
    assert steps == [("accept", "accepted"), ("settle", "settled"), ("send", "closed")]
    assert content.steps.get(name="send").paper == decision
    immediate()


@pytest.mark.parametrize("name", ["accept", "transfer", "settle", "suspend", "terminate"])
def test_steps_that_the_law_wants_on_paper_are_refused_without_one(body, by, name):
    content = first(LetterFactory(body=body, by=by, accepted=name not in {"accept", "transfer"}))
    values = {"stage": "first"} if name == "accept" else {"to_body": BodyFactory()} if name == "transfer" else {}
    values |= {"note": "Lý do"} if name in {"suspend", "terminate"} else {}
    draft = OfficialDocumentFactory(issuer=body, created_by=by)

    for given in (None, draft, paper(body, date(2020, 10, 1))):  # none, without number, from before the letter
        with pytest.raises(Refused) as refused:
            getattr(services, name)(content=content, on=ON, by=by, paper=given, **values)
        assert refused.value.field == "document"


def test_a_transferred_letter_shows_the_origin_where_it_is_and_how_it_stands(body, by):
    content, other = first(LetterFactory(body=body, by=by)), BodyFactory()
    people = officer(other, Role.RECORDS_CLERK)
    services.transfer(content=content, to_body=other, on=ON, by=by, paper=paper(body, ON, "cong-van"))
    letter, content = content.letter, first(content.letter)

    assert (content.holder, content.status) == (other, ContentStatus.TRANSFERRED)
    assert Letter.objects.visible_to(by).get() == letter == Letter.objects.visible_to(people).get()
    stakes = set(letter.stakes.filter(until=None).values_list("body", "why"))
    assert stakes == {(body.pk, Why.ORIGIN), (other.pk, Why.HOLDER)}
    told = Notice.objects.get()
    assert (told.recipient, told.subject) == (people, f"Đơn chuyển đến: {letter.code} · Đơn khiếu nại")
    assert "Páo" not in told.subject + told.text
    with pytest.raises(PermissionDenied):
        services.file(content=content, on=ON, note="Không còn là việc của xã", by=by)
    back = paper(other, ON, "cong-van")
    with pytest.raises(Refused) as refused:  # back and forth is no transfer to the competent body
        services.transfer(content=content, to_body=body, on=ON, by=officer(other), paper=back)
    assert refused.value.field == "to_body"


def test_a_transfer_to_a_body_that_ended_is_refused(body, by):
    gone = BodyFactory(valid=days("2000-01-01", "2020-07-01"))

    with pytest.raises(Refused, match="không tồn tại"):
        services.transfer(
            content=first(LetterFactory(body=body, by=by)), to_body=gone, on=ON, by=by, paper=paper(body, ON)
        )


@pytest.mark.parametrize("kind", [ContentKind.COMPLAINT, ContentKind.FEEDBACK])
@pytest.mark.parametrize("status", [s for s in ContentStatus if s is not ContentStatus.SEALED])
@pytest.mark.parametrize("name", workflow.STEPS)
def test_each_step_starts_only_from_its_states(kind, status, name):
    step, content = workflow.STEPS[name], LetterContent(kind=kind, status=status)
    allowed = kind in step.kinds and status in step.sources

    assert workflow.may(content, name) is allowed
    if not allowed:
        with pytest.raises(Refused):
            workflow.move(content, name)
    else:
        workflow.move(content, name)
        assert content.status == (step.target or status)


@pytest.mark.parametrize(
    "change",
    [
        {"status": ContentStatus.GUIDED},
        {"status": ContentStatus.CLOSED},
        {"status": ContentStatus.ACCEPTED},
        {"status": ContentStatus.SEALED},
        {"summary": " "},
        {"kind": ContentKind.SEALED},
        {"status": "elsewhere"},
    ],
)
def test_no_path_leaves_a_state_without_its_step_or_a_content_without_words(body, by, change):
    content = first(LetterFactory(body=body, by=by))

    with pytest.raises(IntegrityError), transaction.atomic():
        update_by_hand(content, change)


def test_steps_are_only_added_and_carry_their_paper(body, by):
    content = first(LetterFactory(body=body, by=by, accepted=True))
    written = content.steps.get()

    with pytest.raises(Exception, match=r"append_only|Cannot"), transaction.atomic():
        LetterStep.objects.filter(pk=written.pk).update(note="khác")
    written.pk, written.paper, written.status = None, None, ContentStatus.SETTLED
    with pytest.raises(IntegrityError), transaction.atomic():
        written.save(force_insert=True)


def test_a_letter_with_a_sealed_content_never_gets_a_sender_in_the_open(body, by):
    letter = LetterFactory(body=body, by=by, kinds=[ContentKind.SEALED, ContentKind.FEEDBACK])
    assert not LetterSender.objects.filter(letter=letter).exists()

    with pytest.raises(Refused):
        services.correct(letter=letter, incoming_number=None, people_count=1, sender=Sender("Páo"), by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterSender.objects.create(letter=letter, name="Páo")
    named = LetterFactory(body=body, by=by)
    sealed = letter.contents.get(position=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterContent.objects.create(
            letter=named, position=2, kind=ContentKind.SEALED, status=ContentStatus.SEALED, holder=body,
            sealed_case=sealed.sealed_case,
        )  # fmt: skip
