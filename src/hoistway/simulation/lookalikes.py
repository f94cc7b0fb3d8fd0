"""What only looks like trouble: nobody is ever trapped in these scenes."""

from collections.abc import Callable, Mapping
from functools import partial

from hoistway.simulation.film import Film, Outcome, Scene
from hoistway.simulation.signals import (
    BACK_TO_NORMAL,
    DOOR_CLOSING_FAULT,
    FIRE_RECALL_BEGUN,
    INSPECTION_BEGUN,
    MAINS_LOST,
    STOPPED_OUTSIDE_ZONE,
    Door,
    Mode,
    Power,
)


def guard_ride(scene: Scene) -> Outcome:
    """Let a guard ride up and down for minutes, looking out at each floor, never getting off."""
    draw, film = scene.chance, Film.soon(scene)
    film.boards(1)
    since = film.at_ms
    for _ in range(int(draw.integers(5, 10))):
        film.rides_to(film.random_floor()).opens().closes(draw.uniform(3.0, 20.0))
        if draw.random() < 0.3:
            film.then(draw.uniform(15.0, 45.0), call=True)  # Chosen: stands, writes, then presses.
    film.leaves()
    return film.idles().ends(film.told("guard_ride", since, people=1))


def goods_trolley(scene: Scene) -> Outcome:
    """Let a trolley hold the door for minutes, or stand in a parked car as if it were a person."""
    draw, film = scene.chance, Film.soon(scene)
    film.then(0.5, call=True).opens()
    since = film.at_ms
    film.then(2.0, occupied=True)
    if draw.random() < 0.5:
        film.then(30.0, codes=DOOR_CLOSING_FAULT)
        for _ in range(int(draw.integers(2, 8))):
            film.then(draw.uniform(4.0, 15.0), door=Door.CLOSING)
            film.then(0.8, door=Door.OPENING).then(1.0, door=Door.OPEN)
        film.then(3.0, codes=0)
    else:
        film.closes(3.0)
        film.then(draw.uniform(180.0, 600.0), call=True).opens()
    film.then(draw.uniform(4.0, 10.0), occupied=False).closes(2.0)
    return film.idles().ends(film.told("goods_trolley", since))


def dawdler(scene: Scene) -> Outcome:
    """Let a passenger stand in a parked, closed car for a while before pressing a button."""
    draw, film = scene.chance, Film.soon(scene)
    film.boards(1).then(0.3, call=False)
    since = film.at_ms
    film.then(draw.uniform(20.0, 90.0), call=True)
    film.rides_to(film.random_floor()).leaves()
    return film.idles().ends(film.told("dawdler", since, people=1))


def inspection(scene: Scene, *, signalled: bool) -> Outcome:
    """Let mechanics work on the car top: slow runs, stops between floors, doors ajar.

    Without the 检修 signal the first minutes look like ordinary service; the mechanics are seen in
    the car only for moments.
    """
    draw, film = scene.chance, Film.soon(scene)
    since = film.at_ms
    unsigned_s = 0.0 if signalled else draw.uniform(60.0, 240.0)
    if signalled:
        film.then(1.0, mode=Mode.INSPECTION, codes=INSPECTION_BEGUN)
    for _ in range(int(draw.integers(5, 12))):
        if film.frame.mode == Mode.NORMAL and film.at_ms - since > unsigned_s * 1000:
            film.then(1.0, mode=Mode.INSPECTION, codes=INSPECTION_BEGUN)
        film.then(draw.uniform(2.0, 5.0), running=True, direction=1, speed_mm_s=_CRAWL, zone=False)
        film.then(draw.uniform(3.0, 8.0), running=False, direction=0, speed_mm_s=0)
        if draw.random() < 0.4:
            film.then(draw.uniform(3.0, 10.0), occupied=True)
            film.then(draw.uniform(3.0, 8.0), occupied=False)
        film.then(draw.uniform(10.0, 60.0), door=Door.AJAR, closed=False)
        film.then(draw.uniform(5.0, 20.0), door=Door.CLOSED, closed=True)
    film.creeps(2.0, draw.uniform(5.0, 10.0)).recovers().idles()
    name = "inspection" if signalled else "inspection_unsigned"
    return film.ends(film.told(name, since))


