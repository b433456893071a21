"""Boards of the people: set up, members, programmes, reports, end. Lock, may you, is it possible, change, remember.

A board is refused when it is set up with a number of members that its law does not allow. When members leave during
the term it goes on, and its page marks what is missing, with the article, until others are elected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.periods import Period
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from organizations import scope
from organizations.enums import Why
from organizations.models import Body
from organizations.scope import StakeSpec
from supervision import board_law, events, policies, timing
from supervision.enums import BoardPosition, BoardSort
from supervision.models import Board, BoardMember, BoardProgramme, BoardReport

from .shared import check_alive, check_past, said


@dataclass(frozen=True, kw_only=True)
class MemberSpec:
    """Somebody elected: name, place on the board, the village or section."""

    full_name: str
    position: str = BoardPosition.MEMBER
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class BoardFacts:
    """What the paper that recognises a board states. ``last_on``: the last day of the term, where it says one."""

    sort: str
    name: str
    decision_text: str
    since: date
    last_on: date | None = None
    body: Body | None = None
    villages: int | None = None
    staff: int | None = None
    project: str = ""
    members: Sequence[MemberSpec] = ()


@transaction.atomic
def set_up(*, set_up_by: Body, facts: BoardFacts, by: User) -> Board:
    """Record a board with its members.

    Refused: fewer or more members than the law of that day allows, with the article; no or two heads; an agency with
    too few staff; a term that ends before it begins.
    """
    policies.check_can_supervise_for(by, set_up_by)
    check_past(facts.since, "since")
    check_alive(set_up_by, facts.since, "since")
    if facts.last_on is not None and facts.last_on < facts.since:
        raise Refused(_("Ngày cuối nhiệm kỳ phải sau ngày bắt đầu."), field="last_on")
    members = [spec for spec in facts.members if clean_line(spec.full_name)]
    _check_facts(facts)
    board_law.check(facts.sort, on=facts.since, villages=facts.villages, staff=facts.staff, members=members)
    upper = date.fromordinal(facts.last_on.toordinal() + 1) if facts.last_on else None
    board = Board.objects.create(
        sort=facts.sort, name=said(facts.name, "name", _("Cần ghi tên ban.")), unit=set_up_by.unit, body=facts.body,
        set_up_by=set_up_by, villages=facts.villages, staff=facts.staff, project=clean_line(facts.project),
        decision_text=said(facts.decision_text, "decision_text", _("Cần ghi quyết định, văn bản công nhận.")),
        valid=DateRange(facts.since, upper, "[)"),
    )  # fmt: skip
    for spec in members:
        _join(board, spec, facts.since)
    stakes = [StakeSpec.of(set_up_by, Why.ORIGIN), *([StakeSpec.of(facts.body, Why.HOLDER)] if facts.body else [])]
    scope.write_stakes(board, stakes)
    timing.term_begun(board, by=by)
    _remember(events.BOARD_SET_UP, board, by, count=len(members), decision=board.decision_text)
    return board


@transaction.atomic
def join(*, board: Board, spec: MemberSpec, on: date, by: User) -> BoardMember:
    """Somebody was elected in addition. Refused: outside the term; more than the law allows; a second head."""
    one = _locked(board)
    policies.check_can_keep_board(by, one)
    _check_at_work(one, on)
    said(spec.full_name, "full_name", _("Cần ghi họ và tên."))
    sitting = [_spec(member) for member in one.members.filter(valid__contains=on)]
    board_law.check(
        one.sort, on=on, villages=one.villages, staff=one.staff, members=[*sitting, spec], may_be_short=True
    )
    made = _join(one, spec, on)
    _remember(events.BOARD_JOINED, one, by, name=made.full_name, on=ngay(on))
    return made


@transaction.atomic
def leave(*, member: BoardMember, on: date, by: User) -> BoardMember:
    """From that day on somebody is no member any more; the board's page then says what the law misses."""
    board = _locked(member.board)
    policies.check_can_keep_board(by, board)
    one = board.members.select_for_update(of=("self",), no_key=True).get(pk=member.pk)
    check_past(on, "on")
    if on <= one.valid.lower or (one.valid.upper is not None and one.valid.upper <= on):
        raise Refused(_("Ngày thôi tham gia phải trong thời gian đang tham gia."), field="on")
    one.valid = DateRange(one.valid.lower, on, "[)")
    one.save(update_fields=["valid"])
    _remember(events.BOARD_LEFT, board, by, name=one.full_name, on=ngay(on))
    return one


