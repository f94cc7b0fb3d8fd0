"""How a scene is told: a camera on one elevator, moved by verbs that passengers would use."""

from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np

from hoistway.simulation.journey import TRANSFER_S
from hoistway.simulation.kinematics import LEVELLING_S, START_DELAY_S, ride
from hoistway.simulation.signals import BACK_TO_NORMAL, Door, Frame, Mode, Shots

CREEP_MM_S = 150
"""Chosen: speed of a correcting run into the landing, as controllers do after a stop."""

PATIENCE_MS = 120_000
"""Chosen: a new scene lets an ordinary trip end, but cuts what lasts longer than two minutes."""


Moments = list[tuple[float, dict[str, Any]]]
"""Changes of a frame with the seconds at which they come, in any order."""


@dataclass(frozen=True, slots=True)
class Happening:
    """The truth about one elevator: `what` was the case from `since_ms` to `until_ms`.

    `until_ms` is None while it lasts; `how` says more (`off_level`, `at_level`, `power`).
    """

    slot: int
    what: str
    since_ms: int
    until_ms: int | None = None
    people: int = 0
    how: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a scene begins with: the elevator, what it shows, and the shots already planned."""

    slot: int
    kind: int
    at_ms: int
    shown: Frame
    idle: Frame
    rest: Shots
    floors: int
    lobby: int
    height_m: float
    rated_mps: float
    opening_s: float
    closing_s: float
    rescue_device: bool
    chance: np.random.Generator


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a scene goes: its shots, its truth, and when the elevator is idle again (None: never).

    Without shots the running film goes on; the intervals are laid over whatever it shows.
    """

    truth: tuple[Happening, ...]
    shots: Shots | None = None
    idle_ms: int | None = None
    mute_ms: tuple[int, int] | None = None
    alarm_ms: tuple[int, int] | None = None
    stuck_ms: tuple[int, int] | None = None


