"""Forms of decisions of the people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import ChoiceOf, ChoicesOf, CountField, DateField, LineField, StaleGuard
from community import law
from community.enums import DecisionState, Outcome, Proposer
from community.filters import HELD, DecisionFilter
from community.models import Decision, VillageResult
from community.models.base import SIGNER_HELP, TEXT_LIMIT
from community.places import recognisers, villages_of
from community.services.decision_results import Sat
from community.services.decisions import Plan
from conferences.enums import VoteForm
from conferences.models import Conference, DecisionMatter
from documents.forms import PaperField
from organizations.models import Body, Unit

from .shared import CHOOSE, ListFilterForm, PhotoFields, first_named, take_bodies

CONFERENCES = 50
MOST_SITTINGS = 8


class PlanFields(forms.Form):
    """What is put to the people, where, how and when."""

    text = LineField(label=_("Việc đưa ra Nhân dân bàn và quyết định"), max_length=TEXT_LIMIT)
    matter = ChoiceOf(
        label=_("Nội dung theo Điều 15"),
        queryset=DecisionMatter.objects.none(),
        required=False,
        empty_label=CHOOSE,
        help_text=_("Chỉ để trống với quyết định trước ngày 01/07/2023."),
    )
    commune_wide = forms.BooleanField(
        label=_("Trong phạm vi toàn xã"),
        required=False,
        help_text=_("Chỉ nội dung ở khoản 1, khoản 2; mỗi thôn, tổ dân phố có kết quả riêng."),
    )
    villages = ChoicesOf(label=_("Thôn, tổ dân phố"), queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple)
    how = forms.ChoiceField(label=_("Hình thức"), choices=VoteForm.choices)
    after_failed_meeting = forms.BooleanField(
        label=_("Đã họp nhưng không đủ đại diện hộ"),
        required=False,
        help_text=_("Điều kiện để phát phiếu với nội dung ở khoản 3, 4, 5."),
    )
    starts_on = DateField(label=_("Ngày họp, hoặc ngày bắt đầu phát phiếu, biểu quyết"))
    ends_on = DateField(label=_("Ngày kết thúc"), required=False, help_text=_("Để trống nếu xong trong ngày."))
    venue = LineField(label=_("Giờ, địa điểm"), required=False)
    proposer = forms.ChoiceField(label=_("Người đề xuất"), choices=Proposer.choices)
    households = CountField(
        label=_("Tổng số hộ của thôn, tổ dân phố"), required=False, help_text=_("Bắt buộc với sáng kiến của công dân.")
    )
    agreeing = CountField(label=_("Số hộ đồng thuận với sáng kiến"), required=False)
    agreed_on = DateField(label=_("Ngày có sự đồng thuận"), required=False)
    front_supports = forms.BooleanField(label=_("Ban công tác Mặt trận ủng hộ sáng kiến"), required=False)
    conference = ChoiceOf(
        label=_("Hội nghị đã ghi trên cổng"),
        queryset=Conference.objects.none(),
        required=False,
        empty_label=_("Không có"),
    )

    def offer(self, unit: Unit, user: User, *, kept: Decision | None = None) -> None:
        """Matters, the villages of the commune, its latest conferences."""
        matters, villages, held = self.fields["matter"], self.fields["villages"], self.fields["conference"]
        if isinstance(matters, ChoiceOf):
            matters.queryset = DecisionMatter.objects.order_by("item", "pk")
            matters.choices = [("", CHOOSE), *((row.pk, f"{row.item}. {row.name}") for row in matters.queryset)]
        if isinstance(villages, ChoicesOf):
            villages.queryset = villages_of(unit, clock.today())
            villages.choices = [(row.pk, row.label) for row in villages.queryset]
        if isinstance(held, ChoiceOf):
            seen = Conference.objects.visible_in(user, unit).order_by("-starts_at", "-pk")
            listed = {row.pk: str(row) for row in seen[:CONFERENCES]}
            if kept is not None and kept.conference is not None:
                listed.setdefault(kept.conference.pk, str(kept.conference))
            held.queryset = Conference.objects.filter(pk__in=listed)
            held.choices = [("", held.empty_label), *listed.items()]

    def plan(self, values: dict[str, Any]) -> Plan:
        """What the service takes."""
        return Plan(**{name: value for name, value in values.items() if name != "keeper"})


class NewDecisionForm(PlanFields):
    """A new record, kept by a body of the person."""

    keeper = ChoiceOf(label=_("Cơ quan theo dõi hồ sơ"), queryset=Body.objects.none())

    def __init__(self, *args: Any, bodies: list[Body], user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_bodies(self.fields["keeper"], bodies)
        self.offer(first_named(bodies, self.data.get("keeper")).unit, user)


class EditDecisionForm(StaleGuard, PlanFields):
    """Correct the record before the figures."""

    def __init__(self, *args: Any, decision: Decision, user: User, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of(decision), **kwargs)
        self.offer(decision.keeper.unit, user, kept=decision)


def values_of(decision: Decision) -> dict[str, Any]:
    """A record as its form shows it."""
    results = list(decision.results.select_related("village").order_by("village__sort_key", "pk"))
    names = (
        "text", "matter", "commune_wide", "how", "after_failed_meeting", "starts_on", "ends_on", "venue", "proposer",
        "agreeing", "agreed_on", "front_supports", "conference",
    )  # fmt: skip
    return {name: getattr(decision, name) for name in names} | {
        "villages": [row.village for row in results],
        "households": results[0].households if results and not decision.commune_wide else None,
    }


class NoticeForm(forms.Form):
    """When the people were told."""

    on = DateField(label=_("Ngày thông báo, công khai nội dung"), initial=clock.today)

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        if decision.notified_on:
            kwargs["initial"] = {
                "on": decision.notified_on, "plan_on": decision.plan_on, "plan_sent_on": decision.plan_sent_on,
                "team": decision.team,
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        if decision.how == VoteForm.BALLOT:
            self.fields["team"] = CountField(
                label=_("Số người của tổ phát phiếu"), help_text=_("Từ 03 đến 05 người (khoản 2 Điều 19).")
            )
            self.fields["plan_on"] = DateField(label=_("Ngày ban hành kế hoạch phát phiếu"), required=False)
            self.fields["plan_sent_on"] = DateField(
                label=_("Ngày gửi kế hoạch"),
                required=False,
                help_text=_("Gửi Chủ tịch Ủy ban nhân dân và Mặt trận, chậm nhất 02 ngày sau khi ban hành."),
            )


class ResultForm(PhotoFields):
    """The signed sheet of one village; one row of figures for each meeting."""

    households = CountField(label=_("Tổng số hộ của thôn, tổ dân phố"), min_value=1)
    dispersed = forms.BooleanField(
        label=_("Dân cư sống phân tán"),
        required=False,
        help_text=_("Cho phép họp theo cụm khi có dưới 200 hộ (khoản 3 Điều 18)."),
    )
    signed_by = LineField(label=_("Người ký biên bản"), max_length=200, help_text=SIGNER_HELP)

    field_order = ["households", "dispersed"]

    def __init__(self, *args: Any, result: VillageResult, sittings: int, **kwargs: Any) -> None:
        kept = list(result.sittings.order_by("number"))
        kwargs["initial"] = _values_of_result(result) | _values_of_sittings(result, kept, sittings)
        super().__init__(*args, **kwargs)
        self.count = sittings
        for number in range(1, sittings + 1):
            self._row(number, alone=sittings == 1)
        if sittings == 1:
            del self.fields["dispersed"]
        if not result.decision.counts:
            self.fields["stated_passed"] = forms.TypedChoiceField(
                label=_("Biên bản ghi"),
                choices=[("co", _("đã thông qua")), ("khong", _("không thông qua"))],
                coerce=lambda value: value == "co",
                help_text=_("Trước 01/07/2023 cổng không tính kết quả; giữ nguyên lời của biên bản."),
            )
        self.order_fields([*self._rows(), "signed_by"])

    def _row(self, number: int, *, alone: bool) -> None:
        if not alone:
            self.fields[f"place_{number}"] = LineField(label=_("Cụm dân cư"), max_length=120, required=False)
        self.fields[f"on_{number}"] = DateField(label=_("Ngày"))
        self.fields[f"represented_{number}"] = CountField(label=_("Hộ có đại diện dự hoặc gửi phiếu"))
        self.fields[f"in_favour_{number}"] = CountField(label=_("Tán thành"))
        self.fields[f"against_{number}"] = CountField(label=_("Không tán thành"))

    def _rows(self) -> list[str]:
        first = ["households", *(["dispersed"] if "dispersed" in self.fields else [])]
        return [*first, *(name for name in self.fields if name[-1].isdigit())]

    @property
    def before(self) -> list[forms.BoundField]:
        """The fields above the rows."""
        return [self[name] for name in ("households", "dispersed") if name in self.fields]

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of each meeting."""
        names = ("place", "on", "represented", "in_favour", "against")
        return [
            [self[f"{name}_{number}"] for name in names if f"{name}_{number}" in self.fields]
            for number in range(1, self.count + 1)
        ]

    @property
    def after(self) -> list[forms.BoundField]:
        """The fields below the rows."""
        names = ("stated_passed", "signed_by", "photos", "no_state_secret")
        return [self[name] for name in names if name in self.fields]

    def entered(self) -> dict[str, Any]:
        """What the service takes."""
        values = self.cleaned_data
        sittings = [
            Sat(
                on=values[f"on_{number}"], represented=values[f"represented_{number}"],
                in_favour=values[f"in_favour_{number}"], against=values[f"against_{number}"],
                place=values.get(f"place_{number}", ""),
            )
            for number in range(1, self.count + 1)
        ]  # fmt: skip
        names = ("households", "dispersed", "signed_by", "stated_passed", "photos", "no_state_secret")
        return {name: values[name] for name in names if name in values} | {"sittings": sittings}


