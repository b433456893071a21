"""Lists, 25 rows a page; the page's number stands in the address."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PARAMETER = "page"


def page_of(request: HttpRequest, queryset: Any, per_page: int = 25, *, count: int | None = None) -> Page[Any]:
    """The page that ?page= asks for. No number is the first page, too large a number the last: never an error.

    ``count``: how many there are, where that is known already and need not be asked again.
    """
    paginator = Paginator(queryset, per_page)
    if count is not None:
        vars(paginator)["count"] = count  # in the place where the paginator keeps what it has counted
    return paginator.get_page(request.GET.get(PARAMETER))
