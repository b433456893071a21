"""One part of a form: the official document of a step, either one that the portal knows or one whose number is noted.

A form of a step that counts only with number and date inherits from PaperForm:

    class SendForm(PaperForm): ...

    form = SendForm(request.POST or None, user=user, issuer=referral.sender, subject=referral.title)
    attempt(form, lambda: services.send(referral=referral, document=form.paper(user), by=user))

``paper`` writes the new document inside the same transaction as the verb, so that both stand or fall together. A
refusal of the field "document" stands beside the date where a new one was noted. The template:

    {% include "forms/top.html" %}
    {% for field in form.plain_fields %}{{ field.as_field_group }}{% endfor %}
    {% include "petitions/paper_part.html" %}
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Case, When
from django.forms import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.forms import ChoiceOf, CountField, DateField, LineField
from documents import policies
from documents.forms import PaperField, described
from documents.models import DocumentType, OfficialDocument
from documents.services import record_issued
from organizations.models import Body

NEW = ("type", "number", "symbol", "issued_on", "subject")
USUAL_TYPE = "cong-van"


class OwnPaperField(PaperField):
    """An issued document of the unit's bodies; what the unit only received cannot be its own step."""

    def offer(self, user: User, unit_id: int, *, keep: OfficialDocument | None = None, own: Body | None = None) -> None:
        """Documents that the person may see: those of ``own`` first, then the newest."""
        known = OfficialDocument.objects.visible_to(user).issued().filter(issuer__unit=unit_id)
        others_last = Case(When(issuer=own, then=0), default=1)
        self.queryset = known.select_related("type", "issuer__kind").order_by(others_last, "-issued_on", "-pk")
        papers = {paper.pk: described(paper) for paper in self.queryset[: self.MOST]}
        self.choices = [("", _("– Chọn –")), *papers.items()]


class PaperForm(forms.Form):
    """A step under a document. ``paper_needed = False``: without one it is a draft."""

    paper_needed = True
    paper_legend: Any = _("Văn bản")

    document = OwnPaperField(label=_("Văn bản đã ghi trên cổng"))
    type = ChoiceOf(
        label=_("Loại văn bản"), queryset=DocumentType.objects.order_by("rank", "pk"), required=False, empty_label=None
    )
    number = CountField(
        label=_("Số văn bản"), min_value=1, required=False, help_text=_("Bỏ trống nếu cơ quan lấy số từ cổng.")
    )
    symbol = LineField(
        label=_("Ký hiệu"), required=False, max_length=60, help_text=_("Bỏ trống thì lấy ký hiệu thường dùng.")
    )
    issued_on = DateField(label=_("Ngày ban hành"), required=False)
    subject = LineField(label=_("Trích yếu"), required=False, max_length=500)

    def __init__(self, *args: Any, user: User, issuer: Body, subject: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.issuer = issuer
        field = self.fields["document"]
        if isinstance(field, OwnPaperField):
            field.offer(user, issuer.unit_id, own=issuer)
        if policies.may_record(user, issuer):
            self.fields["subject"].initial = subject[:500]
            self.fields["type"].initial = (
                DocumentType.objects.filter(code=USUAL_TYPE).values_list("pk", flat=True).first()
            )
        else:
            for name in NEW:
                del self.fields[name]

    @property
    def can_record(self) -> bool:
        """Whether this person may note a new number for the issuer."""
        return "number" in self.fields

    @property
    def is_new(self) -> bool:
        """Whether a new document was noted: its number or its day stands in the form."""
        return any(self.data.get(self.add_prefix(name)) for name in ("number", "issued_on"))

    @property
    def has_paper(self) -> bool:
        """Whether a document was chosen or noted; without one the step is a draft."""
        return bool(self.cleaned_data.get("document")) or (self.can_record and self.is_new)

    @property
    def plain_fields(self) -> list[BoundField]:
        """What the step asks besides its document."""
        return [field for field in self.visible_fields() if field.name not in {"document", *NEW}]

    @property
    def new_fields(self) -> list[BoundField]:
        """The fields that note a new document."""
        return [self[name] for name in NEW if name in self.fields]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        chosen, new = values.get("document"), self.can_record and self.is_new
        if chosen and new:
            self.add_error("document", _now("Chọn một văn bản đã có, hoặc ghi số và ngày mới; không làm cả hai."))
        elif new and not values.get("issued_on") and "issued_on" not in self.errors:
            self.add_error("issued_on", _now("Ghi ngày ban hành của văn bản."))
        elif self.paper_needed and not chosen and not new and "document" not in self.errors:
            self.add_error("document", self._missing())
        return values

    def _missing(self) -> str:
        if self.can_record:
            return _now("Chọn văn bản, hoặc ghi số và ngày ban hành ở dưới.")
        return _now("Chọn văn bản đã có số và ngày; văn thư hoặc chuyên viên ghi số trước.")

    def add_error(self, field: str | None, error: Any) -> None:
        """What is wrong with the document's day stands where the day was typed."""
        if field == "document" and self.is_new and "document" not in self.changed_data and "issued_on" in self.fields:
            field = "issued_on"
        super().add_error(field, error)

    def paper(self, by: User) -> OfficialDocument | None:
        """The chosen document, or the new one, written now; None for a draft. Call it inside the verb's transaction."""
        values = self.cleaned_data
        if values["document"] or not self.has_paper:
            chosen: OfficialDocument | None = values["document"]
            return chosen
        return record_issued(
            issuer=self.issuer, type=values["type"] or DocumentType.objects.get(code=USUAL_TYPE), by=by,
            number=values["number"], issued_on=values["issued_on"], subject=values["subject"], symbol=values["symbol"],
        )  # fmt: skip

    def issued(self, by: User) -> OfficialDocument:
        """``paper`` of a form that needs one."""
        found = self.paper(by)
        assert found is not None
        return found

    def rest(self) -> dict[str, Any]:
        """What was filled in besides the document, for the verb."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"document", *NEW}}
