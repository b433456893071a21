"""Names of states and sorts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Family(models.TextChoices):
    """To which bloc a body belongs; it decides the style of its papers (Party or State)."""

    PARTY = "party", _("Đảng")
    STATE = "state", _("Chính quyền")
    COUNCIL = "council", _("Hội đồng nhân dân")
    FRONT = "front", _("Mặt trận và đoàn thể")
    COMMUNITY = "community", _("Cộng đồng dân cư")


class Role(models.TextChoices):
    """What a person does at a unit or body. A person holds many and has one inbox."""

    OFFICIAL = "official", _("Cán bộ nhập liệu")
    CLERK = "clerk", _("Chuyên viên tổng hợp")
    RECORDS_CLERK = "records", _("Văn thư")
    MEMBER = "member", _("Thành viên Ban Chỉ đạo")
    LEADER = "leader", _("Lãnh đạo")
    ANSWERER = "answerer", _("Cơ quan giải quyết")
    SUPERVISOR = "supervisor", _("Giám sát của Hội đồng nhân dân")
    FRONT = "front", _("Mặt trận Tổ quốc")
    UNIT_ADMIN = "unitadmin", _("Quản trị đơn vị")
    SYSTEM_ADMIN = "sysadmin", _("Quản trị hệ thống")
    AUDITOR = "auditor", _("Kiểm tra, kiểm toán")


class Why(models.TextChoices):
    """Why a record concerns a unit."""

    ORIGIN = "origin", _("nơi lập hồ sơ")
    HOLDER = "holder", _("cơ quan chủ trì")
    ASSIGNER = "assigner", _("cơ quan giao việc")
    SUPPORTER = "supporter", _("cơ quan phối hợp")
    SUPERVISOR = "supervisor", _("cơ quan giám sát")
