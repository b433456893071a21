"""Forms of sessions and terms of councils: the filter of the list, a session, a term, how a council numbers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.forms import ChoiceOf, CountField, DateField, LineField, StaleGuard
from common.periods import FIRST_YEAR, LAST_YEAR
from conferences import session_policies as policies
from conferences.enums import SessionKind, SessionStatus
from conferences.models import CouncilSession, CouncilTerm, SessionNumbering
from conferences.numbering import LAST_ORDINAL, LAST_TERM
from conferences.services import Served, Sitting, propose_ordinal
from conferences.session_filters import SessionFilter
from organizations.models import Body, Unit

from .base import StepForm, hint

MOST = 60


class SessionFilterForm(forms.Form):
    """Council, term, kind, state, year and words; a field with a mistake narrows nothing."""

    def __init__(self, *args: Any, unit: Unit | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        councils, terms = _known(unit)
        self.fields["hoi-dong"] = _choice(_("Hội đồng nhân dân"), [("", _("Mọi Hội đồng nhân dân")), *councils])
        self.fields["khoa"] = _choice(_("Khóa"), [("", _("Mọi khóa")), *terms])
        self.fields["loai"] = _choice(_("Loại kỳ họp"), [("", _("Mọi loại")), *SessionKind.choices])
        self.fields["trang-thai"] = _choice(_("Trạng thái"), [("", _("Mọi trạng thái")), *SessionStatus.choices])
        self.fields["nam"] = CountField(
            label=_("Năm"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR, widget=forms.TextInput
        )
        self.fields["q"] = LineField(label=_("Có chữ"), required=False, max_length=100)

    def chosen(self) -> SessionFilter:
        """The filter; what cannot be read is left out."""
        self.full_clean()
        values = self.cleaned_data if self.is_bound else {}
        return SessionFilter(
            words=values.get("q", ""),
            council=values.get("hoi-dong", ""),
            term=int(values["khoa"]) if values.get("khoa") else None,
            kind=values.get("loai", ""),
            state=values.get("trang-thai", ""),
            year=values.get("nam"),
        )

    @property
    def has_filters(self) -> bool:
        """Whether anything narrows the list, so that an empty one can say why."""
        return self.chosen() != SessionFilter()


class SessionForm(StepForm):
    """A session: the term says whose it is; number and name are proposed when left empty."""

    term = ChoiceOf(label=_("Khóa"), queryset=CouncilTerm.objects.none(), empty_label=None)
    kind = forms.ChoiceField(label=_("Loại kỳ họp"), choices=SessionKind, initial=SessionKind.REGULAR)
    ordinal = CountField(
        label=_("Kỳ họp thứ"),
        required=False,
        min_value=1,
        max_value=LAST_ORDINAL,
        help_text=_("Bỏ trống thì lấy số tiếp theo."),
    )
    unnumbered = forms.BooleanField(label=_("Kỳ họp này không đánh số"), required=False)
    starts_on = DateField(label=_("Ngày khai mạc"))
    ends_on = DateField(label=_("Ngày bế mạc"), required=False, help_text=_("Bỏ trống nếu họp một ngày."))
    place = LineField(label=_("Địa điểm"), required=False)
    title = LineField(
        label=_("Tên kỳ họp"),
        required=False,
        max_length=300,
        help_text=_("Bỏ trống thì đặt theo số kỳ họp, Hội đồng nhân dân và khóa."),
    )

    def __init__(self, *args: Any, terms: QuerySet[CouncilTerm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["term"]
        assert isinstance(field, ChoiceOf)
        listed = list(terms[:MOST])
        self.has_terms = bool(listed)
        field.queryset = terms
        field.choices = [(term.pk, f"{term.label}, {term.council.name}") for term in listed]
        if listed and "title" not in self.initial:
            number = propose_ordinal(listed[0], SessionKind.REGULAR)
            hint(self.fields["ordinal"], str(number))

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("unnumbered") and values.get("ordinal"):
            self.add_error("ordinal", _now("Kỳ họp không đánh số thì để trống ô này."))
        if not values.get("ends_on") and "ends_on" not in self.errors:
            values["ends_on"] = values.get("starts_on")
        return values

    @staticmethod
    def sitting(values: dict[str, Any]) -> Sitting:
        """What was typed, as the services take it."""
        given = {name: value for name, value in values.items() if name != "unnumbered"}
        kind = SessionKind(values["kind"])
        return Sitting(**given | {"kind": kind, "is_numbered": not values["unnumbered"]})


class SessionEditForm(StaleGuard, SessionForm):
    """Correct a session; two people who correct it at once see each other's changes."""

    def __init__(self, *args: Any, session: CouncilSession, **kwargs: Any) -> None:
        super().__init__(*args, initial=values_of(session), **kwargs)