class Film:
    """A growing list of shots of one elevator; every verb waits, changes the frame, and shoots."""

    def __init__(self, scene: Scene, at_ms: int, frame: Frame, shots: Shots) -> None:
        self.scene, self.at_ms, self.frame, self.shots = scene, at_ms, frame, shots
        self._draw = scene.chance.uniform

    @classmethod
    def soon(cls, scene: Scene) -> Self:
        """Return a film that begins when the car is idle, within two minutes at the latest."""
        if not scene.rest:
            return cls(scene, scene.at_ms, scene.shown, [])
        last_ms, last = scene.rest[-1]
        if last_ms - scene.at_ms <= PATIENCE_MS:
            return cls(scene, last_ms, last, list(scene.rest))
        film = cls(scene, scene.at_ms, scene.shown, [])
        return film.stops(2.0).idles() if scene.shown.running else film.idles()

    @classmethod
    def running_with_people(cls, scene: Scene, people: int) -> Self:
        """Return a film that ends between two floors, with people in the running car.

        The people already on their way are taken if there are any; else `people` board.
        """
        moments = [(scene.at_ms, scene.shown), *scene.rest]
        runs = [n for n, (_, f) in enumerate(moments[:-1]) if f.running and f.occupied]
        if not runs or moments[runs[0]][0] - scene.at_ms > PATIENCE_MS:
            return cls.soon(scene).boards(people).departs()
        first = runs[0]
        last = first
        while last + 1 in runs:
            last += 1
        chosen = int(scene.chance.integers(first, last + 1))
        (since, frame), (until, _) = moments[chosen], moments[chosen + 1]
        share = scene.chance.uniform(0.8, 0.95) if frame.zone else scene.chance.uniform(0.1, 0.4)
        at = max(since + round((until - since) * share), since + 200)
        film = cls(scene, at, frame, moments[1 : chosen + 1])
        return film.then(0.0, zone=False, people=people)

    @classmethod
    def stopping_with_people(cls, scene: Scene, people: int) -> Self:
        """Return a film that ends with the arrival of an occupied car whose doors are shut."""
        moments = [(scene.at_ms, scene.shown), *scene.rest]
        for n in range(1, len(moments)):
            before, (at, frame) = moments[n - 1][1], moments[n]
            if before.running and before.occupied and not frame.running:
                if at - scene.at_ms > PATIENCE_MS:
                    break
                film = cls(scene, at, replace(frame, people=people), moments[1:n])
                return film.then(0.0)
        film = cls.soon(scene).boards(people)
        return film.rides_to(film.another_floor(1))

    def another_floor(self, distance: int) -> int:
        """Return a floor at most `distance` away from this one, inside the building."""
        up = self.frame.floor + distance
        if up < self.scene.floors:
            return up
        return max(self.frame.floor - distance, 0)

    def random_floor(self) -> int:
        """Return any other floor."""
        drawn = int(self.scene.chance.integers(0, self.scene.floors - 1))
        return drawn + (drawn >= self.frame.floor)

    def then(self, after_s: float, **changes: Any) -> Self:
        """Wait, change the frame, shoot."""
        self.at_ms += round(after_s * 1000)
        self.frame = replace(self.frame, **changes)
        self.shots.append((self.at_ms, self.frame))
        return self

    def plays(self, since_ms: int, moments: Moments) -> Self:
        """Shoot the changes at their seconds after an instant, never closer than 300 ms."""
        for after_s, changes in sorted(moments, key=lambda moment: moment[0]):
            wait_s = (since_ms - self.at_ms) / 1000 + after_s
            self.then(max(wait_s, 0.3), **changes)
        return self

    def opens(self) -> Self:
        """Open the doors."""
        self.then(0.5, door=Door.OPENING, closed=False, call=False)
        return self.then(self.scene.opening_s, door=Door.OPEN)

    def closes(self, after_s: float) -> Self:
        """Let the doors stand, then close them."""
        self.then(after_s, door=Door.CLOSING, closed=False)
        return self.then(self.scene.closing_s, door=Door.CLOSED, closed=True)

    def boards(self, people: int) -> Self:
        """Call the car here, get in, press a button; the doors close."""
        if self.frame.door != Door.OPEN:
            self.then(0.5, call=True).opens()
        self.then(1.0, occupied=True, people=people, call=True)
        return self.closes(1.0 + TRANSFER_S * people)

    def departs(self) -> Self:
        """Start towards the next floor and be under way, not yet half a floor from here."""
        direction = 1 if self.another_floor(1) > self.frame.floor else 2
        self.then(START_DELAY_S + 0.3, running=True, direction=direction, speed_mm_s=0)
        travel = ride(distance_m=self.scene.height_m, rated_speed_mps=self.scene.rated_mps)
        seconds = float(travel.seconds) * 0.4
        speed = round(float(travel.speed_mps(seconds)) * 1000)
        return self.then(seconds, zone=False, speed_mm_s=speed)

    def rides_to(self, floor: int) -> Self:
        """Run to a floor, showing each floor on the way, and stop there with closed doors."""
        start, count = self.frame.floor, abs(floor - self.frame.floor)
        if count == 0:
            return self
        up = floor > start
        height = self.scene.height_m
        travel = ride(distance_m=count * height, rated_speed_mps=self.scene.rated_mps)
        self.then(START_DELAY_S + 0.3, running=True, direction=1 if up else 2, speed_mm_s=0)
        done = 0.0
        for nth in range(count):
            seconds = float(travel.seconds_at((nth + 0.5) * height))
            speed = round(float(travel.speed_mps(seconds)) * 1000)
            passed = start + (nth + 1 if up else -nth - 1)
            self.then(seconds - done, floor=passed, zone=False, speed_mm_s=speed)
            done = seconds
        return self.stops(float(travel.seconds) - done + LEVELLING_S)

    def creeps(self, after_s: float, lasts_s: float) -> Self:
        """Run slowly into the landing whose number is shown."""
        self.then(after_s, running=True, direction=2, speed_mm_s=CREEP_MM_S, zone=False)
        return self.stops(lasts_s)

    def stops(self, after_s: float) -> Self:
        """Stop level with a landing."""
        return self.then(after_s, running=False, direction=0, speed_mm_s=0, zone=True, call=False)

    def leaves(self) -> Self:
        """Open the doors, let everybody out, close them again."""
        self.opens().then(0.5 + TRANSFER_S * self.frame.people, occupied=False, people=0)
        return self.closes(self._draw(1.0, 3.0))

    def recovers(self, **changes: Any) -> Self:
        """Show event 40, back to automatic, for three seconds, then nothing special."""
        self.then(1.0, mode=Mode.NORMAL, codes=BACK_TO_NORMAL, **changes)
        return self.then(3.0, codes=0)

    def idles(self) -> Self:
        """Return to what the elevator shows when nobody wants anything."""
        idle = _changes(self.scene.idle, floor=self.frame.floor)
        if self.frame != replace(self.frame, **idle):
            self.then(1.0, **idle)
        return self

    def ends(self, *truth: Happening) -> Outcome:
        """Return the film as the outcome of a scene after which the elevator is idle."""
        return Outcome(truth, self.shots, self.at_ms)

    def told(self, what: str, since_ms: int, **more: Any) -> Happening:
        """Return the truth of something that was the case from `since_ms` until now."""
        return Happening(self.scene.slot, what, since_ms, self.at_ms, **more)


def _changes(frame: Frame, *, floor: int) -> dict[str, Any]:
    fields = {name: getattr(frame, name) for name in Frame.__slots__}
    return {**fields, "floor": floor}
