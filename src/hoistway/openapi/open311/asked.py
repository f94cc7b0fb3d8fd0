"""Which requests are asked for: a span of at most ninety days, and what narrows it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime

from hoistway.foundation.refusal import Refusal
from hoistway.openapi.open311.door import Several, jurisdiction_asked
from hoistway.openapi.open311.offered import service_named
from hoistway.riders.queries import PublishedSearch
from hoistway.riders.vocabulary import Topic

T = TypeVar("T")

SPAN = timedelta(days=90)
MOST = 1_000
"""Source: GeoReport v2, Response Volume: 90 days or the first 1000 requests."""

_MOST_PAGES = 10_000
_OPEN, _CLOSED = "open", "closed"
_EARLIEST, _LATEST = 1900, 2200


class InstantUnsound(Refusal):
    """Raised when an argument is no instant with its offset."""

    code = "instant_unsound"
    zh = "{name} 应为带时区的时刻，例如 2026-01-01T00:00:00Z 或 +08:00。"
    en = "{name} must be an instant with its offset, such as 2026-01-01T00:00:00Z."
    status = 400


class SpanUnsound(Refusal):
    """Raised when a span is too long or runs backwards."""

    code = "span_unsound"
    zh = "start_date 应早于 end_date，且相隔不超过 {days} 天。"
    en = "start_date must lie before end_date, and not more than {days} days."
    status = 400


class StatusUnsound(Refusal):
    """Raised when a status is asked for that no request has."""

    code = "status_unsound"
    zh = "没有 status“{status}”，只有 open 和 closed。"
    en = "There is no status «{status}»: there are open and closed."
    status = 400


class PageUnsound(Refusal):
    """Raised when a page is no number."""

    code = "page_unsound"
    zh = "{name} 应为 1 至 {most} 的整数。"
    en = "{name} must be a whole number from 1 to {most}."
    status = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a call asks: one page of a search, or requests by their numbers."""

    numbers: tuple[str, ...]
    search: PublishedSearch
    page: int
    page_size: int


def several(*, words: str) -> tuple[str, ...]:
    """Return what stands between commas."""
    return tuple(word.strip() for word in words.split(",") if word.strip())


def wanted_of(*, request: HttpRequest, now: datetime) -> Wanted:
    """Return what a call asks for. Raises: Several, with all that is wrong."""
    wrong: list[Refusal] = []

    def judged(judge: Callable[[], T], otherwise: T) -> T:
        try:
            return judge()
        except Refusal as refusal:
            wrong.append(refusal)
            return otherwise

    since, until = judged(lambda: _span(request, now), (now - SPAN, now))
    nothing: Collection[Topic] = ()
    search = PublishedSearch(
        since=since, until=until, topics=judged(lambda: _topics(request), nothing),
        is_closed=judged(lambda: _is_closed(request), None),
        jurisdiction_code=judged(lambda: jurisdiction_asked(request=request), ""),
        changed_after=judged(lambda: _instant(request, "updated_after"), None),
    )  # fmt: skip
    page = judged(lambda: _number(request, "page", 1, _MOST_PAGES), 1)
    page_size = judged(lambda: _number(request, "page_size", MOST, MOST), MOST)
    if wrong:
        raise Several(wrong=wrong)
    numbers = several(words=request.GET.get("service_request_id", ""))[:MOST]
    return Wanted(numbers=numbers, search=search, page=page, page_size=page_size)


def _topics(request: HttpRequest) -> Collection[Topic]:
    codes = several(words=request.GET.get("service_code", ""))
    return [service_named(code=code) for code in codes]


def _is_closed(request: HttpRequest) -> bool | None:
    asked = set(several(words=request.GET.get("status", "")))
    for word in sorted(asked - {_OPEN, _CLOSED}):
        raise StatusUnsound(status=word[:40])
    return (asked == {_CLOSED}) if len(asked) == 1 else None


def _span(request: HttpRequest, now: datetime) -> tuple[datetime, datetime]:
    since, until = _instant(request, "start_date"), _instant(request, "end_date")
    if since is None:
        last = until or now
        return last - SPAN, last
    if until is None:
        return since, min(since + SPAN, max(now, since))
    if until < since or until - since > SPAN:
        raise SpanUnsound(days=SPAN.days)
    return since, until


def _instant(request: HttpRequest, name: str) -> datetime | None:
    """Return an instant; a plus sign that came as a space is meant as one."""
    words = request.GET.get(name, "").strip().replace(" ", "+")
    if not words:
        return None
    try:
        at = parse_datetime(words)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or not _EARLIEST < at.year < _LATEST:
        raise InstantUnsound(name=name)
    return at


def _number(request: HttpRequest, name: str, usual: int, most: int) -> int:
    words = request.GET.get(name, "").strip()
    if not words:
        return usual
    if not (words.isascii() and words.isdigit() and 1 <= int(words[:9]) <= most):
        raise PageUnsound(name=name, most=most)
    return int(words)
