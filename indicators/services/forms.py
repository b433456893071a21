"""Forms: who fills them in, how often, for whom. Lock, may you, is it possible, change, remember."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from common.text import clean_line, search_key
from indicators import events_forms as events
from indicators import policies, stakes
from indicators.enums import Span
from indicators.models import Form, FormVersion, Regime
from organizations import scope
from organizations.models import Body, BodyKind, UnitKind, UnitLevel
from steering.events import labels


@dataclass(frozen=True, kw_only=True)
class FormFacts:
    """What a form says about itself, before any line."""

    name_vi: str
    level: UnitLevel
    answerer: BodyKind
    regime: Regime
    spans: Sequence[str]
    kinds: Sequence[UnitKind] = ()
    below: Form | None = None
    name_en: str = ""


@transaction.atomic
def define(*, issuer: Body, facts: FormFacts, by: User) -> Form:
    """A new form with an empty draft of its first version.

    Refused: no name; no span; a level above the issuer's; kinds of another level; a form to roll up of a level that is
    not lower, or of another regime; somebody else's regime.
    """
    policies.check_can_keep_forms(by, issuer)
    facts = _checked(issuer, facts)
    code = f"{slugify(search_key(facts.name_vi))[:50].strip('-') or 'bieu'}-{secrets.token_hex(3)}"
    form = Form.objects.create(
        code=code, issuer=issuer, name_vi=facts.name_vi, name_en=facts.name_en, level=facts.level,
        answerer=facts.answerer, regime=facts.regime, spans=list(facts.spans), below=facts.below,
    )  # fmt: skip
    form.kinds.set(facts.kinds)
    scope.write_stakes(form, stakes.of_form(form))
    start = date(clock.today().year, 1, 1)
    FormVersion.objects.create(form=form, number=1, valid=DateRange(start, None))
    record(events.FORM_MADE, by=by, subject=form, unit_id=issuer.unit_id)
    return form


@transaction.atomic
def edit(*, form: Form, facts: FormFacts, by: User) -> Form:
    """Correct it. Who reports, by which body and under which regime stays once it was given out."""
    form = locked(form)
    policies.check_can_keep_forms(by, form.issuer)
    facts = _checked(form.issuer, facts, form)
    wanted: dict[str, Any] = {
        "name_vi": facts.name_vi, "name_en": facts.name_en, "level": facts.level, "answerer": facts.answerer,
        "regime": facts.regime, "spans": list(facts.spans), "below": facts.below,
    }  # fmt: skip
    changed = [name for name, value in wanted.items() if getattr(form, name) != value]
    kinds = set(form.kinds.all())
    if kinds != set(facts.kinds):
        changed.append("kinds")
    _check_stays(form, changed)
    if changed:
        for name in changed:
            if name != "kinds":
                setattr(form, name, wanted[name])
        form.save()
        form.kinds.set(facts.kinds)
        record(events.FORM_EDITED, by=by, subject=form, unit_id=form.issuer.unit_id, what=labels(Form, changed))
    return form


def locked(form: Form) -> Form:
    """The row as it stands now, locked until the transaction ends."""
    rows = Form.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("issuer__unit__kind__level", "level", "regime", "below", "answerer").get(pk=form.pk)


def _checked(issuer: Body, facts: FormFacts, form: Form | None = None) -> FormFacts:
    facts = replace(facts, name_vi=clean_line(facts.name_vi), name_en=clean_line(facts.name_en))
    if not facts.name_vi:
        raise Refused(_("Cần có tên biểu."), field="name_vi")
    known = [str(span) for span in Span]
    facts = replace(facts, spans=sorted({span for span in facts.spans if span in known}, key=known.index))
    if not facts.spans:
        raise Refused(_("Chọn ít nhất một loại kỳ báo cáo."), field="spans")
    if facts.level.rank < issuer.unit.kind.level.rank:
        raise Refused(_("Chỉ giao biểu cho cấp của mình hoặc cấp dưới."), field="level")
    if any(kind.level_id != facts.level.pk for kind in facts.kinds):
        raise Refused(_("Loại đơn vị phải thuộc cấp báo cáo."), field="kinds")
    if facts.regime.body_id not in (None, issuer.pk):
        raise Refused(_("Chế độ báo cáo này là của cơ quan khác."), field="regime")
    _check_below(facts, form)
    return facts


def _check_below(facts: FormFacts, form: Form | None) -> None:
    """What is rolled up comes from a lower level and from windows of the same days; so no circle can arise."""
    below = facts.below
    if below is None:
        return
    if form is not None and below.pk == form.pk:
        raise Refused(_("Một biểu không thể tổng hợp từ chính nó."), field="below")
    if below.level.rank <= facts.level.rank:
        raise Refused(_("Biểu để tổng hợp phải là biểu của cấp thấp hơn."), field="below")
    if below.regime_id != facts.regime.pk:
        raise Refused(_("Biểu để tổng hợp phải theo cùng chế độ báo cáo."), field="below")


_STAYS = ("level", "answerer", "regime", "kinds")


def _check_stays(form: Form, changed: list[str]) -> None:
    moved = [name for name in _STAYS if name in changed]
    if moved and form.submissions.exists():
        message = _("Biểu đã giao cho đơn vị nên không đổi được mục này; lập biểu mới.")
        raise Refused(message, field=moved[0])
    if {"level", "regime"} & set(changed) and form.above.exists():
        raise Refused(_("Có biểu cấp trên tổng hợp từ biểu này nên không đổi được mục này."), field=moved[0])
