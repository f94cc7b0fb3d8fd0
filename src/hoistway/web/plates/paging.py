"""One page of a list that is not a table of its own, and the language of refusals."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from hoistway.web.desk.shapes import PAGE_ROWS, Pages


def paged_list(request: HttpRequest, rows: Any) -> tuple[list[Any], Pages]:
    """Return one page of rows that can be counted and cut, and where it stands."""
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page"))
    return list(page.object_list), Pages(
        number=page.number, total=page.paginator.num_pages, count=page.paginator.count,
        previous=page.previous_page_number() if page.has_previous() else None,
        next=page.next_page_number() if page.has_next() else None,
    )  # fmt: skip
