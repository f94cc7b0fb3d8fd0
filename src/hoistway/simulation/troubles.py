"""What really goes wrong, and how it looks in the signals."""

import numpy as np

from hoistway.simulation.film import Film, Happening, Moments, Outcome, Scene
from hoistway.simulation.journey import TRANSFER_S
from hoistway.simulation.signals import (
    ALARM_BUTTON,
    BACK_TO_NORMAL,
    DOOR_OPENING_FAULT,
    EMERGENCY_POWER_BEGUN,
    INSPECTION_BEGUN,
    MAINS_LOST,
    SAFETY_CIRCUIT,
    STOPPED_OUTSIDE_ZONE,
    Door,
    Kind,
    Mode,
    Power,
)

TRAPPED = "trapped"
_DEVICE_BATTERY_MS = 3_600_000  # Source: EN 81-28, alarm systems outlive the mains by ≥ 1 h.


def off_level(scene: Scene, *, people: int, frees_after_s: float | None = None) -> Outcome:
    """Stop the car between two floors with people in it."""
    film = Film.running_with_people(scene, people)
    film.then(1.0, running=False, speed_mm_s=0, direction=0, zone=False, call=True)
    since = film.at_ms
    code = scene.chance.choice([STOPPED_OUTSIDE_ZONE, SAFETY_CIRCUIT, 0], p=[0.6, 0.2, 0.2])
    moments = [(scene.chance.uniform(1.0, 4.0), {"codes": int(code)})]
    moments += _people_inside(scene, code=int(code))
    return _trap(film, since, "off_level", moments, frees_after_s)


def at_level(scene: Scene, *, people: int, frees_after_s: float | None = None) -> Outcome:
    """Let the doors of an arrived car fail to open, again and again, with people inside."""
    film = Film.stopping_with_people(scene, people).then(0.3, call=True)
    since = film.at_ms
    moments: Moments = []
    at, code = 0.7, 0
    for attempt in range(1, _ATTEMPTS + 1):
        if attempt == _ATTEMPTS_TO_CODE + 1:
            code = DOOR_OPENING_FAULT
            moments.append((at - 2.0, {"codes": code}))
        moments.append((at, {"door": Door.OPENING}))
        moments.append((at + 1.2, {"door": Door.CLOSED}))
        at += scene.chance.uniform(5.0, 9.0) * (1.0 + 0.15 * attempt)
    moments += _people_inside(scene, code=DOOR_OPENING_FAULT)
    return _trap(film, since, "at_level", moments, frees_after_s)


_ATTEMPTS = 24  # Chosen: some ten minutes of people pressing the door button.
_ATTEMPTS_TO_CODE = 3  # Chosen: controllers give up and report after about three attempts.


def _people_inside(scene: Scene, *, code: int) -> Moments:
    """Alarm presses, and the occupancy sensor losing motionless people for some seconds."""
    moments: Moments = []
    at = scene.chance.uniform(20.0, 70.0)
    for _ in range(int(scene.chance.integers(0, 4))):
        moments += [(at, {"codes": code | ALARM_BUTTON}), (at + 4.0, {"codes": code})]
        at += scene.chance.uniform(20.0, 120.0)
    at = scene.chance.uniform(60.0, 120.0)
    for _ in range(8):
        lost_s = scene.chance.uniform(2.0, 6.0)
        moments += [(at, {"occupied": False}), (at + lost_s, {"occupied": True})]
        at += lost_s + scene.chance.uniform(30.0, 150.0)
    return moments


