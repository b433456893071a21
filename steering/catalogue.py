"""The kinds of committees that come with the portal. Added when missing, never overwritten."""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.db.models.signals import post_migrate

# code, Vietnamese and English name
KINDS = [
    ("qcdc", "Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở", "Steering Committee for Grassroots Democracy"),
    ("ngan-sach", "Ban điều hành ngân sách", "Budget steering board"),
    ("nong-thon-moi", "Ban Chỉ đạo xây dựng nông thôn mới", "Steering Committee for New Rural Development"),
    ("cai-cach-hanh-chinh", "Ban Chỉ đạo cải cách hành chính", "Steering Committee for Administrative Reform"),
]


def connect(config: AppConfig) -> None:
    """Supply the rows after every migration, so that no installation is without them."""
    post_migrate.connect(supply, sender=config, dispatch_uid="steering.catalogue")


def supply(*, apps: Any = installed, using: str = "default", **_kwargs: object) -> None:
    """Add the kinds that are missing."""
    try:
        kind = apps.get_model("steering", "CommitteeKind")
    except LookupError:
        return  # migrated back to before the first migration
    rows = [kind(code=code, name_vi=vi, name_en=en, rank=rank) for rank, (code, vi, en) in enumerate(KINDS, start=1)]
    kind.objects.using(using).bulk_create(rows, ignore_conflicts=True)
