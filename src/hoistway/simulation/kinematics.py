"""Jerk-limited travel and door times, vectorised.

Source: R. D. Peters, «Ideal lift kinematics» (1995), closed forms for distance d, speed v,
acceleration a, jerk j; ratings as in CIBSE Guide D / ISO 8100-32 design tables.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hoistway.simulation.signals import Floats

START_DELAY_S = 0.5  # Chosen: typical on-site delay between door closed and movement.
LEVELLING_S = 0.5  # Chosen: typical on-site creep into the landing.

_RATED_MPS = (0.63, 1.0, 1.5, 1.75, 2.0, 2.5, 4.0)
_ACCELERATION = (0.4, 0.5, 0.7, 0.7, 0.8, 0.8, 1.0)
_JERK = (0.75, 0.8, 1.0, 1.0, 1.2, 1.2, 1.5)
"""Usual design triples (v, a, j); all below the 1.5 m/s² of GB/T 10058 for acceleration."""

_DOOR_WIDTH_MM = (800, 1000, 1100)
_DOOR_LIMIT_S = (3.2, 4.0, 4.3, 4.9)
"""GB/T 10058-2009, centre-opening doors: limits of opening and closing time by clear width."""

_OPENING_SHARE = 0.75  # Chosen: doors open faster than they close, both within the limit.
_CLOSING_SHARE = 0.95  # Chosen: closing is slowed to keep the kinetic energy at the edge low.


def comfort(rated_speed_mps: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Return the usual acceleration (m/s²) and jerk (m/s³) for rated speeds in m/s.

    Example:
        >>> a, j = comfort(1.75)
        >>> float(a), float(j)
        (0.7, 1.0)
    """
    speed = np.asarray(rated_speed_mps, np.float64)
    return np.interp(speed, _RATED_MPS, _ACCELERATION), np.interp(speed, _RATED_MPS, _JERK)


