"""A month that was stated and published, through the actions."""

from datetime import datetime, timedelta

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.reform.actions.statements import publish_statement, state
from hoistway.reform.models import Statement
from hoistway.reform.queries.statements import months_on
from hoistway.reform.vocabulary import StatementSpan


def a_published_statement(*, now: datetime) -> Statement:
    """Return the last month's statement as everybody reads it; there is only one."""
    known = Statement.objects.filter(published_at__isnull=False).first()
    if known is not None:
        return known
    last_month = months_on(first_day=local_day(at=now).replace(day=1), months=-1)
    one = state(span=StatementSpan.MONTH, day=last_month, now=now, by=PLATFORM)
    at = now + timedelta(seconds=1)
    return publish_statement(statement_id=one.pk, typical="", asked="", now=at, by=PLATFORM)