def values_of(session: CouncilSession) -> dict[str, Any]:
    """A session as its form shows it."""
    names = ("term", "kind", "ordinal", "starts_on", "ends_on", "place", "title")
    return {name: getattr(session, name) for name in names} | {"unnumbered": session.ordinal is None}


def terms_of(user: User, council: Body | None = None) -> QuerySet[CouncilTerm]:
    """The terms in which the person may plan sessions, the newest first; those of one council for its session."""
    terms = CouncilTerm.objects.select_related("council").order_by("-valid", "council__sort_key", "pk")
    if council is not None:
        return terms.filter(council=council)
    return terms.filter(council__in=policies.councils_of(user, policies.KEEPERS).order_by().values("pk"))


class TermForm(StepForm):
    """A term of a council."""

    council = ChoiceOf(label=_("Hội đồng nhân dân"), queryset=Body.objects.none(), empty_label=None)
    number = CountField(label=_("Khóa số"), min_value=1, max_value=LAST_TERM, help_text=_("Ví dụ: 19 là khóa XIX."))
    first = DateField(label=_("Từ ngày"))
    last = DateField(label=_("Đến hết ngày"), required=False, help_text=_("Bỏ trống khi chưa biết."))
    name = LineField(
        label=_("Cách ghi riêng"),
        required=False,
        max_length=80,
        help_text=_("Chỉ ghi khi Hội đồng nhân dân không viết “khóa XIX”, ví dụ: nhiệm kỳ 2016–2021."),
    )

    def __init__(self, *args: Any, councils: QuerySet[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["council"]
        assert isinstance(field, ChoiceOf)
        field.queryset = councils
        field.choices = [(body.pk, body.label) for body in councils[:MOST]]

    @staticmethod
    def served(values: dict[str, Any]) -> Served:
        """What was typed, as the services take it: the day after the last one ends it."""
        last: date | None = values["last"]
        until = last + timedelta(days=1) if last else None
        return Served(number=values["number"], first=values["first"], until=until, name=values["name"])


class TermEditForm(StaleGuard, TermForm):
    """Correct a term; it stays with its council."""

    def __init__(self, *args: Any, term: CouncilTerm, **kwargs: Any) -> None:
        own = Body.objects.filter(pk=term.council_id)
        super().__init__(*args, initial=term_values(term), councils=own, **kwargs)
        self.fields["council"].disabled = True


def term_values(term: CouncilTerm) -> dict[str, Any]:
    """A term as its form shows it."""
    until: date | None = term.valid.upper
    last = until - timedelta(days=1) if until else None
    return {"council": term.council, "number": term.number, "first": term.valid.lower, "last": last, "name": term.name}


class NumberingForm(StaleGuard, StepForm):
    """How a council numbers its sessions."""

    one_row = forms.BooleanField(
        label=_("Kỳ họp chuyên đề, bất thường đánh số chung với kỳ họp thường lệ"), required=False
    )
    restarts = forms.BooleanField(label=_("Đánh số lại từ 1 mỗi khóa"), required=False)

    def __init__(self, *args: Any, way: SessionNumbering, **kwargs: Any) -> None:
        super().__init__(*args, initial=numbering_values(way), **kwargs)


def numbering_values(way: SessionNumbering) -> dict[str, Any]:
    """The council's way as the form shows it."""
    return {"one_row": way.one_row, "restarts": way.restarts}


def _choice(label: Any, choices: list[Any]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False)


def _known(unit: Unit | None) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Councils with sessions within reach of the unit in view, and their terms; two queries."""
    if unit is None:
        return [], []
    held = Exists(CouncilSession.objects.in_unit(unit).filter(council=OuterRef("pk")))
    councils = list(Body.objects.filter(held).order_by("unit__sort_key", "sort_key", "pk")[:MOST])
    terms = CouncilTerm.objects.filter(council__in=[body.pk for body in councils]).for_choice()[:MOST]
    several = len(councils) > 1
    return (
        [(body.code, body.name) for body in councils],
        [(str(term.pk), f"{term.label}, {term.council.name}" if several else term.label) for term in terms],
    )
