"""Charts of the report."""

from collections import Counter

from common import charts, official
from steering.enums import TaskStatus

from .gather import Gathered

KEYS = ("Hoàn thành", "Chờ xác nhận", "Đang thực hiện", "Quá hạn", "Đã hủy")
# What is late stands out; neighbours still differ in lightness.
SHADES = (charts.SHADES[1], charts.SHADES[2], charts.SHADES[3], charts.SHADES[0], charts.SHADES[5])


def conclusions_chart(gathered: Gathered) -> official.Figure:
    """Prior conclusions by lead body and state, with the same figures in words for those who do not see it."""
    title = f"Kết luận kỳ trước theo cơ quan chủ trì, đến ngày {gathered.on:%d/%m/%Y}"
    rows = _rows(gathered)
    return official.Figure(
        charts.svg(charts.stacked_bars(title, rows, KEYS, SHADES)),
        alt=charts.in_words(title, rows, KEYS),
        caption=f"Biểu đồ: {title[0].lower()}{title[1:]}",
    )


def _rows(gathered: Gathered) -> list[charts.Row]:
    late = {task.pk for task in gathered.prior_overdue}
    counts: dict[str, Counter[str]] = {}
    for task in gathered.prior:
        state = KEYS[3] if task.pk in late else _key(task.status_on)  # type: ignore[attr-defined]  # annotated by as_of
        counts.setdefault(task.lead.name, Counter())[state] += 1
    return [(lead, [counted[key] for key in KEYS]) for lead, counted in counts.items()]


def _key(status: str) -> str:
    return {TaskStatus.DONE: KEYS[0], TaskStatus.REPORTED: KEYS[1], TaskStatus.CANCELLED: KEYS[4]}.get(
        TaskStatus(status), KEYS[2]
    )
