"""Step 1, and the page that begins a conference: one form for both."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import ChoiceOf, ChoicesOf, DateField, LineField, ParagraphField, StaleGuard
from conferences.models import Conference, ConferenceKind
from conferences.policies import RECORDERS
from conferences.services import General
from movements.models import CoordinationProgramme, CoordinationStake
from organizations import roles
from organizations.models import Body, Reach
from steering import citing
from steering.forms.citing import CitedField
from steering.models import CommitteeMember

from .base import StepForm, hint
from .fields import HourField, join_period, moment, offer, period_kinds, split_period

LINES = {"rows": 2, "cols": False}
MOST_PROGRAMMES = 20


class GeneralForm(StaleGuard, StepForm):
    """What, when, where, who chaired. Kinds and period fill the title when it is left empty."""

    aliases = {"starts_at": "day", "ends_at": "to_time"}

    kinds = ChoicesOf(
        label=_("Loại hội nghị (có thể nhiều loại)"),
        queryset=ConferenceKind.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    period_kind = forms.ChoiceField(label=_("Kỳ được đánh giá"), required=False)
    period_year = LineField(label=_("Năm của kỳ"), required=False, max_length=30)
    host = ChoiceOf(label=_("Cơ quan tổ chức"), queryset=Body.objects.none(), empty_label=None)
    day = DateField(label=_("Ngày"))
    from_time = HourField(label=_("Từ giờ"))
    to_time = HourField(label=_("Đến giờ"), required=False)
    last_day = DateField(label=_("Kết thúc vào ngày khác"), required=False)
    place = LineField(label=_("Địa điểm"), required=False)
    chair = ChoiceOf(
        label=_("Chủ trì"),
        queryset=CommitteeMember.objects.none(),
        required=False,
        empty_label=_("– người khác, ghi ở dưới –"),
    )
    chair_name = LineField(label=_("Họ tên người chủ trì"), required=False, max_length=120)
    chair_office = LineField(label=_("Chức vụ người chủ trì"), required=False)
    title = LineField(label=_("Tên hội nghị"), required=False, max_length=300)
    subject = ParagraphField(
        label=_("Nội dung, chủ đề"), widget=forms.Textarea(attrs=LINES), required=False, max_length=5000
    )
    agenda = ParagraphField(
        label=_("Chương trình, chuẩn bị"), widget=forms.Textarea(attrs=LINES), required=False, max_length=5000
    )
    proceedings = ParagraphField(
        label=_("Diễn biến khác"), widget=forms.Textarea(attrs=LINES), required=False, max_length=10_000
    )

    programme = ChoiceOf(
        label=_("Sơ kết, tổng kết chương trình phối hợp"),
        queryset=CoordinationProgramme.objects.none(),
        required=False,
        empty_label=_("– không –"),
    )
    papers = CitedField()

    def __init__(self, *args: Any, user: User, conference: Conference | None = None, **kwargs: Any) -> None:
        self.user, self.conference = user, conference
        if conference is not None:
            kwargs["initial"] = values_of(conference)
        super().__init__(*args, **kwargs)
        self._fill(hosts_of(user, conference))
        hint(self.fields["period_year"], _now("năm diễn ra hội nghị"))
        hint(self.fields["title"], _now("đặt theo loại và kỳ, ví dụ: Hội nghị sơ kết 9 tháng đầu năm 2020"))
        if not self.is_bound:
            self.fields["kinds"].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day = cleaned.get("day") or clock.today()
        try:
            join_period(cleaned.get("period_kind", ""), cleaned.get("period_year", ""), day.year)
        except ValidationError as error:
            self.add_error("period_year", error)
        if cleaned.get("last_day") and not cleaned.get("to_time"):
            self.add_error("to_time", _("Ghi cả giờ kết thúc."))
        return cleaned

    @property
    def has_more(self) -> bool:
        """Whether the folded part holds something, or something to mend."""
        folded = ("chair_name", "chair_office", "last_day", "subject", "agenda", "proceedings", "programme", "papers")
        return any(self[name].value() or self[name].errors for name in folded)

    def general(self, values: dict[str, Any]) -> General:
        """The values as the services take them."""
        day: date = values["day"]
        ends_on = values["last_day"] or day
        hour: time | None = values["to_time"]
        return General(
            host=values["host"],
            kinds=list(values["kinds"]),
            period=join_period(values["period_kind"], values["period_year"], day.year),
            starts_at=moment(day, values["from_time"]),
            ends_at=moment(ends_on, hour) if hour else None,
            **{name: values[name] for name in _GENERAL},
        )

    def _fill(self, hosts: QuerySet[Body]) -> None:
        kinds = self._choice("kinds")
        used = Q(in_use=True) | Q(conferences=self.conference) if self.conference else Q(in_use=True)
        kinds.queryset = ConferenceKind.objects.filter(used).distinct().order_by("rank", "pk")
        offer(self.fields["period_kind"], period_kinds())
        host = self._choice("host")
        host.queryset = hosts
        found = list(hosts)
        host.choices = [(body.pk, body.label) for body in found]
        self._fill_chairs(found)
        self._fill_programmes(found)
        self._fill_papers(found)

    def _fill_chairs(self, hosts: list[Body]) -> None:
        """Members of the hosts' committees on the conference's day (today for a new one), by committee."""
        chair = self._choice("chair")
        chair.queryset = CommitteeMember.objects.filter(committee__body__in=hosts).select_related("committee__body")
        day = self.conference.held_on if self.conference else clock.today()
        groups: dict[str, list[CommitteeMember]] = {}
        for member in chair.queryset.in_official_order():
            groups.setdefault(member.committee.body.name, []).append(member)
        shown = {name: _sitting(members, day, self._chair_now()) for name, members in groups.items()}
        chair.choices = [("", chair.empty_label), *_flat(shown)]

    def _fill_programmes(self, hosts: list[Body]) -> None:
        """Signed programmes that concern a host's unit; shown are the latest, up to the year of the conference."""
        programme = self._choice("programme")
        units = Reach.objects.filter(source__in={host.unit_id for host in hosts}).values("target_id")
        concerned = CoordinationStake.objects.filter(unit__in=units).values("record")
        programme.queryset = CoordinationProgramme.objects.filter(pk__in=concerned, signed_on__isnull=False)
        day = self.conference.held_on if self.conference else clock.today()
        latest = programme.queryset.filter(year__lte=day.year).order_by("-year", "-signed_on", "pk")
        shown = list(latest[:MOST_PROGRAMMES])
        now = self.conference.programme if self.conference else None
        if now is not None and now not in shown:
            shown.insert(0, now)
        programme.choices = [("", programme.empty_label), *((one.pk, one.label) for one in shown)]

    def _fill_papers(self, hosts: list[Body]) -> None:
        """The register of the unit of the host that was typed, else of the present or the first one."""
        typed = str(self.data.get(self.add_prefix("host"), "")) if self.is_bound else ""
        now = self.conference.host_id if self.conference else None
        ranked = sorted(hosts, key=lambda host: (str(host.pk) != typed, host.pk != now))
        papers = self.fields["papers"]
        if ranked and isinstance(papers, CitedField):
            papers.within(ranked[0].unit)

    def _chair_now(self) -> int:
        return (self.conference.chair_id if self.conference else None) or 0

    def _choice(self, name: str) -> Any:
        return self.fields[name]


