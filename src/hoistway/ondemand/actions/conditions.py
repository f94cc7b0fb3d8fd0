"""Work out every condition of elevators on their way and in the pilot, and keep its history."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import transaction

from hoistway.foundation.among import among
from hoistway.foundation.collector import collector_paused
from hoistway.foundation.periods import local_day
from hoistway.ondemand.models import Condition, ConditionChange, ElevatorPilot
from hoistway.ondemand.queries.entry_facts import CHUNK, Subject, entry_facts
from hoistway.ondemand.rules.entry import ClauseVerdict, ElevatorFacts, judge_elevator
from hoistway.ondemand.rules.policy import PilotPolicy, edition_named
from hoistway.ondemand.vocabulary import ElevatorPilotState, EntryClause, EntryGround

_ENTERED = sorted(str(state) for state in ElevatorPilotState.entered())
_LIVING = sorted(str(state) for state in ElevatorPilotState.living())


class _Way(NamedTuple):
    """What is needed of a way to judge it."""

    pk: int
    elevator_id: int
    firm_pilot_id: int
    firm_id: int
    edition: str
    code: str

    def policy(self) -> PilotPolicy:
        """Return the numbers of its period in its area."""
        return edition_named(edition=self.edition, jurisdiction_code=self.code)


Verdicts = dict[int, tuple[ClauseVerdict, ...]]


class Looked(NamedTuple):
    """One way as it was just judged: the facts, and what each clause says of them."""

    facts: ElevatorFacts
    verdicts: tuple[ClauseVerdict, ...]


def keep_conditions(*, pilot_ids: Collection[int] | None, now: datetime) -> Verdicts:
    """Judge living ways (None: all of them), keep what changed, and return each one's verdicts.

    Nothing is written where the same fact decides as before, so a second run changes nothing.
    """
    ways, found = _ways(pilot_ids), Verdicts()
    for start in range(0, len(ways), CHUNK):
        with collector_paused():
            told = _keep(ways[start : start + CHUNK], now)
        found |= {key: one.verdicts for key, one in told.items()}
    return found


def keep_conditions_of_applicants(*, now: datetime) -> Verdicts:
    """Judge the ways that have not entered; those that have are judged by `find_exits`."""
    rows = ElevatorPilot.objects.filter(state__in=_LIVING).exclude(state__in=_ENTERED)
    return keep_conditions(pilot_ids=list(rows.values_list("pk", flat=True)), now=now)


def look_again(*, pilot_ids: Collection[int], now: datetime) -> dict[int, Looked]:
    """Judge these living ways as `keep_conditions` does, and return the facts as well."""
    ways, found = _ways(pilot_ids), dict[int, Looked]()
    for start in range(0, len(ways), CHUNK):
        found |= _keep(ways[start : start + CHUNK], now)
    return found


def _ways(pilot_ids: Collection[int] | None) -> list[_Way]:
    rows = ElevatorPilot.objects.filter(state__in=_LIVING)
    if pilot_ids is not None:
        rows = rows.filter(among("id", pilot_ids))
    columns = (
        "pk", "elevator_id", "firm_pilot_id", "firm_pilot__firm_id", "firm_pilot__period__edition",
        "jurisdiction__code",
    )  # fmt: skip
    return [_Way(*row) for row in rows.order_by("pk").values_list(*columns)]


def _judged(ways: Sequence[_Way], now: datetime) -> dict[int, Looked]:
    subjects = [Subject(*way[:4]) for way in ways]
    facts = entry_facts(subjects=subjects, now=now)
    return {
        way.pk: Looked(one, judge_elevator(facts=one, policy=way.policy()))
        for way, one in zip(ways, facts, strict=True)
    }


@transaction.atomic
def _keep(ways: Sequence[_Way], now: datetime) -> dict[int, Looked]:
    looked, today = _judged(ways, now), local_day(at=now)
    holding, lost = _before([way.pk for way in ways])
    rows, changes = [], []
    for way in ways:
        for one in looked[way.pk].verdicts:
            held = one.clause in holding.get(way.pk, ())
            was = (True, EntryGround.MET, today) if held else lost.get((way.pk, one.clause))
            if was is not None and was[:2] == (one.holds, one.ground):
                continue
            facts = dict(one.facts) | {"ground": str(one.ground)}
            flipped = was is None or was[0] != one.holds
            since = today if was is None or flipped else was[2]
            rows.append(Condition(
                pilot_id=way.pk, clause=one.clause, holds=one.holds, facts=facts, since=since,
                checked_on=today,
            ))  # fmt: skip
            changes.append(ConditionChange(
                pilot_id=way.pk, clause=one.clause, holds=one.holds, facts=facts, on=today,
                edition=way.edition,
            ))  # fmt: skip
    Condition.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["pilot", "clause"], batch_size=5000,
        update_fields=["holds", "facts", "since", "checked_on"],
    )  # fmt: skip
    ConditionChange.objects.bulk_create(changes, batch_size=5000)
    return looked


def _before(
    pilot_ids: Collection[int],
) -> tuple[dict[int, set[str]], dict[tuple[int, EntryClause], tuple[bool, EntryGround, date]]]:
    """Return which clauses held of each way, and how and since when the others did not.

    Nearly all hold: one row a way for those is a tenth of the time.
    """
    rows = Condition.objects.filter(among("pilot_id", pilot_ids))
    held = rows.filter(holds=True).order_by("pilot_id").values_list("pilot_id")
    holding = {key: set(clauses) for key, clauses in held.annotate(found=ArrayAgg("clause"))}
    columns = ("pilot_id", "clause", "holds", "facts__ground", "since")
    return holding, {
        (key, clause): (holds, ground, since)
        for key, clause, holds, ground, since in rows.filter(holds=False)
        .order_by("pk")
        .values_list(*columns)
    }
