"""What is counted of every firm in a period: set by set, from the records alone."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import connection

from hoistway.credit.queries.counted import SOURCES, Source
from hoistway.credit.queries.counted.source import bound_to
from hoistway.credit.queries.splits import pools
from hoistway.credit.rules.exact import Number
from hoistway.credit.rules.facts import SubjectFacts
from hoistway.credit.rules.model import Model
from hoistway.credit.vocabulary import Fact

Counts = dict[int, dict[str, Number]]
Samples = dict[int, dict[str, tuple[int, ...]]]


def gather(*, first: date, last: date, model: Model) -> dict[int, SubjectFacts]:
    """Return the facts of each firm that answered for an elevator in a period, by its key.

    Both days are included. One statement for each source, whatever the number of firms; the
    limits (thirty minutes, a visit too short) are those of the edition.
    Source: requirements F1, F2.
    """
    counts: Counts = defaultdict(dict)
    samples: Samples = defaultdict(dict)
    values = bound_to(first=first, last=last, model=model)
    for source in SOURCES:
        _count(source, values, counts, samples)
    days = (last - first).days + 1
    found = {
        key: SubjectFacts(
            organisation_id=key, fleet=_mean(told[str(Fact.ELEVATOR_DAYS)], days),
            counts=told, samples=samples.get(key, {}),
        )
        for key, told in sorted(counts.items())
        if told.get(str(Fact.ELEVATOR_DAYS), 0) > 0
    }  # fmt: skip
    return pools(subjects=found, values=values, days=days)


def _mean(elevator_days: Number, days: int) -> int:
    return int((Decimal(elevator_days) / days).quantize(Decimal(1), ROUND_HALF_UP))


def _count(source: Source, values: Mapping[str, Any], counts: Counts, samples: Samples) -> None:
    facts, lists = list(source.counts), list(source.samples)
    asked = [f"sum({source.counts[fact]})" for fact in facts]
    asked += [
        f"array_agg({source.samples[fact]} ORDER BY {source.samples[fact]})" for fact in lists
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT firm_id, {', '.join(asked)} FROM ({source.sql}) AS told GROUP BY firm_id",  # noqa: S608 -- our own statements
            values,
        )
        for key, *told in cursor.fetchall():
            for fact, amount in zip(facts, told, strict=False):
                counts[key][str(fact)] = plain(amount=amount)
            for fact, several in zip(lists, told[len(facts) :], strict=True):
                samples[key][str(fact)] = tuple(several)


def plain(*, amount: Any) -> Number:
    """Return an amount of the database as a whole number where it is one.

    Example:
        >>> plain(amount=Decimal("3.000000")), plain(amount=Decimal("0.25")), plain(amount=None)
        (3, 0.25, 0)
    """
    told = Decimal(amount or 0)
    return int(told) if told == told.to_integral_value() else float(told)
