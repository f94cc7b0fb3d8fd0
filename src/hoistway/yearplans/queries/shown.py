"""What a fleet has shown of longer intervals, gathered from visits, faults and daily roll-ups."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import numpy.typing as npt

from hoistway.faults.queries import faults
from hoistway.faults.vocabulary import FaultCause, FaultState
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.maintenance.queries.regimes import on_site_visits
from hoistway.maintenance.vocabulary import VisitKind
from hoistway.telemetry.queries import day_number
from hoistway.telemetry.queries.use import days_of_use
from hoistway.yearplans.models import YearPlan
from hoistway.yearplans.rules.facts import PlanFacts
from hoistway.yearplans.rules.lived import Lived, history_of
from hoistway.yearplans.rules.policy import plan_policy_on
from hoistway.yearplans.rules.response import learn
from hoistway.yearplans.vocabulary import YearPlanState

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_YEARS = timedelta(days=730)
"""The past under fixed intervals and the time on demand that is compared with it."""

_HEARD = timedelta(days=365)
_NEVER = np.iinfo(np.int32).max
_OURS = (FaultCause.EQUIPMENT, FaultCause.MAINTENANCE, "")
_LIVED = (YearPlanState.ADOPTED, YearPlanState.SUPERSEDED, YearPlanState.ENDED)


def with_evidence(*, facts: Mapping[int, PlanFacts], now: datetime) -> dict[int, PlanFacts]:
    """Return the facts of a whole fleet, each with what that fleet has shown together.

    A constant number of queries. Elevators on fixed intervals belong in it: they are the control.
    """
    keys = sorted(facts)
    if not keys:
        return {}
    today = local_day(at=now)
    policy = plan_policy_on(day=today)
    history = history_of(lived=_lived(keys, facts, now), fixed_days=policy.fixed_days)
    fleet = learn(history=history, policy=policy, today=day_number(day=today))
    found = {}
    for row, key in enumerate(keys):
        climb = float(history.climb[row])
        one = replace(facts[key], fleet=fleet)
        found[key] = one if np.isnan(climb) else replace(one, climb=round(climb, 3))
    return found


def planned_ever(*, most: int) -> list[int]:
    """Return elevators of any firm that ever lived by an adopted plan, the latest first."""
    rows = YearPlan.objects.filter(state__in=_LIVED).order_by("-pk").values_list("elevator_id")
    return list(dict.fromkeys(key for (key,) in rows[: most * 2]))[:most]


def _lived(keys: list[int], facts: Mapping[int, PlanFacts], now: datetime) -> Lived:
    today = local_day(at=now)
    index = {key: row for row, key in enumerate(keys)}
    groups = tuple(sorted({one.group for one in facts.values()}))
    visits = [
        (index[key], day_number(day=one.on))
        for key, seen in on_site_visits(elevator_ids=keys, since=today - _YEARS).items()
        for one in seen
        if one.kind is not VisitKind.TARGETED
    ]
    plans = _plans(keys, index)
    began = np.full(len(keys), _NEVER, np.int64)
    np.minimum.at(began, plans[:, 0], plans[:, 1])
    struck, use = _struck(keys, index, now), _readings(keys, index, today)
    visited = _columns(visits, 2)
    return Lived(
        today=day_number(day=today), groups=groups, began=began,
        group=np.array([groups.index(facts[key].group) for key in keys]),
        past_faults=np.array([float(facts[key].past_faults) for key in keys]),
        past_days=np.array([float(facts[key].past_days) for key in keys]),
        visit_elevator=visited[:, 0], visit_day=visited[:, 1],
        plan_elevator=plans[:, 0], plan_day=plans[:, 1], plan_interval=plans[:, 2],
        fault_elevator=struck[:, 0], fault_day=struck[:, 1],
        reading_elevator=use[0], reading_day=use[1], readings=use[2],
    )  # fmt: skip


def _plans(keys: list[int], index: Mapping[int, int]) -> Ints:
    """Return from which day each adopted version planned which interval."""
    rows = YearPlan.objects.filter(elevator_id__in=keys, state__in=_LIVED).order_by("pk")
    return _columns(
        (
            (index[key], day_number(day=first), int((need or {}).get("days") or 0))
            for key, first, need in rows.values_list("elevator_id", "first_day", "need")
        ),
        3,
    )


def _struck(keys: list[int], index: Mapping[int, int], now: datetime) -> Ints:
    seen = faults(by=PLATFORM).filter(
        elevator_id__in=keys, began_at__gte=now - _YEARS, began_at__lt=now, cause__in=_OURS
    )
    rows = seen.exclude(state=FaultState.FALSE).select_related(None).order_by("pk")
    return _columns(
        (
            (index[key], day_number(day=local_day(at=began)))
            for key, began in rows.values_list("elevator_id", "began_at")
        ),
        2,
    )


def _readings(keys: list[int], index: Mapping[int, int], today: date) -> tuple[Ints, Ints, Floats]:
    """Return the indicators of each day: doors that turn back or fail, re-levelling, slow runs."""
    days = days_of_use(elevator_ids=keys, first=today - _HEARD, last=today)
    cycles, runs = (
        np.where(days[name] > 0, days[name], np.nan).astype(float)
        for name in ("door_cycles", "runs")
    )
    readings = np.stack(
        [
            days["reversals"] / cycles, days["failed_openings"] / cycles,
            days["relevels"] / runs, days["run_ms_per_floor"].astype(float),
        ],
        axis=1,
    )  # fmt: skip
    who = np.array([index[int(key)] for key in days["slot"]], np.int64)
    return who, days["day"].astype(np.int64), readings


def _columns(rows: Iterable[tuple[int, ...]], width: int) -> Ints:
    return np.array(list(rows), np.int64).reshape(-1, width)
