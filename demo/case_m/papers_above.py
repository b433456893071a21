"""What tỉnh Sông Vân asks of its communes and has at hand: an outline, reports below, a batch, a schedule, a book."""

from __future__ import annotations

from datetime import date

from common.periods import Kind, Period
from demo.building import body, unit, user
from demo.cases.plain import Written
from demo.drafting import Hands
from demo.filing import on
from organizations.enums import Role
from reports import services as reports
from reports.enums import BookSort
from reports.models import Outline, OutlineSection, ReportKind
from reports.services import batches, books, schedules

from . import wording
from .days import Days
from .reviews import BEFORE, LAST

VAN_GIANG = Hands("vangiang.tonghop", "vangiang.lanhdao")
BEN_VAN = Hands("benvan.tonghop", "")
REQUIRED = ("fact:doi-thoai", "fact:hoa-giai-thanh")
"""What the province wants to read in the year's report of every commune."""


def load(days: Days) -> None:
    """By the clerk of the province and the clerks below."""
    _reports_below(days.reviewed(LAST).code, days)
    _outline_of_the_year(days)
    committee, lists = (ReportKind.objects.get(code=code) for code in ("committee", "disclosure-list"))
    batches.ask(kind=committee, period=days.reviewed(BEFORE), unit=unit("song-van"), by=user("tinh"))
    schedules.add(
        kind=lists, body=body("ubnd-van-khe"), span=Kind.QUARTER.value, days_after=5, to=[Role.CLERK, Role.OFFICIAL],
        by=user("tonghop"),
    )  # fmt: skip
    books.ask(sort=BookSort.PETITIONS, unit=unit("van-khe"), year=days.today.year, by=user("tonghop"))


def _reports_below(period: str, days: Days) -> None:
    """One ward is done, one commune writes, the others are silent."""
    done = Written(body="ban-chi-dao-van-giang", period=period, sections=wording.VAN_GIANG)
    VAN_GIANG.approve(VAN_GIANG.write(done, days.office_day(-8)), days.office_day(-6))
    BEN_VAN.write(Written(body="ban-chi-dao-ben-van", period=period, sections=wording.BEN_VAN), days.office_day(-3))


def _outline_of_the_year(days: Days) -> None:
    """For the year's report alone: the standard one with figures that must be given and more to be told."""
    by, year = user("tinh"), days.today.year
    standard = Outline.objects.get(code="committee-2016")
    with on(days.office_day(-10)):
        draft = reports.draft_outline(
            source=standard, body=body("ban-chi-dao-song-van"), period=Period.of_year(year).code, by=by,
            name=f"Đề cương báo cáo tổng kết năm {year}",
        )  # fmt: skip
        sections = [_asked(section) for section in draft.sections.all()]
        reports.edit_outline(outline=draft, sections=sections, by=by)
        reports.send_outline(outline=draft, since=date(year, 1, 1), by=by)


def _asked(section: OutlineSection) -> reports.SectionFacts:
    guidance = {
        "ket-qua": "Nêu kết quả theo loại hình; bắt buộc có số cuộc đối thoại và kết quả hòa giải ở cơ sở cả năm.",
        "danh-gia": "Nêu ưu điểm, hạn chế, nguyên nhân; so sánh với năm trước.",
    }
    return reports.SectionFacts(
        number=section.number, title_vi=section.title_vi, title_en=section.title_en, content=section.content,
        guidance=guidance.get(section.code, section.guidance),
        figures=REQUIRED if section.code == "ket-qua" else (),
    )  # fmt: skip
