from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoistway.detection.batch import (
    CALL_PENDING,
    DOOR_CLOSED,
    DOOR_ZONE,
    HEARTBEAT,
    OCCUPIED,
    REPLAYED,
    SAMPLE,
    code_bits,
)
from hoistway.telemetry.rules.complaints import Unfit
from hoistway.telemetry.rules.wire import Arrival, Listed, anybody, read_lines, read_sample
from hoistway.telemetry.vocabulary import RefusedReason, Signal
from tests.telemetry.malformed import SPOILS, good_sample, line, malformed

NOON = datetime(2026, 11, 22, 4, 0, 0, 250_000, tzinfo=UTC)
NOON_MS = 1_795_320_000_250
LIFT, ESCALATOR, DUMBWAITER = "31103101042015060001", "33003101042015060001", "34003101042015060001"
REGISTER = {
    LIFT: Listed(slot=7, kind=0, firm_id=1, use_unit_id=2),
    ESCALATOR: Listed(slot=8, kind=1, firm_id=1, use_unit_id=2),
    DUMBWAITER: Listed(slot=9, kind=2, firm_id=1, use_unit_id=2),
}
ARRIVAL = Arrival(received_ms=NOON_MS + 40, source=3, register=REGISTER, may_speak_for=anybody)


def _record(payload: bytes, arrival: Arrival = ARRIVAL) -> np.void:
    record = read_sample(payload=payload, arrival=arrival)
    assert isinstance(record, bytes), record
    return np.frombuffer(record, SAMPLE)[0]


def _reason(payload: bytes, arrival: Arrival = ARRIVAL) -> RefusedReason:
    unfit = read_sample(payload=payload, arrival=arrival)
    assert isinstance(unfit, Unfit)
    return unfit.reason


def _lift(**changes: object) -> bytes:
    return line(good_sample(elevator=LIFT, at=NOON, **changes))


def test_documented_sample_becomes_one_record() -> None:
    record = _record(_lift(people=2, speed_mps=-1.25, codes=[4, 41, 90], power="battery"))

    assert dict(zip(SAMPLE.names or (), record.tolist(), strict=True)) == {
        "slot": 7, "flags": DOOR_ZONE | DOOR_CLOSED, "floor": 3, "at_ms": NOON_MS,
        "received_ms": NOON_MS + 40, "seq": 123, "codes": code_bits([4, 41, 90]),
        "service_mode": 1, "car_status": 0, "direction": 0, "door": 2, "speed_mm_s": -1250,
        "people": 2, "power": 2, "source": 3, "kind": 0, "pad": 0,
    }  # fmt: skip


def test_every_documented_field_is_a_word_of_the_vocabulary() -> None:
    assert {str(signal) for signal in Signal} == set(good_sample(elevator=LIFT, at=NOON))


def test_fields_that_may_be_left_out_mean_unknown_or_no() -> None:
    sample = good_sample(elevator=LIFT, at=NOON)
    optional = ("door", "call_pending", "speed_mps", "people", "power", "codes", "heartbeat")
    for name in optional:
        del sample[name]

    record = _record(line(sample))

    assert (record["door"], record["people"], record["power"], record["codes"]) == (0, 255, 0, 0)


@pytest.mark.parametrize(
    ("name", "flag"),
    [("occupied", OCCUPIED), ("call_pending", CALL_PENDING), ("heartbeat", HEARTBEAT)],
)
def test_each_boolean_sets_its_flag(name: str, flag: int) -> None:
    assert _record(_lift(**{name: True}))["flags"] == DOOR_ZONE | DOOR_CLOSED | flag


def test_open_doors_outside_the_zone_set_no_flag() -> None:
    assert _record(_lift(door_zone=False, door_closed=False))["flags"] == 0


def test_escalator_reports_by_its_own_schema_and_its_unknown_mode_is_ours() -> None:
    sample = {
        "schema": "escalator.status/1", "elevator": ESCALATOR, "at": "2026-11-22T12:00:00.25+08:00",
        "seq": 1, "service_mode": 3, "car_status": 1, "direction": 1, "codes": [2],
    }  # fmt: skip

    record = _record(line(sample))

    assert (record["slot"], record["kind"], record["service_mode"]) == (8, 1, 7)
    assert (record["at_ms"], record["codes"]) == (NOON_MS, 4)
    assert _reason(line(sample | {"codes": [90]})) is RefusedReason.OUT_OF_RANGE
    assert _reason(line(sample | {"occupied": True})) is RefusedReason.UNKNOWN_FIELD
    assert _reason(line(sample | {"elevator": LIFT})) is RefusedReason.WRONG_SCHEMA


def test_lift_schema_is_refused_for_an_escalator_and_right_for_a_dumbwaiter() -> None:
    assert _reason(line(good_sample(elevator=ESCALATOR, at=NOON))) is RefusedReason.WRONG_SCHEMA
    assert _record(line(good_sample(elevator=DUMBWAITER, at=NOON)))["kind"] == 2


