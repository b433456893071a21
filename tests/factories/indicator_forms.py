"""Forms, versions, windows and regimes in the states that the tables of addresses and budgets ask for."""

from __future__ import annotations

from datetime import date
from typing import Any

from indicators.models import Check, Form, FormVersion, Regime
from organizations.models import Body

from .figures import IndicatorFactory
from .indicators import FormFactory, LineFactory, SectionFactory, SubmissionFactory, VersionFactory, WindowFactory
from .organizations import BodyFactory, UnitFactory, days


def records_of(body: Body) -> dict[str, tuple[Any, ...]]:
    """A form of a body with a published version and a draft, a window, and a regime of the body's own."""
    form = FormFactory(issuer=body, level=body.unit.kind.level, answerer=body.kind)
    draft = _draft(form)
    line = LineFactory(version=draft)
    regime = Regime.objects.create(
        code=f"rieng-{body.pk}", name_vi="Chốt ngày 20", name_en="Closed on the 20th", body=body, closing_day=20
    )
    return {
        "form": (form.code,),
        "published version": (form.code, 1),
        "draft version": (form.code, draft.number),
        "draft line": (form.code, draft.number, line.pk),
        "window": (WindowFactory(code="2020-Q1").pk,),
        "regime": (regime.code,),
    }


def crowd_of(body: Body, rows: int) -> dict[str, tuple[Any, ...]]:
    """``rows`` forms; on the last one as many lines and checks, units that receive it and windows for which it went."""
    found = records_of(body)
    for _number in range(rows):
        form = FormFactory(issuer=body, level=body.unit.kind.level, answerer=body.kind)
    draft = _draft(form)
    section = SectionFactory(version=draft)
    for number in range(min(rows, 60)):
        indicator = IndicatorFactory()
        LineFactory(version=draft, section=section, indicator=indicator)
        Check.objects.create(version=draft, order=number, expression=f"[{indicator.code}] >= 0")
    for number in range(rows):
        unit = UnitFactory(parent=body.unit, kind=body.unit.kind, name=f"Khu {number}")
        window = WindowFactory(code=f"{1990 + number % 30}-Q{1 + number % 4}")
        SubmissionFactory(form=form, window=window, unit=unit, body=body)
        day = date(2020, 1, 1 + number % 28)
        WindowFactory(code=f"2020-01-01..{day}" if number < 28 else f"{date(2019, 1, 1 + number % 28)}..{day}")
    BodyFactory(unit=unit)
    return found | {
        "form": (form.code,),
        "draft version": (form.code, draft.number),
        "window": (window.pk,),
    }


def _draft(form: Form) -> FormVersion:
    draft: FormVersion = VersionFactory(
        form=form, number=2, valid=days("2021-01-01"), published_at=None, published_by=None
    )
    return draft
