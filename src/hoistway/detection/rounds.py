"""The two rounds of compiled work: over the samples of a batch, and over the silent at a tick.

Example:
    >>> from hoistway.detection.alarm import ALARM
    >>> from hoistway.detection.batch import samples
    >>> from hoistway.detection.state import new_states
    >>> from hoistway.detection.thresholds import thresholds
    >>> platform, out = np.zeros(1, PLATFORM), np.zeros(MOST_PER_ELEVATOR, ALARM)
    >>> take_round(new_states(1), samples(3), 0, thresholds(), platform, out)
    3
    >>> int(platform["accepted"][0]), int(platform["duplicates"][0])
    (1, 2)
"""

import numpy as np

from hoistway.detection import (
    admission,
    alarm_button,
    car,
    door_open_moving,
    offline,
    power_lost,
)
from hoistway.detection import entrapment_at_level as at_level
from hoistway.detection import entrapment_off_level as off_level
from hoistway.detection.alarm import PHASE_BEGINS, PHASE_ENDS
from hoistway.detection.batch import ALARM_BUTTON_CODE, Record, Records
from hoistway.detection.compiled import BEGINS, ENDS, compiled
from hoistway.detection.state import FORWARDED, HEARD

PLATFORM = np.dtype(
    [
        (name, "<i8")
        for name in (
            "clock_ms",  # last receipt of anything
            "deaf_ms",  # sum of our own gaps
            "accepted",
            "duplicates",
            "late",
            "forwarded",
            "skewed",
            "refused",  # slots outside the memory
            "now_ms",  # of the alarm being written, as the three below
            "slot",
            "silent",
            "written",
        )
    ]
)
"""What the room knows of the platform itself, counters, and the pen that writes alarms."""

PEN = ("now_ms", "slot", "silent", "written")

MOST_PER_ELEVATOR = 6
"""Alarms that one sample or tick can cause for one elevator: one per kind."""


@compiled
def _write(
    state: Record, kind: int, verdict: int, began_ms: int, platform: Record, out: Records
) -> None:
    alarm = out[platform["written"]]
    alarm["slot"] = platform["slot"]
    alarm["kind"] = kind
    alarm["phase"] = PHASE_BEGINS if verdict == BEGINS else PHASE_ENDS
    alarm["evidence"] = platform["silent"]
    if kind == at_level.KIND and verdict == BEGINS:
        alarm["evidence"] |= state["evidence"]
        if state["evidence"] == 0:
            alarm["evidence"] |= at_level.VARIATION
    alarm["began_at_ms"] = began_ms
    alarm["detected_at_ms"] = platform["now_ms"]
    _write_car(state, alarm)
    state["open"] ^= 1 << kind
    platform["written"] += 1


@compiled
def _write_car(state: Record, alarm: Record) -> None:
    alarm["at_ms"] = state["at_ms"]
    alarm["codes"] = state["codes"]
    alarm["flags"] = state["flags"]
    alarm["floor"] = state["floor"]
    alarm["door"] = state["door"]
    alarm["service_mode"] = state["service_mode"]
    alarm["car_status"] = state["car_status"]
    alarm["people"] = state["people"]
    alarm["power"] = state["power"]
    alarm["flips"] = state["flips"]
    alarm["attempts"] = state["attempts"]


@compiled
def _say(
    state: Record,
    kind: int,
    verdict: int,
    instants: tuple[int, int],
    platform: Record,
    out: Records,
) -> None:
    if verdict == BEGINS and not state["marks"] & FORWARDED:
        _write(state, kind, BEGINS, instants[1], platform, out)
    elif verdict == ENDS:
        _write(state, kind, ENDS, instants[0], platform, out)


@compiled
def _judge(
    state: Record, pressed_before: bool, limits: Record, platform: Record, out: Records
) -> None:
    before = state["off_level_since_ms"]
    verdict = off_level.turn(state, limits)
    _say(
        state,
        off_level.KIND,
        verdict,
        (before, state["off_level_since_ms"]),
        platform,
        out,
    )
    before = state["shut_in_since_ms"]
    verdict = at_level.turn(state, limits)
    _say(state, at_level.KIND, verdict, (before, state["shut_in_since_ms"]), platform, out)
    before = state["power_lost_since_ms"]
    verdict = power_lost.turn(state, limits)
    _say(state, power_lost.KIND, verdict, (before, state["power_lost_since_ms"]), platform, out)
    before = state["button_since_ms"]
    verdict = alarm_button.turn(state, pressed_before, limits)
    _say(state, alarm_button.KIND, verdict, (before, state["button_since_ms"]), platform, out)
    before = state["door_moving_since_ms"]
    verdict = door_open_moving.turn(state, limits)
    _say(
        state,
        door_open_moving.KIND,
        verdict,
        (before, state["door_moving_since_ms"]),
        platform,
        out,
    )


