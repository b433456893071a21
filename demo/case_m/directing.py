"""What directs xã Vân Khê today: papers that bodies have carried out, wait with, are late with; programme, rules,
regulations."""

from __future__ import annotations

from datetime import date, timedelta

from accounts.models import User
from common import clock
from demo.building import body, unit, user
from organizations.models import Unit
from steering.models import Committee, DirectingPaper, PaperKind, RegulationType, WorkProgramme
from steering.services import directing, programmes, regulations, ruling

from .days import Days

HOME = "van-khe"
KEEPER = "tonghop"


def is_loaded() -> bool:
    return DirectingPaper.objects.filter(unit__code=HOME).exists()


def load() -> None:
    """Papers first, because the programme and the regulations cite them."""
    days, by, home = Days(clock.today()), user(KEEPER), unit(HOME)
    directive = _papers(days, home, by)
    committee = Committee.objects.get(body__code=f"ban-chi-dao-{HOME}")
    _rules(days, committee, by)
    _programme(days, committee, directive, by)
    _regulations(days, directive, by)


def _papers(days: Days, home: Unit, by: User) -> DirectingPaper:
    old = _paper("chi-thi", "11-CT/TU", days.office_day(-900), "Tăng cường dân vận chính quyền (minh họa)", home, by)
    directive = _paper(
        "chi-thi", "07-CT/TU", days.office_day(-60), "Nâng cao chất lượng dân chủ ở cơ sở (minh họa)", home, by,
        bodies=("dang-uy", "ubnd", "mttq", "phong-kinh-te"), due_on=days.day(-8), replaces=old,
    )  # fmt: skip
    _issued(directive, "dang-uy", "18-KH/ĐU", days.office_day(-40), by)
    _issued(directive, "ubnd", "45/KH-UBND", days.office_day(-3), by)
    scheme = _paper(
        "de-an", "03-ĐA/TU", days.office_day(-30), "Đổi mới đối thoại với Nhân dân, 2026–2030 (minh họa)", home, by,
        bodies=("ubnd", "mttq"), due_on=days.day(20),
    )  # fmt: skip
    _issued(scheme, "mttq", "12/KH-MTTQ", days.office_day(-5), by)
    return directive


def _paper(
    kind: str, symbol: str, on: date, subject: str, home: Unit, by: User, bodies: tuple[str, ...] = (),
    due_on: date | None = None, replaces: DirectingPaper | None = None,
) -> DirectingPaper:  # fmt: skip
    facts = directing.PaperFacts(
        kind=PaperKind.objects.get(code=kind), issuer_text="Tỉnh ủy Sông Vân", symbol=symbol, issued_on=on,
        subject=subject,
    )  # fmt: skip
    holders = [body(f"{code}-{HOME}") for code in bodies]
    return directing.register_paper(unit=home, facts=facts, holders=holders, due_on=due_on, replaces=replaces, by=by)


def _issued(paper: DirectingPaper, code: str, symbol: str, on: date, by: User) -> None:
    one = paper.implementations.get(body__code=f"{code}-{HOME}")
    directing.carry_out(one=one, symbol=f"{symbol} (minh họa)", issued_on=on, by=by)


def _rules(days: Days, committee: Committee, by: User) -> None:
    for on in (date(2025, 9, 1), days.office_day(-50)):
        ruling.issue_rules(committee=committee, decision_text="Quy chế làm việc số 02-QC/BCĐ (minh họa)", on=on, by=by)
    on = days.office_day(-45)
    sitting = list(committee.members.on(on).in_official_order())
    villages = ("bản Suối Vân", "bản Khe Giữa", "thôn Đồng Chanh", "khu phố Chợ Mới")
    lines = [
        ruling.Assigned(member, member.sector, villages[number % len(villages)])
        for number, member in enumerate(sitting)
        if not member.is_support
    ]
    ruling.issue_assignment(
        committee=committee, decision_text="Thông báo số 05-TB/BCĐ (minh họa)", on=on, assigned=lines, by=by
    )


def _programme(days: Days, committee: Committee, directive: DirectingPaper, by: User) -> None:
    """Contents done in time and late, one that is a task, one that waits, one that is late."""
    year = days.today.year
    issued_on = min(date(year, 1, 12), days.today)
    programmes.set_theme(unit=committee.unit, year=year, text="Gần dân, công khai, giữ lời (minh họa)", by=by)
    programme = programmes.draft_programme(
        committee=committee, year=year, decision_text="01-CTr/BCĐ (minh họa)", issued_on=issued_on, papers=[directive],
        by=by,
    )  # fmt: skip
    contents = (
        ("Tổ chức đối thoại của người đứng đầu với Nhân dân", "ubnd", 25, "giao"),
        ("Giám sát việc công khai thu chi các khoản Nhân dân đóng góp", "mttq", -20, "xong"),
        ("Kiểm tra việc thực hiện dân chủ tại các trường học", "phong-van-hoa-xa-hoi", -12, ""),
        ("Sơ kết 5 năm hoạt động của các tổ hòa giải", "mttq", 30, ""),
        ("Tổng kết công tác năm, xây dựng chương trình năm sau", "dang-uy", 60, ""),
    )
    for text, lead, offset, what in contents:
        _content(programme, days, by, text, lead, offset, what)


def _content(
    programme: WorkProgramme, days: Days, by: User, text: str, lead: str, offset: int, what: str
) -> None:  # fmt: skip
    first, last = date(programme.year, 1, 1), date(programme.year, 12, 31)
    due_on = min(max(days.today + timedelta(days=offset), first), last)
    facts = programmes.ItemFacts(text=f"{text} (minh họa)", lead=body(f"{lead}-{HOME}"), due_on=due_on)
    item = programmes.add_item(programme=programme, facts=facts, by=by)
    if what == "giao":
        programmes.make_task(item=item, assigned_on=max(programme.issued_on, days.day(-30)), by=by)
    elif what == "xong":
        programmes.finish_item(item=item, on=max(programme.issued_on, min(due_on, days.today)), by=by)


def _regulations(days: Days, directive: DirectingPaper, by: User) -> None:
    adopted = (
        ("xa-phuong", "21/QĐ-UBND", 25),
        ("co-quan-hanh-chinh", "22/QĐ-UBND", -4),
        ("don-vi-su-nghiep", "23/QĐ-UBND", None),
    )  # fmt: skip
    for code, symbol, review in adopted:
        kind = RegulationType.objects.get(code=code)
        facts = regulations.RegulationFacts(
            type=kind, title=f"Quy chế thực hiện dân chủ ({kind.name_vi})",
            symbol=f"{symbol} (minh họa)", issued_on=days.office_day(-300),
            review_on=days.day(review) if review is not None else None, papers=[directive],
        )  # fmt: skip
        regulations.adopt(body=body(f"ubnd-{HOME}"), facts=facts, by=by)
