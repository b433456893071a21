"""Forms of supervisions: preparing, one small form for each step, recommendations, filters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import ChoiceOf, ChoicesOf, DateField, LineField, ParagraphField, StaleGuard
from organizations.models import Body, Unit
from steering import citing
from steering.fields import BodyField
from steering.forms.citing import CitedField, PaperList
from steering.models import RegulationType
from supervision.actors import Actor
from supervision.enums import RecommendationStatus, SubjectKind, SupervisionStatus, SupervisorSort
from supervision.filters import IN_TIME, LATE, OPEN, RecommendationFilter, SupervisionFilter
from supervision.models import PlanLine, Recommendation, Supervision
from supervision.services.supervisions import SupervisionFacts

from .shared import LinesField, ListFilterForm, PaperForm, TaskField, YearField, offer_bodies

_BODY_HINT = _("Gõ tên đầy đủ hoặc tên gọn, ví dụ: UBND phường.")
_FACTS = (
    "title", "subject_kind", "subject_body", "subject_text", "scope_text", "types", "begins_on", "team", "plan_line",
    "task", "papers",
)  # fmt: skip


class _SupervisionFields(forms.Form):
    """What is known before it begins."""

    title = ParagraphField(label=_("Nội dung giám sát"), max_length=500, rows=2)
    subject_kind = forms.ChoiceField(label=_("Loại đối tượng"), choices=SubjectKind.choices)
    subject_body = BodyField(
        label=_("Cơ quan, đơn vị được giám sát"),
        required=False,
        help_text=_("Chi bộ, chủ đầu tư không có trong Cổng thì để trống và ghi tên ở ô dưới."),
    )
    subject_text = LineField(
        label=_("Tên đối tượng"), required=False, max_length=300, help_text=_("Ví dụ: Chi bộ số 11; dự án đường số 3.")
    )
    scope_text = LineField(
        label=_("Phạm vi, thời kỳ"), required=False, max_length=500, help_text=_("Ví dụ: 9 tháng đầu năm 2020.")
    )
    types = ChoicesOf(
        label=_("Quy chế dân chủ được giám sát"),
        queryset=RegulationType.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    begins_on = DateField(label=_("Ngày tiến hành"), help_text=_("Cổng tính ngược ngày cuối cùng phải gửi kế hoạch."))
    team = LinesField(
        label=_("Thành phần đoàn"),
        required=False,
        help_text=_("Chức danh, cơ quan; mỗi dòng một người, không ghi họ tên."),
    )
    plan_line = ChoiceOf(label=_("Theo kế hoạch năm"), queryset=PlanLine.objects.none(), required=False)
    task = TaskField(label=_("Thực hiện nhiệm vụ"), required=False, help_text=_("Mã nhiệm vụ, ví dụ: NV-2020-0012."))
    papers = CitedField()

    def offer(self, user: User, unit: Unit, bodies: Sequence[Body]) -> None:
        """What is known in the unit on the day."""
        body, types, papers = self.fields["subject_body"], self.fields["types"], self.fields["papers"]
        if isinstance(body, BodyField):
            body.within(unit, clock.today())
        if isinstance(types, ChoicesOf):
            types.queryset = RegulationType.objects.known_in(unit)
        if isinstance(papers, CitedField):
            papers.within(unit)
        task, line = self.fields["task"], self.fields["plan_line"]
        if isinstance(task, TaskField):
            task.seen_by(user)
        if isinstance(line, ChoiceOf):
            known = PlanLine.objects.filter(plan__body__in=bodies).select_related("plan__body")
            line.queryset = known.order_by("-plan__year", "plan", "order")
            line.empty_label = str(_("Không có trong kế hoạch"))

    def facts(self) -> SupervisionFacts:
        """What was typed, as the service takes it."""
        values = {name: self.cleaned_data[name] for name in _FACTS}
        return SupervisionFacts(**values | {"types": list(values["types"])})


class SupervisionForm(_SupervisionFields):
    """A new supervision, in the name of one of the actors."""

    field_order = ["actor"]

    def __init__(self, *args: Any, user: User, unit: Unit, actors: Sequence[Actor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actors = {actor.key: actor for actor in actors}
        choices = [(actor.key, actor.label) for actor in actors]
        self.fields["actor"] = forms.ChoiceField(label=_("Cơ quan, ban giám sát"), choices=choices)
        self.order_fields(self.field_order)
        self.offer(user, unit, [actor.body for actor in actors])

    @property
    def actor(self) -> Actor:
        """Who was chosen."""
        return self.actors[self.cleaned_data["actor"]]


class SupervisionEditForm(StaleGuard, _SupervisionFields):
    """Correct what is known."""

    def __init__(self, *args: Any, user: User, supervision: Supervision, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of(supervision), **kwargs)
        self.offer(user, supervision.unit, [supervision.body])


def values_of(one: Supervision) -> dict[str, Any]:
    """A supervision as its form shows it."""
    names = ("title", "subject_kind", "subject_body", "subject_text", "scope_text", "begins_on", "plan_line", "task")
    return {name: getattr(one, name) for name in names} | {
        "types": list(one.types.order_by("rank", "pk")),
        "team": [member.office for member in one.team.order_by("order")],
        "papers": PaperList(citing.papers_of(one)),
    }


class TakeReportForm(PaperForm):
    """The subject's report."""

    text = ParagraphField(label=_("Nội dung chính"), required=False, rows=3)


