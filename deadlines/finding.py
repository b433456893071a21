"""Which rule applies: by what people type, by the day of the event, and by the unit that must act."""

from __future__ import annotations

import re
from datetime import date

from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _

from common import clock
from common.errors import Refused
from common.templatetags.qcdc import ngay
from organizations.models import Ancestry

from .models import Rule

_HYPHENS = re.compile("[‐‑‒–—−]")


def clean_reference(text: str) -> tuple[str, str]:
    """Code and variant of what was typed: "disc–01" is DISC-01, "COMP-04/complex" is its variant "complex"."""
    code, _slash, variant = _HYPHENS.sub("-", text).strip().partition("/")
    return code.strip().upper(), variant.strip().lower()


def rule(reference: str, on: date, unit_id: int | None = None) -> Rule:
    """The rule that applies to an event of that day in that unit; the unit's own limit before the general one.

    Refused: no such rule; not in force on that day, with the rule that was; a duty without a figure.
    """
    return _with_figure(of_unit(general(reference, on), on, unit_id))


def general(reference: str, on: date) -> Rule:
    """The general rule of that name for an event of that day, with a figure or without. Refused as in rule()."""
    code, variant = clean_reference(reference)
    named = Rule.objects.national().filter(code=code, variant=variant)
    known = named.filter(valid__contains=on).first()
    if known is None:
        raise _no_rule(reference, named, on)
    return known


def in_force(family: str, on: date, *, variant: str = "", unit_id: int | None = None) -> Rule:
    """The rule of a duty on a day, whatever it is called then: "complaint-acceptance" was COMP-02, is COMP-03."""
    known = Rule.objects.national().filter(family=family, variant=variant, valid__contains=on).first()
    if known is None:
        raise Refused(
            _("Không có quy định về “{family}” có hiệu lực vào ngày {day}.").format(family=family, day=ngay(on))
        )
    return _with_figure(of_unit(known, on, unit_id))


def of_unit(known: Rule, on: date, unit_id: int | None) -> Rule:
    """The limit of the unit itself or of the nearest unit above it that has one for this duty; else the rule."""
    if unit_id is None:
        return known
    above = Ancestry.objects.filter(descendant=unit_id, ancestor=OuterRef("unit"), valid__contains=clock.today())
    own = Rule.objects.filter(family=known.family, variant=known.variant, valid__contains=on, unit__isnull=False)
    near = own.annotate(depth=Subquery(above.values("depth")[:1])).filter(depth__isnull=False)
    return near.order_by("depth", "pk").first() or known


def _with_figure(found: Rule) -> Rule:
    if found.amount is None:
        message = _("{rule} không ấn định số ngày: {words}.")
        raise Refused(message.format(rule=found.reference, words=found.instead), field="rule")
    return found


def _no_rule(reference: str, named: QuerySet[Rule], on: date) -> Refused:
    nearest = _nearest(named, on)
    if nearest is None:
        return _unknown(reference)
    if on < nearest.valid.lower:
        message = _("{rule} chỉ có hiệu lực từ ngày {day}.").format(
            rule=nearest.reference, day=ngay(nearest.valid.lower)
        )
    else:
        message = _("{rule} đã hết hiệu lực từ ngày {day}.").format(
            rule=nearest.reference, day=ngay(nearest.valid.upper)
        )
    others = ", ".join(other.reference for other in _of_family(nearest, on))
    if others:
        message += " " + _("Vào ngày {day}, áp dụng {rule}.").format(day=ngay(on), rule=others)
    return Refused(message, field="start")


def _unknown(reference: str) -> Refused:
    """No such rule; where only its variants exist, as for DISC-13/simple, their names."""
    code, _variant = clean_reference(reference)
    known = ", ".join(rule.reference for rule in Rule.objects.national().filter(code=code).order_by("rank", "pk"))
    typed = reference.strip()[:60]
    if known:
        return Refused(_("Không có “{typed}”; mã này có: {known}.").format(typed=typed, known=known), field="rule")
    return Refused(_("Không có quy định nào mang mã “{code}”.").format(code=typed), field="rule")


def _of_family(like: Rule, on: date) -> list[Rule]:
    """The rule of the same case that was in force then; when the cases were others, all of them."""
    family = list(Rule.objects.national().filter(family=like.family, valid__contains=on).order_by("rank", "pk"))
    return [rule for rule in family if rule.variant == like.variant] or family


def _nearest(named: QuerySet[Rule], on: date) -> Rule | None:
    """The first version to come, else the last that was."""
    later = Q(valid__startswith__gt=on)
    order = Case(When(later, then=Value(0)), default=Value(1), output_field=IntegerField())
    return named.order_by(order, "valid").first()
