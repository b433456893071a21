"""Draft a document, note its number, enter it at the receiver's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.text import clean_line
from documents import numbering, policies, workflow
from documents.models import DocumentType, NumberSeries, OfficialDocument, Receipt
from organizations.enums import Family, Why
from organizations.models import Body, Term
from organizations.scope import StakeSpec, write_stakes


@transaction.atomic
def draft(
    *,
    issuer: Body,
    type: DocumentType,
    subject: str,
    by: User,
    symbol: str = "",
    signer: str = "",
    signer_office: str = "",
) -> OfficialDocument:
    """Begin a document of a body. Without a symbol the usual one is proposed ("BC-UBND", "BC/BCĐ")."""
    policies.check_can_record(by, issuer)
    subject = clean_line(subject)
    if not subject:
        raise Refused(_("Nhập trích yếu."), field="subject")
    usual = numbering.proposed_symbol(issuer.kind.family, type.abbreviation, issuer.symbol)
    document = OfficialDocument(
        issuer=issuer,
        type=type,
        subject=subject,
        symbol=clean_line(symbol) or usual,
        signer=clean_line(signer),
        signer_office=clean_line(signer_office),
        created_by=by,
        created_at=clock.now(),
    )
    document.save()
    _write_stakes(document)
    record("documents.drafted", by=by, subject=document, unit_id=issuer.unit_id, subject_line=subject)
    return document


@transaction.atomic
def issue(*, document: OfficialDocument, by: User, issued_on: date, number: int | None = None) -> OfficialDocument:
    """Note that the signed document was issued under its number on its day.

    ``number`` is what the body's own system gave it; None takes the next number of the portal's series, and is
    refused (field "number") where the body has none. State numbers run through the year, Party numbers through the
    term of that day. Raises Refused for a number already used in that run, and for a day in the future.
    """
    document = OfficialDocument.objects.select_for_update(of=("self",), no_key=True).get(pk=document.pk)
    policies.check_can_record(by, document.issuer)
    workflow.move(document, "issue")
    if issued_on > clock.today():
        raise Refused(_("Ngày ban hành không được sau hôm nay."), field="issued_on")
    if not document.symbol:
        raise Refused(_("Nhập ký hiệu văn bản, ví dụ BC-UBND."), field="symbol")
    document.year, document.term = _run(document.issuer, issued_on)
    document.issued_on = issued_on
    document.number = _take_number(document) if number is None else _typed_number(document, number)
    document.save()
    record(
        "documents.issued",
        by=by,
        subject=document,
        unit_id=document.issuer.unit_id,
        number=document.number_and_symbol,
        issued_on=f"{issued_on:%d/%m/%Y}",
    )
    return document


@transaction.atomic
def record_issued(
    *,
    issuer: Body,
    type: DocumentType,
    number: int | None,
    issued_on: date,
    subject: str,
    by: User,
    symbol: str = "",
    signer: str = "",
    signer_office: str = "",
) -> OfficialDocument:
    """Enter a document that was signed and issued already; the usual way."""
    document = draft(
        issuer=issuer, type=type, subject=subject, by=by, symbol=symbol, signer=signer, signer_office=signer_office
    )
    return issue(document=document, by=by, issued_on=issued_on, number=number)


@transaction.atomic
def receive(*, document: OfficialDocument, body: Body, incoming_number: int, received_on: date, by: User) -> Receipt:
    """Enter a document in the receiving body's register, which then sees it. Once for each body."""
    document = OfficialDocument.objects.select_for_update(of=("self",), no_key=True).get(pk=document.pk)
    policies.check_can_receive(by, body)
    if document.number is None or document.issued_on is None:
        raise Refused(_("Văn bản chưa ban hành thì chưa vào sổ đến được."))
    _check_receipt(document, body, incoming_number, received_on)
    receipt = Receipt.objects.create(
        document=document, body=body, incoming_number=incoming_number, received_on=received_on, recorded_by=by
    )
    _write_stakes(document)
    record(
        "documents.received",
        by=by,
        subject=document,
        unit_id=body.unit_id,
        body=body.short_name,
        number=incoming_number,
        received_on=f"{received_on:%d/%m/%Y}",
    )
    return receipt


@transaction.atomic
def open_series(
    *,
    body: Body,
    type: DocumentType | None,
    on: date,
    by: User,
    first: int = 1,
) -> NumberSeries:
    """Let the portal give out a body's numbers in the year (State) or term (Party) of a day; ``type=None``: all types.

    Raises Refused when the series exists.
    """
    policies.check_can_open_series(by, body)
    year, term = _run(body, on)
    if NumberSeries.objects.filter(body=body, type=type, year=year, term=term).exists():
        raise Refused(_("Dãy số này đã có."), field="type")
    if first < 1:
        raise Refused(_("Số bắt đầu phải từ 1 trở lên."), field="first")
    series = NumberSeries.objects.create(body=body, type=type, year=year, term=term, next_number=first)
    _remember_opened(series, by)
    return series


