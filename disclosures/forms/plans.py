"""Forms of places and of the yearly plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import ChoiceOf, ChoicesOf, CountField, DateField, LineField, StaleGuard
from disclosures.models import DisclosureForm, DisclosureItem, DisclosurePlan, PlanLine, PostingPlace
from disclosures.services.plans import items_for
from documents.forms import CHOOSE, PaperField
from organizations.models import Body
from steering.forms.programmes import YearField


def take_bodies(field: Any, bodies: list[Body]) -> None:
    """Offer these bodies; the only one is chosen already."""
    field.queryset = Body.objects.filter(pk__in=[body.pk for body in bodies])
    blank = [("", CHOOSE)] if len(bodies) != 1 else []
    field.choices = [*blank, *((body.pk, body.label) for body in bodies)]


class _Place(forms.Form):
    """A place or channel."""

    name = LineField(label=_("Tên nơi, kênh"), max_length=200, help_text=_("Ví dụ: Nhà văn hóa thôn Đồng Tâm"))
    headquarters = forms.BooleanField(label=_("Là trụ sở"), required=False)


class PlaceForm(_Place):
    """A new one."""

    body = ChoiceOf(label=_("Cơ quan"), queryset=Body.objects.none())
    form = ChoiceOf(label=_("Hình thức"), queryset=DisclosureForm.objects.all(), empty_label=CHOOSE)
    since = DateField(label=_("Dùng từ ngày"), initial=clock.today)

    field_order = ("body", "form", "name", "headquarters", "since")

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_bodies(self.fields["body"], bodies)


class PlaceEditForm(StaleGuard, _Place):
    """Correct it, or say until when it is used."""

    last_day = DateField(label=_("Dùng đến hết ngày"), required=False, help_text=_("Bỏ trống nếu còn dùng."))

    def __init__(self, *args: Any, place: PostingPlace, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of_place(place), **kwargs)


def values_of_place(place: PostingPlace) -> dict[str, Any]:
    """A place as its form shows it."""
    return {"name": place.name, "headquarters": place.headquarters, "last_day": place.last_day}


class StartPlanForm(forms.Form):
    """A plan for a year, perhaps like another one."""

    body = ChoiceOf(label=_("Cơ quan công khai"), queryset=Body.objects.none())
    year = YearField(label=_("Năm"))
    like = ChoiceOf(
        label=_("Lấy các dòng của"), queryset=DisclosurePlan.objects.none(), required=False,
        empty_label=_("Bắt đầu từ kế hoạch trống"),
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: list[Body], like: DisclosurePlan | None = None, **kwargs: Any) -> None:
        year = like.year + 1 if like else clock.today().year
        kwargs["initial"] = {"year": year, "like": like, "body": like.body if like else None}
        super().__init__(*args, **kwargs)
        take_bodies(self.fields["body"], bodies)
        plans = DisclosurePlan.objects.filter(body__in=[body.pk for body in bodies]).select_related("body")
        field: Any = self.fields["like"]
        field.queryset = plans.order_by("-year", "body__sort_key")
        field.label_from_instance = lambda plan: f"{plan} – {plan.body.name}"

    def clean(self) -> dict[str, Any]:
        """The lines come from a plan of the same body."""
        values = super().clean() or {}
        like, body = values.get("like"), values.get("body")
        if like and body and like.body_id != body.pk:
            self.add_error("like", _("Chọn kế hoạch của cùng cơ quan."))
        return values


class _Line(forms.Form):
    """A line of a plan."""

    item = ChoiceOf(label=_("Nội dung"), queryset=DisclosureItem.objects.none(), empty_label=CHOOSE)
    subject = LineField(label=_("Việc cụ thể"), max_length=300, help_text=_("Ví dụ: Quyết toán ngân sách năm trước"))
    ways = ChoicesOf(
        label=_("Hình thức"), queryset=DisclosureForm.objects.all(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    month = CountField(label=_("Tháng thực hiện"), required=False, min_value=1, max_value=12)
    time_note = LineField(
        label=_("Thời điểm, thời gian công khai"), required=False, max_length=200,
        help_text=_("Ví dụ: trong 5 ngày làm việc từ ngày ban hành; niêm yết 30 ngày"),
    )  # fmt: skip
    responsible = ChoiceOf(
        label=_("Bộ phận chịu trách nhiệm"), queryset=Body.objects.none(), required=False, empty_label=_("Chưa ghi")
    )
    officer = LineField(label=_("Chức danh chịu trách nhiệm"), max_length=200, help_text=_("Ví dụ: Kế toán ngân sách"))

    def offer(self, plan: DisclosurePlan) -> None:
        """Contents that bind the body in the plan's year, and bodies of its unit."""
        item, responsible = self.fields["item"], self.fields["responsible"]
        item.queryset = items_for(plan.body, plan.year)  # type: ignore[attr-defined]
        own = Body.objects.filter(unit=plan.body.unit_id, valid__contains=clock.today()).select_related("kind")
        responsible.queryset = own.order_by("kind__rank", "sort_key", "pk")  # type: ignore[attr-defined]


class LineForm(_Line):
    """A new line."""

    def __init__(self, *args: Any, plan: DisclosurePlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(plan)


class LineEditForm(StaleGuard, _Line):
    """Its correction."""

    def __init__(self, *args: Any, line: PlanLine, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of_line(line), **kwargs)
        self.offer(line.plan)


def values_of_line(line: PlanLine) -> dict[str, Any]:
    """A line as its form shows it."""
    names = ("item", "subject", "month", "time_note", "responsible", "officer")
    return {name: getattr(line, name) for name in names} | {"ways": list(line.forms.all())}


class IssueForm(forms.Form):
    """The paper by which a plan was issued: one of the portal, or entered here by number and day."""

    document = PaperField(label=_("Văn bản ban hành"))
    number = CountField(
        label=_("Hoặc số kế hoạch"), required=False, min_value=1, help_text=_("Nếu văn bản chưa có trên cổng.")
    )
    issued_on = DateField(label=_("Ngày ban hành"), required=False)

    def __init__(self, *args: Any, plan: DisclosurePlan, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        paper = self.fields["document"]
        if isinstance(paper, PaperField):
            paper.offer(user, plan.body.unit_id)

    def clean(self) -> dict[str, Any]:
        """One or the other."""
        values = super().clean() or {}
        if not values.get("document") and not (values.get("number") and values.get("issued_on")) and not self.errors:
            self.add_error("document", _("Chọn văn bản, hoặc ghi số và ngày ban hành."))
        return values
