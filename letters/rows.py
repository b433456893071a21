"""What is kept of receptions when a figure that counts them is frozen; of letters and cases nothing but the count.

The book of visits is kept without anything about the person, and without the visits about a denunciation. Letters are
read by those who handle them, and cases by the bodies that take part: whoever reads a report need not be one of them.
"""

from django.utils.translation import gettext_lazy as _

from figures import rows
from figures.rows import RowColumn, RowKind

from .models import Case, Letter, ReceptionDay, Visit

DAYS = RowKind(
    label=_("buổi tiếp công dân"),
    records=ReceptionDay.objects.select_related("body"),
    columns=(
        RowColumn(_("Ngày tiếp"), lambda day: day.on, public=True),
        RowColumn(_("Cơ quan tiếp"), lambda day: day.body.name, public=True),
        RowColumn(_("Hình thức"), lambda day: day.kind_word.label, public=True),
        RowColumn(_("Người đứng đầu tiếp"), lambda day: day.head_received, public=True),
        RowColumn(_("Trạng thái"), lambda day: day.condition.label, public=True, is_read=True),
    ),
)

VISITS = RowKind(
    label=_("lượt tiếp công dân"),
    records=Visit.objects.select_related("body"),
    columns=(
        RowColumn(_("Số"), lambda visit: f"{visit.number}/{visit.year}"),
        RowColumn(_("Ngày tiếp"), lambda visit: visit.on),
        RowColumn(_("Cơ quan tiếp"), lambda visit: visit.body.name),
        RowColumn(_("Số người"), lambda visit: visit.people),
        RowColumn(_("Phân loại"), lambda visit: visit.matter_word.label),
        RowColumn(_("Xử lý"), lambda visit: visit.handling_word.label),
        RowColumn(_("Trả lời"), lambda visit: visit.condition.label),
    ),
    sealed=lambda visit: visit.is_sealed,
)

LETTERS = RowKind(label=_("đơn thư"), records=Letter.objects.all(), columns=(), sealed=True)
CASES = RowKind(label=_("vụ việc"), records=Case.objects.all(), columns=(), sealed=True)


def register() -> None:
    """Called once at start-up."""
    rows.register(DAYS, VISITS, LETTERS, CASES)
