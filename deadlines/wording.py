"""A time limit in words: "chậm nhất 5 ngày làm việc, tính từ ngày ký văn bản", and how sure we are of it.

Takes rules and clocks alike, because a clock keeps the figures with which it started.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .enums import Bound, Direction, LimitUnit, RuleStatus

if TYPE_CHECKING:
    from .models import Clock, Rule


def limit_in_words(of: Rule | Clock) -> str:
    """ "chậm nhất 5 ngày làm việc", "ít nhất 30 ngày liên tục", "chậm nhất 5 ngày trước ngày họp"; what the law says
    instead of a figure; for a clock to a named day "đến ngày 30/11/2020"."""
    if of.amount is None:
        return _without_figure(of)
    unit = LimitUnit(of.counted_in)
    if of.direction == Direction.BEFORE:
        event = _event(of)
        return _before(of.amount, unit).format(event=event) if event else _ahead(of.amount, unit)
    if of.bound == Bound.MINIMUM:
        return _at_least(of.amount, unit, consecutive=_is_consecutive(of))
    return _at_most(of.amount, unit)


def limit_in_full(of: Rule | Clock) -> str:
    """The same with the event that starts it: "chậm nhất 5 ngày làm việc, tính từ ngày ký quyết định"."""
    words, event = limit_in_words(of), _event(of)
    if of.amount is None or of.direction == Direction.BEFORE or not event:
        return words
    return _("{limit}, tính từ {event}").format(limit=words, event=event)


def amount_in_words(amount: int, unit: LimitUnit | str) -> str:
    """ "5 ngày làm việc", "3 tháng"."""
    match LimitUnit(unit):
        case LimitUnit.WORKING_DAY:
            words = ngettext("%(count)s ngày làm việc", "%(count)s ngày làm việc", amount)
        case LimitUnit.CALENDAR_DAY:
            words = ngettext("%(count)s ngày", "%(count)s ngày", amount)
        case LimitUnit.MONTH:
            words = ngettext("%(count)s tháng", "%(count)s tháng", amount)
        case LimitUnit.YEAR:
            words = ngettext("%(count)s năm", "%(count)s năm", amount)
    return words % {"count": amount}


def extra_in_words(rule: Rule) -> str:
    """The extensions that the law allows: "được gia hạn 2 lần, mỗi lần không quá 30 ngày"; "" where it is silent."""
    if rule.extra is None:
        return ""
    more = amount_in_words(rule.extra, rule.extra_unit)
    words = ngettext(
        "được gia hạn %(times)s lần, không quá %(more)s",
        "được gia hạn %(times)s lần, mỗi lần không quá %(more)s",
        rule.extra_times,
    )
    return words % {"times": rule.extra_times, "more": more}


def extension_in_words(rule: Rule) -> str:
    """The same as a sentence for whoever is about to extend, also where the law allows none; "" for a unit's own
    limit that says nothing."""
    if rule.extends_by_paper_only:
        return _("Quy định này không cho gia hạn; chỉ ghi gia hạn khi có văn bản của cấp có thẩm quyền.")
    extra = extra_in_words(rule)
    return _("Theo {rule}: {extra}.").format(rule=rule.reference, extra=extra) if extra else ""


def mark(rule: Rule) -> str:
    """The short warning beside a rule: "cần đối chiếu Luật 97/2025/QH15"; nothing when its wording was checked."""
    match RuleStatus(rule.status):
        case RuleStatus.ORIGINAL:
            return _("cần đối chiếu {act}").format(act=rule.unread)
        case RuleStatus.SECOND_HAND:
            return _("theo nguồn thứ cấp")
        case RuleStatus.RECALLED:
            return _("chưa đối chiếu")
        case RuleStatus.PRACTICE:
            return _("thông lệ")
    return ""


def warning(rule: Rule) -> str:
    """The same as a sentence that says what to do; nothing when the wording was checked."""
    match RuleStatus(rule.status):
        case RuleStatus.ORIGINAL:
            words = _("Đã đối chiếu với văn bản gốc, chưa đối chiếu với văn bản sửa đổi: cần đối chiếu {act}.")
            return words.format(act=rule.unread)
        case RuleStatus.SECOND_HAND:
            return _("Lấy từ nguồn thứ cấp; cần đối chiếu với văn bản chính thức trước khi viện dẫn.")
        case RuleStatus.RECALLED:
            return _("Chưa đối chiếu với văn bản nào; không viện dẫn như quy định của pháp luật.")
        case RuleStatus.PRACTICE:
            return _("Là nề nếp làm việc của cơ quan, không phải quy định của pháp luật.")
    return ""


def how_counted(rule: Rule) -> list[str]:
    """In what way days are counted for the rule, one sentence a step; nothing for a duty without a figure."""
    if rule.amount is None:
        return []
    if rule.direction == Direction.BEFORE:
        lines = [_("Tính ngược từ ngày của sự kiện; ngày đó không tính."), _which_days(rule)]
        return [*lines, _("Ngày tính được là ngày cuối cùng còn đúng quy định; gặp ngày nghỉ cũng không lùi lại sau.")]
    first = _(
        "Ngày của sự kiện không tính; ngày hôm sau là ngày thứ nhất "
        "(Bộ luật Dân sự 91/2015/QH13 Điều 147, chưa đối chiếu văn bản)."
    )
    lines = [first, _which_days(rule)]
    if rule.bound == Bound.MINIMUM:
        lines.append(_("Là thời gian tối thiểu: ngày tính được là ngày đầu tiên được kết thúc."))
    elif rule.rolls and rule.counted_in != LimitUnit.WORKING_DAY:
        last = _(
            "Ngày cuối là ngày nghỉ thì thời hạn kết thúc vào ngày làm việc tiếp theo "
            "(Bộ luật Dân sự 91/2015/QH13 Điều 148 khoản 5, chưa đối chiếu văn bản)."
        )
        lines.append(last)
    return lines


def _which_days(rule: Rule) -> str:
    match LimitUnit(rule.counted_in):
        case LimitUnit.WORKING_DAY:
            words = _("Chỉ tính ngày làm việc: bỏ thứ Bảy, Chủ nhật, ngày nghỉ lễ, nghỉ bù, nghỉ hoán đổi.")
            return words + " " + _("Thứ Bảy, Chủ nhật làm bù được tính là ngày làm việc.")
        case LimitUnit.CALENDAR_DAY:
            return _("Tính mọi ngày, kể cả thứ Bảy, Chủ nhật và ngày nghỉ lễ.")
        case _unit:
            return _("Tính đến ngày cùng số của tháng cuối; tháng đó không có ngày ấy thì đến ngày cuối tháng.")


def _without_figure(of: Rule | Clock) -> str:
    fixed = getattr(of, "fixed_on", None)
    if fixed is not None:
        return _("đến ngày {day}").format(day=f"{fixed:%d/%m/%Y}")
    return str(getattr(of, "instead", ""))


def _rule_of(of: Rule | Clock) -> Rule | None:
    itself: Any = of
    followed: Rule | None = getattr(of, "rule", itself)
    return followed


def _event(of: Rule | Clock) -> str:
    rule = _rule_of(of)
    return rule.event if rule else ""


def _is_consecutive(of: Rule | Clock) -> bool:
    rule = _rule_of(of)
    return rule is not None and rule.consecutive


def _at_most(amount: int, unit: LimitUnit) -> str:
    match unit:
        case LimitUnit.WORKING_DAY:
            words = ngettext("chậm nhất %(count)s ngày làm việc", "chậm nhất %(count)s ngày làm việc", amount)
        case LimitUnit.CALENDAR_DAY:
            words = ngettext("chậm nhất %(count)s ngày", "chậm nhất %(count)s ngày", amount)
        case LimitUnit.MONTH:
            words = ngettext("chậm nhất %(count)s tháng", "chậm nhất %(count)s tháng", amount)
        case LimitUnit.YEAR:
            words = ngettext("chậm nhất %(count)s năm", "chậm nhất %(count)s năm", amount)
    return words % {"count": amount}


def _at_least(amount: int, unit: LimitUnit, *, consecutive: bool) -> str:
    match unit:
        case LimitUnit.WORKING_DAY:
            words = ngettext("ít nhất %(count)s ngày làm việc", "ít nhất %(count)s ngày làm việc", amount)
        case LimitUnit.CALENDAR_DAY if consecutive:
            words = ngettext("ít nhất %(count)s ngày liên tục", "ít nhất %(count)s ngày liên tục", amount)
        case LimitUnit.CALENDAR_DAY:
            words = ngettext("ít nhất %(count)s ngày", "ít nhất %(count)s ngày", amount)
        case LimitUnit.MONTH:
            words = ngettext("ít nhất %(count)s tháng", "ít nhất %(count)s tháng", amount)
        case LimitUnit.YEAR:
            words = ngettext("ít nhất %(count)s năm", "ít nhất %(count)s năm", amount)
    return words % {"count": amount}


def _before(amount: int, unit: LimitUnit) -> str:
    """With the place for the event left open."""
    match unit:
        case LimitUnit.WORKING_DAY:
            words = ngettext(
                "chậm nhất %(count)s ngày làm việc trước {event}",
                "chậm nhất %(count)s ngày làm việc trước {event}",
                amount,
            )
        case LimitUnit.CALENDAR_DAY:
            words = ngettext("chậm nhất %(count)s ngày trước {event}", "chậm nhất %(count)s ngày trước {event}", amount)
        case LimitUnit.MONTH:
            words = ngettext(
                "chậm nhất %(count)s tháng trước {event}", "chậm nhất %(count)s tháng trước {event}", amount
            )
        case LimitUnit.YEAR:
            words = ngettext("chậm nhất %(count)s năm trước {event}", "chậm nhất %(count)s năm trước {event}", amount)
    return words % {"count": amount}


def _ahead(amount: int, unit: LimitUnit) -> str:
    """Before an event that nobody named."""
    return _("chậm nhất trước sự kiện {amount}").format(amount=amount_in_words(amount, unit))
