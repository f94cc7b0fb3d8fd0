"""Random elevators around the edges of every clause of entry, as plain values."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from hoistway.ondemand.rules.entry import ElevatorFacts

Case = dict[str, Any]

WHOLE, ONE_CLAUSE = 0.30, 0.75
"""Chosen: three cases in ten fulfil all, nearly half lack one clause, the others are wild."""

_DAY = timedelta(days=1)
_BEGUN, _LASTS = (0, 0, -1, -30, -400), (0, 0, 1, 30, 400)
_EDGES = (-400, -30, -1, 0, 0, 1, 30, 400)
_OWN = 7
"""The firm that would have the elevator in the pilot."""


def cases(*, count: int, seed: int) -> Iterator[Case]:
    """Give cases that fulfil everything, lack one clause alone, or hold anything at all."""
    chance = Random(seed)
    for _ in range(count):
        drawn, day = chance.random(), date(2021, 3, 31) + chance.randrange(700) * _DAY
        case = _wild(chance, day) if drawn >= ONE_CLAUSE else _whole(chance, day)
        if WHOLE <= drawn < ONE_CLAUSE:
            case |= chance.choice(_SPOILT)(chance, day)
        yield case


def _whole(chance: Random, day: date) -> Case:
    """Return a case in which every clause holds, often by nothing."""

    def begun() -> date:
        return day + chance.choice(_BEGUN) * _DAY

    def lasts() -> date:
        return day + chance.choice(_LASTS) * _DAY

    def later() -> date | None:
        return chance.choice((None, None, day + _DAY, day + 30 * _DAY))

    unit = chance.choice((3, 9))
    return {
        "day": day, "period_first": begun(), "period_last": lasts(), "listed": begun(),
        "ended": later(), "promise": begun(), "firm": _OWN, "maintainer": _OWN,
        "consented": begun(), "revoked": later(), "unit": unit, "consent_unit": unit,
        "device": True, "last_data": begun(), "silent_s": chance.choice((0, 3600, 86_400)),
        "gap_s": chance.choice((None, 0, 86_400)), "days_known": chance.choice((30, 31, 60)),
        "share": chance.choice((0.95, 0.950001, 1.0)), "insured_first": begun(),
        "insured_last": lasts(), "plan": True, "plan_firm": _OWN, "plan_last": lasts(),
        "plan_items": True, "passed": chance.choice((True, True, None)),
        "due": chance.choice((None, lasts())),
    }  # fmt: skip


def _silent(chance: Random, _: date) -> Case:
    spoilt: tuple[Case, ...] = (
        {"device": False}, {"last_data": None}, {"silent_s": None}, {"silent_s": 86_401},
        {"silent_s": 1_295_999}, {"silent_s": 1_296_000}, {"gap_s": 86_401}, {"days_known": 29},
        {"share": None}, {"share": 0.949999},
    )  # fmt: skip
    return chance.choice(spoilt)


def _one_of(*spoilt: Callable[[date], Case]) -> Callable[[Random, date], Case]:
    return lambda chance, day: chance.choice(spoilt)(day)


_SPOILT: tuple[Callable[[Random, date], Case], ...] = (
    _one_of(lambda day: {"period_last": day - _DAY}, lambda day: {"period_first": day + _DAY},
            lambda _: {"period_first": None}),
    _one_of(lambda day: {"listed": day + _DAY}, lambda day: {"ended": day},
            lambda day: {"promise": day + _DAY}, lambda _: {"promise": None}),
    _one_of(lambda _: {"maintainer": 8}, lambda _: {"maintainer": None}),
    _one_of(lambda day: {"revoked": day}, lambda day: {"consented": day + _DAY},
            lambda _: {"consent_unit": 8}, lambda _: {"unit": None, "consent_unit": None}),
    _silent,
    _one_of(lambda day: {"insured_last": day - _DAY}, lambda day: {"insured_first": day + _DAY},
            lambda _: {"insured_first": None, "insured_last": None}),
    _one_of(lambda day: {"plan_last": day - _DAY}, lambda _: {"plan_items": False},
            lambda _: {"plan_firm": 8}, lambda _: {"plan": False, "plan_last": None}),
    _one_of(lambda _: {"passed": False}, lambda day: {"due": day - _DAY}),
)  # fmt: skip
"""What spoils one clause and no other, in the order of the annex."""


def _wild(chance: Random, day: date) -> Case:
    def near(missing: float = 0.1) -> date | None:
        return None if chance.random() < missing else day + chance.choice(_EDGES) * _DAY

    def party() -> int | None:
        return chance.choice((_OWN, _OWN, _OWN, 8, None))

    def seconds() -> int | None:
        edges = (0, 3600, 86_399, 86_400, 86_401, 1_295_999, 1_296_000, 1_296_001, None)
        return chance.choice((0, 0, 3600, *edges))

    return {
        "day": day, "period_first": near(0.03), "period_last": near(0.03), "listed": near(),
        "ended": near(0.6), "promise": near(), "firm": _OWN, "maintainer": party(),
        "consented": near(), "revoked": near(0.6), "unit": party(), "consent_unit": party(),
        "device": chance.random() < 0.9, "last_data": near(0.05), "silent_s": seconds(),
        "gap_s": seconds(), "days_known": chance.choice((0, 29, 30, 31, 60)),
        "share": chance.choice((None, 0.0, 0.949999, 0.95, 0.950001, 1.0)),
        "insured_first": near(), "insured_last": near(), "plan": chance.random() < 0.9,
        "plan_firm": party(), "plan_last": near(), "plan_items": chance.random() < 0.9,
        "passed": chance.choice((True, True, False, None)), "due": near(0.4),
    }  # fmt: skip


def facts_of(case: Case) -> ElevatorFacts:
    """Return a case as the rule takes it."""
    return ElevatorFacts(
        elevator_id=1, day=case["day"], firm_id=case["firm"], period_first=case["period_first"],
        period_last=case["period_last"], firm_listed_on=case["listed"],
        firm_ended_on=case["ended"], promise_on=case["promise"],
        maintainer_id=case["maintainer"], use_unit_id=case["unit"],
        consent_unit_id=case["consent_unit"], consented_on=case["consented"],
        revoked_on=case["revoked"], device=case["device"], last_accepted_on=case["last_data"],
        silent_for=_span(case["silent_s"]), longest_gap=_span(case["gap_s"]),
        online_share=case["share"], days_known=case["days_known"],
        insured_first=case["insured_first"], insured_last=case["insured_last"],
        plan_uid="p" if case["plan"] else "", plan_firm_id=case["plan_firm"],
        plan_last=case["plan_last"], plan_names_items=case["plan_items"],
        verdict_good=case["passed"], inspection_due_on=case["due"],
    )  # fmt: skip


def _span(seconds: int | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)
