"""What is kept of this room's records when a figure that counts them is frozen.

The title is public only once it is on the public board, so it stays inside; content, body and days are public.
"""

from django.utils.translation import gettext_lazy as _

from figures import rows
from figures.rows import RowColumn, RowKind

from .models import Disclosure

DISCLOSURES = RowKind(
    label=_("việc công khai"),
    records=Disclosure.objects.select_related("body", "item", "document"),
    columns=(
        RowColumn(_("Mã"), lambda one: one.code, public=True),
        RowColumn(_("Việc công khai"), lambda one: one.title),
        RowColumn(_("Nội dung theo luật"), lambda one: one.item.short, public=True),
        RowColumn(_("Cơ quan công khai"), lambda one: one.body.name, public=True),
        RowColumn(_("Quyết định, văn bản"), lambda one: one.paper),
        RowColumn(_("Ngày quyết định"), lambda one: one.decided_on, public=True),
        RowColumn(_("Hạn công khai"), lambda one: one.due_on, public=True),
        RowColumn(_("Ngày đủ nơi"), lambda one: one.completed_on, public=True),
        RowColumn(_("Gián đoạn từ"), lambda one: one.gap_on, public=True),
        RowColumn(_("Trạng thái"), lambda one: one.condition.label, public=True, is_read=True),
    ),
)


def register() -> None:
    """Called once at start-up."""
    rows.register(DISCLOSURES)
