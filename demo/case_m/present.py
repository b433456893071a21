"""What is going on now in tỉnh Sông Vân: conferences behind and ahead, tasks in every state."""

from __future__ import annotations

from datetime import date

from conferences.models import Conference
from demo.building import body, user
from demo.cases.plain import ILLUSTRATIVE, Meeting
from demo.filing import on
from demo.recording import follow_up, hold, plan, take_steps
from steering import services as steering
from steering.models import Task

from . import meeting_papers, reviews
from .days import Days

OFFICIALS = {"van-khe": "canbo", "van-giang": "phuong"}
CLERKS = {"van-giang": "vangiang.tonghop", "dao-van": "daovan.tonghop", "ben-van": "benvan.tonghop"}


def load(today: date) -> None:
    """In the order in which it happened."""
    days = Days(today)
    _reviews_of_van_khe_begin(days)
    _province(days)
    _elsewhere(days)
    _last_review(days)
    _tasks_beside_conferences(days)
    _ahead(days)


def _reviews_of_van_khe_begin(days: Days) -> None:
    _record(reviews.earlier_review(days), "tonghop", "canbo", judge="lanhdao")
    _record(reviews.village_meeting(days), "canbo", "canbo", judge="lanhdao")


def _last_review(days: Days) -> None:
    """Put on the calendar with its papers, held, recorded."""
    meeting = reviews.last_review(days)
    with on(days.office_day(-25)):
        planned = plan(meeting, user("tonghop"))
    meeting_papers.before(planned, days)
    conference = hold(meeting, user("tonghop"), planned=planned)
    follow_up(conference, meeting.conclusions, clerk=user("lanhdao"), official=user("canbo"))
    meeting_papers.after(conference, days)


def _elsewhere(days: Days) -> None:
    _record(reviews.ward_review(days), "vangiang.tonghop", "phuong")
    _record(reviews.ben_van_review(days), "benvan.tonghop", "benvan.tonghop")
    _record(reviews.zone_review(days), "daovan.tonghop", "daovan.tonghop")


def _record(meeting: Meeting, clerk: str, official: str, *, judge: str = "") -> Conference:
    conference = hold(meeting, user(clerk))
    follow_up(conference, meeting.conclusions, clerk=user(judge or clerk), official=user(official))
    return conference


def _province(days: Days) -> None:
    """The province sets work to the steering committees below; each reports for itself."""
    meeting = reviews.province_review(days)
    conference = hold(meeting, user("tinh"))
    tasks = Task.objects.filter(conclusion__conference=conference).select_related("lead__unit")
    for task, concluded in zip(tasks.order_by("conclusion__order"), meeting.conclusions, strict=True):
        home = task.lead.unit.code
        reporter = OFFICIALS.get(home) or CLERKS.get(home, "")
        if concluded.steps:
            take_steps(task, concluded.steps, reporter=user(reporter), judge=user("lanhdaotinh"))


def _tasks_beside_conferences(days: Days) -> None:
    """Work that no conference set: one called off, one extended, one of the province that has just come."""
    called_off = steering.assign_task(
        title="Tổ chức hội thi tìm hiểu Luật Thực hiện dân chủ ở cơ sở",
        assigned_by=body("ban-chi-dao-van-khe"),
        lead=body("doan-thanh-nien-van-khe"),
        supporters=[],
        assigned_on=days.day(-55),
        due_on=days.day(10),
        by=user("tonghop"),
    )
    steering.cancel(task=called_off, reason="Gộp vào hội thi cấp tỉnh", on=days.day(-35), by=user("lanhdao"))
    extended = steering.assign_task(
        title="Lập danh sách công trình có Nhân dân đóng góp để Ban Giám sát đầu tư của cộng đồng theo dõi",
        assigned_by=body("ban-chi-dao-van-khe"),
        lead=body("phong-kinh-te-van-khe"),
        supporters=[body("mttq-van-khe")],
        assigned_on=days.day(-48),
        due_on=days.day(-10),
        by=user("tonghop"),
    )
    steering.extend(
        task=extended,
        due_on=days.day(7),
        reason="Hai công trình mới được phê duyệt, cần bổ sung vào danh sách",
        on=days.day(-11),
        by=user("lanhdao"),
    )
    steering.assign_task(
        title="Góp ý dự thảo quy chế phối hợp thực hiện dân chủ ở cơ sở của tỉnh",
        assigned_by=body("ban-chi-dao-song-van"),
        lead=body("ban-chi-dao-van-khe"),
        supporters=[],
        assigned_on=days.day(-1),
        due_on=days.day(14),
        by=user("tinh"),
    )


def _ahead(days: Days) -> None:
    """Two conferences ahead in the commune, one in the province."""
    plan(
        Meeting(
            host="ban-chi-dao-van-khe",
            kinds=("giao-ban",),
            title="Hội nghị giao ban Ban Chỉ đạo",
            starts_at=days.at(9, 8),
            ends_at=days.at(9, 10),
            place=reviews.HALL,
            subject=f"Kiểm điểm các kết luận của hội nghị trước. {ILLUSTRATIVE}.",
            chair="Mai Thị Thanh Bình",
            agenda="Báo cáo tiến độ các kết luận; ý kiến các thành viên; kết luận của Trưởng ban.",
        ),
        user("tonghop"),
    )
    plan(
        Meeting(
            host="ubnd-van-khe",
            kinds=("doi-thoai",),
            title="Hội nghị đối thoại giữa người đứng đầu cấp ủy, chính quyền với Nhân dân",
            starts_at=days.at(23, 14),
            ends_at=days.at(23, 17),
            place=reviews.HALL,
            subject=f"Đất đai, môi trường, đóng góp xây dựng đường bản. {ILLUSTRATIVE}.",
            chair="Hứa Văn Toàn",
            chair_office="Chủ tịch Ủy ban nhân dân xã",
        ),
        user("canbo"),
    )
    plan(
        Meeting(
            host="ban-chi-dao-song-van",
            kinds=("so-ket",),
            period=days.reviewed(30).code,
            starts_at=days.at(30, 8),
            ends_at=days.at(30, 11),
            place="Phòng họp số 1, Tỉnh ủy Sông Vân",
            subject=f"Sơ kết quý và nhiệm vụ quý sau. {ILLUSTRATIVE}.",
            chair="Kiều Mạnh Hùng",
        ),
        user("tinh"),
    )
