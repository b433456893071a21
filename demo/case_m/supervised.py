"""Who supervises in xã Vân Khê today: plan, supervisions in every state, two boards, monthly reports, a draft."""

from __future__ import annotations

from datetime import date, timedelta

from accounts.models import User
from common import clock
from demo.building import body, user
from organizations.models import Body
from steering.models import Committee, RegulationType
from supervision.enums import BoardPosition, BoardSort, CriticismSort, SubjectKind
from supervision.models import Board, Supervision
from supervision.services import boards, criticism, monthly, plans, recommendations, supervisions

from .days import Days

HOME = "van-khe"
CLERK = "tonghop"
INSPECTORS = ("Hà Thị Vui", "Lò Văn Pọm", "Tòng Văn Inh", "Cà Thị Thương")
WATCHERS = ("Quàng Thị Hạnh", "Lò Văn Biên", "Phùng Văn Đạt", "Vì Văn Long", "Hoàng Thị Chinh")


def is_loaded() -> bool:
    return Supervision.objects.filter(unit__code=HOME).exists()


def load() -> None:
    """Days are counted from the day of seeding; names of members are invented."""
    days, by, front = Days(clock.today()), user(CLERK), body(f"mttq-{HOME}")
    inspectors, watchers = _boards(days, by, front)
    _plan(days, by, front)
    _supervisions(days, by, front, inspectors, watchers)
    _months(days, by, front)
    _drafts(days, by, front)


def _boards(days: Days, by: User, front: Body) -> tuple[Board, Board]:
    inspectors = boards.BoardFacts(
        sort=BoardSort.COMMUNE, name="Ban Thanh tra nhân dân xã Vân Khê", decision_text="14/QĐ-MTTQ (minh họa)",
        since=days.office_day(-400), villages=4, members=_members(INSPECTORS),
    )  # fmt: skip
    watchers = boards.BoardFacts(
        sort=BoardSort.INVESTMENT, name="Ban Giám sát đầu tư của cộng đồng đường tránh Vân Khê",
        decision_text="21/QĐ-MTTQ (minh họa)", since=days.office_day(-200), project="Đường tránh Vân Khê (minh họa)",
        members=_members(WATCHERS),
    )  # fmt: skip
    first, second = (boards.set_up(set_up_by=front, facts=facts, by=by) for facts in (inspectors, watchers))
    boards.leave(member=second.members.order_by("-pk")[0], on=days.day(-30), by=by)
    return first, second


def _members(names: tuple[str, ...]) -> list[boards.MemberSpec]:
    head, *others = names
    return [
        boards.MemberSpec(full_name=head, position=BoardPosition.HEAD),
        *(boards.MemberSpec(full_name=name) for name in others),
    ]


def _plan(days: Days, by: User, front: Body) -> None:
    year = days.today.year
    issued_on = min(date(year, 1, 20), days.today)
    plan = plans.draft_plan(body=front, year=year, decision_text="05/KH-MTTQ (minh họa)", issued_on=issued_on, by=by)
    plans.add_line(plan=plan, text="Giám sát việc công khai thu, chi các khoản đóng góp", subject_text="UBND xã",
                   when_text="quý III", by=by)  # fmt: skip
    plans.add_line(plan=plan, text="Giám sát tiếp công dân", subject_text="UBND xã", when_text="quý IV", by=by)


def _supervisions(days: Days, by: User, front: Body, inspectors: Board, watchers: Board) -> None:
    office = body(f"ubnd-{HOME}")
    types = list(RegulationType.objects.filter(code="xa-phuong"))
    done = _prepared(
        "Giám sát việc công khai các khoản đóng góp (minh họa)", front, office, days.day(-60), by, types=types
    )
    _walk(done, days, by)
    asked = recommendations.recommend(
        supervision=done, text="Niêm yết đủ các khoản thu tại bốn nhà văn hóa", to=office, on=days.day(-40), by=by,
        number="31/MTTQ", answer_by=days.day(-20),
    )  # fmt: skip
    recommendations.answer(
        recommendation=asked, number="102/UBND-VP", on=days.day(-25), text="Ủy ban nhân dân xã tiếp thu.",
        promised_on=days.day(15), by=by,
    )  # fmt: skip
    checked = _prepared(
        "Giám sát giải quyết kiến nghị tại bản Khe Giữa (minh họa)", front, office, days.day(-50), by, board=inspectors
    )
    _walk(checked, days, by)
    recommendations.recommend(
        supervision=checked, text="Sửa đoạn kênh bị sạt ở bản Khe Giữa", to=office, on=days.day(-22), by=by
    )
    recommendations.recommend(
        supervision=checked, text="Trả lời dân bản bằng văn bản", to=office, on=days.day(-4), by=by
    )
    _prepared(
        "Giám sát thi công đường tránh Vân Khê (minh họa)", front, None, days.day(40), by, board=watchers,
        subject_kind=SubjectKind.PROJECT, subject_text="Đường tránh Vân Khê (minh họa)",
    )  # fmt: skip
    _prepared("Giám sát tiếp công dân (minh họa)", front, office, days.day(20), by)


