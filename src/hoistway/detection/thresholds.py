"""Every number that decides, with unit and source, in one record handed to every kernel.

Never a global inside a kernel: numba would freeze it into the compiled code (a changed threshold
kept giving old results). [R8] is a deployed terminal's firmware, «2.4» the suggested detector of
the domain notes; both are practice, not law: a city may set its own numbers.

Example:
    >>> limits = thresholds(off_level_order_ms=20_000)
    >>> int(limits["off_level_order_ms"][0]), int(thresholds()["off_level_order_ms"][0])
    (20000, 30000)
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from hoistway.detection.batch import Records, code_bits


@dataclass(frozen=True, slots=True)
class Threshold:
    """One number: its name, value, unit, and where it comes from."""

    name: str
    value: int
    unit: str
    source: str


def mode_bits(modes: Iterable[int]) -> int:
    """Return the bit set of service modes (当前服务模式, GB/T 24476-2017 clause 9)."""
    bits = 0
    for mode in modes:
        bits |= 1 << mode
    return bits


TABLE: tuple[Threshold, ...] = (
    Threshold("off_level_suspect_ms", 10_000, "ms", "2.4 SUSPECT 10 s"),
    Threshold("off_level_order_ms", 30_000, "ms", "2.4 PROBABLE 30 s; [R8] 非平层关人 30 s"),
    Threshold(
        "at_level_evidence_ms", 45_000, "ms", "[R8] 平层关人 45 s, counted from the evidence"
    ),
    Threshold("at_level_variation_ms", 120_000, "ms", "2.4: 120 s + occupied variation"),
    Threshold(
        "at_level_flips",
        4,
        "count",
        "Chosen: the signal went and came back twice; once is a motion sensor's hold time",
    ),
    Threshold(
        "call_seen_ms",
        10_000,
        "ms",
        "Chosen: a car that is about to start holds a call for 1-3 s; a device cut off in that "
        "moment must not age into an alarm",
    ),
    Threshold("door_attempts", 2, "count", "2.4 repeated attempts; Chosen: one may be nudging"),
    Threshold(
        "motionless_ms",
        1_800_000,
        "ms",
        "Chosen: half an hour shut in without any change is a bag or a stuck sensor",
    ),
    Threshold(
        "vacant_ms",
        120_000,
        "ms",
        "Chosen: longer than a motion sensor's hold time and than a frightened person stands still",
    ),
    Threshold(
        "release_open_ms",
        30_000,
        "ms",
        "[R1] open-door fault 30 s; Chosen: doors that long open at a landing free anybody",
    ),
    Threshold("power_lost_ms", 10_000, "ms", "Chosen: dips and transfer switches pass within 10 s"),
    Threshold(
        "button_settle_ms",
        5_000,
        "ms",
        "EN 81-28 filter; Chosen: doors of an arriving car open within 5 s (GB/T 10058: 4.9 s)",
    ),
    Threshold("door_open_samples", 2, "count", "[R8] 开门走车: two samples in a row"),
    Threshold("delayed_ms", 180_000, "ms", "1.6 (D): stale after 180 s = three heartbeats"),
    Threshold("offline_ms", 3_600_000, "ms", "1.6 [R1]: offline alarm 1 h after the channel drops"),
    Threshold("own_gap_ms", 60_000, "ms", "Chosen: one heartbeat; nobody heard means we were deaf"),
    Threshold("skew_ms", 600_000, "ms", "Chosen: a device clock further ahead is not believed"),
    Threshold(
        "replay_ms", 600_000, "ms", "1.8: older than N minutes starts no rescue; Chosen N=10"
    ),
    Threshold(
        "gap_ms",
        90_000,
        "ms",
        "Chosen: heartbeat 60 s and half; longer gaps hide something or are a clock set forward",
    ),
    Threshold(
        "service_modes",
        mode_bits([0, 1, 5, 6, 7]),
        "modes",
        "2.4: never 检修 2, 消防 3, 4. Chosen: 0, 6 stay: a controller giving up says 停止服务",
    ),
    Threshold("at_level_modes", mode_bits([1, 5, 7]), "modes", "2.4 guard; to begin, 0 and 6 hold"),
    Threshold(
        "evidence_faults", code_bits([1, 2, 3, 4, 6, 7, 8]), "codes", "2.4 fault 1/2/3/4/6/7/8"
    ),
)

LIMITS = np.dtype([(threshold.name, "<i8") for threshold in TABLE])


def thresholds(**changes: int) -> Records:
    """Return the record of all thresholds, with the given ones changed.

    Raises: ValueError for a name that is not in `TABLE`.
    """
    unknown = sorted(set(changes) - {threshold.name for threshold in TABLE})
    if unknown:
        raise ValueError(f"No such threshold: {', '.join(unknown)}.")
    limits = np.zeros(1, LIMITS)
    for threshold in TABLE:
        limits[threshold.name] = changes.get(threshold.name, threshold.value)
    return limits
