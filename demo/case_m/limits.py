"""Limits that offices of xã Vân Khê follow by hand: running, late, extended, a minimum, one before its event."""

from __future__ import annotations

from dataclasses import dataclass

from common import clock as wall
from deadlines.enums import LimitUnit
from deadlines.models import Clock, TrackedLimit
from deadlines.services import by_hand, tracked
from demo.building import body, user
from demo.cases.plain import ILLUSTRATIVE

from .days import Days


@dataclass(frozen=True)
class Followed:
    """What a body must do, by which rule, counted from which day (0 is the day of seeding)."""

    title: str
    body: str
    rule: str
    start: int
    by: str = "tonghop"


LIMITS = (
    Followed("Công khai quyết định điều chỉnh dự toán ngân sách xã", "ubnd-van-khe", "DISC-01", -3, "canbo"),
    Followed("Niêm yết kết quả rà soát hộ nghèo, hộ cận nghèo", "ubnd-van-khe", "DISC-02", -12, "canbo"),
    Followed(
        "Trả lời kiến nghị của Ban Thanh tra nhân dân về đường liên thôn", "phong-kinh-te-van-khe", "INSP-09", -18
    ),
    Followed("Trả lời kiến nghị của Ban Giám sát đầu tư của cộng đồng về kênh nội đồng", "ubnd-van-khe", "INSP-12", -6),
    Followed("Lấy ý kiến Nhân dân về dự thảo quy hoạch điểm dân cư", "ubnd-van-khe", "OPIN-01", -10),
    Followed("Thông báo kết quả giám sát việc công khai ở thôn, bản", "mttq-van-khe", "FRONT-03", -5, "mattran"),
    Followed("Gửi kế hoạch giám sát đến các cơ quan được giám sát", "mttq-van-khe", "FRONT-01", 24, "mattran"),
)
EXTENDED = Followed("Cung cấp thông tin về quy hoạch theo yêu cầu của công dân", "ubnd-van-khe", "DISC-12", -9, "canbo")


def is_loaded() -> bool:
    return TrackedLimit.objects.exists()


def load() -> None:
    """Through the verbs, by the people who would do it."""
    days = Days(wall.today())
    for followed in LIMITS:
        _follow(followed, days)
    clock = Clock.objects.of(_follow(EXTENDED, days)).get()
    by_hand.extend(
        clock=clock, due_seen=clock.due_on, amount=10, counted_in=LimitUnit.WORKING_DAY, on=days.day(-1),
        by=user(EXTENDED.by), reason="Yêu cầu phức tạp, phải tập hợp từ nhiều hồ sơ",
    )  # fmt: skip


def _follow(followed: Followed, days: Days) -> TrackedLimit:
    return tracked.track(
        title=followed.title, body=body(followed.body), rule=followed.rule, start=days.day(followed.start),
        note=ILLUSTRATIVE, by=user(followed.by),
    )  # fmt: skip
