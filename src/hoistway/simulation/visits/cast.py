"""Elevators and technicians of an invented firm, and how honest work looks."""

from dataclasses import dataclass, field
from random import Random

MINUTE_MS = 60_000
ITEMS = 31
MEASURED = ("A-1-05", "A-1-23", "A-1-29", "A-1-13")


@dataclass(slots=True)
class Lift:
    """An elevator with its place, whether it is monitored, and what is measured on it."""

    key: int
    longitude: float
    latitude: float
    monitored: bool
    values: dict[str, float]
    look: int
    visits: list["Job"] = field(default_factory=list)


@dataclass(slots=True)
class Job:
    """One visit as the phones reported it; milliseconds since the epoch."""

    key: int
    lift: Lift
    crew: list[int]
    begun_ms: int
    ended_ms: int
    offset_ms: int
    longitude: float | None
    latitude: float | None
    accuracy_m: float
    ticks: list[int]
    values: dict[str, str]
    photos: list[dict[str, object]]
    on_site: bool = True
    fake: str = ""


def lifts_of(*, count: int, chance: Random) -> list[Lift]:
    """Return elevators in clusters of a few, as estates have them."""
    found: list[Lift] = []
    while len(found) < count:
        east, north = chance.uniform(121.35, 121.60), chance.uniform(31.10, 31.35)
        for _ in range(chance.randint(1, 5)):
            found.append(
                Lift(
                    key=len(found) + 1, longitude=east + chance.gauss(0, 0.0003),
                    latitude=north + chance.gauss(0, 0.0003), monitored=chance.random() < 0.6,
                    values={
                        "A-1-05": chance.uniform(0.2, 0.7), "A-1-23": chance.uniform(1, 9),
                        "A-1-29": chance.uniform(7.2, 11), "A-1-13": chance.uniform(20, 80),
                    },
                    look=chance.getrandbits(64),
                )
            )  # fmt: skip
    return found[:count]


def picture(*, lift: Lift, at_ms: int, noise: float, chance: Random) -> dict[str, object]:
    """Return an honest photo: the same lobby seen anew, so that some bits stay.

    The noisier the world, the less a photo differs from the last one.
    """
    print_ = lift.look
    for _ in range(round(chance.randint(8, 30) / noise)):
        print_ ^= 1 << chance.randrange(64)
    return {
        "sha256": f"{chance.getrandbits(256):064x}", "fingerprint": f"{print_:016x}",
        "taken_ms": at_ms,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Errand:
    """Who is sent where and when."""

    key: int
    lift: Lift
    crew: list[int]
    begun_ms: int


def honest(*, errand: Errand, noise: float, chance: Random) -> Job:
    """Return an honest visit with the little faults that honest visits have."""
    key, lift, crew, begun_ms = errand.key, errand.lift, errand.crew, errand.begun_ms
    minutes = max(16.0, chance.gauss(38, 10))
    ended = begun_ms + int(minutes * MINUTE_MS)
    first, last = begun_ms + 2 * MINUTE_MS, ended - MINUTE_MS
    ticks = sorted(chance.randint(first, last) for _ in range(ITEMS))
    tail = chance.randint(0, 9)
    ticks[ITEMS - tail :] = [last - chance.randint(0, 30_000) for _ in range(tail)]
    accuracy = chance.choice([10.0, 20.0, 40.0, 150.0])
    off = noise * accuracy / 111_000 * chance.uniform(0, 1.6)
    lost = chance.random() < 0.04 * noise
    return Job(
        key=key, lift=lift, crew=crew, begun_ms=begun_ms, ended_ms=ended,
        offset_ms=int(chance.gauss(0, 4_000 * noise)) + (90_000 if chance.random() < 0.02 else 0),
        longitude=None if lost else lift.longitude + off,
        latitude=None if lost else lift.latitude + off / 2, accuracy_m=accuracy,
        ticks=sorted(ticks), values=measured(lift=lift, noise=noise, chance=chance),
        photos=[
            picture(lift=lift, at_ms=at, noise=noise, chance=chance)
            for at in (begun_ms - chance.randint(0, 4) * MINUTE_MS, (first + last) // 2)
        ],
    )  # fmt: skip


def measured(*, lift: Lift, noise: float, chance: Random) -> dict[str, str]:
    """Return values as a gauge shows them: about the same each time, seldom quite the same.

    The noisier the world, the more often the same by chance.
    """
    return {
        item: f"{value * chance.gauss(1, 0.06 / noise):.1f}"
        for item, value in lift.values.items()
        if chance.random() < 0.9
    }
