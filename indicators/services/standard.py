"""Forms that come with the portal: an issuer takes them over as its own, with lines, checks and a published version."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import catalogues
from common.errors import Refused
from figures.models import Indicator
from indicators import policies
from indicators.enums import CheckKind, Source
from indicators.models import Form, FormVersion, Regime
from organizations.models import Body, BodyKind, UnitLevel

from . import forms, versions

FILE = Path(__file__).parents[1] / "data" / "forms.toml"


def offered(issuer: Body, *, on: date) -> list[dict[str, Any]]:
    """The forms for the levels that live on that day, from the issuer's own level down; the lowest first."""
    living = UnitLevel.objects.filter(valid__contains=on, rank__gte=issuer.unit.kind.level.rank).order_by("-rank")
    lower = dict[str, str]()
    below = ""
    for level in living:
        lower[level.code] = below
        below = level.code
    entries: list[dict[str, Any]] = catalogues.read(FILE)["form"]
    fitting = [entry for entry in entries if lower.get(entry["level"]) == entry.get("below", "")]
    return sorted(fitting, key=lambda entry: list(lower).index(entry["level"]))


@transaction.atomic
def take_over(*, issuer: Body, regime: Regime, on: date, by: User) -> list[Form]:
    """Make them the issuer's, each rolled up from the one below it and in use for windows that close from that day on.

    What the issuer has already under the same name is left as it is. Refused: none is left to take over.
    """
    policies.check_can_keep_forms(by, issuer)
    names = [entry["name_vi"] for entry in offered(issuer, on=on)]
    known = {form.name_vi: form for form in Form.objects.filter(issuer=issuer, name_vi__in=names)}
    by_level: dict[str, Form] = {}
    made: list[Form] = []
    for entry in offered(issuer, on=on):
        form = known.get(entry["name_vi"])
        if form is None:
            form = _make(issuer, regime, entry, by_level.get(entry.get("below", "")), on, by)
            made.append(form)
        by_level[entry["level"]] = form
    if not made:
        raise Refused(_("Cơ quan đã có đủ các biểu mẫu của cổng."))
    return made


def _make(issuer: Body, regime: Regime, entry: dict[str, Any], below: Form | None, on: date, by: User) -> Form:
    facts = forms.FormFacts(
        name_vi=entry["name_vi"], name_en=entry["name_en"], level=UnitLevel.objects.get(code=entry["level"]),
        answerer=BodyKind.objects.get(code=entry["answerer"]), regime=regime, spans=entry["spans"], below=below,
    )  # fmt: skip
    form = forms.define(issuer=issuer, facts=facts, by=by)
    version = versions.edit(version=form.versions.get(), starts_on=on, outline="", by=by)
    indicators = Indicator.objects.in_bulk(
        {code for section in entry["section"] for code in section["lines"]}, field_name="code"
    )
    for section in entry["section"]:
        heading = versions.add_section(
            version=version, title_vi=section["title_vi"], title_en=section["title_en"], by=by
        )
        versions.add_lines(section=heading, indicators=[indicators[code] for code in section["lines"]], by=by)
    _type_own(version, entry.get("own", []), by)
    for check in entry.get("check", []):
        versions.add_check(
            version=version,
            kind=CheckKind.EXPRESSION,
            expression=check["expression"],
            severity=check["severity"],
            by=by,
        )
    versions.publish(version=version, by=by)
    return form


def _type_own(version: FormVersion, codes: list[str], by: User) -> None:
    """Figures of the unit's own bodies are typed, whatever the units below report of theirs."""
    for line in version.lines.filter(indicator__code__in=codes).select_related("section"):
        versions.edit_line(line=line, section=line.section, source=Source.TYPED, required=line.required, by=by)