@transaction.atomic
def plan(*, board: Board, period: Period, number: str, on: date, text: str, by: User) -> BoardProgramme:
    """The programme of work of a quarter, half-year or year (Article 39). Refused: another sort of period."""
    one = _locked(board)
    policies.check_can_keep_board(by, one)
    _check_at_work(one, period.end if period.start < one.valid.lower else period.start, field="period")
    if period.code.rpartition("-")[2] not in {"Q1", "Q2", "Q3", "Q4", "H1", "H2", "Y"}:
        raise Refused(_("Chương trình lập theo quý, 06 tháng hoặc năm (Điều 39)."), field="period")
    check_past(on, "on")
    if one.programmes.filter(period_code=period.code).exists():
        raise Refused(_("Ban đã có chương trình công tác của kỳ này."), field="period")
    made = BoardProgramme.objects.create(
        board=one, period_code=period.code, start=period.start, end=period.end, number=clean_line(number), issued_on=on,
        text=_text(text, _("Cần ghi nội dung.")),
    )  # fmt: skip
    _remember(events.BOARD_PROGRAMME, one, by, period=period.label)
    return made


@transaction.atomic
def report(*, board: Board, period: Period, number: str, on: date, text: str, by: User) -> BoardReport:
    """A report to the body that set it up. Refused: a period that has not begun; one that was reported already."""
    one = _locked(board)
    policies.check_can_keep_board(by, one)
    check_past(on, "on", since=period.start)
    if period.end < one.valid.lower:
        raise Refused(_("Kỳ này trước nhiệm kỳ của ban."), field="period")
    if one.reports.filter(period_code=period.code).exists():
        raise Refused(_("Báo cáo kỳ này đã được ghi."), field="period")
    made = BoardReport.objects.create(
        board=one, period_code=period.code, start=period.start, end=period.end, number=clean_line(number), sent_on=on,
        text=_text(text, _("Cần ghi kết quả hoạt động.")),
    )  # fmt: skip
    _remember(events.BOARD_REPORT, one, by, period=period.label, on=ngay(on))
    return made


@transaction.atomic
def end(*, board: Board, on: date, reason: str, by: User) -> Board:
    """It ends on that day: the term is over, or the project that it watched."""
    one = _locked(board)
    policies.check_can_keep_board(by, one)
    _check_at_work(one, on)
    check_past(on, "on")
    if on <= one.valid.lower:
        raise Refused(_("Ngày kết thúc phải sau ngày bắt đầu nhiệm kỳ."), field="on")
    one.ended_why = said(reason, "reason", _("Cần ghi lý do."))
    one.valid = DateRange(one.valid.lower, on, "[)")
    one.save()
    timing.done(one, timing.TERM, on=on, by=by)
    _remember(events.BOARD_ENDED, one, by, on=ngay(on), reason=one.ended_why)
    return one


# -- is it possible


def _check_facts(facts: BoardFacts) -> None:
    wanted = {
        BoardSort.COMMUNE: ("villages", facts.villages, _("Cần ghi số thôn, tổ dân phố.")),
        BoardSort.AGENCY: ("staff", facts.staff, _("Cần ghi số cán bộ, công chức, viên chức, người lao động.")),
        BoardSort.INVESTMENT: ("project", facts.project.strip(), _("Cần ghi chương trình, dự án mà ban giám sát.")),
    }
    field, value, refusal = wanted[BoardSort(facts.sort)]
    if not value:
        raise Refused(refusal, field=field)


def _check_at_work(board: Board, on: date, field: str = "on") -> None:
    if on not in board.valid:
        message = _("Ngày {day} nằm ngoài nhiệm kỳ của {board}.")
        raise Refused(message.format(day=ngay(on), board=board.name), field=field)


def _text(words: str, refusal: str) -> str:
    if not words.strip():
        raise Refused(refusal, field="text")
    return nfc(words.strip())


# -- change, remember


def _locked(board: Board) -> Board:
    rows = Board.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("set_up_by__unit", "body__unit", "unit").get(pk=board.pk)


def _join(board: Board, spec: MemberSpec, on: date) -> BoardMember:
    valid = DateRange(on, board.ends_on, "[)")
    return BoardMember.objects.create(
        board=board, full_name=clean_line(spec.full_name), position=spec.position, place=clean_line(spec.place),
        valid=valid,
    )  # fmt: skip


def _spec(member: BoardMember) -> MemberSpec:
    return MemberSpec(full_name=member.full_name, position=member.position, place=member.place)


def _remember(kind: str, board: Board, by: User, **data: Any) -> None:
    record(kind, by=by, subject=board, unit_id=board.unit_id, **data)


def sitting_today(board: Board) -> list[BoardMember]:
    """Who sits on it today, the head first."""
    order = {BoardPosition.HEAD.value: 0, BoardPosition.DEPUTY.value: 1}
    members = board.members.filter(valid__contains=clock.today()).order_by("pk")
    return sorted(members, key=lambda member: order.get(member.position, 2))
