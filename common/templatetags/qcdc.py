"""Tags and filters that every template has without loading them."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.db.models import Choices
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from common import clock, marking, numbers
from common.markup import escaped

register = template.Library()

SOON = 3  # days before a due date when it begins to show as "wait"
TONES = {"", "ok", "wait", "late", "info"}


@register.filter
def ngay(value: date | None) -> str:
    """05/10/2020; nothing for None. A moment shows its day in Viet Nam."""
    if not isinstance(value, date):
        return ""
    day = value.astimezone(clock.ZONE) if isinstance(value, datetime) else value
    return f"{day:%d/%m/%Y}"


@register.filter
def luc(value: datetime | None) -> str:
    """14:30 05/10/2020, in Viet Nam; nothing for None."""
    return f"{value.astimezone(clock.ZONE):%H:%M %d/%m/%Y}" if isinstance(value, datetime) else ""


@register.filter
def so(value: Decimal | int | float | None, decimals: int | None = None) -> str:
    """1.234,5; with an argument exactly so many decimals. Nothing for None."""
    if value is None or value == "":
        return ""
    return numbers.show(value, decimals)


@register.filter
def marked(text: str, typed: str) -> SafeString:
    """The text with the words that were typed marked, accents or not."""
    pieces = ((format_html("<mark>{}</mark>", piece) if hit else piece,) for piece, hit in marking.parts(text, typed))
    return format_html_join("", "{}", pieces)


@register.filter
def found_line(text: str, typed: str) -> str:
    """A line of a long text around the words that were typed."""
    return marking.excerpt(text, typed)


@register.simple_tag
def badge(state: Any, label: Any = None, tone: str | None = None) -> SafeString:
    """A state as a word with a shape and a colour.

    {% badge task.state %} for a member of choices with a property `tone` (ok, wait, late, info or ""), or
    {% badge "ok" "Hoàn thành" %} with the tone first. An explicit tone= wins.
    """
    if label is None and tone is None and isinstance(state, Choices):
        return _badge_of(type(state), state, get_language())
    if label is None:
        label = getattr(state, "label", state)
        tone = tone if tone is not None else getattr(state, "tone", "")
    elif tone is None:
        tone = getattr(state, "tone", state)
    return _badge(label, tone)


@lru_cache(maxsize=512)
def _badge_of(_choices: type, state: Any, _language: str | None) -> SafeString:
    """Kept, because a list shows a few states again and again. Words of two choices may be equal: the class tells."""
    return _badge(state.label, getattr(state, "tone", ""))


def _badge(label: Any, tone: Any) -> SafeString:
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"badge: {tone!r} is none of the tones {sorted(TONES)}")
    return mark_safe(f'<span class="badge{" " if tone else ""}{tone}">{escaped(label)}</span>')  # noqa: S308


@register.simple_tag
def due(due_on: date | None, done_on: date | None = None, today: date | None = None) -> SafeString:
    """How far a due date is: "còn 3 ngày", "hôm nay", "quá hạn 5 ngày"; once done, whether it was in time.

    Calendar days. Nothing where there is no due date.
    """
    if due_on is None:
        return SafeString("")
    return _due(due_on, done_on or today or clock.today(), done_on is not None, get_language())


@lru_cache(maxsize=1024)
def _due(due_on: date, day: date, is_done: bool, _language: str | None) -> SafeString:
    """Kept, because the rows of lists share few days, and each is five translations."""
    days = (due_on - day).days
    tone, words = _done(days) if is_done else _open(days)
    title = _("Hạn %(day)s") % {"day": ngay(due_on)}
    return mark_safe(f'<span class="badge {tone}" title="{escaped(title)}">{escaped(words)}</span>')  # noqa: S308


def _done(days: int) -> tuple[str, str]:
    if days >= 0:
        return "ok", _("đúng hạn")
    return "wait", ngettext("muộn %(days)s ngày", "muộn %(days)s ngày", -days) % {"days": -days}


def _open(days: int) -> tuple[str, str]:
    if days < 0:
        return "late", ngettext("quá hạn %(days)s ngày", "quá hạn %(days)s ngày", -days) % {"days": -days}
    if days == 0:
        return "wait", _("hôm nay")
    words = ngettext("còn %(days)s ngày", "còn %(days)s ngày", days) % {"days": days}
    return ("wait" if days <= SOON else "info"), words


@register.simple_tag
def url_with(request: HttpRequest, *pairs: Any, **changes: Any) -> str:
    """The query of this address with some values changed: {% url_with request page=2 %}.

    Names that are no Python names come in pairs: {% url_with request "don-vi" unit.code %}. None or "" takes a
    value away; every other value of the address stays.
    """
    query = request.GET.copy()
    for name, value in [*zip(pairs[::2], pairs[1::2], strict=True), *changes.items()]:
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return "?" + query.urlencode()
