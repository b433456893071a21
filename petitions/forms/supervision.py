"""Forms of supervisions: the plan, what was found about a petition, a recommendation, the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import ChoiceOf, DateField, LineField, ParagraphField, StaleGuard
from conferences.models import CouncilSession
from documents.models import DocumentType
from organizations.models import Body
from petitions.enums import Fulfilment
from petitions.forms.papers import OwnPaperField, PaperForm
from petitions.models import SupervisedPetition, Supervision
from petitions.services.supervising import Plan
from steering.fields import BodyField

MOST_SESSIONS = 30
REPORT = "bao-cao"


class _PlanForm(forms.Form):
    session = ChoiceOf(
        label=_("Kỳ họp"),
        queryset=CouncilSession.objects.none(),
        required=False,
        empty_label=_("Không theo kỳ họp: mọi kiến nghị của Hội đồng nhân dân"),
    )
    title = LineField(label=_("Nội dung giám sát"), max_length=300)
    team = LineField(
        label=_("Thành phần đoàn giám sát"),
        required=False,
        max_length=500,
        help_text=_("Ghi cơ quan, không ghi tên người."),
    )
    starts_on = DateField(label=_("Từ ngày"))
    ends_on = DateField(label=_("Đến ngày"))
    document = OwnPaperField(label=_("Kế hoạch giám sát (văn bản đã ghi trên cổng)"))

    def offer(self, user: User, councils: Sequence[Body]) -> None:
        """Sessions of the councils, and papers of the first one's unit."""
        sessions = CouncilSession.objects.standing().filter(council__in=councils).select_related("term", "council")
        rows = sessions.order_by("-starts_on", "-pk")
        session, document = self.fields["session"], self.fields["document"]
        assert isinstance(session, ChoiceOf)
        assert isinstance(document, OwnPaperField)
        session.queryset = rows
        several = len(councils) > 1
        shown = [(row.pk, f"{row.label}, {row.council.name}" if several else row.label) for row in rows[:MOST_SESSIONS]]
        session.choices = [("", session.empty_label), *shown]
        if councils:
            document.offer(user, councils[0].unit_id)


class NewSupervisionForm(_PlanForm):
    """A council of the person supervises."""

    council = ChoiceOf(label=_("Hội đồng nhân dân giám sát"), queryset=Body.objects.none(), empty_label=None)

    field_order = ["council"]

    def __init__(self, *args: Any, user: User, councils: Sequence[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        council = self.fields["council"]
        assert isinstance(council, ChoiceOf)
        council.queryset = Body.objects.filter(pk__in=[body.pk for body in councils]).select_related("unit__kind")
        council.choices = [(body.pk, body.label) for body in councils]
        self.offer(user, councils)


class EditSupervisionForm(StaleGuard, _PlanForm):
    """The plan of a supervision that goes on."""

    def __init__(self, *args: Any, user: User, supervision: Supervision, **kwargs: Any) -> None:
        super().__init__(*args, initial=plan_values(supervision), **kwargs)
        self.offer(user, [supervision.council])


def plan_values(supervision: Supervision) -> dict[str, Any]:
    """What the form of a plan shows."""
    names = ("session", "title", "team", "starts_on", "ends_on")
    return {name: getattr(supervision, name) for name in names} | {"document": supervision.plan}


def planned(values: dict[str, Any]) -> Plan:
    """The plan that a valid form describes."""
    return Plan(**{name: value for name, value in values.items() if name != "council"})


class FindingForm(StaleGuard, forms.Form):
    """What was found about one petition. Without a judgement the text is kept as a draft."""

    finding = ParagraphField(label=_("Kết quả xem xét"), max_length=10_000, rows=6)
    judged = forms.ChoiceField(
        label=_("Đánh giá"), required=False, choices=[("", _("– Chưa đánh giá –")), *Fulfilment.choices]
    )

    def __init__(self, *args: Any, line: SupervisedPetition, **kwargs: Any) -> None:
        super().__init__(*args, initial=finding_values(line), **kwargs)


def finding_values(line: SupervisedPetition) -> dict[str, Any]:
    """What the form of a finding shows."""
    return {"finding": line.finding, "judged": line.judged}


class RecommendForm(forms.Form):
    """What is asked of a body."""

    text = ParagraphField(label=_("Nội dung kiến nghị"), max_length=1000, rows=3)
    body = BodyField(label=_("Cơ quan thực hiện"))
    due_on = DateField(label=_("Hạn thực hiện"))

    def __init__(self, *args: Any, supervision: Supervision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body = self.fields["body"]
        assert isinstance(body, BodyField)
        body.within(supervision.council.unit, clock.today())


class ConcludeForm(PaperForm):
    """The report with number and date, and its result in words."""

    paper_legend = _("Báo cáo kết quả giám sát")

    result = ParagraphField(label=_("Kết quả giám sát"), max_length=20_000, rows=8)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.can_record:
            self.fields["type"].initial = DocumentType.objects.filter(code=REPORT).values_list("pk", flat=True).first()
