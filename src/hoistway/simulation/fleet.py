"""Advance a city of elevators to an instant: samples out as columns, the truth kept apart."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from hoistway.simulation import nature, troubles
from hoistway.simulation.film import Happening, Outcome, Scene
from hoistway.simulation.lookalikes import STAGED
from hoistway.simulation.nature import Rates
from hoistway.simulation.reporting import BEAT_MS
from hoistway.simulation.signals import (
    NEVER,
    SAMPLE,
    Door,
    Floats,
    Frame,
    Ints,
    Kind,
    Rows,
    frame_of,
)
from hoistway.simulation.stage import Stage, refuse_impossible
from hoistway.simulation.truth import OVERLAID

How = Literal["off_level", "at_level"]

ORDERS: Mapping[str, Callable[[Scene], Outcome]] = {
    **STAGED,
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

    The result does not depend on how the time is cut into steps. Commands take effect a
    millisecond after `now_ms`, the instant last advanced to.
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
        refuse_impossible(specs)
        self.now_ms = start_ms
        self._specs = specs.copy()
        self._index = {int(slot): n for n, slot in enumerate(specs["slot"])}
        self._rates = rates or Rates()
        self._stage = Stage(specs=self._specs, seed=seed, start_ms=start_ms, first_seq=first_seq)
        mixing = np.random.default_rng(seed)
        self._trap_rate = nature.trap_rates(specs=specs, rates=self._rates, chance=mixing)
        self._other_rate = nature.other_rates(specs=specs, rates=self._rates)
        self._trap_ms = self._first(self._trap_rate)
        self._other_ms = self._first(self._other_rate)
        for i in np.flatnonzero(self._stage.timetable.continuous):
            self._stage.timetable.wake(int(i), int(self._other_ms[i]))

    def _first(self, rate_per_ms: Floats) -> Ints:
        waits = self._stage.chance.exponential(np.arange(len(rate_per_ms)))
        happens = rate_per_ms > 0
        after = np.divide(waits, rate_per_ms, out=np.full(len(waits), float(NEVER)), where=happens)
        first: Ints = self.now_ms + np.minimum(after, float(NEVER // 2)).astype(np.int64)
        return first

    def advance(self, to_ms: int) -> Step:
        """Let the city live until `to_ms` (UTC, milliseconds) and return what it told."""
        timetable, parts = self._stage.timetable, []
        while self.now_ms < to_ms:
            until = min(to_ms, self.now_ms + BEAT_MS)
            while len(index := timetable.due(until)):
                self._strike(index, *timetable.begin(index))
            rows = timetable.take(until)
            parts.append(self._stage.reporter.report(rows=rows, from_ms=self.now_ms, to_ms=until))
            self.now_ms = until
        samples = np.concatenate(parts) if parts else np.empty(0, SAMPLE)
        return Step(samples, self._stage.ledger.told(self.now_ms))

    def _strike(self, index: Ints, begins: Ints, parked: Ints) -> None:
        """Let nature turn some of the trips just begun into scenes."""
        trapped = self._trap_ms[index] <= begins
        for n in np.flatnonzero(trapped | (self._other_ms[index] <= begins)):
            i, at = int(index[n]), int(begins[n])
            scene = self._stage.scene_of_trip(i, at, int(parked[n]))
            if trapped[n]:
                outcome = nature.entrapment(scene, self._rates)
                self._trap_ms[i] = _again(at, self._trap_rate[i], scene)
            else:
                outcome = nature.other(scene)
                self._other_ms[i] = _again(at, self._other_rate[i], scene)
            self._play(i, at, outcome)

    def _play(self, i: int, from_ms: int, outcome: Outcome) -> None:
        self._stage.play(i, from_ms, outcome)
        self._keep_watch(i)

    def _keep_watch(self, i: int) -> None:
        """Nobody calls a continuous escalator: only its next scene makes it due."""
        if self._stage.timetable.continuous[i]:
            self._stage.timetable.wake(i, int(self._other_ms[i]))

    def _now(self, slot: int) -> tuple[int, int, Scene]:
        i, at_ms = self._index[slot], self.now_ms + 1
        return i, at_ms, self._stage.scene_now(i, at_ms)

    def _order(self, slot: int, play: Callable[[Scene], Outcome]) -> tuple[Happening, ...]:
        self._refuse_other_than_lift(slot)
        if self._stage.ledger.of(slot, troubles.TRAPPED, "power_cut"):
            raise ValueError(f"Slot {slot} holds trapped people or has no power.")
        i, at_ms, scene = self._now(slot)
        outcome = play(scene)
        self._play(i, at_ms, outcome)
        return outcome.truth

    def _refuse_other_than_lift(self, slot: int) -> None:
        if self._specs["kind"][self._index[slot]] != Kind.LIFT:
            raise ValueError(f"Slot {slot} is not a lift.")

    def trap(
        self, slot: int, how: How = "off_level", people: int | None = None, *, at_once: bool = False
    ) -> Happening:
        """Trap people in a lift and return the truth with the instant of the physical stop.

        People already riding are taken, else somebody boards first (some 15 s); `at_once` sets
        them into the stopped car within three seconds, for a simulation that was restarted.

        Raises: ValueError, if the slot is no lift, holds trapped people, or has no power.
        """

        def play(scene: Scene) -> Outcome:
            count = people if people is not None else troubles.party(scene.chance)
            scene = _already_riding(scene) if at_once else scene
            film = troubles.off_level if how == "off_level" else troubles.at_level
            return film(scene, people=count)

        return self._order(slot, play)[0]

    def stage(self, slot: int, name: str) -> Happening:
        """Play a scene of `ORDERS` in a lift as soon as its present trip ends; return the truth.

        Raises: ValueError, as `trap`; KeyError for an unknown name.
        """
        return self._order(slot, ORDERS[name])[0]

    def guard_ride(self, slot: int) -> Happening:
        """Let a guard ride up and down for some minutes."""
        return self.stage(slot, "guard_ride")

    def goods_trolley(self, slot: int) -> Happening:
        """Let a goods trolley hold the door or stand in the parked car."""
        return self.stage(slot, "goods_trolley")

    def power_cut(self, slots: Iterable[int], minutes: float) -> tuple[Happening, ...]:
        """Cut the mains of elevators and return the truth.

        Cars with trapped people are left out; a power cut under way is not prolonged.
        """
        ledger, at_ms = self._stage.ledger, self.now_ms + 1
        cut = [s for s in dict.fromkeys(slots) if not ledger.of(s, troubles.TRAPPED, "power_cut")]
        self._stage.clear([self._index[slot] for slot in cut], at_ms)
        truth: list[Happening] = []
        for slot in cut:
            i = self._index[slot]
            scene = self._stage.scene_now(i, at_ms, cleared=True)
            battery = bool(self._specs["battery"][i])
            outcome = troubles.power_cut(scene, minutes=minutes, battery=battery)
            self._stage.clip_scenes(i, at_ms)
            self._stage.put(i, outcome)
            self._stage.lay(i, outcome)
            self._keep_watch(i)
            truth += outcome.truth
        return tuple(truth)

    def press_alarm(self, slot: int) -> Happening:
        """Let somebody in the car press the alarm button for some seconds."""
        self._refuse_other_than_lift(slot)
        i, _, scene = self._now(slot)
        outcome = troubles.alarm_pressed(scene)
        self._stage.lay(i, outcome)
        return outcome.truth[0]

    def silence(self, slot: int, minutes: float) -> Happening:
        """Let the device send nothing for some minutes, whatever the elevator does."""
        i, _, scene = self._now(slot)
        outcome = troubles.silent(scene, minutes=minutes)
        self._stage.lay(i, outcome)
        return outcome.truth[0]

    def free(self, slot: int) -> bool:
        """Let the trapped people out now; answer whether there were any."""
        trapped = next(iter(self._stage.ledger.of(slot, troubles.TRAPPED)), None)
        i, at_ms, scene = self._now(slot)
        if trapped is None or trapped.since_ms >= at_ms or (trapped.until_ms or NEVER) <= at_ms:
            return False
        cuts = self._stage.ledger.of(slot, "power_cut")
        back_ms = max((cut.until_ms or 0 for cut in cuts), default=0)
        self._stage.ledger.clip(trapped, at_ms=at_ms)
        self._stage.clear([i], at_ms)
        self._stage.put(i, troubles.freed(scene, power_until_ms=back_ms))
        return True

    def restore(self, slots: Iterable[int]) -> None:
        """End silences, power cuts and scenes now; people trapped by power come out by themselves.

        People trapped by a fault of their car stay until `free`.
        """
        for slot in slots:
            i, at_ms, scene = self._now(slot)
            self._stage.reporter.overlays.lift(i, self.now_ms)
            happenings, out_ms = self._stage.ledger.of(slot), at_ms
            if any(h.what == troubles.TRAPPED and h.how != "power" for h in happenings):
                happenings = [h for h in happenings if h.what in OVERLAID]
            elif any(h.what not in OVERLAID for h in happenings):
                outcome = troubles.restored(scene)
                out_ms = next((at for at, f in outcome.shots or () if f.door == Door.OPEN), at_ms)
                self._stage.clear([i], at_ms)
                self._stage.put(i, outcome)
                self._keep_watch(i)
            for happening in happenings:
                end_ms = out_ms if happening.what == troubles.TRAPPED else at_ms
                if (happening.until_ms or NEVER) > end_ms:
                    self._stage.ledger.clip(happening, at_ms=end_ms)

    def lasting(self) -> tuple[Happening, ...]:
        """Return what is the case now, by slot."""
        return self._stage.ledger.lasting(self.now_ms)

    def shown(self, slot: int) -> Frame:
        """Return the last frame of an elevator, without what is laid over it."""
        return frame_of(self._stage.reporter.frames[self._index[slot]])


def _again(at_ms: int, rate_per_ms: float, scene: Scene) -> int:
    return at_ms + round(float(scene.chance.exponential()) / rate_per_ms)


def _already_riding(scene: Scene) -> Scene:
    """The same scene with people under way from one floor to the next."""
    floor = min(scene.shown.floor, scene.floors - 2)
    shown = replace(scene.idle, floor=floor, occupied=True, running=True, direction=1, zone=False)
    arrived = replace(shown, floor=floor + 1, running=False, direction=0, zone=True)
    return replace(scene, shown=shown, rest=[(scene.at_ms + 2_000, arrived)])
