"""What is remembered of a unit's own limits, and how it reads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit import sentences
from audit.services import record
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from organizations.events import name_of
from organizations.timeline import Days

from .models import Rule

SET = "deadlines.rule.overridden"
ENDED = "deadlines.rule.override_ended"
WITHDRAWN = "deadlines.rule.override_withdrawn"


def register_sentences() -> None:
    """Called once at start-up."""
    sentences.register(SET, _("{by} đặt hạn riêng của {unit} cho {rule}: {limit}, từ ngày {on}; căn cứ: {basis}"))
    sentences.register(ENDED, _("{by} ghi hạn riêng của {unit} cho {rule} thôi áp dụng từ ngày {on}"))
    sentences.register(WITHDRAWN, _("{by} bỏ hạn riêng ghi nhầm của {unit} cho {rule}: {limit}"))


@in_portal_language
def overridden(own: Rule, *, by: User) -> None:
    words = _about(own) | {"limit": own.in_words, "on": _first_day(own.valid), "basis": own.basis}
    record(SET, by=by, subject=own, unit_id=own.unit_id, **words)


@in_portal_language
def override_ended(own: Rule, *, by: User) -> None:
    record(ENDED, by=by, subject=own, unit_id=own.unit_id, **_about(own), on=ngay(own.valid.upper))


@in_portal_language
def override_withdrawn(own: Rule, *, by: User) -> None:
    """Remembered with the general rule, because the unit's own is gone."""
    record(WITHDRAWN, by=by, subject=own.replaces or own, unit_id=own.unit_id, **_about(own), limit=own.in_words)


def _about(own: Rule) -> dict[str, str]:
    return {"rule": own.reference, "unit": name_of(own.unit) if own.unit else ""}


def _first_day(valid: Days) -> str:
    return str(ngay(valid.lower))
