"""Eight quarters of finished work: tasks that committees set, reports of the lead bodies, confirmations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from common.periods import Kind, Period
from demo.building import body, user
from demo.cases.plain import Step
from demo.recording import take_steps
from organizations.models import Body
from steering import services as steering
from steering.models import Task

QUARTERS = 8

TITLES = (
    "Niêm yết công khai dự toán, quyết toán thu chi ngân sách",
    "Tổ chức đối thoại giữa người đứng đầu cấp ủy, chính quyền với Nhân dân",
    "Rà soát hương ước, quy ước của các thôn, bản, khu phố",
    "Giám sát việc Nhân dân đóng góp làm đường giao thông",
    "Kiểm tra việc công khai thủ tục hành chính",
    "Hướng dẫn bầu Ban Thanh tra nhân dân",
    "Tuyên truyền Luật Thực hiện dân chủ ở cơ sở tại khu dân cư",
    "Tổng hợp, trả lời ý kiến cử tri sau tiếp xúc",
    "Củng cố các tổ hòa giải ở cơ sở",
    "Công khai danh sách hộ nghèo, hộ cận nghèo sau bình xét",
    "Lấy ý kiến Nhân dân về quy hoạch chi tiết khu dân cư",
)


@dataclass(frozen=True)
class Office:
    """A committee that sets tasks, who leads them in turn, and who reports and confirms them."""

    unit: str
    leads: tuple[str, ...]
    a_quarter: tuple[int, ...]  # how many tasks in each of the eight quarters, oldest first
    clerk: str
    official: str


OFFICES = (
    Office("van-khe", ("ubnd", "mttq", "dang-uy"), (2, 2, 2, 1, 3, 3, 3, 2), "tonghop", "canbo"),
    Office("van-giang", ("ubnd", "mttq"), (1, 1, 1, 1, 1, 2, 2, 1), "vangiang.tonghop", "phuong"),
    Office("dao-van", ("ubnd",), (0, 0, 0, 1, 0, 1, 1, 1), "daovan.tonghop", "daovan.tonghop"),
    Office("ben-van", ("ubnd", "mttq"), (1, 0, 1, 0, 1, 1, 1, 0), "benvan.tonghop", "benvan.tonghop"),
    Office("van-son", ("ubnd",), (1, 0, 1, 0, 1, 0, 0, 0), "vanson.tonghop", "vanson.tonghop"),
)


def load(today: date) -> None:
    """The quarters before the one of today, oldest first."""
    quarters = quarters_before(today)
    for office in OFFICES:
        host, clerk, official = body(f"ban-chi-dao-{office.unit}"), user(office.clerk), user(office.official)
        leads = [body(f"{lead}-{office.unit}") for lead in office.leads]
        for place, quarter in enumerate(quarters):
            for number in range(3 * place, 3 * place + office.a_quarter[place]):
                task = _task(quarter, number, host, leads[number % len(leads)], clerk)
                if task is not None:
                    taken = [step for step in _steps(task, number) if step.on <= today]
                    take_steps(task, taken, reporter=official, judge=clerk)


def quarters_before(today: date) -> list[Period]:
    """Eight whole quarters before the one of the day, oldest first."""
    found = [Period.containing(today, Kind.QUARTER).previous()]
    while len(found) < QUARTERS:
        found.append(found[-1].previous())
    return found[::-1]


def _task(quarter: Period, number: int, host: Body, lead: Body, by: User) -> Task | None:
    """A task of a quarter; none before its bodies began."""
    assigned = quarter.start + timedelta(days=6 + 11 * (number % 3))
    if assigned not in host.valid or assigned not in lead.valid:
        return None
    return steering.assign_task(
        title=f"{TITLES[number % len(TITLES)]} ({quarter.short_label})",
        assigned_by=host,
        lead=lead,
        supporters=[],
        assigned_on=assigned,
        due_on=assigned + timedelta(days=70 if number % 3 == 2 else 45),
        by=by,
    )


def _steps(task: Task, number: int) -> tuple[Step, ...]:
    """Done in time or, one in five, some days late; some only in the quarter after."""
    done = task.due_on + timedelta(days=9 if number % 5 == 4 else -7)
    return (
        Step(on=done - timedelta(days=3), percent=100, text="Đã thực hiện xong, có văn bản kèm theo (minh họa)."),
        Step(on=done, what="sign_off"),
    )
