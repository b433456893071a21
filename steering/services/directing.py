"""Directing papers: the register, who must carry a paper out, and how each body did. Lock, may you, is it possible,
change, remember."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
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
from organizations.models import Body, Reach, Unit
from organizations.scope import StakeSpec
from steering import events_directing as events
from steering import policies_directing as policies
from steering import replacing
from steering import timing_directing as timing
from steering.events import labels
from steering.models import DirectingPaper, Implementation, PaperKind


@dataclass(frozen=True, kw_only=True)
class PaperFacts:
    """What stands on a directing paper. ``since`` and ``until``: first and last day on which it binds."""

    kind: PaperKind
    issuer_text: str
    symbol: str
    issued_on: date
    subject: str
    since: date | None = None
    until: date | None = None
    note: str = ""
    document: OfficialDocument | None = None


@transaction.atomic
def register_paper(
    *,
    unit: Unit,
    facts: PaperFacts,
    by: User,
    holders: Sequence[Body] = (),
    due_on: date | None = None,
    replaces: DirectingPaper | None = None,
) -> DirectingPaper:
    """Enter a paper; at once, if so wanted, who must carry it out until when, and which paper it replaces.

    Refused: a day of issue ahead of today; an end before the beginning; the same paper twice in the unit's register.
    """
    policies.check_can_register(by, unit.pk)
    values = _checked(facts)
    _check_once(unit.pk, values)
    paper = DirectingPaper(unit=unit, entered_by=by, issuer=_issuer(unit, facts.issuer_text), **values)
    paper.save(force_insert=True)
    _write_stakes(paper)
    _remember(events.REGISTERED, paper, by, label=_portal_label(paper))
    if holders:
        add_holders(paper=paper, bodies=holders, due_on=due_on, by=by)
    if replaces is not None:
        end_force(paper=replaces, on=paper.valid.lower, replaced_by=paper, by=by)
    return paper


@transaction.atomic
def edit_paper(*, paper: DirectingPaper, facts: PaperFacts, by: User) -> DirectingPaper:
    """Correct an entry. The end of a paper that was replaced stays what its replacement made it."""
    paper = _locked(paper)
    policies.check_can_keep(by, paper)
    wanted = _checked(facts) | {"issuer": _issuer(paper.unit, facts.issuer_text)}
    if paper.replaced_by_id and wanted["valid"].upper != paper.ends_on:
        raise Refused(_("Văn bản đã được thay thế; ngày hết hiệu lực không sửa ở đây."), field="until")
    _check_once(paper.unit_id, wanted, apart_from=paper.pk)
    changed = [name for name, value in wanted.items() if getattr(paper, name) != value]
    if not changed:
        return paper
    for name in changed:
        setattr(paper, name, wanted[name])
    paper.save()
    _write_stakes(paper)
    _remember(events.EDITED, paper, by, fields=labels(DirectingPaper, changed))
    return paper


@transaction.atomic
def end_force(
    *, paper: DirectingPaper, on: date, by: User, replaced_by: DirectingPaper | None = None
) -> DirectingPaper:
    """From that day on the paper binds no longer, because another replaced it or because it ran out.

    Refused: not after the day from which it binds; replaced by itself or by a paper that it replaced.
    """
    paper = _locked(paper)
    policies.check_can_keep(by, paper)
    if on <= paper.valid.lower:
        message = _("Ngày hết hiệu lực phải sau ngày bắt đầu hiệu lực ({day}).")
        raise Refused(message.format(day=ngay(paper.valid.lower)), field="on")
    if replaced_by is not None:
        _check_replacement(paper, replaced_by)
    paper.valid, paper.replaced_by = DateRange(paper.valid.lower, on, "[)"), replaced_by
    paper.save()
    _remember(events.ENDED, paper, by, on=ngay(on), instead=_instead(replaced_by))
    if replaced_by is not None:
        replacing.tell(replacing.Replaced(paper.document, paper.symbol, paper.issuer, replaced_by.symbol), by=by)
    return paper


@transaction.atomic
def add_holders(*, paper: DirectingPaper, bodies: Iterable[Body], by: User, due_on: date | None = None) -> int:
    """Say who must carry the paper out, and by when; a body that is asked already gets the new day. How many bodies.

    Refused: a day before the paper; a body outside the unit and those that it reaches, or not alive on that day.
    """
    paper = _locked(paper)
    policies.check_can_keep(by, paper)
    wanted = {body.pk: body for body in bodies}
    if not wanted:
        raise Refused(_("Chưa chọn cơ quan thực hiện."), field="bodies")
    if due_on is not None and due_on < paper.issued_on:
        message = _("Hạn không được trước ngày ban hành văn bản ({day}).")
        raise Refused(message.format(day=ngay(paper.issued_on)), field="due_on")
    _check_holders(paper, wanted)
    present = {one.body_id: one for one in paper.implementations.select_for_update(no_key=True).order_by("pk")}
    for key, body in wanted.items():
        _ask(paper, body, present.get(key), due_on, by)
    _write_stakes(paper)
    _remember(events.ASKED, paper, by, count=len(wanted), due=_until(due_on))
    return len(wanted)


@transaction.atomic
def carry_out(
    *,
    one: Implementation,
    by: User,
    symbol: str = "",
    issued_on: date | None = None,
    done_on: date | None = None,
    result: str = "",
    document: OfficialDocument | None = None,
) -> Implementation:
    """By which paper a body carries the directing paper out, and when it was done; ends what its clock waits for.

    Refused: neither a paper nor done; half a paper; done without a paper and without a word on the result; a day
    before the directing paper or ahead of today.
    """
    one = _locked_line(one)
    policies.check_can_implement(by, one)
    if one.excused:
        raise Refused(_("Cơ quan này được ghi là không phải thực hiện."))
    symbol, result = clean_line(symbol), nfc(result.strip())
    if bool(symbol) != bool(issued_on):
        missing = "issued_on" if symbol else "symbol"
        raise Refused(_("Văn bản thực hiện phải có cả số, ký hiệu và ngày ban hành."), field=missing)
    if not symbol and done_on is None:
        raise Refused(_("Ghi văn bản thực hiện, hoặc ngày thực hiện xong."), field="symbol")
    if done_on and not symbol and not result:
        raise Refused(_("Thực hiện xong mà không có văn bản thì phải ghi kết quả."), field="result")
    _check_days(one.paper, issued_on=issued_on, done_on=done_on)
    one.symbol, one.issued_on, one.done_on, one.result, one.document = symbol, issued_on, done_on, result, document
    one.save()
    timing.end(one, by=by)
    _remember(events.ISSUED, one.paper, by, body=one.body.name, what=_outcome(one))
    return one


@transaction.atomic
def excuse(*, one: Implementation, reason: str, by: User) -> Implementation:
    """The body need not carry the paper out after all; its line stays with the reason and counts nowhere."""
    one = _locked_line(one)
    policies.check_can_keep(by, one.paper)
    if not one.is_waiting:
        raise Refused(_("Chỉ bỏ được cơ quan chưa thực hiện."), field="reason")
    reason = clean_line(reason)
    if not reason:
        raise Refused(_("Cần ghi lý do."), field="reason")
    one.excused = reason
    one.save(update_fields=["excused"])
    timing.end(one, by=by, cancelled=reason)
    _remember(events.EXCUSED, one.paper, by, body=one.body.name, reason=reason)
    return one


# -- is it possible


def _checked(facts: PaperFacts) -> dict[str, Any]:
    said = {
        "issuer_text": (facts.issuer_text, _("Cần ghi cơ quan ban hành.")),
        "symbol": (facts.symbol, _("Cần ghi số, ký hiệu.")),
        "subject": (facts.subject, _("Cần ghi trích yếu.")),
    }
    for name, (words, refusal) in said.items():
        if not words.strip():
            raise Refused(refusal, field=name)
    if facts.issued_on > clock.today():
        raise Refused(_("Ngày không được sau hôm nay."), field="issued_on")
    since = facts.since or facts.issued_on
    if facts.until is not None and facts.until < since:
        raise Refused(_("Ngày cuối cùng có hiệu lực không được trước ngày bắt đầu."), field="until")
    end = date.fromordinal(facts.until.toordinal() + 1) if facts.until else None
    lines = {name: clean_line(words) for name, (words, _refusal) in said.items()}
    rest = {"kind": facts.kind, "issued_on": facts.issued_on, "document": facts.document, "note": nfc(facts.note)}
    return lines | rest | {"valid": DateRange(since, end, "[)")}


def _check_once(unit_id: int, values: dict[str, Any], apart_from: int | None = None) -> None:
    same = DirectingPaper.objects.filter(
        unit=unit_id, kind=values["kind"], symbol_key=search_key(values["symbol"])[:80], issued_on=values["issued_on"]
    )
    if apart_from is not None:
        same = same.exclude(pk=apart_from)
    if same.exists():
        raise Refused(_("Văn bản này đã có trong sổ của đơn vị."), field="symbol")


def _check_replacement(paper: DirectingPaper, by: DirectingPaper) -> None:
    follower: DirectingPaper | None = by
    seen = {paper.pk}
    while follower is not None:
        if follower.pk in seen:
            raise Refused(_("Văn bản không thể được thay thế bởi chính nó."), field="replaced_by")
        seen.add(follower.pk)
        follower = follower.replaced_by


def _check_holders(paper: DirectingPaper, bodies: dict[int, Body]) -> None:
    reached = set(Reach.objects.filter(source=paper.unit_id).values_list("target_id", flat=True)) | {paper.unit_id}
    for body in bodies.values():
        if body.unit_id not in reached:
            message = _("{body} không thuộc đơn vị hoặc đơn vị cấp dưới.")
            raise Refused(message.format(body=body.name), field="bodies")
        if body.valid.upper and body.valid.upper <= paper.issued_on:
            message = _("{body} không còn vào ngày ban hành văn bản.")
            raise Refused(message.format(body=body.name), field="bodies")


def _check_days(paper: DirectingPaper, **days: date | None) -> None:
    for field, day in days.items():
        if day is None:
            continue
        if day < paper.issued_on:
            message = _("Ngày không được trước ngày ban hành văn bản chỉ đạo ({day}).")
            raise Refused(message.format(day=ngay(paper.issued_on)), field=field)
        if day > clock.today():
            raise Refused(_("Ngày không được sau hôm nay."), field=field)
    issued, done = days.get("issued_on"), days.get("done_on")
    if issued and done and done < issued:
        raise Refused(_("Ngày thực hiện xong không được trước ngày ban hành văn bản thực hiện."), field="done_on")


# -- change, remember


def _ask(paper: DirectingPaper, body: Body, known: Implementation | None, due_on: date | None, by: User) -> None:
    if known is None:
        known = Implementation(paper=paper, body=body, asked_on=paper.issued_on, due_on=due_on)
        known.save(force_insert=True)
    elif not known.is_waiting and not known.excused:
        return
    else:
        known.paper, known.body, known.excused = paper, body, ""
        known.due_on = due_on or known.due_on
        known.save(update_fields=["due_on", "excused"])
    timing.follow(known, by=by)


def _locked(paper: DirectingPaper) -> DirectingPaper:
    locked = DirectingPaper.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("unit", "kind", "issuer__unit").get(pk=paper.pk)


def _locked_line(one: Implementation) -> Implementation:
    """The line, behind its paper's lock."""
    paper = _locked(one.paper)
    locked = Implementation.objects.select_for_update(of=("self",), no_key=True).select_related("body__unit")
    found = locked.get(pk=one.pk)
    found.paper = paper
    return found


