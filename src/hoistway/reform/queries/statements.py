"""Which statements there are, and what is printed of one."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.reform.models import Statement
from hoistway.reform.rules.statement_changes import Change, changes
from hoistway.reform.rules.statement_counts import Counts, counts_of
from hoistway.reform.rules.statement_formats import StatementFormat, format_named, printed
from hoistway.reform.rules.statement_shapes import Breakdown, Line, Section, Told, rate_told
from hoistway.reform.rules.statements import stated
from hoistway.reform.vocabulary import EntrapmentRate, StatementSpan

__all__ = [
    "TREND_MONTHS", "Breakdown", "Change", "Line", "Printed", "Section", "Told", "last_day_of",
    "months_on", "printed", "printed_statement", "published_statements", "statement_published",
    "statement_seen", "statements",
]  # fmt: skip

TREND_MONTHS = 13
"""Months of the trend line. Chosen: a year and the same month of the year before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One statement as it is printed; beside it what changed, and the rate of the months before.

    `before` and `year_ago` are empty where that span was never stated.
    """

    statement: Statement
    counts: Counts
    how: StatementFormat
    sections: tuple[Section, ...]
    before: tuple[Change, ...]
    year_ago: tuple[Change, ...]
    trend: tuple[tuple[date, int, int], ...]


def statements(*, by: Actor) -> QuerySet[Statement]:
    """Return all versions of all statements, the latest span first. Raises: NotAllowed."""
    require(by=by, deed=Deed.SEE_REFORM)
    return Statement.objects.order_by("-first_day", "span", "-version")


def published_statements() -> QuerySet[Statement]:
    """Return the latest published version of each span, the latest span first; for everybody."""
    later = Statement.objects.filter(
        span=OuterRef("span"), first_day=OuterRef("first_day"), version__gt=OuterRef("version"),
        published_at__isnull=False,
    )  # fmt: skip
    found = Statement.objects.filter(~Exists(later), published_at__isnull=False)
    return found.order_by("-first_day", "span", "pk")


def statement_seen(*, by: Actor, statement_id: int) -> Statement:
    """Return one version. Raises: NotAllowed, NotFound."""
    found = statements(by=by).filter(pk=statement_id).first()
    if found is None:
        raise NotFound
    return found


def statement_published(*, statement_id: int) -> Statement:
    """Return one statement that everybody may read; an older version leads to it no more.

    Raises: NotFound.
    """
    found = published_statements().filter(pk=statement_id).first()
    if found is None:
        raise NotFound
    return found


def last_day_of(*, span: StatementSpan, first_day: date) -> date:
    """Return the last day of a month or a year.

    Example:
        >>> last_day_of(span=StatementSpan.MONTH, first_day=date(2024, 2, 1))
        datetime.date(2024, 2, 29)
    """
    months = 12 if span is StatementSpan.YEAR else 1
    return months_on(first_day=first_day, months=months) - timedelta(days=1)


def months_on(*, first_day: date, months: int) -> date:
    """Return the first day of the month so many months on.

    Example:
        >>> months_on(first_day=date(2026, 1, 1), months=-1)
        datetime.date(2025, 12, 1)
    """
    year, month = divmod(first_day.year * 12 + first_day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def printed_statement(*, statement: Statement, public: bool) -> Printed:
    """Return what is printed of a statement; two queries.

    What it is compared with is the latest version, for the public the latest published one.
    """
    how, counts = format_named(edition=statement.edition), counts_of(kept=statement.counts)
    sections = stated(counts=counts, how=how)
    beside = _beside(statement, public)
    back = 12 if statement.span is StatementSpan.YEAR else 1
    first = statement.first_day

    def against(months: int) -> tuple[Change, ...]:
        other = beside.get(months_on(first_day=first, months=-months))
        if other is None:
            return ()
        was = stated(counts=counts_of(kept=other.counts), how=how)
        return changes(sections=sections, before=was, how=how)

    return Printed(
        statement=statement, counts=counts, how=how, sections=sections, before=against(back),
        year_ago=() if back == 12 else against(12), trend=_trend(statement, beside, how),
    )  # fmt: skip


def _beside(statement: Statement, public: bool) -> dict[date, Statement]:
    """Return by first day the statements of the same span up to this one that it stands beside."""
    since = months_on(first_day=statement.first_day, months=-TREND_MONTHS + 1)
    rows = Statement.objects.filter(
        span=statement.span, first_day__gte=since, first_day__lt=statement.first_day
    )
    if public:
        rows = rows.filter(published_at__isnull=False)
    return {row.first_day: row for row in rows.order_by("first_day", "version")}


def _trend(
    statement: Statement, beside: dict[date, Statement], how: StatementFormat
) -> tuple[tuple[date, int, int], ...]:
    """Return the passenger rate of each month known as what by what, oldest first."""
    rows = (*beside.values(), statement)
    told = []
    for row in rows:
        counts = counts_of(kept=row.counts)
        rate = rate_told(counts=counts, rate=EntrapmentRate.PASSENGER, how=how)
        told.append((row.first_day, rate.part or 0, rate.whole or 0))
    return tuple(told)
