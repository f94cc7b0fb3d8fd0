"""Questions to the history that concern many elevators at once, answered by DuckDB.

Each question reads only the files and row groups that may hold an answer; memory is bounded, so a
city of 330,000 elevators is asked in the same way as a demo.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
from deltalake import DeltaTable
from pyarrow import parquet

from hoistway.telemetry.rules.movement import MovementPolicy
from hoistway.telemetry.rules.served import FloorDay

_MEMORY = "1GB"  # Chosen: a quarter of the smallest machine; what is larger goes to the disk.
_THREADS = 2  # Chosen: half of the smallest machine; pages and rescues keep the rest.
_SLOTS = 5_000
"""Elevators of one pass. Chosen: a day of a busy five thousand is sorted within the memory."""


def kept_until(*, folder: Path) -> int:
    """Return up to which instant of receipt (ms) the history has been written, 0 when empty."""
    if not DeltaTable.is_deltatable(str(folder)):
        return 0
    days = sorted(p["day"] for p in DeltaTable(folder).partitions())
    files = files_where(folder=folder, predicate=f"day = '{days[-1]}'") if days else []
    if not files:
        return 0
    with duck_beside(folder=folder) as duck:
        row = duck.execute("SELECT max(received_ms) FROM read_parquet($1)", [files]).fetchone()
    return int(row[0] or 0) if row else 0


def days_kept(*, folder: Path) -> list[date]:
    """Return the days (UTC, by receipt) of which the history holds samples, oldest first."""
    if not DeltaTable.is_deltatable(str(folder)):
        return []
    return sorted({date.fromisoformat(p["day"]) for p in DeltaTable(folder).partitions()})


_FLOORS = """
WITH lifts AS (
  SELECT slot, at_ms, seq, floor, door, car_status, (flags & 1) = 1 AS in_zone, service_mode
  FROM read_parquet($files)
  WHERE slot >= $first AND slot < $after AND kind = 0
), steps AS (
  SELECT *, lag(car_status) OVER (PARTITION BY slot ORDER BY at_ms, seq) AS before FROM lifts
)
SELECT slot,
  list_sort(list(DISTINCT floor) FILTER (door = 4 AND in_zone AND service_mode = 1)) AS floors,
  count(*) FILTER (car_status = 1 AND before = 0 AND service_mode = 1) AS runs
FROM steps GROUP BY slot ORDER BY slot
"""
# door 4: open (Shanghai Door_Status); a run begins where a standing car begins to run.


def floor_days(*, folder: Path, day: date) -> Iterator[FloorDay]:
    """Return for each lift of a day (UTC) where its doors stood open, and how often it ran."""
    files = files_where(folder=folder, predicate=f"day = '{day.isoformat()}'")
    if not files:
        return
    with duck_beside(folder=folder) as duck:
        bounds = duck.execute("SELECT min(slot), max(slot) FROM read_parquet($1)", [files])
        lowest, highest = bounds.fetchone() or (0, -1)
        for first in range(int(lowest), int(highest) + 1, _SLOTS):
            asked = {"files": files, "first": first, "after": first + _SLOTS}
            for slot, floors, runs in duck.execute(_FLOORS, asked).fetchall():
                yield FloorDay(slot=int(slot), floors=tuple(floors or ()), runs=int(runs))


def kept_floor_days(*, folder: Path, day: date, cache: Path) -> Iterator[FloorDay]:
    """Return the same for a day that is over, counted once and kept in a small file."""
    file = cache / f"{day.isoformat()}.parquet"
    if not file.exists():
        rows = list(floor_days(folder=folder, day=day))
        cache.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".new")
        parquet.write_table(pa.table({
            "slot": pa.array([row.slot for row in rows], pa.int32()),
            "floors": pa.array([list(row.floors) for row in rows], pa.list_(pa.int16())),
            "runs": pa.array([row.runs for row in rows], pa.int32()),
        }), fresh)  # fmt: skip
        fresh.replace(file)
    for batch in parquet.ParquetFile(file).iter_batches():
        for row in batch.to_pylist():
            yield FloorDay(slot=row["slot"], floors=tuple(row["floors"]), runs=row["runs"])


def forget_floor_days(*, before: date, cache: Path) -> None:
    """Drop the small files of days before one."""
    for file in cache.glob("*.parquet"):
        if file.stem < before.isoformat():
            file.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One run of an elevator: instants of the device in ms, floors, highest speed in mm/s."""

    slot: int
    began_ms: int
    ended_ms: int
    lowest: int
    highest: int
    speed_mm_s: int


