"""Advance a city of elevators to an instant: samples out as columns, the truth kept apart."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

import numpy as np

from hoistway.simulation import lookalikes, nature, troubles
from hoistway.simulation.chance import Chance
from hoistway.simulation.film import Happening, Outcome, Scene
from hoistway.simulation.kinematics import door_seconds
from hoistway.simulation.nature import Rates
from hoistway.simulation.reporting import BEAT_MS, Reporter
from hoistway.simulation.signals import (
    NEVER,
    SAMPLE,
    Floats,
    Frame,
    Ints,
    Kind,
    Rows,
    Shots,
    frame_of,
    rows_of,
    shots_of,
)
from hoistway.simulation.timetable import Timetable
from hoistway.simulation.truth import OVERLAID, Ledger

How = Literal["off_level", "at_level"]

STAGED: Mapping[str, nature.Play] = {
    "guard_ride": lookalikes.guard_ride,
    "goods_trolley": lookalikes.goods_trolley,
    "dawdler": lookalikes.dawdler,
    "inspection": partial(lookalikes.inspection, signalled=True),
    "inspection_unsigned": partial(lookalikes.inspection, signalled=False),
    "empty_stop": lookalikes.empty_stop,
    "brief_stop": lookalikes.brief_stop,
    "power_dip": lookalikes.power_dip,
    "sensor_stuck": lookalikes.sensor_stuck,
    "house_move": lookalikes.house_move,
    "fire_recall": lookalikes.fire_recall,
    "door_open_moving": troubles.door_open_moving,
}
"""Scenes that can be ordered for a lift by name; in none of them is anybody trapped."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one advance brought: reports in order of time, and what began or ended in truth."""

    samples: Rows
    truth: tuple[Happening, ...]


