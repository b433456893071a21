"""Forms of yearly programmes, their contents, working rules, notices of assignment, themes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import CountField, DateField, LineField, ParagraphField, PeriodField, StaleGuard
from common.periods import FIRST_YEAR, LAST_YEAR
from documents.forms import PaperField
from steering import citing
from steering.fields import BodiesField, BodyField, BodyList
from steering.filters_programmes import DONE, LATE, ON_TIME, OPEN, ItemFilter
from steering.forms.citing import CitedField, PaperList
from steering.models import Committee, CommitteeMember, ProgrammeItem, WorkProgramme
from steering.services.programmes import ItemFacts
from steering.services.ruling import Assigned

_DECISION_HINT = _("Số, ký hiệu và ngày. Ví dụ: Thông báo số 05-TB/BCĐ ngày 01/3/2020")


class YearField(CountField):
    """A year of the calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=FIRST_YEAR, max_value=LAST_YEAR, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, int) else value


class ThemeForm(forms.Form):
    """The theme of a unit's year."""

    year = YearField(label=_("Năm"))
    text = ParagraphField(label=_("Chủ đề năm"), max_length=500, rows=2)
    decision_text = LineField(label=_("Văn bản"), required=False, max_length=300, help_text=_("Số, ký hiệu, nếu có."))


class _ProgrammeFields(forms.Form):
    """What stands at the head of a programme."""

    decision_text = LineField(label=_("Số, ký hiệu"), max_length=300, help_text=_("Ví dụ: 03-CTr/BCĐ"))
    issued_on = DateField(label=_("Ngày ban hành"))
    note = ParagraphField(label=_("Mục đích, yêu cầu"), required=False, rows=3)
    papers = CitedField()
    document = PaperField(label=_("Văn bản đã có trong Cổng"))

    def offer(self, user: User, committee: Committee, keep: WorkProgramme | None = None) -> None:
        """The committee's register of papers, and its papers in the portal."""
        document, papers = self.fields["document"], self.fields["papers"]
        if isinstance(document, PaperField):
            document.offer(user, committee.unit_id, keep=keep.document if keep else None)
        if isinstance(papers, CitedField):
            papers.within(committee.unit)


class ProgrammeForm(_ProgrammeFields):
    """A new programme."""

    year = YearField(label=_("Năm"))
    field_order = ["year"]

    def __init__(self, *args: Any, user: User, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = clock.today().year
        self.offer(user, committee)


class ProgrammeEditForm(StaleGuard, _ProgrammeFields):
    """Correct the head of a programme."""

    def __init__(self, *args: Any, user: User, programme: WorkProgramme, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of(programme), **kwargs)
        self.offer(user, programme.committee, programme)


def values_of(programme: WorkProgramme) -> dict[str, Any]:
    """A programme as its form shows it."""
    names = ("decision_text", "issued_on", "note", "document")
    papers = PaperList(citing.papers_of(programme))
    return {name: getattr(programme, name) for name in names} | {"papers": papers}


class ItemForm(forms.Form):
    """One content."""

    text = ParagraphField(label=_("Nội dung"), max_length=2000, rows=2)
    lead = BodyField(label=_("Cơ quan chủ trì"), help_text=_("Gõ tên đầy đủ hoặc tên gọn, ví dụ: UBND phường."))
    supporters = BodiesField(
        label=_("Cơ quan phối hợp"), required=False, help_text=_("Mỗi dòng một cơ quan, tên đầy đủ hoặc tên gọn.")
    )
    due_on = DateField(label=_("Hạn hoàn thành"))

    def __init__(self, *args: Any, programme: WorkProgramme, item: ProgrammeItem | None = None, **kwargs: Any) -> None:
        if item is not None:
            supporters = BodyList(item.supporters.order_by("sort_key", "pk"))
            kwargs["initial"] = {
                "text": item.text, "lead": item.lead, "due_on": item.due_on, "supporters": supporters,
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        for name in ("lead", "supporters"):
            field = self.fields[name]
            if isinstance(field, BodyField):
                field.within(programme.committee.unit, clock.today())

    def facts(self) -> ItemFacts:
        """What was typed, as the service takes it."""
        return ItemFacts(**self.cleaned_data)


class AssignItemForm(forms.Form):
    """From which day the content is a task."""

    assigned_on = DateField(label=_("Ngày giao việc"), initial=clock.today)


class FinishItemForm(forms.Form):
    """The day on which a content was done."""

    on = DateField(label=_("Ngày hoàn thành"), initial=clock.today)


class DropItemForm(forms.Form):
    """Why a content is not carried out."""

    reason = LineField(label=_("Lý do không thực hiện"), max_length=500)


class CarryForm(forms.Form):
    """Number and day of next year's programme."""

    decision_text = LineField(label=_("Số, ký hiệu chương trình năm sau"), max_length=300)
    issued_on = DateField(label=_("Ngày ban hành"), initial=clock.today)


class _HoldsFromForm(forms.Form):
    """A paper of the committee and the day from which it holds."""

    decision_text = LineField(label=_("Văn bản"), max_length=300, help_text=_DECISION_HINT)
    on = DateField(label=_("Có hiệu lực từ ngày"), initial=clock.today)
    note = LineField(label=_("Nội dung chính, ghi chú"), required=False, max_length=1000)
    document = PaperField(label=_("Văn bản đã có trong Cổng"))

    def __init__(self, *args: Any, user: User, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["document"]
        if isinstance(field, PaperField):
            field.offer(user, committee.unit_id)


class RulesForm(_HoldsFromForm):
    """A new version of the working rules."""


class NoticeForm(_HoldsFromForm):
    """A notice of assignment; its members are lines beside it."""


class AssignedForm(forms.Form):
    """What one member answers for."""

    sector = LineField(label=_("Lĩnh vực"), required=False, max_length=300)
    area = LineField(label=_("Địa bàn, đơn vị"), required=False, max_length=300)

    def __init__(self, *args: Any, member: CommitteeMember, **kwargs: Any) -> None:
        self.member = member
        kwargs["prefix"] = f"m{member.pk}"
        super().__init__(*args, **kwargs)

    def assigned(self) -> Assigned:
        """What was typed, as the service takes it."""
        return Assigned(self.member, self.cleaned_data["sector"], self.cleaned_data["area"])


class ItemFilterForm(forms.Form):
    """What the list of contents shows; the hidden ones come from links of figures."""

    q = LineField(label=_("Có chữ (nội dung hoặc cơ quan)"), required=False, max_length=200)
    nam = YearField(label=_("Năm"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states: Sequence[tuple[str, Any]] = [
            ("", _("Tất cả")), (OPEN, _("Chưa xong")), (LATE, _("Quá hạn")), (DONE, _("Đã hoàn thành")),
            (ON_TIME, _("Hoàn thành đúng hạn")),
        ]  # fmt: skip
        self.fields["trang-thai"] = forms.ChoiceField(label=_("Trạng thái"), choices=states, required=False)
        self.fields["ban"] = LineField(required=False, max_length=80, widget=forms.HiddenInput)
        self.fields["ky"] = PeriodField(required=False, widget=forms.HiddenInput)

    def chosen(self) -> ItemFilter:
        """The filter; what cannot be read is left out."""
        self.full_clean()
        values = self.cleaned_data
        return ItemFilter(
            words=values.get("q", ""), year=values.get("nam"), state=values.get("trang-thai", ""),
            committee=values.get("ban", ""), due_in=values.get("ky"),
        )  # fmt: skip
