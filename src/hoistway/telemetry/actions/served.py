"""Tell the register which landings a lift really serves."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import chain, islice
from pathlib import Path

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.registry.actions import Saying, say
from hoistway.registry.queries import floor_labels_of
from hoistway.registry.vocabulary import Field, SourceKind
from hoistway.telemetry.adapters.history_scan import (
    days_kept,
    floor_days,
    forget_floor_days,
    kept_floor_days,
)
from hoistway.telemetry.rules.served import (
    DAYS,
    RUNS,
    FloorDay,
    Served,
    at_least,
    landing_names,
    served,
)

_BATCH = 2_000  # Chosen: one transaction of about a second.


def tell_floors_served(
    *, folder: Path, cache: Path, now: datetime, by: Actor = PLATFORM, runs: int = RUNS
) -> int:
    """Say for each lift how many landings its doors opened at in the last days; return how many.

    A day that is over is counted once and kept in `cache`; the present one is counted anew. A
    lift of which nothing new is known changes nothing but when its claim was last seen.
    """
    today = now.astimezone(UTC).date()
    first = today - timedelta(days=DAYS)
    days = [day for day in days_kept(folder=folder) if first <= day <= today]
    forget_floor_days(before=first, cache=cache)
    counted = chain.from_iterable(_of_day(folder, cache, day, today) for day in days)
    told = 0
    for some in _batches(served(days=counted, runs=runs)):
        labels = floor_labels_of(elevator_ids=[one.slot for one in some])
        sayings = [_saying(one, labels, now) for one in some if one.slot in labels]
        say(sayings=sayings, now=now, by=by)
        told += len(sayings)
    return told


def _of_day(folder: Path, cache: Path, day: date, today: date) -> Iterable[FloorDay]:
    if day < today:
        return kept_floor_days(folder=folder, day=day, cache=cache)
    return floor_days(folder=folder, day=day)


def _batches(rows: Sequence[Served]) -> Iterator[list[Served]]:
    left = iter(rows)
    while some := list(islice(left, _BATCH)):
        yield some


def _saying(one: Served, labels: Mapping[int, list[str]], now: datetime) -> Saying:
    names = landing_names(floors=one.floors, labels=labels[one.slot])
    return Saying(
        source=str(SourceKind.TELEMETRY), record_key=f"served:{one.slot}", elevator_id=one.slot,
        observed_at=now,
        fields={
            str(Field.STOPS): len(one.floors), "facts.floors_served": names,
            "facts.runs_counted": at_least(count=one.runs),
        },
        origin={"days": DAYS},
    )  # fmt: skip
