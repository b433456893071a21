"""Forms of committees: founding, reorganising line by line, correcting, ending."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from common import clock
from common.errors import Refused
from common.forms import ChoiceOf, DateField, LineField, StaleGuard
from common.text import show_unreadable
from organizations.models import Body, Term, Unit
from steering.enums import Position
from steering.fields import BodyField
from steering.models import Committee, CommitteeKind, CommitteeMember
from steering.models.committees import name_key
from steering.services import MemberChange, MemberSpec

if TYPE_CHECKING:  # the class cannot be subscripted at run time
    _Lines = BaseFormSet["NewMemberForm"]
else:
    _Lines = BaseFormSet

_DECISION_HINT = _("Số, ký hiệu và ngày. Ví dụ: Quyết định số 12-QĐ/ĐU ngày 01/3/2020")
MOST_MEMBERS = 100


class _PlaceForm(forms.Form):
    """A line of the list of members: the place of one person."""

    position = forms.ChoiceField(label=_("Chức danh"), choices=Position.choices, initial=Position.MEMBER)
    office = LineField(label=_("Chức vụ, cơ quan"), required=False)
    sector = LineField(label=_("Lĩnh vực phụ trách"), required=False, max_length=300)


class MemberForm(_PlaceForm):
    """A sitting member: stays, changes place, or leaves."""

    leaves = forms.BooleanField(label=_("Thôi tham gia"), required=False)

    def __init__(self, *args: Any, member: CommitteeMember, **kwargs: Any) -> None:
        self.member = member
        kwargs["initial"] = {"position": member.position, "office": member.office, "sector": member.sector}
        kwargs["prefix"] = f"m{member.pk}"
        super().__init__(*args, **kwargs)

    @property
    def changes(self) -> bool:
        """Whether the person's place is another one now."""
        return bool({"position", "office", "sector"} & set(self.changed_data))

    def spec(self) -> MemberSpec:
        """The person in the place as sent."""
        values = self.cleaned_data
        return MemberSpec(
            full_name=self.member.full_name,
            user=self.member.user,
            rank=self.member.rank,
            position=Position(values["position"]),
            office=values["office"],
            sector=values["sector"],
        )


class NewMemberForm(_PlaceForm):
    """A person who joins; a line without a name is left out, unless something else was typed into it."""

    full_name = LineField(label=_("Họ và tên"), max_length=120, required=False)

    field_order = ["full_name", "position", "office", "sector"]

    def clean_full_name(self) -> str:
        """Needed as soon as anything stands in the line."""
        name: str = self.cleaned_data["full_name"]
        if not name and self.has_changed():
            raise forms.ValidationError(_("Chưa nhập họ và tên."))
        return name

    def spec(self, rank: int) -> MemberSpec:
        """The person as the decision lists them; ``rank`` is the line's place."""
        values = self.cleaned_data
        return MemberSpec(
            full_name=values["full_name"],
            position=Position(values["position"]),
            office=values["office"],
            sector=values["sector"],
            rank=rank,
        )


