"""Through whose hands the forms of a body go: steps as data. Rounds that were begun keep the chain they began with."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common.errors import Refused
from common.text import clean_line
from indicators import events, policies
from indicators.models import ApprovalStep
from indicators.services.submitting import ChainStep
from organizations.models import Body

LONGEST = 8


@transaction.atomic
def set_chain(*, body: Body, steps: Sequence[ChainStep], seen: str, by: User) -> list[ApprovalStep]:
    """Put these steps in the place of the body's chain; none at all: its leader signs.

    ``seen``: fingerprint() of the chain that the person changed. Refused when somebody changed it meanwhile; too many
    steps; a role that decides nothing.
    """
    body = Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    policies.check_can_keep_chain(by, body)
    if seen != fingerprint(body):
        raise Refused(_("Người khác vừa sửa quy trình này. Xem lại các bước rồi lưu lần nữa."))
    if len(steps) > LONGEST:
        raise Refused(_("Quy trình có tối đa {count} bước.").format(count=LONGEST))
    for step in steps:
        if step.role not in policies.DECIDERS:
            raise Refused(_("Vai trò này không quyết định bước nào."))
    ApprovalStep.objects.filter(body=body).delete()
    rows = ApprovalStep.objects.bulk_create(
        ApprovalStep(
            body=body, order=order, name_vi=clean_line(step.name_vi), name_en=clean_line(step.name_en),
            kind=step.kind, role=step.role,
        )
        for order, step in enumerate(steps, 1)
    )  # fmt: skip
    named = " → ".join(row.name_vi for row in rows) or _("lãnh đạo ký duyệt")
    record(events.CHAIN_CHANGED, by=by, subject=body, unit_id=body.unit_id, steps=named)
    return rows


def fingerprint(body: Body) -> str:
    """What the chain is now, so that two who change it at once notice each other."""
    rows = ApprovalStep.objects.filter(body=body).values_list("pk", "name_vi", "kind", "role")
    return "|".join(f"{pk}:{kind}:{role}:{name}" for pk, name, kind, role in rows)
