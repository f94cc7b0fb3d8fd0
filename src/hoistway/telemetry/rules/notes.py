"""Messages of the log that are no samples: alarms and counters that a platform reported itself.

Header, little endian: magic `HWN1`, CRC-32 of the body u4, ingest instant i8 (ms); the body is a
JSON list. Notes lie in the same log as samples, so that they are acknowledged and read alike.

Example:
    >>> note = CountersNote(slot=7, feed=1, at_ms=5, received_ms=6, values={"Lift_Mileage": 3})
    >>> notes_in(frame=note_frame(notes=[packed(note=note)], ingest_ms=9)) == [note]
    True
"""

import struct
import zlib

import msgspec

from hoistway.telemetry.rules.frames import SpoiltFrame

MAGIC = b"HWN1"
LARGEST_FRAME = 512 * 1024
"""Bytes of one message. Chosen: half of the 1 MiB that nats-server takes by default."""

_HEADER = struct.Struct("<4sIq")


class AlarmNote(msgspec.Struct, tag="alarm", tag_field="kind", kw_only=True, frozen=True):
    """One alarm as its sender told it, already known to be of an elevator of his.

    `entraps` and `fault` say what the mapping of that day made of its code.
    """

    slot: int
    feed: int
    organisation: int
    alarm_id: str
    channel: str
    code: str
    occurred_ms: int
    received_ms: int
    text: str = ""
    collected_ms: int | None = None
    details: dict[str, str] = {}
    entraps: bool = False
    fault: int | None = None
    floor: int | None = None
    mapping: str = ""


class CountersNote(msgspec.Struct, tag="counters", tag_field="kind", kw_only=True, frozen=True):
    """What the counters of one elevator stood at."""

    slot: int
    feed: int
    at_ms: int
    received_ms: int
    values: dict[str, float]


Note = AlarmNote | CountersNote

_decoder: msgspec.json.Decoder[list[Note]] = msgspec.json.Decoder(list[Note])


def packed(*, note: Note) -> bytes:
    """Return one note as it stands inside a frame."""
    return msgspec.json.encode(note)


def note_frame(*, notes: list[bytes], ingest_ms: int) -> bytes:
    """Return the message that holds these packed notes."""
    body = b"[" + b",".join(notes) + b"]"
    return _HEADER.pack(MAGIC, zlib.crc32(body), ingest_ms) + body


def holds_notes(*, frame: bytes) -> bool:
    """Return whether a message of the log holds notes."""
    return frame.startswith(MAGIC)


def notes_in(*, frame: bytes) -> list[Note]:
    """Return the notes of a message.

    Raises: SpoiltFrame.
    """
    if len(frame) < _HEADER.size:
        raise SpoiltFrame(fault=f"{len(frame)} bytes are shorter than the header")
    _, crc, _ = _HEADER.unpack_from(frame)
    body = frame[_HEADER.size :]
    if zlib.crc32(body) != crc:
        raise SpoiltFrame(fault="the checksum differs")
    try:
        return _decoder.decode(body)
    except (ValueError, msgspec.MsgspecError) as error:
        raise SpoiltFrame(fault=str(error)[:100]) from None
