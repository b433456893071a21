"""Letters from receipt to result. Each verb: lock, may you, is it possible, change, remember, tell.

A letter is locked before its content, the content before its clocks. Steps are rows; a content's state is the state
of its last step, which the database checks at the end of the transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from deadlines.services import clocks
from documents.enums import DocumentStatus
from documents.models import OfficialDocument
from letters import events, policies, telling, timing, workflow
from letters.enums import OPEN_CONTENT, CameBy, ContentKind, ContentStatus, LetterStatus, Stage
from letters.models import Letter, LetterContent, LetterField, LetterSender, LetterStep, search_key_of
from letters.services import sealed
from organizations import scope
from organizations.enums import Why
from organizations.models import Body
from organizations.scope import StakeSpec

MOST_CONTENTS = 20


@dataclass(frozen=True)
class Content:
    """A content as it is entered. Of a sealed kind, ``summary`` goes into the sealed case and nowhere else."""

    kind: str
    summary: str
    field: LetterField | None = None


@dataclass(frozen=True)
class Sender:
    """Who sent a letter, as far as known."""

    name: str = ""
    address: str = ""
    phone: str = ""

    def __repr__(self) -> str:
        return "Sender(…)"  # never in a log


@transaction.atomic
def receive_letter(
    *,
    body: Body,
    received_on: date,
    came_by: str,
    contents: Sequence[Content],
    by: User,
    sender: Sender | None = None,
    sent_by: Body | None = None,
    incoming_number: int | None = None,
    people_count: int = 1,
) -> Letter:
    """Enter a letter that a body received. A denunciation in it is sealed at once, and with it who sent the letter.

    Refused: a day in the future or before the body existed; a forwarded letter that does not say by whom; no content.
    """
    policies.check_can_receive(by, body)
    _check_received(body, received_on, came_by, sent_by, contents)

    number = _next_number()
    letter = Letter(
        pk=number, code=f"DT-{received_on.year}-{number:04d}", unit=body.unit, body=body, received_on=received_on,
        came_by=came_by, sent_by=sent_by, incoming_number=incoming_number, contents_count=len(contents),
        people_count=people_count, entered_by=by, entered_at=clock.now(),
    )  # fmt: skip
    rows = [_content(letter, place, spec, sender, by) for place, spec in enumerate(contents, start=1)]
    letter.search_key = search_key_of(letter, rows)
    letter.save(force_insert=True)
    for row in rows:
        row.letter = letter
        row.save(force_insert=True)
    _keep_sender(letter, rows, sender)
    _enter(letter)
    _write_stakes(letter)
    for row in rows:
        if not row.is_sealed:
            _begin(letter, row, by)

    record(
        events.RECEIVED, by=by, subject=letter, unit_id=letter.unit_id, code=letter.code, on=ngay(received_on),
        count=len(rows),
    )  # fmt: skip
    return letter


@transaction.atomic
def correct(
    *, letter: Letter, incoming_number: int | None, people_count: int, sender: Sender | None, by: User
) -> Letter:
    """Correct how a letter was entered. Who sent a letter with a sealed content is not kept here."""
    letter = _locked_letter(letter)
    policies.check_can_correct(by, letter)
    rows = list(letter.contents.all())
    if sender and sender.name.strip() and any(row.is_sealed for row in rows):
        raise Refused(_("Đơn có nội dung được niêm phong: người đứng đơn chỉ ghi trong hồ sơ niêm phong."), "name")
    letter.incoming_number, letter.people_count = incoming_number, people_count
    letter.search_key = search_key_of(letter, rows)
    letter.save(update_fields=["incoming_number", "people_count", "search_key"])
    LetterSender.objects.filter(letter=letter).delete()
    _keep_sender(letter, rows, sender)
    record(events.CORRECTED, by=by, subject=letter, unit_id=letter.unit_id, code=letter.code)
    return letter


@transaction.atomic
def take_in(*, content: LetterContent, incoming_number: int, on: date, by: User) -> LetterContent:
    """The body to which it was transferred enters it; its own limit runs from that day."""
    content = _begun(content, "take_in", on, by)
    last = content.steps.order_by("-pk")[0]
    if last.name == "take_in":
        raise Refused(_("Nội dung này đã vào sổ đến ngày {day}.").format(day=ngay(last.on)))
    if timing.live(content, timing.ACCEPTANCE):
        timing.cancel(content, timing.ACCEPTANCE, on=on, by=by)
        timing.begin(content, on=on, by=by)
    _step(content, "take_in", on, by, status="", incoming_number=incoming_number)
    _remember(events.TAKEN_IN, content, by, on, number=incoming_number)
    return content


@transaction.atomic
def accept(
    *,
    content: LetterContent,
    on: date,
    by: User,
    paper: OfficialDocument | None = None,
    stage: str = "",
    remote: bool = False,
    difficult: bool = False,
    note: str = "",
) -> LetterContent:
    """The body will settle it. Of a complaint the complainant is told by a paper (Law 02/2011 Articles 27 and 36)."""
    content = _begun(content, "accept", on, by)
    if content.kind == ContentKind.COMPLAINT:
        if stage not in Stage.values:
            raise Refused(_("Chọn khiếu nại lần đầu hay lần hai."), field="stage")
        _check_paper(content, paper)
        content.stage, content.notice = stage, paper
    _answered(content, on, by)
    timing.stop(content, timing.ACCEPTANCE, on=on, by=by)
    _step(content, "accept", on, by, paper=paper, note=note)
    if content.kind == ContentKind.COMPLAINT:
        timing.settle_by(content, remote=remote, difficult=difficult, on=on, by=by)
    return _done(content, "accept", by, on, paper)


@transaction.atomic
def guide(*, content: LetterContent, on: date, note: str, by: User, paper: OfficialDocument | None = None) -> Any:
    """The sender is told which body is competent and how to turn to it."""
    return _ended(content, "guide", on, by, note, paper)


@transaction.atomic
def give_back(*, content: LetterContent, on: date, note: str, by: User, paper: OfficialDocument | None = None) -> Any:
    """The letter goes back to its sender, with the reason."""
    return _ended(content, "give_back", on, by, note, paper)


@transaction.atomic
def file(*, content: LetterContent, on: date, note: str, by: User, paper: OfficialDocument | None = None) -> Any:
    """Nothing is to be done; the reason stays."""
    return _ended(content, "file", on, by, note, paper)


@transaction.atomic
def transfer(
    *, content: LetterContent, to_body: Body, on: date, paper: OfficialDocument, by: User, note: str = ""
) -> LetterContent:
    """Another body is competent: it goes there by a paper. The bodies before keep seeing who has it and how it stands.

    Refused: a body that did not exist that day, the holder itself, or a body that had it before.
    """
    content = _begun(content, "transfer", on, by)
    _check_alive(to_body, on, field="to_body")
    earlier = {content.letter.body_id, content.holder_id, *content.steps.values_list("body_id", flat=True)}
    if to_body.pk in earlier:
        raise Refused(_("Đơn đã qua cơ quan này; chọn cơ quan có thẩm quyền khác."), field="to_body")
    _check_paper(content, paper)
    _answered(content, on, by)
    timing.stop(content, timing.ACCEPTANCE, on=on, by=by)
    _step(content, "transfer", on, by, paper=paper, to_body=to_body, note=note)
    content.holder = to_body
    content.save(update_fields=["holder"])
    timing.begin(content, on=on, by=by)
    _write_stakes(content.letter)
    _finish(content)
    _remember(events.TRANSFERRED, content, by, on, paper=paper, to=to_body.name)
    telling.transferred(content, by=by)
    return content


@transaction.atomic
def settle(*, content: LetterContent, on: date, paper: OfficialDocument, by: User, note: str = "") -> LetterContent:
    """The decision on a complaint. It has to be sent, and whoever forwarded the letter has to be told."""
    content = _begun(content, "settle", on, by)
    _check_paper(content, paper)
    timing.stop(content, timing.SETTLEMENT, on=on, by=by)
    _step(content, "settle", on, by, paper=paper, note=note)
    timing.send_by(content, on=on, by=by, paper=paper)
    _owe_report(content, on, by)
    return _done(content, "settle", by, on, paper)


@transaction.atomic
def send(*, content: LetterContent, on: date, by: User, note: str = "") -> LetterContent:
    """The decision went to the complainant; the content is closed on the decision's own paper."""
    content = _begun(content, "send", on, by)
    decision = content.steps.filter(name="settle").order_by("-pk")[0].paper
    timing.stop(content, timing.SENDING, on=on, by=by)
    _step(content, "send", on, by, paper=decision, note=note)
    return _done(content, "send", by, on, decision)


