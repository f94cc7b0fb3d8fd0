"""A simulated pilot year: the planner reviews every month what its fleet has shown."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from hoistway.server.bench.year_arm import FIXED, Arm
from hoistway.server.bench.year_watch import Watch
from hoistway.simulation.wear import Nature, Wearing
from hoistway.yearplans.rules.facts import FleetEvidence, PlanFacts
from hoistway.yearplans.rules.interval import need_of
from hoistway.yearplans.rules.policy import PlanPolicy
from hoistway.yearplans.rules.response import History, learn

Ints = npt.NDArray[np.int64]

_SETTLE, _BASELINE, YEAR = 60, 120, 365
"""Days until wear is as it always is, days of baselines, days of the past and of the pilot."""
_SINCE = 6
"""Reviews whose faults still speak against an elevator: half a year."""


@dataclass
class Past:
    """A fleet after its year of fixed intervals, and what was counted in it."""

    arm: Arm
    faults: Ints


@dataclass
class Pilot:
    """The pilot's arm and the fixed elevators elsewhere that it is compared with on the way."""

    past: Past
    control: Past
    policy: PlanPolicy
    reviews: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.arm = self.past.arm.copy()
        self.arm.orders_on = True
        self.facts: list[PlanFacts] = []
        self._since: list[tuple[Ints, Ints]] = []

    def run(self) -> None:
        """Live the year, with a review before every thirtieth day."""
        before = self.arm.totals.faults.copy()
        for day in range(YEAR):
            if day % self.policy.review_days == 0:
                if day:
                    longer = self.arm.interval > FIXED
                    new = (self.arm.totals.faults - before) * longer
                    self._since.append((new, longer * self.policy.review_days))
                before = self.arm.totals.faults.copy()
                self._review(day)
            self.arm.live()
            self.control.arm.live()

    def _review(self, day: int) -> None:
        evidence = learn(history=self._history(), policy=self.policy, today=self.arm.fleet.today)
        since = [sum(part) for part in zip(*self._since[-_SINCE:], strict=True)] or [0, 0]
        counts = [np.broadcast_to(part, self.arm.interval.shape) for part in since]
        interval = self.arm.interval.copy()
        self.facts = self._facts(evidence, counts[0], counts[1])
        for index, facts in enumerate(self.facts):
            interval[index] = need_of(facts=facts, policy=self.policy).days
        self.arm.interval = interval
        self.reviews.append(
            {
                "day": day, "sighted": len(evidence.sighted), "mean_days": float(interval.mean()),
                "classes": {
                    f"{group}/{one}": [known.open_days, known.trial_days]
                    for (group, one), known in evidence.classes.items()
                },
            }
        )  # fmt: skip

    def _facts(self, evidence: FleetEvidence, faults: Ints, days: Ints) -> list[PlanFacts]:
        watch, fleet = self.arm.watch, self.arm.fleet
        climb, online = watch.climb(), watch.online()
        names = [make.name for make in fleet.world.makes]
        use = fleet.use / np.median(fleet.use)
        return [
            PlanFacts(
                key=f"31{index:018}", annex="A", group=names[fleet.make[index]],
                use_ratio=float(use[index]), past_faults=int(self.past.faults[index]),
                past_days=YEAR, since_faults=int(faults[index]), since_days=int(days[index]),
                current_days=int(self.arm.interval[index]), online_share=float(online[index]),
                known_days=YEAR, climb=float(climb[index]), fleet=evidence,
            )
            for index in range(len(use))
        ]  # fmt: skip

    def _history(self) -> History:
        here, there = self.arm.columns(), self.control.arm.columns()
        count, gaps = len(self.arm.interval), len(here["gap_first"])
        shift = {"gap_elevator": count, "fault_gap": gaps}
        joined = {
            name: np.concatenate([here[name], there[name] + shift.get(name, 0)]) for name in here
        }
        arms = (self.arm, self.control.arm)
        makes = self.arm.fleet.world.makes
        return History(
            groups=tuple(make.name for make in makes),
            group=np.concatenate([arm.fleet.make for arm in arms]),
            climb=np.concatenate([arm.watch.climb() for arm in arms]),
            past_faults=np.concatenate([self.past.faults, self.control.faults]).astype(float),
            past_days=np.full(2 * count, float(YEAR)),
            sights={
                make.name: self.arm.watch.sight(of=self.arm.fleet.make == one)
                for one, make in enumerate(makes)
            },
            **joined,
        )  # fmt: skip


def past_of(*, world: Nature, elevators: int, seed: int) -> Past:
    """Return a fleet of a world after a year under fixed intervals."""
    fleet = Wearing(world=world, elevators=elevators, seed=seed)
    watch = Watch.of(elevators=elevators, parts=len(world.parts))
    arm = Arm(fleet=fleet, watch=watch, interval=np.full(elevators, FIXED))
    for _ in range(_SETTLE):
        arm.live()
    arm.watch = Watch.of(elevators=elevators, parts=len(world.parts))
    for _ in range(_BASELINE):
        arm.live()
    arm.watch.settle()
    arm.clear()
    arm.counting = True
    arm.forget_gaps()
    for _ in range(YEAR):
        arm.live()
    faults = arm.totals.faults.copy()
    arm.clear()
    return Past(arm=arm, faults=faults)
