"""The small shapes that many desk templates draw."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import structlog
from django.core.paginator import Paginator
from django.db import OperationalError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language

from hoistway.foundation.terms import Term
from hoistway.registry.queries import FoundElevators, Turn
from hoistway.web.navigation import NavItem
from hoistway.web.parts.tones import Tone
from hoistway.web.parts.words import duration_words

_MOST_DIGITS = 19  # a key is a bigint

PAGE_ROWS = 50
"""Rows of one page of a list. Chosen: two screens of dense rows."""

Row = TypeVar("Row", bound=Model)
T = TypeVar("T")

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A big figure with its unit and what it is a part of."""

    label: object
    value: object
    unit: object = ""
    note: object = ""
    tone: Tone = "quiet"
    url: str = ""


@dataclass(frozen=True, slots=True)
class BarRow:
    """One line of a breakdown: the bar illustrates, the text is the fact."""

    label: str
    fraction: float
    text: str
    tone: Tone = "active"


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a page of a list stands."""

    number: int
    total: int
    count: int
    previous: int | None
    next: int | None


def paged(request: HttpRequest, rows: QuerySet[Row]) -> tuple[list[Row], Pages]:
    """Return one page of the rows and where it stands; two queries."""
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page"))
    return list(page.object_list), Pages(
        number=page.number, total=page.paginator.num_pages, count=page.paginator.count,
        previous=page.previous_page_number() if page.has_previous() else None,
        next=page.next_page_number() if page.has_next() else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turning:
    """How a list that is too long to be numbered is turned: its count, the pages beside."""

    count: int
    uncounted: bool
    previous: str
    next: str


def turn_asked(request: HttpRequest) -> Turn:
    """Return which page of a long list the address asks for."""
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    return Turn(after=_key(after), before=_key(before))


def _key(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < _MOST_DIGITS else 0


def turning(request: HttpRequest, found: FoundElevators) -> Turning:
    """Return how to turn on from a page of elevators."""
    return Turning(
        count=found.count, uncounted=found.uncounted, previous=_turned(request, found.previous),
        next=_turned(request, found.next),
    )  # fmt: skip


def _turned(request: HttpRequest, turn: Turn | None) -> str:
    if turn is None:
        return ""
    query = request.GET.copy()
    for name, key in (("after", turn.after), ("before", turn.before)):
        query.pop(name, None)
        if key:
            query[name] = str(key)
    return f"?{query.urlencode()}"


def page_by_keys(
    request: HttpRequest, rows: QuerySet[Row], *, total: int, size: int
) -> tuple[list[int], Pages]:
    """Return the keys of one page of many rows whose number is known; one query.

    The rows are loaded apart: sorted with all their related rows, a large list takes ten times
    as long.
    """
    last = max(1, -(-total // size))
    asked = request.GET.get("page", "")
    number = min(max(int(asked), 1), last) if asked.isdecimal() else 1
    start = (number - 1) * size
    keys = list(rows.values_list("pk", flat=True)[start : start + size])
    return keys, Pages(
        number=number, total=last, count=total, previous=number - 1 if number > 1 else None,
        next=number + 1 if number < last else None,
    )  # fmt: skip


def or_failed(read: Callable[[], T]) -> T | None:
    """Return what was read, or None where the database could not answer this one question."""
    try:
        return read()
    except OperationalError as error:
        _log.warning("list_not_read", reason=str(error))
        return None


_OF_THE_PAGE = ("page", "after", "before")


def exports(request: HttpRequest) -> tuple[NavItem, ...]:
    """Return the links that give the list of this page, as it is filtered, as files."""
    query = QueryDict(mutable=True)
    query.update({k: str(v) for k, v in request.GET.items() if k not in _OF_THE_PAGE})
    links = []
    for form, label in (("csv", "CSV"), ("xlsx", "Excel")):
        query["export"] = form
        links.append(NavItem(label=label, url=f"?{query.urlencode()}"))
    return tuple(links)


def word(term: Term | None) -> str:
    """Say an official word in the language of the page."""
    return term.in_language(get_language() or "zh") if isinstance(term, Term) else str(term or "")


def chosen(term: type[Term], code: str) -> Term | None:
    """Return the word with this code, None where there is none."""
    return next((member for member in term if str(member) == code), None)


def choices_of(term: type[Term], *, empty: object) -> list[tuple[str, object]]:
    """Return the choices of a filter in the language of the page, «all» first."""
    return [("", empty), *((str(member), word(member)) for member in term)]


def listed(words: Iterable[str]) -> str:
    """Join words as the language of the page does."""
    return (", " if (get_language() or "zh").startswith("en") else "、").join(words)


def minutes_words(seconds: float | None) -> str:
    """Return a span in the language of the page, a dash where there is none."""
    english = (get_language() or "zh").startswith("en")
    return "—" if seconds is None else duration_words(seconds, english=english)


def fraction_bars(pairs: Iterable[tuple[str, int]], *, total: int) -> list[BarRow]:
    """Return the bars of counts against their total."""
    return [
        BarRow(
            label=label, fraction=count / total if total else 0.0,
            text=f"{count} / {total}",
        )
        for label, count in pairs
    ]  # fmt: skip
