"""One message of the log: a header of 32 bytes, then sample records; a spoilt frame is refused.

Header, little endian: magic `HWT1`, version u2, record size u2, count u4, ingest instant i8 (ms),
CRC-32 u4 (of the header before it and of all records), 8 bytes reserved as zero.
"""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

from hoistway.detection.batch import SAMPLE
from hoistway.foundation.refusal import Refusal

MAGIC = b"HWT1"
VERSION = 1
RECORDS_PER_FRAME = 8_192
"""Chosen: 393 KiB, below the 1 MiB that nats-server takes by default."""

_HEAD = struct.Struct("<4sHHIq")
_HEADER = struct.Struct("<4sHHIqIQ")


class SpoiltFrame(Refusal):
    """Raised when a message of the log is not a frame of ours or has changed since."""

    code = "spoilt_frame"
    zh = "日志报文损坏：{fault}。"
    en = "A message of the log is spoilt: {fault}."


def frame_of(*, records: bytes | NDArray[np.void], ingest_ms: int) -> bytes:
    """Return the frame that holds these sample records."""
    body = records if isinstance(records, bytes) else records.tobytes()
    head = _HEAD.pack(MAGIC, VERSION, SAMPLE.itemsize, len(body) // SAMPLE.itemsize, ingest_ms)
    return head + struct.pack("<IQ", zlib.crc32(body, zlib.crc32(head)), 0) + body


def records_in(*, frame: bytes) -> tuple[NDArray[np.void], int]:
    """Return the records of a frame and its ingest instant in milliseconds.

    Raises: SpoiltFrame.
    """
    if len(frame) < _HEADER.size:
        raise SpoiltFrame(fault=f"{len(frame)} bytes are shorter than the header")
    magic, version, size, count, ingest_ms, crc, _ = _HEADER.unpack_from(frame)
    body = frame[_HEADER.size :]
    if (magic, version, size) != (MAGIC, VERSION, SAMPLE.itemsize):
        raise SpoiltFrame(fault=f"header {magic!r} version {version} record size {size}")
    if len(body) != size * count:
        raise SpoiltFrame(fault=f"{count} records announced, {len(body)} bytes found")
    if zlib.crc32(body, zlib.crc32(frame[: _HEAD.size])) != crc:
        raise SpoiltFrame(fault="the checksum differs")
    return np.frombuffer(body, SAMPLE), ingest_ms
