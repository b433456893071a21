"""Through whose hands the reports of a body go: steps as data. Rounds that were begun keep their chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common.errors import Refused
from common.names import in_page_language
from common.text import clean_line
from organizations.enums import Role
from organizations.models import Body
from reports import policies
from reports.models import ReportStep

LONGEST = 8


@dataclass(frozen=True)
class ChainStep:
    """A step as it is frozen for a round."""

    name_vi: str
    name_en: str
    role: Role

    @property
    def name(self) -> str:
        """In the language of the page."""
        return in_page_language(self)


USUAL = ChainStep("Lãnh đạo duyệt", "Approval by the leader", Role.LEADER)


def chain_of(body: Body) -> list[ChainStep]:
    """Through whose hands a body's reports go. Without steps of its own its leader approves."""
    own = [ChainStep(step.name_vi, step.name_en, Role(step.role)) for step in ReportStep.objects.filter(body=body)]
    return own or [USUAL]


@transaction.atomic
def set_chain(*, body: Body, steps: Sequence[ChainStep], seen: str, by: User) -> list[ReportStep]:
    """Put these steps in the place of the body's chain; none at all: its leader approves.

    ``seen``: fingerprint() of the chain that the person changed. Refused when somebody changed it meanwhile; too many
    steps; a role that decides nothing.
    """
    body = Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    policies.check_can_keep_practice(by, body)
    if seen != fingerprint(body):
        raise Refused(_("Người khác vừa sửa quy trình này. Xem lại các bước rồi lưu lần nữa."))
    if len(steps) > LONGEST:
        raise Refused(_("Quy trình có tối đa {count} bước.").format(count=LONGEST))
    for step in steps:
        if step.role not in policies.DECIDERS:
            raise Refused(_("Vai trò này không duyệt báo cáo."))
    ReportStep.objects.filter(body=body).delete()
    rows = ReportStep.objects.bulk_create(
        ReportStep(
            body=body, order=order, name_vi=clean_line(step.name_vi), name_en=clean_line(step.name_en), role=step.role
        )
        for order, step in enumerate(steps, 1)
    )
    named = " → ".join(row.name_vi for row in rows) or USUAL.name_vi
    record("reports.chain_changed", by=by, subject=body, unit_id=body.unit_id, steps=named)
    return rows


def fingerprint(body: Body) -> str:
    """What the chain is now, so that two who change it at once notice each other."""
    rows = ReportStep.objects.filter(body=body).values_list("pk", "name_vi", "role")
    return "|".join(f"{pk}:{role}:{name}" for pk, name, role in rows)
