"""Plain records of supervision, made by the verbs.

one = supervision_of(body, subject=cell)             begins on 16/11/2020, its plan not sent
concluded(one, by=person)                            with one recommendation to its subject
"""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from organizations.enums import Family, Role
from organizations.models import Body
from steering.models import Committee, RegulationType
from supervision.enums import BoardPosition, BoardSort, CriticismSort, SubjectKind
from supervision.models import Board, Criticism, MonthlyReport, Recommendation, Supervision, SupervisionPlan
from supervision.services import boards, criticism, monthly, plans, recommendations, supervisions

from .accounts import UserFactory
from .organizations import BodyFactory, BodyKindFactory, days

BEGINS = date(2020, 11, 16)


def kind(code: str, family: Family, name: str) -> Any:
    """A kind of body; the catalogue's own where it is loaded."""
    return BodyKindFactory(code=code, family=family, name_vi=name, name_en=code)


def front_of(unit: Any) -> Body:
    """The Front committee of a unit."""
    front: Body = BodyFactory(
        unit=unit, kind=kind("mttq", Family.FRONT, "Mặt trận Tổ quốc"), short_name="MTTQ", symbol="MTTQ",
        name=f"Ủy ban Mặt trận Tổ quốc Việt Nam {unit.kind.name_vi} {unit.name}",
    )  # fmt: skip
    return front


def cell_of(unit: Any) -> Body:
    """Party cell number 11."""
    cell: Body = BodyFactory(unit=unit, kind=kind("chi-bo", Family.PARTY, "Chi bộ"), name="Chi bộ số 11")
    return cell


def keeper_of(unit: Any) -> User:
    """A clerk of the whole unit."""
    user: User = UserFactory(member_of=unit, role=Role.CLERK)
    return user


def supervision_of(body: Body, by: User, *, subject: Body | None = None, **facts: Any) -> Supervision:
    """A supervision of a body, prepared."""
    values = {
        "title": "Giám sát việc thực hiện Quy chế dân chủ", "begins_on": BEGINS, "subject_body": subject,
        "subject_kind": SubjectKind.BODY if subject else SubjectKind.PROJECT,
        "subject_text": "" if subject else "Dự án đường số 3",
    } | facts  # fmt: skip
    board = values.pop("board", None)
    return supervisions.prepare(body=body, facts=supervisions.SupervisionFacts(**values), by=by, board=board)


def concluded(one: Supervision, by: User, to: Body, *, last: date) -> Recommendation:
    """Walked to its result on a day, with one recommendation received on it."""
    supervisions.notify(supervision=one, number="05/KH", on=one.begins_on, by=by)
    supervisions.carry_out(supervision=one, on=last, by=by)
    recommended = recommendations.recommend(
        supervision=one, text="Niêm yết đủ các khoản thu", to=to, number="12/CV", on=last, by=by
    )
    supervisions.conclude(supervision=one, number="15/TB", on=last, text="Đã thực hiện dân chủ, còn hạn chế.", by=by)
    return recommended


def members(count: int) -> list[boards.MemberSpec]:
    """A head and others."""
    head = boards.MemberSpec(full_name="Lò Văn Đầu", position=BoardPosition.HEAD)
    return [head, *(boards.MemberSpec(full_name=f"Thành viên {number}") for number in range(2, count + 1))][:count]


def board_of(set_up_by: Body, by: User, **facts: Any) -> Board:
    """A commune's People's Inspection Board: six villages, six members, since 01/09/2023."""
    values = {
        "sort": BoardSort.COMMUNE, "name": "Ban Thanh tra nhân dân xã", "decision_text": "08/QĐ-MTTQ",
        "since": date(2023, 9, 1), "villages": 6, "members": members(6),
    } | facts  # fmt: skip
    return boards.set_up(set_up_by=set_up_by, facts=boards.BoardFacts(**values), by=by)


def monthly_of(
    body: Body, committee: Committee, month: int, by: User, *, year: int = 2020, checks: int = 2, sent_on: date
) -> MonthlyReport:
    """A monthly report on one type."""
    line = monthly.OnType(type=RegulationType.objects.get(code="xa-phuong"), checks=checks)
    facts = monthly.MonthlyFacts(number=f"{month}/BC-MTTQ", sent_on=sent_on, lines=[line])
    return monthly.report(body=body, committee=committee, year=year, month=month, facts=facts, by=by)


