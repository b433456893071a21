"""The kinds of conferences and the matters of the people's decisions that come with the portal.

Rows are added when missing, never overwritten: an administrator's change stays.
"""

from datetime import date
from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models.signals import post_migrate

# code, Vietnamese and English name, word of the title (empty: does not show in a title)
KINDS = [
    ("tong-ket", "Tổng kết", "Final review", "tổng kết"),
    ("so-ket", "Sơ kết", "Interim review", "sơ kết"),
    ("chuyen-de", "Chuyên đề", "Thematic conference", "chuyên đề"),
    ("giao-ban", "Giao ban", "Coordination meeting", "giao ban"),
    ("doi-thoai", "Đối thoại", "Dialogue conference", "đối thoại"),
    ("ky-ket", "Ký kết chương trình phối hợp", "Signing of a coordination programme", "ký kết chương trình phối hợp"),
    ("trien-khai", "Triển khai nhiệm vụ", "Launch of tasks", "triển khai nhiệm vụ"),
    ("cong-dong", "Họp cộng đồng dân cư", "Meeting of the residential community", "cộng đồng dân cư"),
    ("tham-quan", "Tham quan, học tập", "Study visit", ""),
    ("txct", "Tiếp xúc cử tri", "Meeting with voters", "tiếp xúc cử tri"),
]

LAW = "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15"
IN_FORCE = DateRange(date(2023, 7, 1), None)
MEETING, BALLOT, ONLINE = "meeting", "ballot", "online"

# item of Article 15, code, Vietnamese and English text, rule, forms, ballot only after a failed meeting
MATTERS = [
    (
        1,
        "dong-gop-ha-tang",
        "Chủ trương và mức đóng góp xây dựng cơ sở hạ tầng, công trình công cộng trong địa bàn",
        "Policy and level of contributions to infrastructure and public works in the area",
        "VOTE-07",
        [MEETING, BALLOT],
        False,
    ),
    (
        2,
        "thu-chi-cong-dong",
        "Việc thu, chi, quản lý các khoản đóng góp, kinh phí, tài sản do cộng đồng dân cư được giao quản lý",
        "Collection, spending and management of contributions, money and assets of the community",
        "VOTE-07",
        [MEETING, BALLOT],
        False,
    ),
    (
        3,
        "huong-uoc",
        "Nội dung hương ước, quy ước của cộng đồng dân cư",
        "The community's convention",
        "VOTE-08",
        [MEETING, BALLOT],
        True,
    ),
    (
        4,
        "bau-truong-thon",
        "Bầu, cho thôi làm Trưởng thôn, Tổ trưởng tổ dân phố",
        "Election and dismissal of the head of a village or residential group",
        "VOTE-08",
        [MEETING, BALLOT],
        True,
    ),
    (
        5,
        "bau-thanh-tra-giam-sat",
        "Bầu, cho thôi làm thành viên Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng",
        "Election and dismissal of members of the People's Inspection Board and Community Investment Supervision Board",
        "VOTE-08",
        [MEETING, BALLOT],
        True,
    ),
    (
        6,
        "tu-quan",
        "Công việc tự quản khác trong nội bộ cộng đồng dân cư",
        "Other self-management matters of the community",
        "VOTE-08",
        [MEETING, BALLOT, ONLINE],
        False,
    ),
]

# rule: share of all household representatives, and whether that very share is enough (Article 21(1))
SHARES = {"VOTE-07": (2, 3, True), "VOTE-08": (1, 2, False)}


def connect(config: AppConfig) -> None:
    """Supply the rows after every migration, so that no installation is without them."""
    post_migrate.connect(supply, sender=config, dispatch_uid="conferences.catalogue")


def supply(*, apps: Any = installed, using: str = "default", **_kwargs: object) -> None:
    """Add the kinds and matters that are missing."""
    try:
        kind, matter = (apps.get_model("conferences", name) for name in ("ConferenceKind", "DecisionMatter"))
    except LookupError:
        return  # migrated back to before the first migration
    kinds = [
        kind(code=code, name_vi=vi, name_en=en, word=word, rank=rank)
        for rank, (code, vi, en, word) in enumerate(KINDS, start=1)
    ]
    kind.objects.using(using).bulk_create(kinds, ignore_conflicts=True)
    matter.objects.using(using).bulk_create([matter(**_matter(*row)) for row in MATTERS], ignore_conflicts=True)


def _matter(item: int, code: str, vi: str, en: str, rule: str, forms: list[str], after: bool) -> dict[str, Any]:
    share_of, share_out_of, at_least = SHARES[rule]
    return {
        "code": code,
        "item": item,
        "name_vi": vi,
        "name_en": en,
        "rule": rule,
        "citation": f"khoản 1 Điều 21, khoản {item} Điều 15 {LAW}",
        "share_of": share_of,
        "share_out_of": share_out_of,
        "at_least": at_least,
        "forms": forms,
        "ballot_after_meeting": after,
        "valid": IN_FORCE,
    }
