"""What the platform knows of a unit's elevators in a period, laid out before a round is kept."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Func, Q, QuerySet

from hoistway.emergency.queries import incidents
from hoistway.emergency.vocabulary import IncidentKind
from hoistway.faults.queries import faults, open_faults
from hoistway.faults.vocabulary import FaultState
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.among import among
from hoistway.foundation.periods import SHANGHAI
from hoistway.inspection.queries import due_rows, stopped
from hoistway.maintenance.queries.board import open_visits
from hoistway.maintenance.queries.visits import visits
from hoistway.maintenance.vocabulary import VisitState
from hoistway.registry.queries import elevators
from hoistway.registry.vocabulary import UseState
from hoistway.safety.models import KeptRound
from hoistway.safety.queries.rounds import kept_days
from hoistway.safety.rules.periods import last_of, periods
from hoistway.safety.rules.policy import SafetyPolicy
from hoistway.safety.vocabulary import RoundAnswer, RoundFact, SafetyRound
from hoistway.telemetry.queries import alarms

MOST_BEHIND = 20
"""Things named behind one figure. Chosen: a page of a phone; the figure itself is whole."""

_COUNTED = sorted(str(state) for state in VisitState.counted_states())


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a period, up to today at most."""

    kind: SafetyRound
    first: date
    last: date

    @property
    def within(self) -> tuple[datetime, datetime]:
        """Return the instants between which the days lie, the second one not included."""
        after = self.last + timedelta(days=1)
        return (
            datetime.combine(self.first, time(), SHANGHAI),
            datetime.combine(after, time(), SHANGHAI),
        )


@dataclass(frozen=True, slots=True)
class Behind:
    """One thing behind a figure: what it is called in addresses, and where."""

    fact: RoundFact
    key: str
    where: str


@dataclass(slots=True)
class Facts:
    """The figures of one use unit, and what stands behind those that weigh."""

    counts: dict[str, int] = field(default_factory=dict)
    behind: list[Behind] = field(default_factory=list)


def span_of(*, kind: SafetyRound, first: date, today: date) -> Span:
    """Return the days of a period that have come."""
    return Span(kind, first, min(last_of(kind=kind, first=first), today))


def lay_out(
    *, organisation_ids: Collection[int], span: Span, policy: SafetyPolicy
) -> dict[int, Facts]:
    """Return the facts of each use unit in a period; a constant number of queries.

    What is open is open now; what happened, happened within the days. Scope is the caller's.
    """
    found = {key: Facts() for key in organisation_ids}
    for fact, (column, rows) in _asked(organisation_ids, span, policy).items():
        counted = rows.order_by().values_list(column).annotate(n=Count("pk"))
        for key, count in counted:
            found[key].counts[str(fact)] = count
    for fact, number in _noted(organisation_ids, span):
        for key, count in number.items():
            found[key].counts[str(fact)] = count
    return found


def behind(
    *, organisation_id: int, span: Span, policy: SafetyPolicy, facts: Iterable[RoundFact]
) -> list[Behind]:
    """Return what stands behind these figures of one use unit, some of each at most."""
    asked = _asked([organisation_id], span, policy)
    told: list[Behind] = []
    for fact in facts:
        if fact not in asked or fact is RoundFact.ELEVATORS:
            continue
        _column, rows = asked[fact]
        for row in rows[:MOST_BEHIND]:
            told.append(Behind(fact, _key(row), f"{row.elevator.address} {row.elevator.name}"))
    return told


def _key(row: Any) -> str:
    """Return what names a row in addresses: its number, or the register number it is about."""
    if getattr(row, "number", ""):
        return str(row.number)
    return str(getattr(row, "uid", "") or row.elevator.register_number)


_Asked = dict[RoundFact, tuple[str, QuerySet[Any]]]
_UNIT = "elevator__use_unit_id"


def _asked(keys: Collection[int], span: Span, policy: SafetyPolicy) -> _Asked:
    mine = among(_UNIT, keys)
    using = elevators(by=PLATFORM).filter(
        among("use_unit_id", keys), use_state=UseState.IN_USE
    )  # fmt: skip
    return {
        RoundFact.ELEVATORS: ("use_unit_id", using),
        **_happened(keys, span),
        **_upkeep(mine, span),
        **_inspected(mine, span, near=span.last + timedelta(days=policy.near_days)),
    }