def _trap(
    film: Film,
    since: int,
    how: str,
    moments: Moments,
    frees_after_s: float | None,
) -> Outcome:
    """Play the moments (seconds since the stop) and leave the people inside, or let them out."""
    people = film.frame.people
    film.plays(since, [m for m in moments if frees_after_s is None or m[0] < frees_after_s])
    trapped = Happening(film.scene.slot, TRAPPED, since, None, people, how)
    if frees_after_s is None:
        return Outcome((trapped,), film.shots)
    wait_s = max(since / 1000 + frees_after_s - film.at_ms / 1000, 0.3)
    film.then(wait_s, occupied=True, codes=0, door=Door.CLOSED)
    if not film.frame.zone:
        film.creeps(0.5, film.scene.chance.uniform(4.0, 9.0))
    film.opens()
    freed = film.told(TRAPPED, since, people=people, how=how)
    film.leaves().recovers().idles()
    return film.ends(freed)


def freed(scene: Scene, *, power_until_ms: int) -> Outcome:
    """Let a technician open the doors now: the people are out, the car is checked, then runs."""
    film = Film(scene, scene.at_ms, scene.shown, [])
    without_power = power_until_ms > scene.at_ms
    codes = MAINS_LOST if without_power else INSPECTION_BEGUN
    film.then(
        0.0,
        mode=Mode.UNKNOWN if without_power else Mode.INSPECTION,
        codes=codes,
        running=False,
        speed_mm_s=0,
        direction=0,
        zone=True,
        closed=False,
        door=Door.OPEN,
        occupied=False,
        people=0,
        call=False,
    )
    film.closes(scene.chance.uniform(40.0, 90.0))
    if without_power:
        film.then(max((power_until_ms - film.at_ms) / 1000, 1.0), power=Power.MAINS)
    return film.recovers().idles().ends()


def power_cut(scene: Scene, *, minutes: float, battery: bool) -> Outcome:
    """Take the mains away for some minutes; who sits in a stopped car is trapped.

    With a rescue device the car levels itself and opens. When the mains return, stopped cars
    creep to the next landing and let the people out. A device without battery is silent.
    """
    back_ms = scene.at_ms + round(minutes * 60_000)
    truth = [Happening(scene.slot, "power_cut", scene.at_ms, back_ms)]
    silent_from = scene.at_ms + (_DEVICE_BATTERY_MS if battery else 0)
    mute = (silent_from, back_ms) if silent_from < back_ms else None
    film = Film(scene, scene.at_ms, scene.shown, [])
    if scene.kind == Kind.ESCALATOR:
        film.then(0.5, running=False, direction=0, speed_mm_s=0, codes=MAINS_LOST)
        film.then(0.5, power=Power.BATTERY, mode=Mode.OUT_OF_SERVICE)
        _mains_return(film, back_ms)
        return Outcome(tuple(truth), film.shots, film.at_ms, mute_ms=mute)
    shut_in = scene.shown.occupied and (scene.shown.closed or scene.shown.running)
    since, people = _stops_dead(film), scene.shown.people
    if scene.rescue_device and (shut_in or not film.frame.zone):
        _rescues_itself(film)
    elif shut_in:
        film.plays(since, _waits_in_the_dark(scene, (back_ms - since) / 1000))
    _mains_return(film, back_ms)
    if shut_in and not scene.rescue_device:
        out_ms = next(at for at, f in film.shots if at > back_ms and f.door == Door.OPEN)
        truth.append(Happening(scene.slot, TRAPPED, since, out_ms, people, "power"))
    return Outcome(tuple(truth), film.shots, film.at_ms, mute_ms=mute)


def _stops_dead(film: Film) -> int:
    """Drop the brake, then lose the mains; people beside open doors step out. Returns the stop."""
    zone = film.frame.zone and not film.frame.running
    film.then(0.3, running=False, direction=0, speed_mm_s=0, zone=zone, codes=MAINS_LOST)
    stopped_ms = film.at_ms
    film.then(0.7, power=Power.BATTERY, mode=Mode.UNKNOWN, call=False)
    if film.frame.occupied and not film.frame.closed:
        film.then(2.0, occupied=False, people=0)
    return stopped_ms


