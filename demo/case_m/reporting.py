"""Forms of tỉnh Sông Vân today: last quarter in every state, the one before consolidated, villages of xã Vân Khê.

All figures are invented and say so. The last quarter is one whose due date lies some days back, so that there is always
a form in time, one late, one returned, one with more time, one silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from accounts.models import User
from common import clock as wall
from common.periods import Kind, Period
from demo import building
from demo.building import body, founder, give, open_person, user
from demo.filing import (
    Figures,
    Sheet,
    calendar_windows,
    fill,
    found_form,
    hand_in,
    invented,
    on,
    send_down,
    sign,
    take_in,
    window,
)
from figures import registry
from indicators.enums import Severity, StepKind
from indicators.models import Form, Submission
from indicators.services import chains, deciding, locking
from indicators.services.submitting import ChainStep
from organizations.enums import Role

from . import workbook
from .days import Days
from .people import CLERKS

ISSUER, HOME, PROVINCE_CODE = "ubnd-song-van", "van-khe", "song-van"
TYPISTS = {HOME: "canbo", "van-giang": "phuong"} | {unit: name for name, _who, _role, unit in CLERKS[1:]}
# user name, invented name, unit: they sign and do not sign in
LEADERS = (
    ("vangiang.lanhdao", "Lê Đình Chiến", "van-giang"),
    ("daovan.lanhdao", "Hồ Thị Sương", "dao-van"),
    ("benvan.lanhdao", "Cao Văn Lực", "ben-van"),
    ("vanson.lanhdao", "Lý Thị Mẩy", "van-son"),
)
CHAIN = (
    ChainStep("Kiểm tra thể thức", "Format check", StepKind.FORMAT, Role.RECORDS_CLERK),
    ChainStep("Lãnh đạo ký duyệt", "Signed by the leader", StepKind.SIGN, Role.LEADER),
)

VILLAGE = Sheet(
    name="Số liệu quý của thôn, bản, khu phố (minh họa)", issuer="ubnd-van-khe", level="village", spans=("quarter",),
    sections=(("Nhân dân bàn, đóng góp, hòa giải", ("hop-thon", "dong-gop-cua-nhan-dan", "hoa-giai-thanh")),),
)  # fmt: skip
COMMUNE = Sheet(
    name="Kết quả thực hiện dân chủ ở cơ sở quý của xã, phường, đặc khu (minh họa)", issuer=ISSUER, level="commune",
    spans=("quarter",),
    sections=(
        ("Nhân dân bàn, đóng góp, hòa giải", ("hop-thon", "dong-gop-cua-nhan-dan", "hoa-giai-thanh")),
        (
            "Kiến nghị của cử tri",
            ("kien-nghi-ton-dau-ky", "kien-nghi-tiep-nhan", "kien-nghi-xong-trong-ky", "kien-nghi-ton-cuoi-ky"),
        ),
        ("Tiếp công dân, đối thoại", ("tiep-cong-dan", "doi-thoai")),
        (
            "Chỉ đạo, công khai, giám sát",
            ("nhiem-vu-da-giao", "nhiem-vu-qua-han", "cong-khai-phai", "cong-khai-dung-han", "ty-le-cong-khai-dung-han",
             "cuoc-giam-sat"),
        ),
    ),
    checks=(
        (
            Severity.WARN,
            "[kien-nghi-ton-cuoi-ky] = [kien-nghi-ton-dau-ky] + [kien-nghi-tiep-nhan] - [kien-nghi-xong-trong-ky]",
        ),
        (Severity.BLOCK, "[cong-khai-dung-han] <= [cong-khai-phai]"),
    ),
)  # fmt: skip
PROVINCE = Sheet(
    name="Tổng hợp kết quả thực hiện dân chủ ở cơ sở quý của tỉnh (minh họa)", issuer=ISSUER, level="province",
    spans=("quarter",), sections=COMMUNE.sections, own=("doi-thoai",),
)  # fmt: skip

# Commune: meetings of villages, money given (million đồng), mediated of all, citizens received, dialogues; petitions
# open before and settled. Of the last quarter the open ones are those that the quarter before left.
type Row = tuple[str, str, str, str, str, int, int]
BEFORE: Mapping[str, Row] = {
    HOME: ("9", "85,5", "14/16", "58", "1", 4, 3),
    "van-giang": ("6", "42", "9/11", "63", "1", 3, 2),
    "ben-van": ("5", "31,25", "6/6", "22", "0", 2, 2),
    "van-son": ("4", "12", "5/8", "15", "1", 1, 0),
    "dao-van": ("3", "8,4", "2/2", "17", "1", 0, 0),
}
LAST: Mapping[str, tuple[str, str, str, str, str, int]] = {
    "van-giang": ("7", "51", "12/12", "71", "1", 1),
    "ben-van": ("5", "29", "4/6", "25", "1", 0),
    "dao-van": ("2", "6,2", "3/3", "12", "0", 0),
}
_PEOPLE = ("hop-thon", "dong-gop-cua-nhan-dan", "hoa-giai-thanh")
_TYPED = (*_PEOPLE, "tiep-cong-dan", "doi-thoai")
OF_VILLAGES: Mapping[str, tuple[str, str, str]] = {
    "ban-suoi-van": ("3", "52", "5/6"),
    "ban-khe-giua": ("2", "0", "2/3"),
    "thon-dong-chanh": ("2", "24,5", "4/4"),
}


def is_loaded() -> bool:
    return Form.objects.filter(issuer__code=ISSUER).exists()


def load() -> None:
    """In the order in which it happened, by the people who would do it."""
    days = Days(wall.today())
    last = reported(days.today)
    before = last.previous()
    for username, full_name, unit in LEADERS:
        open_person(username, full_name, by=founder())
        give(username, Role.LEADER, unit, on=date(2025, 7, 1))
    chains.set_chain(
        body=body("ubnd-van-khe"), steps=CHAIN, seen=chains.fingerprint(body("ubnd-van-khe")), by=user("quantri")
    )
    clerk = user("tinh")
    with on(before.start):
        for year in sorted({before.year, last.year, days.today.year}):
            calendar_windows(year, clerk)
        village = found_form(VILLAGE, user("tonghop"))
        commune = found_form(COMMUNE, clerk, below=village)
        province = found_form(PROVINCE, clerk, below=commune)
    _consolidated(commune, province, before)
    _last_quarter(commune, province, last, days)
    _villages(village, last, days)
    workbook.keep(commune)


def reported(today: date) -> Period:
    """The last quarter whose forms were due some days ago."""
    return Period.containing(today - timedelta(days=20), Kind.QUARTER).previous()


def _of_commune(unit: str, row: Row, quarter: Period) -> Figures:
    *others, opened, settled = row
    left = opened + _received(unit, quarter) - settled
    return _invented(_TYPED, others) | _petitions(opened, settled, left)


def _petitions(opened: int, settled: int, left: int) -> Figures:
    codes = ("kien-nghi-ton-dau-ky", "kien-nghi-xong-trong-ky", "kien-nghi-ton-cuoi-ky")
    return _invented(codes, (opened, settled, left))


def _invented(codes: Iterable[str], figures: Iterable[object]) -> Figures:
    return {code: invented(str(figure)) for code, figure in zip(codes, figures, strict=True)}


def _left(unit: str, before: Period) -> int:
    """What the quarter before handed on."""
    *_others, opened, settled = BEFORE[unit]
    return opened + _received(unit, before) - settled


def _of_last(unit: str, last: Period) -> Row:
    meetings, money, mediated, visits, dialogues, settled = LAST[unit]
    return meetings, money, mediated, visits, dialogues, _left(unit, last.previous()), settled


def _received(unit: str, quarter: Period) -> int:
    """How many petitions the portal counts, so that what is typed beside it fits."""
    return registry.count("petitions.received", unit=building.unit(unit), window=quarter).number


def _signers(unit: str) -> list[User]:
    return [user("vanthu"), user("lanhdao")] if unit == HOME else [user(f"{unit.replace('-', '')}.lanhdao")]


def _consolidated(commune: Form, province: Form, before: Period) -> None:
    """Everybody in time; the province took all of it into its own form."""
    clerk, opens = user("tinh"), window(before.code).opens_on
    with on(opens):
        rows = send_down(commune, before.code, clerk)
        own = send_down(province, before.code, clerk)[PROVINCE_CODE]
    with on(opens + timedelta(days=2)):
        take_in([_sent(rows[unit], unit, row, before) for unit, row in BEFORE.items()], clerk)
    with on(opens + timedelta(days=4)):
        take_in([sign(hand_in(own, {"doi-thoai": invented("2")}, clerk), user("lanhdaotinh"))], clerk)


def _sent(submission: Submission, unit: str, row: Row, quarter: Period) -> Submission:
    return sign(hand_in(submission, _of_commune(unit, row, quarter), user(TYPISTS[unit])), *_signers(unit))


def _last_quarter(commune: Form, province: Form, last: Period, days: Days) -> None:
    """Taken in; returned; late and waiting; a draft with more time; xã Vân Sơn says nothing."""
    clerk, named = user("tinh"), window(last.code)
    with on(named.opens_on):
        rows = send_down(commune, last.code, clerk)
        send_down(province, last.code, clerk)
    with on(named.opens_on + timedelta(days=3)):
        in_time = {unit: _sent(rows[unit], unit, _of_last(unit, last), last) for unit in ("dao-van", "van-giang")}
    with on(named.due_on + timedelta(days=3)):
        _sent(rows["ben-van"], "ben-van", _of_last("ben-van", last), last)
    with on(days.day(-4)):
        take_in([in_time["dao-van"]], clerk)
        reason = "Hòa giải thành 12/12 vụ trong khi sổ của các tổ hòa giải ghi 14 vụ; đề nghị rà soát (minh họa)."
        deciding.send_back(submission=in_time["van-giang"], reason=reason, by=clerk)
        locking.reopen(
            submission=rows[HOME], until=days.day(6), by=clerk,
            reason="Xã chờ số liệu của các thôn, bản, khu phố (minh họa)",
        )  # fmt: skip
    with on(days.day(-2)):
        opened = _left(HOME, last.previous())
        wrong = opened + _received(HOME, last)  # one was settled
        figures = _invented(("tiep-cong-dan", "doi-thoai"), (46, 2)) | _petitions(opened, 1, wrong)
        fill(rows[HOME], figures, user(TYPISTS[HOME]))


def _villages(form: Form, last: Period, days: Days) -> None:
    """The commune types for its villages: one waits to be taken in, two for a decision, one for figures."""
    with on(days.day(-9)):
        rows = send_down(form, last.code, user("tonghop"), due_on=days.office_day(4))
    signers = {"ban-suoi-van": _signers(HOME), "ban-khe-giua": [], "thon-dong-chanh": _signers(HOME)[:1]}
    with on(days.day(-3)):
        for village, people in signers.items():
            figures = _invented(_PEOPLE, OF_VILLAGES[village])
            sign(hand_in(rows[village], figures, user("canbo")), *people)
