"""What is kept of petitions when a figure that counts them is frozen.

Neither who petitioned nor the exact place is kept. The code opens a petition to whoever holds the slip, and its words
may name people: neither is public.
"""

from django.utils.translation import gettext_lazy as _

from figures import rows
from figures.rows import RowColumn, RowKind

from .models import Petition

PETITIONS = RowKind(
    label=_("kiến nghị"),
    records=Petition.objects.select_related("council", "field", "level", "holder", "lead").defer(
        "search_key", "lead__search_key"
    ),
    joined=lambda one: (one.lead.code, one.closed_on) if one.lead else None,
    columns=(
        RowColumn(_("Mã"), lambda one: one.code),
        RowColumn(_("Nội dung"), lambda one: one.content),
        RowColumn(_("Hội đồng nhân dân"), lambda one: one.council.name, public=True),
        RowColumn(_("Lĩnh vực"), lambda one: one.field, public=True),
        RowColumn(_("Cấp thẩm quyền"), lambda one: one.level or "", public=True),
        RowColumn(_("Ngày tiếp nhận"), lambda one: one.received_on, public=True),
        RowColumn(_("Cơ quan đang giữ"), lambda one: one.holder.name if one.holder else "", public=True),
        RowColumn(_("Hạn"), lambda one: one.due_on, public=True),
        RowColumn(_("Ngày trả lời"), lambda one: one.answered_on, public=True),
        RowColumn(_("Trạng thái"), lambda one: one.state.label, public=True),
        RowColumn(_("Kết quả"), lambda one: one.result.label if one.result else "", public=True),
    ),
)


def register() -> None:
    """Called once at start-up."""
    rows.register(PETITIONS)
