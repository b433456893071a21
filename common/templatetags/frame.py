"""Tags that the components need; pages include the components."""

from dataclasses import dataclass

from django import template
from django.core.paginator import Page
from django.template.context import Context

register = template.Library()


@dataclass(frozen=True)
class PageLink:
    """A page number, the current one without address; an ellipsis has neither address nor mark."""

    label: str
    url: str
    current: bool


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
