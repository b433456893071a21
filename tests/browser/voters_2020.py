"""Case B's 303 voter petitions as a file of Excel: the number is real, the words and villages are made up.

298 say different things, five say again what another one said. Nobody has sorted them by level of competence, and
every eighth matter came without a field: that is what the council's office does when it consolidates.
"""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from itertools import product
from typing import Any, NamedTuple

import openpyxl

FIRST_DAY = date(2020, 7, 1)
COMMUNES = (
    ("thi-tran-dam-ha", "Đầm Hà"), ("xa-dam-ha", "Đầm Hà"), ("dai-binh", "Đại Bình"), ("duc-yen", "Dực Yên"),
    ("quang-an", "Quảng An"), ("quang-lam", "Quảng Lâm"), ("quang-tan", "Quảng Tân"), ("tan-binh", "Tân Bình"),
    ("tan-lap", "Tân Lập"),
)  # fmt: skip
PLACES = (
    ("xã Quảng Lâm", "bản Tài Lý Sáy"), ("xã Quảng Lâm", "thôn Bình Hồ"), ("xã Quảng Tân", "thôn Tân Hòa"),
    ("xã Quảng Tân", "thôn An Lợi"), ("xã Đại Bình", "thôn Làng Ruộng"), ("xã Dực Yên", "thôn Đồng Tâm"),
    ("xã Quảng An", "bản Mào Sán Cáu"), ("xã Tân Bình", "thôn Tân Trung"), ("xã Tân Bình", "thôn Nhâm Cao"),
    ("xã Tân Lập", "thôn Lập Tân"), ("xã Tân Lập", "thôn Phúc Tiến"), ("xã Quảng An", "thôn Hải An"),
)  # fmt: skip


class Matter(NamedTuple):
    """What was said of every place, and how the file sorts it ("" where nobody did)."""

    said: str
    field: str
    level: str = ""


LAND, ROADS, HEALTH, STAFF = (
    "Đất đai, tài nguyên, môi trường", "Giao thông, xây dựng, đô thị", "Y tế, an toàn thực phẩm",
    "Tổ chức bộ máy, cán bộ, cải cách hành chính",
)  # fmt: skip
RURAL, POWER = "Nông nghiệp, nông thôn, thủy lợi", "Điện, nước sinh hoạt, viễn thông"
MATTERS = (
    Matter("Sớm cấp giấy chứng nhận quyền sử dụng đất ở cho các hộ còn lại tại {}.", LAND),
    Matter("Xử lý bãi rác tự phát gây mùi hôi cạnh khu dân cư {}.", LAND),
    Matter("Đo đạc lại ranh giới rừng giao khoán cho dân {} vì bản đồ cũ sai lệch.", LAND),
    Matter("Sửa chữa tuyến đường liên thôn qua {} hỏng nặng sau mưa.", ROADS),
    Matter("Xây cầu dân sinh thay ngầm tràn đi vào {}, học sinh qua suối nguy hiểm.", ROADS),
    Matter("Lắp biển báo và gờ giảm tốc ở ngã ba đầu {}.", ROADS),
    Matter("Nâng cấp tỉnh lộ đoạn chạy qua {} đang xuống cấp.", ROADS, "Cấp tỉnh"),
    Matter("Trạm y tế gần {} thiếu bác sĩ và thuốc bảo hiểm thông thường.", HEALTH),
    Matter("Phun khử khuẩn, hướng dẫn phòng chống dịch COVID-19 tại {}.", HEALTH),
    Matter("Giải quyết hồ sơ một cửa của người dân {} còn phải đi lại nhiều lần.", STAFF),
    Matter("Phụ cấp người hoạt động không chuyên trách ở {} quá thấp, khó giữ người.", STAFF),
    Matter("Nạo vét kênh mương nội đồng phục vụ tưới tiêu cho cánh đồng {}.", RURAL),
    Matter("Hỗ trợ tiêu thụ gà bản và dong riềng do nông dân {} làm ra.", RURAL),
    Matter("Có chính sách tái đàn lợn sau dịch tả châu Phi cho hộ chăn nuôi {}.", RURAL),
    Matter("Kéo điện ba pha về {} để xay xát, sấy nông sản.", POWER, "Cấp tỉnh"),
    Matter("Mở rộng hệ thống nước sạch tập trung đến {}.", POWER),
    Matter("Sóng di động tại {} chập chờn, nhiều nhà không gọi được.", POWER),
    Matter("Điểm trường mầm non ở {} dột nát, cần sửa trước năm học mới.", "Giáo dục, đào tạo"),
    Matter("Bổ sung giáo viên tiếng Anh cho lớp ghép tại {}.", "Giáo dục, đào tạo"),
    Matter("Rà soát hộ nghèo ở {} còn bỏ sót người già neo đơn.", "Văn hóa, chính sách xã hội, việc làm"),
    Matter("Tăng cường tuần tra ban đêm vì mất trộm trâu bò ở {}.", "An ninh, trật tự, tư pháp"),
    Matter("Sớm trả tiền đền bù cao tốc Vân Đồn – Móng Cái cho các hộ {}.", "Giải phóng mặt bằng, tái định cư"),
    Matter("Xây nhà văn hóa để nhân dân {} có chỗ sinh hoạt cộng đồng.", ""),
    Matter("Quy hoạch nghĩa trang mới vì nghĩa địa {} đã kín chỗ.", ""),
    Matter("Công khai các khoản thu đóng góp tự nguyện ở {} mỗi quý.", ""),
)  # fmt: skip
DISTINCT, TWICE, AGAIN = 298, 2, 3
ALL = DISTINCT + TWICE + AGAIN


class Row(NamedTuple):
    """A line of the file under the heads of the portal's template."""

    text: str
    day: date
    field: str
    level: str
    unit: str
    place: str


def rows() -> list[Row]:
    """All 303. The last five repeat: two word for word in the same place, three as part of a longer text."""
    made = [
        Row(one.said.format(village), FIRST_DAY + timedelta(days=number % 10), one.field, one.level, unit, village)
        for number, (one, (unit, village)) in enumerate(product(MATTERS, PLACES))
    ][:DISTINCT]
    longer = [
        row._replace(text=f"{row.text} Việc này nhiều cử tri đã phản ánh.") for row in made[40 : 40 + 12 * AGAIN : 12]
    ]
    return [*made, *made[:TWICE], *longer]


def filled(template: bytes) -> bytes:
    """The portal's own template with all petitions written under its heads."""
    book: Any = openpyxl.load_workbook(BytesIO(template))
    sheet = book["Kiến nghị"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    wanted = (
        "Nội dung kiến nghị",
        "Ngày tiếp nhận",
        "Lĩnh vực",
        "Cấp thẩm quyền",
        "Nơi có kiến nghị",
        "Địa điểm cụ thể",
    )
    for number, row in enumerate(rows(), 2):
        for head, value in zip(wanted, row, strict=True):
            sheet.cell(number, heads[head], value or None)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
