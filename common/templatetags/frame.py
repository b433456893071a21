"""Tags that the components need; pages include the components."""

from collections.abc import Sequence

from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from common import numbers
from common.frame import Count, NavItem
from common.markup import escaped
from common.pages import PARAMETER

register = template.Library()


@register.filter
def menu(items: Sequence[NavItem]) -> SafeString:
    """The lines of the menu: on every page, so drawn without a template, which took a tenth of a page's time."""
    return mark_safe("".join(map(_line, items)))  # noqa: S308 (every part is escaped)


@register.filter
def beside(count: Count | None) -> SafeString:
    """A number beside a line of the frame, with words for ears; nothing for none and for nought."""
    if count is None or not count.number:
        return SafeString("")
    tone = "count" if count.urgent else "count wait"
    words = f'<span class="hush">{escaped(count.words)}</span>'
    return mark_safe(f' <span class="{tone}">{escaped(numbers.show(count.number))}{words}</span>')  # noqa: S308


def _line(item: NavItem) -> str:
    current = ' aria-current="page"' if item.current else ""
    return f'<a href="{escaped(item.url)}"{current}>{escaped(item.label)}{beside(item.count)}</a>'


@register.simple_tag(takes_context=True)
def page_links(context: Context, page: "Page[object]") -> SafeString:
    """The numbers around the page shown, under every list and so drawn without a template; each address keeps the
    filters of the present one."""
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    parameters = context["request"].GET.copy()
    parameters.pop(PARAMETER, None)
    rest = escaped(parameters.urlencode())
    query = f"?{rest}&amp;{PARAMETER}=" if rest else f"?{PARAMETER}="
    named = escaped(_("Trang %(number)s"))
    return mark_safe("".join(f"<li>{_page(label, page.number, query, named)}</li>" for label in shown))  # noqa: S308


def _page(label: int | str, current: int, query: str, named: str) -> str:
    """A page number, the current one without address; an ellipsis has neither address nor mark."""
    if label == current:
        return f'<span aria-current="page">{label}</span>'
    if isinstance(label, int):
        return f'<a href="{query}{label}" aria-label="{named % {"number": label}}">{label}</a>'
    return f"<span>{escaped(label)}</span>"