def restored(scene: Scene) -> Outcome:
    """End whatever the elevator does: mains on, find a landing, let people out, back to service."""
    film = Film(scene, scene.at_ms, scene.shown, [])
    if film.frame.running and scene.kind != Kind.ESCALATOR:
        film.stops(2.0)
    _mains_return(film, film.at_ms)
    return film.ends()


def _waits_in_the_dark(scene: Scene, lasts_s: float) -> Moments:
    moments = _people_inside(scene, code=MAINS_LOST)
    return [(at, changes) for at, changes in moments if at < lasts_s - 10.0]


def _rescues_itself(film: Film) -> None:
    """Automatic rescue operation on battery: creep to the landing, open, stay open."""
    film.then(3.0, mode=Mode.EMERGENCY_POWER, codes=MAINS_LOST | EMERGENCY_POWER_BEGUN)
    if not film.frame.zone:
        film.creeps(2.0, film.scene.chance.uniform(5.0, 12.0))
    film.opens()
    film.then(0.5 + TRANSFER_S * film.frame.people, occupied=False, people=0)


def _mains_return(film: Film, back_ms: int) -> None:
    """Power returns; the car finds a landing, lets people out, and is back in service."""
    wait_s = max((back_ms - film.at_ms) / 1000, 0.3)
    film.then(wait_s, power=Power.MAINS, mode=Mode.NORMAL, codes=BACK_TO_NORMAL)
    film.then(3.0, codes=0, occupied=film.frame.people > 0)
    if film.scene.kind != Kind.ESCALATOR:
        if not film.frame.zone:
            film.creeps(2.0, film.scene.chance.uniform(4.0, 9.0))
        if film.frame.people > 0:
            film.leaves()
        elif not film.frame.closed:
            film.closes(2.0)
    film.idles()


def alarm_pressed(scene: Scene) -> Outcome:
    """Let somebody press the alarm button for some seconds without need; the car runs on."""
    until = scene.at_ms + round(scene.chance.uniform(2.0, 5.0) * 1000)
    truth = Happening(scene.slot, "alarm_pressed", scene.at_ms, until)
    return Outcome((truth,), alarm_ms=(scene.at_ms, until))


def door_open_moving(scene: Scene) -> Outcome:
    """Let the door-closed contact fall off for some seconds while the car runs."""
    film = Film.running_with_people(scene, _passengers(scene))
    film.then(0.3, closed=False, door=Door.AJAR, codes=SAFETY_CIRCUIT)
    since = film.at_ms
    film.then(scene.chance.uniform(2.0, 4.0), closed=True, door=Door.CLOSED, codes=0)
    truth = film.told("door_open_moving", since)
    film.stops(scene.chance.uniform(1.5, 3.0)).leaves().idles()
    return film.ends(truth)


def _passengers(scene: Scene) -> int:
    return 1 + int(scene.chance.poisson(0.6))


def silent(scene: Scene, *, minutes: float) -> Outcome:
    """Let the device send nothing for some minutes, whatever the car does."""
    until = scene.at_ms + round(minutes * 60_000)
    truth = Happening(scene.slot, "silent", scene.at_ms, until)
    return Outcome((truth,), mute_ms=(scene.at_ms, until))


def escalator_stopped(scene: Scene) -> Outcome:
    """Stop an escalator by its safety circuit for some minutes."""
    film = Film(scene, scene.at_ms, scene.shown, [])
    film.then(
        0.5,
        running=False,
        direction=0,
        speed_mm_s=0,
        codes=SAFETY_CIRCUIT,
        mode=Mode.OUT_OF_SERVICE,
    )
    since = film.at_ms
    film.then(scene.chance.uniform(300.0, 1200.0), codes=0, mode=Mode.NORMAL)
    return film.idles().ends(film.told("escalator_stopped", since))


def party(chance: np.random.Generator) -> int:
    """Return how many people an entrapment holds: 1 + Poisson(1.2), 96333 statistics."""
    return 1 + int(chance.poisson(1.2))
