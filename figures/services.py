"""What can be done with figures: state, restate, withdraw."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.periods import Period
from common.text import clean_line
from organizations.models import Body, Unit

from . import events, policies
from .enums import FigureKind
from .models import Fact, Indicator

# Digits before the comma that the database keeps.
_LARGEST = Decimal(10) ** 18


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What is stated, in the form that the indicator's kind asks for."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    text: str = ""
    note: str = ""


@transaction.atomic
def state(
    *,
    indicator: Indicator,
    unit: Unit,
    window: Period,
    figure: Figure,
    by: User,
    body: Body | None = None,
    source_kind: str = "",
    source_id: int | None = None,
) -> Fact:
    """Write what a source states for a unit (or one of its bodies) over the days of a period.

    Raises Refused for a figure that does not fit its indicator, or when the source has stated it already.
    """
    policies.check_can_state(by, unit, body)
    _check_place(indicator, unit, body, window)
    check_figure(indicator, figure)
    fact = Fact(
        indicator=indicator, unit=unit, body=body, valid=window.range, period=window.code,
        source_kind=source_kind, source_id=source_id, stated_at=clock.now(), stated_by=by,
    )  # fmt: skip
    _write(fact, figure)
    _check_once(fact)
    fact.save()
    _remember(events.STATED, fact, by)
    return fact


@transaction.atomic
def restate(*, fact: Fact, figure: Figure, reason: str, by: User) -> Fact:
    """Correct a figure; the history keeps what it was and why it changed. The days and the source stay."""
    fact = _locked(fact)
    policies.check_can_state(by, fact.unit, fact.body)
    _check_standing(fact)
    _check_reason(reason)
    check_figure(fact.indicator, figure)
    before = fact.display()
    _write(fact, figure)
    fact.save()
    _remember(events.RESTATED, fact, by, before=before, reason=clean_line(reason))
    return fact


@transaction.atomic
def withdraw(*, fact: Fact, reason: str, by: User) -> Fact:
    """Take a figure back: it stays in the history and counts nowhere. The same source may state anew."""
    fact = _locked(fact)
    policies.check_can_state(by, fact.unit, fact.body)
    _check_standing(fact)
    _check_reason(reason)
    fact.withdrawn_at, fact.withdrawn_why = clock.now(), clean_line(reason)
    fact.save(update_fields=["withdrawn_at", "withdrawn_why"])
    _remember(events.WITHDRAWN, fact, by, reason=fact.withdrawn_why)
    return fact


def check_figure(indicator: Indicator, figure: Figure) -> None:
    """Does the figure fit the indicator's kind? Raises Refused with the name of the field; forms may ask early."""
    _check_parts(figure)
    _check_numbers(indicator, figure)
    kind = FigureKind(indicator.kind)
    if kind is FigureKind.TEXT and not figure.text.strip():
        raise Refused(_("Chỉ tiêu này cần ghi bằng chữ."), field="text")
    if kind is FigureKind.RATIO:
        _check_ratio(figure)
    elif figure.numerator is not None:
        raise Refused(_("Chỉ tiêu này không ghi theo tử số và mẫu số."), field="numerator")
    if kind is FigureKind.COUNT:
        _check_at_least(figure.value, 0, _("Số đếm không được âm."))
    if kind is FigureKind.RANK:
        _check_at_least(figure.value, 1, _("Thứ hạng bắt đầu từ 1."))


def _check_parts(figure: Figure) -> None:
    if figure.value is None and figure.numerator is None and figure.denominator is None and not figure.text.strip():
        raise Refused(_("Cần ghi giá trị, tử số và mẫu số, hoặc nội dung."), field="value")
    if (figure.numerator is None) != (figure.denominator is None):
        missing = "numerator" if figure.numerator is None else "denominator"
        raise Refused(_("Cần ghi cả tử số và mẫu số."), field=missing)
    if figure.denominator is not None and figure.denominator <= 0:
        raise Refused(_("Mẫu số phải lớn hơn 0."), field="denominator")
    if figure.numerator is not None and figure.numerator < 0:
        raise Refused(_("Tử số không được âm."), field="numerator")


def _check_numbers(indicator: Indicator, figure: Figure) -> None:
    """Nothing is rounded in silence: more decimals than the indicator has are refused, as is what cannot be stored."""
    whole = {FigureKind.COUNT, FigureKind.RANK}
    decimals = 0 if indicator.kind in whole else indicator.decimals
    for field, number in (
        ("value", figure.value),
        ("numerator", figure.numerator),
        ("denominator", figure.denominator),
    ):
        if number is None:
            continue
        if not number.is_finite() or abs(number) >= _LARGEST:
            raise Refused(_("Số này quá lớn."), field=field)
        if number != round(number, decimals):
            message = _("Chỉ tiêu này ghi tối đa {count} chữ số thập phân.") if decimals else _("Cần ghi số nguyên.")
            raise Refused(message.format(count=decimals), field=field)


def _check_ratio(figure: Figure) -> None:
    if figure.value is not None and not 0 <= figure.value <= 100:
        raise Refused(_("Tỷ lệ phải từ 0 đến 100 %."), field="value")
    if figure.numerator is not None and figure.denominator is not None and figure.numerator > figure.denominator:
        raise Refused(_("Tử số không được vượt mẫu số."), field="numerator")


def _check_at_least(value: Decimal | None, least: int, message: str) -> None:
    if value is not None and value < least:
        raise Refused(message, field="value")


def _check_place(indicator: Indicator, unit: Unit, body: Body | None, window: Period) -> None:
    if indicator.counted:
        raise Refused(_("Chỉ tiêu này do cổng tự đếm, không ghi tay."), field="indicator")
    if window.end not in indicator.valid:
        raise Refused(_("Chỉ tiêu này không áp dụng cho kỳ đã chọn."), field="indicator")
    if body is not None and body.unit_id != unit.pk:
        raise Refused(_("Cơ quan không thuộc đơn vị này."), field="body")
    if not _overlap(unit, window):
        raise Refused(_("Đơn vị không tồn tại trong kỳ đã chọn."), field="window")


def _overlap(unit: Unit, window: Period) -> bool:
    life = unit.valid
    return (life.lower is None or life.lower <= window.end) and (life.upper is None or life.upper > window.start)


def _check_once(fact: Fact) -> None:
    same = Fact.objects.standing().filter(
        indicator=fact.indicator, unit=fact.unit, body=fact.body, valid=fact.valid,
        source_kind=fact.source_kind, source_id=fact.source_id,
    )  # fmt: skip
    if same.exists():
        raise Refused(_("Chỉ tiêu này đã có số liệu của cùng nguồn trong kỳ."), field="indicator")


def _check_standing(fact: Fact) -> None:
    if fact.withdrawn_at is not None:
        raise Refused(_("Số liệu này đã được rút."))


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Cần ghi lý do."), field="reason")


def _locked(fact: Fact) -> Fact:
    locked = Fact.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("indicator", "unit", "body").get(pk=fact.pk)


def _write(fact: Fact, figure: Figure) -> None:
    fact.value, fact.numerator, fact.denominator = figure.value, figure.numerator, figure.denominator
    fact.text, fact.note = clean_line(figure.text), clean_line(figure.note)


def _remember(kind: str, fact: Fact, by: User, **data: str) -> None:
    words = {"indicator": fact.indicator.name_vi, "figure": fact.display(), **data}
    record(kind, by=by, subject=fact, unit_id=fact.unit_id, **words)