class FindingForm(forms.Form):
    """What was found."""

    type = ChoiceOf(label=_("Về quy chế"), queryset=RegulationType.objects.none(), required=False)
    good = ParagraphField(label=_("Ưu điểm"), required=False, max_length=5000, rows=3)
    wrong = ParagraphField(label=_("Hạn chế, thiếu sót"), required=False, max_length=5000, rows=3)

    def __init__(self, *args: Any, supervision: Supervision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["type"]
        if isinstance(kind, ChoiceOf):
            kind.queryset = supervision.types.order_by("rank", "pk")
            kind.empty_label = str(_("Nhận xét chung"))


class ConcludeForm(PaperForm):
    """The announcement of the result."""

    text = ParagraphField(label=_("Kết quả giám sát"), max_length=20_000, rows=6)


class RecommendForm(forms.Form):
    """One recommendation."""

    text = ParagraphField(label=_("Kiến nghị"), max_length=2000, rows=3)
    to = BodyField(label=_("Cơ quan nhận kiến nghị"), help_text=_BODY_HINT)
    number = LineField(label=_("Số văn bản kiến nghị"), required=False, max_length=120)
    on = DateField(label=_("Ngày cơ quan nhận được"), initial=clock.today)
    answer_by = DateField(
        label=_("Đề nghị trả lời trước ngày"),
        required=False,
        help_text=_("Chỉ ghi khi luật không định thời hạn trả lời."),
    )

    def __init__(self, *args: Any, supervision: Supervision, **kwargs: Any) -> None:
        kwargs["initial"] = {"to": supervision.subject_body}
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        if isinstance(field, BodyField):
            field.within(supervision.unit, clock.today())


class AnswerForm(PaperForm):
    """The answer to a recommendation."""

    text = ParagraphField(label=_("Nội dung trả lời"), max_length=10_000, rows=4)
    promised_on = DateField(label=_("Hẹn thực hiện xong"), required=False)


class OutcomeForm(forms.Form):
    """What became of a recommendation."""

    outcome = forms.ChoiceField(
        label=_("Kết quả"),
        choices=[
            ("done", RecommendationStatus.DONE.label), ("partly", RecommendationStatus.PARTLY.label),
            ("not_done", RecommendationStatus.NOT_DONE.label),
        ],
    )  # fmt: skip
    on = DateField(label=_("Ngày ghi kết quả"), initial=clock.today)
    text = ParagraphField(label=_("Kết quả cụ thể"), max_length=1000, rows=3)
    promised_on = DateField(label=_("Hẹn làm xong phần còn lại"), required=False)


class MakeTaskForm(forms.Form):
    """The task that a recommendation becomes."""

    assigned_by = ChoiceOf(label=_("Cơ quan giao"), queryset=Body.objects.none(), empty_label=None)
    lead = BodyField(label=_("Cơ quan chủ trì"), help_text=_BODY_HINT)
    due_on = DateField(label=_("Hạn hoàn thành"))

    def __init__(self, *args: Any, recommendation: Recommendation, bodies: list[Body], **kwargs: Any) -> None:
        kwargs["initial"] = {"lead": recommendation.to, "due_on": recommendation.promised_on}
        super().__init__(*args, **kwargs)
        offer_bodies(self.fields["assigned_by"], bodies)
        field = self.fields["lead"]
        if isinstance(field, BodyField) and bodies:
            field.within(bodies[0].unit, clock.today())


class SupervisionFilterForm(ListFilterForm):
    """What the list shows; the hidden ones come from links of figures."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sorts = [("", _("Mọi chủ thể")), *SupervisorSort.choices]
        self.fields["loai"] = forms.ChoiceField(label=_("Chủ thể"), choices=sorts, required=False)
        states = [("", _("Tất cả")), *SupervisionStatus.choices]
        self.fields["trang-thai"] = forms.ChoiceField(label=_("Trạng thái"), choices=states, required=False)
        self.fields["nam"] = YearField(label=_("Năm"), required=False)
        self.hide("co-quan")
        self.hide_period()
        self.hide_paper()

    def chosen(self) -> SupervisionFilter:
        """The filter; what cannot be read is left out."""
        values = self.values()
        return SupervisionFilter(
            words=values.get("q", ""), sort=values.get("loai", ""), state=values.get("trang-thai", ""),
            year=values.get("nam"), body=values.get("co-quan", ""), ended_in=values.get("ky"),
        )  # fmt: skip


class RecommendationFilterForm(ListFilterForm):
    """What the list of recommendations shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [
            ("", _("Tất cả")), (OPEN, _("Chưa xong")), (LATE, _("Quá hạn")), (IN_TIME, _("Trả lời đúng hạn")),
            *RecommendationStatus.choices,
        ]  # fmt: skip
        self.fields["trang-thai"] = forms.ChoiceField(label=_("Trạng thái"), choices=states, required=False)
        self.hide("co-quan", "noi-nhan")
        self.hide_period()

    def chosen(self) -> RecommendationFilter:
        """The filter; what cannot be read is left out."""
        values = self.values()
        return RecommendationFilter(
            words=values.get("q", ""), state=values.get("trang-thai", ""), body=values.get("co-quan", ""),
            to=values.get("noi-nhan", ""), sent_in=values.get("ky"),
        )  # fmt: skip
