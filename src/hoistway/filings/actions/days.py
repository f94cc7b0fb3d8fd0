"""Write who answers for which days, and keep each elevator to one writer."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db import connection

from hoistway.filings.models import Decision, ElevatorFiling, Responsibility
from hoistway.filings.queries.days import held
from hoistway.filings.rules.holding import Days, Held, in_order
from hoistway.filings.vocabulary import DecisionKind
from hoistway.foundation.actors import Actor


def lock_elevators(*, elevator_ids: Collection[int]) -> None:
    """Let one transaction at a time decide over an elevator; 288 is this room's number for it.

    Locks are taken in the order of keys, so two that want the same ones never wait in a ring.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(288, key) FROM unnest(%s::int[]) AS key",
            [sorted(set(elevator_ids))],
        )


def write_days(*, elevator_id: int, days: Days, now: datetime) -> None:
    """Make the table say these days of an elevator; stretches are cut before others grow."""
    rows = {held(row=row): row for row in Responsibility.objects.filter(elevator_id=elevator_id)}
    wanted = set(days)
    gone = [row for one, row in rows.items() if one not in wanted]
    fresh = [one for one in days if one not in rows]
    kept: list[tuple[Responsibility, Held]] = []
    for row in gone:
        same = next((one for one in fresh if _continues(row, one)), None)
        if same is None:
            row.delete()
        else:
            fresh.remove(same)
            kept.append((row, same))
    for row, one in sorted(kept, key=lambda pair: _grows(*pair)):
        row.period = (one.since, one.until)
        row.save(update_fields=["period"])
    Responsibility.objects.bulk_create(
        [
            Responsibility(
                elevator_id=elevator_id, firm_id=one.firm_id, filing_id=one.filing_id,
                period=(one.since, one.until), decided_at=now,
            )
            for one in fresh
        ]
    )  # fmt: skip


def _continues(row: Responsibility, one: Held) -> bool:
    return row.filing_id == one.filing_id and row.period.lower == one.since


def _grows(row: Responsibility, one: Held) -> bool:
    return one.until is None or (row.period.upper is not None and one.until > row.period.upper)


def as_json(*, days: Days) -> list[dict[str, object]]:
    """Return days as a decision keeps them."""
    return [
        {
            "firm": one.firm_id, "filing": one.filing_id, "since": one.since.isoformat(),
            "until": one.until.isoformat() if one.until else None,
        }
        for one in days
    ]  # fmt: skip


def from_json(*, days: Sequence[Mapping[str, object]]) -> Days:
    """Return days as they were kept."""
    return in_order(
        days=[
            Held(
                since=date.fromisoformat(str(one["since"])),
                until=date.fromisoformat(str(one["until"])) if one["until"] else None,
                firm_id=int(str(one["firm"])), filing_id=int(str(one["filing"])),
            )
            for one in days
        ]
    )  # fmt: skip


def keep_decision(  # noqa: PLR0913 -- a decision is kept with all that led to it
    *, elevator_id: int, filing: ElevatorFiling | None, kind: DecisionKind,
    inputs: Mapping[str, object], reasons: Sequence[Mapping[str, object]], undo: Days,
    edition: str, now: datetime, by: Actor, reverses: Decision | None = None,
) -> Decision:  # fmt: skip
    """Keep why something was decided, and the days as they were before."""
    return Decision.objects.create(
        elevator_id=elevator_id, filing=filing, kind=kind, inputs=dict(inputs),
        reasons=list(reasons), undo=as_json(days=undo), edition=edition, at=now, by=by.as_json(),
        reverses=reverses,
    )  # fmt: skip
