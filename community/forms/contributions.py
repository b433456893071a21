"""Forms of what the people contribute."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import ChoiceOf, CountField, DateField, DecimalField, LineField, ParagraphField, StaleGuard
from community.enums_contributions import Given, ProjectSort, ProjectState
from community.filters_contributions import ProjectFilter
from community.models import Contribution, ContributionProject, Decision, Spending
from community.models.base import TEXT_LIMIT
from community.models.contributions import NAME_HELP
from community.services.contributions import MATTERS, Got, Spent, Wanted
from documents.forms import PaperField
from organizations.models import Body

from .shared import CHOOSE, ListFilterForm, take_bodies

MONEY_LIMIT = 10**14
DECISIONS = 200
_HEAD = ("title", "sort", "content", "starts_on", "ends_on", "target")


class ProjectFields(forms.Form):
    """What the people contribute to."""

    title = LineField(label=_("Tên công trình, quỹ"), max_length=TEXT_LIMIT)
    sort = forms.ChoiceField(label=_("Loại"), choices=ProjectSort)
    content = ParagraphField(label=_("Mức và cách đóng góp"), required=False, max_length=5_000, rows=3)
    starts_on = DateField(label=_("Bắt đầu huy động"))
    ends_on = DateField(label=_("Dự kiến kết thúc"), required=False)
    target = CountField(
        label=_("Dự kiến huy động bằng tiền (đồng)"), required=False, min_value=1, max_value=MONEY_LIMIT
    )

    @staticmethod
    def wanted(values: dict[str, Any]) -> Wanted:
        """What the service takes."""
        return Wanted(**{name: values[name] for name in _HEAD})


class NewProjectForm(ProjectFields):
    """A new project under a decision that passed."""

    decision = ChoiceOf(
        label=_("Quyết định của Nhân dân"),
        queryset=Decision.objects.none(),
        empty_label=CHOOSE,
        help_text=_("Chỉ những việc đã thông qua; trước ngày 01/07/2023 theo lời ghi của biên bản."),
    )
    keeper = ChoiceOf(label=_("Cơ quan theo dõi hồ sơ"), queryset=Body.objects.none())
    field_order = ["decision", "title", "sort"]

    def __init__(self, *args: Any, bodies: list[Body], user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_bodies(self.fields["keeper"], bodies)
        field = self.fields["decision"]
        if isinstance(field, ChoiceOf):
            passed = Q(passed=True) | Q(passed=None, stated_passed=True)
            about = Q(matter=None) | Q(matter__item__in=MATTERS)
            seen = Decision.objects.visible_to(user).filter(passed & about).for_list()
            near = seen.filter(Q(unit__in=[b.unit_id for b in bodies]) | Q(place__in=[b.unit_id for b in bodies]))
            rows = list(near[:DECISIONS])
            field.queryset = Decision.objects.filter(pk__in=[row.pk for row in rows])
            field.choices = [("", CHOOSE), *((row.pk, f"{row.code} · {row.place.label}: {row.text}") for row in rows)]


class EditProjectForm(StaleGuard, ProjectFields):
    """Correct the head of a project."""

    def __init__(self, *args: Any, project: ContributionProject, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of(project), **kwargs)


def values_of(one: ContributionProject) -> dict[str, Any]:
    """A project as its form shows it."""
    return {name: getattr(one, name) for name in _HEAD}


def _figures(sort: str) -> dict[str, forms.Field]:
    """The fields that only this sort has."""
    if sort == Given.MONEY:
        return {"amount": CountField(label=_("Số tiền (đồng)"), min_value=1, max_value=MONEY_LIMIT)}
    if sort == Given.LAND:
        return {
            "area": DecimalField(
                label=_("Diện tích đất (m²)"), max_digits=12, decimal_places=2, min_value=Decimal("0.01")
            )
        }
    if sort == Given.LABOUR:
        return {"days": DecimalField(label=_("Số ngày công"), max_digits=9, decimal_places=1, min_value=Decimal("0.1"))}
    return {
        "goods": LineField(
            label=_("Hoa màu, tài sản"), max_length=300, help_text=_("Ví dụ: 12 cây xoài, 30 m hàng rào.")
        ),
        "value": CountField(label=_("Trị giá (đồng), nếu biết"), required=False, min_value=1, max_value=MONEY_LIMIT),
    }


class ReceiveForm(forms.Form):
    """What was received, of whom; the fields are those of one sort."""

    on = DateField(label=_("Ngày nhận"), initial=clock.today)
    households = CountField(label=_("Số hộ"), initial=1, min_value=1, max_value=1_000_000)
    giver = LineField(label=_("Tên người đóng góp"), required=False, help_text=NAME_HELP)
    consent_on = DateField(label=_("Ngày người đóng góp đồng ý nêu tên"), required=False)
    note = LineField(label=_("Ghi chú"), required=False, max_length=TEXT_LIMIT)

    def __init__(self, data: Any, *, sort: str, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        own = _figures(sort)
        self.fields.update(own)
        self.order_fields(["on", *own])


class SpendForm(forms.Form):
    """What was spent, with its paper."""

    on = DateField(label=_("Ngày chi"), initial=clock.today)
    amount = CountField(label=_("Số tiền chi (đồng)"), min_value=1, max_value=MONEY_LIMIT)
    purpose = LineField(label=_("Nội dung chi"), max_length=TEXT_LIMIT)
    voucher = LineField(label=_("Chứng từ"), help_text=_("Số, ngày; ví dụ: phiếu chi 05 ngày 12/10/2026."))
    document = PaperField(label=_("Văn bản kèm theo"))
    note = LineField(label=_("Ghi chú"), required=False, max_length=TEXT_LIMIT)

    def __init__(self, data: Any, *, project: ContributionProject, user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        paper = self.fields["document"]
        if isinstance(paper, PaperField):
            paper.offer(user, project.unit_id)


class _Correction(forms.Form):
    """Why a line is wrong, and whether another takes its place."""

    strike = forms.BooleanField(label=_("Chỉ hủy dòng này, không ghi dòng thay"), required=False)
    reason = LineField(label=_("Lý do sửa"), max_length=500)


class CorrectReceivedForm(ReceiveForm, _Correction):
    """A line received, as it should have been."""

    def __init__(self, data: Any, *, line: Contribution) -> None:
        super().__init__(data, sort=line.sort, initial=_initial(line))
        self.order_fields([*(name for name in self.fields if name not in ("strike", "reason")), "strike", "reason"])

    def entered(self, sort: str) -> dict[str, Any]:
        """What the service takes."""
        values = dict(self.cleaned_data)
        reason, strike = values.pop("reason"), values.pop("strike")
        return {"reason": reason, "wanted": None if strike else Got(sort=sort, **values)}


class CorrectSpentForm(SpendForm, _Correction):
    """A line spent, as it should have been."""

    def __init__(self, data: Any, *, line: Spending, user: User) -> None:
        super().__init__(data, project=line.project, user=user, initial=_initial(line))
        self.order_fields([*(name for name in self.fields if name not in ("strike", "reason")), "strike", "reason"])

    def entered(self, _sort: str) -> dict[str, Any]:
        """What the service takes."""
        values = dict(self.cleaned_data)
        reason, strike = values.pop("reason"), values.pop("strike")
        return {"reason": reason, "wanted": None if strike else Spent(**values)}


def _initial(line: Contribution | Spending) -> dict[str, Any]:
    names = {
        "on", "households", "giver", "consent_on", "note", "amount", "area", "goods", "value", "days", "purpose",
        "voucher", "document",
    }  # fmt: skip
    return {name: getattr(line, name) for name in names if hasattr(line, name)}


class DiscloseForm(forms.Form):
    """What is disclosed, and since when it is due."""

    title = LineField(label=_("Việc công khai"), max_length=TEXT_LIMIT)
    on = DateField(
        label=_("Ngày có quyết định hoặc văn bản"),
        initial=clock.today,
        help_text=_("Thời hạn công khai tính từ ngày này (DISC-01)."),
    )
    decision = LineField(label=_("Số quyết định, văn bản"), required=False)

    def __init__(self, data: Any, *, project: ContributionProject) -> None:
        title = str(_("Khoản đóng góp của Nhân dân: {title}")).format(title=project.title)[:TEXT_LIMIT]
        super().__init__(data, initial={"title": title, "decision": project.decision.code})


class ProjectFilterForm(ListFilterForm):
    """What the list shows."""

    def offer(self) -> None:
        self.choices("loai", _("Loại"), _("Công trình và quỹ"), ProjectSort.choices)
        self.choices("trang-thai", _("Trạng thái"), _("Mọi trạng thái"), ProjectState.choices)

    def chosen(self) -> ProjectFilter:
        """The filter."""
        values = self.values()
        first: date | None = values.get("tu")
        return ProjectFilter(
            words=values.get("q", ""), sort=values.get("loai", ""), state=values.get("trang-thai", ""),
            keeper=values.get("co-quan", ""), first=first, last=values.get("den"),
        )  # fmt: skip

    @property
    def has_filters(self) -> bool:
        """Whether anything narrows the list."""
        return self.chosen() != ProjectFilter()
