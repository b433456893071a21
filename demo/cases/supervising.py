"""What was supervised in the ward of case D in 2020: the Front's plan, Party cell number 11, twelve monthly reports."""

from __future__ import annotations

from datetime import date

from demo.building import body, user
from steering.models import Committee, DirectingPaper, RegulationType, Task
from supervision.enums import SubjectKind
from supervision.models import MonthlyReport, Supervision
from supervision.services import monthly, plans, recommendations, supervisions

from .case_d import PARTY_CELL_11, TWELVE_MONTHS, OfMonth

HOME, CLERK = "cu-khoi", "cukhoi.tonghop"


def is_loaded() -> bool:
    return MonthlyReport.objects.filter(committee__body__code=f"ban-chi-dao-{HOME}").exists()


def load() -> None:
    """After the conferences, whose conclusion the supervision carries out."""
    _plan()
    _party_cell()
    for one in TWELVE_MONTHS:
        report(one)


def _plan() -> None:
    by, papers = user(CLERK), DirectingPaper.objects.filter(unit__code=HOME, symbol__in=["217-QĐ/TW", "218-QĐ/TW"])
    plan = plans.draft_plan(
        body=body(f"mttq-{HOME}"), year=2020, decision_text="02/KH-MTTQ (minh họa)", issued_on=date(2020, 2, 14),
        papers=list(papers.order_by("symbol")), by=by,
    )  # fmt: skip
    for text, subject, when in (
        ("Giám sát việc thực hiện 6 quy chế dân chủ (minh họa)", "Các cơ quan, tổ dân phố của phường", "hằng tháng"),
        ("Giám sát thu, chi các khoản Nhân dân đóng góp (minh họa)", "Ủy ban nhân dân phường", "quý IV"),
    ):
        plans.add_line(plan=plan, text=text, subject_text=subject, when_text=when, by=by)


def _party_cell() -> Supervision:
    told, by = PARTY_CELL_11, user(CLERK)
    facts = supervisions.SupervisionFacts(
        title=told.title, subject_kind=SubjectKind.PARTY_CELL, subject_body=body(told.subject), team=told.team,
        begins_on=told.begins_on, task=Task.objects.filter(title=told.task).order_by("pk").first(),
        types=[RegulationType.objects.get(code="xa-phuong")],
    )  # fmt: skip
    one = supervisions.prepare(body=body(told.body), facts=facts, by=by)
    supervisions.notify(supervision=one, number=told.notice[0], on=told.notice[1], by=by)
    supervisions.add_finding(supervision=one, good=told.good, wrong=told.wrong, by=by)
    supervisions.carry_out(supervision=one, on=told.ended_on, by=by)
    number, on, text = told.result
    supervisions.conclude(supervision=one, number=number, on=on, text=text, by=by)
    asked = recommendations.recommend(supervision=one, text=told.asked, to=body(told.subject), on=on, by=by)
    number, on, text = told.answer
    recommendations.answer(recommendation=asked, number=number, on=on, text=text, by=by)
    on, text = told.outcome
    recommendations.judge(recommendation=asked, outcome="done", on=on, text=text, by=by)
    return supervisions.close(supervision=one, on=on, by=by)


def report(told: OfMonth) -> MonthlyReport:
    """The Front's report of a month."""
    lines = [_line(told, code, checks, first=not place) for place, (code, checks) in enumerate(told.checks)]
    return monthly.report(
        body=body(f"mttq-{HOME}"), committee=Committee.objects.get(body__code=f"ban-chi-dao-{HOME}"), year=2020,
        month=told.month, facts=monthly.MonthlyFacts(number=told.number, sent_on=told.sent_on, lines=lines),
        by=user(CLERK),
    )  # fmt: skip


def _line(told: OfMonth, code: str, checks: int, *, first: bool) -> monthly.OnType:
    """The finding of the month stands with its first type."""
    kind, found = RegulationType.objects.get(code=code), told.finding if first else ""
    return monthly.OnType(
        type=kind, checks=checks, shortcomings=int(bool(found)), recommendations=int(bool(found)), text=found
    )
