"""Whom to call: the nearest who may come, and why each of the others was not chosen."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hoistway.emergency.rules.policy import RescuePolicy
from hoistway.emergency.vocabulary import Unsuitable
from hoistway.foundation.geo import Point, distance_m
from hoistway.foundation.periods import SHANGHAI

PEAK_HOURS = frozenset({7, 8, 17, 18})
"""Local hours of dense traffic. Chosen: 7–9 and 17–19, the peaks of the city reports."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A technician as the dispatch sees one; `place_at` is None where the place is a fixed post.

    `already_called`: answered «cannot go» or was taken back; `missed`: did not answer, and no more.
    """

    person_id: int
    label: str
    on_duty: bool
    certified: bool
    place: Point | None
    place_at: datetime | None
    at_rescue: bool
    already_called: bool
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with the distance, the time to arrive and, unless chosen, the reason."""

    candidate: Candidate
    distance_m: float | None
    travel_s: float | None
    unsuitable: Unsuitable | None


@dataclass(frozen=True, slots=True)
class Choice:
    """Who is called (None: nobody suits) and everybody who was weighed, best first."""

    chosen: Weighed | None
    weighed: tuple[Weighed, ...]


def travel_s(*, metres: float, at: datetime, policy: RescuePolicy) -> float:
    """Return the expected seconds from the call to standing at the elevator.

    Source: dossier 5.4: preparation + detour × distance ÷ speed of the hour + access.
    """
    peak = at.astimezone(SHANGHAI).hour in PEAK_HOURS
    speed = policy.speed_peak_mps if peak else policy.speed_day_mps
    return policy.preparation_s + policy.detour * metres / speed + policy.access_s


def _unsuitable(candidate: Candidate, now: datetime, policy: RescuePolicy) -> Unsuitable | None:
    if not candidate.on_duty:
        return Unsuitable.OFF_DUTY
    if not candidate.certified:
        return Unsuitable.NO_CERTIFICATE
    if candidate.already_called:
        return Unsuitable.ALREADY_CALLED
    if candidate.at_rescue:
        return Unsuitable.AT_RESCUE
    if candidate.missed:
        return Unsuitable.MISSED
    fresh = timedelta(seconds=policy.position_fresh_s)
    if candidate.place is None or (candidate.place_at and now - candidate.place_at > fresh):
        return Unsuitable.STALE_POSITION
    return None


LAST_RESORTS = (None, Unsuitable.STALE_POSITION, Unsuitable.MISSED)
"""Whom to call, best first: who suits, then whose place is old, then who did not answer before."""


def _weigh(candidate: Candidate, there: Point, now: datetime, policy: RescuePolicy) -> Weighed:
    metres = None if candidate.place is None else distance_m(candidate.place, there)
    seconds = None if metres is None else travel_s(metres=metres, at=now, policy=policy)
    return Weighed(candidate, metres, seconds, _unsuitable(candidate, now, policy))


def choose(
    *, candidates: list[Candidate], there: Point, now: datetime, policy: RescuePolicy
) -> Choice:
    """Return the suitable candidate who arrives first, with all others and their reasons.

    A technician whose position is stale is called only when nobody with a fresh one is left, and
    one who did not answer is rung again only when nobody else is left at all: a call too many
    costs a minute, a call too few costs a life.
    """
    weighed = [_weigh(candidate, there, now, policy) for candidate in candidates]
    weighed.sort(key=lambda w: (w.travel_s is None, w.travel_s or 0.0, w.candidate.person_id))
    eligible = [w for w in weighed if w.unsuitable in LAST_RESORTS]
    chosen = min(eligible, key=lambda w: LAST_RESORTS.index(w.unsuitable), default=None)
    told = tuple(
        w
        if w is chosen or w.unsuitable is not None
        else Weighed(w.candidate, w.distance_m, w.travel_s, Unsuitable.FARTHER)
        for w in weighed
    )
    if chosen is not None:
        told = (chosen, *(w for w in told if w is not chosen))
    return Choice(chosen=chosen, weighed=told)