_SAME = ("title", "subject", "place", "chair", "chair_name", "chair_office", "agenda", "proceedings", "programme")
_GENERAL = (*_SAME, "papers")


def values_of(conference: Conference) -> dict[str, Any]:
    """A conference under the names of the form."""
    start, end = timezone.localtime(conference.starts_at), conference.ends_at and timezone.localtime(conference.ends_at)
    kind, year = split_period(conference.period_value)
    by_name = conference.chair_id is None
    return {
        **{name: getattr(conference, name) for name in _SAME},
        "papers": citing.papers_of(conference),
        "chair_name": conference.chair_name if by_name else "",
        "chair_office": conference.chair_office if by_name else "",
        "kinds": list(conference.kinds.all()),
        "host": conference.host,
        "period_kind": kind,
        "period_year": year,
        "day": start.date(),
        "from_time": start.time(),
        "to_time": end.time() if end else None,
        "last_day": end.date() if end and end.date() != start.date() else None,
    }


def hosts_of(user: User, conference: Conference | None = None) -> QuerySet[Body]:
    """Bodies for which the person may record: own ones, or all of the units where the role counts for every body.

    Committees first, since they hold most conferences; a conference's present host is always among them.
    """
    wanted = Q(pk=conference.host_id) if conference else Q(pk__in=[])
    for membership in roles.memberships(user):
        if membership.role in RECORDERS:
            wanted |= Q(pk=membership.body_id) if membership.body_id else Q(unit=membership.unit_id)
    day = conference.held_on if conference else None
    hosts = Body.objects.filter(wanted)
    if day is not None:
        hosts = hosts.filter(Q(valid__contains=day) | Q(pk=conference.host_id if conference else 0))
    return hosts.select_related("unit").order_by("committee", "kind__rank", "sort_key", "pk")


def proposals(host: Body | None) -> dict[str, Any]:
    """What a new conference probably says: the host's usual place, its head in the chair, this year."""
    if host is None:
        return {}
    last = Conference.objects.filter(host=host).order_by("-starts_at", "-pk").first()
    sitting = CommitteeMember.objects.filter(committee__body=host).on(clock.today())
    return {
        "host": host,
        "place": last.place if last else "",
        "chair": sitting.in_official_order().first(),
    }


def _sitting(members: list[CommitteeMember], day: date, keep: int) -> list[tuple[int, str]]:
    """Who sat on the day; of a committee that did not work then, everybody who ever sat."""
    then = [member for member in members if day in member.valid or member.pk == keep]
    return [(member.pk, f"{member.full_name} – {member.get_position_display()}") for member in then or members]


def _flat(groups: dict[str, list[tuple[int, str]]]) -> list[Any]:
    """One committee needs no group."""
    return next(iter(groups.values())) if len(groups) == 1 else list(groups.items())