@transaction.atomic
def answer(*, content: LetterContent, on: date, paper: OfficialDocument, by: User, note: str = "") -> LetterContent:
    """A recommendation or feedback that was accepted is answered by a paper."""
    content = _begun(content, "answer", on, by)
    _check_paper(content, paper)
    _step(content, "answer", on, by, paper=paper, note=note)
    _owe_report(content, on, by)
    return _done(content, "answer", by, on, paper)


@transaction.atomic
def suspend(*, content: LetterContent, on: date, note: str, paper: OfficialDocument, by: User) -> LetterContent:
    """The settlement stops for a time, by a decision; its limit does not run."""
    content = _begun(content, "suspend", on, by)
    note = _checked_note(note)
    _check_paper(content, paper)
    if running := timing.live(content, timing.SETTLEMENT):
        reason = _("Tạm đình chỉ theo {paper}").format(paper=paper.label)
        clocks.suspend(running, on=on, reason=reason, by=by, document=paper)
    _step(content, "suspend", on, by, paper=paper, note=note)
    return _done(content, "suspend", by, on, paper)


@transaction.atomic
def resume(*, content: LetterContent, on: date, by: User, note: str = "") -> LetterContent:
    """The settlement goes on; the limit counts again from that day."""
    content = _begun(content, "resume", on, by)
    if paused := timing.live(content, timing.SETTLEMENT):
        clocks.resume(paused, on=on, by=by)
    _step(content, "resume", on, by, note=note)
    return _done(content, "resume", by, on, None)


