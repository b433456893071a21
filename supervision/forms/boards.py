"""Forms of boards: set up, members, programmes, reports, end."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import ChoiceOf, CountField, DateField, LineField, ParagraphField, PeriodField
from common.periods import Period
from common.text import clean_line, search_key
from organizations.models import Body, Unit
from supervision.enums import BoardPosition, BoardSort
from supervision.services.boards import BoardFacts, MemberSpec

from .shared import LinesField, offer_bodies

_POSITIONS = {
    "truong ban": BoardPosition.HEAD, "pho truong ban": BoardPosition.DEPUTY, "thanh vien": BoardPosition.MEMBER,
}  # fmt: skip


class BoardForm(forms.Form):
    """A board with its members, one a line."""

    sort = forms.ChoiceField(label=_("Loại ban"), choices=BoardSort.choices)
    set_up_by = ChoiceOf(label=_("Cơ quan thành lập, công nhận"), queryset=Body.objects.none(), empty_label=None)
    name = LineField(label=_("Tên ban"), max_length=300)
    body = ChoiceOf(label=_("Cơ quan trong Cổng"), queryset=Body.objects.none(), required=False)
    decision_text = LineField(label=_("Quyết định, văn bản công nhận"), max_length=300)
    since = DateField(label=_("Nhiệm kỳ từ ngày"))
    last_on = DateField(label=_("Đến ngày"), required=False, help_text=_("Để trống nếu chưa định ngày kết thúc."))
    villages = CountField(
        label=_("Số thôn, tổ dân phố"), required=False, max_value=2000, help_text=_("Ban Thanh tra nhân dân ở xã.")
    )
    staff = CountField(
        label=_("Số cán bộ, người lao động"), required=False, help_text=_("Ban Thanh tra nhân dân ở cơ quan, đơn vị.")
    )
    project = LineField(
        label=_("Chương trình, dự án"),
        required=False,
        max_length=500,
        help_text=_("Ban Giám sát đầu tư của cộng đồng."),
    )
    members = LinesField(
        label=_("Thành viên"),
        most=100,
        help_text=_("Mỗi dòng: họ và tên; chức vụ (Trưởng ban, Phó Trưởng ban hoặc để trống); thôn, tổ dân phố."),
    )

    def __init__(self, *args: Any, unit: Unit, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_bodies(self.fields["set_up_by"], bodies)
        field = self.fields["body"]
        if isinstance(field, ChoiceOf):
            kinds = ["ban-thanh-tra-nhan-dan", "ban-giam-sat-dau-tu"]
            field.queryset = Body.objects.filter(unit=unit, kind__code__in=kinds).order_by("sort_key", "pk")
            field.empty_label = str(_("Không có"))

    def clean_members(self) -> list[MemberSpec]:
        """Name; position; place – each after a semicolon."""
        return [_member(line) for line in self.cleaned_data["members"]]

    def facts(self) -> BoardFacts:
        """What was typed, as the service takes it."""
        names = (
            "sort", "name", "decision_text", "since", "last_on", "body", "villages", "staff", "project", "members",
        )  # fmt: skip
        return BoardFacts(**{name: self.cleaned_data[name] for name in names})


def _member(line: str) -> MemberSpec:
    name, *rest = (clean_line(part) for part in line.split(";"))
    if len(name) > 120 or any(len(part) > 200 for part in rest):
        raise ValidationError(_("Dòng “%(line)s” quá dài.") % {"line": line[:60]}, code="too_long")
    position = _POSITIONS.get(search_key(rest[0])) if rest else None
    place = rest[1] if position is not None and len(rest) > 1 else ("" if position is not None else "; ".join(rest))
    return MemberSpec(full_name=name, position=position or BoardPosition.MEMBER, place=place)


class JoinForm(forms.Form):
    """Somebody elected in addition."""

    full_name = LineField(label=_("Họ và tên"), max_length=120)
    position = forms.ChoiceField(label=_("Chức vụ"), choices=BoardPosition.choices, initial=BoardPosition.MEMBER)
    place = LineField(label=_("Thôn, tổ dân phố, bộ phận"), required=False, max_length=200)
    on = DateField(label=_("Tham gia từ ngày"), initial=clock.today)


class LeaveForm(forms.Form):
    """Somebody is no member any more."""

    member = forms.ChoiceField(label=_("Thành viên"))
    on = DateField(label=_("Thôi tham gia từ ngày"), initial=clock.today)

    def __init__(self, *args: Any, members: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(member.pk): member for member in members}
        field = self.fields["member"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(key, f"{member.full_name}, {member.rank.label}") for key, member in self.members.items()]


class _PeriodPaperForm(forms.Form):
    """A paper about a period."""

    number = LineField(label=_("Số, ký hiệu"), required=False, max_length=120)
    on = DateField(label=_("Ngày"), initial=clock.today)
    text = ParagraphField(label=_("Nội dung"), rows=6)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"] = PeriodField(label=_("Kỳ"), choices=Period.choices_around(clock.today()))
        self.order_fields(["period"])


class ProgrammeForm(_PeriodPaperForm):
    """A programme of work."""


class ReportForm(_PeriodPaperForm):
    """A report."""


class EndForm(forms.Form):
    """The end of a board."""

    on = DateField(label=_("Kết thúc từ ngày"), initial=clock.today)
    reason = LineField(label=_("Lý do"), max_length=300, help_text=_("Ví dụ: hết nhiệm kỳ; dự án kết thúc."))
