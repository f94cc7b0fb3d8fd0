"""The history of all samples: a Delta table of sorted Parquet, each window written exactly once.

Measured on the prototype: 0.94 bytes a sample when sorted by (slot, at) with DELTA_BINARY_PACKED
and zstd, 10.6 unsorted, 117 in PostgreSQL with an index.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from deltalake import (
    ColumnProperties,
    CommitProperties,
    DeltaTable,
    PostCommitHookProperties,
    Transaction,
    WriterProperties,
    write_deltalake,
)
from numpy.typing import NDArray

APPLICATION = "hoistway.historian"
_DAY_MS = 86_400_000
_ROW_GROUP = 131_072  # Chosen: one elevator's hour lies in one or two groups.

_COLUMNS: dict[str, pa.DataType] = {
    "slot": pa.int32(), "flags": pa.int16(), "floor": pa.int16(), "at_ms": pa.int64(),
    "received_ms": pa.int64(), "seq": pa.int64(), "codes": pa.int32(), "service_mode": pa.int8(),
    "car_status": pa.int8(), "direction": pa.int8(), "door": pa.int8(), "speed_mm_s": pa.int16(),
    "people": pa.int16(), "power": pa.int8(), "source": pa.int32(), "kind": pa.int8(),
}  # fmt: skip
"""Delta has signed integers only; every value of a sample fits the signed type of this width."""

_PACKED = ("slot", "at_ms", "received_ms", "seq", "floor", "speed_mm_s")
_WRITER = WriterProperties(
    compression="ZSTD", compression_level=3, max_row_group_size=_ROW_GROUP,
    column_properties={
        name: ColumnProperties(dictionary_enabled=False, encoding="DELTA_BINARY_PACKED")
        for name in _PACKED
    },
)  # fmt: skip


def _table(folder: Path) -> DeltaTable | None:
    return DeltaTable(folder) if DeltaTable.is_deltatable(str(folder)) else None


def kept_sequence(*, folder: Path) -> int:
    """Return the last message of the log whose samples the history holds, 0 when empty."""
    table = _table(folder)
    return int(table.transaction_version(APPLICATION) or 0) if table else 0


def keep_window(*, folder: Path, samples: NDArray[np.void], sequence: int) -> None:
    """Append a window of samples and the sequence of its last message in one Delta commit.

    A window up to a sequence that is kept already is passed over, so that a repeated call after
    a crash writes nothing twice; a sample sent twice within the window stands once.
    """
    if sequence <= kept_sequence(folder=folder):
        return
    commit = CommitProperties(app_transactions=[Transaction(APPLICATION, sequence)])
    _append(folder, samples, commit)


def keep_invented(*, folder: Path, samples: NDArray[np.void]) -> None:
    """Append samples of a demo, which never stood in the log."""
    _append(folder, samples, CommitProperties())


def _append(folder: Path, samples: NDArray[np.void], commit: CommitProperties) -> None:
    order = np.lexsort((samples["seq"], samples["at_ms"], samples["slot"]))
    rows = samples[order]
    if len(rows):
        same = [rows[name][1:] == rows[name][:-1] for name in ("slot", "at_ms", "seq")]
        rows = rows[np.concatenate(([True], ~np.logical_and.reduce(same)))]
    write_deltalake(
        folder, _arrow(rows), mode="append", partition_by=["day"],
        writer_properties=_WRITER, commit_properties=commit,
        post_commithook_properties=PostCommitHookProperties(cleanup_expired_logs=True),
    )  # fmt: skip


def _arrow(rows: NDArray[np.void]) -> pa.Table:
    columns = {
        name: pa.array(np.ascontiguousarray(rows[name])).cast(kind, safe=False)
        for name, kind in _COLUMNS.items()
    }
    days = (rows["received_ms"] // _DAY_MS).astype(np.int32)
    return pa.table(columns | {"day": pa.array(days).cast(pa.date32())})


def read_window(
    *, folder: Path, slot: int, since: datetime, until: datetime
) -> list[dict[str, int]]:
    """Return the samples of one elevator received in `[since, until)`, by device time."""
    table = _table(folder)
    if table is None:
        return []
    first, last = (int(instant.timestamp() * 1000) for instant in (since, until))
    days = [pa.scalar(instant.astimezone(UTC).date()) for instant in (since, until)]
    wanted = (
        (pc.field("day") >= days[0]) & (pc.field("day") <= days[1])
        & (pc.field("slot") == slot)
        & (pc.field("received_ms") >= first) & (pc.field("received_ms") < last)
    )  # fmt: skip
    found = table.to_pyarrow_dataset().to_table(filter=wanted, columns=list(_COLUMNS))
    rows: list[dict[str, int]] = found.sort_by(
        [("at_ms", "ascending"), ("seq", "ascending")]
    ).to_pylist()
    return rows


def read_windows(
    *, folder: Path, windows: Sequence[tuple[int, datetime, datetime]]
) -> dict[int, list[dict[str, int]]]:
    """Return the samples of each slot received in one of its windows, by device time.

    `windows` are (slot, since, until); all are read in one pass over the files of their days.
    """
    table = _table(folder)
    if table is None or not windows:
        return {}
    first, last = min(w[1] for w in windows), max(w[2] for w in windows)
    wanted = (
        (pc.field("day") >= pa.scalar(first.astimezone(UTC).date()))
        & (pc.field("day") <= pa.scalar(last.astimezone(UTC).date()))
        & pc.field("slot").isin(sorted({slot for slot, _since, _until in windows}))
    )
    found = table.to_pyarrow_dataset().to_table(filter=wanted, columns=list(_COLUMNS))
    spans: dict[int, list[tuple[int, int]]] = {}
    for slot, since, until in windows:
        span = (int(since.timestamp() * 1000), int(until.timestamp() * 1000))
        spans.setdefault(slot, []).append(span)
    kept: dict[int, list[dict[str, int]]] = {}
    for row in found.sort_by([("at_ms", "ascending"), ("seq", "ascending")]).to_pylist():
        if any(since <= row["received_ms"] < until for since, until in spans[row["slot"]]):
            kept.setdefault(row["slot"], []).append(row)
    return kept


def forget_days(*, folder: Path, before: date) -> None:
    """Drop the whole days before one; the files go with the next `compact`, an hour later."""
    table = _table(folder)
    if table is not None and any(p["day"] < before.isoformat() for p in table.partitions()):
        table.delete(f"day < '{before.isoformat()}'")


def compact(*, folder: Path) -> None:
    """Join the small files of each day and drop those that nothing refers to any more."""
    table = _table(folder)
    if table is not None:
        table.optimize.compact(writer_properties=_WRITER)
        table.vacuum(retention_hours=1, enforce_retention_duration=False, dry_run=False)
