"""The short text that people copy into a chat group: what is due, who must act, until when, and the record's address.

It carries nothing of a person, so it does not exist for kinds of clocks that are private (ClockKind.private).
"""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from common.names import in_portal_language
from common.templatetags.qcdc import ngay

from . import remaining
from .models import Clock

_TITLE = 200


@in_portal_language
def text_of(clock: Clock) -> str:
    """Three lines and a link, in the portal's language because others read it; empty for private kinds."""
    if clock.kind.private:
        return ""
    title = clock.title if len(clock.title) <= _TITLE else clock.title[: _TITLE - 1].rstrip() + "…"
    lines = [title, _("Thực hiện: {body}").format(body=clock.body.name)]
    lines.append(f"{remaining.due_label(clock)}: {ngay(clock.due_on)}")
    return "\n".join([*lines, f"{settings.QCDC_BASE_URL}{clock.url}"])
