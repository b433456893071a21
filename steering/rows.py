"""What is kept of this room's records when a figure that counts them is frozen.

Public are facts of offices, never free text.
"""

from typing import cast

from django.utils.translation import gettext_lazy as _

from figures import rows
from figures.rows import RowColumn, RowKind, by_then

from .enums import TaskStatus
from .models import (
    Committee,
    CommitteeMember,
    DirectingPaper,
    Implementation,
    ProgrammeItem,
    Regulation,
    Reorganisation,
    Task,
)
from .models.tasks import TaskQuerySet

TASKS = RowKind(
    label=_("nhiệm vụ"),
    records=Task.objects.select_related("lead", "assigned_by"),
    columns=(
        RowColumn(_("Mã"), lambda task: task.code, public=True),
        RowColumn(_("Nội dung"), lambda task: task.title),
        RowColumn(_("Cơ quan giao"), lambda task: task.assigned_by.name if task.assigned_by else "", public=True),
        RowColumn(_("Cơ quan chủ trì"), lambda task: task.lead.name, public=True),
        RowColumn(_("Ngày giao"), lambda task: task.assigned_on, public=True),
        RowColumn(_("Hạn hoàn thành"), lambda task: task.due_on, public=True, then=lambda task, _day: task.due_then),
        RowColumn(
            _("Trạng thái"),
            lambda task: task.state.label,
            public=True,
            then=lambda task, _day: TaskStatus(task.status_on or TaskStatus.ASSIGNED).label,
        ),
        RowColumn(
            _("Ngày kết thúc"),
            lambda task: task.closed_on,
            public=True,
            then=lambda task, day: by_then(task.closed_on, day),
        ),
    ),
    on=lambda tasks, day: cast(TaskQuerySet, tasks).with_state_on(day).with_due_on(day),
)

PAPERS = RowKind(
    label=_("văn bản chỉ đạo"),
    records=DirectingPaper.objects.select_related("kind"),
    columns=(
        RowColumn(_("Loại văn bản"), lambda paper: paper.kind, public=True),
        RowColumn(_("Số, ký hiệu"), lambda paper: paper.symbol, public=True),
        RowColumn(_("Ngày ban hành"), lambda paper: paper.issued_on, public=True),
        RowColumn(_("Cơ quan ban hành"), lambda paper: paper.issuer_text, public=True),
        RowColumn(_("Trích yếu"), lambda paper: paper.subject),
    ),
)

IMPLEMENTATIONS = RowKind(
    label=_("việc thực hiện văn bản chỉ đạo"),
    records=Implementation.objects.select_related("paper__kind", "body"),
    columns=(
        RowColumn(_("Văn bản"), lambda line: line.paper.label, public=True),
        RowColumn(_("Cơ quan thực hiện"), lambda line: line.body.name, public=True),
        RowColumn(_("Hạn"), lambda line: line.due_on, public=True),
        RowColumn(_("Văn bản thực hiện"), lambda line: line.symbol, public=True),
        RowColumn(_("Ngày ban hành"), lambda line: line.issued_on, public=True),
        RowColumn(_("Ngày thực hiện xong"), lambda line: line.done_on, public=True),
        RowColumn(_("Lý do không phải thực hiện"), lambda line: line.excused),
    ),
)

REGULATIONS = RowKind(
    label=_("quy chế"),
    records=Regulation.objects.select_related("type", "body"),
    columns=(
        RowColumn(_("Loại quy chế"), lambda one: one.type, public=True),
        RowColumn(_("Tên"), lambda one: one.title),
        RowColumn(_("Cơ quan ban hành"), lambda one: one.body.name, public=True),
        RowColumn(_("Số quyết định"), lambda one: one.symbol, public=True),
        RowColumn(_("Ngày ban hành"), lambda one: one.issued_on, public=True),
        RowColumn(_("Hết hiệu lực từ"), lambda one: one.valid.upper, public=True),
    ),
)

ITEMS = RowKind(
    label=_("nội dung chương trình công tác"),
    records=ProgrammeItem.objects.select_related("programme__committee__body", "lead", "task"),
    columns=(
        RowColumn(_("Ban Chỉ đạo"), lambda item: item.programme.committee.body.name, public=True),
        RowColumn(_("Năm"), lambda item: str(item.programme.year), public=True),
        RowColumn(_("Nội dung"), lambda item: item.text),
        RowColumn(_("Cơ quan chủ trì"), lambda item: item.lead.name, public=True),
        RowColumn(_("Hạn hoàn thành"), lambda item: item.due_on, public=True),
        RowColumn(_("Trạng thái"), lambda item: item.state.label, public=True, is_read=True),
        RowColumn(_("Ngày hoàn thành"), lambda item: item.finished_on, public=True),
    ),
)

MEMBERS = RowKind(
    label=_("thành viên Ban Chỉ đạo"),
    records=CommitteeMember.objects.select_related("committee__body"),
    columns=(
        RowColumn(_("Họ và tên"), lambda member: member.full_name),
        RowColumn(_("Chức vụ, cơ quan"), lambda member: member.office),
        RowColumn(_("Chức danh trong Ban"), lambda member: member.get_position_display(), public=True),
        RowColumn(_("Từ ngày"), lambda member: member.valid.lower, public=True),
        RowColumn(_("Thôi từ ngày"), lambda member: member.valid.upper, public=True),
    ),
    visible=lambda user: CommitteeMember.objects.filter(committee__in=Committee.objects.visible_to(user)),
    url=lambda member: member.committee.get_absolute_url(),
)

REORGANISATIONS = RowKind(
    label=_("lần kiện toàn Ban Chỉ đạo"),
    records=Reorganisation.objects.select_related("committee__body"),
    columns=(
        RowColumn(_("Ban Chỉ đạo"), lambda one: one.committee.body.name, public=True),
        RowColumn(_("Từ ngày"), lambda one: one.on, public=True),
        RowColumn(_("Quyết định"), lambda one: one.decision_text),
    ),
    visible=lambda user: Reorganisation.objects.filter(committee__in=Committee.objects.visible_to(user)),
    url=lambda one: one.committee.get_absolute_url(),
)


def register() -> None:
    """Called once at start-up."""
    rows.register(TASKS, PAPERS, IMPLEMENTATIONS, REGULATIONS, ITEMS, MEMBERS, REORGANISATIONS)
