"""Who can sign in to the demo: one account for each role, all with one password that everybody may know.

They exist only where seed_demo ran, which production refuses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from organizations.enums import Role

PASSWORD = "dan-chu-2026"  # noqa: S105 (public on purpose)
SINCE = date(2025, 7, 1)


@dataclass(frozen=True)
class Grant:
    """A role at a unit, or at one body of it (by code)."""

    role: Role
    unit: str
    body: str = ""


@dataclass(frozen=True)
class Account:
    """A person who signs in: the name is invented, ``what`` tells the reader of the table who that is."""

    username: str
    full_name: str
    what: str
    grants: tuple[Grant, ...]


ACCOUNTS = (
    Account("canbo", "Lò Thị Xuân", "cán bộ nhập liệu, xã Vân Khê", (Grant(Role.OFFICIAL, "van-khe"),)),
    Account("tonghop", "Phan Anh Dũng", "chuyên viên tổng hợp, xã Vân Khê", (Grant(Role.CLERK, "van-khe"),)),
    Account("vanthu", "Tạ Thị Kim Oanh", "văn thư, xã Vân Khê", (Grant(Role.RECORDS_CLERK, "van-khe"),)),
    Account(
        "thanhvien",
        "Quàng Văn Lâm",
        "thành viên Ban Chỉ đạo, xã Vân Khê",
        (Grant(Role.MEMBER, "van-khe", "ban-chi-dao-van-khe"),),
    ),
    Account(
        "lanhdao", "Mai Thị Thanh Bình", "lãnh đạo, Trưởng Ban Chỉ đạo xã Vân Khê", (Grant(Role.LEADER, "van-khe"),)
    ),
    Account(
        "giaiquyet",
        "Nông Đức Hiếu",
        "cơ quan giải quyết: Phòng Kinh tế xã Vân Khê",
        (Grant(Role.ANSWERER, "van-khe", "phong-kinh-te-van-khe"),),
    ),
    Account(
        "giamsat",
        "Hà Quang Trung",
        "giám sát của Hội đồng nhân dân xã Vân Khê",
        (Grant(Role.SUPERVISOR, "van-khe", "hdnd-van-khe"),),
    ),
    Account(
        "mattran",
        "Cầm Thị Nga",
        "Mặt trận Tổ quốc xã Vân Khê",
        (Grant(Role.FRONT, "van-khe", "mttq-van-khe"), Grant(Role.ANSWERER, "van-khe", "mttq-van-khe")),
    ),
    Account("quantri", "Lưu Gia Bảo", "quản trị đơn vị, xã Vân Khê", (Grant(Role.UNIT_ADMIN, "van-khe"),)),
    Account("hethong", "Trịnh Quốc Khánh", "quản trị hệ thống (không đọc hồ sơ)", ()),
    Account("kiemtra", "Đoàn Thị Lệ", "kiểm tra, kiểm toán, tỉnh Sông Vân", (Grant(Role.AUDITOR, "song-van"),)),
    Account("tinh", "Vương Hải Yến", "chuyên viên tổng hợp, tỉnh Sông Vân", (Grant(Role.CLERK, "song-van"),)),
    Account("lanhdaotinh", "Kiều Mạnh Hùng", "lãnh đạo, tỉnh Sông Vân", (Grant(Role.LEADER, "song-van"),)),
    Account("phuong", "Đinh Thị Hoài", "cán bộ nhập liệu, phường Vân Giang", (Grant(Role.OFFICIAL, "van-giang"),)),
    Account(
        "lichsu",
        "Chu Thị Nguyệt",
        "người đọc lịch sử: Quảng Ninh, Hà Nội (các hội nghị năm 2020)",
        (Grant(Role.AUDITOR, "quang-ninh"), Grant(Role.AUDITOR, "ha-noi")),
    ),
)


def table() -> str:
    """What the terminal prints: every account with its password and who that is."""
    width = max(len(account.username) for account in ACCOUNTS)
    lines = [f"  {account.username:<{width}}  {PASSWORD}  {account.what}" for account in ACCOUNTS]
    head = "Tài khoản dùng thử (tỉnh Sông Vân, xã Vân Khê là đơn vị minh họa):"
    return "\n".join([head, *lines])