def series_for(body: Body, type: DocumentType, on: date) -> NumberSeries | None:
    """The series that a paper of this type and day takes its number from: that of the type, else that of all types."""
    year, term = _run(body, on)
    return _series(body, type, year, term).first()


def series_of(body: Body, on: date) -> list[NumberSeries]:
    """Every series of a body in the run of a day; that of all types last."""
    year, term = _run(body, on)
    rows = NumberSeries.objects.filter(body=body, year=year, term=term).select_related("type", "term")
    return list(rows.order_by(F("type__rank").asc(nulls_last=True), "pk"))


@in_portal_language
def _remember_opened(series: NumberSeries, by: User) -> None:
    run = f"{series.type or _('mọi loại')} · {series.term or series.year}"
    unit_id, first = series.body.unit_id, series.next_number
    record("documents.series_opened", by=by, subject=series, unit_id=unit_id, run=run, first=first)


def _run(issuer: Body, on: date) -> tuple[int | None, Term | None]:
    """The run of numbers that a day belongs to: the year, or the Party's term."""
    if not numbering.is_by_term(issuer.kind.family):
        return on.year, None
    term = Term.objects.filter(family=Family.PARTY, valid__contains=on).order_by("valid", "pk").last()
    if term is None:
        raise Refused(_("Danh mục chưa có nhiệm kỳ của Đảng cho ngày này."), field="issued_on")
    return None, term


def _same_run(document: OfficialDocument) -> Q:
    return Q(issuer=document.issuer, year=document.year, term=document.term)


def _typed_number(document: OfficialDocument, number: int) -> int:
    if number < 1:
        raise Refused(_("Số văn bản phải từ 1 trở lên."), field="number")
    # One at a time for each issuer, so that two people who type the same number get a sentence, not an error.
    Body.objects.select_for_update(of=("self",), no_key=True).get(pk=document.issuer_id)
    if _used(document, number, of_type=True):
        document.number = number
        text = _("Số {number} đã có trong sổ của cơ quan này.").format(number=document.number_and_symbol)
        raise Refused(text, field="number")
    return number


def _take_number(document: OfficialDocument) -> int:
    """The next free number of the body's series: that of the type, else that of all types. The series stays locked."""
    Body.objects.select_for_update(of=("self",), no_key=True).get(pk=document.issuer_id)
    rows = _series(document.issuer, document.type, document.year, document.term)
    series = rows.select_for_update(of=("self",)).first()
    if series is None:
        raise Refused(_("Nhập số văn bản: cơ quan này không lấy số từ cổng."), field="number")
    number = series.next_number
    while _used(document, number, of_type=series.type_id is not None):
        number += 1
    series.next_number = number + 1
    series.save(update_fields=["next_number"])
    return number


def _series(body: Body, type: DocumentType, year: int | None, term: Term | None) -> QuerySet[NumberSeries]:
    """Series of a run that give numbers to a type; the one to use comes first."""
    wanted = Q(type=type) | Q(type__isnull=True)
    rows = NumberSeries.objects.filter(wanted, body=body, year=year, term=term)
    return rows.order_by(F("type").asc(nulls_last=True), "pk")


def _used(document: OfficialDocument, number: int, *, of_type: bool) -> bool:
    """Whether the issuer used the number in the same run: for the same type and symbol, or for any type."""
    found = OfficialDocument.objects.filter(_same_run(document), number=number)
    if of_type:
        found = found.filter(type=document.type, symbol=document.symbol)
    return bool(found.exists())


def _check_receipt(document: OfficialDocument, body: Body, number: int, on: date) -> None:
    if document.issued_on and on < document.issued_on:
        raise Refused(_("Ngày đến không được trước ngày ban hành."), field="received_on")
    if on > clock.today():
        raise Refused(_("Ngày đến không được sau hôm nay."), field="received_on")
    if number < 1:
        raise Refused(_("Số đến phải từ 1 trở lên."), field="incoming_number")
    Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    if Receipt.objects.filter(document=document, body=body).exists():
        raise Refused(_("Cơ quan này đã vào sổ văn bản đó."), field="body")
    if Receipt.objects.filter(body=body, received_on__year=on.year, incoming_number=number).exists():
        raise Refused(_("Số đến này đã dùng trong năm {year}.").format(year=on.year), field="incoming_number")


def _write_stakes(document: OfficialDocument) -> None:
    receivers: Iterable[Receipt] = document.receipts.select_related("body")
    wanted = [StakeSpec.of(document.issuer, Why.ORIGIN)]
    wanted += [StakeSpec.of(receipt.body, Why.HOLDER) for receipt in receivers]
    write_stakes(document, wanted)
