"""Where scenes are played: one elevator's film is cut, replaced, and its truth noted."""

from dataclasses import replace

import numpy as np

from hoistway.simulation.chance import Chance
from hoistway.simulation.film import Outcome, Scene
from hoistway.simulation.kinematics import door_seconds
from hoistway.simulation.reporting import BEAT_MS, Reporter
from hoistway.simulation.signals import (
    NEVER,
    Frame,
    Kind,
    Rows,
    Shots,
    frame_of,
    rows_of,
    shots_of,
)
from hoistway.simulation.timetable import Timetable
from hoistway.simulation.truth import OVERLAID, Ledger


class Stage:
    """The parts of a city that a scene touches: timetable, devices and truth."""

    def __init__(self, *, specs: Rows, seed: int, start_ms: int, first_seq: int) -> None:
        self.chance = Chance(seed=seed, slots=specs["slot"])
        self.ledger = Ledger()
        self._specs = specs
        everybody = np.arange(len(specs))
        phase = (self.chance.uniform(everybody, 1)[0] * BEAT_MS).astype(np.int64)
        self.timetable = Timetable(specs=specs, chance=self.chance, start_ms=start_ms)
        self.reporter = Reporter(
            specs=specs,
            frames=self.timetable.idle_rows(everybody),
            phase=phase,
            first_seq=first_seq,
        )

    def scene_of_trip(self, i: int, begins_ms: int, floor: int) -> Scene:
        """Return the scene of a trip just begun by a car that was idle at a floor."""
        rest = shots_of(self.timetable.rest(i, begins_ms))
        return self._scene(i, begins_ms, replace(self._idle(i), floor=floor), rest)

    def scene_now(self, i: int, at_ms: int, *, cleared: bool = False) -> Scene:
        """Return the scene of what an elevator shows; a cleared one has no coming shots."""
        rest = [] if cleared else shots_of(self.timetable.rest(i, at_ms))
        return self._scene(i, at_ms, frame_of(self.reporter.frames[i]), rest)

    def _idle(self, i: int) -> Frame:
        return frame_of(self.timetable.idle_rows(np.array([i]))[0])

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
            chance=self.chance.scene(i),
        )

    def clear(self, index: list[int], from_ms: int) -> None:
        """Drop the coming shots of elevators and let them serve nobody."""
        self.timetable.clear(np.array(index, np.int64), from_ms)

    def play(self, i: int, from_ms: int, outcome: Outcome) -> None:
        """Make an outcome the future of an elevator: shots, intervals, truth."""
        if outcome.shots is not None:
            self.clip_scenes(i, min((h.since_ms for h in outcome.truth), default=from_ms))
            self.clear([i], from_ms)
            self.put(i, outcome)
        self.lay(i, outcome)

    def put(self, i: int, outcome: Outcome) -> None:
        """Add the shots of an outcome to a cleared elevator."""
        kind = int(self._specs["kind"][i])
        rows = rows_of(shots=outcome.shots or [], index=i, kind=kind)
        self.timetable.put(i, rows, outcome.idle_ms)

    def lay(self, i: int, outcome: Outcome) -> None:
        """Lay the intervals of an outcome over an elevator and note its truth."""
        overlays = self.reporter.overlays
        for interval, lay in (
            (outcome.mute_ms, overlays.mute),
            (outcome.alarm_ms, overlays.press_alarm),
            (outcome.stuck_ms, overlays.stick_sensor),
        ):
            if interval is not None:
                lay(i, *interval)
        for happening in outcome.truth:
            self.ledger.plan(happening)

    def clip_scenes(self, i: int, at_ms: int) -> None:
        """End at an instant what the scenes under way would still be."""
        for happening in self.ledger.of(int(self._specs["slot"][i])):
            if happening.what not in OVERLAID and (happening.until_ms or NEVER) > at_ms:
                self.ledger.clip(happening, at_ms=at_ms)


def refuse_impossible(specs: Rows) -> None:
    """Refuse specs that no city can have. Raises: ValueError."""
    if len(np.unique(specs["slot"])) != len(specs):
        raise ValueError("Every slot may stand in the specs only once.")
    cars = specs[specs["kind"] != Kind.ESCALATOR]
    if (cars["floors"] < 2).any() or (cars["floor_height_m"] <= 0).any():
        raise ValueError("A car serves at least two floors of positive height.")
    if ((cars["lobby"] < 0) | (cars["lobby"] >= cars["floors"])).any():
        raise ValueError("The lobby is one of the served floors.")
    if (specs["busy"] <= 0).any() or (cars["rated_speed_mps"] <= 0).any():
        raise ValueError("Traffic and rated speed are positive.")
