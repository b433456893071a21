"""Huyện Đầm Hà of Quảng Ninh, made through the verbs."""

from dataclasses import dataclass, field
from datetime import date

from accounts.models import User
from organizations import services
from organizations.models import BodyKind, LegalAct, Unit, UnitKind
from organizations.services import NewUnit
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyKindFactory, LegalActFactory, UnitKindFactory

BEGIN = date(1991, 1, 1)


@dataclass
class Country:
    """Units by code, and short ways to the verbs, done by the system administrator."""

    admin: User
    act: LegalAct
    units: dict[str, Unit] = field(default_factory=dict)

    def __getitem__(self, code: str) -> Unit:
        return Unit.objects.select_related("kind__level").get(code=code)

    def kind(self, code: str) -> UnitKind:
        return UnitKindFactory(code=code)

    def body_kind(self, code: str) -> BodyKind:
        return BodyKindFactory(code=code, name_vi=code)

    def unit(self, code: str, kind: str, name: str, parent: str | None, on: date = BEGIN) -> Unit:
        above = self[parent] if parent else None
        return services.create_unit(
            code=code, kind=self.kind(kind), name=name, parent=above, on=on, act=self.act, by=self.admin
        )

    def body(self, code: str, unit: str, kind: str = "ubnd", on: date = BEGIN):
        name = f"{kind} {self[unit].name}"
        return services.create_body(
            code=code, unit=self[unit], kind=self.body_kind(kind), name=name, on=on, act=self.act, by=self.admin
        )

    def merge(self, code: str, into: str, on: date, **more):
        return services.merge_units(
            predecessors=[self[code]], into=self[into], on=on, act=self.act, by=self.admin, **more
        )


def build_country() -> Country:
    """The tree as it was in 2019."""
    admin, act = UserFactory(full_name="Vũ Văn Quản"), LegalActFactory(number="Dữ liệu ban đầu")
    root = NewUnit(UnitKindFactory(code="tinh"), "Quảng Ninh", None, "quang-ninh")
    services.found_installation(unit=root, on=BEGIN, act=act, admin=admin)
    country = Country(admin, act)
    country.unit("dam-ha", "huyen", "Đầm Hà", "quang-ninh")
    country.unit("quang-loi", "xa", "Quảng Lợi", "dam-ha")
    country.unit("quang-tan", "xa", "Quảng Tân", "dam-ha")
    country.unit("an-loi", "thon", "An Lợi", "quang-loi")
    return country
