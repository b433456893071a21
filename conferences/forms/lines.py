"""The line of each step's list."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.errors import Refused
from common.forms import ChoiceOf, ChoicesOf, CountField, DateField, LineField, ParagraphField
from conferences import bodies, services, typed_figures
from conferences.enums import PaperRole, Status, VoteForm
from conferences.models import Attendance, Conclusion, DecisionMatter, Opinion, Vote
from figures.models import Fact, Indicator
from figures.services import Figure
from organizations.models import Body

from .base import BodyChoice, LineForm, TypedBody, body_from, hint
from .fields import join_period, offer, period_kinds

LINES = {"rows": 2, "cols": False}


class _WithBody(LineForm):
    """A line that names a body; long lists are cut, then a body is found by typing."""

    body_field: ClassVar[str] = "body"
    offer: bodies.Offer

    def prepare(self) -> None:
        held = [self.initial.get(self.body_field)]
        keep = tuple(body.pk for body in held if isinstance(body, Body))
        self.offer = bodies.offer(self.conference.unit, self.conference.held_on, keep)
        field = self.fields[self.body_field]
        assert isinstance(field, BodyChoice)
        field.take(self.offer)
        if not self.offer.is_cut:
            del self.fields["typed_body"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            typed = cleaned.pop("typed_body", "")
            cleaned[self.body_field] = body_from(self.offer, cleaned.get(self.body_field), typed)
        except forms.ValidationError as error:
            self.add_error("typed_body", error)
        return cleaned


class AttendanceForm(_WithBody):
    """A body or a group, how many were invited, how many came."""

    begins_with = ("body", "label", "typed_body", "invited", "present")

    body = BodyChoice(label=_("Cơ quan"))
    typed_body = TypedBody()
    label = LineField(label=_("hoặc thành phần khác"), required=False)
    invited = CountField(label=_("Số mời"), required=False, max_value=1_000_000)
    present = CountField(label=_("Số có mặt"), required=False, max_value=1_000_000)

    def prepare(self) -> None:
        super().prepare()
        hint(self.fields["label"], _now("ví dụ: Trưởng thôn"))
        if self.conference.status == Status.PLANNED:
            del self.fields["present"]
        elif self.row is None:
            hint(self.fields["present"], _now("bằng số mời"))

    @classmethod
    def values_of_row(cls, row: Attendance) -> dict[str, Any]:
        return {"body": row.body, "label": row.label, "invited": row.invited, "present": row.present}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("invited") is None and "invited" not in self.errors:
            self.add_error("invited", _now("Ghi số mời."))
        if "present" not in self.fields:
            cleaned["present"] = self.row.present if self.row else 0
        elif cleaned.get("present") is None:
            cleaned["present"] = cleaned.get("invited")
        return cleaned

    def add(self, values: dict[str, Any], by: User) -> Attendance:
        return services.add_attendance(conference=self.conference, by=by, **values)

    def edit(self, values: dict[str, Any], by: User) -> Attendance:
        values.setdefault("present", self.row.present)
        return services.edit_attendance(line=self.row, by=by, **values)

    def rows(self) -> QuerySet[Attendance]:
        return self.conference.attendance.select_related("body").order_by("order", "pk")


class FigureForm(LineForm):
    """A figure as it reads in a report: indicator, "8/8 xã" or "0,15 %", note; a period of its own where it has one."""

    begins_with = ("indicator", "typed")

    indicator = ChoiceOf(label=_("Chỉ tiêu"), queryset=Indicator.objects.none(), empty_label=_("– chọn chỉ tiêu –"))
    typed = LineField(label=_("Kết quả, như viết trong báo cáo"), max_length=2000)
    note = LineField(label=_("Ghi chú"), required=False, max_length=500)
    window_kind = forms.ChoiceField(label=_("Số liệu của kỳ khác"), required=False)
    window_year = LineField(label=_("Năm, nhiệm kỳ hoặc từ ngày đến ngày"), required=False, max_length=30)
    reason = LineField(label=_("Lý do sửa"), max_length=500)

    def prepare(self) -> None:
        offer(self.fields["window_kind"], [("", _("kỳ của hội nghị")), *period_kinds()[1:]])
        indicator = self.fields["indicator"]
        assert isinstance(indicator, ChoiceOf)
        indicator.queryset = Indicator.objects.in_use(self.conference.held_on).stated().for_list()
        stated = [(known.pk, str(known)) for known in typed_figures.indicators_of(self.conference) if not known.counted]
        indicator.choices = [("", indicator.empty_label), *stated]
        hint(self.fields["typed"], _now("ví dụ: 303; 8/8 xã; 0,15 %; hạng 3 (xuất sắc)"))
        if self.row is None:
            del self.fields["reason"]
            return
        for name in ("indicator", "window_kind", "window_year"):
            del self.fields[name]

    @classmethod
    def values_of_row(cls, row: Fact) -> dict[str, Any]:
        figure = Figure(value=row.value, numerator=row.numerator, denominator=row.denominator, text=row.text)
        return {
            "typed": typed_figures.write(row.indicator, figure),
            "note": row.note,
            "reason": _now("Ghi nhầm khi nhập"),
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        indicator = self.row.indicator if self.row else cleaned.get("indicator")
        if indicator and cleaned.get("typed"):
            try:
                cleaned["figure"] = typed_figures.read(indicator, cleaned["typed"], cleaned.get("note", ""))
            except Refused as refused:
                self.refuse(refused)
        if self.row is None:
            self._read_window(cleaned)
        return cleaned

    def _read_window(self, cleaned: dict[str, Any]) -> None:
        kind, year = cleaned.pop("window_kind", ""), cleaned.pop("window_year", "")
        try:
            cleaned["window"] = join_period(kind, year, self.conference.held_on.year)
        except forms.ValidationError as error:
            self.add_error("window_year", error)

    def add(self, values: dict[str, Any], by: User) -> Fact:
        return services.add_figure(
            conference=self.conference,
            indicator=values["indicator"],
            figure=values["figure"],
            window=values["window"],
            by=by,
        )

    def edit(self, values: dict[str, Any], by: User) -> Fact:
        figure = typed_figures.read(self.row.indicator, values["typed"], values["note"])
        return services.edit_figure(
            conference=self.conference, fact=self.row, figure=figure, reason=values["reason"], by=by
        )

    def rows(self) -> QuerySet[Fact]:
        return services.facts_of(self.conference)


FigureForm.aliases = {"window": "window_kind", "value": "typed", "text": "typed", "numerator": "typed"}


class OpinionForm(_WithBody):
    """An opinion: who by office and body, the words; the answer folded away until there is one."""

    begins_with = ("text", "speaker")

    text = ParagraphField(label=_("Ý kiến"), widget=forms.Textarea(attrs=LINES), max_length=5000)
    speaker = LineField(label=_("Người phát biểu (chức vụ)"), required=False)
    body = BodyChoice(label=_("Cơ quan của người phát biểu"))
    typed_body = TypedBody()
    answered_by = LineField(label=_("Người trả lời"), required=False)
    answer = ParagraphField(
        label=_("Trả lời, tiếp thu"), widget=forms.Textarea(attrs=LINES), required=False, max_length=5000
    )

    @classmethod
    def values_of_row(cls, row: Opinion) -> dict[str, Any]:
        names = ("text", "speaker", "body", "answered_by", "answer")
        return {name: getattr(row, name) for name in names}

    def add(self, values: dict[str, Any], by: User) -> Opinion:
        return services.add_opinion(conference=self.conference, said=services.Said(**values), by=by)

    def edit(self, values: dict[str, Any], by: User) -> Opinion:
        return services.edit_opinion(opinion=self.row, said=services.Said(**values), by=by)

    def rows(self) -> QuerySet[Opinion]:
        return self.conference.opinions.select_related("body").order_by("order", "pk")


class VoteLineForm(LineForm):
    """A decision of the people: what, where, how, and five numbers."""

    begins_with = ("text", "community")

    text = LineField(label=_("Việc được quyết định"), max_length=500)
    matter = ChoiceOf(
        label=_("Nội dung theo Điều 15 Luật Thực hiện dân chủ ở cơ sở"),
        queryset=DecisionMatter.objects.order_by("item", "pk"),
        required=False,
        empty_label=_("– trước ngày 01/7/2023 hoặc không thuộc Điều 15 –"),
    )
    community = LineField(label=_("Thôn, tổ dân phố"), max_length=120)
    form = forms.ChoiceField(label=_("Hình thức"), choices=VoteForm, initial=VoteForm.MEETING)
    households = CountField(label=_("Tổng số hộ"))
    represented = CountField(label=_("Hộ có đại diện"))
    in_favour = CountField(label=_("Tán thành"))
    against = CountField(label=_("Không tán thành"), required=False)
    after_failed_meeting = forms.BooleanField(
        label=_("Đã họp nhưng không đủ đại diện hộ (điểm b khoản 1 Điều 19)"), required=False
    )
    stated_passed = forms.TypedChoiceField(
        label=_("Biên bản ghi kết quả"),
        choices=[("", _("– không ghi –")), ("1", _("thông qua")), ("0", _("không thông qua"))],
        required=False,
        empty_value=None,
        coerce=lambda value: value == "1",
    )

    @classmethod
    def values_of_row(cls, row: Vote) -> dict[str, Any]:
        stated = {None: "", True: "1", False: "0"}[row.stated_passed]
        names = (
            "text", "matter", "community", "form", "households", "represented", "in_favour", "against",
            "after_failed_meeting",
        )  # fmt: skip
        return {name: getattr(row, name) for name in names} | {"stated_passed": stated}

    def add(self, values: dict[str, Any], by: User) -> Vote:
        return services.add_vote(conference=self.conference, ballot=self._ballot(values), by=by)

    def edit(self, values: dict[str, Any], by: User) -> Vote:
        return services.edit_vote(vote=self.row, ballot=self._ballot(values), by=by)

    def _ballot(self, values: dict[str, Any]) -> services.Ballot:
        stated = {"": None, "1": True, "0": False}.get(values["stated_passed"], values["stated_passed"])
        given = values | {"against": values["against"] or 0, "stated_passed": stated}
        return services.Ballot(**given | {"form": VoteForm(values["form"])})

    def rows(self) -> QuerySet[Vote]:
        return self.conference.votes.select_related("matter").order_by("order", "pk")


class ConclusionForm(_WithBody):
    """A conclusion: the sentence, who leads, until when; helpers and the rhythm where there are any."""

    begins_with = ("text",)
    body_field = "lead"

    text = LineField(
        label=_("Nội dung"),
        widget=forms.Textarea(attrs=LINES),
        max_length=1000,
        help_text=_("Việc phải làm, một câu."),
    )
    lead = BodyChoice(label=_("Cơ quan chủ trì"))
    typed_body = TypedBody()
    due_on = DateField(label=_("Hạn hoàn thành"))
    period_note = LineField(label=_("Định kỳ (nếu lặp lại)"), required=False, max_length=100)
    supporters = ChoicesOf(
        label=_("Cơ quan phối hợp"),
        queryset=Body.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self) -> None:
        super().prepare()
        supporters = self.fields["supporters"]
        assert isinstance(supporters, ChoicesOf)
        supporters.queryset = self.offer.reachable
        supporters.choices = self.offer.groups
        hint(self.fields["period_note"], _now("ví dụ: hằng tháng"))
        if self.row is None:
            self.initial["due_on"] = self._usual_due()

    @property
    def chosen_supporters(self) -> set[int]:
        """Keys of the ticked bodies, typed or stored."""
        value = self["supporters"].value() or []
        keys = {str(one.pk if isinstance(one, Body) else one) for one in value}
        return {int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 19}

    @property
    def supporter_ticks(self) -> list[tuple[str, SafeString]]:
        """A box for each offered body, by unit; plain boxes, because there are many of them."""
        chosen = self.chosen_supporters
        box = '<label><input type="checkbox" name="supporters" value="{}"{}> {}</label>'
        ticked = SafeString(" checked")
        return [
            (unit, format_html_join("", box, ((key, ticked if key in chosen else "", name) for key, name in bodies)))
            for unit, bodies in self.offer.groups
        ]

    def _usual_due(self) -> Any:
        """The last line's due date, else the end of the period that the tasks are for."""
        last = self.conference.conclusions.order_by("-order").values_list("due_on", flat=True).first()
        period = self.conference.period_value
        ahead = period.tasks_period() if period else None
        usual = last or (ahead.end if ahead else None)
        return usual if usual and usual >= self.conference.held_on else None

    @classmethod
    def values_of_row(cls, row: Conclusion) -> dict[str, Any]:
        names = ("text", "lead", "due_on", "period_note")
        return {name: getattr(row, name) for name in names} | {"supporters": list(row.supporters.all())}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("lead") is None and not {"lead", "typed_body"} & set(self.errors):
            self.add_error("lead", _now("Chọn cơ quan chủ trì."))
        return cleaned

    def add(self, values: dict[str, Any], by: User) -> Conclusion:
        return services.add_conclusion(conference=self.conference, concluded=services.Concluded(**values), by=by)

    def edit(self, values: dict[str, Any], by: User) -> Conclusion:
        return services.edit_conclusion(conclusion=self.row, concluded=services.Concluded(**values), by=by)

    def rows(self) -> QuerySet[Conclusion]:
        return self.conference.conclusions.select_related("lead", "task").order_by("order", "pk")


class PaperForm(LineForm):
    """A signed paper: what it is, its number and day; the portal proposes symbol and subject line."""

    begins_with = ("number", "subject")

    role = forms.ChoiceField(label=_("Loại văn bản"), choices=PaperRole)
    number = CountField(label=_("Số"), min_value=1, max_value=1_000_000)
    symbol = LineField(label=_("Ký hiệu"), required=False, max_length=60)
    issued_on = DateField(label=_("Ngày ban hành"))
    subject = LineField(label=_("Trích yếu"), required=False, max_length=500)

    def prepare(self) -> None:
        self.initial.setdefault("issued_on", self.conference.last_day)
        hint(self.fields["symbol"], _now("theo cơ quan ban hành"))
        hint(self.fields["subject"], _now("theo tên hội nghị"))

    def add(self, values: dict[str, Any], by: User) -> Any:
        role = PaperRole(values["role"])
        subject = values["subject"] or _now("Về {title}").format(title=self.conference.title)
        paper = services.Paper(**values | {"role": role, "subject": subject[:500]})
        return services.add_paper(conference=self.conference, paper=paper, by=by)
