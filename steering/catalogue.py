"""What comes with the portal: kinds of committees and papers, added when missing and never overwritten; clocks."""

from pathlib import Path

from deadlines.catalogue import load_kinds

from . import directing_setup
from .models import CommitteeKind

CLOCKS = Path(__file__).parent / "data" / "kinds.toml"

# code, Vietnamese and English name
KINDS = [
    ("qcdc", "Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở", "Steering Committee for Grassroots Democracy"),
    ("ngan-sach", "Ban điều hành ngân sách", "Budget steering board"),
    ("nong-thon-moi", "Ban Chỉ đạo xây dựng nông thôn mới", "Steering Committee for New Rural Development"),
    ("cai-cach-hanh-chinh", "Ban Chỉ đạo cải cách hành chính", "Steering Committee for Administrative Reform"),
]


def load() -> int:
    """Run after every migration, so that no installation is without these rows."""
    rows = [CommitteeKind(code=code, name_vi=vi, name_en=en, rank=rank) for rank, (code, vi, en) in enumerate(KINDS, 1)]
    CommitteeKind.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows) + load_kinds(CLOCKS) + directing_setup.load()
