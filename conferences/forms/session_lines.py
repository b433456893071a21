"""The forms of what belongs to a session: a paper, a verification, a question, the task that was promised."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import ChoiceOf, CountField, DateField, LineField, ParagraphField, StaleGuard
from conferences import services
from conferences.enums import Answered, SessionPaperRole
from conferences.models import CouncilSession, Questioning, SessionPaper, Verification
from conferences.services import Asked, NumberedPaper, Verified
from documents.forms import PaperField
from organizations.enums import Family
from organizations.models import Body
from steering.fields import BodiesField, BodyField
from steering.models.tasks import TITLE_LIMIT

from .base import StepForm, hint


class SessionLineForm(StepForm):
    """One line of a session: a new one, or (with ``row``) one that is corrected."""

    columns: ClassVar[tuple[str, ...]] = ()  # the fields that are columns of the row

    def __init__(self, *args: Any, session: CouncilSession, user: User, row: Any = None, **kwargs: Any) -> None:
        self.session, self.row = session, row
        if row is not None:
            kwargs["initial"] = self.values_of_row(row)
        super().__init__(*args, **kwargs)
        self.prepare(user)

    @classmethod
    def values_of_row(cls, row: Any) -> dict[str, Any]:
        """The row under the names of the form."""
        return {name: getattr(row, name) for name in cls.columns}

    def prepare(self, user: User) -> None:
        """Fill choices; called once the fields exist."""

    def write(self, values: dict[str, Any], by: User) -> Model:
        """Add or correct the line through its verb."""
        raise NotImplementedError

    def _offer_papers(self, user: User) -> None:
        """Documents of the council's unit; the one that the line holds stays in the list."""
        field = self.fields["document"]
        assert isinstance(field, PaperField)
        field.offer(user, self.session.council.unit_id, keep=getattr(self.row, "document", None))


class SessionPaperForm(SessionLineForm):
    """A paper that the portal knows, or the number, day and subject line of one that it does not know yet."""

    role = forms.ChoiceField(label=_("Là"), choices=SessionPaperRole)
    document = PaperField(label=_("Văn bản đã có trên cổng"))
    number = CountField(label=_("hoặc ghi mới: số"), min_value=1, max_value=1_000_000, required=False)
    symbol = LineField(label=_("Ký hiệu"), required=False, max_length=60)
    issued_on = DateField(label=_("Ngày ban hành"), required=False)
    subject = LineField(label=_("Trích yếu"), required=False, max_length=500)

    def prepare(self, user: User) -> None:
        self._offer_papers(user)
        self.initial.setdefault("issued_on", min(self.session.ends_on, clock.today()))
        hint(self.fields["symbol"], _now("theo cơ quan ban hành"))
        hint(self.fields["subject"], _now("theo tên kỳ họp"))

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("document"):
            if values.get("number"):
                self.add_error("number", _now("Chọn văn bản đã có hoặc ghi văn bản mới, một trong hai."))
            return values
        if not values.get("number") and "number" not in self.errors:
            self.add_error("number", _now("Chọn văn bản đã có, hoặc ghi số của văn bản mới."))
        if not values.get("issued_on") and "issued_on" not in self.errors:
            self.add_error("issued_on", _now("Ghi ngày ban hành."))
        return values

    def write(self, values: dict[str, Any], by: User) -> SessionPaper:
        role = SessionPaperRole(values["role"])
        if values["document"]:
            return services.link_session_paper(session=self.session, document=values["document"], role=role, by=by)
        subject = values["subject"] or _now("Về {title}").format(title=self.session.title)
        paper = NumberedPaper(
            role=role,
            number=values["number"],
            symbol=values["symbol"],
            issued_on=values["issued_on"],
            subject=subject[:500],
        )
        return services.add_session_paper(session=self.session, paper=paper, by=by)


