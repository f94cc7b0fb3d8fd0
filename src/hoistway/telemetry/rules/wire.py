"""One JSON object → one sample record, or the reason why not in a whole sentence.

The value ranges are those of GB/T 24476-2017 clause 9 and 11; the form is the house's
`lift.status/1` and `escalator.status/1`. Lines of a body are judged one by one: a bad line
never spoils its neighbours.
"""

import struct
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal, NamedTuple

import msgspec
from msgspec import UNSET, Meta, UnsetType

from hoistway.detection.batch import (
    CALL_PENDING,
    CODES,
    DOOR_CLOSED,
    DOOR_ZONE,
    ESCALATOR,
    HEARTBEAT,
    OCCUPIED,
    PEOPLE_UNKNOWN,
    REPLAYED,
    code_bits,
)
from hoistway.telemetry.rules.complaints import Unfit, field_given_twice, why_unfit
from hoistway.telemetry.vocabulary import Power, RefusedReason

LARGEST_PAYLOAD = 4_096
"""Bytes of one sample. Chosen: ten times an ordinary one."""

FUTURE_MS = 600_000
"""Chosen: clocks of devices differ by minutes; a sample 10 min ahead of receipt is not believed."""

ANCIENT_MS = 7 * 86_400_000
"""Chosen: devices store and forward for a week at most."""

