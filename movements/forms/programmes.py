"""Forms of coordination programmes: the head, signing, contents, reviews, and the filters of the lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import ChoiceOf, CountField, DateField, LineField, ParagraphField, PeriodField, StaleGuard
from documents.forms import CHOOSE, PaperField
from movements.enums import ProgrammeStatus, Signing
from movements.filters import DONE, LATE, ON_TIME, OPEN, ContentFilter, ProgrammeFilter
from movements.models import CoordinationProgramme, ProgrammeContent
from movements.services.contents import ContentFacts
from movements.services.programmes import ProgrammeFacts
from movements.services.reviews import Judged
from organizations.models import Body, Unit
from steering import citing
from steering.fields import BodiesField, BodyField, BodyList
from steering.forms.citing import CitedField, PaperList
from steering.forms.programmes import YearField


def take_bodies(field: Any, bodies: list[Body]) -> None:
    """Offer these bodies; the only one is chosen already."""
    field.queryset = Body.objects.filter(pk__in=[body.pk for body in bodies])
    blank = [("", CHOOSE)] if len(bodies) != 1 else []
    field.choices = [*blank, *((body.pk, body.label) for body in bodies)]


class _ProgrammeFields(forms.Form):
    """The head of a programme."""

    title = LineField(
        label=_("Tên chương trình"), max_length=300,
        help_text=_("Ví dụ: Chương trình phối hợp công tác dân vận năm 2021"),
    )  # fmt: skip
    # Not required by the field: the verb says that a programme needs two bodies.
    partners = BodiesField(
        label=_("Cơ quan cùng tham gia"), required=False,
        help_text=_("Mỗi dòng một cơ quan, tên đầy đủ hoặc tên gọn; ít nhất một cơ quan ngoài cơ quan đầu mối."),
    )  # fmt: skip
    signing = forms.ChoiceField(label=_("Hình thức ký"), choices=Signing.choices)
    purpose = ParagraphField(label=_("Mục đích, yêu cầu"), required=False, rows=3)
    papers = CitedField()

    def within(self, unit: Unit) -> None:
        """Whose bodies and directing papers may be named."""
        partners, papers = self.fields["partners"], self.fields["papers"]
        if isinstance(partners, BodiesField):
            partners.within(unit, clock.today())
        if isinstance(papers, CitedField):
            papers.within(unit)

    def facts(self) -> ProgrammeFacts:
        """What was typed, as the service takes it."""
        names = ("title", "partners", "signing", "purpose", "papers")
        return ProgrammeFacts(**{name: self.cleaned_data[name] for name in names})


class ProgrammeForm(_ProgrammeFields):
    """A new programme."""

    host = ChoiceOf(label=_("Cơ quan đầu mối"), queryset=Body.objects.none())
    year = YearField(label=_("Năm"))
    field_order = ["host", "partners", "year", "title"]

    def __init__(self, *args: Any, bodies: list[Body], unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = clock.today().year
        take_bodies(self.fields["host"], bodies)
        self.within(unit)


class ProgrammeEditForm(StaleGuard, _ProgrammeFields):
    """Correct the head."""

    def __init__(self, *args: Any, programme: CoordinationProgramme, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of(programme), **kwargs)
        self.within(programme.host.unit)


def values_of(programme: CoordinationProgramme) -> dict[str, Any]:
    """A programme as its form shows it."""
    parties = programme.parties.select_related("body").order_by("order")
    others = BodyList(party.body for party in parties if party.body_id != programme.host_id)
    own = {name: getattr(programme, name) for name in ("title", "signing", "purpose")}
    return own | {"partners": others, "papers": PaperList(citing.papers_of(programme))}


class SignForm(forms.Form):
    """Signed when, under which number, by whom."""

    on = DateField(label=_("Ngày ký"), initial=clock.today)
    decision_text = LineField(
        label=_("Số, ký hiệu"), required=False, max_length=300, help_text=_("Ví dụ: 01-CTrPH/UBND-BDV")
    )
    document = PaperField(label=_("Văn bản đã có trong Cổng"))

    def __init__(self, *args: Any, user: User, programme: CoordinationProgramme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        document = self.fields["document"]
        if isinstance(document, PaperField):
            document.offer(user, programme.host.unit_id)
        self.parties = list(programme.parties.all())
        for party in self.parties:
            label = _("Người ký của {body}").format(body=party.body.name)
            self.fields[f"signer-{party.pk}"] = LineField(label=label, required=False, max_length=200)

    def signed(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        values = self.cleaned_data
        signers = {party.pk: values[f"signer-{party.pk}"] for party in self.parties}
        return {name: values[name] for name in ("on", "decision_text", "document")} | {"signers": signers}


class CarryForm(forms.Form):
    """Nothing to fill in: next year's programme is a draft."""


