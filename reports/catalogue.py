"""The outline that comes with the portal. Added when missing, never overwritten: an administrator's change stays."""

from datetime import date
from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models.signals import post_migrate

OUTLINE = {
    "code": "committee-2016",
    "kind": "committee",
    "name_vi": "Báo cáo kết quả thực hiện Quy chế dân chủ ở cơ sở",
    "name_en": "Report on the implementation of grassroots democracy",
    "subject_vi": "Kết quả thực hiện Quy chế dân chủ ở cơ sở {period}, nhiệm vụ trọng tâm {next}",
    "valid": DateRange(date(2016, 1, 1), None),
}

FIELDS = ("code", "number", "title_vi", "title_en", "content", "guidance")
SECTIONS = [
    (
        "lanh-dao",
        "I",
        "Công tác lãnh đạo, chỉ đạo",
        "Leadership and direction",
        "direction",
        "Nêu văn bản chỉ đạo, quán triệt; việc kiện toàn, phân công thành viên.",
    ),
    (
        "ket-qua",
        "II",
        "Kết quả thực hiện",
        "Results",
        "results",
        "Nêu kết quả theo loại hình: xã, phường; cơ quan, đơn vị; doanh nghiệp.",
    ),
    (
        "kiem-tra",
        "III",
        "Kiểm tra, giám sát và hoạt động của Ban Chỉ đạo",
        "Inspection, supervision and the committee's work",
        "committee_work",
        "Nêu các cuộc kiểm tra, giám sát và kiến nghị sau giám sát.",
    ),
    (
        "danh-gia",
        "IV",
        "Đánh giá chung",
        "Assessment",
        "assessment",
        "Nêu ưu điểm, hạn chế, nguyên nhân.",
    ),
    (
        "nhiem-vu",
        "V",
        "Nhiệm vụ trọng tâm {next}",
        "Main tasks of the next period",
        "tasks",
        "Kết luận của hội nghị được đưa vào tự động; viết thêm giải pháp nếu cần.",
    ),
    (
        "kien-nghi",
        "VI",
        "Kiến nghị, đề xuất",
        "Proposals",
        "proposals",
        "Nêu kiến nghị với cấp trên.",
    ),
]


def connect(config: AppConfig) -> None:
    """Supply the outline after every migration, so that no installation is without it."""
    post_migrate.connect(supply, sender=config, dispatch_uid="reports.catalogue")


def supply(*, apps: Any = installed, using: str = "default", **_kwargs: object) -> None:
    """Add the outline if it is not there."""
    try:
        outline_model, section_model = (apps.get_model("reports", name) for name in ("Outline", "OutlineSection"))
    except LookupError:
        return  # migrated back to before the first migration
    outline, is_new = outline_model.objects.using(using).get_or_create(code=OUTLINE["code"], defaults=OUTLINE)
    if is_new:
        section_model.objects.using(using).bulk_create(
            section_model(outline=outline, order=order, **dict(zip(FIELDS, row, strict=True)))
            for order, row in enumerate(SECTIONS, 1)
        )
