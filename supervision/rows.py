"""What is kept of this room's records when a figure that counts them is frozen.

Public are facts of offices, never free text.
"""

from django.utils.translation import gettext_lazy as _

from figures import rows
from figures.rows import RowColumn, RowKind, by_then

from .models import Board, BoardMember, Criticism, MonthlyReport, Recommendation, Supervision

SUPERVISIONS = RowKind(
    label=_("cuộc giám sát"),
    records=Supervision.objects.select_related("body"),
    columns=(
        RowColumn(_("Mã"), lambda one: one.code, public=True),
        RowColumn(_("Nội dung giám sát"), lambda one: one.title),
        RowColumn(_("Cơ quan giám sát"), lambda one: one.body.name, public=True),
        RowColumn(_("Đối tượng giám sát"), lambda one: one.subject_text),
        RowColumn(_("Ngày tiến hành"), lambda one: one.begins_on, public=True),
        RowColumn(
            _("Ngày kết thúc"), lambda one: one.ended_on, public=True, then=lambda one, day: by_then(one.ended_on, day)
        ),
        RowColumn(
            _("Ngày thông báo kết quả"),
            lambda one: one.concluded_on,
            public=True,
            then=lambda one, day: by_then(one.concluded_on, day),
        ),
        RowColumn(_("Trạng thái"), lambda one: one.state.label, public=True, is_read=True),
    ),
)

RECOMMENDATIONS = RowKind(
    label=_("kiến nghị sau giám sát"),
    records=Recommendation.objects.select_related("supervision", "to"),
    columns=(
        RowColumn(_("Cuộc giám sát"), lambda one: one.supervision.code, public=True),
        RowColumn(_("Kiến nghị"), lambda one: one.text),
        RowColumn(_("Cơ quan nhận"), lambda one: one.to.name, public=True),
        RowColumn(_("Ngày nhận"), lambda one: one.sent_on, public=True),
        RowColumn(_("Hạn trả lời"), lambda one: one.due_on, public=True),
        RowColumn(
            _("Ngày trả lời"),
            lambda one: one.answered_on,
            public=True,
            then=lambda one, day: by_then(one.answered_on, day),
        ),
        RowColumn(_("Trạng thái"), lambda one: one.state.label, public=True, is_read=True),
    ),
)

MONTHLY = RowKind(
    label=_("báo cáo giám sát hằng tháng"),
    records=MonthlyReport.objects.select_related("body"),
    columns=(
        RowColumn(_("Cơ quan báo cáo"), lambda one: one.body.name, public=True),
        RowColumn(_("Tháng"), lambda one: f"{one.month}/{one.year}", public=True),
        RowColumn(_("Số, ký hiệu"), lambda one: one.number, public=True),
        RowColumn(_("Ngày gửi"), lambda one: one.sent_on, public=True),
    ),
)

CRITICISMS = RowKind(
    label=_("phản biện, góp ý"),
    records=Criticism.objects.select_related("body", "drafter"),
    columns=(
        RowColumn(_("Mã"), lambda one: one.code, public=True),
        RowColumn(_("Tên dự thảo"), lambda one: one.title),
        RowColumn(_("Cơ quan phản biện, góp ý"), lambda one: one.body.name, public=True),
        RowColumn(_("Cơ quan soạn thảo"), lambda one: one.drafter.name, public=True),
        RowColumn(_("Ngày gửi văn bản"), lambda one: one.sent_on, public=True),
        RowColumn(_("Ngày phản hồi"), lambda one: one.answered_on, public=True),
    ),
)

MEMBERS = RowKind(
    label=_("thành viên ban của Nhân dân"),
    records=BoardMember.objects.select_related("board"),
    columns=(
        RowColumn(_("Ban"), lambda one: one.board.name, public=True),
        RowColumn(_("Họ và tên"), lambda one: one.full_name),
        RowColumn(_("Chức vụ"), lambda one: one.rank.label, public=True),
        RowColumn(_("Nơi bầu"), lambda one: one.place),
        RowColumn(_("Từ ngày"), lambda one: one.valid.lower, public=True),
    ),
    visible=lambda user: BoardMember.objects.filter(board__in=Board.objects.visible_to(user)),
    url=lambda one: one.board.get_absolute_url(),
)


def register() -> None:
    """Called once at start-up."""
    rows.register(SUPERVISIONS, RECOMMENDATIONS, MONTHLY, CRITICISMS, MEMBERS)
