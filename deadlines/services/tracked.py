"""Limits that people follow by hand. They end, pause and are extended as every clock is (by_hand)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock as wall
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from deadlines import events, finding, following, policies, remaining
from deadlines.models import Clock, Rule, TrackedLimit
from documents.models import OfficialDocument
from organizations import scope
from organizations.enums import Why
from organizations.models import Body
from organizations.scope import StakeSpec

from . import clocks


@transaction.atomic
def track(
    *, title: str, body: Body, rule: str, start: date, by: User, note: str = "", paper: OfficialDocument | None = None
) -> TrackedLimit:
    """Follow what a body must do by a rule of the law, from the day of its event.

    Refused: no such rule, not in force that day, without a figure, on denunciations; a body that is no more; nothing
    to do.
    """
    policies.check_can_track(by, body)
    _check_title(title)
    _check_alive(body)
    found = finding.rule(rule, start, body.unit_id)
    _check_topic(found)

    limit = TrackedLimit.objects.create(
        title=title, note=note, body=body, unit=body.unit, created_at=wall.now(), created_by=by
    )
    scope.write_stakes(limit, [StakeSpec(limit.unit_id, None, Why.ORIGIN), StakeSpec.of(body, Why.HOLDER)])
    clock = clocks.start(
        limit, following.KIND, title=limit.title, body=body, duty=following.DUTY, on=start, by=by, rule=found,
        paper=paper,
    )  # fmt: skip

    record(events.TRACKED, by=by, subject=limit, unit_id=limit.unit_id, rule=found.reference, due=_due(clock))
    return limit


@transaction.atomic
def edit(*, limit: TrackedLimit, title: str, note: str, by: User) -> TrackedLimit:
    """Correct what it is called and what is noted; its clock keeps rule and day."""
    limit = TrackedLimit.objects.select_for_update(of=("self",), no_key=True).select_related("body").get(pk=limit.pk)
    policies.check_can_change(by, limit)
    _check_title(title)
    wanted = {"title": clean_line(title), "note": nfc(note)}
    changed = [name for name, value in wanted.items() if getattr(limit, name) != value]
    if not changed:
        return limit
    for name in changed:
        setattr(limit, name, wanted[name])
    limit.save(update_fields=changed)
    clocks.retitle(limit, limit.title)

    record(events.TRACKED_EDITED, by=by, subject=limit, unit_id=limit.unit_id, fields=_labels(changed))
    return limit


def _check_title(title: str) -> None:
    if not title.strip():
        raise Refused(_("Cần ghi việc phải làm."), field="title")


def _check_topic(rule: Rule) -> None:
    """Who denounced whom stays among those who handle it (Law on Denunciations 25/2018/QH14)."""
    if not following.may_follow(rule):
        message = _(
            "Thời hạn về tố cáo không theo dõi ở đây: hồ sơ tố cáo được giữ riêng, không đưa vào danh sách chung."
        )
        raise Refused(message, field="rule")


def _check_alive(body: Body) -> None:
    if wall.today() not in body.valid:
        raise Refused(_("{body} không còn hoạt động.").format(body=body.name), field="body")


@in_portal_language
def _due(clock: Clock) -> str:
    return f"{remaining.due_label(clock)} {ngay(clock.due_on)}"


@in_portal_language
def _labels(names: list[str]) -> str:
    known = {field.name: str(field.verbose_name) for field in TrackedLimit._meta.fields}
    return ", ".join(known[name] for name in names)