class Fleet:
    """A city of elevators, deterministic by specs, seed, start and the commands given.

    The result does not depend on how the time is cut into steps. Commands take effect at
    `now_ms`, the instant last advanced to.
    """

    def __init__(
        self,
        specs: Rows,
        seed: int,
        *,
        start_ms: int,
        rates: Rates | None = None,
        first_seq: int = 1,
    ) -> None:
        _refuse_bad(specs)
        self.now_ms = start_ms
        self._specs = specs.copy()
        self._index = {int(slot): n for n, slot in enumerate(specs["slot"])}
        self._rates = rates or Rates()
        self._chance = Chance(seed=seed, slots=specs["slot"])
        self._ledger = Ledger()
        everybody = np.arange(len(specs))
        phase = (self._chance.uniform(everybody, 1)[0] * BEAT_MS).astype(np.int64)
        self._timetable = Timetable(specs=specs, chance=self._chance, start_ms=start_ms)
        self._reporter = Reporter(
            specs=specs,
            frames=self._timetable.idle_rows(everybody),
            phase=phase,
            first_seq=first_seq,
        )
        mixing = np.random.default_rng([seed, len(specs)])
        self._trap_rate = nature.trap_rates(specs=specs, rates=self._rates, chance=mixing)
        self._other_rate = nature.other_rates(specs=specs, rates=self._rates)
        self._trap_ms = self._first(self._trap_rate)
        self._other_ms = self._first(self._other_rate)
        for n in np.flatnonzero(self._timetable.continuous):
            self._timetable.wake(int(n), int(self._other_ms[n]))

    def _first(self, rate_per_ms: Floats) -> Ints:
        waits = self._chance.exponential(np.arange(len(rate_per_ms)))
        happens = rate_per_ms > 0
        after = np.divide(waits, rate_per_ms, out=np.full(len(waits), float(NEVER)), where=happens)
        first: Ints = self.now_ms + np.minimum(after, float(NEVER // 2)).astype(np.int64)
        return first

    def advance(self, to_ms: int) -> Step:
        """Let the city live until `to_ms` (UTC, milliseconds) and return what it told."""
        parts = []
        while self.now_ms < to_ms:
            until = min(to_ms, self.now_ms + BEAT_MS)
            while len(index := self._timetable.due(until)):
                self._strike(index, *self._timetable.begin(index))
            parts.append(
                self._reporter.report(
                    rows=self._timetable.take(until), from_ms=self.now_ms, to_ms=until
                )
            )
            self.now_ms = until
        samples = np.concatenate(parts) if parts else np.empty(0, SAMPLE)
        return Step(samples, self._ledger.told(self.now_ms))

    def _strike(self, index: Ints, begins: Ints, parked: Ints) -> None:
        """Let nature turn some of the trips just begun into scenes."""
        trapped = self._trap_ms[index] <= begins
        struck = trapped | (self._other_ms[index] <= begins)
        for n in np.flatnonzero(struck):
            i, at = int(index[n]), int(begins[n])
            idle = self._idle(i)
            rest = shots_of(self._timetable.rest(i, at))
            scene = self._scene(i, at, replace(idle, floor=int(parked[n])), rest)
            if trapped[n]:
                outcome = nature.entrapment(scene, self._rates)
                self._trap_ms[i] = self._again(at, self._trap_rate[i], scene)
            else:
                outcome = nature.other(scene)
                self._other_ms[i] = self._again(at, self._other_rate[i], scene)
            self._stage(i, at, outcome)

    def _again(self, at_ms: int, rate_per_ms: float, scene: Scene) -> int:
        return at_ms + round(float(scene.chance.exponential()) / rate_per_ms)

    def _idle(self, i: int) -> Frame:
        return frame_of(self._timetable.idle_rows(np.array([i]))[0])

    def _scene(self, i: int, at_ms: int, shown: Frame, rest: Shots) -> Scene:
        spec = self._specs[i]
        opening, closing = door_seconds(spec["door_width_mm"])
        return Scene(
            slot=int(spec["slot"]),
            kind=int(spec["kind"]),
            at_ms=at_ms,
            shown=shown,
            idle=self._idle(i),
            rest=rest,
            floors=int(spec["floors"]),
            lobby=int(spec["lobby"]),
            height_m=float(spec["floor_height_m"]),
            rated_mps=float(spec["rated_speed_mps"]),
            opening_s=float(opening),
            closing_s=float(closing),
            rescue_device=bool(spec["rescue_device"]),
            chance=self._chance.scene(i),
        )

    def _stage(self, i: int, from_ms: int, outcome: Outcome, *, cleared: bool = False) -> None:
        """Make an outcome the future of an elevator: shots, intervals, truth."""
        if outcome.shots is not None:
            if not cleared:
                self._timetable.clear(np.array([i]), from_ms)
            slot, kind = int(self._specs["slot"][i]), int(self._specs["kind"][i])
            began = min((h.since_ms for h in outcome.truth), default=from_ms)
            for happening in self._ledger.of(slot):
                if happening.what not in OVERLAID and (happening.until_ms or NEVER) > began:
                    self._ledger.clip(happening, at_ms=began)
            rows = rows_of(shots=outcome.shots, index=i, kind=kind)
            self._timetable.put(i, rows, outcome.idle_ms)
        if self._timetable.continuous[i]:
            self._timetable.wake(i, int(self._other_ms[i]))
        overlays = self._reporter.overlays
        for interval, lay in (
            (outcome.mute_ms, overlays.mute),
            (outcome.alarm_ms, overlays.press_alarm),
            (outcome.stuck_ms, overlays.stick_sensor),
        ):
            if interval is not None:
                lay(i, *interval)
        for happening in outcome.truth:
            self._ledger.plan(happening)

    def _now(self, slot: int, *, with_rest: bool = True) -> tuple[int, Scene]:
        i = self._index[slot]
        at_ms = self.now_ms + 1
        rest = shots_of(self._timetable.rest(i, at_ms)) if with_rest else []
        return i, self._scene(i, at_ms, frame_of(self._reporter.frames[i]), rest)

    def _order(self, slot: int, play: Callable[[Scene], Outcome]) -> tuple[Happening, ...]:
        i, scene = self._now(slot)
        if scene.kind != Kind.LIFT:
            raise ValueError(f"Slot {slot} is not a lift.")
        if self._ledger.trapped(slot) is not None:
            raise ValueError(f"People are already trapped in slot {slot}.")
        outcome = play(scene)
        self._stage(i, self.now_ms + 1, outcome)
        return outcome.truth

    def trap(
        self, slot: int, how: How = "off_level", people: int | None = None, *, at_once: bool = False
    ) -> Happening:
        """Trap people in a lift and return the truth with the instant of the physical stop.

        People already riding are taken, else somebody boards first (some 15 s); `at_once` sets
        them into the stopped car within three seconds, for a simulation that was restarted.

        Raises: ValueError, if the slot is no lift or holds trapped people already.
        """

        def play(scene: Scene) -> Outcome:
            count = people if people is not None else troubles.party(scene.chance)
            scene = _already_riding(scene) if at_once else scene
            film = troubles.off_level if how == "off_level" else troubles.at_level
            return film(scene, people=count)

        return self._order(slot, play)[0]

    def stage(self, slot: int, name: str) -> tuple[Happening, ...]:
        """Play a named scene of `STAGED` in a lift, as soon as its present trip ends."""
        return self._order(slot, STAGED[name])

    def guard_ride(self, slot: int) -> None:
        """Let a guard ride up and down for some minutes."""
        self.stage(slot, "guard_ride")

    def goods_trolley(self, slot: int) -> None:
        """Let a goods trolley hold the door or stand in the parked car."""
        self.stage(slot, "goods_trolley")

    def power_cut(self, slots: Iterable[int], minutes: float) -> tuple[Happening, ...]:
        """Cut the mains of elevators and return the truth; cars with trapped people are left out.

        A power cut under way is not prolonged.
        """
        cut = [s for s in slots if not self._ledger.of(s, troubles.TRAPPED, "power_cut")]
        self._timetable.clear(np.array([self._index[s] for s in cut], np.int64), self.now_ms + 1)
        truth: list[Happening] = []
        for slot in cut:
            i, scene = self._now(slot, with_rest=False)
            battery = bool(self._specs["battery"][i])
            outcome = troubles.power_cut(scene, minutes=minutes, battery=battery)
            self._stage(i, self.now_ms + 1, outcome, cleared=True)
            truth += outcome.truth
        return tuple(truth)

    def press_alarm(self, slot: int) -> None:
        """Let somebody in the car press the alarm button for some seconds."""
        i, scene = self._now(slot)
        self._stage(i, self.now_ms + 1, troubles.alarm_pressed(scene))

    def silence(self, slot: int, minutes: float) -> None:
        """Let the device send nothing for some minutes."""
        i, scene = self._now(slot)
        self._stage(i, self.now_ms + 1, troubles.silent(scene, minutes=minutes))

    def free(self, slot: int) -> bool:
        """Let the trapped people out now; answer whether there were any."""
        trapped = self._ledger.trapped(slot)
        if trapped is None or trapped.since_ms > self.now_ms:
            return False
        i, scene = self._now(slot)
        cuts = self._ledger.of(slot, "power_cut")
        back_ms = max((cut.until_ms or 0 for cut in cuts), default=0)
        self._ledger.clip(trapped, at_ms=self.now_ms + 1)
        outcome = troubles.freed(scene, power_until_ms=back_ms)
        rows = rows_of(shots=outcome.shots or [], index=i, kind=scene.kind)
        self._timetable.clear(np.array([i]), self.now_ms + 1)
        self._timetable.put(i, rows, outcome.idle_ms)
        return True

    def restore(self, slots: Iterable[int]) -> None:
        """End silences, power cuts and scenes now; people trapped by power come out by themselves.

        People trapped by a fault of their car stay until `free`.
        """
        for slot in slots:
            i, scene = self._now(slot)
            self._reporter.overlays.lift(i, self.now_ms)
            happenings = self._ledger.of(slot)
            trapped = self._ledger.trapped(slot)
            if trapped is not None and trapped.how != "power":
                happenings = [h for h in happenings if h.what in OVERLAID]
            elif any(h.what not in OVERLAID for h in happenings):
                self._stage(i, self.now_ms + 1, troubles.restored(scene))
                happenings = self._ledger.of(slot)
            for happening in happenings:
                if (happening.until_ms or NEVER) > self.now_ms + 1:
                    self._ledger.clip(happening, at_ms=self.now_ms + 1)

    def lasting(self) -> tuple[Happening, ...]:
        """Return what is the case now, by slot."""
        return self._ledger.lasting(self.now_ms)

    def shown(self, slot: int) -> Frame:
        """Return the last frame of an elevator, without what is laid over it."""
        return frame_of(self._reporter.frames[self._index[slot]])


def _refuse_bad(specs: Rows) -> None:
    if len(np.unique(specs["slot"])) != len(specs):
        raise ValueError("Every slot may stand in the specs only once.")
    cars = specs[specs["kind"] != Kind.ESCALATOR]
    if (cars["floors"] < 2).any() or (cars["floor_height_m"] <= 0).any():
        raise ValueError("A car serves at least two floors of positive height.")
    if ((cars["lobby"] < 0) | (cars["lobby"] >= cars["floors"])).any():
        raise ValueError("The lobby is one of the served floors.")
    if (specs["busy"] <= 0).any() or (cars["rated_speed_mps"] <= 0).any():
        raise ValueError("Traffic and rated speed are positive.")


def _already_riding(scene: Scene) -> Scene:
    """The same scene with people under way from one floor to the next."""
    floor = min(scene.shown.floor, scene.floors - 2)
    shown = replace(scene.idle, floor=floor, occupied=True, running=True, direction=1, zone=False)
    arrived = replace(shown, floor=floor + 1, running=False, direction=0, zone=True)
    return replace(scene, shown=shown, rest=[(scene.at_ms + 2_000, arrived)])
