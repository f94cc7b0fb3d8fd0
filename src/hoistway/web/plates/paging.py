"""One page of a list that is not a table of its own, the tabs of the room, and their filter."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hoistway.plates.queries import suspicions
from hoistway.plates.vocabulary import SuspicionState
from hoistway.web.desk.shapes import PAGE_ROWS, Pages
from hoistway.web.navigation import NavItem
from hoistway.web.signing_in import by

T = TypeVar("T")


def language() -> str:
    """Return the language in which a refusal is told."""
    return get_language() or "zh"


def paged_list(request: HttpRequest, rows: Any) -> tuple[list[Any], Pages]:
    """Return one page of rows that can be counted and cut, and where it stands."""
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page"))
    return list(page.object_list), Pages(
        number=page.number, total=page.paginator.num_pages, count=page.paginator.count,
        previous=page.previous_page_number() if page.has_previous() else None,
        next=page.next_page_number() if page.has_next() else None,
    )  # fmt: skip


def room_tabs(request: HttpRequest, *, here: str) -> Sequence[NavItem]:
    """Return the ways through the plate room; the suspicions say how many are open."""
    doubts = suspicions(by=by(request)).filter(state=SuspicionState.OPEN).count()
    tabs: tuple[tuple[str, str, int | None], ...] = (
        ("regulator-plates", _("张贴进度"), None),
        ("regulator-plates-missing", _("未张贴"), None),
        ("regulator-plates-list", _("全部电梯码"), None),
        ("regulator-plates-batches", _("制牌批次"), None),
        ("regulator-plates-suspicions", _("疑点"), doubts or None),
    )
    return tuple(
        NavItem(label=label, url=reverse(name), current=name == here, count=count)
        for name, label, count in tabs
    )