def _prepared(
    title: str,
    acting: Body,
    subject: Body | None,
    begins_on: date,
    by: User,
    board: Board | None = None,
    **more: object,
) -> Supervision:
    wanted = {"title": title, "subject_kind": SubjectKind.BODY, "subject_body": subject, "begins_on": begins_on} | more
    facts = supervisions.SupervisionFacts(**wanted)  # type: ignore[arg-type]  # as named above
    return supervisions.prepare(body=acting, facts=facts, by=by, board=board)


def _walk(one: Supervision, days: Days, by: User) -> None:
    """Notified in time, carried out in two days, announced within the limit."""
    last = one.begins_on + timedelta(days=2)
    supervisions.notify(supervision=one, number="12/KH (minh họa)", on=one.begins_on - timedelta(days=20), by=by)
    supervisions.add_finding(supervision=one, good="Có sổ theo dõi đầy đủ.", wrong="Hai nơi niêm yết chậm.", by=by)
    supervisions.carry_out(supervision=one, on=last, by=by)
    supervisions.conclude(
        supervision=one, number="15/TB (minh họa)", on=last + timedelta(days=7), by=by,
        text="Công khai đúng nội dung; một số nơi niêm yết còn chậm.",
    )  # fmt: skip


def _months(days: Days, by: User, front: Body) -> None:
    """Of the six months before this one, the third is missing."""
    committee = Committee.objects.get(body__code=f"ban-chi-dao-{HOME}")
    first = days.today.replace(day=1)
    kinds = list(RegulationType.objects.filter(unit=None)[:3])
    for back in range(6, 0, -1):
        ordinal = first.year * 12 + first.month - 1 - back
        year, month = divmod(ordinal, 12)
        if back == 4:
            continue
        sent_on = min(date(year + (month + 1) // 12, (month + 1) % 12 + 1, 4), days.today)
        lines = [
            monthly.OnType(type=kind, checks=place + back % 2, text="" if place != 1 else "Niêm yết đủ (minh họa).")
            for place, kind in enumerate(kinds, 1)
        ]
        facts = monthly.MonthlyFacts(number=f"{month + 1:02}/BC-MTTQ (minh họa)", sent_on=sent_on, lines=lines)
        monthly.report(body=front, committee=committee, year=year, month=month + 1, facts=facts, by=by)


def _drafts(days: Days, by: User, front: Body) -> None:
    office = body(f"ubnd-{HOME}")
    spoken = criticism.ask(
        body=front, sort=CriticismSort.CRITICISM, drafter=office, title="Đề án thu gom rác thải tại nguồn (minh họa)",
        submit_on=days.day(-10), by=by,
    )  # fmt: skip
    criticism.receive(criticism=spoken, number="88/UBND-VP", on=days.day(-32), form_text="Hội nghị phản biện", by=by)
    criticism.add_opinion(
        criticism=spoken, source="Ban công tác Mặt trận bản Suối Vân", on=days.day(-26),
        text="Cần điểm tập kết ở đầu bản, không gần nguồn nước.", by=by,
    )  # fmt: skip
    criticism.send(
        criticism=spoken, number="40/MTTQ", on=days.day(-18), by=by,
        text="Đề nghị bổ sung điểm tập kết và mức phí theo hộ.",
    )  # fmt: skip
    criticism.ask(
        body=front, sort=CriticismSort.COMMENT, drafter=office, title="Dự thảo quy chế dân chủ của xã (minh họa)",
        submit_on=days.day(30), by=by,
    )  # fmt: skip
