"""The document types that come with the portal. Rows are added when missing, never overwritten."""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.db.models.signals import post_migrate

# code, abbreviation, Vietnamese and English name, in the order of lists
SUPPLIED = [
    ("bao-cao", "BC", "Báo cáo", "Report"),
    ("thong-bao", "TB", "Thông báo", "Notice"),
    ("ke-hoach", "KH", "Kế hoạch", "Plan"),
    ("chuong-trinh", "CTr", "Chương trình", "Programme"),
    ("cong-van", "CV", "Công văn", "Official letter"),
    ("quyet-dinh", "QĐ", "Quyết định", "Decision"),
    ("to-trinh", "TTr", "Tờ trình", "Submission"),
    ("bien-ban", "BB", "Biên bản", "Minutes"),
    ("giay-moi", "GM", "Giấy mời", "Invitation"),
    ("nghi-quyet", "NQ", "Nghị quyết", "Resolution"),
    ("chi-thi", "CT", "Chỉ thị", "Directive"),
    ("ket-luan", "KL", "Kết luận", "Conclusion"),
    ("huong-dan", "HD", "Hướng dẫn", "Guidance"),
    ("quy-dinh", "QyĐ", "Quy định", "Regulation"),
    ("quy-che", "QC", "Quy chế", "Rules of procedure"),
    ("de-an", "ĐA", "Đề án", "Scheme"),
    ("phuong-an", "PA", "Phương án", "Arrangement"),
    ("thong-tri", "TT", "Thông tri", "Circular letter"),
    ("phieu-chuyen", "PC", "Phiếu chuyển", "Transfer slip"),
]


def connect(config: AppConfig) -> None:
    """Supply the types after every migration, so that no installation is without them."""
    post_migrate.connect(supply, sender=config, dispatch_uid="documents.types")


def supply(*, apps: Any = installed, using: str = "default", **_kwargs: object) -> None:
    """Add the types that are missing."""
    try:
        model = apps.get_model("documents", "DocumentType")
    except LookupError:
        return  # migrated back to before the first migration
    rows = [
        model(code=code, abbreviation=abbreviation, name_vi=vi, name_en=en, rank=rank)
        for rank, (code, abbreviation, vi, en) in enumerate(SUPPLIED, start=1)
    ]
    model.objects.using(using).bulk_create(rows, ignore_conflicts=True)