@compiled
def _receive(sample: Record, limits: Record, platform: Record) -> int:
    """Move the platform's clock to the receipt and return its receiving time."""
    received_ms = sample["received_ms"]
    if received_ms > platform["clock_ms"]:
        gap_ms = received_ms - platform["clock_ms"]
        if platform["clock_ms"] and gap_ms > limits["own_gap_ms"]:
            platform["deaf_ms"] += gap_ms
        platform["clock_ms"] = received_ms
    return int(platform["clock_ms"] - platform["deaf_ms"])


@compiled
def _count(state: Record, sample: Record, limits: Record, platform: Record) -> int:
    verdict = admission.admitted(state, sample, limits)
    if verdict == admission.DUPLICATE:
        platform["duplicates"] += 1
    elif verdict == admission.LATE:
        platform["late"] += 1
    else:
        platform["accepted"] += 1
        platform["forwarded"] += admission.is_forwarded(sample, limits)
        platform["skewed"] += admission.is_skewed(sample, limits)
    return verdict


@compiled
def _take_one(
    state: Record, sample: Record, limits: Record, platform: Record, out: Records
) -> None:
    heard_ms = _receive(sample, limits, platform)
    if _count(state, sample, limits, platform) != admission.ACCEPTED:
        return
    platform["now_ms"] = sample["received_ms"]
    last_ms = state["at_ms"]
    pressed_before = state["codes"] & ALARM_BUTTON_CODE != 0
    at_ms = admission.stamp(state, sample, heard_ms, limits)
    car.follow(state, sample, at_ms - last_ms, limits)
    if state["open"] & 1 << offline.KIND:
        _write(state, offline.KIND, ENDS, last_ms, platform, out)
    _judge(state, pressed_before, limits, platform, out)


@compiled
def take_round(
    states: Records,
    batch: Records,
    start: int,
    thresholds: Records,
    platforms: Records,
    out: Records,
) -> int:
    """Judge the samples from `start` on and return where it stopped for want of paper."""
    limits, platform = thresholds[0], platforms[0]
    for index in range(start, len(batch)):
        if platform["written"] + MOST_PER_ELEVATOR > len(out):
            return index
        slot = batch[index]["slot"]
        if slot < len(states):
            platform["slot"] = slot
            _take_one(states[slot], batch[index], limits, platform, out)
        else:
            platform["refused"] += 1
    return len(batch)


@compiled
def _age_one(state: Record, silent_ms: int, limits: Record, platform: Record, out: Records) -> None:
    at_ms, is_open = state["at_ms"] + silent_ms, state["open"]
    if not state["marks"] & FORWARDED:
        if not is_open & 1 << off_level.KIND and off_level.begins(state, at_ms, limits):
            _write(state, off_level.KIND, BEGINS, state["off_level_since_ms"], platform, out)
        if not is_open & 1 << at_level.KIND and at_level.begins(state, at_ms, limits):
            _write(state, at_level.KIND, BEGINS, state["shut_in_since_ms"], platform, out)
        if not is_open & 1 << power_lost.KIND and power_lost.begins(state, at_ms, limits):
            _write(state, power_lost.KIND, BEGINS, state["power_lost_since_ms"], platform, out)
        if not is_open & 1 << alarm_button.KIND and alarm_button.begins(state, at_ms, limits):
            _write(state, alarm_button.KIND, BEGINS, state["button_since_ms"], platform, out)
    if not is_open & 1 << offline.KIND and offline.begins(state, silent_ms, limits):
        _write(state, offline.KIND, BEGINS, state["at_ms"], platform, out)


@compiled
def tick_round(
    states: Records, now_ms: int, start: int, thresholds: Records, platforms: Records, out: Records
) -> int:
    """Age the silent elevators from slot `start` on and return where it stopped."""
    limits, platform = thresholds[0], platforms[0]
    clock_ms, deaf_ms = platform["clock_ms"], platform["deaf_ms"]
    heard_now_ms = offline.receiving_ms(clock_ms, deaf_ms, now_ms, limits)
    platform["now_ms"], platform["silent"] = now_ms, at_level.SILENT
    for slot in range(start, len(states)):
        if platform["written"] + MOST_PER_ELEVATOR > len(out):
            return slot
        state = states[slot]
        if state["marks"] & HEARD:
            platform["slot"] = slot
            _age_one(state, heard_now_ms - state["heard_ms"], limits, platform, out)
    return len(states)
