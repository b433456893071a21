"""Forms of elections of village heads."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import ChoiceOf, CountField, DateField, LineField, ParagraphField
from community import timing
from community.enums_elections import ElectionState
from community.filters_more import HELD, ElectionFilter
from community.models import Election
from community.models.base import SIGNER_HELP
from community.places import recognisers, villages_of
from organizations.enums import Family
from organizations.models import Body, Unit

from .shared import CHOOSE, ListFilterForm, PhotoFields, first_named, take_bodies


class NewElectionForm(forms.Form):
    """Whose head is elected, when."""

    village = ChoiceOf(label=_("Thôn, tổ dân phố"), queryset=Unit.objects.none(), empty_label=CHOOSE)
    election_on = DateField(label=_("Ngày bầu cử"))
    dismissed_on = DateField(
        label=_("Ngày công nhận cho thôi Trưởng thôn trước"),
        required=False,
        help_text=_("Nếu bầu sau khi cho thôi: bầu người mới trong 60 ngày (VOTE-15)."),
    )
    keeper = ChoiceOf(label=_("Cơ quan theo dõi hồ sơ"), queryset=Body.objects.none())

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_bodies(self.fields["keeper"], bodies)
        field = self.fields["village"]
        if isinstance(field, ChoiceOf):
            field.queryset = villages_of(first_named(bodies, self.data.get("keeper")).unit, clock.today())
            field.choices = [("", CHOOSE), *((row.pk, row.label) for row in field.queryset)]


class PrepareForm(forms.Form):
    """The days of the four things before an election."""

    def __init__(self, *args: Any, election: Election, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(election, name) for name in timing.PREPARATIONS}
        super().__init__(*args, **kwargs)
        for name in timing.PREPARATIONS:
            label = str(Election._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a plain field
            self.fields[name] = DateField(label=label[0].upper() + label[1:], required=False)


class NominateForm(forms.Form):
    """Who stands for election."""

    names = ParagraphField(
        label=_("Danh sách ứng cử"), max_length=2_000, rows=4, help_text=_("Mỗi dòng một người: họ và tên.")
    )

    def __init__(self, data: Any, *, election: Election) -> None:
        known = [row.name for row in election.candidates.order_by("number")]
        super().__init__(data, initial={"names": "\n".join(known)})


class VotesForm(PhotoFields):
    """The votes as the signed minutes state them."""

    households = CountField(label=_("Tổng số hộ của thôn, tổ dân phố"), min_value=1)
    represented = CountField(label=_("Số đại diện hộ đi bầu"))
    signed_by = LineField(label=_("Người ký biên bản"), help_text=SIGNER_HELP)

    def __init__(self, data: Any, *, election: Election) -> None:
        names = ("households", "represented", "signed_by")
        initial = {name: getattr(election, name) for name in names if getattr(election, name)}
        candidates = list(election.candidates.order_by("number"))
        initial |= {f"votes_{row.number}": row.votes for row in candidates}
        sent, files = data or (None, None)
        super().__init__(sent, files, initial=initial)
        for row in candidates:
            self.fields[f"votes_{row.number}"] = CountField(label=_("Số phiếu của {name}").format(name=row.name))
        votes = [f"votes_{row.number}" for row in candidates]
        self.order_fields(["households", "represented", *votes, "signed_by", "photos", "no_state_secret"])

    @staticmethod
    def entered(values: dict[str, Any]) -> dict[str, Any]:
        """What the service takes."""
        votes = {int(name[6:]): value for name, value in values.items() if name.startswith("votes_")}
        return {name: value for name, value in values.items() if not name.startswith("votes_")} | {"votes": votes}


class SendElectionForm(forms.Form):
    """When the minutes went out, and to whom."""

    on = DateField(label=_("Ngày gửi biên bản"), initial=clock.today)
    recogniser = ChoiceOf(label=_("Cơ quan công nhận"), queryset=Body.objects.none())
    received_on = DateField(label=_("Ngày cơ quan công nhận nhận được"), initial=clock.today)

    def __init__(self, *args: Any, election: Election, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["recogniser"]
        if isinstance(field, ChoiceOf):
            field.queryset = recognisers(election.keeper.unit, Family.STATE, clock.today())
            field.choices = [(body.pk, body.label) for body in field.queryset]


class ElectionFilterForm(ListFilterForm):
    """What the list shows."""

    def offer(self) -> None:
        self.choices(
            "trang-thai", _("Trạng thái"), _("Mọi trạng thái"), [(HELD, _("đã tổ chức bầu")), *ElectionState.choices]
        )

    def chosen(self) -> ElectionFilter:
        """The filter."""
        values = self.values()
        return ElectionFilter(
            words=values.get("q", ""), state=values.get("trang-thai", ""), keeper=values.get("co-quan", ""),
            first=values.get("tu"), last=values.get("den"),
        )  # fmt: skip

    @property
    def has_filters(self) -> bool:
        """Whether anything narrows the list."""
        return self.chosen() != ElectionFilter()