@transaction.atomic
def terminate(*, content: LetterContent, on: date, note: str, paper: OfficialDocument, by: User) -> LetterContent:
    """The settlement ends without a decision on the matter, such as after a withdrawal."""
    content = _begun(content, "terminate", on, by)
    note = _checked_note(note)
    _check_paper(content, paper)
    timing.cancel(content, timing.SETTLEMENT, on=on, by=by)
    _step(content, "terminate", on, by, paper=paper, note=note)
    _owe_report(content, on, by)
    return _done(content, "terminate", by, on, paper)


@transaction.atomic
def report_back(*, content: LetterContent, on: date, paper: OfficialDocument, by: User) -> LetterContent:
    """Whoever forwarded the letter is told the result (Law 42/2013 Article 27)."""
    content = _begun(content, "report_back", on, by)
    if not content.owes_report:
        raise Refused(_("Không có nơi chuyển đơn nào còn phải báo kết quả."))
    _check_paper(content, paper)
    content.owes_report = False
    timing.stop(content, timing.REPORT_BACK, on=on, by=by)
    _step(content, "report_back", on, by, status="", paper=paper)
    return _done(content, "report_back", by, on, paper)


# -- is it possible


def _check_received(
    body: Body, received_on: date, came_by: str, sent_by: Body | None, contents: Sequence[Content]
) -> None:
    if received_on > clock.today():
        raise Refused(_("Ngày nhận không được sau hôm nay."), field="received_on")
    _check_alive(body, received_on, field="received_on")
    if came_by == CameBy.FORWARDED and sent_by is None:
        raise Refused(_("Ghi cơ quan đã chuyển đơn đến."), field="sent_by")
    if came_by != CameBy.FORWARDED and sent_by is not None:
        raise Refused(_("Chỉ ghi cơ quan chuyển đến khi đơn do cơ quan khác chuyển."), field="sent_by")
    if sent_by == body:
        raise Refused(_("Cơ quan chuyển đến không thể là cơ quan tiếp nhận."), field="sent_by")
    if not 1 <= len(contents) <= MOST_CONTENTS:
        raise Refused(_("Đơn có từ 1 đến {most} nội dung.").format(most=MOST_CONTENTS))
    if any(not content.summary.strip() for content in contents):
        raise Refused(_("Mỗi nội dung cần có tóm tắt."))