def _values_of_result(result: VillageResult) -> dict[str, Any]:
    stated = {None: None, True: "co", False: "khong"}[result.decision.stated_passed]
    return {
        "households": result.households, "dispersed": result.dispersed, "signed_by": result.signed_by,
        "stated_passed": stated,
    }  # fmt: skip


def _values_of_sittings(result: VillageResult, kept: list[Any], wanted: int) -> dict[str, Any]:
    values: dict[str, Any] = {f"on_{number}": result.decision.starts_on for number in range(1, wanted + 1)}
    for row in kept[:wanted]:
        for name in ("place", "on", "represented", "in_favour", "against"):
            values[f"{name}_{row.number}"] = getattr(row, name)
    return values


class SendForm(forms.Form):
    """When the result went out; who recognises it."""

    on = DateField(label=_("Ngày gửi kết quả"), initial=clock.today)
    minutes = PaperField(label=_("Biên bản (văn bản đã có trên cổng)"))

    def __init__(self, *args: Any, decision: Decision, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        paper = self.fields["minutes"]
        if isinstance(paper, PaperField):
            paper.offer(user, decision.unit_id)
            paper.help_text = _now("Để trống nếu ảnh biên bản đã ký được đính kèm ở trang hồ sơ.")
        if decision.needs_recognition and decision.passed:
            family = law.family_of(decision.matter)
            bodies = recognisers(decision.keeper.unit, family, clock.today())
            self.fields["recogniser"] = field = ChoiceOf(label=_("Cơ quan công nhận"), queryset=bodies)
            field.choices = [(body.pk, body.label) for body in bodies]
            self.fields["received_on"] = DateField(label=_("Ngày cơ quan công nhận nhận được"), initial=clock.today)


class DecisionFilterForm(ListFilterForm):
    """What the list shows."""

    def offer(self) -> None:
        matters = DecisionMatter.objects.order_by("item", "pk")
        named = [(row.code, f"{row.item}. {row.name[:60]}") for row in matters]
        self.choices("noi-dung", _("Nội dung"), _("Mọi nội dung"), named)
        states = [(HELD, _("đã quyết định")), *DecisionState.choices]
        self.choices("trang-thai", _("Trạng thái"), _("Mọi trạng thái"), states)
        self.choices("ket-qua", _("Kết quả"), _("Mọi kết quả"), Outcome.choices)
        self.choices("hinh-thuc", _("Hình thức"), _("Mọi hình thức"), VoteForm.choices)

    def chosen(self) -> DecisionFilter:
        """The filter."""
        values = self.values()
        return DecisionFilter(
            words=values.get("q", ""), matter=values.get("noi-dung", ""), state=values.get("trang-thai", ""),
            outcome=values.get("ket-qua", ""), how=values.get("hinh-thuc", ""), keeper=values.get("co-quan", ""),
            first=values.get("tu"), last=values.get("den"),
        )  # fmt: skip

    @property
    def has_filters(self) -> bool:
        """Whether anything narrows the list."""
        return self.chosen() != DecisionFilter()
