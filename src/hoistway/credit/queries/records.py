"""The records behind an indicator of a firm: the very rows that were counted."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from hoistway.credit.models import CreditScore
from hoistway.credit.queries.counted import SOURCES, Source
from hoistway.credit.queries.counted.source import bound_to
from hoistway.credit.queries.facts import plain
from hoistway.credit.rules.exact import Number
from hoistway.credit.rules.facts import Struck
from hoistway.credit.rules.model import Indicator, Model, model_named
from hoistway.credit.vocabulary import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordBehind:
    """One record: what it added to which fact of the indicator, and whether it can be struck.

    `key` is its kind and its key, `incident:7`; `lacking` that it is in the denominator alone.
    """

    key: str
    kind: str
    record_id: int
    number: str
    elevator_id: int | None
    at: datetime | None
    counts: Mapping[str, Number]
    samples: Mapping[str, tuple[int, ...]]
    strikes: bool
    lacking: bool

    def struck(self) -> Struck:
        """Return what striking this record takes away."""
        return Struck(record=self.key, counts=self.counts, samples=self.samples)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Of which firm, in which days, by which edition; `least` is the page's first row."""

    organisation_id: int
    first: date
    last: date
    model: Model
    offset: int = 0
    most: int = 500


def records_behind(
    *, score_id: int, indicator: str, offset: int = 0, most: int = 500
) -> list[RecordBehind]:
    """Return the records behind one indicator of a score, those that cost points first.

    They are read as they stand now; the score keeps the counts as they were frozen.
    Raises: KeyError for an indicator that the edition has not.
    """
    row = CreditScore.objects.select_related("round").get(pk=score_id)
    model = model_named(edition=row.round.edition)
    asked = Asked(
        organisation_id=row.organisation_id, first=row.round.first_day, last=row.round.last_day,
        model=model, offset=offset, most=most,
    )  # fmt: skip
    return records_of(asked=asked, indicator=model.indicator(key=indicator))


def records_of(*, asked: Asked, indicator: Indicator) -> list[RecordBehind]:
    """Return the records that an indicator counts; one query for each source.

    Of a rate these are the cases, not every elevator of the fleet over which they are counted.
    """
    wanted = set(indicator.numerator)
    found: list[RecordBehind] = []
    for source in SOURCES:
        if wanted & source_facts(source=source):
            told = wanted | set(indicator.denominator)
            found.extend(_rows(source, told & source_facts(source=source), wanted, asked))
    return found


def source_facts(*, source: Source) -> set[Fact]:
    """Return the facts that a source gives."""
    return set(source.counts) | set(source.samples)


def struck_of(*, asked: Asked, keys: Collection[str]) -> list[Struck]:
    """Return all that some records added, to every fact; for a decision that strikes them."""
    found: list[Struck] = []
    for source in SOURCES:
        ids = [int(key.split(":")[1]) for key in keys if key.split(":")[0] == source.kind]
        if ids and source.strikes:
            every = source_facts(source=source)
            found.extend(one.struck() for one in _rows(source, every, every, asked, ids))
    return found


def _rows(
    source: Source, facts: set[Fact], wanted: set[Fact], asked: Asked, ids: list[int] | None = None
) -> Iterator[RecordBehind]:
    named = [fact for fact in source.counts if fact in facts]
    sampled = [fact for fact in source.samples if fact in facts]
    shown = [source.counts[fact] for fact in named] + [source.samples[fact] for fact in sampled]
    cases = [
        f"coalesce(({text}), 0) <> 0" for fact, text in source.counts.items() if fact in facts
    ] or ["TRUE"]
    lacks = " AND ".join(
        f"coalesce(({text}), 0) = 0" for fact, text in source.counts.items() if fact in wanted
    )
    chosen = "" if ids is None else "AND id = ANY(%(ids)s)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, number, elevator_id, at, {lacks or 'FALSE'} AS lacks, "  # noqa: S608 -- our own statements
            f"{', '.join(shown)} FROM ({source.sql}) AS told "
            f"WHERE firm_id = %(firm)s AND ({' OR '.join(cases)}) {chosen} "
            "ORDER BY lacks DESC, at DESC NULLS LAST, id OFFSET %(offset)s LIMIT %(most)s",
            {**bound_to(first=asked.first, last=asked.last, model=asked.model), "ids": ids,
             "firm": asked.organisation_id, "offset": asked.offset, "most": asked.most},
        )  # fmt: skip
        for told in cursor.fetchall():
            yield _record(source, told, named, sampled)


def _record(
    source: Source, told: tuple[Any, ...], named: list[Fact], sampled: list[Fact]
) -> RecordBehind:
    key, number, elevator, at, lacks, *values = told
    return RecordBehind(
        key=f"{source.kind}:{key}", kind=source.kind, record_id=key, number=number,
        elevator_id=elevator, at=at, lacking=lacks, strikes=source.strikes,
        counts={
            str(fact): plain(amount=one) for fact, one in zip(named, values, strict=False)
        },
        samples={
            str(fact): (int(one),)
            for fact, one in zip(sampled, values[len(named) :], strict=True)
        },
    )  # fmt: skip
