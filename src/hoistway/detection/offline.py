"""设备长时间离线: an enrolled elevator that was heard of before is silent.

Delayed after 180 s, offline (an alarm) after 1 h. Silence is measured in the platform's receiving
time: when nobody at all was heard for over 60 s, we were deaf and the gap counts for nobody.
Source: telemetry-and-emergency 1.6 [R1] 1 h, (D) 180 s;
沪市监特种〔2020〕286号 附件2 三 2 持续在线.

Example:
    >>> from hoistway.detection.batch import samples
    >>> from hoistway.detection.engine import Engine
    >>> engine, pair = Engine(), samples(2)
    >>> engine.enrol([0, 1], [0, 0])
    >>> pair["slot"], pair["at_ms"], pair["received_ms"] = [0, 1], 100_000, 100_000
    >>> _ = engine.take(pair)
    >>> [int(word) for word in engine.presence(300_000)]  # nobody was heard: our own gap
    [1, 1]
"""

from hoistway.detection.batch import Record
from hoistway.detection.compiled import compiled
from hoistway.detection.state import ENROLLED, HEARD

KIND = 6

# presence
UNWATCHED, LIVE, DELAYED, OFFLINE = range(4)


@compiled
def receiving_ms(clock_ms: int, deaf_ms: int, now_ms: int, limits: Record) -> int:
    """Return the platform's receiving time at `now_ms`.

    `clock_ms` is the last receipt of anything, `deaf_ms` the sum of our own gaps until then.
    """
    if now_ms - clock_ms > limits["own_gap_ms"]:
        return clock_ms - deaf_ms
    return max(now_ms, clock_ms) - deaf_ms


@compiled
def begins(state: Record, silent_ms: int, limits: Record) -> bool:
    """Tell whether a watched elevator that was heard of has been silent for so long."""
    watched = HEARD | ENROLLED
    return state["marks"] & watched == watched and bool(silent_ms >= limits["offline_ms"])
