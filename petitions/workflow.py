"""Which step may follow. Knows no database and no users."""

from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.errors import Refused

from .enums import HELD, OPEN, UNSENT, PetitionStatus, ReferralStatus


class HasStatus(Protocol):
    status: str


@dataclass(frozen=True)
class Step:
    """From which states a step starts, where it leads (None: the state stays), and how its button reads."""

    sources: frozenset[PetitionStatus]
    target: PetitionStatus | None
    label: str | Promise


_S = PetitionStatus
_UNSENT = frozenset(UNSENT)
_NOT_CANCELLED = frozenset(PetitionStatus) - {_S.CANCELLED}

STEPS: dict[str, Step] = {
    "edit": Step(_UNSENT, None, _("Sửa")),
    "consolidate": Step(_UNSENT, _S.CONSOLIDATED, _("Tổng hợp, phân loại")),
    "group": Step(_UNSENT, _S.GROUPED, _("Gộp kiến nghị trùng vào đây")),
    "ungroup": Step(frozenset({_S.GROUPED}), _S.RECEIVED, _("Bỏ gộp")),
    "split": Step(_UNSENT, _S.SPLIT, _("Tách thành nhiều kiến nghị")),
    "cancel": Step(_UNSENT, _S.CANCELLED, _("Hủy (nhập nhầm)")),
    "transfer": Step(frozenset({_S.CONSOLIDATED}), _S.TRANSFERRED, _("Chuyển")),
    "accept": Step(frozenset({_S.TRANSFERRED}), _S.ACCEPTED, _("Tiếp nhận giải quyết")),
    "refuse": Step(frozenset({_S.TRANSFERRED}), _S.TRANSFERRED, _("Không thuộc thẩm quyền, chuyển tiếp")),
    "answer": Step(frozenset({_S.TRANSFERRED, _S.ACCEPTED}), _S.ANSWERED, _("Trả lời")),
    "claim": Step(frozenset({_S.ANSWERED}), _S.CLAIMED, _("Báo kết quả")),
    "verify": Step(frozenset({_S.CLAIMED}), _S.VERIFIED, _("Xác nhận kết quả")),
    "follow": Step(frozenset({_S.CLAIMED}), _S.ANSWERED, _("Xác nhận đang giải quyết")),
    "send_back": Step(frozenset({_S.CLAIMED}), _S.ANSWERED, _("Trả lại")),
    "close": Step(frozenset({_S.VERIFIED}), _S.CLOSED, _("Báo cử tri và kết thúc")),
    "contest": Step(frozenset({_S.VERIFIED, _S.CLOSED}), _S.ACCEPTED, _("Cử tri không đồng ý, mở lại")),
    "press": Step(frozenset(HELD), None, _("Đôn đốc")),
    "raise": Step(frozenset(OPEN), None, _("Ghi nêu lại")),
    "print_slip": Step(_NOT_CANCELLED, None, _("In phiếu tiếp nhận")),
    "publish": Step(_NOT_CANCELLED, None, _("Công bố")),
    "hand_over": Step(frozenset(OPEN), None, _("Bàn giao")),
}


@dataclass(frozen=True)
class ReferralStep:
    """The same for a referral."""

    sources: frozenset[ReferralStatus]
    target: ReferralStatus | None
    label: str | Promise


_DRAFT = frozenset({ReferralStatus.DRAFT})

REFERRAL_STEPS: dict[str, ReferralStep] = {
    "fill": ReferralStep(_DRAFT, None, _("Chọn kiến nghị")),
    "send": ReferralStep(_DRAFT, ReferralStatus.SENT, _("Ghi số, ngày và chuyển")),
    "cancel": ReferralStep(_DRAFT, ReferralStatus.CANCELLED, _("Hủy dự thảo")),
}


def may(petition: HasStatus, name: str) -> bool:
    """Does the state of the petition allow the step?"""
    return PetitionStatus(petition.status) in STEPS[name].sources


def move(petition: HasStatus, name: str) -> None:
    """Take the step, or raise Refused with the state that stands in the way."""
    step = STEPS[name]
    if not may(petition, name):
        message = _now("Không thể thực hiện “{step}” khi kiến nghị ở trạng thái “{state}”.")
        raise Refused(message.format(step=step.label, state=PetitionStatus(petition.status).label))
    if step.target is not None:
        petition.status = step.target


def move_referral(referral: HasStatus, name: str) -> None:
    """The same for a referral."""
    step = REFERRAL_STEPS[name]
    if ReferralStatus(referral.status) not in step.sources:
        message = _now("Không thể thực hiện “{step}” khi đợt chuyển ở trạng thái “{state}”.")
        raise Refused(message.format(step=step.label, state=ReferralStatus(referral.status).label))
    if step.target is not None:
        referral.status = step.target