_CRAWL = 250
"""Chosen: speed of inspection runs in mm/s, below the 0.63 m/s allowed by GB/T 7588.1."""


def empty_stop(scene: Scene) -> Outcome:
    """Stop an empty car between floors for some minutes (门区外停梯); nobody needs rescue."""
    draw, film = scene.chance, Film.soon(scene)
    film.departs().then(1.0, running=False, direction=0, speed_mm_s=0)
    since = film.at_ms
    film.then(3.0, codes=STOPPED_OUTSIDE_ZONE)
    film.then(draw.uniform(120.0, 900.0), codes=0)
    film.creeps(1.0, draw.uniform(4.0, 9.0)).recovers().idles()
    return film.ends(film.told("empty_stop", since))


def brief_stop(scene: Scene) -> Outcome:
    """Stop a car with people between floors, and let it go on within 20 seconds."""
    draw = scene.chance
    film = Film.running_with_people(scene, 1 + int(draw.poisson(0.6)))
    film.then(1.0, running=False, direction=0, speed_mm_s=0, call=True)
    since, people = film.at_ms, film.frame.people
    film.creeps(draw.uniform(3.0, 10.0), draw.uniform(3.0, 7.0)).opens()
    truth = film.told("brief_stop", since, people=people)
    return film.leaves().idles().ends(truth)


def power_dip(scene: Scene) -> Outcome:
    """Take the mains away for two seconds; a running car stops, levels and opens."""
    draw = scene.chance
    if draw.random() < 0.5:
        film = Film.soon(scene)
    else:
        film = Film.running_with_people(scene, 1 + int(draw.poisson(0.6)))
    film.then(1.0, running=False, direction=0, speed_mm_s=0)
    since, people = film.at_ms, film.frame.people
    film.then(0.3, power=Power.BATTERY, codes=MAINS_LOST)
    film.then(2.0, power=Power.MAINS, codes=BACK_TO_NORMAL).then(2.0, codes=0)
    if not film.frame.zone:
        film.creeps(0.5, draw.uniform(3.0, 7.0)).leaves()
    return film.idles().ends(film.told("power_dip", since, people=people))


def sensor_stuck(scene: Scene) -> Outcome:
    """Let the occupancy sensor show a person for hours."""
    until_ms = scene.at_ms + round(scene.chance.uniform(0.5, 3.0) * 3_600_000)
    film = Film(scene, scene.at_ms, scene.shown, [])
    film.at_ms = until_ms
    interval = (scene.at_ms, until_ms)
    return Outcome((film.told("sensor_stuck", scene.at_ms),), stuck_ms=interval)


def house_move(scene: Scene) -> Outcome:
    """Let movers hold the doors open for minutes, ride with the load, and hold them again."""
    draw, film = scene.chance, Film.soon(scene)
    film.then(0.5, call=True).opens()
    since = film.at_ms
    for _ in range(int(draw.integers(2, 5))):
        film.then(draw.uniform(5.0, 20.0), occupied=True, people=2)
        film.closes(draw.uniform(60.0, 240.0))
        film.rides_to(film.random_floor()).opens()
        film.then(draw.uniform(60.0, 180.0), occupied=False, people=0)
    film.closes(3.0)
    return film.idles().ends(film.told("house_move", since))


def fire_recall(scene: Scene) -> Outcome:
    """Recall the car to the main landing, where it stands open until the alarm is reset."""
    draw, film = scene.chance, Film.soon(scene)
    film.then(0.5, mode=Mode.FIRE_RECALL, codes=FIRE_RECALL_BEGUN)
    since = film.at_ms
    film.rides_to(scene.lobby).opens()
    film.closes(draw.uniform(180.0, 900.0)).recovers().idles()
    return film.ends(film.told("fire_recall", since))


STAGED: Mapping[str, Callable[[Scene], Outcome]] = {
    "guard_ride": guard_ride,
    "goods_trolley": goods_trolley,
    "dawdler": dawdler,
    "inspection": partial(inspection, signalled=True),
    "inspection_unsigned": partial(inspection, signalled=False),
    "empty_stop": empty_stop,
    "brief_stop": brief_stop,
    "power_dip": power_dip,
    "sensor_stuck": sensor_stuck,
    "house_move": house_move,
    "fire_recall": fire_recall,
}
"""The look-alikes by the name under which the truth tells them."""
