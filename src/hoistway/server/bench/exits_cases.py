"""Random elevators around the edges of every clause of leaving, as plain values."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from hoistway.ondemand.rules.exits import ExitFacts, FaultPool, LostCondition
from hoistway.ondemand.rules.fault_rate import FaultCounts, RatePrior
from hoistway.ondemand.vocabulary import EntryClause

Case = dict[str, Any]

CALM, ONE_CLAUSE = 0.30, 0.75
"""Chosen: three cases in ten are in order, nearly half have one ground, the others are wild."""

_DAY = timedelta(days=1)
_LOST = ("consent", "insured", "answered_for", "year_plan", "firm_listed", "online", "period")
_PRIORS = ((0.5, 0.0), (0.5, 0.0), (2.0, 700.0), (10.0, 3650.0))


def cases(*, count: int, seed: int) -> Iterator[Case]:
    """Give cases that are in order, have one ground alone, or hold anything at all."""
    chance = Random(seed)
    for _ in range(count):
        drawn, day = chance.random(), date(2021, 3, 31) + chance.randrange(700) * _DAY
        case = _wild(chance, day) if drawn >= ONE_CLAUSE else _calm(chance, day)
        if CALM <= drawn < ONE_CLAUSE:
            case |= chance.choice(_GROUNDS)(chance, day)
        yield case


def _calm(chance: Random, day: date) -> Case:
    """Return a case with no ground to leave, often by nothing."""
    young = [("online", day - chance.choice((0, 29, 30)) * _DAY)]
    return {
        "day": day, "failed_on": None, "silent_s": chance.choice((0, 3600, 1_295_999)),
        "bound": True, "lost": chance.choice(([], [], young)),
        "complaints": chance.choice(([], [day] * 2, [day, day - _DAY, day - 90 * _DAY])),
        "counts": _counts(now=chance.choice((0, 1, 2)), before=chance.choice((2, 4))),
        "pool": _counts(now=2, before=4), "pool_of": chance.choice((0, 1, 9)),
        "prior": chance.choice(_PRIORS),
    }  # fmt: skip


def _counts(
    *, now: int, before: int, now_days: int = 365, before_days: int = 365, open_now: int = 0,
    open_before: int = 0,
) -> dict[str, int]:  # fmt: skip
    return {
        "now": now, "before": before, "now_days": now_days, "before_days": before_days,
        "open_now": open_now, "open_before": open_before,
    }  # fmt: skip


def _failed(chance: Random, day: date) -> Case:
    return {"failed_on": day - chance.randrange(60) * _DAY}


def _still(chance: Random, _: date) -> Case:
    return {"silent_s": chance.choice((1_296_000, 1_296_001, 3_000_000))}


def _loses(chance: Random, day: date) -> Case:
    since = day - chance.choice((0, 1, 40)) * _DAY
    lost: tuple[Case, ...] = (
        {"bound": False}, {"lost": [("online", day - 31 * _DAY)]},
        {"lost": [(chance.choice(_LOST[:5]), since)]},
    )  # fmt: skip
    return chance.choice(lost)


def _rises(chance: Random, _: date) -> Case:
    before = chance.choice((0, 1, 2))
    return {"counts": _counts(now=chance.choice((9, 14, 20)), before=before), "prior": (0.5, 0.0)}


def _pool_rises(_: Random, __: date) -> Case:
    return {
        "counts": _counts(now=3, before=1), "pool": _counts(now=40, before=9), "pool_of": 9,
        "prior": (0.5, 0.0),
    }  # fmt: skip


def _complained(chance: Random, day: date) -> Case:
    return {"complaints": [day - chance.choice((0, 1, 88, 89)) * _DAY for _ in range(3)]}


_GROUNDS: tuple[Callable[[Random, date], Case], ...] = (
    _failed, _still, _loses, _rises, _pool_rises, _complained,
)  # fmt: skip


def _wild(chance: Random, day: date) -> Case:
    def some_counts() -> dict[str, int]:
        few = (0, 1, 2, 3, 4, 5, 6, 8, 12, 17)
        days = (0, 30, 89, 90, 91, 200, 365)
        return _counts(
            now=chance.choice(few), before=chance.choice(few), now_days=chance.choice(days),
            before_days=chance.choice(days[2:]), open_now=chance.choice((0, 0, 1, 6)),
            open_before=chance.choice((0, 0, 2)),
        )  # fmt: skip

    ago = (0, 1, 29, 30, 31, 88, 89, 90, 91, -1)
    lost = [(chance.choice(_LOST), day - chance.choice(ago[:5]) * _DAY) for _ in range(2)]
    return {
        "day": day, "failed_on": chance.choice((None, None, day)),
        "silent_s": chance.choice((0, 86_400, 1_295_999, 1_296_000, 1_296_001)),
        "bound": chance.random() < 0.9, "lost": lost[: chance.randrange(3)],
        "complaints": [day - chance.choice(ago) * _DAY for _ in range(chance.randrange(6))],
        "counts": None if chance.random() < 0.05 else some_counts(), "pool": some_counts(),
        "pool_of": chance.choice((0, 1, 2, 40)), "prior": chance.choice(_PRIORS),
    }  # fmt: skip


def facts_of(case: Case) -> ExitFacts:
    """Return a case as the rule takes it."""
    counts, (shape, days) = case["counts"], case["prior"]
    pool = FaultPool(counts=FaultCounts(**case["pool"]), elevators=case["pool_of"])
    return ExitFacts(
        day=case["day"], failed_on=case["failed_on"], bound=case["bound"],
        silent_for=timedelta(seconds=case["silent_s"]),
        lost=tuple(
            LostCondition(clause=EntryClause(name), since=since) for name, since in case["lost"]
        ),
        faults=None if counts is None else FaultCounts(**counts),
        pool=pool if case["pool_of"] else None, prior=RatePrior(shape=shape, days=days),
        complaints=tuple(case["complaints"]),
    )  # fmt: skip
