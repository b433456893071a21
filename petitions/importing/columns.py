"""Which column of a sheet holds what. Heads are compared without accents, capitals and punctuation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.text import syllables


@dataclass(frozen=True)
class Column:
    """Something that a file may say of a petition. The first head is the template's."""

    name: str
    heads: tuple[str, ...]
    help: str | Promise
    required: bool = False
    private: bool = False
    width: int = 18

    @property
    def head(self) -> str:
        """What stands above it in the template; files are Vietnamese whoever reads the page."""
        return self.heads[0]


COLUMNS = (
    Column(
        "text",
        ("Nội dung kiến nghị", "Nội dung ý kiến, kiến nghị", "Ý kiến, kiến nghị", "Nội dung", "Nguyên văn", "Kiến nghị",
         "Ý kiến kiến nghị của cử tri", "Nội dung kiến nghị của cử tri", "Kiến nghị của cử tri", "Nội dung ý kiến"),
        _("Nguyên văn điều cử tri nói, mỗi dòng một kiến nghị."),
        required=True, width=60,
    ),
    Column(
        "received_on",
        ("Ngày tiếp nhận", "Ngày nhận", "Ngày tiếp xúc cử tri", "Ngày tiếp xúc", "Ngày kiến nghị", "Ngày", "Ngày tháng",
         "Thời gian", "Ngày tháng năm"),
        _("Ngày/tháng/năm, ví dụ 06/07/2020. Bỏ trống thì lấy ngày ghi khi tải tệp lên."),
        width=14,
    ),
    Column(
        "source", ("Nguồn", "Nguồn kiến nghị", "Nguồn tiếp nhận", "Hình thức tiếp nhận"),
        _("Chọn trong danh sách. Bỏ trống thì lấy nguồn ghi khi tải tệp lên."),
    ),
    Column(
        "source_note", ("Ghi chú nguồn", "Hội nghị", "Hội nghị tiếp xúc cử tri", "Điểm tiếp xúc", "Nơi tiếp xúc"),
        _("Ví dụ: hội nghị tiếp xúc cử tri xã Quảng Tân ngày 06/07/2020."), width=28,
    ),
    Column(
        "session", ("Kỳ họp", "Kỳ họp thứ", "Tên kỳ họp"),
        _("Chọn trong danh sách. Bỏ trống thì lấy kỳ họp chọn khi tải tệp lên."), width=28,
    ),
    Column(
        "field", ("Lĩnh vực", "Nhóm lĩnh vực", "Phân loại lĩnh vực", "Nhóm vấn đề"),
        _("Chọn trong danh sách; có thể bỏ trống và phân loại sau."), width=30,
    ),
    Column(
        "level", ("Cấp thẩm quyền", "Thẩm quyền", "Thẩm quyền giải quyết", "Cấp giải quyết",
                  "Cấp thẩm quyền giải quyết"),
        _("Chọn trong danh sách; có thể bỏ trống và phân loại sau."), width=16,
    ),
    Column(
        "place_unit",
        ("Nơi có kiến nghị", "Xã, phường", "Xã, phường, thị trấn", "Đơn vị", "Địa phương", "Xã/phường/đặc khu", "Xã",
         "Tên xã"),
        _("Chọn trong danh sách: đơn vị nơi cử tri nêu."), width=22,
    ),
    Column(
        "place", ("Địa điểm cụ thể", "Địa điểm", "Thôn, khu phố", "Thôn, bản, khu phố", "Địa chỉ nơi có kiến nghị"),
        _("Ví dụ: thôn Tân Hợp."), width=24,
    ),
    Column(
        "wording", ("Nội dung tổng hợp", "Nội dung sau tổng hợp", "Nội dung chuyển", "Tổng hợp"),
        _("Câu chữ sẽ gửi cơ quan giải quyết. Có cả lĩnh vực, cấp thẩm quyền và nội dung tổng hợp thì kiến nghị được "
          "ghi là đã tổng hợp."),
        width=60,
    ),
    Column(
        "person", ("Người kiến nghị", "Họ và tên", "Họ tên", "Tên cử tri", "Họ và tên cử tri", "Cử tri",
                   "Họ và tên người kiến nghị"),
        _("Không bắt buộc. Chỉ người của Hội đồng nhân dân xem được."), private=True, width=22,
    ),
    Column(
        "address", ("Địa chỉ người kiến nghị", "Địa chỉ", "Địa chỉ cử tri", "Nơi ở"),
        _("Không bắt buộc, như trên."), private=True, width=26,
    ),
    Column(
        "phone", ("Điện thoại người kiến nghị", "Điện thoại", "Số điện thoại", "SĐT", "ĐT"),
        _("Không bắt buộc, như trên."), private=True, width=16,
    ),
)  # fmt: skip
BY_NAME = {column.name: column for column in COLUMNS}
HEAD_OF = {column.name: column.head for column in COLUMNS} | {"people": BY_NAME["person"].head}
"""What a field of the form is called in a file."""

IGNORED = ("STT", "TT", "Số TT", "Số thứ tự", "Lỗi", "Dòng trong tệp gốc", "Ghi chú")
ERRORS, ORIGIN = IGNORED[4], IGNORED[5]  # what a workback adds

_LIKELY = 0.82  # how alike two heads are that may mean the same
_LONGEST_HEAD = 120


def origin(run: int, row: int) -> str:
    """Row 5 of import 12 is 12/5."""
    return f"{run}/{row}"


def key(head: str) -> str:
    """What is compared of a head: its syllables; what stands in brackets says how to fill it in."""
    return " ".join(syllables(head.split("(", maxsplit=1)[0] or head)[:20])


_KNOWN = {key(head): column.name for column in COLUMNS for head in column.heads}
_IGNORED = {key(head) for head in IGNORED}


@dataclass(frozen=True)
class Match:
    """Columns by what they hold, and what a person should look at before they are believed."""

    columns: dict[str, int]
    doubts: tuple[str, ...]  # heads
    unused: tuple[str, ...]

    @property
    def is_sure(self) -> bool:
        return not self.doubts and all(column.name in self.columns for column in COLUMNS if column.required)


def known(heads: Sequence[str]) -> int:
    """How many of the heads are known for certain."""
    return len({_KNOWN[key(head)] for head in heads if key(head) in _KNOWN})


def match(heads: Sequence[str]) -> Match:
    """By name; what only resembles a name, and a name that comes twice, is taken with doubt."""
    found: dict[str, int] = {}
    doubts: list[str] = []
    open_heads = {place: head for place, head in enumerate(heads) if key(head) and key(head) not in _IGNORED}
    for place, head in list(open_heads.items()):
        name = _KNOWN.get(key(head))
        if name is None:
            continue
        del open_heads[place]
        if name in found:
            doubts.append(head)
        else:
            found[name] = place
    unused = []
    for place, head in open_heads.items():
        likely = _resembling(key(head), found)
        if likely is None:
            unused.append(head[:_LONGEST_HEAD])
        else:
            found[likely] = place
            doubts.append(head)
    return Match(found, tuple(head[:_LONGEST_HEAD] for head in doubts), tuple(unused))


def _resembling(wanted: str, found: Mapping[str, int]) -> str | None:
    """What a head most resembles of that which has no column yet."""
    best = max(
        ((SequenceMatcher(None, wanted, head).ratio(), name) for head, name in _KNOWN.items() if name not in found),
        default=(0.0, ""),
    )
    return best[1] if best[0] >= _LIKELY else None
