"""Regulations: adopting, correcting, reviewing, replacing, ending; the list of their types. Lock, may you, is it
possible, change, remember."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc, search_key
from documents.models import OfficialDocument
from organizations import scope
from organizations.enums import Why
from organizations.models import Body, Unit
from organizations.scope import StakeSpec
from steering import citing, replacing
from steering import events_regulations as events
from steering import policies_regulations as policies
from steering import timing_regulations as timing
from steering.events import labels
from steering.models import DirectingPaper, Regulation, RegulationType


@dataclass(frozen=True, kw_only=True)
class RegulationFacts:
    """What a decision on a regulation states. ``review_on``: a limit set by hand, or none."""

    type: RegulationType
    title: str
    symbol: str
    issued_on: date
    since: date | None = None
    review_on: date | None = None
    note: str = ""
    document: OfficialDocument | None = None
    papers: Iterable[DirectingPaper] = ()


@transaction.atomic
def adopt(*, body: Body, facts: RegulationFacts, by: User, replaces: Regulation | None = None) -> Regulation:
    """Record that a body adopted a regulation; the one that it replaces ends on the day from which it is in force.

    Refused: a type not in use on the day of the decision, or of other units; a decision ahead of today; a body that
    did not exist on that day; replacing a regulation of another type or body, or one that has ended.
    """
    policies.check_can_adopt(by, body)
    values = _checked(body, facts)
    if Regulation.objects.filter(
        body=body, type=facts.type, symbol=values["symbol"], issued_on=facts.issued_on
    ).exists():
        raise Refused(_("Quy chế này đã được ghi."), field="symbol")
    made = Regulation(body=body, **values)
    made.save(force_insert=True)
    scope.write_stakes(made, [StakeSpec.of(body, Why.ORIGIN)])
    citing.cite(made, facts.papers)
    if replaces is not None:
        _replace(replaces, made, by)
    timing.follow(made, by=by)
    _remember(events.ADOPTED, made, by, symbol=made.symbol, on=ngay(made.valid.lower))
    return made


@transaction.atomic
def edit(*, regulation: Regulation, facts: RegulationFacts, by: User) -> Regulation:
    """Correct what was recorded."""
    one = _locked(regulation)
    policies.check_can_adopt(by, one.body)
    wanted = _checked(one.body, facts, keep=one)
    changed = [name for name, value in wanted.items() if getattr(one, name) != value]
    for name in changed:
        setattr(one, name, wanted[name])
    cited = citing.cite(one, facts.papers)
    if not changed and not cited:
        return one
    one.save()
    if "review_on" in changed and one.ends_on is None:
        timing.follow(one, by=by)
    _remember(events.EDITED, one, by, fields=_fields(changed, cited))
    return one


@transaction.atomic
def review(*, regulation: Regulation, on: date, result: str, by: User, next_on: date | None = None) -> Regulation:
    """It was looked at again: with what result, and when next. Refused: ended; a day ahead of today; no result."""
    one = _locked(regulation)
    policies.check_can_adopt(by, one.body)
    if one.ends_on is not None and one.ends_on <= clock.today():
        raise Refused(_("Quy chế đã hết hiệu lực."))
    _check_past(one, on)
    if not result.strip():
        raise Refused(_("Cần ghi kết quả rà soát."), field="result")
    if next_on is not None and next_on <= on:
        raise Refused(_("Hạn rà soát lần sau phải sau ngày rà soát."), field="next_on")
    one.reviewed_on, one.review_on = on, next_on
    one.save(update_fields=["reviewed_on", "review_on"])
    timing.end(one, on=on, by=by)
    timing.follow(one, by=by)
    _remember(events.REVIEWED, one, by, on=ngay(on), result=clean_line(result))
    return one


@transaction.atomic
def end(*, regulation: Regulation, on: date, reason: str, by: User) -> Regulation:
    """From that day on it is in force no longer, without another in its place."""
    one = _locked(regulation)
    policies.check_can_adopt(by, one.body)
    if not reason.strip():
        raise Refused(_("Cần ghi lý do."), field="reason")
    _end(one, on, None, by, clean_line(reason))
    return one


@transaction.atomic
def add_type(
    *, unit: Unit | None, name_vi: str, by: User, name_en: str = "", since: date | None = None
) -> RegulationType:
    """A new type for a unit and those below it, or (None) for everybody. Refused: a name that is in use already."""
    policies.check_can_keep_types(by, unit)
    name = clean_line(name_vi)
    if not name:
        raise Refused(_("Cần ghi tên loại quy chế."), field="name_vi")
    known = RegulationType.objects.known_in(unit) if unit else RegulationType.objects.filter(unit=None)
    if any(search_key(kind.name_vi) == search_key(name) for kind in known.in_use(clock.today())):
        raise Refused(_("Loại quy chế này đã có."), field="name_vi")
    code = f"{slugify(search_key(name))[:50]}-{secrets.token_hex(3)}"
    made = RegulationType.objects.create(
        code=code, unit=unit, name_vi=name, name_en=clean_line(name_en), valid=DateRange(since, None, "[)")
    )
    record(events.TYPE_ADDED, by=by, subject=made, unit_id=unit.pk if unit else None, name=name)
    return made


@transaction.atomic
def edit_type(*, kind: RegulationType, name_vi: str, name_en: str, until: date | None, by: User) -> RegulationType:
    """Another name, or the last day of its use. Regulations of a type that ended stay."""
    locked = RegulationType.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=kind.pk)
    policies.check_can_keep_types(by, locked.unit)
    if not name_vi.strip():
        raise Refused(_("Cần ghi tên loại quy chế."), field="name_vi")
    upper = date.fromordinal(until.toordinal() + 1) if until else None
    if upper and locked.valid.lower and upper <= locked.valid.lower:
        raise Refused(_("Ngày thôi dùng phải sau ngày bắt đầu."), field="until")
    wanted = {
        "name_vi": clean_line(name_vi), "name_en": clean_line(name_en),
        "valid": DateRange(locked.valid.lower, upper, "[)"),
    }  # fmt: skip
    changed = [name for name, value in wanted.items() if getattr(locked, name) != value]
    if not changed:
        return locked
    for name in changed:
        setattr(locked, name, wanted[name])
    locked.save(update_fields=changed)
    words = labels(RegulationType, changed)
    record(events.TYPE_EDITED, by=by, subject=locked, unit_id=locked.unit_id, fields=words)
    return locked


# -- is it possible


def _checked(body: Body, facts: RegulationFacts, keep: Regulation | None = None) -> dict[str, Any]:
    title, symbol = clean_line(facts.title), clean_line(facts.symbol)
    if not title:
        raise Refused(_("Cần ghi tên quy chế."), field="title")
    if not symbol:
        raise Refused(_("Cần ghi số quyết định."), field="symbol")
    if facts.issued_on > clock.today():
        raise Refused(_("Ngày không được sau hôm nay."), field="issued_on")
    if facts.issued_on not in body.valid:
        message = _("{body} không tồn tại vào ngày {day}.")
        raise Refused(message.format(body=body.name, day=ngay(facts.issued_on)), field="issued_on")
    if keep is None or keep.type_id != facts.type.pk:
        _check_type(body, facts)
    since = facts.since or facts.issued_on
    if since < facts.issued_on:
        raise Refused(_("Ngày có hiệu lực không được trước ngày ban hành."), field="since")
    if facts.review_on is not None and facts.review_on <= facts.issued_on:
        raise Refused(_("Hạn rà soát phải sau ngày ban hành."), field="review_on")
    end = keep.ends_on if keep else None
    if end is not None and since >= end:
        raise Refused(_("Ngày hết hiệu lực phải sau ngày bắt đầu hiệu lực."), field="since")
    return {
        "type": facts.type, "title": title, "symbol": symbol, "issued_on": facts.issued_on,
        "valid": DateRange(since, end, "[)"), "review_on": facts.review_on, "note": nfc(facts.note),
        "document": facts.document,
    }  # fmt: skip


def _check_type(body: Body, facts: RegulationFacts) -> None:
    known = RegulationType.objects.known_in(body.unit).in_use(facts.issued_on)
    if not known.filter(pk=facts.type.pk).exists():
        raise Refused(_("Loại quy chế này không dùng ở đơn vị vào ngày ban hành."), field="type")


def _check_past(one: Regulation, on: date) -> None:
    if not one.issued_on <= on <= clock.today():
        message = _("Ngày phải từ ngày ban hành ({day}) đến hôm nay.")
        raise Refused(message.format(day=ngay(one.issued_on)), field="on")


# -- change, remember


def _locked(regulation: Regulation) -> Regulation:
    locked = Regulation.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("body__unit", "type").get(pk=regulation.pk)


def _replace(old: Regulation, new: Regulation, by: User) -> None:
    one = _locked(old)
    if (one.body_id, one.type_id) != (new.body_id, new.type_id):
        raise Refused(_("Chỉ thay thế quy chế cùng loại của cùng cơ quan."), field="replaces")
    _end(one, new.valid.lower, new, by, _in_its_place(new))
    replacing.tell(replacing.Replaced(one.document, one.symbol, one.body, new.symbol), by=by)


def _end(one: Regulation, on: date, replaced_by: Regulation | None, by: User, reason: str) -> None:
    field = "since" if replaced_by else "on"
    if one.ends_on is not None:
        raise Refused(_("Quy chế đã có ngày hết hiệu lực."), field=field)
    if on <= one.valid.lower:
        message = _("Ngày hết hiệu lực phải sau ngày bắt đầu hiệu lực ({day}).")
        raise Refused(message.format(day=ngay(one.valid.lower)), field=field)
    one.valid, one.replaced_by = DateRange(one.valid.lower, on, "[)"), replaced_by
    one.save()
    timing.end(one, on=on, by=by, reason=reason)
    _remember(events.ENDED, one, by, on=ngay(on), reason=reason)


@in_portal_language
def _in_its_place(new: Regulation) -> str:
    return _("thay bằng {symbol}").format(symbol=new.symbol)


@in_portal_language
def _fields(changed: list[str], cited: bool) -> str:
    names = labels(Regulation, changed)
    return ", ".join(part for part in (names, _("căn cứ văn bản chỉ đạo") if cited else "") if part)


def _remember(kind: str, one: Regulation, by: User, **data: Any) -> None:
    record(kind, by=by, subject=one, unit_id=one.body.unit_id, **data)