class NewMembers(_Lines):
    """The lines of people who join, blank ones left out. ``typed``: lines to show again unchecked."""

    def __init__(self, *args: Any, typed: Sequence[dict[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.typed = typed

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        kwargs = super().get_form_kwargs(index)
        shown = index is not None and index < len(self.typed)
        return kwargs | ({"initial": self.typed[index]} if shown and index is not None else {})

    def refuse(self, refused: Refused, seated: Iterable[str] = ()) -> bool:
        """Put a refusal about a name beside the line that repeats one; False when no line does."""
        seen = {name_key(name) for name in seated}
        for form in self.forms:
            name = name_key(form.cleaned_data.get("full_name", "")) if form.has_changed() else ""
            if name and name in seen:
                form.add_error("full_name", str(refused))
                return True
            seen.add(name)
        return False

    def specs(self, *, after: int = 0) -> list[MemberSpec]:
        """Who joins, in the order of the lines; ``after``: the rank of the last one who sits already."""
        joining = [form for form in self.forms if form.has_changed()]
        return [form.spec(after + 10 * number) for number, form in enumerate(joining, 1)]


PREFIX = "moi"


def new_members(data: Any = None, *, blank: int = 0, typed: Sequence[dict[str, str]] = ()) -> NewMembers:
    """The lines as sent, or the typed ones with so many blank lines below."""
    factory: Any = formset_factory(
        NewMemberForm,
        formset=NewMembers,
        extra=len(typed) + blank,
        max_num=MOST_MEMBERS,
        absolute_max=MOST_MEMBERS + 10,
        validate_max=True,
    )
    made: NewMembers = factory(data, prefix=PREFIX, typed=typed)
    return made


def typed_lines(data: Mapping[str, str]) -> list[dict[str, str]]:
    """What stands in the lines of a form that was sent, as it was typed."""
    total = data.get(f"{PREFIX}-TOTAL_FORMS", "")
    count = min(int(total), MOST_MEMBERS) if total.isascii() and total.isdecimal() and len(total) < 5 else 0
    names = NewMemberForm.base_fields
    lines = [{name: data.get(f"{PREFIX}-{number}-{name}", "") for name in names} for number in range(count)]
    return [{name: show_unreadable(value) for name, value in line.items()} for line in lines]


class ReorganiseForm(forms.Form):
    """The decision that changes who sits on the committee."""

    on = DateField(label=_("Từ ngày"), initial=clock.today)
    decision_text = LineField(label=_("Quyết định kiện toàn"), max_length=300, help_text=_DECISION_HINT)
    note = LineField(label=_("Ghi chú"), required=False, max_length=500)


def changes_of(forms_: Sequence[MemberForm]) -> tuple[list[CommitteeMember], list[MemberChange]]:
    """Who leaves and who gets another place, from the lines of the sitting members."""
    leave = [form.member for form in forms_ if form.cleaned_data.get("leaves")]
    staying = [form for form in forms_ if not form.cleaned_data.get("leaves")]
    return leave, [MemberChange(form.member, form.spec()) for form in staying if form.changes]


class _CommitteeFields(forms.Form):
    """What the founding decision says of the committee as a whole."""

    decision_text = LineField(label=_("Quyết định thành lập"), max_length=300, help_text=_DECISION_HINT)
    term = ChoiceOf(label=_("Nhiệm kỳ"), queryset=Term.objects.none(), required=False, empty_label=_("Không ghi"))
    standing_body = BodyField(
        label=_("Cơ quan thường trực"), required=False, help_text=_("Gõ tên đầy đủ hoặc tên gọn.")
    )

    def offer(self, unit: Unit) -> None:
        """Terms, and the bodies of the unit."""
        term, standing = self.fields["term"], self.fields["standing_body"]
        if isinstance(term, ChoiceOf):
            term.queryset = Term.objects.order_by("-valid", "pk")
        if isinstance(standing, BodyField):
            standing.within(unit, clock.today())


class FoundForm(_CommitteeFields):
    """A new committee: a body of the unit becomes one."""

    body = ChoiceOf(label=_("Ban Chỉ đạo"), queryset=Body.objects.none())
    kind = ChoiceOf(label=_("Loại"), queryset=CommitteeKind.objects.order_by("rank", "pk"))
    on = DateField(label=_("Ngày thành lập"))

    field_order = ["body", "kind", "on", "decision_text", "term", "standing_body"]

    def __init__(self, *args: Any, unit: Unit, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(unit)
        field = self.fields["body"]
        if isinstance(field, ChoiceOf):
            field.queryset = Body.objects.filter(pk__in=[body.pk for body in bodies])
            field.choices = [("", _("– chọn –")), *((body.pk, body.label) for body in bodies)]


class CommitteeForm(StaleGuard, _CommitteeFields):
    """Correct what the founding decision says."""

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        names = ("decision_text", "term", "standing_body")
        super().__init__(*args, initial={name: getattr(committee, name) for name in names}, **kwargs)
        self.offer(committee.unit)


class DissolveForm(forms.Form):
    """The decision that ends the committee."""

    on = DateField(label=_("Kết thúc từ ngày"))
    decision_text = LineField(label=_("Quyết định"), max_length=300, help_text=_DECISION_HINT)
