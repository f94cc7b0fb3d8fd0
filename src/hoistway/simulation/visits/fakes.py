"""How visits are faked: each trick changes an honest visit in its own way and nothing else."""

from collections.abc import Callable, Sequence
from random import Random

from hoistway.simulation.visits.cast import ITEMS, MINUTE_MS, Job

Trick = Callable[[Job, Sequence[Job], Random], bool]
"""Changes a visit; False where it cannot be done here (no earlier visit to copy from)."""


def _at_the_desk(job: Job, others: Sequence[Job], chance: Random) -> bool:
    far = chance.uniform(0.01, 0.08)
    job.longitude = job.lift.longitude + far * chance.choice([-1, 1])
    job.latitude = job.lift.latitude + far / 2
    job.on_site = False
    return True


def _in_a_rush(job: Job, others: Sequence[Job], chance: Random) -> bool:
    job.ended_ms = job.begun_ms + int(chance.uniform(2, 6) * MINUTE_MS)
    start = job.begun_ms + 30_000
    job.ticks = sorted(start + chance.randint(0, 45_000) for _ in range(ITEMS))
    job.photos = job.photos[:1]
    job.on_site = False
    return True


def _same_photo(job: Job, others: Sequence[Job], chance: Random) -> bool:
    source = [one for one in others if one.photos and one.lift is not job.lift]
    if not source:
        return False
    for photo in job.photos:
        old = chance.choice(chance.choice(source).photos)
        photo |= {"sha256": old["sha256"], "fingerprint": old["fingerprint"]}
    return True


def _saved_anew(job: Job, others: Sequence[Job], chance: Random) -> bool:
    source = [one for one in others if one.photos and not set(one.crew).isdisjoint(job.crew)]
    if not source:
        return False
    job.on_site = False
    for photo in job.photos:
        old = int(str(chance.choice(chance.choice(source).photos)["fingerprint"]), 16)
        photo["fingerprint"] = f"{old ^ (1 << chance.randrange(64)):016x}"
    return True


def _from_the_gallery(job: Job, others: Sequence[Job], chance: Random) -> bool:
    back = chance.randint(2, 60) * 24 * 60 * MINUTE_MS
    for photo in job.photos:
        photo["taken_ms"] = int(str(photo["taken_ms"])) - back
    return True


def _two_at_once(job: Job, others: Sequence[Job], chance: Random) -> bool:
    here = job.lift
    for other in others:
        apart = abs(other.lift.longitude - here.longitude) + abs(
            other.lift.latitude - here.latitude
        )
        if apart > 0.02 and not other.fake:
            job.crew = list(other.crew)
            shift = other.begun_ms + 8 * MINUTE_MS - job.begun_ms
            _move(job, shift)
            job.on_site = False
            return True
    return False


def _flies(job: Job, others: Sequence[Job], chance: Random) -> bool:
    for other in others:
        apart = abs(other.lift.longitude - job.lift.longitude)
        if apart > 0.08 and not other.fake:
            job.crew = list(other.crew)
            _move(job, other.ended_ms + chance.randint(10_000, 90_000) - job.begun_ms)
            return True
    return False


def _copied(job: Job, others: Sequence[Job], chance: Random) -> bool:
    before = [one for one in others if one.lift is job.lift and len(one.values) >= 3]
    if not before:
        return False
    job.values = dict(max(before, key=lambda one: one.begun_ms).values)
    return True


def _never_there(job: Job, others: Sequence[Job], chance: Random) -> bool:
    job.on_site = False
    return job.lift.monitored


def _set_back(job: Job, others: Sequence[Job], chance: Random) -> bool:
    job.offset_ms = -chance.randint(20, 300) * MINUTE_MS * chance.choice([1, 24])
    job.on_site = False
    return True


def _blind(job: Job, others: Sequence[Job], chance: Random) -> bool:
    job.longitude = job.latitude = None
    job.photos = []
    job.on_site = False
    job.ticks = sorted(job.ended_ms - chance.randint(5_000, 50_000) for _ in range(ITEMS))
    return True


def _move(job: Job, by_ms: int) -> None:
    job.begun_ms += by_ms
    job.ended_ms += by_ms
    job.ticks = [tick + by_ms for tick in job.ticks]
    for photo in job.photos:
        photo["taken_ms"] = int(str(photo["taken_ms"])) + by_ms


TRICKS: dict[str, Trick] = {
    "at_the_desk": _at_the_desk, "in_a_rush": _in_a_rush, "same_photo": _same_photo,
    "saved_anew": _saved_anew, "from_the_gallery": _from_the_gallery,
    "two_at_once": _two_at_once, "flies": _flies, "copied": _copied,
    "never_there": _never_there, "set_back": _set_back, "blind": _blind,
}  # fmt: skip
