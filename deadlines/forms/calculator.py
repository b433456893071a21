"""The calculator: a rule and the day of its event."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import DateField, LineField
from common.templatetags.qcdc import ngay
from deadlines import finding
from deadlines.models import Rule

type Choices = list[tuple[str, str | list[tuple[str, str]]]]


class CalculatorForm(forms.Form):
    """Which rule, and from which day on; every value stands in the address.

    Chosen from a list, because few people know a rule by its code; an address may name it as people type it.
    """

    rule = LineField(label=_("Quy định"), max_length=60, widget=forms.Select)
    start = DateField(
        label=_("Ngày của sự kiện"), help_text=_("Ngày nhận, ngày ký, ngày niêm yết, ngày họp… mà thời hạn tính từ đó.")
    )

    def __init__(self, query: QueryDict) -> None:
        named = query.get("rule", "")
        if "start" in query:
            super().__init__(query)
        else:
            super().__init__(initial={"rule": canonical(named), "start": clock.today()})
        self.fields["rule"].widget.choices = rule_choices(named)


def canonical(typed: str) -> str:
    """A code as the list writes it: "disc–01" is DISC-01."""
    code, variant = finding.clean_reference(typed)
    return f"{code}/{variant}" if variant else code


def rule_choices(typed: str, *, without_figure: bool = False, but_about: Collection[str] = ()) -> Choices:
    """The rules that can be counted under their headings; anything else that was typed stays, beside its error.

    A duty without a figure can be counted where a unit has set its own. ``without_figure``: the others as well.
    ``but_about``: topics whose rules are left out.
    """
    rules = Rule.objects.national().exclude(topic__in=but_about).for_list()
    if not without_figure:
        with_own = Rule.objects.filter(unit__isnull=False).values("replaces")
        rules = rules.filter(Q(amount__isnull=False) | Q(pk__in=with_own))
    groups = groupby(rules, key=lambda rule: rule.about)
    listed: Choices = [(about, [(rule.reference, _label(rule)) for rule in found]) for about, found in groups]
    known = {rule.reference for rule in rules}
    other = [(typed, typed)] if typed and typed not in known else []
    return [("", _now("– chọn –")), *other, *listed]


def _label(rule: Rule) -> str:
    if rule.last_day is None:
        return f"{rule.reference} – {rule.name}"
    return _now("{rule} – {name} (đến {day})").format(rule=rule.reference, name=rule.name, day=ngay(rule.last_day))