def _happened(keys: Collection[int], span: Span) -> _Asked:
    begin, end = span.within
    own, mine = among("use_unit_id", keys), among(_UNIT, keys)
    new = faults(by=PLATFORM).filter(own, began_at__gte=begin, began_at__lt=end)
    caught = incidents(by=PLATFORM).filter(
        mine, kind=IncidentKind.ENTRAPMENT, drill=False, opened_at__gte=begin, opened_at__lt=end
    )
    told = alarms(by=PLATFORM).filter(mine, detected_at__gte=begin, detected_at__lt=end)
    return {
        RoundFact.FAULTS_NEW: ("use_unit_id", new.exclude(state=FaultState.FALSE)),
        RoundFact.FAULTS_OPEN: (
            "use_unit_id", open_faults(by=PLATFORM).filter(own, began_at__lt=end),
        ),
        RoundFact.ENTRAPMENTS: (_UNIT, caught),
        RoundFact.ALARMS: (_UNIT, told),
    }  # fmt: skip


def _upkeep(mine: Func, span: Span) -> _Asked:
    work = visits(by=PLATFORM).filter(mine)
    done = work.filter(
        state__in=_COUNTED, counted_on__gte=span.first, counted_on__lte=span.last
    )  # fmt: skip
    return {
        RoundFact.VISITS_DONE: (_UNIT, done),
        RoundFact.VISITS_OVERDUE: (
            _UNIT, open_visits(by=PLATFORM).filter(mine, due_on__lt=span.last),
        ),
        RoundFact.TO_CONFIRM: (_UNIT, work.filter(state=VisitState.SIGNED)),
    }  # fmt: skip


def _inspected(mine: Func, span: Span, *, near: date) -> _Asked:
    due = due_rows(by=PLATFORM).filter(mine, elevator__use_state=UseState.IN_USE)
    return {
        RoundFact.INSPECTIONS_LATE: (_UNIT, due.filter(due_on__lt=span.last)),
        RoundFact.INSPECTIONS_NEAR: (_UNIT, due.filter(due_on__gte=span.last, due_on__lte=near)),
        RoundFact.STOPS: (_UNIT, stopped(by=PLATFORM).filter(mine)),
    }


def _noted(keys: Collection[int], span: Span) -> list[tuple[RoundFact, Mapping[int, int]]]:
    """Return what the smaller rounds of the period lack, and what they noted."""
    smaller = {
        SafetyRound.WEEKLY: (SafetyRound.DAILY,),
        SafetyRound.MONTHLY: (SafetyRound.DAILY, SafetyRound.WEEKLY),
    }.get(span.kind, ())
    names = {
        SafetyRound.DAILY: RoundFact.DAILY_MISSED, SafetyRound.WEEKLY: RoundFact.WEEKLY_MISSED,
    }  # fmt: skip
    told: list[tuple[RoundFact, Mapping[int, int]]] = []
    for kind in smaller:
        over = [
            one for one in periods(kind=kind, first=span.first, last=span.last)
            if last_of(kind=kind, first=one) < span.last
        ]  # fmt: skip
        kept = kept_days(organisation_ids=keys, kind=kind, first=span.first)
        told.append((names[kind], {key: len(set(over) - set(kept.get(key, ()))) for key in keys}))
    if smaller:
        told.append((RoundFact.PROBLEMS, _problems(keys, span, smaller)))
    return told


def _problems(keys: Collection[int], span: Span, kinds: Collection[SafetyRound]) -> dict[int, int]:
    rows = KeptRound.objects.filter(
        among("organisation_id", keys), kind__in=[str(kind) for kind in kinds],
        first_day__gte=span.first, first_day__lte=span.last,
    )  # fmt: skip
    counted: dict[int, int] = {}
    wrong = str(RoundAnswer.WRONG)
    for key, answers in rows.filter(_has_wrong()).values_list("organisation_id", "answers"):
        counted[key] = counted.get(key, 0) + sum(one == wrong for one in answers.values())
    return counted


def _has_wrong() -> Q:
    return ~Q(words="")
