"""What makes a visit irregular: each sign with the facts behind it, none of them an order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from hoistway.foundation.editions import in_order, said_for, standing_on
from hoistway.foundation.periods import local_day
from hoistway.maintenance.vocabulary import VisitState
from hoistway.maintenance.vocabulary.evidence import EvidenceReason as Reason
from hoistway.supervision.standards import oversight_editions
from hoistway.supervision.vocabulary import Irregularity

Fact = int | float | str | list[str]
Facts = Mapping[str, Fact]


@dataclass(frozen=True, slots=True, kw_only=True)
class OversightPolicy:
    """One edition of the online desk; `sources` names the clause or choice of each number."""

    edition: str
    in_force: date
    legal_basis: str
    normal_run: int
    covered_least: float
    look_back_days: int
    answer_workdays: int
    settle_workdays: int
    weights: Mapping[str, float]
    sources: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitSaid:
    """One visit as the rooms below tell it.

    `reasons` are what the judgement of its evidence names, None where nobody judged it yet;
    `covered` is the share of its time that monitoring heard, None where nothing was heard.
    `monitored` says that the elevator was connected then, `ours` that we were away ourselves.
    `normal_run` counts this and the records before it that found everything normal.
    """

    state: VisitState
    due_on: date | None
    due_at: datetime | None
    counted_on: date | None
    confirm_by: datetime | None
    reasons: Mapping[str, Facts] | None = None
    score: float = 0.0
    looks_thin: bool = False
    covered: float | None = None
    rides: int = 0
    monitored: bool = False
    ours: bool = False
    normal_run: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Irregular:
    """What was found of one visit, the heaviest sign first; `weight` only orders a desk."""

    weight: float
    signs: tuple[tuple[Irregularity, Facts], ...] = field(default=())


def policy_on(*, day: date) -> OversightPolicy:
    """Return the edition in force on a day; days before the first edition use the first.

    Example:
        >>> policy_on(day=date(2026, 11, 22)).normal_run
        12
    """
    return standing_on(known=_in_order(), day=day)


def policy_named(*, edition: str) -> OversightPolicy:
    """Return an edition by its name."""
    return next(one for one in _in_order() if one.edition == edition)


@cache
def _in_order() -> Sequence[OversightPolicy]:
    return in_order(
        [
            OversightPolicy(edition=name, **said_for(table=table))
            for name, table in oversight_editions().items()
        ]
    )


def irregular(*, visit: VisitSaid, policy: OversightPolicy, now: datetime) -> Irregular:
    """Return what is irregular about a visit; a visit in order gives no sign and weight 0.

    Source: 286号 二（二） 网上督查、检查.
    """
    found = {sign: facts for one in _SIGNS for sign, facts in one(visit, policy, now)}
    weights = {sign: policy.weights[str(sign)] for sign in found}
    clean = 1.0
    for weight in weights.values():
        clean *= 1 - weight
    signs = sorted(found, key=lambda sign: (-weights[sign], str(sign)))
    return Irregular(weight=round(1 - clean, 4), signs=tuple((sign, found[sign]) for sign in signs))


Signs = Iterator[tuple[Irregularity, Facts]]


def _overdue(visit: VisitSaid, policy: OversightPolicy, now: datetime) -> Signs:
    """Tell work not done by its last day. Source: TSG T5002-2017 art. 6."""
    today = local_day(at=now)
    last = visit.due_on or (local_day(at=visit.due_at) if visit.due_at else None)
    if last is None:
        return
    if visit.state in VisitState.open_states():
        late_by_hour = visit.due_on is None and visit.due_at is not None and visit.due_at < now
        if last < today or late_by_hour:
            yield Irregularity.OVERDUE, {"days": (today - last).days, "due": last.isoformat()}
    elif visit.counted_on is not None and visit.counted_on > last:
        days = (visit.counted_on - last).days
        done = visit.counted_on.isoformat()
        yield Irregularity.OVERDUE, {"days": days, "due": last.isoformat(), "done": done}


def _thin(visit: VisitSaid, policy: OversightPolicy, now: datetime) -> Signs:
    if visit.reasons is not None and visit.looks_thin:
        yield Irregularity.THIN, {"score": visit.score, "reasons": sorted(visit.reasons)}


def _fast(visit: VisitSaid, policy: OversightPolicy, now: datetime) -> Signs:
    said = visit.reasons or {}
    found: dict[str, Fact] = {}
    for code in (Reason.TOO_SHORT, Reason.ALL_AT_ONCE):
        found |= said.get(str(code), {})
    if found:
        yield Irregularity.FAST, found


def _always_normal(visit: VisitSaid, policy: OversightPolicy, now: datetime) -> Signs:
    if visit.normal_run >= policy.normal_run:
        yield Irregularity.ALWAYS_NORMAL, {"visits": visit.normal_run}


def _unconfirmed(visit: VisitSaid, policy: OversightPolicy, now: datetime) -> Signs:
    """Tell a record that the use unit let pass. Source: TSG T5002-2017 art. 9."""
    late = visit.confirm_by is not None and visit.confirm_by < now
    if visit.state is VisitState.UNCONFIRMED or (visit.state is VisitState.SIGNED and late):
        by = local_day(at=visit.confirm_by).isoformat() if visit.confirm_by else ""
        yield Irregularity.UNCONFIRMED, {"by": by}


def _data_gap(visit: VisitSaid, policy: OversightPolicy, now: datetime) -> Signs:
    if visit.reasons is None or not visit.monitored or visit.ours:
        return
    covered = visit.covered or 0.0
    if covered < policy.covered_least:
        yield Irregularity.DATA_GAP, {"covered": round(covered, 2)}


def _no_trace(visit: VisitSaid, policy: OversightPolicy, now: datetime) -> Signs:
    said = visit.reasons or {}
    traces = (Reason.NEVER_INSPECTED, Reason.DOORS_STILL, Reason.RIDERS_DURING)
    named = [str(code) for code in traces if str(code) in said]
    if named:
        yield Irregularity.NO_TRACE, {"reasons": named, "rides": visit.rides}


_SIGNS: tuple[Callable[[VisitSaid, OversightPolicy, datetime], Signs], ...] = (
    _overdue, _thin, _fast, _always_normal, _unconfirmed, _data_gap, _no_trace,
)  # fmt: skip
