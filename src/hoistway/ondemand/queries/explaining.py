"""Every clause of an elevator or of a firm on a day, with its facts, dates and verdict."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from hoistway.filings.queries import maintainer_on
from hoistway.foundation.periods import local_day
from hoistway.ondemand.models import ConditionChange, ElevatorPilot, FirmPilot
from hoistway.ondemand.queries.entry_facts import Subject, entry_facts
from hoistway.ondemand.queries.firms import period_on, policy_of
from hoistway.ondemand.rules.entry import ClauseVerdict, judge_elevator
from hoistway.ondemand.vocabulary import (
    EntryClause,
    EntryGround,
)

if TYPE_CHECKING:
    from hoistway.parties.models import Organisation

__all__ = [
    "ClauseVerdict", "Explained", "explain", "firm_numbered", "lacking", "was_in_pilot",
]  # fmt: skip

_RELATED = ("jurisdiction", "firm_pilot__firm", "firm_pilot__period", "elevator", "use_unit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What `./hoistway explain pilot` and the page of an elevator show.

    `pilot` is the way that counted on the day; None where none was begun.
    """

    elevator_id: int
    day: date
    pilot: ElevatorPilot | None
    edition: str
    document: str
    verdicts: tuple[ClauseVerdict, ...]

    @property
    def holds(self) -> bool:
        """Whether every clause holds."""
        return all(one.holds for one in self.verdicts)


def explain(*, elevator_id: int, on: date, now: datetime) -> Explained:
    """Return every clause of entry for an elevator on a day.

    Its connection is measured for today; for a past day what was found and kept then is told.
    """
    pilot = _way_on(elevator_id, on)
    period = period_on(day=on)
    code = pilot.jurisdiction.code if pilot else ""
    numbers = period or (pilot.firm_pilot.period if pilot else None)
    policy = policy_of(period=numbers, jurisdiction_code=code)
    if pilot is not None:
        subject = Subject(pilot.pk, elevator_id, pilot.firm_pilot_id, pilot.firm_pilot.firm_id)
    else:
        subject = _unbegun(elevator_id, on)
    [facts] = entry_facts(subjects=[subject], now=now, day=on)
    verdicts = judge_elevator(facts=facts, policy=policy)
    if on != local_day(at=now):
        verdicts = tuple(_as_kept(one, pilot, on) for one in verdicts)
    return Explained(
        elevator_id=elevator_id, day=on, pilot=pilot, edition=policy.edition,
        document=period.document_number if period else "", verdicts=verdicts,
    )  # fmt: skip


def _way_on(elevator_id: int, on: date) -> ElevatorPilot | None:
    """Return the way that had begun last by a day."""
    rows = ElevatorPilot.objects.filter(elevator_id=elevator_id)
    found = rows.select_related(*_RELATED)
    begun = [row for row in found.order_by("-pk") if local_day(at=row.proposed_at) <= on]
    return begun[0] if begun else None


def _unbegun(elevator_id: int, on: date) -> Subject:
    firm_id = maintainer_on(elevator_id=elevator_id, day=on).firm_id or 0
    listed = FirmPilot.objects.filter(firm_id=firm_id, listed_at__isnull=False)
    newest = listed.order_by("-listed_at").values_list("pk", flat=True).first()
    return Subject(0, elevator_id, newest, firm_id)


def _as_kept(found: ClauseVerdict, pilot: ElevatorPilot | None, on: date) -> ClauseVerdict:
    """Return what was kept of the connection then; other clauses are judged from dated facts."""
    if found.clause is not EntryClause.ONLINE:
        return found
    kept = None
    if pilot is not None:
        changes = ConditionChange.objects.filter(pilot=pilot, clause=found.clause, on__lte=on)
        kept = changes.order_by("-on", "-pk").first()
    if kept is None:
        return ClauseVerdict(found.clause, False, EntryGround.NO_RECORD, {"on": on.isoformat()})
    said = dict(kept.facts)
    ground = EntryGround(said.pop("ground", str(EntryGround.MET)))
    return ClauseVerdict(found.clause, kept.holds, ground, said | {"found_on": f"{kept.on}"})


def was_in_pilot(*, pilot: ElevatorPilot, on: date) -> bool:
    """Return whether an elevator was on the district's list on a day."""
    listed = pilot.listed_at is not None and local_day(at=pilot.listed_at) <= on
    return listed and (pilot.ended_at is None or local_day(at=pilot.ended_at) > on)


def firm_numbered(*, number: str) -> "Organisation | None":
    """Return the firm whose application has this number, None where there is none."""
    found = FirmPilot.objects.filter(number=number).select_related("firm").first()
    return found.firm if found else None


def lacking(
    *, subjects: Sequence[Subject], now: datetime, but: Collection[EntryClause]
) -> list[tuple[EntryGround, ...]]:  # fmt: skip
    """Return what each of these lacks today, some clauses left out."""
    policy, found = policy_of(period=period_on(day=local_day(at=now))), []
    for facts in entry_facts(subjects=subjects, now=now):
        said = judge_elevator(facts=facts, policy=policy)
        found.append(tuple(one.ground for one in said if not one.holds and one.clause not in but))
    return found
