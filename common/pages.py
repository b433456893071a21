"""Lists, 25 rows a page; the page's number stands in the address."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PARAMETER = "page"


def page_of(request: HttpRequest, queryset: Any, per_page: int = 25) -> Page[Any]:
    """The page that ?page= asks for. No number is the first page, too large a number the last: never an error."""
    return Paginator(queryset, per_page).get_page(request.GET.get(PARAMETER))
