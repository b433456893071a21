"""A new petition, and the correction of one that was not transferred yet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import ChoiceOf, DateField, LineField, ParagraphField, StaleGuard
from conferences.models import CouncilSession
from organizations.models import Body, Unit
from petitions.enums import Source
from petitions.models import CompetenceLevel, Petition, PetitionField

from .people import PeopleField, people_of

MOST_SESSIONS = 30
_BLANK = _("Chưa xác định")


class _PetitionFields(forms.Form):
    """What is known of a petition when it comes in; only the text, the day and the source are needed."""

    text = ParagraphField(label=_("Nội dung, ghi nguyên văn"), rows=4)
    source = forms.ChoiceField(label=_("Nguồn"), choices=Source.choices)
    source_note = LineField(
        label=_("Ghi chú nguồn"),
        required=False,
        max_length=300,
        help_text=_("Ví dụ: Hội nghị tiếp xúc cử tri trước kỳ họp thứ 11, thôn Tân Hợp."),
    )
    received_on = DateField(label=_("Ngày tiếp nhận"), initial=clock.today)
    session = ChoiceOf(
        label=_("Kỳ họp"), queryset=CouncilSession.objects.none(), required=False, empty_label=_("Không gắn kỳ họp")
    )
    field = ChoiceOf(label=_("Lĩnh vực"), queryset=PetitionField.objects.none(), required=False, empty_label=_BLANK)
    level = ChoiceOf(
        label=_("Cấp thẩm quyền"), queryset=CompetenceLevel.objects.none(), required=False, empty_label=_BLANK
    )
    place_unit = ChoiceOf(
        label=_("Nơi cử tri nêu"), queryset=Unit.objects.none(), required=False, empty_label=_("Không ghi")
    )
    place = LineField(label=_("Địa điểm cụ thể"), required=False, help_text=_("Ví dụ: cầu Ba Nhất, tổ dân phố 4."))
    people = PeopleField(
        label=_("Người kiến nghị"),
        required=False,
        help_text=_(
            "Không bắt buộc, không công khai: chỉ người của Hội đồng nhân dân xem được. Mỗi dòng một người: "
            "họ và tên; địa chỉ; điện thoại."
        ),
    )

    def offer(self, councils: list[Body], unit: Unit, *, keep: Petition | None = None) -> None:
        """Sessions of the councils, fields in use, levels of today, the unit and what stands directly under it."""
        sessions = CouncilSession.objects.standing().filter(council__in=councils).select_related("term", "council")
        kept = {name: getattr(keep, f"{name}_id") if keep else None for name in ("field", "level", "place_unit")}
        self._offer("session", sessions.order_by("-starts_on", "-pk"), labels=len(councils) > 1)
        self._offer("field", PetitionField.objects.filter(Q(in_use=True) | Q(pk=kept["field"])))
        today = Q(valid__contains=clock.today())
        self._offer("level", CompetenceLevel.objects.filter(today | Q(pk=kept["level"])))
        below = Q(placements__parent=unit, placements__valid__contains=clock.today())
        places = Unit.objects.filter(Q(pk=unit.pk) | below | Q(pk=kept["place_unit"])).distinct()
        self._offer("place_unit", places.select_related("kind__level").order_by("kind__level__rank", "sort_key", "pk"))

    def _offer(self, name: str, queryset: QuerySet[Any], *, labels: bool = False) -> None:
        field = self.fields[name]
        if not isinstance(field, ChoiceOf):
            return
        field.queryset = queryset
        if name == "session":
            shown = [(row.pk, _session_label(row, with_council=labels)) for row in queryset[:MOST_SESSIONS]]
        else:
            shown = [(row.pk, getattr(row, "label", str(row))) for row in queryset]
        field.choices = [("", field.empty_label), *shown]


class TakeForm(_PetitionFields):
    """A new petition. The council is asked for where there are several; people of the unit pass them on upwards."""

    council = ChoiceOf(label=_("Gửi đến"), queryset=Body.objects.none(), empty_label=None)

    field_order = ["council", "text", "source", "received_on", "source_note", "session", "field", "level"]

    def __init__(self, *args: Any, councils: list[Body], unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.offer(councils, unit)
        field = self.fields["council"]
        if isinstance(field, ChoiceOf):
            field.queryset = Body.objects.filter(pk__in=[body.pk for body in councils]).select_related("unit")
            field.choices = [(body.pk, body.label) for body in councils]
            field.initial = councils[0].pk if councils else None

    def clean(self) -> dict[str, Any]:
        """Said in this unit, when it goes to the council of another one."""
        values = super().clean() or {}
        council, session = values.get("council"), values.get("session")
        if council and council.unit_id != self.unit.pk and not values.get("place_unit"):
            values["place_unit"] = self.unit
        if council and session and session.council_id != council.pk:
            self.add_error("session", _now("Kỳ họp này của Hội đồng nhân dân khác."))
        return values


class EditForm(StaleGuard, _PetitionFields):
    """Correct a petition; two people who correct it at once see each other's changes."""

    wording = ParagraphField(label=_("Nội dung tổng hợp"), rows=4, required=False)

    field_order = ["text", "wording", "source", "received_on", "source_note", "session", "field", "level"]

    def __init__(self, *args: Any, petition: Petition, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of(petition), **kwargs)
        self.offer([petition.council], petition.council.unit, keep=petition)


def values_of(petition: Petition) -> dict[str, Any]:
    """A petition as its edit form shows it."""
    names = (
        "text", "wording", "source", "source_note", "received_on", "session", "field", "level", "place_unit", "place",
    )  # fmt: skip
    return {name: getattr(petition, name) for name in names} | {"people": people_of(petition.pk)}


def _session_label(session: CouncilSession, *, with_council: bool) -> str:
    return f"{session.label} – {session.council.name}" if with_council else session.label
