"""What is kept of this room's records when a figure that counts them is frozen.

Public are facts of offices, never free text. Who was elected, who gave and what a household said are not among the
columns at all.
"""

from django.utils.translation import gettext_lazy as _

from figures import rows
from figures.rows import RowColumn, RowKind, unit_text

from .models import Consultation, ContributionProject, Decision, Election, MediationTeam

DECISIONS = RowKind(
    label=_("việc Nhân dân quyết định"),
    records=Decision.objects.select_related("matter", "place__kind", "keeper"),
    columns=(
        RowColumn(_("Mã"), lambda one: one.code, public=True),
        RowColumn(_("Việc đưa ra quyết định"), lambda one: one.text),
        RowColumn(_("Nội dung theo luật"), lambda one: one.matter or "", public=True),
        RowColumn(_("Nơi quyết định"), lambda one: unit_text(one.place), public=True),
        RowColumn(_("Hình thức"), lambda one: one.form.label, public=True),
        RowColumn(_("Ngày kết thúc"), lambda one: one.ends_on, public=True),
        RowColumn(_("Kết quả"), lambda one: one.outcome.label, public=True),
        RowColumn(_("Trạng thái"), lambda one: one.condition.label, public=True, is_read=True),
    ),
)

CONSULTATIONS = RowKind(
    label=_("lần lấy ý kiến Nhân dân"),
    records=Consultation.objects.select_related("matter", "keeper"),
    columns=(
        RowColumn(_("Mã"), lambda one: one.code, public=True),
        RowColumn(_("Việc lấy ý kiến"), lambda one: one.title),
        RowColumn(_("Nội dung theo luật"), lambda one: one.matter, public=True),
        RowColumn(_("Cơ quan theo dõi"), lambda one: one.keeper.name, public=True),
        RowColumn(_("Ngày công khai"), lambda one: one.published_on, public=True),
        RowColumn(_("Lấy ý kiến đến"), lambda one: one.open_until, public=True),
        RowColumn(_("Ngày giải trình, tiếp thu"), lambda one: one.answered_on, public=True),
        RowColumn(_("Trạng thái"), lambda one: one.condition.label, public=True, is_read=True),
    ),
)

ELECTIONS = RowKind(
    label=_("cuộc bầu Trưởng thôn, Tổ trưởng tổ dân phố"),
    records=Election.objects.select_related("village__kind"),
    columns=(
        RowColumn(_("Mã"), lambda one: one.code, public=True),
        RowColumn(_("Thôn, tổ dân phố"), lambda one: unit_text(one.village), public=True),
        RowColumn(_("Ngày bầu cử"), lambda one: one.election_on, public=True),
        RowColumn(_("Tổng số hộ"), lambda one: one.households, public=True),
        RowColumn(_("Đại diện hộ đi bầu"), lambda one: one.represented, public=True),
        RowColumn(_("Trạng thái"), lambda one: one.condition.label, public=True, is_read=True),
    ),
)

PROJECTS = RowKind(
    label=_("công trình, quỹ do Nhân dân đóng góp"),
    records=ContributionProject.objects.select_related("keeper"),
    columns=(
        RowColumn(_("Mã"), lambda one: one.code, public=True),
        RowColumn(_("Tên công trình, quỹ"), lambda one: one.title),
        RowColumn(_("Loại"), lambda one: one.get_sort_display(), public=True),
        RowColumn(_("Cơ quan theo dõi"), lambda one: one.keeper.name, public=True),
        RowColumn(_("Bắt đầu huy động"), lambda one: one.starts_on, public=True),
        RowColumn(_("Trạng thái"), lambda one: one.condition.label, public=True, is_read=True),
        RowColumn(_("Ngày kết thúc"), lambda one: one.closed_on, public=True),
    ),
)

TEAMS = RowKind(
    label=_("tổ hòa giải"),
    records=MediationTeam.objects.select_related("village__kind"),
    columns=(
        RowColumn(_("Mã"), lambda one: one.code, public=True),
        RowColumn(_("Tên tổ hòa giải"), lambda one: one.name),
        RowColumn(_("Thôn, tổ dân phố"), lambda one: unit_text(one.village), public=True),
        RowColumn(_("Số hòa giải viên"), lambda one: one.members, public=True),
        RowColumn(_("Trong đó nữ"), lambda one: one.women, public=True),
        RowColumn(_("Ngày công nhận"), lambda one: one.founded_on, public=True),
        RowColumn(_("Thôi hoạt động từ"), lambda one: one.ended_on, public=True),
    ),
)


def register() -> None:
    """Called once at start-up."""
    rows.register(DECISIONS, CONSULTATIONS, ELECTIONS, PROJECTS, TEAMS)