_MOVES = """
WITH wanted AS (
  SELECT h.slot, h.at_ms, h.seq, h.floor, h.speed_mm_s FROM read_parquet($files) h
  JOIN still ON still.slot = h.slot AND h.at_ms >= still.since_ms
  WHERE h.received_ms >= $since AND h.received_ms < $until AND h.service_mode = 1
), steps AS (
  SELECT *, abs(speed_mm_s) >= $speed
    OR floor <> lag(floor, 1, floor) OVER by_time AS moving FROM wanted
  WINDOW by_time AS (PARTITION BY slot ORDER BY at_ms, seq)
), moved AS (
  SELECT *, at_ms - lag(at_ms) OVER (PARTITION BY slot ORDER BY at_ms, seq) AS gap
  FROM steps WHERE moving
), runs AS (
  SELECT *, sum(CASE WHEN gap IS NULL OR gap > $pause THEN 1 ELSE 0 END)
    OVER (PARTITION BY slot ORDER BY at_ms, seq ROWS UNBOUNDED PRECEDING) AS run FROM moved
)
SELECT slot, min(at_ms), max(at_ms), min(floor), max(floor), max(abs(speed_mm_s))
FROM runs GROUP BY slot, run ORDER BY slot, min(at_ms)
"""


def moves(
    *, folder: Path, still_since: Sequence[tuple[int, int]], since_ms: int, until_ms: int,
    policy: MovementPolicy,
) -> list[Move]:  # fmt: skip
    """Return the runs in normal service of these elevators received in `[since, until)`.

    `still_since` are pairs of slot and the instant (ms) from which it should stand still.
    """
    first, last = (datetime.fromtimestamp(ms / 1000, UTC).date() for ms in (since_ms, until_ms))
    days = f"day >= '{first.isoformat()}' AND day <= '{last.isoformat()}'"
    files = files_where(
        folder=folder,
        predicate=f"{days} AND received_ms >= {since_ms} AND received_ms < {until_ms}",
    )
    if not files or not still_since:
        return []
    with duck_beside(folder=folder) as duck:
        duck.register("still", _pairs(still_since))
        asked = {
            "files": files, "since": since_ms, "until": until_ms,
            "speed": policy.speed_mm_s, "pause": policy.pause_ms,
        }  # fmt: skip
        rows = duck.execute(_MOVES, asked).fetchall()
    return [
        Move(slot=a, began_ms=b, ended_ms=c, lowest=d, highest=e, speed_mm_s=f)
        for a, b, c, d, e, f in rows
    ]


def _pairs(pairs: Iterable[tuple[int, int]]) -> pa.Table:
    slots, since = zip(*pairs, strict=True)
    return pa.table({
        "slot": pa.array(slots, pa.int32()), "since_ms": pa.array(since, pa.int64())
    })  # fmt: skip


def files_where(*, folder: Path, predicate: str) -> list[str]:
    """Return the files of the history that may hold what is asked for."""
    if not DeltaTable.is_deltatable(str(folder)):
        return []
    return list(DeltaTable(folder).file_uris(file_pruning_predicate=predicate))


@contextmanager
def duck_beside(*, folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database in memory that spills beside the history and asks the network nothing."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": _MEMORY, "threads": str(_THREADS),
        "temp_directory": str(folder.parent / "cache" / "duckdb"),
        "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
    }  # fmt: skip
    duck = duckdb.connect(":memory:", config=settings)
    try:
        yield duck
    finally:
        duck.close()