def _check_alive(body: Body, on: date, *, field: str) -> None:
    if on not in body.valid:
        raise Refused(_("{body} không tồn tại vào ngày {day}.").format(body=body.name, day=ngay(on)), field=field)


def _check_day(content: LetterContent, on: date) -> None:
    """Steps are entered in the order in which they happened, never ahead of time."""
    if on > clock.today():
        raise Refused(_("Ngày không được sau hôm nay."), field="on")
    latest = content.steps.order_by("-on").values_list("on", flat=True).first() or content.letter.received_on
    if on < latest:
        raise Refused(_("Ngày không được trước bước gần nhất ({day}).").format(day=ngay(latest)), field="on")


def _check_paper(content: LetterContent, paper: OfficialDocument | None) -> None:
    """A paper with number and day, issued after the letter came in."""
    if paper is None or paper.status != DocumentStatus.ISSUED or paper.issued_on is None:
        raise Refused(_("Bước này cần văn bản có số và ngày: chọn văn bản hoặc ghi số, ngày."), field="document")
    if paper.issued_on < content.letter.received_on:
        message = _("Văn bản ban hành trước ngày nhận đơn ({day}).")
        raise Refused(message.format(day=ngay(content.letter.received_on)), field="document")


def _checked_note(note: str) -> str:
    if not note.strip():
        raise Refused(_("Cần ghi lý do, nội dung xử lý."), field="note")
    return nfc(note.strip())


# -- change, remember


