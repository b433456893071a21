"""Sealed cases. Each verb: lock, may you, is it possible, change, remember – and tell nobody.

What is remembered outside these tables is who did what to which number, without a word of the content.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from deadlines.enums import LimitUnit
from deadlines.services import clocks
from letters import events, policies, timing, workflow
from letters.enums import ErasureReason
from letters.models import SealedAccess, SealedCase, SealedOpening, SealedStep
from letters.models.sealed import PAPER_NUMBER
from letters.sealing import CaseKey
from organizations import roles
from organizations.models import Body

if TYPE_CHECKING:
    from letters.services.letters import Sender

VARIANTS = ("", "complex", "specially-complex")  # Law 25/2018 Article 30


@dataclass(frozen=True)
class Identity:
    """Who sent it. Lives only while it is sealed or shown."""

    name: str = ""
    address: str = ""
    phone: str = ""

    @classmethod
    def of(cls, sender: Sender | None) -> Identity:
        """The same of the sender of a letter."""
        if sender is None:
            return cls()
        return cls(clean_line(sender.name), clean_line(sender.address), clean_line(sender.phone))

    def __repr__(self) -> str:
        return "Identity(…)"  # never in a log


@dataclass(frozen=True)
class Paper:
    """Number and day of a paper of a sealed case; it stands in no list of documents."""

    number: str
    on: date


@dataclass(frozen=True)
class Opened:
    """What an opening shows."""

    identity: Identity
    content: str
    notes: dict[int, str]  # by the key of the step
    reasons: dict[int, str]  # by the key of the opening

    def __repr__(self) -> str:
        return "Opened(…)"


@transaction.atomic
def receive(*, body: Body, received_on: date, identity: Identity, content: str, by: User) -> SealedCase:
    """Seal a denunciation that a body received. Whoever enters it cannot read it afterwards.

    Without a name it is anonymous: no denunciation by law, and without limits, but used when it is clear and has
    evidence (Law 25/2018 Article 25).
    """
    policies.check_can_receive(by, body)
    if not content.strip():
        raise Refused(_("Mỗi nội dung cần có tóm tắt."))
    number = _next_number()
    code = f"TC-{received_on.year}-{number:04d}"
    key = CaseKey.new(code)
    key_id, wrapped = key.wrap()
    words = json.dumps(asdict(identity), ensure_ascii=False)
    case = SealedCase(
        pk=number, code=code, body=body, holder=body, received_on=received_on, anonymous=not identity.name,
        key_id=key_id, wrapped_key=wrapped, identity=key.seal("identity", words),
        content=key.seal("content", content.strip()),
    )  # fmt: skip
    case.save(force_insert=True)
    _begin(case, on=received_on, by=by)
    _remember(events.SEALED_RECEIVED, case, by)
    return case


@transaction.atomic
def unseal(*, case: SealedCase, reason: str, by: User) -> Opened:
    """Read a case. The reason is asked for and every opening is kept."""
    case = _locked(case)
    policies.check_can_open(by, case)
    if len(clean_line(reason)) < 5:
        raise Refused(_("Ghi lý do mở hồ sơ."), field="reason")
    key = _key(case)
    SealedOpening.objects.create(case=case, user=by, at=clock.now(), reason=key.seal("reason", clean_line(reason)))
    _remember(events.SEALED_OPENED, case, by)
    return Opened(
        Identity(**json.loads(key.open("identity", case.identity))),
        key.open("content", case.content),
        {row.pk: key.open("note", row.note) for row in case.steps.all() if row.note},
        {row.pk: key.open("reason", row.reason) for row in case.openings.all()},
    )


@transaction.atomic
def grant(*, case: SealedCase, user: User, until: date | None, by: User) -> SealedAccess:
    """A leader names a person of the body who may open the case, until a day. Naming again changes the day."""
    case = _locked(case)
    policies.check_can_decide(by, case)
    workflow.move_sealed(case, "grant")
    today = clock.today()
    if until is not None and until < today:
        raise Refused(_("Ngày hết quyền không được trước hôm nay."), field="until")
    if not _works_at(user, case.holder):
        raise Refused(_("Người này không làm việc ở cơ quan giữ hồ sơ."), field="user")
    access, _new = SealedAccess.objects.update_or_create(
        case=case, user=user, defaults={"granted_by": by, "granted_at": clock.now(), "until": until}
    )
    _step(case, "grant", today, by)
    _remember(events.SEALED_GRANTED, case, by)
    return access


@transaction.atomic
def verify_more(*, case: SealedCase, by: User) -> SealedCase:
    """Facts have to be verified in several places: ten working days instead of seven (Article 24)."""
    case = _begun(case, "verify_more", clock.today(), by)
    if timing.live(case, timing.SEALED_PROCESSING) is None or case.steps.filter(name="verify_more").exists():
        raise Refused(_("Thời hạn xử lý ban đầu của hồ sơ này không kéo dài được nữa."))
    timing.cancel(case, timing.SEALED_PROCESSING, on=clock.today(), by=by)
    start = case.transferred_on or case.received_on
    timing.start_sealed(
        case, timing.SEALED_PROCESSING, "denunciation-processing", variant=timing.SEVERAL_PLACES, on=start, by=by
    )
    _step(case, "verify_more", clock.today(), by)
    return _done(case, "verify_more", by)


@transaction.atomic
def accept(*, case: SealedCase, on: date, paper: Paper, by: User, variant: str = "", note: str = "") -> SealedCase:
    """The body will settle it (Articles 29, 30). Refused for an anonymous one: it is no denunciation (Article 25)."""
    case = _begun(case, "accept", on, by)
    if case.anonymous:
        raise Refused(_("Tố cáo không rõ họ tên người tố cáo thì không thụ lý (Điều 25 Luật Tố cáo)."))
    if variant not in VARIANTS:
        raise Refused(_("Lựa chọn này không có hoặc không còn dùng được. Chọn lại trong danh sách."), field="variant")
    timing.stop(case, timing.SEALED_PROCESSING, on=on, by=by)
    timing.cancel(case, timing.SEALED_TRANSFER, on=on, by=by)
    _step(case, "accept", on, by, paper=paper, note=note)
    timing.start_sealed(case, timing.SEALED_NOTICE, "denunciation-acceptance-notice", on=on, by=by)
    timing.start_sealed(case, timing.SEALED_SETTLEMENT, "denunciation-settlement", variant=variant, on=on, by=by)
    return _done(case, "accept", by)


@transaction.atomic
def notify(*, case: SealedCase, on: date, paper: Paper, by: User, note: str = "") -> SealedCase:
    """Denouncer and denounced person were told of the acceptance."""
    case = _begun(case, "notify", on, by)
    timing.stop(case, timing.SEALED_NOTICE, on=on, by=by)
    _step(case, "notify", on, by, paper=paper, note=note)
    return _done(case, "notify", by)


@transaction.atomic
def extend(*, case: SealedCase, on: date, paper: Paper, by: User, note: str = "") -> SealedCase:
    """Thirty days more: once for a complex case, twice for a specially complex one (Article 30)."""
    case = _begun(case, "extend", on, by)
    running = timing.live(case, timing.SEALED_SETTLEMENT)
    if running is None or running.rule is None or not running.rule.extra:
        raise Refused(_("Chỉ vụ việc phức tạp, đặc biệt phức tạp mới được gia hạn."))
    _check_paper(case, paper)
    reason = _("Gia hạn theo văn bản số {number}").format(number=paper.number)
    counted_in = LimitUnit(running.rule.extra_unit)
    clocks.extend(running, on=on, reason=reason, by=by, amount=running.rule.extra, counted_in=counted_in)
    _step(case, "extend", on, by, paper=paper, note=note)
    return _done(case, "extend", by)


@transaction.atomic
def transfer(*, case: SealedCase, to_body: Body, on: date, paper: Paper, by: User, note: str = "") -> SealedCase:
    """Another body is competent. Once only (Article 14); the rights of the people here end."""
    case = _begun(case, "transfer", on, by)
    if case.transferred_on is not None:
        raise Refused(_("Tố cáo có cùng nội dung chỉ được chuyển một lần (Điều 14 Luật Tố cáo)."))
    if to_body.pk == case.holder_id:
        raise Refused(_("Hồ sơ đang ở cơ quan này."), field="to_body")
    if on not in to_body.valid:
        message = _("{body} không tồn tại vào ngày {day}.")
        raise Refused(message.format(body=to_body.name, day=ngay(on)), field="to_body")
    timing.stop(case, timing.SEALED_PROCESSING, timing.SEALED_TRANSFER, on=on, by=by)
    _step(case, "transfer", on, by, paper=paper, to_body=to_body, note=note)
    case.accesses.all().delete()
    case.holder, case.transferred_on = to_body, on
    case.save(update_fields=["holder", "transferred_on"])
    _begin(case, on=on, by=by)
    return _done(case, "transfer", by)


@transaction.atomic
def conclude(*, case: SealedCase, on: date, paper: Paper, by: User, note: str = "") -> SealedCase:
    """The conclusion was issued."""
    case = _begun(case, "conclude", on, by)
    timing.stop(case, timing.SEALED_NOTICE, timing.SEALED_SETTLEMENT, on=on, by=by)
    _step(case, "conclude", on, by, paper=paper, note=note)
    return _done(case, "conclude", by)


@transaction.atomic
def file(*, case: SealedCase, on: date, note: str, by: User) -> SealedCase:
    """It is not accepted; the reason is sealed."""
    case = _begun(case, "file", on, by)
    if not note.strip():
        raise Refused(_("Cần ghi lý do."), field="note")
    timing.stop(case, timing.SEALED_PROCESSING, on=on, by=by)
    timing.cancel(case, timing.SEALED_TRANSFER, on=on, by=by)
    _step(case, "file", on, by, note=note)
    return _done(case, "file", by)


@transaction.atomic
def erase(*, case: SealedCase, why: str, by: User) -> SealedCase:
    """Destroy the key: nobody ever reads the case again, in no copy of the database made from now on."""
    case = _locked(case)
    policies.check_can_decide(by, case)
    workflow.move_sealed(case, "erase")
    if case.is_erased:
        raise Refused(_("Nội dung hồ sơ này đã xóa."))
    if why not in ErasureReason.values:
        raise Refused(_("Chọn lý do xóa."), field="why")
    case.wrapped_key, case.erased_on, case.erased_by, case.erased_why = None, clock.today(), by, why
    case.save(update_fields=["wrapped_key", "erased_on", "erased_by", "erased_why"])
    timing.cancel(case, timing.SEALED_PROCESSING, timing.SEALED_TRANSFER, on=clock.today(), by=by)
    _remember(events.SEALED_ERASED, case, by)
    return case


@transaction.atomic
def rewrap_all() -> int:
    """Wrap the key of every case by the file's current key; the sealed texts stay as they are. How many there were."""
    rows = SealedCase.objects.select_for_update(of=("self",), no_key=True).filter(wrapped_key__isnull=False)
    count = 0
    for case in rows.order_by("pk").iterator(chunk_size=500):
        case.key_id, case.wrapped_key = _key(case).wrap()
        case.save(update_fields=["key_id", "wrapped_key"])
        count += 1
    return count


