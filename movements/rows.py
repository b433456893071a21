"""What is kept of this room's records when a figure that counts them is frozen.

Public are facts of offices, never free text. Who was commended, and whose model it is, are names: they are never public
here.
"""

from django.utils.translation import gettext_lazy as _

from figures import rows
from figures.rows import RowColumn, RowKind, unit_text

from .models import Commendation, CoordinationProgramme, LocalModel, Movement, ProgrammeContent

PROGRAMMES = RowKind(
    label=_("chương trình phối hợp"),
    records=CoordinationProgramme.objects.select_related("host"),
    columns=(
        RowColumn(_("Tên chương trình"), lambda one: one.title),
        RowColumn(_("Năm"), lambda one: str(one.year), public=True),
        RowColumn(_("Cơ quan đầu mối"), lambda one: one.host.name, public=True),
        RowColumn(_("Ngày ký"), lambda one: one.signed_on, public=True),
        RowColumn(_("Trạng thái"), lambda one: one.state.label, public=True, is_read=True),
    ),
)

CONTENTS = RowKind(
    label=_("nội dung chương trình phối hợp"),
    records=ProgrammeContent.objects.select_related("programme", "lead", "task"),
    columns=(
        RowColumn(_("Chương trình"), lambda one: one.programme.title),
        RowColumn(_("Nội dung"), lambda one: one.text),
        RowColumn(_("Cơ quan chủ trì"), lambda one: one.lead.name, public=True),
        RowColumn(_("Hạn hoàn thành"), lambda one: one.due_on, public=True),
        RowColumn(_("Ngày hoàn thành"), lambda one: one.finished_on, public=True),
    ),
)

MODELS = RowKind(
    label=_("mô hình"),
    records=LocalModel.objects.select_related("field", "kind", "unit__kind", "registrar"),
    columns=(
        RowColumn(_("Tên mô hình"), lambda one: one.name),
        RowColumn(_("Lĩnh vực"), lambda one: one.field, public=True),
        RowColumn(_("Thuộc phong trào"), lambda one: one.kind, public=True),
        RowColumn(_("Đơn vị thực hiện"), lambda one: unit_text(one.unit), public=True),
        RowColumn(_("Cơ quan đăng ký"), lambda one: one.registrar.name, public=True),
        RowColumn(_("Ngày đăng ký"), lambda one: one.registered_on, public=True),
        RowColumn(_("Thôi thực hiện từ"), lambda one: one.ended_on, public=True),
    ),
)

COMMENDATIONS = RowKind(
    label=_("điển hình được khen"),
    records=Commendation.objects.select_related("kind", "level", "unit__kind", "model"),
    columns=(
        RowColumn(_("Được khen"), lambda one: one.label),
        RowColumn(_("Đối tượng"), lambda one: one.get_honoured_display(), public=True),
        RowColumn(_("Thuộc phong trào"), lambda one: one.kind, public=True),
        RowColumn(_("Cấp khen"), lambda one: one.level, public=True),
        RowColumn(_("Ngày khen"), lambda one: one.decided_on, public=True),
        RowColumn(_("Đơn vị"), lambda one: unit_text(one.unit), public=True),
    ),
)

MOVEMENTS = RowKind(
    label=_("phong trào, đợt thi đua, cuộc vận động"),
    records=Movement.objects.select_related("kind", "launched_by"),
    columns=(
        RowColumn(_("Tên"), lambda one: one.name),
        RowColumn(_("Hình thức"), lambda one: one.get_form_display(), public=True),
        RowColumn(_("Loại phong trào"), lambda one: one.kind, public=True),
        RowColumn(_("Cơ quan phát động"), lambda one: one.launched_by.name, public=True),
        RowColumn(_("Ngày phát động"), lambda one: one.launched_on, public=True),
    ),
)


def register() -> None:
    """Called once at start-up."""
    rows.register(PROGRAMMES, CONTENTS, MODELS, COMMENDATIONS, MOVEMENTS)
