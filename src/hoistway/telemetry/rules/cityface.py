"""Alarms and counters in the form of Shanghai's interface, read into notes; and tokens.

Source: telemetry-and-emergency 1.4 (field names, values, resending each five minutes for an hour).
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

from hoistway.detection.batch import LIFT
from hoistway.telemetry.rules.complaints import why_unfit
from hoistway.telemetry.rules.mapped import UnfitError, floor_index, instant_of
from hoistway.telemetry.rules.mapping import CodeMapping, Instant
from hoistway.telemetry.rules.notes import AlarmNote, CountersNote
from hoistway.telemetry.rules.wire import ANCIENT_MS, FUTURE_MS, Listed
from hoistway.telemetry.vocabulary import RefusedReason

TOKEN_S = 7200
"""Chosen: two hours, as such tokens usually live; asking for a new one costs nothing."""

RESCUE_MS = 65 * 60_000
"""How late an alarm may come and still start a rescue. Source: 1.4, failures of the last hour are
sent again each five minutes; whoever was shut in then may still be."""

Form = TypeVar("Form")

CHANNELS = ("S01", "S02", "S03", "S04", "S05")

_FORM, _ZONE = "%Y-%m-%d %H:%M:%S", "+08:00"
_Word = Annotated[str, Meta(max_length=80)]
_Text = Annotated[str, Meta(max_length=500)]


class _Detail(msgspec.Struct, rename="camel"):
    param_code: _Word = ""
    param_value: str | float | bool | None = None


class _Alarm(msgspec.Struct, rename="camel"):
    alarm_id: Annotated[str, Meta(min_length=1, max_length=80)]
    occur_time: str
    failure_code: Annotated[str, Meta(min_length=1, max_length=20)] | int
    alarm_channel: _Word = "S04"
    event_desc: _Text | None = ""
    status_collect_time: str | None = None
    status_details: Annotated[list[_Detail], Meta(max_length=60)] | None = None


_Count = Annotated[float, Meta(ge=0, le=1e12)]


class _Counters(msgspec.Struct):
    Door_Open_Count: _Count | None = None
    Power_Consumption: _Count | None = None
    Total_Running_Time: _Count | None = None
    Present_Counter_Value: _Count | None = None
    Rope_Bend_Count: _Count | None = None
    Lift_Mileage: _Count | None = None
    Passenger_Counter: _Count | None = None


def alarm_in(
    *, row: Mapping[str, Any], listed: Listed, received_ms: int, mapping: CodeMapping,
    sender: tuple[int, int],
) -> AlarmNote:  # fmt: skip
    """Return the note of an alarm; `sender` is its feed and organisation. Raises: UnfitError."""
    told = _converted(row, _Alarm)
    if told.alarm_channel not in CHANNELS:
        sentence = f"`alarmChannel` is one of {', '.join(CHANNELS)}, not {told.alarm_channel!r}."
        raise UnfitError(RefusedReason.OUT_OF_RANGE, sentence)
    code = told.failure_code
    code = f"{code:02d}" if isinstance(code, int) else code.strip()
    occurred_ms = _ms(told.occur_time, "occurTime", received_ms)
    collected = told.status_collect_time
    entraps = code in mapping.failures.entrapment
    if entraps and listed.kind != LIFT:
        sentence = f"Nobody is shut in on an escalator, moving walk or dumbwaiter: code {code}."
        raise UnfitError(RefusedReason.OUT_OF_RANGE, sentence)
    details = {
        one.param_code: str(one.param_value)[:80]
        for one in told.status_details or []
        if one.param_code and one.param_value is not None
    }
    return AlarmNote(
        slot=listed.slot, feed=sender[0], organisation=sender[1], alarm_id=told.alarm_id,
        channel=told.alarm_channel, code=code, occurred_ms=occurred_ms, received_ms=received_ms,
        text=told.event_desc or "", details=details, entraps=entraps,
        fault=mapping.failures.faults.get(code), floor=_floor(details, listed),
        collected_ms=_ms(collected, "statusCollectTime", received_ms) if collected else None,
        mapping=mapping.label,
    )  # fmt: skip


def _floor(details: Mapping[str, str], listed: Listed) -> int | None:
    """Return the landing of a snapshot; an alarm is never refused because of it."""
    try:
        label = details.get("Car_Position", "")
        return floor_index(label=label, labels=listed.labels, field="Car_Position")
    except UnfitError:
        return None


def counters_in(
    *, row: Mapping[str, Any], listed: Listed, received_ms: int, feed_id: int
) -> CountersNote:
    """Return the note of counters. Raises: UnfitError."""
    told = msgspec.structs.asdict(_converted(row, _Counters))
    values = {name: value for name, value in told.items() if value is not None}
    if not values:
        sentence = f"None of the counters is told: {', '.join(told)}."
        raise UnfitError(RefusedReason.MISSING_FIELD, sentence)
    at_ms = _ms(row.get("samplingTime"), "samplingTime", received_ms)
    return CountersNote(
        slot=listed.slot, feed=feed_id, at_ms=at_ms, received_ms=received_ms, values=values
    )


def _converted(row: Mapping[str, Any], form: type[Form]) -> Form:
    try:
        return msgspec.convert(row, form)
    except msgspec.ValidationError as error:
        unfit = why_unfit(error=error)
        raise UnfitError(unfit.reason, unfit.sentence) from None


def _ms(value: object, field: str, received_ms: int) -> int:
    at = instant_of(value=value, instant=Instant(field=field, form=_FORM, zone=_ZONE))
    found = int(at.timestamp() * 1000)
    if found - received_ms > FUTURE_MS:
        sentence = f"`{field}` lies {(found - received_ms) // 1000} s in the future."
        raise UnfitError(RefusedReason.FUTURE, sentence)
    if received_ms - found > ANCIENT_MS:
        raise UnfitError(RefusedReason.ANCIENT, f"`{field}` is more than 7 days old.")
    return found


def starts_rescue(*, note: AlarmNote) -> bool:
    """Return whether an alarm calls for a rescue: it says so and is news.

    Example:
        >>> one = AlarmNote(slot=1, feed=1, organisation=1, alarm_id="a", channel="S04", code="09",
        ...                 occurred_ms=0, received_ms=RESCUE_MS, entraps=True)
        >>> starts_rescue(note=one)
        True
    """
    return note.entraps and note.received_ms - note.occurred_ms <= RESCUE_MS


def token_for(*, feed_id: int, key_hash: str, now_s: int) -> str:
    """Return a token that lives `TOKEN_S` seconds, or until the feed's key changes or ends.

    Example:
        >>> held = {7: "hash"}
        >>> feed_of_token(token=token_for(feed_id=7, key_hash="hash", now_s=0), now_s=7200,
        ...               key_hashes=held)
        7
    """
    told = f"{feed_id}.{now_s + TOKEN_S}"
    return f"t.{told}.{_seal(told, key_hash)}"


def feed_of_token(*, token: str, now_s: int, key_hashes: Mapping[int, str]) -> int | None:
    """Return whose token it is; None when it is forged, spent, or of a feed that has ended."""
    parts = token.split(".")
    if len(parts) != 4 or parts[0] != "t" or not (parts[1] + parts[2]).isdecimal():
        return None
    if len(parts[1]) > 12 or len(parts[2]) > 12 or int(parts[2]) < now_s:
        return None
    key_hash = key_hashes.get(int(parts[1]))
    if key_hash is None or not parts[3].isascii():
        return None
    sealed = _seal(f"{parts[1]}.{parts[2]}", key_hash)
    return int(parts[1]) if hmac.compare_digest(sealed, parts[3]) else None


def _seal(told: str, key_hash: str) -> str:
    digest = hmac.new(key_hash.encode(), told.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
