"""One way of visiting a simulated fleet, day by day, with a log of gaps, faults and visits."""

from copy import deepcopy
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from hoistway.server.bench.year_watch import Watch
from hoistway.simulation.wear import Day, Wearing

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

FIXED = 15
_LONGEST = 90
_ORDER_DAYS = 7
"""Issue: other findings within seven days; a visit that is due earlier does the order too."""
_QUIET = 45
"""Chosen: no second order for the same part within this time."""


@dataclass
class Totals:
    """What an arm cost and suffered, per elevator."""

    visits: Ints
    orders: Ints
    faults: Ints
    entrapments: Ints
    hours: Floats


@dataclass
class Arm:
    """A fleet under one way of planning. `interval` is each elevator's own, in days."""

    fleet: Wearing
    watch: Watch
    interval: Ints
    orders_on: bool = False
    counting: bool = False
    """Baselines are settled: what comes now is judged, not only added up."""
    gaps: list[tuple[Ints, int]] = field(default_factory=list)
    ends: list[tuple[Ints, Ints, Ints]] = field(default_factory=list)
    hits: list[tuple[Ints, Ints, Ints]] = field(default_factory=list)

    def __post_init__(self) -> None:
        count = len(self.interval)
        self._last = -np.random.default_rng([self.fleet.seed, 4]).integers(0, FIXED, count)
        self._slack = np.zeros(count, np.int64)
        self._gap = np.full(count, -1, np.int64)
        self._opened = 0
        self._asked = np.full(self.watch.mean.shape, -_QUIET, np.int64)
        self._orders = np.zeros(self.watch.mean.shape, bool)
        self.clear()

    def clear(self) -> None:
        """Count from here on."""
        count = len(self.interval)
        none = np.zeros(count, np.int64)
        self.totals = Totals(none, none.copy(), none.copy(), none.copy(), np.zeros(count))

    def forget_gaps(self) -> None:
        """Begin the log anew with the next visits."""
        self.gaps, self.ends, self.hits = [], [], []
        self._gap[:] = -1
        self._opened = 0

    def copy(self) -> "Arm":
        """Return the same fleet with the same past, to be planned otherwise from now on."""
        return deepcopy(self)

    def live(self) -> Day:
        """Let a day pass: visits that are due, orders, faults."""
        today = self.fleet.today
        slack = np.where(self.interval >= _LONGEST, np.minimum(self._slack, 0), self._slack)
        visited = today >= self._last + np.maximum(self.interval + slack, 1)
        targeted = self._orders & (visited[:, None] | (today >= self._asked + _ORDER_DAYS))
        if visited.any():
            self._begin_gaps(visited, today)
        day = self.fleet.live(visited=visited, targeted=targeted)
        self.watch.repaired(which=targeted)
        self._orders &= ~targeted
        age = today - self._last
        if (broken := np.flatnonzero(day.faults)).size and self._opened:
            known = broken[self._gap[broken] >= 0]
            many = np.repeat(known, day.faults[known])
            self.hits.append((self._gap[many], age[many], np.full(len(many), today)))
        self._watch(day, age, visited, today)
        self._count(day, visited, targeted)
        return day

    def _begin_gaps(self, visited: Bools, today: int) -> None:
        who = np.flatnonzero(visited)
        ended = who[self._gap[who] >= 0]
        self.ends.append((self._gap[ended], today - self._last[ended], self.interval[ended]))
        self.gaps.append((who, today))
        self._gap[who] = self._opened + np.arange(len(who))
        self._opened += len(who)
        self._last[who] = today
        self._slack[who] = self.fleet.jitter()[who]

    def _watch(self, day: Day, age: Ints, visited: Bools, today: int) -> None:
        if not self.counting and not self.orders_on:
            self.watch.look(readings=day.readings)
            return
        if not self.orders_on:
            self.watch.judge(readings=day.readings, age=age, faults=day.faults, visited=visited)
            return
        alarms = self.watch.follow(readings=day.readings)
        due = alarms & (self.interval > FIXED)[:, None] & (today >= self._asked + _QUIET)
        self._asked[due] = today
        self._orders |= due

    def _count(self, day: Day, visited: Bools, targeted: Bools) -> None:
        ordered = targeted.any(axis=1) & ~visited
        self.totals.visits += visited
        self.totals.orders += ordered
        self.totals.faults += day.faults
        self.totals.entrapments += day.entrapments
        attended = visited.astype(float) + ordered
        self.totals.hours += day.hours_down + attended * self.fleet.world.visit_hours

    def columns(self) -> dict[str, Ints]:
        """Return gaps and faults as columns; gaps that last still reach until today."""
        who = np.concatenate([who for who, _ in self.gaps])
        first = np.concatenate([np.full(len(who), day) for who, day in self.gaps])
        days, interval = self.fleet.today - first, self.interval[who].copy()
        for gap, lasted, planned in self.ends:
            days[gap], interval[gap] = lasted, planned
        parts = [np.concatenate(column) for column in zip(*self.hits, strict=True)]
        return {
            "gap_elevator": who, "gap_first": first, "gap_days": days, "gap_interval": interval,
            "fault_gap": parts[0], "fault_age": parts[1],
        }  # fmt: skip