class ContentForm(forms.Form):
    """One content."""

    text = ParagraphField(label=_("Nội dung"), max_length=2000, rows=2)
    lead = BodyField(label=_("Cơ quan chủ trì"), help_text=_("Gõ tên đầy đủ hoặc tên gọn, ví dụ: UBND huyện."))
    supporters = BodiesField(
        label=_("Cơ quan phối hợp"), required=False, help_text=_("Mỗi dòng một cơ quan, tên đầy đủ hoặc tên gọn.")
    )
    due_on = DateField(label=_("Hạn hoàn thành"))

    def __init__(
        self, *args: Any, programme: CoordinationProgramme, content: ProgrammeContent | None = None, **kwargs: Any
    ) -> None:
        if content is not None:
            supporters = BodyList(content.supporters.order_by("sort_key", "pk"))
            kwargs["initial"] = {
                "text": content.text, "lead": content.lead, "due_on": content.due_on, "supporters": supporters,
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        for name in ("lead", "supporters"):
            field = self.fields[name]
            if isinstance(field, BodyField):
                field.within(programme.host.unit, clock.today())

    def facts(self) -> ContentFacts:
        """What was typed, as the service takes it."""
        return ContentFacts(**self.cleaned_data)


class AssignForm(forms.Form):
    """From which day the content is a task."""

    assigned_on = DateField(label=_("Ngày giao việc"), initial=clock.today)


class DoneForm(forms.Form):
    """The day on which a content was done, and what came of it."""

    on = DateField(label=_("Ngày hoàn thành"), initial=clock.today)
    result = ParagraphField(label=_("Kết quả"), max_length=5000, required=False, rows=3)


class DropForm(forms.Form):
    """Why a content is not carried out."""

    reason = LineField(label=_("Lý do không thực hiện"), max_length=500)


class ReviewForm(forms.Form):
    """The review as a whole; its contents are lines beside it."""

    on = DateField(label=_("Ngày xem xét"), initial=clock.today)
    remark = ParagraphField(label=_("Đánh giá chung"), required=False, rows=4)
    document = PaperField(label=_("Văn bản đã có trong Cổng"))

    def __init__(self, *args: Any, user: User, programme: CoordinationProgramme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        document = self.fields["document"]
        if isinstance(document, PaperField):
            document.offer(user, programme.host.unit_id)


class JudgedForm(forms.Form):
    """How one content went."""

    done = forms.BooleanField(label=_("Đã hoàn thành"), required=False)
    note = LineField(label=_("Kết quả, ghi chú"), required=False, max_length=2000)

    def __init__(self, *args: Any, content: ProgrammeContent, **kwargs: Any) -> None:
        self.content = content
        kwargs |= {"prefix": f"n{content.order}", "initial": {"note": content.result or content.dropped}}
        super().__init__(*args, **kwargs)
        if not content.waits:
            del self.fields["done"]

    def judged(self) -> Judged:
        """What was typed, as the service takes it."""
        return Judged(self.cleaned_data.get("done", False), self.cleaned_data["note"])


class ProgrammeFilterForm(forms.Form):
    """What the list of programmes shows; the hidden ones come from links of figures."""

    q = LineField(label=_("Có chữ (tên, số, cơ quan đầu mối)"), required=False, max_length=200)
    nam = YearField(label=_("Năm"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [("", _("Tất cả")), *ProgrammeStatus.choices]
        self.fields["trang-thai"] = forms.ChoiceField(label=_("Trạng thái"), choices=states, required=False)
        self.fields["co-quan"] = LineField(required=False, max_length=80, widget=forms.HiddenInput)
        self.fields["ky"] = PeriodField(required=False, widget=forms.HiddenInput)
        self.fields["van-ban"] = CountField(required=False, min_value=1, widget=forms.HiddenInput)

    def chosen(self) -> ProgrammeFilter:
        """The filter; what cannot be read is left out."""
        self.full_clean()
        values = self.cleaned_data
        return ProgrammeFilter(
            words=values.get("q", ""), year=values.get("nam"), status=values.get("trang-thai", ""),
            body=values.get("co-quan", ""), signed_in=values.get("ky"), paper=values.get("van-ban"),
        )  # fmt: skip


class ContentFilterForm(forms.Form):
    """What the list of contents shows."""

    q = LineField(label=_("Có chữ (nội dung hoặc cơ quan)"), required=False, max_length=200)
    nam = YearField(label=_("Năm"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states: Sequence[tuple[str, Any]] = [
            ("", _("Tất cả")), (OPEN, _("Chưa xong")), (LATE, _("Quá hạn")), (DONE, _("Đã hoàn thành")),
            (ON_TIME, _("Hoàn thành đúng hạn")),
        ]  # fmt: skip
        self.fields["trang-thai"] = forms.ChoiceField(label=_("Trạng thái"), choices=states, required=False)
        self.fields["co-quan"] = LineField(required=False, max_length=80, widget=forms.HiddenInput)
        self.fields["ky"] = PeriodField(required=False, widget=forms.HiddenInput)

    def chosen(self) -> ContentFilter:
        """The filter; what cannot be read is left out."""
        self.full_clean()
        values = self.cleaned_data
        return ContentFilter(
            words=values.get("q", ""), year=values.get("nam"), state=values.get("trang-thai", ""),
            body=values.get("co-quan", ""), due_in=values.get("ky"),
        )  # fmt: skip
