"""Ordinary films, many at once: a car is called, comes, is boarded, rides, is left."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from hoistway.simulation.kinematics import LEVELLING_S, START_DELAY_S, ride
from hoistway.simulation.signals import (
    CALL_PENDING,
    DOOR_CLOSED,
    DOOR_ZONE,
    OCCUPIED,
    SAMPLE,
    Door,
    Floats,
    Ints,
    Kind,
    Mode,
    Power,
    Rows,
)

TRANSFER_S = 1.1  # Source: usual passenger transfer time, 1.0–1.2 s each (CIBSE Guide D, memory).
_BOARDING_S = 1.0  # Chosen: the first passenger is inside a second after the doors stand open.

ESCALATOR_MM_S = 500
"""Nominal speed of an ordinary escalator, 0.5 m/s."""

_Z, _C, _O, _P = DOOR_ZONE, DOOR_CLOSED, OCCUPIED, CALL_PENDING
_STEPS: tuple[tuple[int, int, int], ...] = (
    (_Z | _C | _P, 0, Door.CLOSED),  # 0 called
    (_Z | _C | _P, 1, Door.CLOSED),  # 1 leaves for the caller
    (_Z | _C | _P, 0, Door.CLOSED),  # 2 stops there
    (_Z, 0, Door.OPENING),  # 3
    (_Z, 0, Door.OPEN),  # 4
    (_Z | _O | _P, 0, Door.OPEN),  # 5 boarded, wish registered
    (_Z | _O | _P, 0, Door.CLOSING),  # 6
    (_Z | _C | _O | _P, 0, Door.CLOSED),  # 7
    (_Z | _C | _O | _P, 1, Door.CLOSED),  # 8 leaves with people
    (_Z | _C | _O, 0, Door.CLOSED),  # 9 stops at the wished floor
    (_Z | _O, 0, Door.OPENING),  # 10
    (_Z | _O, 0, Door.OPEN),  # 11
    (_Z, 0, Door.OPEN),  # 12 left by the last
    (_Z, 0, Door.CLOSING),  # 13
    (_Z | _C, 0, Door.CLOSED),  # 14
)
"""Flags, car status and door of each step of a trip; passed floors come in between."""
_FLAGS, _RUNNING, _DOOR = (np.array(column) for column in zip(*_STEPS, strict=True))


@dataclass(frozen=True, slots=True)
class Trips:
    """What is asked of the cars: arrays of one length; `index` stands in the slot field."""

    index: Ints
    kind: npt.NDArray[Any]
    begins_ms: Ints
    parked: Ints
    origin: Ints
    destination: Ints
    people: Ints
    height_m: Floats
    rated_mps: Floats
    opening_s: Floats
    closing_s: Floats
    unhurried: Floats
    """Three uniform numbers per trip, shape (3, n): how long people take."""


def films(trips: Trips) -> tuple[Rows, Ints]:
    """Return the rows of all trips (in no order) and the instants at which the cars are idle."""
    legs = (
        _Leg.of(trips, trips.parked, trips.origin),
        _Leg.of(trips, trips.origin, trips.destination),
    )
    at = _instants(trips, legs)
    rows = _blank(at.shape, trips)
    rows["at_ms"] = at
    rows["flags"], rows["car_status"], rows["door"] = _FLAGS, _RUNNING, _DOOR
    rows["floor"][:, :2] = trips.parked[:, None]
    rows["floor"][:, 2:9] = trips.origin[:, None]
    rows["floor"][:, 9:] = trips.destination[:, None]
    rows["direction"][:, 1] = legs[0].direction
    rows["direction"][:, 8] = legs[1].direction
    has_people = trips.kind == Kind.LIFT
    rows["people"][:, 5:12] = np.where(has_people, trips.people, 0)[:, None]
    rows["flags"][~has_people] &= ~np.uint16(OCCUPIED)
    shown = np.ones(at.shape, np.bool_)
    shown[:, 1:3] = (legs[0].count > 0)[:, None]
    passes = [
        leg.passes(trips, rows[:, step], at[:, step])
        for leg, step in zip(legs, (1, 8), strict=True)
    ]
    return np.concatenate([rows[shown], *passes]), at[:, -1]


def _blank(shape: tuple[int, ...], trips: Trips) -> Rows:
    rows = np.zeros(shape, SAMPLE)
    rows["slot"], rows["kind"] = trips.index[:, None], trips.kind[:, None]
    rows["service_mode"], rows["power"] = Mode.NORMAL, Power.MAINS
    return rows


def _instants(trips: Trips, legs: "tuple[_Leg, _Leg]") -> Ints:
    """Instants in ms of all steps of each trip, shape (n, 15)."""
    n = len(trips.index)
    crowd: Floats = TRANSFER_S * trips.people.astype(np.float64)
    lingering, pressing, leaving = trips.unhurried
    coming = legs[0].count > 0
    waits: list[float | Floats] = [
        0.0,
        np.where(coming, START_DELAY_S, 0.0),
        legs[0].seconds,
        0.5,
        trips.opening_s,
        _BOARDING_S,
        crowd + 2.0 + 3.0 * lingering,  # Chosen: hall-call dwell 4–5 s, spread by habit.
        trips.closing_s,
        START_DELAY_S + 0.4 + 2.0 * pressing,  # Chosen: the wish is pressed while doors close.
        legs[1].seconds,
        0.4,
        trips.opening_s,
        crowd + 0.5,
        1.0 + 2.0 * leaving,  # Chosen: car-call dwell 2–3 s, spread by habit.
        trips.closing_s,
    ]
    gaps = np.stack([np.broadcast_to(np.asarray(wait, np.float64), n) for wait in waits], axis=1)
    return trips.begins_ms[:, None] + (np.cumsum(gaps, axis=1) * 1000).astype(np.int64)


@dataclass(frozen=True, slots=True)
class _Leg:
    """One run per trip, from one floor to another; zero floors mean no run and no time."""

    start: Ints
    count: Ints
    direction: Ints
    seconds: Floats

    @classmethod
    def of(cls, trips: Trips, start: Ints, end: Ints) -> "_Leg":
        count = np.abs(end - start)
        distance = np.maximum(count, 1) * trips.height_m
        seconds = ride(distance_m=distance, rated_speed_mps=trips.rated_mps).seconds + LEVELLING_S
        direction = np.where(end > start, 1, np.where(end < start, 2, 0))
        return cls(start, count, direction, np.where(count > 0, seconds, 0.0))

    def passes(self, trips: Trips, leaving: Rows, left_ms: Ints) -> Rows:
        """The rows of all floors gained on the way; the counter turns half way between floors."""
        trip = np.repeat(np.arange(len(self.count)), self.count)
        nth = np.arange(len(trip)) - np.repeat(np.cumsum(self.count) - self.count, self.count)
        height = trips.height_m[trip]
        travel = ride(distance_m=self.count[trip] * height, rated_speed_mps=trips.rated_mps[trip])
        seconds = travel.seconds_at((nth + 0.5) * height)
        rows: Rows = leaving[trip]
        rows["at_ms"] = left_ms[trip] + (seconds * 1000).astype(np.int64)
        rows["floor"] = self.start[trip] + np.where(self.direction[trip] == 1, 1, -1) * (nth + 1)
        rows["speed_mm_s"] = travel.speed_mps(seconds) * 1000
        rows["flags"] &= ~np.uint16(DOOR_ZONE)
        return rows


def escalator_runs(
    *, index: Ints, begins_ms: Ints, lasts_ms: Ints, direction: npt.NDArray[Any]
) -> Rows:
    """Return the rows of energy-saving escalators that start for riders and stop afterwards."""
    rows = np.zeros((len(index), 2), SAMPLE)
    rows["slot"], rows["kind"] = index[:, None], Kind.ESCALATOR
    rows["service_mode"], rows["power"] = Mode.NORMAL, Power.MAINS
    rows["at_ms"] = np.stack([begins_ms, begins_ms + lasts_ms], axis=1)
    rows["car_status"][:, 0] = 1
    rows["direction"][:, 0] = direction
    rows["speed_mm_s"][:, 0] = ESCALATOR_MM_S
    return rows.reshape(-1)
