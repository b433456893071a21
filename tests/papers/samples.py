"""Papers to print: the nine-month report of a ward's committee, and a State report of the same ward."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from common.official import (
    Annex,
    Bullets,
    Figure,
    Paper,
    Paragraph,
    Run,
    Section,
    Style,
    Table,
    bullets,
    paragraph,
    symbol_for,
)

MADE_AT = datetime(2020, 9, 23, 14, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
LINE = (
    "Ban Chỉ đạo đã chỉ đạo các ngành, đoàn thể, tổ dân phố triển khai đồng bộ các nhiệm vụ; công tác phối hợp giữa "
    "Đảng ủy, chính quyền, Mặt trận Tổ quốc và các đoàn thể được duy trì thường xuyên."
)
ALT = "Biểu đồ cột: 20 nhiệm vụ hoàn thành, 9 nhiệm vụ đang thực hiện."
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="110" viewBox="0 0 400 110">'
    '<rect x="110" y="20" width="200" height="30" fill="#333"/>'
    '<text x="10" y="40" font-family="Tinos">Hoàn thành</text>'
    '<rect x="110" y="60" width="90" height="30" fill="#bbb"/><text x="10" y="80" font-family="Tinos">Đang làm</text>'
    "</svg>"
).encode()


def table(count: int = 1, **changes: Any) -> Table:
    fields: dict[str, Any] = {
        "caption": "Tình hình thực hiện kết luận của hội nghị trước",
        "columns": ("TT", "Nội dung kết luận", "Cơ quan chủ trì", "Hạn", "Tiến độ (%)"),
        "widths": (6, 44, 24, 14, 12),
        "numeric": frozenset({0, 4}),
        "row_header": 1,
        "rows": tuple(
            (str(n), f"Kết luận số {n}: giám sát ở Chi bộ số 11", "Mặt trận Tổ quốc phường", "31/12/2020", "50")
            for n in range(1, count + 1)
        ),
    }
    return Table(**(fields | changes))


def paper(style: Style = Style.PARTY_B, **changes: Any) -> Paper:
    """The ward committee's report."""
    fields: dict[str, Any] = {
        "style": style,
        "superior": "ĐẢNG ỦY PHƯỜNG CỰ KHỐI",
        "issuer": "BAN CHỈ ĐẠO QCDC",
        "number": 12,
        "symbol": symbol_for(style, "BC", "BCĐ"),
        "place": "Cự Khối",
        "issued_on": date(2020, 9, 23),
        "type_name": "BÁO CÁO",
        "subject": "kết quả thực hiện Quy chế dân chủ ở cơ sở 9 tháng đầu năm,\nnhiệm vụ trọng tâm quý IV năm 2020",
        "made_at": MADE_AT,
        "recipients": ("Ban Chỉ đạo QCDC quận Long Biên", "Các thành viên Ban Chỉ đạo"),
        "kept_in": "Văn phòng Đảng ủy",
        "authority": "T/M BAN CHỈ ĐẠO",
        "position": "TRƯỞNG BAN",
        "signer": "Nguyễn Thị Hồng Ngọc",
        "opening": (Paragraph(f"Mở đầu. {LINE}"),),
        "sections": sections(),
        "annexes": (Annex("Tình hình thực hiện kết luận", (table(6),)), Annex("Số liệu", (table(2),))),
    }
    return Paper(**(fields | changes))


def sections() -> tuple[Section, ...]:
    inner = (
        Section("1", "Công khai để dân biết", (Paragraph(LINE), Bullets(("Niêm yết tại nhà văn hóa", "Phát thanh")))),
        Section("2", "Dân bàn, dân quyết định", (Figure(SVG, ALT, "Biểu đồ 1. Nhiệm vụ theo trạng thái"),)),
    )
    return (
        Section("I", "Lãnh đạo, chỉ đạo", (Paragraph(LINE), Paragraph(LINE))),
        Section("II", "Kết quả", (Paragraph(LINE),), inner),
        Section("III", "Kiến nghị", (Paragraph("Đề nghị Ban Chỉ đạo quận tiếp tục hướng dẫn."),)),
    )


def state_paper(**changes: Any) -> Paper:
    """The People's Committee's report."""
    fields: dict[str, Any] = {
        "superior": "ỦY BAN NHÂN DÂN QUẬN LONG BIÊN",
        "issuer": "ỦY BAN NHÂN DÂN PHƯỜNG CỰ KHỐI",
        "issuer_in_text": "Ủy ban nhân dân phường Cự Khối",
        "number": 5,
        "symbol": symbol_for(Style.STATE, "BC", "UBND"),
        "issued_on": date(2020, 2, 3),
        "kept_in": "VT",
        "authority": "TM. ỦY BAN NHÂN DÂN",
        "position": "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
        "addressees": ("Ủy ban nhân dân quận Long Biên", "Phòng Nội vụ quận Long Biên"),
        "grounds": ("Căn cứ Nghị định số 04/2015/NĐ-CP;", "Căn cứ Kế hoạch số 01/KH-UBND."),
    }
    return paper(Style.STATE, **(fields | changes))


CHECK_AT = "https://qcdc.example.vn/xac-minh/ABCDEFGHJK/"
DATA = {"so-lieu.json": b'{"figures": []}\n', "so-lieu.csv": "Mã,Số liệu\n".encode()}


def told(paper: Paper, **changes: Any) -> Paper:
    """The paper as it is issued: every number leads to its records, the last page says where it is verified."""
    held = Run("04", figure="conferences.held")
    long = Run("53 mô hình (Kinh tế: 20; Môi trường: 33; Văn hóa: 12)", bold=True, figure="submitted:12:mo-hinh")
    blocks = (
        paragraph("Trong kỳ đã tổ chức ", held, " hội nghị, có ", long, " và nhiều việc khác."),
        bullets((("Đối thoại: ", Run("5", figure="dialogues")), ("Tiếp dân",)), numbered=True),
    )
    rows = table(6, figures=tuple((row, 4, f"steering.task-{row}") for row in range(6)))
    fields: dict[str, Any] = {
        "sections": (Section("I", "Kết quả", blocks), *sections()[1:]),
        "annexes": (Annex("Tình hình thực hiện kết luận", (rows,)), Annex("Số liệu", (table(30),), wide=True)),
        "check_code": "ABCDEFGHJK",
        "check_at": CHECK_AT,
    }
    return replace(paper, **(fields | changes))
