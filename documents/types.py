"""The document types that come with the portal. A room's catalogue as common.catalogues wants it."""

from .models import DocumentType

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
    ("danh-sach", "DS", "Danh sách", "List"),
]


def load() -> int:
    """Add the types that are missing and bring their names up to date."""
    rows = [
        DocumentType(code=code, abbreviation=abbreviation, name_vi=vi, name_en=en, rank=rank)
        for rank, (code, abbreviation, vi, en) in enumerate(SUPPLIED, start=1)
    ]
    DocumentType.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=["name_vi", "name_en"]
    )
    return len(rows)
