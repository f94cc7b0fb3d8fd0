"""State a month or a year from the counts of that time, and publish it."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.reform.models import Statement
from hoistway.reform.queries.statement_counts import count
from hoistway.reform.queries.statements import last_day_of, months_on
from hoistway.reform.rules.statement_formats import format_on
from hoistway.reform.vocabulary import StatementSpan


class NotOver(Refusal):
    """Raised when a month or a year is to be stated that is not over yet."""

    code = "statement_not_over"
    zh = "该月份或年份尚未结束，不能编制报表。"
    en = "That month or year is not over yet and cannot be stated."
    status = 409


class AlreadyPublished(Refusal):
    """Raised when a statement is published that was published, or that a later one replaces."""

    code = "statement_already_published"
    zh = "该报表已经发布，或已有更新的版本；如需更正，请重新编制后发布新版本。"
    en = "This statement was published, or a later version exists; to mend it, publish a new one."
    status = 409


@transaction.atomic
def state(*, span: StatementSpan, day: date, now: datetime, by: Actor) -> Statement:
    """Count the month or year of a day and keep it as a new version.

    Where the counts are those of the latest version, that one is returned: a form sent twice
    makes one row. Source: requirements H3.
    Raises: NotAllowed, NotOver.
    """
    require(by=by, deed=Deed.STATE_FIGURES)
    first = date(day.year, 1 if span is StatementSpan.YEAR else day.month, 1)
    last = last_day_of(span=span, first_day=first)
    if last >= local_day(at=now):
        raise NotOver
    how = format_on(day=last)
    counts = count(first=first, last=last, how=how, now=now)
    rows = Statement.objects.select_for_update().filter(span=span, first_day=first)
    latest = rows.order_by("-version").first()
    fingerprint = counts.sha256()
    if latest and (latest.counts_sha256, latest.edition) == (fingerprint, how.edition):
        return latest
    top = rows.order_by().aggregate(top=Max("version"))["top"] if latest else 0
    return Statement.objects.create(
        span=span, first_day=first, version=(top or 0) + 1, edition=how.edition,
        counts=counts.as_json(), counts_sha256=fingerprint, at=now, by=by.as_json(),
    )  # fmt: skip


@transaction.atomic
def publish_statement(
    *, statement_id: int, typical: str, asked: str, now: datetime, by: Actor
) -> Statement:
    """Let everybody read a statement, with words on typical cases and on what is asked of whom.

    A published one is never changed: what must be mended is stated again and published anew.
    Raises: NotAllowed, AlreadyPublished.
    """
    require(by=by, deed=Deed.STATE_FIGURES)
    one = Statement.objects.select_for_update().get(pk=statement_id)
    same = Statement.objects.filter(span=one.span, first_day=one.first_day)
    if one.published_at or same.filter(version__gt=one.version).exists():
        raise AlreadyPublished
    one.typical, one.asked = typical.strip()[:4000], asked.strip()[:4000]
    one.published_at, one.published_by = now, by.as_json()
    one.save(update_fields=["typical", "asked", "published_at", "published_by"])
    return one


def state_what_is_over(*, now: datetime) -> list[Statement]:
    """Keep the month before, and the year before, where nobody has stated them; nothing else.

    Called each day, so a missed first of the month is made up for. What comes in later, such as a
    cause, changes nothing here: a person states it again.
    """
    today = local_day(at=now)
    this_month = today.replace(day=1)
    wanted = (
        (StatementSpan.MONTH, months_on(first_day=this_month, months=-1)),
        (StatementSpan.YEAR, date(today.year - 1, 1, 1)),
    )
    return [
        state(span=span, day=first, now=now, by=PLATFORM)
        for span, first in wanted
        if not Statement.objects.filter(span=span, first_day=first).exists()
    ]
