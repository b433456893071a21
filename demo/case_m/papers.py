"""Period reports of xã Vân Khê: of the last quarter one in each state of its making, of the one before what was issued.

The committee's report on the last quarter is left to whoever tries the portal out: its conference is recorded, its
figures are there, nobody has begun it.
"""

from __future__ import annotations

from common import clock as wall
from demo.building import body, user
from demo.cases.plain import Written
from demo.filing import on
from documents import services as documents
from reports import services as reports
from reports.enums import NumberedBy
from reports.models import Report, ReportKind

from . import papers_above, wording
from .days import Days
from .meeting_papers import COMMITTEE, VAN_KHE
from .reviews import BEFORE, LAST

OFFICE, FRONT, COUNCIL = "ubnd-van-khe", "mttq-van-khe", "hdnd-van-khe"
CHAIRS = {OFFICE: "Hứa Văn Toàn", FRONT: "Cầm Thị Nga", COUNCIL: "Mai Thị Thanh Bình"}


def is_loaded() -> bool:
    return Report.objects.filter(body__code=COMMITTEE, kind__code="committee").exists()


def load() -> None:
    """What was issued first, then what is being made, then what the province asks of everybody."""
    days = Days(wall.today())
    last, before = days.reviewed(LAST).code, days.reviewed(BEFORE).code
    _committee(before, days)
    _disclosed(before, days)
    _list_withdrawn(before, days)
    _council_in_draft(last, days)
    _disclosure_handed_in(last, days)
    _list_sent_back(last, days)
    _inspectors_approved(last, days)
    _front_out_for_signing(last, days)
    papers_above.load(days)


def _written(kind: str, issuer: str, period: str, sections: dict[str, str]) -> Written:
    return Written(body=issuer, kind=kind, period=period, sections=sections, signer=CHAIRS.get(issuer, ""))


# -- issued


def _committee(period: str, days: Days) -> None:
    """Issued, replaced by a corrected one, which citizens read."""
    written = _written("committee", COMMITTEE, period, wording.COMMITTEE)
    first = VAN_KHE.write(written, days.office_day(BEFORE + 1))
    first = VAN_KHE.issue(first, days.office_day(BEFORE + 4))
    with on(days.office_day(BEFORE + 13)):
        corrected = reports.replace(report=first, by=user(VAN_KHE.writer))
        section = corrected.outline.sections.get(code="danh-gia")
        reports.write_section(
            report=corrected, section=section, text=wording.COMMITTEE_CORRECTED, by=user(VAN_KHE.writer)
        )
    corrected = VAN_KHE.issue(corrected, days.office_day(BEFORE + 14))
    with on(days.office_day(BEFORE + 15)):
        reports.publish(report=corrected, by=user(VAN_KHE.leader))


def _disclosed(period: str, days: Days) -> None:
    """Approved, signed outside the portal, recorded with the number of the office's own document system."""
    report = VAN_KHE.write(_written("disclosure", OFFICE, period, wording.DISCLOSURE), days.office_day(-98))
    VAN_KHE.approve(report, days.office_day(-96))
    report = VAN_KHE.hand_over(report, days.office_day(-95))
    VAN_KHE.record_issue(report, days.office_day(-93), number=58)


def _list_withdrawn(period: str, days: Days) -> None:
    """Lists of the office take the portal's numbers; this one was taken back."""
    kind, day = ReportKind.objects.select_related("type").get(code="disclosure-list"), days.office_day(-97)
    with on(day):
        issuer = body(OFFICE)
        reports.set_numbering(body=issuer, ways={kind: NumberedBy.PORTAL}, by=user("quantri"))
        documents.open_series(body=issuer, type=kind.type, on=day, by=user(VAN_KHE.records), first=2)
    report = VAN_KHE.issue(VAN_KHE.write(_written(kind.code, OFFICE, period, {}), day), day)
    with on(days.office_day(-90)):
        reports.withdraw(report=report, reason=wording.WITHDRAWN, by=user(VAN_KHE.records))


# -- being made


def _council_in_draft(period: str, days: Days) -> None:
    """Words in four of six sections; of two remarks one is settled, one waits."""
    report = VAN_KHE.write(_written("council", COUNCIL, period, wording.COUNCIL), days.office_day(-6))
    sections = {section.code: section for section in report.outline.sections.all()}
    leader = user(VAN_KHE.leader)
    with on(days.office_day(-4)):
        settled = reports.comment(report=report, section=sections["tiep-nhan"], text=wording.REMARK_SETTLED, by=leader)
        reports.comment(report=report, section=sections["thoi-han"], text=wording.REMARK, by=leader)
    with on(days.office_day(-3)):
        reports.settle(comment=settled, by=user(VAN_KHE.writer))


def _disclosure_handed_in(period: str, days: Days) -> None:
    report = VAN_KHE.write(_written("disclosure", OFFICE, period, wording.DISCLOSURE_LAST), days.office_day(-5))
    VAN_KHE.hand_in(report, days.office_day(-1))


def _list_sent_back(period: str, days: Days) -> None:
    report = VAN_KHE.write(_written("disclosure-list", OFFICE, period, {}), days.office_day(-7))
    report = VAN_KHE.hand_in(report, days.office_day(-5))
    with on(days.office_day(-4)):
        reports.send_back(report=report, reason=wording.SENT_BACK, by=user(VAN_KHE.leader))


def _inspectors_approved(period: str, days: Days) -> None:
    report = VAN_KHE.write(_written("inspectors", FRONT, period, wording.INSPECTORS), days.office_day(-8))
    VAN_KHE.approve(report, days.office_day(-4))


def _front_out_for_signing(period: str, days: Days) -> None:
    """Approved on paper, handed over; number, day and signed file are still to come."""
    report = VAN_KHE.write(_written("front", FRONT, period, wording.FRONT), days.office_day(-9))
    report = VAN_KHE.approve_on_paper(
        report, days.office_day(-5), signed_by=f"{CHAIRS[FRONT]}, Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam xã"
    )
    VAN_KHE.hand_over(report, days.office_day(-3))