def _next_number() -> int:
    """The number in the code is the row's key, drawn beforehand: no lock, no two alike, gaps allowed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('letters_letter', 'id'))")
        return int(cursor.fetchone()[0])


def _content(letter: Letter, place: int, spec: Content, sender: Sender | None, by: User) -> LetterContent:
    """The row of a content; of a denunciation only the pointer to its sealed case."""
    row = LetterContent(letter=letter, position=place, kind=spec.kind, holder=letter.body)
    if spec.kind == ContentKind.SEALED:
        row.status = ContentStatus.SEALED
        row.sealed_case = sealed.receive(
            body=letter.body, received_on=letter.received_on, identity=sealed.Identity.of(sender),
            content=spec.summary, by=by,
        )  # fmt: skip
    else:
        row.summary, row.field = nfc(spec.summary.strip()), spec.field
    return row


def _keep_sender(letter: Letter, rows: Sequence[LetterContent], sender: Sender | None) -> None:
    """Not of a letter with a sealed content: then the sealed case alone knows."""
    if sender and sender.name.strip() and not any(row.is_sealed for row in rows):
        LetterSender.objects.create(
            letter=letter, name=clean_line(sender.name), address=clean_line(sender.address),
            phone=clean_line(sender.phone),
        )  # fmt: skip


def _begin(letter: Letter, row: LetterContent, by: User) -> None:
    timing.begin(row, on=letter.received_on, by=by)
    if letter.came_by == CameBy.RECEPTION:
        timing.owe_status(row, on=letter.received_on, by=by)


def _locked_letter(letter: Letter) -> Letter:
    locked = Letter.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("body__unit", "sent_by").get(pk=letter.pk)


def _begun(content: LetterContent, name: str, on: date, by: User) -> LetterContent:
    """Lock the letter, then the content; may you; is it possible."""
    letter = _locked_letter(Letter(pk=content.letter_id))
    rows = LetterContent.objects.select_for_update(of=("self",), no_key=True)
    content = rows.select_related("holder__unit").get(pk=content.pk)
    content.letter = letter
    policies.check_can_handle(by, content)
    workflow.move(content, name)
    _check_day(content, on)
    return content


def _step(
    content: LetterContent,
    name: str,
    on: date,
    by: User,
    *,
    status: str | None = None,
    paper: OfficialDocument | None = None,
    to_body: Body | None = None,
    incoming_number: int | None = None,
    note: str = "",
) -> None:
    LetterStep.objects.create(
        content=content, name=name, status=content.status if status is None else status, on=on, body=content.holder,
        to_body=to_body, paper=paper, incoming_number=incoming_number, note=nfc(note.strip()), by=by, at=clock.now(),
    )  # fmt: skip


def _ended(
    content: LetterContent, name: str, on: date, by: User, note: str, paper: OfficialDocument | None
) -> LetterContent:
    content = _begun(content, name, on, by)
    note = _checked_note(note)
    if paper is not None:
        _check_paper(content, paper)
    _answered(content, on, by)
    timing.stop(content, timing.ACCEPTANCE, on=on, by=by)
    _step(content, name, on, by, paper=paper, note=note)
    return _done(content, name, by, on, paper)


def _answered(content: LetterContent, on: date, by: User) -> None:
    """With the first step the person knows how it stands."""
    timing.stop(content, timing.STATUS, on=on, by=by)


def _owe_report(content: LetterContent, on: date, by: User) -> None:
    """Whoever forwarded the letter here is told the result within seven working days."""
    forwarded = content.letter.sent_by_id is not None or content.holder_id != content.letter.body_id
    if forwarded and content.kind == ContentKind.COMPLAINT:
        content.owes_report = True
        timing.report_by(content, on=on, by=by)


def _finish(content: LetterContent) -> None:
    content.save(update_fields=["status", "stage", "notice", "owes_report"])
    timing.keep_due_dates([content.pk])
    _enter(content.letter)


def _done(content: LetterContent, name: str, by: User, on: date, paper: OfficialDocument | None) -> LetterContent:
    _finish(content)
    _remember(events.STEP, content, by, on, paper=paper, step=_label(name))
    return content


def _enter(letter: Letter) -> None:
    """The letter stands where its contents stand."""
    statuses = set(letter.contents.exclude(kind=ContentKind.SEALED).values_list("status", flat=True))
    if not statuses:
        letter.status = LetterStatus.SEALED
    elif not statuses & set(OPEN_CONTENT):
        letter.status = LetterStatus.DONE
    else:
        letter.status = LetterStatus.RECEIVED if statuses == {ContentStatus.RECEIVED} else LetterStatus.WORKING
    letter.save(update_fields=["status"])


def _write_stakes(letter: Letter) -> None:
    """The body that received it, those that had it, those that have it."""
    contents = letter.contents.select_related("holder")
    passed = Body.objects.filter(pk__in=LetterStep.objects.filter(content__letter=letter).values("body"))
    specs = [StakeSpec.of(letter.body, Why.ORIGIN)]
    specs += [StakeSpec.of(content.holder, Why.HOLDER) for content in contents]
    specs += [StakeSpec.of(body, Why.SUPPORTER) for body in passed if body.pk != letter.body_id]
    scope.write_stakes(letter, specs)


@in_portal_language
def _label(name: str) -> str:
    return str(workflow.STEPS[name].label)


@in_portal_language
def _under(paper: OfficialDocument | None) -> str:
    return f", {paper.label}" if paper else ""


def _remember(
    kind: str, content: LetterContent, by: User, on: date, *, paper: OfficialDocument | None = None, **data: Any
) -> None:
    letter = content.letter
    words = {"position": content.position, "on": ngay(on), "paper": _under(paper)} | data
    record(kind, by=by, subject=letter, unit_id=letter.unit_id, **words)