def _issuer(unit: Unit, typed: str) -> Body | None:
    """The body of that name in the unit or in one above it; None where the issuer is outside the portal."""
    key = search_key(clean_line(typed))
    near = Reach.objects.filter(target=unit).values("source_id")
    named = Body.objects.filter(unit__in=near, name__iexact=clean_line(typed)).order_by("pk")
    found = [body for body in named if search_key(body.name) == key]
    alive = [body for body in found if body.valid.upper is None] or found
    return alive[0] if len(alive) == 1 else None


def _write_stakes(paper: DirectingPaper) -> None:
    stakes = [StakeSpec(paper.unit_id, None, Why.ORIGIN)]
    if paper.issuer:
        stakes.append(StakeSpec.of(paper.issuer, Why.ASSIGNER))
    holders = paper.implementations.select_related("body").order_by("pk")
    stakes += [StakeSpec.of(one.body, Why.HOLDER) for one in holders]
    scope.write_stakes(paper, stakes)


@in_portal_language
def _portal_label(paper: DirectingPaper) -> str:
    return paper.label


@in_portal_language
def _instead(replaced_by: DirectingPaper | None) -> str:
    return _(", thay bằng {paper}").format(paper=replaced_by.label) if replaced_by else ""


@in_portal_language
def _until(due_on: date | None) -> str:
    return _(", hạn {day}").format(day=ngay(due_on)) if due_on else ""


@in_portal_language
def _outcome(one: Implementation) -> str:
    parts = []
    if one.issued_on:
        parts.append(_("{number} ngày {day}").format(number=one.symbol, day=ngay(one.issued_on)))
    if one.done_on:
        parts.append(_("thực hiện xong ngày {day}").format(day=ngay(one.done_on)))
    return "; ".join(parts)


def _remember(kind: str, paper: DirectingPaper, by: User, **data: Any) -> None:
    record(kind, by=by, subject=paper, unit_id=paper.unit_id, **data)
