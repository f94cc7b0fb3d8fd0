"""The facts by which elevators in the pilot are judged, gathered for many at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models.functions import Coalesce

from hoistway.faults.queries.attributed import counted_faults
from hoistway.foundation.among import among
from hoistway.foundation.periods import local_day
from hoistway.insurance.queries import spans_of
from hoistway.ondemand.models import Condition, ElevatorPilot
from hoistway.ondemand.rules.entry import ClauseVerdict, ElevatorFacts
from hoistway.ondemand.rules.exits import ExitFacts, FaultPool, LostCondition
from hoistway.ondemand.rules.exits_warned import LimitFacts
from hoistway.ondemand.rules.exits_windows import (
    SeenFault,
    counts_of,
    fleet_prior,
    pooled,
    windows,
)
from hoistway.ondemand.rules.fault_rate import JEFFREYS, FaultCounts, RatePrior
from hoistway.ondemand.rules.policy import PilotPolicy, edition_named
from hoistway.ondemand.vocabulary import EntryClause, EntryGround
from hoistway.registry.queries import elevators_at_hand
from hoistway.riders.queries.verified import upheld_complaints

_BASIC = frozenset(
    {
        EntryClause.CONSENT, EntryClause.INSURED, EntryClause.ANSWERED_FOR, EntryClause.YEAR_PLAN,
        EntryClause.ONLINE,
    }
)  # fmt: skip
"""Conditions whose loss is grounds of the elevator. Firm and period end for all at once."""


Entered = tuple[ElevatorFacts, tuple[ClauseVerdict, ...]]
"""The facts of entry of one elevator, and what each clause says of them."""


class JudgedWay(NamedTuple):
    """What is needed of a way in the pilot to judge it; `since` is when it was listed."""

    pk: int
    elevator_id: int
    firm_id: int
    edition: str
    code: str
    since: datetime

    def policy(self) -> PilotPolicy:
        """Return the numbers of its period in its area."""
        return edition_named(edition=self.edition, jurisdiction_code=self.code)


def judged_ways(*, pilot_ids: Collection[int]) -> list[JudgedWay]:
    """Return these ways, by key; one query."""
    rows = ElevatorPilot.objects.filter(among("id", pilot_ids)).order_by("pk")
    columns = (
        "pk", "elevator_id", "firm_pilot__firm_id", "firm_pilot__period__edition",
        "jurisdiction__code",
    )  # fmt: skip
    since = Coalesce("listed_at", "proposed_at")
    return [JudgedWay._make(row) for row in rows.values_list(*columns, since)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitSubject:
    """One elevator in the pilot with all that is judged of it."""

    pilot_id: int
    policy: PilotPolicy
    facts: ExitFacts
    limits: LimitFacts


@dataclass(slots=True, kw_only=True)
class _Rates:
    """Faults by way; the pool of each; what the fleet tells."""

    own: dict[int, FaultCounts] = field(default_factory=dict)
    pools: dict[int, FaultPool] = field(default_factory=dict)
    prior: RatePrior = JEFFREYS


def exit_subjects(
    *, pilots: Sequence[JudgedWay], entered: Sequence[Entered], now: datetime,
    with_rates: bool,
) -> list[ExitSubject]:  # fmt: skip
    """Return what is judged of these ways now; a constant number of queries.

    `entered` are their facts of entry with what each clause says, in the same order. Without rates
    nobody counts faults: what a single event changes are the other clauses.
    """
    day = local_day(at=now)
    policies = [one.policy() for one in pilots]
    since = _since([one.pk for one in pilots])
    rates = _rates(pilots, policies, day) if with_rates and pilots else _Rates()
    keys = [one.elevator_id for one in pilots]
    complaints = upheld_complaints(elevator_ids=keys, since=_first_complaint(policies, day))
    covered = {
        key: _covered_until([(one.first, one.after) for one in spans], day)
        for key, spans in spans_of(elevator_ids=keys).items()
    }
    return [
        ExitSubject(
            pilot_id=pilot.pk, policy=policy,
            facts=_facts(pilot.pk, entry, since, rates, complaints),
            limits=LimitFacts(
                silent_since=entry[0].last_accepted_on,
                insured_until=covered.get(pilot.elevator_id),
                inspection_due=entry[0].inspection_due_on,
            ),
        )
        for pilot, policy, entry in zip(pilots, policies, entered, strict=True)
    ]  # fmt: skip


def _first_complaint(policies: Sequence[PilotPolicy], day: date) -> date:
    most = max((policy.complaint_days for policy in policies), default=0)
    return day - timedelta(days=most)


def _facts(
    key: int, entered: Entered, since: Mapping[tuple[int, str], date], rates: _Rates,
    complaints: Mapping[int, list[date]],
) -> ExitFacts:  # fmt: skip
    entry, verdicts = entered
    lost = [one for one in verdicts if not one.holds and one.clause in _BASIC]
    unbound = any(one.ground is EntryGround.NO_DEVICE for one in lost)
    failed = entry.verdict_good is False
    return ExitFacts(
        day=entry.day, failed_on=entry.held_on if failed else None, bound=not unbound,
        silent_for=entry.silent_for or timedelta(0),
        lost=tuple(_lost(one, since.get((key, str(one.clause)), entry.day)) for one in lost),
        faults=rates.own.get(key), pool=rates.pools.get(key), prior=rates.prior,
        complaints=tuple(complaints.get(entry.elevator_id, ())),
    )  # fmt: skip


def _lost(verdict: ClauseVerdict, since: date) -> LostCondition:
    facts = dict(verdict.facts) | {"ground": str(verdict.ground)}
    return LostCondition(clause=verdict.clause, since=since, facts=facts)


def _since(pilot_ids: Sequence[int]) -> dict[tuple[int, str], date]:
    rows = Condition.objects.filter(among("pilot_id", pilot_ids), holds=False).order_by("pk")
    return {
        (key, str(clause)): day
        for key, clause, day in rows.values_list("pilot_id", "clause", "since")
    }


def _covered_until(spans: Sequence[tuple[date, date]], day: date) -> date | None:
    """Return the last day of the cover without a gap from a day on, renewals counted."""
    after = day
    for begin, end in sorted(spans):
        if begin <= after < end:
            after = end
    return after - timedelta(days=1) if after > day else None


def _rates(pilots: Sequence[JudgedWay], policies: Sequence[PilotPolicy], day: date) -> _Rates:
    keys = [one.elevator_id for one in pilots]
    most = max(policy.fault_window_days for policy in policies)
    faults = counted_faults(elevator_ids=keys, since=day - timedelta(days=2 * most))
    rows = elevators_at_hand(elevator_ids=keys).values_list(
        "pk", "registered_on", "installed_on", "made_by", "estate"
    )
    known = {row[0]: row[1:] for row in rows}
    found, together = _Rates(), defaultdict(list)
    for pilot, policy in zip(pilots, policies, strict=True):
        registered, installed, made_by, estate = known[pilot.elevator_id]
        stretch = windows(listed_on=local_day(at=pilot.since), day=day, policy=policy)
        seen = (SeenFault(*one) for one in faults.get(pilot.elevator_id, ()))
        found.own[pilot.pk] = counts_of(
            faults=seen, stretch=stretch, in_use_from=registered or installed
        )
        if made_by and estate:
            together[pilot.firm_id, made_by, estate].append((pilot.pk, policy))
    for members in together.values():
        parts = [found.own[key] for key, _ in members]
        pool = FaultPool(counts=pooled(counts=parts, policy=members[0][1]), elevators=len(parts))
        found.pools.update((key, pool) for key, _ in members)
    found.prior = fleet_prior(counts=list(found.own.values()))
    return found