REPLAYED_MS = 600_000
"""Chosen: what is older than 10 min at receipt is recorded but starts no rescue."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_RECORD = struct.Struct("<IHhqqQIBBBBhBBHBB")
_BITS = {code: code_bits([code]) for code in (0, *CODES)}
_POWER = {str(term): term.number for term in Power}
_ESCALATOR_MODE_UNKNOWN, _MODE_UNKNOWN = 3, 7
_ALARM_BUTTON = 90

_Instant = Annotated[datetime, Meta(tz=True)]
_Seq = Annotated[int, Meta(ge=0, le=2**63 - 1)]
_Number = Annotated[str, Meta(min_length=1, max_length=32)]
_Speed = Annotated[float, Meta(ge=-20, le=20)]
_Code = Annotated[int, Meta(ge=0, le=90)]
_Codes = Annotated[tuple[_Code, ...], Meta(max_length=18)]
_PowerName = Literal["mains", "battery", "off", "unknown"]


class _Status(msgspec.Struct, forbid_unknown_fields=True, tag_field="schema", kw_only=True):
    elevator: _Number
    at: _Instant
    seq: _Seq
    car_status: Annotated[int, Meta(ge=0, le=1)]
    direction: Annotated[int, Meta(ge=0, le=2)]
    speed_mps: _Speed | UnsetType | None = UNSET
    power: _PowerName | UnsetType | None = UNSET
    codes: _Codes | UnsetType = UNSET
    heartbeat: bool | UnsetType = UNSET


class _LiftStatus(_Status, tag="lift.status/1", kw_only=True):
    service_mode: Annotated[int, Meta(ge=0, le=7)]
    door_zone: bool
    floor: Annotated[int, Meta(ge=0, le=300)]
    door_closed: bool
    occupied: bool
    door: Annotated[int, Meta(ge=0, le=6)] | UnsetType = UNSET
    call_pending: bool | UnsetType = UNSET
    people: Annotated[int, Meta(ge=0, le=254)] | UnsetType | None = UNSET


class _EscalatorStatus(_Status, tag="escalator.status/1", kw_only=True):
    service_mode: Annotated[int, Meta(ge=0, le=3)]


_decoder: msgspec.json.Decoder[_LiftStatus | _EscalatorStatus] = msgspec.json.Decoder(
    _LiftStatus | _EscalatorStatus
)
_REQUIRED = {_LiftStatus: 11, _EscalatorStatus: 7}  # keys, `schema` included
_OPTIONAL = {
    _LiftStatus: ("speed_mps", "power", "codes", "heartbeat", "door", "call_pending", "people"),
    _EscalatorStatus: ("speed_mps", "power", "codes", "heartbeat"),
}


class Listed(NamedTuple):
    """An elevator of the register, as far as intake must know it."""

    slot: int
    kind: int
    firm_id: int
    use_unit_id: int
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """When and by whom samples are brought, and which elevators this source may speak for."""

    received_ms: int
    source: int
    register: Mapping[str, Listed]
    may_speak_for: Callable[[str, Listed], bool]


def anybody(_register_number: str, _listed: Listed) -> bool:
    """Let a source speak for every registered elevator."""
    return True


def read_sample(*, payload: bytes, arrival: Arrival) -> bytes | Unfit:
    """Return the 48-byte record (`detection.batch.SAMPLE`) of one payload, or why it is unfit."""
    status = _decoded(payload)
    if isinstance(status, Unfit):
        return status
    listed = _listed(status, arrival)
    if isinstance(listed, Unfit):
        return listed
    at_ms = (status.at - _EPOCH) // _MILLISECOND
    age_ms = arrival.received_ms - at_ms
    if not -FUTURE_MS <= age_ms <= ANCIENT_MS:
        return _wrong_time(age_ms)
    return _wrong_code(status) or _record(status, listed, at_ms, arrival)


def _decoded(payload: bytes) -> _LiftStatus | _EscalatorStatus | Unfit:
    if len(payload) > LARGEST_PAYLOAD:
        sentence = f"The sample has {len(payload)} bytes; {LARGEST_PAYLOAD} are allowed."
        return Unfit(reason=RefusedReason.TOO_LARGE, sentence=sentence)
    try:
        payload.decode("utf-8")
        status = _decoder.decode(payload)
    except (ValueError, RecursionError) as error:
        return why_unfit(error=error)
    if payload.count(b'"') != _quotes(status) or b"\\" in payload:
        twice = field_given_twice(payload=payload)
        if twice is not None:
            return twice
    return status


def _quotes(status: _LiftStatus | _EscalatorStatus) -> int:
    """Count the quotation marks of a payload in which no field is given twice."""
    given = [getattr(status, name) for name in _OPTIONAL[type(status)]]
    keys = _REQUIRED[type(status)] + sum(value is not UNSET for value in given)
    texts = 3 + isinstance(status.power, str)  # schema, elevator, at
    return 2 * (keys + texts)


def _listed(status: _LiftStatus | _EscalatorStatus, arrival: Arrival) -> Listed | Unfit:
    listed = arrival.register.get(status.elevator)
    if listed is None:
        sentence = f"No elevator with the register number {status.elevator!r} is registered."
        return Unfit(reason=RefusedReason.UNKNOWN_ELEVATOR, sentence=sentence)
    if not arrival.may_speak_for(status.elevator, listed):
        sentence = f"This source may not report for the elevator {status.elevator!r}."
        return Unfit(reason=RefusedReason.FOREIGN_ELEVATOR, sentence=sentence)
    if isinstance(status, _EscalatorStatus) != (listed.kind == ESCALATOR):
        right = "escalator.status/1" if listed.kind == ESCALATOR else "lift.status/1"
        sentence = f"The elevator {status.elevator!r} reports by the schema {right}."
        return Unfit(reason=RefusedReason.WRONG_SCHEMA, sentence=sentence)
    return listed


def _wrong_time(age_ms: int) -> Unfit:
    if age_ms < 0:
        sentence = f"The instant lies {-age_ms // 1000} s in the future; 600 s are allowed."
        return Unfit(reason=RefusedReason.FUTURE, sentence=sentence)
    sentence = f"The instant is {age_ms // 86_400_000} days old; 7 days are allowed."
    return Unfit(reason=RefusedReason.ANCIENT, sentence=sentence)


def _wrong_code(status: _LiftStatus | _EscalatorStatus) -> Unfit | None:
    for code in status.codes or ():
        if code not in _BITS:
            sentence = f"The code {code} is none of 0, 1-8, 40-47 and 90."
            return Unfit(reason=RefusedReason.OUT_OF_RANGE, sentence=sentence)
        if code == _ALARM_BUTTON and isinstance(status, _EscalatorStatus):
            sentence = "An escalator has no alarm button in a car; code 90 is a lift's."
            return Unfit(reason=RefusedReason.OUT_OF_RANGE, sentence=sentence)
    return None


def _record(
    status: _LiftStatus | _EscalatorStatus, listed: Listed, at_ms: int, arrival: Arrival
) -> bytes:
    flags = REPLAYED if arrival.received_ms - at_ms > REPLAYED_MS else 0
    flags |= HEARTBEAT if status.heartbeat is True else 0
    mode, floor, door, people = status.service_mode, 0, 0, PEOPLE_UNKNOWN
    if isinstance(status, _LiftStatus):
        flags |= (DOOR_ZONE if status.door_zone else 0) | (DOOR_CLOSED if status.door_closed else 0)
        flags |= OCCUPIED if status.occupied else 0
        flags |= CALL_PENDING if status.call_pending is True else 0
        floor, door = status.floor, status.door or 0
        people = status.people if isinstance(status.people, int) else PEOPLE_UNKNOWN
    elif mode == _ESCALATOR_MODE_UNKNOWN:
        mode = _MODE_UNKNOWN
    codes = 0
    for code in status.codes or ():
        codes |= _BITS[code]
    return _RECORD.pack(
        listed.slot, flags, floor, at_ms, arrival.received_ms, status.seq, codes,
        mode, status.car_status, status.direction, door,
        round((status.speed_mps or 0.0) * 1000), people, _POWER[status.power or "unknown"],
        arrival.source, listed.kind, 0,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfitLine:
    """A line of a body that was not let in; lines count from 1."""

    line: int
    unfit: Unfit
    payload: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What became of a body: the records of its fit lines, and the unfit ones.

    `words` are the lines whose message code nobody knows: taken, without that code.
    """

    records: bytes
    accepted: int
    unfit: list[UnfitLine]
    words: tuple[tuple[int, str], ...] = ()


def read_lines(*, body: bytes, arrival: Arrival) -> Reading:
    """Read a body of newline-delimited JSON; blank lines are passed over."""
    return read_rows(
        rows=lines_of(body=body),
        read=lambda payload: (read_sample(payload=payload, arrival=arrival), ()),
    )


def lines_of(*, body: bytes) -> list[tuple[int, bytes]]:
    """Return the lines of a body that are not blank, with their numbers from 1."""
    lines = enumerate(body.split(b"\n"), start=1)
    return [(number, line) for number, line in lines if line.strip()]


def read_rows(
    *, rows: Iterable[tuple[int, bytes]],
    read: Callable[[bytes], tuple[bytes | Unfit, tuple[str, ...]]],
) -> Reading:  # fmt: skip
    """Read numbered rows one by one: a bad one never spoils its neighbours."""
    records: list[bytes] = []
    unfit: list[UnfitLine] = []
    words: list[tuple[int, str]] = []
    for number, row in rows:
        result, strange = read(row)
        words += [(number, word) for word in strange]
        if isinstance(result, Unfit):
            unfit.append(UnfitLine(line=number, unfit=result, payload=row))
        else:
            records.append(result)
    return Reading(
        records=b"".join(records), accepted=len(records), unfit=unfit, words=tuple(words)
    )