# -- is it possible


def _check_day(case: SealedCase, on: date) -> None:
    if on > clock.today():
        raise Refused(_("Ngày không được sau hôm nay."), field="on")
    latest = case.steps.exclude(name="grant").order_by("-on").values_list("on", flat=True).first()
    first = max(latest or case.received_on, case.received_on)
    if on < first:
        raise Refused(_("Ngày không được trước bước gần nhất ({day}).").format(day=ngay(first)), field="on")


def _check_paper(case: SealedCase, paper: Paper) -> None:
    if not re.match(PAPER_NUMBER, paper.number):
        raise Refused(_("Ghi số, ký hiệu như “12/TB-UBND” và ngày của văn bản."), field="paper_number")
    if paper.on < case.received_on or paper.on > clock.today():
        raise Refused(_("Ngày văn bản phải từ ngày nhận đến hôm nay."), field="paper_on")


def _works_at(user: User, body: Body) -> bool:
    """Whether the person belongs to the body, its unit or a successor today."""
    return bool(user.is_active and roles.at_body(user, body))


# -- change, remember


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('letters_sealedcase', 'id'))")
        return int(cursor.fetchone()[0])


def _begin(case: SealedCase, *, on: date, by: User) -> None:
    """From receipt: seven working days to process, five to transfer what others are competent for (Article 24)."""
    if case.anonymous:
        return
    timing.start_sealed(case, timing.SEALED_PROCESSING, "denunciation-processing", on=on, by=by)
    if case.transferred_on is None:
        timing.start_sealed(case, timing.SEALED_TRANSFER, "denunciation-transfer", on=on, by=by)


