"""The mergers of 2020 and 2025 as in the cases, made through the verbs, with what the communes sent before and after.

Figures are small so that every sum can be done in the head; the tables of sums stand in test_golden_mergers.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from figures.enums import FigureKind
from figures.models import Indicator
from indicators.enums import SubmissionState
from indicators.models import Form, ReportingWindow, Submission
from organizations import services
from organizations.models import Body, UnitLevel
from organizations.services import Part
from tests.factories.figures import IndicatorFactory
from tests.factories.indicators import FormFactory, LineFactory, SubmissionFactory, ValueFactory, WindowFactory
from tests.factories.organizations import UnitLevelFactory
from tests.organizations.places import Country, build_country

NEW_YEAR, JULY = date(2020, 1, 1), date(2025, 7, 1)
QUARTER, YEAR = "2019-Q4", "2025-Y"

# What was sent: petitions, households, communes that met the standard of those examined; None: not sent.
COMMUNES_2019 = {
    "quang-loi": (3, 40, (1, 2)),
    "quang-tan": (5, 60, (3, 4)),
    "quang-an": (1, 10, (0, 1)),
    "vo-ngai": (7, 70, (5, 5)),
    "luc-hon": (0, 90, (2, 8)),
}
COMMUNES_2025 = {"quang-tan": 10, "quang-an": 20, "luc-hon": 30, "vo-ngai": 40} | {
    "quang-tan-2025": 1, "luc-hon-2025": 2, "binh-lieu-2025": 4, "tien-yen-2025": 8,
}  # fmt: skip
VILLAGES_2019 = {"an-loi": 2, "na-nhai": 4, "khe-lanh": 3}
VILLAGES_2025 = {"an-loi": 5, "na-nhai": 6, "khe-lanh": 7}
DISTRICTS_2025 = {"dam-ha": 100, "binh-lieu": 200}
WARDS_2019 = {"cu-khoi": 10, "bo-de": 1}


@dataclass
class World:
    """Quảng Ninh and Hà Nội from 2019 until today."""

    country: Country
    body: Body
    petitions: Indicator
    households: Indicator
    standard: Indicator
    forms: dict[str, Form] = field(default_factory=dict)
    windows: dict[str, ReportingWindow] = field(default_factory=dict)

    def send(self, form: str, window: str, unit: str, **more) -> Submission:
        return SubmissionFactory(
            form=self.forms[form], window=self.windows[window], unit=self.country[unit], body=self.body,
            **({"state": SubmissionState.ACCEPTED} | more),
        )  # fmt: skip


def build() -> World:
    """Everything has happened: the merger, the splits, the end of the districts, and all that was sent."""
    country = build_country()
    country.unit("quang-an", "xa", "Quảng An", "dam-ha")
    country.unit("binh-lieu", "huyen", "Bình Liêu", "quang-ninh")
    country.unit("vo-ngai", "xa", "Vô Ngại", "binh-lieu")
    country.unit("luc-hon", "xa", "Lục Hồn", "binh-lieu")
    country.unit("na-nhai", "thon", "Nà Nhái", "vo-ngai")
    country.unit("khe-lanh", "thon", "Khe Lánh", "vo-ngai")
    country.unit("ha-noi", "tinh", "Hà Nội", None)
    country.unit("long-bien", "huyen", "Long Biên", "ha-noi")
    country.unit("cu-khoi", "phuong", "Cự Khối", "long-bien")
    country.unit("bo-de", "phuong", "Bồ Đề", "long-bien")
    world = World(
        country,
        country.body("ubnd-quang-ninh", "quang-ninh"),
        IndicatorFactory(code="kien-nghi"),
        IndicatorFactory(code="ho", kind=FigureKind.LAST),
        IndicatorFactory(code="dat-chuan", ratio=True),
    )
    capital = country.body("ubnd-ha-noi", "ha-noi")
    for code, issuer, level in (
        ("xa", world.body, "commune"), ("thon", world.body, "village"), ("huyen", world.body, "district"),
        ("phuong", capital, "commune"),
    ):  # fmt: skip
        form = FormFactory(issuer=issuer, level=UnitLevelFactory(code=level), spans=["quarter", "year"])
        for indicator in (world.petitions, world.households, world.standard):
            LineFactory(version=form.versions.get(), indicator=indicator)
        world.forms[code] = form
    world.windows = {code: WindowFactory(code=code) for code in (QUARTER, YEAR)}
    _change_the_map(country)
    _report(world)
    return world


def _change_the_map(country: Country) -> None:
    country.merge("quang-loi", "quang-tan", NEW_YEAR)
    for code, name, parent in (
        ("quang-tan-2025", "Quảng Tân", "quang-ninh"), ("luc-hon-2025", "Lục Hồn", "quang-ninh"),
        ("binh-lieu-2025", "Bình Liêu", "quang-ninh"), ("tien-yen-2025", "Tiên Yên", "quang-ninh"),
        ("long-bien-2025", "Long Biên", "ha-noi"), ("bat-trang-2025", "Bát Tràng", "ha-noi"),
    ):  # fmt: skip
        country.unit(code, "phuong" if parent == "ha-noi" else "xa", name, parent, on=JULY)
    services.merge_units(
        predecessors=[country["quang-tan"], country["quang-an"]], into=country["quang-tan-2025"],
        on=JULY, act=country.act, by=country.admin,
    )  # fmt: skip
    country.merge("luc-hon", "luc-hon-2025", JULY)
    country.merge("bo-de", "long-bien-2025", JULY)
    by_territory = [
        Part(country["binh-lieu-2025"], [country["na-nhai"]]), Part(country["tien-yen-2025"], [country["khe-lanh"]]),
    ]  # fmt: skip
    services.split_unit(unit=country["vo-ngai"], parts=by_territory, on=JULY, act=country.act, by=country.admin)
    by_share = [
        Part(country["long-bien-2025"], (), Decimal("0.6")), Part(country["bat-trang-2025"], (), Decimal("0.4")),
    ]  # fmt: skip
    services.split_unit(unit=country["cu-khoi"], parts=by_share, on=JULY, act=country.act, by=country.admin)
    level = UnitLevel.objects.get(code="district")
    services.abolish_level(level=level, on=JULY, act=country.act, by=country.admin)


def _report(world: World) -> None:
    for unit, (petitions, households, (part, whole)) in COMMUNES_2019.items():
        sent = world.send("xa", QUARTER, unit)
        ValueFactory(submission=sent, indicator=world.petitions, number=Decimal(petitions))
        ValueFactory(submission=sent, indicator=world.households, number=Decimal(households))
        ValueFactory(submission=sent, indicator=world.standard, number=None, part=Decimal(part), whole=Decimal(whole))
    for form, window, figures in (
        ("xa", YEAR, COMMUNES_2025), ("thon", QUARTER, VILLAGES_2019), ("thon", YEAR, VILLAGES_2025),
        ("huyen", YEAR, DISTRICTS_2025), ("phuong", QUARTER, WARDS_2019),
    ):  # fmt: skip
        for unit, petitions in figures.items():
            ValueFactory(
                submission=world.send(form, window, unit), indicator=world.petitions, number=Decimal(petitions)
            )
