"""Samples as a firm's system would send them, judged by the reader of the intake itself."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import msgspec
import numpy as np

from hoistway.conformance.queries.asked import Asked
from hoistway.conformance.queries.mending import fault_of
from hoistway.conformance.rules.report import Judged, RowFault
from hoistway.conformance.rules.rows import Row
from hoistway.conformance.rules.telemetry import Expected, Heap, judged_samples
from hoistway.detection.batch import SAMPLE
from hoistway.telemetry.queries import feeds_of
from hoistway.telemetry.queries.reading import Listed, Reader, listed_elevators

USUAL_CADENCE_S = 60
"""Source: docs/integrate/telemetry.md: a heartbeat every 60 seconds."""


@dataclass(slots=True)
class _Heap:
    records: list[bytes] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    skews: list[int] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    words: Counter[str] = field(default_factory=Counter)


def examine_samples(*, rows: Iterable[Row], asked: Asked) -> Judged:
    """Return what would be refused of these rows, and what they say about their sender."""
    register = listed_elevators()
    reader = Reader(mapping=asked.mapping)
    heap, count = _Heap(), 0
    for row in rows:
        count += 1
        _take(row, heap, reader, register, asked)
    return judged_samples(
        rows=count, faults=heap.faults,
        heap=Heap(
            records=np.frombuffer(b"".join(heap.records), SAMPLE),
            row_numbers=np.array(heap.numbers, np.int64), skews_ms=np.array(heap.skews, np.int64),
        ),
        expected=Expected(
            elevators=_expected(asked, register), cadence_s=_cadence_s(asked), policy=asked.policy
        ),
        words=sorted(heap.words.items(), key=lambda pair: (-pair[1], pair[0])),
    )  # fmt: skip


def _take(row: Row, heap: _Heap, reader: Reader, register: dict[str, Listed], asked: Asked) -> None:
    raw, received = _received(row.raw)
    read = reader.read(
        payload=raw, received_ms=received, may_speak_for=_speaks(asked), register=register
    )
    heap.words.update(read.words)
    if read.unfit is not None:
        heap.faults.append(fault_of(row=row, unfit=read.unfit))
        return
    heap.records.append(read.record)
    heap.numbers.append(row.number)
    if received is not None:
        heap.skews.append(received - int(np.frombuffer(read.record, SAMPLE)["at_ms"][0]))


def _received(raw: bytes) -> tuple[bytes, int | None]:
    """Return a row without the instant at which it was sent, and that instant if it is told."""
    if b'"received_at"' not in raw:
        return raw, None
    try:
        told = msgspec.json.decode(raw)
        at = datetime.fromisoformat(told.pop("received_at"))
    except (ValueError, AttributeError, TypeError, KeyError, msgspec.MsgspecError):
        return raw, None
    if at.tzinfo is None:
        return raw, None
    return msgspec.json.encode(told), int(at.astimezone(UTC).timestamp() * 1000)


def _speaks(asked: Asked) -> Callable[[str, Listed], bool]:
    def may_speak_for(_number: str, listed: Listed) -> bool:
        own = (listed.firm_id, listed.use_unit_id)
        return asked.organisation_id is None or asked.organisation_id in own

    return may_speak_for


def _expected(asked: Asked, register: dict[str, Listed]) -> int:
    if asked.organisation_id is None:
        return 0
    return sum(one.firm_id == asked.organisation_id for one in register.values())


def _cadence_s(asked: Asked) -> int:
    if asked.organisation_id is None:
        return USUAL_CADENCE_S
    said = feeds_of(organisation_id=asked.organisation_id, now=asked.now)
    return max((one.seconds for one in said if one.revoked_at is None), default=USUAL_CADENCE_S)