def _key(case: SealedCase) -> CaseKey:
    """The case's own key. Refused when it was destroyed."""
    if case.wrapped_key is None:
        raise Refused(_("Nội dung hồ sơ này đã xóa."))
    return CaseKey.unwrap(case.code, case.key_id, bytes(case.wrapped_key))


def _locked(case: SealedCase) -> SealedCase:
    rows = SealedCase.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("body__unit", "holder__unit").get(pk=case.pk)


def _begun(case: SealedCase, name: str, on: date, by: User) -> SealedCase:
    case = _locked(case)
    policies.check_can_decide(by, case)
    if case.is_erased:
        raise Refused(_("Nội dung hồ sơ này đã xóa."))
    workflow.move_sealed(case, name)
    _check_day(case, on)
    return case


def _step(
    case: SealedCase,
    name: str,
    on: date,
    by: User,
    *,
    paper: Paper | None = None,
    to_body: Body | None = None,
    note: str = "",
) -> None:
    if paper is not None:
        _check_paper(case, paper)
    SealedStep.objects.create(
        case=case, name=name, on=on, by=by, at=clock.now(), body=case.holder, to_body=to_body,
        paper_number=paper.number if paper else "", paper_on=paper.on if paper else None,
        note=_key(case).seal("note", nfc(note.strip())) if note.strip() else None,
    )  # fmt: skip


def _done(case: SealedCase, name: str, by: User) -> SealedCase:
    case.save(update_fields=["status"])
    _remember(events.SEALED_STEP, case, by, step=_label(name))
    return case


@in_portal_language
def _label(name: str) -> str:
    return str(workflow.SEALED_STEPS[name].label)


def _remember(kind: str, case: SealedCase, by: User, **data: Any) -> None:
    """Without a unit, so that no list of a unit's events has it; who may read the case reads it there."""
    record(kind, by=by, subject=case, code=case.code, **data)