def door_seconds(door_width_mm: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Return opening and closing times in seconds for clear door widths in mm."""
    limit = np.asarray(_DOOR_LIMIT_S)[
        np.searchsorted(_DOOR_WIDTH_MM, np.asarray(door_width_mm), side="left")
    ]
    return limit * _OPENING_SHARE, limit * _CLOSING_SHARE


@dataclass(frozen=True, slots=True)
class Flight:
    """Ideal travels over `distance_m`; arrays of one shape, made by `flight`.

    `peak_mps2` and `peak_mps` are what this distance really reaches of the limits, so that
    Peters' three cases become one: seven phases of which some last zero seconds.
    """

    distance_m: Floats
    jerk: Floats
    peak_mps2: Floats
    peak_mps: Floats

    @property
    def ramp_s(self) -> Floats:
        """Seconds during which the acceleration rises from zero to its peak."""
        return self.peak_mps2 / self.jerk

    @property
    def speeding_s(self) -> Floats:
        """Seconds from standstill to the peak speed."""
        return self.peak_mps / self.peak_mps2 + self.ramp_s

    @property
    def seconds(self) -> Floats:
        """Flight time, from first movement to standstill."""
        return self.speeding_s + self.distance_m / self.peak_mps

    def _mirrored(self, seconds: Floats) -> tuple[Floats, npt.NDArray[np.bool_]]:
        t = np.clip(seconds, 0.0, self.seconds)
        second_half = t > self.seconds / 2
        reached: Floats = np.where(second_half, self.seconds - t, t)
        return reached, second_half

    def acceleration_mps2(self, seconds: npt.ArrayLike) -> Floats:
        """Return the acceleration at `seconds` after the start; negative while braking."""
        t, second_half = self._mirrored(np.asarray(seconds, np.float64))
        rising, falling = self.jerk * t, self.jerk * (self.speeding_s - t)
        value = np.maximum(np.minimum(np.minimum(rising, falling), self.peak_mps2), 0.0)
        return np.where(second_half, -value, value)

    def speed_mps(self, seconds: npt.ArrayLike) -> Floats:
        """Return the speed at `seconds` after the start."""
        t, _ = self._mirrored(np.asarray(seconds, np.float64))
        to_peak = np.maximum(self.speeding_s - t, 0.0)
        constant = self.peak_mps2 * (t - self.ramp_s / 2)
        return np.where(
            t < self.ramp_s,
            self.jerk * t**2 / 2,
            np.where(to_peak > self.ramp_s, constant, self.peak_mps - self.jerk * to_peak**2 / 2),
        )

    def position_m(self, seconds: npt.ArrayLike) -> Floats:
        """Return the way done at `seconds` after the start, in metres."""
        t, second_half = self._mirrored(np.asarray(seconds, np.float64))
        to_peak = self.speeding_s - t
        at_ramp, at_peak = self._landmarks()
        since_ramp = t - self.ramp_s
        constant = (
            at_ramp
            + self.jerk * self.ramp_s**2 / 2 * since_ramp
            + self.peak_mps2 * since_ramp**2 / 2
        )
        easing = at_peak - self.peak_mps * to_peak + self.jerk * np.maximum(to_peak, 0.0) ** 3 / 6
        way = np.where(
            t < self.ramp_s,
            self.jerk * t**3 / 6,
            np.where(to_peak > self.ramp_s, constant, easing),
        )
        return np.where(second_half, self.distance_m - way, way)

    def _landmarks(self) -> tuple[Floats, Floats]:
        """Metres done when the acceleration peaks and when the speed peaks."""
        return self.jerk * self.ramp_s**3 / 6, self.peak_mps * self.speeding_s / 2

    def seconds_at(self, position_m: npt.ArrayLike) -> Floats:
        """Return the instant at which the way done reaches `position_m`, in closed form."""
        asked = np.clip(np.asarray(position_m, np.float64), 0.0, self.distance_m)
        second_half = asked > self.distance_m / 2
        s = np.where(second_half, self.distance_m - asked, asked)
        at_ramp, at_peak = self._landmarks()
        ramp, peak = self.ramp_s, self.peak_mps
        speed = self.jerk * ramp**2 / 2
        beyond = np.maximum(s - at_ramp, 0.0)
        constant = ramp + (np.sqrt(speed**2 + 2 * self.peak_mps2 * beyond) - speed) / self.peak_mps2
        missing = np.maximum(at_peak - s, 0.0)
        at_easing = peak * ramp - self.jerk * ramp**3 / 6
        turn = np.arccos(np.clip(-3 * missing / peak * np.sqrt(self.jerk / (8 * peak)), -1.0, 1.0))
        easing = self.speeding_s - 2 * np.sqrt(2 * peak / self.jerk) * np.cos(
            turn / 3 - 2 * np.pi / 3
        )
        cruising = self.speeding_s + (s - at_peak) / peak
        t = np.select(
            [s < at_ramp, missing > at_easing, s < at_peak],
            [np.cbrt(6 * s / self.jerk), constant, easing],
            cruising,
        )
        reached: Floats = np.where(second_half, self.seconds - t, t)
        return reached


def flight(
    *,
    distance_m: npt.ArrayLike,
    speed_mps: npt.ArrayLike,
    acceleration_mps2: npt.ArrayLike,
    jerk_mps3: npt.ArrayLike,
) -> Flight:
    """Return the quickest travel within the limits; distances must be positive.

    Example:
        >>> one_floor = flight(
        ...     distance_m=2.9, speed_mps=1.75, acceleration_mps2=0.7, jerk_mps3=1.0
        ... )
        >>> round(float(one_floor.seconds), 1)
        4.8
    """
    d, v, a, j = np.broadcast_arrays(
        *(np.asarray(x, np.float64) for x in (distance_m, speed_mps, acceleration_mps2, jerk_mps3))
    )
    peak_a = np.minimum(np.minimum(a, np.sqrt(v * j)), np.cbrt(d * j**2 / 2))
    ramp = peak_a / j
    reachable = peak_a * (np.sqrt(ramp**2 + 4 * d / peak_a) - ramp) / 2
    return Flight(distance_m=d, jerk=j, peak_mps2=peak_a, peak_mps=np.minimum(v, reachable))


def ride(*, distance_m: npt.ArrayLike, rated_speed_mps: npt.ArrayLike) -> Flight:
    """Return the travel of an elevator of a rated speed with the usual comfort."""
    acceleration, jerk = comfort(rated_speed_mps)
    return flight(
        distance_m=distance_m,
        speed_mps=rated_speed_mps,
        acceleration_mps2=acceleration,
        jerk_mps3=jerk,
    )
