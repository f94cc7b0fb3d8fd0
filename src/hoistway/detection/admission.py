"""Which samples are news, and when they happened.

Dropped and counted: a repeated sequence number, and a sample older than what is known. Accepted:
a sequence that falls while the device's clock goes on (it rebooted), and a clock that was set back
or forward while the sequence goes on: then no time passes for the suspicions. A device clock more
than 10 minutes ahead is not believed; the platform's receipt counts instead.
Source: telemetry-and-emergency 1.8, rules for late, duplicate and out-of-order data.

Example:
    >>> from hoistway.detection.batch import samples
    >>> from hoistway.detection.thresholds import thresholds
    >>> sample = samples(1)[0]
    >>> sample["received_ms"], sample["at_ms"] = 5_000, 5_000 + 600_001
    >>> int(believed_ms(sample, thresholds()[0]))
    5000
"""

from hoistway.detection.batch import REPLAYED, Record
from hoistway.detection.compiled import compiled
from hoistway.detection.state import FORWARDED, HEARD, SKEWED, move_clock

ACCEPTED = 0
DUPLICATE = 1
LATE = 2


@compiled
def is_skewed(sample: Record, limits: Record) -> bool:
    """Tell whether the device's clock is too far ahead to be believed."""
    return bool(sample["at_ms"] - sample["received_ms"] > limits["skew_ms"])


@compiled
def is_forwarded(sample: Record, limits: Record) -> bool:
    """Tell whether the sample is too old at receipt to start a rescue."""
    age_ms = sample["received_ms"] - sample["at_ms"]
    return bool(sample["flags"] & REPLAYED or age_ms > limits["replay_ms"])


@compiled
def believed_ms(sample: Record, limits: Record) -> int:
    """Return the device's instant, or the receipt when its clock is not believed; at least 1."""
    if is_skewed(sample, limits):
        return int(max(sample["received_ms"], 1))
    return int(max(sample["at_ms"], 1))


@compiled
def is_newer(state: Record, sample: Record, limits: Record) -> bool:
    """Tell whether the device's own order puts the sample after the last one."""
    if sample["seq"] > state["seq"]:
        return not is_forwarded(sample, limits) or bool(sample["at_ms"] >= state["at_ms"])
    if state["marks"] & SKEWED and is_skewed(sample, limits):
        return bool(sample["at_ms"] > state["device_ms"])
    return bool(believed_ms(sample, limits) > state["at_ms"])


@compiled
def admitted(state: Record, sample: Record, limits: Record) -> int:
    """Return ACCEPTED, DUPLICATE or LATE."""
    if not state["marks"] & HEARD:
        return ACCEPTED
    if sample["seq"] == state["seq"]:
        return DUPLICATE
    return ACCEPTED if is_newer(state, sample, limits) else LATE


@compiled
def stamp(state: Record, sample: Record, heard_ms: int, limits: Record) -> int:
    """Write the sample's place in time into the state and return its believed instant."""
    at_ms = believed_ms(sample, limits)
    if state["marks"] & HEARD:
        step_ms = at_ms - state["at_ms"]
        excess_ms = step_ms - (heard_ms - state["heard_ms"])
        if step_ms < 0:
            move_clock(state, step_ms)
        elif excess_ms > limits["gap_ms"]:
            move_clock(state, excess_ms)
    state["seq"] = sample["seq"]
    state["at_ms"] = at_ms
    state["device_ms"] = sample["at_ms"]
    state["heard_ms"] = heard_ms
    state["marks"] &= ~(FORWARDED | SKEWED)
    if is_skewed(sample, limits):
        state["marks"] |= SKEWED
    if is_forwarded(sample, limits):
        state["marks"] |= FORWARDED
    return at_ms
