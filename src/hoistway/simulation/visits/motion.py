"""Samples of an elevator around a visit: worked on, or carrying passengers as ever."""

from random import Random

from hoistway.simulation.visits.cast import MINUTE_MS, Job

_HEARTBEAT_MS = 60_000
_OPEN, _SHUT = 4, 2


def samples_of(*, job: Job, chance: Random) -> list[dict[str, int]]:
    """Return the samples of the elevator from ten minutes before a visit to its end."""
    if not job.lift.monitored:
        return []
    first, last = job.begun_ms - 10 * MINUTE_MS, job.ended_ms
    rows = [_row(at, 1, 0, 0, _SHUT) for at in range(first, last, _HEARTBEAT_MS)]
    if job.on_site:
        rows += _worked(job, chance)
        busy = _mode_at(rows, chance, job)
        rows = busy
    else:
        rows += _traffic(first, last, chance.uniform(14, 60), chance)
    if chance.random() < 0.08:
        gap = chance.randint(first, last)
        rows = [row for row in rows if not gap <= row["at_ms"] < gap + 20 * MINUTE_MS]
    return sorted(rows, key=lambda row: row["at_ms"])


def _worked(job: Job, chance: Random) -> list[dict[str, int]]:
    rows = []
    for _ in range(chance.randint(2, 5)):
        at = chance.randint(job.begun_ms, job.ended_ms - MINUTE_MS)
        rows += [_row(at, 1, 0, 0, _OPEN), _row(at + 6_000, 1, 0, 0, _SHUT)]
    for _ in range(chance.randint(0, 3)):
        at = chance.randint(job.begun_ms, job.ended_ms - MINUTE_MS)
        rows += [_row(at, 1, 1, 4, _SHUT), _row(at + 20_000, 1, 0, 4, _SHUT)]
    return rows


def _mode_at(rows: list[dict[str, int]], chance: Random, job: Job) -> list[dict[str, int]]:
    """Put the elevator into inspection mode for a stretch of the visit."""
    length = int((job.ended_ms - job.begun_ms) * chance.uniform(0.25, 0.7))
    since = chance.randint(job.begun_ms, job.ended_ms - length)
    kept = [row for row in rows if not (since <= row["at_ms"] < since + length and row["flags"])]
    for row in kept:
        if since <= row["at_ms"] < since + length:
            row["service_mode"] = 2
    return [*kept, _row(since, 2, 0, 0, _SHUT)]


def _traffic(first: int, last: int, each_hour: float, chance: Random) -> list[dict[str, int]]:
    rows: list[dict[str, int]] = []
    at = float(first)
    while True:
        at += chance.expovariate(each_hour / 3_600_000)
        if at >= last:
            return rows
        start = int(at)
        rows += [
            _row(start, 1, 0, 4, _OPEN), _row(start + 5_000, 1, 1, 4, _SHUT),
            _row(start + 25_000, 1, 0, 4, _OPEN), _row(start + 32_000, 1, 0, 0, _SHUT),
        ]  # fmt: skip
        at += 33_000


def _row(at_ms: int, mode: int, running: int, flags: int, door: int) -> dict[str, int]:
    return {
        "at_ms": at_ms, "service_mode": mode, "car_status": running, "flags": flags, "door": door,
    }  # fmt: skip