def plan_of(body: Body, by: User, year: int = 2020) -> SupervisionPlan:
    """A yearly plan with one content."""
    plan = plans.draft_plan(body=body, year=year, decision_text="02/KH-MTTQ", issued_on=date(2020, 1, 10), by=by)
    plans.add_line(plan=plan, text="Giám sát 6 quy chế", subject_text="", when_text="quý IV", by=by)
    return plan


def criticism_of(body: Body, drafter: Body, by: User, *, submit_on: date = date(2020, 12, 15)) -> Criticism:
    """A draft that is awaited."""
    return criticism.ask(
        body=body, sort=CriticismSort.CRITICISM, drafter=drafter, title="Đề án thu gom rác thải", submit_on=submit_on,
        by=by,
    )  # fmt: skip


def records_of(body: Body, committee: Committee, by: User, rows: int = 1) -> dict[str, tuple[Any, ...]]:
    """Records of a commune by their names in the table of addresses; ``rows`` of everything that is listed."""
    other: Body = BodyFactory(unit=body.unit, name="Trạm y tế", short_name="Trạm y tế")
    one = supervision_of(body, by, subject=other)
    watched = supervision_of(body, by, subject=other)
    asked = concluded(watched, by, other, last=date(2020, 12, 1))
    _many_supervisions(body, other, rows)
    _many_recommendations(watched, other, min(rows, 20))
    drafts = [Criticism(**_draft(body, other, number)) for number in range(rows)]
    _with_stakes(Criticism.objects.bulk_create(drafts), body)
    board = board_of(body, by, members=members(6))
    _with_stakes(Board.objects.bulk_create(Board(**_board(body, number)) for number in range(rows)), body)
    for number in range(min(rows, 120)):
        report = monthly_of(body, committee, number % 12 + 1, by, year=2010 + number // 12, sent_on=date(2020, 11, 2))
    plans_made = [
        SupervisionPlan(body=body, year=1900 + n, decision_text="02/KH", issued_on=BEGINS, search_key="")
        for n in range(min(rows, 100))
    ]
    _with_stakes(SupervisionPlan.objects.bulk_create(plans_made), body)
    return {
        "subject supervision": (one.code,),
        "supervision recommendation": (asked.pk,),
        "supervision plan": (plan_of(body, by).pk,),
        "board": (board.pk,),
        "monthly report": (report.pk,),
        "consolidated reports": (committee.body.code, "2010-Y"),
        "criticism": (criticism_of(body, other, by).code,),
    }


def _with_stakes(rows: list[Any], body: Body) -> None:
    model = type(rows[0]).stakes.rel.related_model
    stake = {"unit": body.unit, "body": body, "why": "origin", "since": BEGINS}
    model.objects.bulk_create(model(record=row, **stake) for row in rows)


def _many_supervisions(body: Body, other: Body, rows: int) -> None:
    like = {
        "body": body, "unit": body.unit, "sort": "front", "subject_kind": "body", "subject_body": other,
        "subject_text": other.name, "begins_on": BEGINS, "notice_by": BEGINS, "search_key": "",
    }  # fmt: skip
    made = Supervision.objects.bulk_create(
        Supervision(code=f"CGS-{body.pk}-{number}", title=f"Giám sát lần {number}", **like) for number in range(rows)
    )
    _with_stakes(made, body)
    Recommendation.objects.bulk_create(
        Recommendation(supervision=one, order=1, text="Niêm yết đủ", to=other, sent_on=BEGINS) for one in made
    )


def _many_recommendations(one: Supervision, other: Body, rows: int) -> None:
    Recommendation.objects.bulk_create(
        Recommendation(supervision=one, order=number, text="Niêm yết đủ", to=other, sent_on=BEGINS)
        for number in range(2, rows + 2)
    )


def _draft(body: Body, other: Body, number: int) -> dict[str, Any]:
    return {
        "code": f"PB-{body.pk}-{number}", "sort": "criticism", "body": body, "unit": body.unit, "drafter": other,
        "title": f"Đề án {number}", "submit_on": BEGINS, "search_key": "",
    }  # fmt: skip


def _board(body: Body, number: int) -> dict[str, Any]:
    return {
        "sort": "invest", "name": f"Ban giám sát đầu tư {number}", "unit": body.unit, "set_up_by": body,
        "decision_text": "09/QĐ", "valid": days("2023-09-01"), "project": "Đường số 3", "search_key": "",
        "sort_key": f"{number:05}",
    }  # fmt: skip
