"""Statements of the demo city: a year of months and the year before, counted like any other."""

from datetime import date, datetime, time, timedelta

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.reform.actions.statements import publish_statement, state
from hoistway.reform.queries.statements import last_day_of, months_on
from hoistway.reform.vocabulary import StatementSpan

MONTHS = 13
"""Months stated. Chosen: so that the last one stands beside the same month of the year before."""

STATED_AFTER, NINE, READ_FOR = timedelta(days=3), time(9), timedelta(days=2)
"""When a span is stated and how long it is read before it is published. Chosen: working days."""


def lay_out_statements(*, now: datetime) -> None:
    """State the last months and the last year, each shortly after its end, the oldest first.

    All but the latest month are published.
    """
    today = local_day(at=now)
    latest = months_on(first_day=today.replace(day=1), months=-1)
    spans = [
        (StatementSpan.MONTH, months_on(first_day=latest, months=-back))
        for back in reversed(range(MONTHS))
    ]
    for span, first in (*spans, (StatementSpan.YEAR, date(today.year - 1, 1, 1))):
        over = last_day_of(span=span, first_day=first)
        stated = min(datetime.combine(over + STATED_AFTER, NINE, SHANGHAI), now)
        one = state(span=span, day=first, now=stated, by=PLATFORM)
        if (span, first) != (StatementSpan.MONTH, latest):
            out = min(stated + READ_FOR, now)
            publish_statement(statement_id=one.pk, typical="", asked="", now=out, by=PLATFORM)
