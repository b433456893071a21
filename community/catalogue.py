"""What every installation needs of this room: kinds of clocks, forms of consultations, types of mediation."""

from pathlib import Path

from django.db.backends.postgresql.psycopg_any import DateRange

from common import catalogues
from deadlines.catalogue import load_kinds

from .models import ConsultationMatter, ConsultationWay, MediationKind

DATA = Path(__file__).parent / "data"


def load() -> int:
    """Kinds of clocks are brought up to date; rows of the law are added when missing and never overwritten."""
    read = catalogues.read(DATA / "consultations.toml")
    valid = DateRange(read["from"], None)
    matters = [ConsultationMatter(rank=10 * n, valid=valid, **row) for n, row in enumerate(read["matters"], 1)]
    ways = [ConsultationWay(rank=10 * n, valid=valid, **row) for n, row in enumerate(read["ways"], 1)]
    ConsultationMatter.objects.bulk_create(matters, ignore_conflicts=True)
    ConsultationWay.objects.bulk_create(ways, ignore_conflicts=True)
    read = catalogues.read(DATA / "mediation.toml")
    valid = DateRange(read["from"], None)
    kinds = [MediationKind(rank=10 * n, valid=valid, **row) for n, row in enumerate(read["kinds"], 1)]
    MediationKind.objects.bulk_create(kinds, ignore_conflicts=True)
    return load_kinds(DATA / "kinds.toml") + len(matters) + len(ways) + len(kinds)
