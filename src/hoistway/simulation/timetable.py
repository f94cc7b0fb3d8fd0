"""Who runs next, and the shots that are filmed but not yet shown."""

from typing import Any

import numpy as np
import numpy.typing as npt

from hoistway.simulation import traffic
from hoistway.simulation.chance import Chance
from hoistway.simulation.journey import ESCALATOR_MM_S, Trips, escalator_runs, films
from hoistway.simulation.kinematics import door_seconds
from hoistway.simulation.signals import (
    DOOR_CLOSED,
    DOOR_ZONE,
    NEVER,
    SAMPLE,
    Bools,
    Door,
    Ints,
    Kind,
    Mode,
    Power,
    Rows,
)

_PAUSE_MS = 1_000  # Chosen: a car rests at least a second between two trips.
_RIDERS = {Kind.ESCALATOR: 10.0, Kind.DUMBWAITER: 0.3}
"""Chosen: an escalator has some ten times the arrivals of an elevator, a dumbwaiter a third."""

_EMPTY_S = 30.0  # Chosen: an energy-saving escalator stops half a minute after the last rider.
_LONGEST_RUN_S = 3_600.0  # Chosen: keeps one film within an hour at rush hours.


class Timetable:
    """When each elevator next serves somebody, where it is parked, and its coming shots."""

    def __init__(self, *, specs: Rows, chance: Chance, start_ms: int) -> None:
        self._chance = chance
        self._kind: npt.NDArray[Any] = specs["kind"].copy()
        self._profile = specs["profile"].astype(np.int64)
        self._floors = specs["floors"].astype(np.int64)
        self._lobby = specs["lobby"].astype(np.int64)
        self._height = specs["floor_height_m"].astype(np.float64)
        self._rated = specs["rated_speed_mps"].astype(np.float64).round(3)
        self._opening, self._closing = door_seconds(specs["door_width_mm"])
        self._busy = specs["busy"].astype(np.float64)
        for kind, riders in _RIDERS.items():
            self._busy[self._kind == kind] *= riders
        self._direction = specs["direction"].copy()
        escalator = self._kind == Kind.ESCALATOR
        self.continuous: Bools = escalator & ~specs["energy_saving"]
        self._coming: list[Rows] = []
        everybody = np.arange(len(specs))
        drawn = chance.uniform(everybody, 2)
        self._parked = np.where(
            drawn[0] < 0.5, self._lobby, (drawn[1] * self._floors).astype(np.int64)
        )
        self._starts_ms = np.full(len(specs), NEVER)
        served = np.flatnonzero(~self.continuous)
        self._starts_ms[served] = self._arrivals(served, np.full(len(served), start_ms))

    def idle_rows(self, index: Ints) -> Rows:
        """Return what elevators show when nobody wants anything."""
        rows = np.zeros(len(index), SAMPLE)
        rows["slot"], rows["kind"] = index, self._kind[index]
        rows["service_mode"], rows["power"] = Mode.NORMAL, Power.MAINS
        rows["floor"] = self._parked[index]
        car = self._kind[index] != Kind.ESCALATOR
        rows["flags"][car], rows["door"][car] = DOOR_ZONE | DOOR_CLOSED, Door.CLOSED
        on = self.continuous[index]
        rows["car_status"][on], rows["speed_mm_s"][on] = 1, ESCALATOR_MM_S
        rows["direction"][on] = self._direction[index][on]
        return rows

    def due(self, to_ms: int) -> Ints:
        """Return the elevators that begin to serve somebody at `to_ms` or before."""
        return np.flatnonzero(self._starts_ms <= to_ms)

    def begin(self, index: Ints) -> tuple[Ints, Ints]:
        """Film one trip of each elevator; return when it begins and where the car comes from."""
        begins, parked = self._starts_ms[index].copy(), self._parked[index].copy()
        self._starts_ms[index] = NEVER
        escalator = self._kind[index] == Kind.ESCALATOR
        saving = escalator & ~self.continuous[index]
        for mine, film in ((~escalator, self._film_trips), (saving, self._film_runs)):
            if mine.any():
                rows, ends = film(index[mine], begins[mine])
                self._coming.append(rows)
                self.resume(index[mine], ends)
        return begins, parked

    def _film_trips(self, index: Ints, begins: Ints) -> tuple[Rows, Ints]:
        drawn = self._chance.uniform(index, 7)
        profile = self._profile[index]
        parked = self._parked[index]
        origin, destination = traffic.ways(
            profile=profile,
            hour=traffic.local_hour(begins),
            floors=self._floors[index],
            lobby=self._lobby[index],
            uniform=drawn[:3],
        )
        company = traffic.companions(mean=traffic.COMPANY[profile], uniform=drawn[3])
        self._parked[index] = destination
        return films(
            Trips(
                index=index,
                kind=self._kind[index],
                begins_ms=begins,
                parked=parked,
                origin=origin,
                destination=destination,
                people=1 + company,
                height_m=self._height[index],
                rated_mps=self._rated[index],
                opening_s=self._opening[index],
                closing_s=self._closing[index],
                unhurried=drawn[4:],
            )
        )

    def _film_runs(self, index: Ints, begins: Ints) -> tuple[Rows, Ints]:
        """Runs of energy-saving escalators, with the mean length of a queue that resets."""
        per_s = traffic.trips_per_hour(profile=self._profile[index], at_ms=begins) / 3600
        per_s = np.maximum(per_s * self._busy[index], 1e-6)
        mean = np.minimum(np.expm1(np.minimum(per_s * _EMPTY_S, 20.0)) / per_s, _LONGEST_RUN_S)
        spread = np.maximum(mean - _EMPTY_S, 0.0) * self._chance.exponential(index)
        lasts = ((_EMPTY_S + np.minimum(spread, _LONGEST_RUN_S)) * 1000).astype(np.int64)
        rows = escalator_runs(
            index=index, begins_ms=begins, lasts_ms=lasts, direction=self._direction[index]
        )
        return rows, begins + lasts

    def _arrivals(self, index: Ints, after_ms: Ints) -> Ints:
        return traffic.next_arrival(
            profile=self._profile[index],
            busy=self._busy[index],
            after_ms=after_ms,
            exponential=self._chance.exponential(index),
        )

    def resume(self, index: Ints, idle_ms: Ints) -> None:
        """Let elevators serve the next arrivals after their films; continuous ones never wait."""
        served = ~self.continuous[index]
        index, idle_ms = index[served], idle_ms[served]
        self._starts_ms[index] = self._arrivals(index, idle_ms + _PAUSE_MS)

    def wake(self, index: int, at_ms: int) -> None:
        """Make an elevator due at an instant, whoever arrives."""
        self._starts_ms[index] = at_ms

    def take(self, to_ms: int) -> Rows:
        """Return and forget the shots due at `to_ms` or before."""
        coming = self._joined()
        due = coming["at_ms"] <= to_ms
        self._coming = [coming[~due]]
        taken: Rows = coming[due]
        return taken

    def rest(self, index: int, from_ms: int) -> Rows:
        """Return the coming shots of one elevator from an instant on, in order of time."""
        coming = self._joined()
        mine = coming[(coming["slot"] == index) & (coming["at_ms"] >= from_ms)]
        ordered: Rows = mine[np.argsort(mine["at_ms"], kind="stable")]
        return ordered

    def clear(self, index: Ints, from_ms: int) -> None:
        """Drop the coming shots of elevators from an instant on; they serve nobody until told."""
        coming = self._joined()
        cleared = np.zeros(len(self._starts_ms), np.bool_)
        cleared[index] = True
        self._coming = [coming[~cleared[coming["slot"]] | (coming["at_ms"] < from_ms)]]
        self._starts_ms[index] = NEVER

    def put(self, index: int, rows: Rows, idle_ms: int | None) -> None:
        """Add shots of a cleared elevator; without `idle_ms` it stays away from the traffic."""
        self._coming.append(rows)
        if len(rows):
            self._parked[index] = rows["floor"][-1]
        if idle_ms is not None:
            self.resume(np.array([index]), np.array([idle_ms]))

    def _joined(self) -> Rows:
        if len(self._coming) != 1:
            self._coming = [np.concatenate([np.empty(0, SAMPLE), *self._coming])]
        return self._coming[0]
