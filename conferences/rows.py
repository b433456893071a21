"""What is kept of this room's records when a figure that counts them is frozen.

Public are facts of offices, never free text.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from figures import rows
from figures.rows import RowColumn, RowKind

from .models import Attendance, Conclusion, Conference, Opinion, Vote

CONFERENCES = RowKind(
    label=_("hội nghị"),
    records=Conference.objects.select_related("host").prefetch_related("kinds"),
    columns=(
        RowColumn(_("Tên hội nghị"), lambda one: one.title),
        RowColumn(_("Loại"), lambda one: "; ".join(str(kind) for kind in one.kinds.all()), public=True),
        RowColumn(_("Cơ quan tổ chức"), lambda one: one.host.name, public=True),
        RowColumn(_("Ngày"), lambda one: one.held_on, public=True),
        RowColumn(_("Trạng thái"), lambda one: one.state.label, public=True, is_read=True),
    ),
)


def of_conference(model: type[models.Model], label: Any, *columns: RowColumn, related: tuple[str, ...] = ()) -> RowKind:
    """Lines of a conference, which whoever may open it reads there."""
    lines = model._default_manager
    return RowKind(
        label=label,
        records=lines.select_related("conference__host", *related),
        columns=(
            RowColumn(_("Hội nghị"), lambda one: one.conference.title),
            RowColumn(_("Cơ quan tổ chức"), lambda one: one.conference.host.name, public=True),
            RowColumn(_("Ngày"), lambda one: one.conference.held_on, public=True),
            *columns,
        ),
        visible=lambda user: _in_reach(lines.all(), user),
        url=lambda one: one.conference.get_absolute_url(),
    )


def _in_reach(lines: models.QuerySet[Any], user: User) -> models.QuerySet[Any]:
    return lines.filter(conference__in=Conference.objects.visible_to(user))


OPINIONS = of_conference(
    Opinion,
    _("ý kiến tại hội nghị"),
    RowColumn(_("Người nêu"), lambda one: one.who),
    RowColumn(_("Ý kiến"), lambda one: one.text),
    RowColumn(_("Trả lời, tiếp thu"), lambda one: one.answer),
    related=("body",),
)

CONCLUSIONS = of_conference(
    Conclusion,
    _("kết luận hội nghị"),
    RowColumn(_("Kết luận"), lambda one: one.text),
    RowColumn(_("Cơ quan chủ trì"), lambda one: one.lead.name, public=True),
    RowColumn(_("Hạn hoàn thành"), lambda one: one.due_on, public=True),
    related=("lead",),
)

ATTENDANCE = of_conference(
    Attendance,
    _("thành phần dự hội nghị"),
    RowColumn(_("Thành phần"), lambda one: one.name),
    RowColumn(_("Mời"), lambda one: one.invited, public=True),
    RowColumn(_("Có mặt"), lambda one: one.present, public=True),
    related=("body",),
)

VOTES = of_conference(
    Vote,
    _("biểu quyết tại hội nghị"),
    RowColumn(_("Việc được quyết định"), lambda one: one.text),
    RowColumn(_("Thôn, tổ dân phố"), lambda one: one.community, public=True),
    RowColumn(_("Tổng số hộ"), lambda one: one.households, public=True),
    RowColumn(_("Tán thành"), lambda one: one.in_favour, public=True),
)


def register() -> None:
    """Called once at start-up."""
    rows.register(CONFERENCES, OPINIONS, CONCLUSIONS, ATTENDANCE, VOTES)
