"""What is said to the public about where a petition stands: plain sentences without any word of the offices.

A state has two texts: the label and note for the offices (PetitionState), and the sentences here, which a child of
twelve understands: who has it, until when, what comes next. They know no database, no person and no reason that an
office wrote for another office. An outcome is told only once the council has confirmed it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.templatetags.qcdc import ngay

from .enums import Outcome, PetitionStatus

_S = PetitionStatus


@dataclass(frozen=True)
class Situation:
    """Where a petition stands on a day, as far as the sentences need it. Bodies are names."""

    status: PetitionStatus
    outcome: Outcome | None
    council: str
    holder: str
    due_on: date | None
    run: int
    today: date

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.due_on < self.today


class Named(Protocol):
    """A body."""

    @property
    def name(self) -> str: ...


class Stood(Protocol):
    """A dated row of where a petition stood; PetitionState has it."""

    @property
    def since(self) -> date: ...
    @property
    def status(self) -> str: ...
    @property
    def outcome(self) -> str: ...
    @property
    def holder(self) -> Named | None: ...
    @property
    def run(self) -> int: ...
    @property
    def note(self) -> str: ...  # only asked whether there is one
    @property
    def public_note(self) -> str: ...


@dataclass(frozen=True)
class Moment:
    """A line of the timeline; ``note`` is what an officer added for the public."""

    on: date
    text: str
    note: str


def sentences(now: Situation) -> tuple[str, ...]:
    """Who has it, until when, what comes next: at most three sentences."""
    words = {
        "council": now.council,
        "holder": now.holder,
        "due": ngay(now.due_on),
        "outcome": str(_OUTCOMES[now.outcome]) if now.outcome else "",
    }
    return tuple(str(template).format(**words) for template in _SAID[now.status](now))


def timeline(states: Sequence[Stood], council: str) -> tuple[Moment, ...]:
    """What happened, in the order in which it happened; steps that change nothing for the public are left out."""
    told: list[Moment] = []
    before: Stood | None = None
    for state in states:
        template = _told(state, before)
        if template is not None:
            holder = state.holder.name if state.holder else ""
            outcome = str(_OUTCOMES[Outcome(state.outcome)]) if state.outcome else ""
            text = str(template).format(council=council, holder=holder, outcome=outcome)
            told.append(Moment(state.since, text, state.public_note))
        before = state
    return tuple(told)


# -- where it stands


def _received(_situation: Situation) -> list[str | Promise]:
    return [
        _("{council} đã nhận kiến nghị này."),
        _("Chưa có ngày hẹn trả lời."),
        _("Tiếp theo, {council} sẽ gửi kiến nghị đến nơi có trách nhiệm trả lời."),
    ]


def _sent(now: Situation) -> list[str | Promise]:
    return [
        _("Kiến nghị đã được gửi đến {holder}."),
        _until(now, _("{holder} cần trả lời chậm nhất ngày {due}.")),
        _("Tiếp theo, {holder} sẽ xem xét và trả lời."),
    ]


def _taken_up(now: Situation) -> list[str | Promise]:
    again = _("{holder} đang giải quyết lại, vì cử tri chưa đồng ý với kết quả lần trước.")
    return [
        again if now.run > 1 else _("{holder} đang giải quyết kiến nghị này."),
        _until(now, _("{holder} cần trả lời chậm nhất ngày {due}.")),
        _("Tiếp theo, {holder} sẽ trả lời."),
    ]


def _answered(now: Situation) -> list[str | Promise]:
    going_on = now.outcome == Outcome.IN_PROGRESS
    return [
        _("{holder} đã trả lời và đang làm tiếp.") if going_on else _("{holder} đã trả lời kiến nghị này."),
        _until(now, _("{holder} hẹn có kết quả chậm nhất ngày {due}."), _("Chưa có ngày hẹn báo kết quả.")),
        _("Tiếp theo, {holder} sẽ báo kết quả cho {council}."),
    ]


def _claimed(_situation: Situation) -> list[str | Promise]:
    return [
        _("{holder} đã báo kết quả, {council} đang kiểm tra."),
        _("Chưa có ngày hẹn kiểm tra xong."),
        _("Nếu kết quả đúng, {council} sẽ báo cho cử tri; nếu chưa, {holder} phải làm tiếp."),
    ]


def _verified(now: Situation) -> list[str | Promise]:
    return [
        _("{council} đã kiểm tra và xác nhận: {outcome}."),
        _("Tiếp theo, {council} sẽ báo kết quả cho cử tri."),
        *_may_object(now),
    ]


def _closed(now: Situation) -> list[str | Promise]:
    return [
        _("Việc này đã kết thúc: {outcome}."),
        _("{council} đã báo kết quả cho cử tri."),
        *_may_object(now),
    ]


def _grouped(_situation: Situation) -> list[str | Promise]:
    return [
        _("Nhiều cử tri nêu cùng một việc, nên {council} gộp các kiến nghị lại."),
        _("Kiến nghị này được giải quyết chung với kiến nghị cùng nội dung."),
    ]


def _split(_situation: Situation) -> list[str | Promise]:
    return [
        _("Kiến nghị này nêu nhiều việc, nên {council} tách ra thành nhiều kiến nghị."),
        _("Mỗi việc được gửi đến nơi có trách nhiệm và được trả lời riêng."),
    ]


def _cancelled(_situation: Situation) -> list[str | Promise]:
    return [
        _("Kiến nghị này đã bị xóa khỏi danh sách vì ghi nhầm."),
        _("Nếu có thắc mắc, mời liên hệ {council}."),
    ]


def _until(now: Situation, template: str | Promise, without: str | Promise | None = None) -> str | Promise:
    """The last day; what was promised and did not come is said as it is."""
    if now.due_on is None:
        return without or _("Chưa có ngày hẹn trả lời.")
    return _("Hạn chót là ngày {due}; {holder} đã quá hạn mà chưa xong.") if now.is_late else template


def _may_object(now: Situation) -> list[str | Promise]:
    """Voters may contest an outcome once."""
    return [_("Nếu không đồng ý, cử tri có thể đề nghị {council} xem lại một lần.")] if now.run == 1 else []


_SAID: dict[PetitionStatus, Callable[[Situation], list[str | Promise]]] = {
    _S.RECEIVED: _received,
    _S.CONSOLIDATED: _received,
    _S.TRANSFERRED: _sent,
    _S.ACCEPTED: _taken_up,
    _S.ANSWERED: _answered,
    _S.CLAIMED: _claimed,
    _S.VERIFIED: _verified,
    _S.CLOSED: _closed,
    _S.GROUPED: _grouped,
    _S.SPLIT: _split,
    _S.CANCELLED: _cancelled,
}

_OUTCOMES: dict[Outcome, Promise] = {
    Outcome.RESOLVED: _("việc đã làm xong"),
    Outcome.EXPLAINED: _("đã giải thích rõ cho cử tri"),
    Outcome.IN_PROGRESS: _("việc đang được làm"),
    Outcome.NOT_RESOLVED: _("việc chưa làm được"),
    Outcome.NOT_COMPETENT: _("việc này do cấp trên quyết định và đã được chuyển lên"),
}


# -- what happened

_HAPPENED: dict[PetitionStatus, Promise] = {
    _S.RECEIVED: _("{council} nhận kiến nghị."),
    _S.CONSOLIDATED: _("{council} xem xét và ghi lại thành nội dung để gửi đi."),
    _S.TRANSFERRED: _("Kiến nghị được gửi đến {holder}."),
    _S.ACCEPTED: _("{holder} bắt đầu giải quyết."),
    _S.ANSWERED: _("{holder} trả lời."),
    _S.CLAIMED: _("{holder} báo kết quả cho {council}."),
    _S.VERIFIED: _("{council} xác nhận: {outcome}."),
    _S.CLOSED: _("{council} báo kết quả cho cử tri; việc kết thúc."),
    _S.GROUPED: _("Kiến nghị được gộp với kiến nghị cùng nội dung."),
    _S.SPLIT: _("Kiến nghị được tách thành nhiều kiến nghị."),
    _S.CANCELLED: _("Kiến nghị bị xóa khỏi danh sách vì ghi nhầm."),
}
_ROUND_AGAIN: dict[tuple[PetitionStatus, PetitionStatus], Promise] = {
    (_S.GROUPED, _S.RECEIVED): _("Kiến nghị được xem xét riêng trở lại."),
    (_S.VERIFIED, _S.ACCEPTED): _("Cử tri chưa đồng ý với kết quả; {holder} giải quyết lại."),
    (_S.CLOSED, _S.ACCEPTED): _("Cử tri chưa đồng ý với kết quả; {holder} giải quyết lại."),
    (_S.CLAIMED, _S.ANSWERED): _("{council} thấy kết quả chưa đạt và yêu cầu {holder} làm tiếp."),
}


def _told(state: Stood, before: Stood | None) -> str | Promise | None:
    """The template for a step; None where nothing changed for the public."""
    status = _S(state.status)
    if before is None:
        return _HAPPENED[status]
    came_from = _S(before.status)
    if status == came_from:
        is_moved = bool(state.holder and before.holder and state.holder.name != before.holder.name)
        return _("Kiến nghị được chuyển tiếp đến {holder}.") if is_moved else None
    if (came_from, status) == (_S.CLAIMED, _S.ANSWERED) and not state.note:  # sending back needs a reason
        return _("{council} xác nhận việc đang được làm và theo dõi tiếp.")
    return _ROUND_AGAIN.get((came_from, status), _HAPPENED[status])
