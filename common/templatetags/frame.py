"""Tags that the components need; pages include the components."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from common import numbers
from common.frame import Count, NavItem
from common.markup import escaped

register = template.Library()


@dataclass(frozen=True)
class PageLink:
    """A page number, the current one without address; an ellipsis has neither address nor mark."""

    label: str
    url: str
    current: bool


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
def page_links(context: Context, page: "Page[object]") -> list[PageLink]:
    """The numbers around the page shown; each address keeps the filters of the present one."""
    parameters = context["request"].GET.copy()
    links = []
    for label in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1):
        parameters["page"] = str(label)
        url = f"?{parameters.urlencode()}" if isinstance(label, int) and label != page.number else ""
        links.append(PageLink(str(label), url, label == page.number))
    return links
