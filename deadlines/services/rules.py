"""A unit's own limit instead of a general one, where a regulation of its own says so."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.constraints import refusal_of
from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line
from deadlines import policies, rule_events
from deadlines.enums import Bound, Direction, LimitUnit, RuleStatus
from deadlines.models import Rule
from organizations.models import Unit
from organizations.timeline import days, goes_on

MOST = 3650
_COPIED = (
    "code", "variant", "family", "topic", "rank", "name_vi", "name_en", "event_vi", "event_en", "actor_vi", "actor_en",
    "direction", "bound", "rolls", "consecutive", "extra", "extra_unit", "extra_times", "citation",
)  # fmt: skip


@transaction.atomic
def override(
    *, rule: Rule, unit: Unit, amount: int, counted_in: LimitUnit, on: date, basis: str, by: User, event: str = ""
) -> Rule:
    """The unit, and everything below it that has none of its own, counts events since that day with this limit.

    ``event``: from what it is counted, where the general rule names nothing. Direction, minimum or maximum, and the
    extensions that the law allows stay as they are. Clocks that run keep the limit with which they started.
    Refused: no legal basis; a general rule not in force that day; a limit that is none, or that is looser than the
    general one where both are counted alike; another own limit at that time.
    """
    policies.check_can_override(by, unit)
    _check_general(rule, on)
    _check_alive(unit, on)
    _check_amount(amount, counted_in)
    _check_not_looser(rule, amount, counted_in)
    basis = _checked_basis(basis)
    copied = {name: getattr(rule, name) for name in _COPIED}
    own = Rule(
        **copied, amount=amount, counted_in=counted_in, valid=days(on), status=RuleStatus.LOCAL, unit=unit,
        basis=basis, replaces=rule,
    )  # fmt: skip
    _name_event(own, event)
    _keep(own)
    rule_events.overridden(own, by=by)
    return own


@transaction.atomic
def end_override(*, own: Rule, on: date, by: User) -> Rule | None:
    """From that day on the general rule applies again; clocks that run keep their limit.

    The very first day withdraws a limit that was entered by mistake: it never was, and None comes back. Refused: a
    general rule; an own limit that has ended by then; a first day when clocks count with it already.
    """
    own = (
        Rule.objects.select_for_update(of=("self",), no_key=True)
        .select_related("unit__kind", "replaces")
        .get(pk=own.pk)
    )
    if own.unit is None:
        raise Refused(_("Đây là quy định chung, không phải hạn riêng của đơn vị."))
    policies.check_can_override(by, own.unit)
    if on < own.valid.lower:
        message = _("Ngày thôi áp dụng không được trước ngày bắt đầu ({day}).")
        raise Refused(message.format(day=ngay(own.valid.lower)), field="on")
    if not goes_on(own.valid, on):
        message = _("Hạn riêng này đã thôi áp dụng từ ngày {day}.")
        raise Refused(message.format(day=ngay(own.valid.upper)), field="on")
    if on == own.valid.lower:
        _withdraw(own, by)
        return None
    own.valid = days(own.valid.lower, on)
    own.save(update_fields=["valid"])
    rule_events.override_ended(own, by=by)
    return own


def _withdraw(own: Rule, by: User) -> None:
    if own.clocks.exists():
        raise Refused(_("Đã có thời hạn tính theo hạn riêng này; chọn một ngày sau ngày bắt đầu."), field="on")
    rule_events.override_withdrawn(own, by=by)
    own.delete()


def _check_general(rule: Rule, on: date) -> None:
    if rule.unit_id is not None:
        raise Refused(_("Hạn riêng chỉ thay cho quy định chung."), field="rule")
    if on not in rule.valid:
        last = rule.last_day
        until = _("đến ngày {day}").format(day=ngay(last)) if last else _("đến nay")
        message = _("Ngày {on}, {rule} không có hiệu lực (từ ngày {first} {until}).")
        words = {"on": ngay(on), "rule": rule.reference, "first": ngay(rule.valid.lower), "until": until}
        raise Refused(message.format(**words), field="on")


def _check_alive(unit: Unit, on: date) -> None:
    if on not in unit.valid:
        raise Refused(_("Ngày {day} không có đơn vị này.").format(day=ngay(on)), field="on")


def _check_amount(amount: int, counted_in: str) -> None:
    if not 1 <= amount <= MOST:
        raise Refused(_("Thời hạn từ 1 đến 3.650."), field="amount")
    if counted_in not in LimitUnit.values:
        raise Refused(_("Chọn đơn vị tính."), field="counted_in")


def _check_not_looser(general: Rule, amount: int, counted_in: str) -> None:
    """A unit may do its duty sooner than the law says, or keep a minimum longer; never the other way round. Days and
    working days or months cannot be compared."""
    if general.amount is None or counted_in != general.counted_in:
        return
    if general.direction == Direction.BEFORE or general.bound == Bound.MINIMUM:
        looser, message = amount < general.amount, _("Hạn riêng không được ngắn hơn quy định chung ({limit}).")
    else:
        looser, message = amount > general.amount, _("Hạn riêng không được dài hơn quy định chung ({limit}).")
    if looser:
        raise Refused(message.format(limit=general.in_words), field="amount")


def _checked_basis(basis: str) -> str:
    basis = clean_line(basis)
    if not basis:
        raise Refused(_("Quy định riêng của đơn vị phải có căn cứ pháp lý."), field="basis")
    return basis


def _name_event(own: Rule, event: str) -> None:
    """The law's own event stays; where it names none, whoever sets the limit does."""
    if own.event_vi:
        return
    own.event_vi, own.event_en = clean_line(event), ""
    if not own.event_vi:
        raise Refused(_("Quy định chung không nói tính từ ngày nào; cần ghi sự kiện mà thời hạn tính từ đó."), "event")


def _keep(own: Rule) -> None:
    try:
        with transaction.atomic():
            own.save(force_insert=True)
    except IntegrityError as error:
        refused = refusal_of(error)
        raise (Refused(refused.message, field="on") if refused else error) from error