class VerificationForm(SessionLineForm):
    """What a committee of the council verifies, and what it says."""

    columns = ("committee", "matter", "opinion", "document")

    committee = ChoiceOf(label=_("Ban thẩm tra"), queryset=Body.objects.none(), empty_label=_("– chọn Ban –"))
    matter = LineField(label=_("Nội dung được thẩm tra"), max_length=500)
    opinion = ParagraphField(label=_("Ý kiến thẩm tra"), required=False, max_length=10_000)
    document = PaperField(label=_("Báo cáo thẩm tra"))

    def prepare(self, user: User) -> None:
        council = self.session.council
        own = Body.objects.filter(unit=council.unit_id, kind__family=Family.COUNCIL).exclude(pk=council.pk)
        field = self.fields["committee"]
        assert isinstance(field, ChoiceOf)
        field.queryset = own.order_by("kind__rank", "sort_key", "pk")
        field.choices = [("", field.empty_label), *((body.pk, body.name) for body in field.queryset[:60])]
        self._offer_papers(user)

    def write(self, values: dict[str, Any], by: User) -> Verification:
        verified = Verified(**values)
        if self.row is not None:
            return services.edit_verification(line=self.row, verified=verified, by=by)
        return services.add_verification(session=self.session, verified=verified, by=by)


class QuestioningForm(SessionLineForm):
    """A question to a body, and its answer."""

    columns = ("asked_by", "asked", "question", "answered", "answer", "document")

    asked_by = LineField(
        label=_("Đại biểu chất vấn"), max_length=200, help_text=_("Ghi tư cách đại biểu, ví dụ: Đại biểu Tổ số 3.")
    )
    asked = BodyField(label=_("Cơ quan được chất vấn"), help_text=_("Gõ tên đầy đủ hoặc tên gọn."))
    question = ParagraphField(label=_("Nội dung chất vấn"), max_length=10_000, rows=3)
    answered = forms.ChoiceField(
        label=_("Trả lời"), choices=[("", _("– chưa trả lời –")), *Answered.choices], required=False
    )
    answer = ParagraphField(label=_("Nội dung trả lời"), required=False, max_length=10_000, rows=3)
    document = PaperField(label=_("Văn bản trả lời"))

    def prepare(self, user: User) -> None:
        field = self.fields["asked"]
        assert isinstance(field, BodyField)
        field.within(self.session.council.unit, self.session.starts_on)
        self._offer_papers(user)

    def write(self, values: dict[str, Any], by: User) -> Questioning:
        asked = Asked(**values)
        if self.row is not None:
            return services.edit_questioning(line=self.row, asked=asked, by=by)
        return services.add_questioning(session=self.session, asked=asked, by=by)


class GuardedVerificationForm(StaleGuard, VerificationForm):
    """Correct a verification; a colleague's change is not lost."""


class GuardedQuestioningForm(StaleGuard, QuestioningForm):
    """Correct a question; a colleague's change is not lost."""


class CommitForm(StepForm):
    """What was promised, as a task."""

    title = ParagraphField(label=_("Nội dung cam kết, nhiệm vụ"), max_length=TITLE_LIMIT, rows=3)
    lead = BodyField(label=_("Cơ quan chủ trì"))
    supporters = BodiesField(
        label=_("Cơ quan phối hợp"), required=False, help_text=_("Mỗi dòng một cơ quan, tên đầy đủ hoặc tên gọn.")
    )
    due_on = DateField(label=_("Hạn hoàn thành"))

    def __init__(self, *args: Any, line: Questioning, **kwargs: Any) -> None:
        kwargs["initial"] = {"lead": line.asked}
        super().__init__(*args, **kwargs)
        for name in ("lead", "supporters"):
            field = self.fields[name]
            assert isinstance(field, BodyField)
            field.within(line.session.council.unit, line.session.starts_on)


def rows_of_papers(session: CouncilSession) -> QuerySet[SessionPaper]:
    """The papers of a session, with what a line shows."""
    related = session.papers.select_related("document__type", "document__issuer__kind", "document__term")
    return related.order_by("role", "document__issued_on", "pk")


def rows_of_verifications(session: CouncilSession) -> QuerySet[Verification]:
    """The verifications of a session, with what a line shows."""
    return session.verifications.select_related("committee", *_document()).order_by("pk")


def rows_of_questionings(session: CouncilSession) -> QuerySet[Questioning]:
    """The questions of a session, with what a line shows."""
    return session.questionings.select_related("asked", "task", *_document()).order_by("pk")


def _document() -> tuple[str, ...]:
    return "document__type", "document__issuer__kind", "document__term"