@pytest.mark.parametrize(
    ("age", "reason"),
    [
        (timedelta(milliseconds=-600_040), None),
        (timedelta(milliseconds=-600_041), RefusedReason.FUTURE),
        (timedelta(days=7, milliseconds=-40), None),
        (timedelta(days=7, milliseconds=-39), RefusedReason.ANCIENT),
    ],
)
def test_instants_are_believed_within_their_edges(
    age: timedelta, reason: RefusedReason | None
) -> None:
    at = (NOON - age).replace()
    payload = line(good_sample(elevator=LIFT, at=at))

    if reason is None:
        assert isinstance(read_sample(payload=payload, arrival=ARRIVAL), bytes)
    else:
        assert _reason(payload) is reason


@pytest.mark.parametrize(("age_ms", "replayed"), [(600_000, 0), (600_001, REPLAYED)])
def test_sample_older_than_ten_minutes_counts_as_replayed(age_ms: int, replayed: int) -> None:
    arrival = replace(ARRIVAL, received_ms=NOON_MS + age_ms)

    assert _record(_lift(), arrival)["flags"] & REPLAYED == replayed


def test_source_speaks_only_for_its_own_elevators() -> None:
    arrival = replace(ARRIVAL, may_speak_for=lambda _number, listed: listed.slot == 8)

    assert _reason(_lift(), arrival) is RefusedReason.FOREIGN_ELEVATOR


def test_field_given_twice_is_refused_also_when_one_name_is_escaped() -> None:
    payload = _lift()

    assert _reason(payload[:-1] + b',"seq":123}') is RefusedReason.DUPLICATE_FIELD
    assert _reason(payload[:-1] + b',"s\\u0065q":123}') is RefusedReason.DUPLICATE_FIELD
    assert _record(payload.replace(b'"seq"', b'"s\\u0065q"'))["seq"] == 123


def test_payload_may_have_4096_bytes_and_not_one_more() -> None:
    payload = _lift()
    padded = payload[:-1] + b" " * (4096 - len(payload)) + b"}"

    assert _record(padded)["slot"] == 7
    assert _reason(padded[:-1] + b" }") is RefusedReason.TOO_LARGE


@pytest.mark.parametrize("seed", range(4))
def test_of_a_thousand_malformed_payloads_none_is_accepted_and_each_has_a_reason(
    seed: int,
) -> None:
    reasons = set()
    for payload in malformed(count=1000, seed=seed, elevator=LIFT, at=NOON):
        unfit = read_sample(payload=payload, arrival=ARRIVAL)
        assert isinstance(unfit, Unfit), payload
        assert unfit.sentence.endswith(".") or len(unfit.sentence) == 300, payload
        reasons.add(unfit.reason)

    assert len(SPOILS) >= 20
    assert reasons >= {
        RefusedReason.TOO_LARGE, RefusedReason.NOT_UTF8, RefusedReason.NOT_JSON,
        RefusedReason.NOT_AN_OBJECT, RefusedReason.DUPLICATE_FIELD, RefusedReason.UNKNOWN_SCHEMA,
        RefusedReason.MISSING_FIELD, RefusedReason.UNKNOWN_FIELD, RefusedReason.WRONG_TYPE,
        RefusedReason.OUT_OF_RANGE, RefusedReason.BAD_INSTANT, RefusedReason.FUTURE,
        RefusedReason.ANCIENT, RefusedReason.UNKNOWN_ELEVATOR,
    }  # fmt: skip


@given(st.binary(max_size=300))
def test_bytes_by_chance_are_refused_with_a_reason(payload: bytes) -> None:
    assert isinstance(read_sample(payload=payload, arrival=ARRIVAL), Unfit)


@given(
    seq=st.integers(0, 2**63 - 1), floor=st.integers(0, 300), mode=st.integers(0, 7),
    people=st.none() | st.integers(0, 254), speed=st.floats(-20, 20),
    codes=st.lists(st.sampled_from([0, 1, 8, 40, 47, 90]), max_size=6),
)  # fmt: skip
def test_every_value_within_its_range_comes_through(
    seq: int, floor: int, mode: int, people: int | None, speed: float, codes: list[int]
) -> None:
    record = _record(
        _lift(seq=seq, floor=floor, service_mode=mode, people=people, speed_mps=speed, codes=codes)
    )

    assert (record["seq"], record["floor"], record["service_mode"]) == (seq, floor, mode)
    assert record["people"] == (255 if people is None else people)
    assert abs(int(record["speed_mm_s"]) - speed * 1000) <= 0.5
    assert record["codes"] == code_bits(codes)


def test_bad_line_does_not_spoil_its_neighbours() -> None:
    body = b"\n".join([_lift(seq=1), b"", b"{", _lift(seq=2) + b"\r", b"\xff"]) + b"\n"

    reading = read_lines(body=body, arrival=ARRIVAL)

    assert reading.accepted == 2
    assert np.frombuffer(reading.records, SAMPLE)["seq"].tolist() == [1, 2]
    assert [(bad.line, bad.unfit.reason) for bad in reading.unfit] == [
        (3, RefusedReason.NOT_JSON), (5, RefusedReason.NOT_UTF8),
    ]  # fmt: skip
