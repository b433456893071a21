"""Made-up texts of petitions from regular parts: frequent phrases, rare place names, every number its own text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from common.text import syllables

_ASKS = (
    "Cử tri đề nghị sửa chữa, nâng cấp tuyến đường liên thôn qua {place} đã xuống cấp, đi lại khó khăn vào mùa mưa",
    "Đề nghị xem xét cấp giấy chứng nhận quyền sử dụng đất cho các hộ ở {place} đã sử dụng ổn định, không tranh chấp",
    "Cử tri phản ánh hệ thống kênh mương ở {place} bị bồi lấp, đề nghị nạo vét để bảo đảm nước tưới cho vụ xuân",
    "Đề nghị đầu tư đường điện chiếu sáng và trạm biến áp tại {place}, do điện yếu vào giờ cao điểm",
    "Đề nghị bố trí thêm giáo viên, sửa chữa phòng học của điểm trường tiểu học tại {place}",
    "Cử tri đề nghị giải quyết dứt điểm việc bồi thường, giải phóng mặt bằng dự án đi qua {place}",
    "Đề nghị xử lý tình trạng ô nhiễm do chăn nuôi, đốt rác tại {place}, ảnh hưởng đến sinh hoạt của nhân dân",
    "Đề nghị cấp nước sinh hoạt hợp vệ sinh cho các hộ dân tại {place}",
    "Cử tri đề nghị quan tâm chế độ đối với người có công, hộ nghèo, hộ cận nghèo tại {place}",
    "Đề nghị tăng cường tuần tra, bảo đảm an ninh trật tự, an toàn giao thông tại {place}",
)
_MORE = (
    "; việc này đã được nêu tại kỳ họp trước nhưng chưa có kết quả cụ thể.",
    "; đề nghị sớm có văn bản trả lời để cử tri biết và theo dõi.",
    "; nhân dân sẵn sàng hiến đất, đóng góp ngày công để cùng thực hiện.",
    ", nhất là các hộ ở cuối tuyến và các hộ mới tách; đề nghị khảo sát thực tế, có lộ trình thực hiện rõ ràng.",
)
_FIRST = ("bản", "thôn", "xóm", "khu", "làng")
_MIDDLE = ("Xuân", "Tân", "Phú", "Đông", "Trung", "Vĩnh", "Hòa", "Thanh", "Minh", "Bình", "Nam", "Yên", "Kim", "Lâm")
_LAST = ("Lộc", "Hợp", "Sơn", "Thủy", "Tiến", "Lập", "Phong", "Quang", "Đức", "Thịnh", "Hải", "Giang", "Trạch", "Bảo")
RARE = "bản Xuân Lộc"
PLACES = len(_FIRST) * len(_MIDDLE) * len(_LAST)


@dataclass(frozen=True)
class Text:
    """A text with its syllables, so that the search columns are put together and not worked out again."""

    text: str
    spoken: tuple[str, ...]

    def __add__(self, other: Text) -> Text:
        return Text(self.text + other.text, self.spoken + other.spoken)


@cache
def _text(words: str) -> Text:
    return Text(words, tuple(syllables(words)))


def place(number: int) -> Text:
    """One of 980 villages. RARE comes once in ten thousand petitions, the others share the rest."""
    if number % 10_000 == 7:
        return _text(RARE)
    step = number % (PLACES - 1) + 1  # 0 would be the rare one
    first, rest = step % len(_FIRST), step // len(_FIRST)
    return _text(f"{_FIRST[first]} {_MIDDLE[rest % len(_MIDDLE)]} {_LAST[rest // len(_MIDDLE)]}")


def petition(number: int) -> tuple[Text, Text, Text]:
    """Text as spoken, consolidated text, and place of the petition of that number."""
    where = place(number)
    before, _place, after = _ASKS[number // 7 % len(_ASKS)].partition("{place}")
    wording = _text(before) + where + _text(after)
    return wording + _text(_MORE[number // 3 % len(_MORE)]), wording, where


def key_of(*texts: Text) -> str:
    """What common.searching.key_of would give for the texts."""
    return f" {' \n '.join(' '.join(text.spoken) for text in texts)} "


def pairs_of(*texts: Text) -> list[str]:
    """What SearchableModel.fill_search would keep as pairs."""
    return list(dict.fromkeys(f"{one} {two}" for text in texts for one, two in pairwise(text.spoken)))
