"""What a stream of samples says about the system that sends it: rhythm, clock, codes, order.

The rows are judged by the very reader of the intake, which is handed in; here lies what only many
samples together can tell.

Example:
    >>> from hoistway.detection.batch import samples
    >>> some = samples(3)
    >>> some["slot"], some["at_ms"], some["seq"] = 7, [0, 60_000, 400_000], [1, 2, 3]
    >>> round(cadence_share(records=some, cadence_s=60), 4)
    0.3375
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hoistway.conformance.rules.policy import ConformancePolicy
from hoistway.conformance.rules.report import DayShare, Judged, Measure, RowFault
from hoistway.conformance.vocabulary import Unit
from hoistway.detection.batch import CODES, DOOR_CLOSED, ESCALATOR, OCCUPIED, RUNNING, code_bits

Records = NDArray[np.void]

JITTER = 1.25
"""Source: telemetry/rules/rollup.py: a report covers a quarter more than its cadence."""

_STOPPED_MODE, _DOOR_OPEN = 0, 4
_CLAUSE = "286号 附件2 二 1"
_DAY_MS, _SHANGHAI_MS = 86_400_000, 8 * 3_600_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Heap:
    """The sound samples of a file with the number of their rows; `skews_ms` where told."""

    records: Records
    row_numbers: NDArray[np.int64]
    skews_ms: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the firm should send: how many elevators, and in which rhythm."""

    elevators: int
    cadence_s: int
    policy: ConformancePolicy


def judged_samples(
    *, rows: int, faults: Sequence[RowFault], heap: Heap, expected: Expected,
    words: Sequence[tuple[str, int]] = (),
) -> Judged:  # fmt: skip
    """Return the report over a file of samples."""
    policy = expected.policy
    refused = len({one.row for one in faults if one.refused})
    doubts = doubtful(heap=heap)
    named = len(np.unique(heap.records["slot"]))
    skew = float(np.median(np.abs(heap.skews_ms))) / 1000 if len(heap.skews_ms) else None
    measures = (
        _share(
            "accepted", "可接收的行", "Rows that would be taken",
            (rows - refused) / rows if rows else None, policy.accepted_share,
        ),
        _share(
            "named", "出现的电梯占应报电梯", "Elevators that report of those expected",
            min(1.0, named / expected.elevators) if expected.elevators else None,
            policy.named_share,
        ),
        _share(
            "cadence", "按申报间隔上报的时间", "Time covered by the declared cadence",
            cadence_share(records=heap.records, cadence_s=expected.cadence_s),
            policy.cadence_share,
        ),
        Measure(
            code="skew", zh="终端时钟偏差（中位数）", en="Skew of the devices' clocks (median)",
            unit=Unit.SECONDS, value=skew, limit=policy.skew_s, at_least=False, clause=_CLAUSE,
        ),
        Measure(
            code="codes", zh="出现过的信息代码", en="Message codes that occur", unit=Unit.COUNT,
            value=float(len(codes_seen(records=heap.records))),
        ),
    )  # fmt: skip
    return Judged(
        rows=rows, faults=(*faults, *doubts), measures=measures, words=tuple(words),
        days=days_heard(records=heap.records, cadence_s=expected.cadence_s),
    )  # fmt: skip


def _share(code: str, zh: str, en: str, value: float | None, limit: float) -> Measure:
    return Measure(
        code=code, zh=zh, en=en, unit=Unit.SHARE, value=value, limit=limit, clause=_CLAUSE
    )


def cadence_share(*, records: Records, cadence_s: int) -> float | None:
    """Return the share of the time between first and last sample that reports cover.

    A report covers its cadence and a quarter more; None where no elevator reports twice.
    """
    slots, covered, spans = _covered(records, cadence_s)
    total = float(spans.sum()) if len(slots) else 0.0
    return float(covered.sum()) / total if total else None


def _covered(
    records: Records, cadence_s: int
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    order = np.lexsort((records["at_ms"], records["slot"]))
    slot = records["slot"][order].astype(np.int64)
    at = records["at_ms"][order]
    same = slot[1:] == slot[:-1]
    gaps = (at[1:] - at[:-1])[same].astype(np.float64)
    return slot[1:][same], np.minimum(gaps, cadence_s * JITTER * 1000), gaps


def days_heard(*, records: Records, cadence_s: int) -> tuple[DayShare, ...]:
    """Return for each local day the share of the seen span that reports cover."""
    order = np.lexsort((records["at_ms"], records["slot"]))
    rows = records[order]
    day = (rows["at_ms"] + _SHANGHAI_MS) // _DAY_MS
    same = (rows["slot"][1:] == rows["slot"][:-1]) & (day[1:] == day[:-1])
    gaps = (rows["at_ms"][1:] - rows["at_ms"][:-1]).astype(np.float64)
    covered = np.minimum(gaps, cadence_s * JITTER * 1000)
    found: list[DayShare] = []
    for number in np.unique(day):
        here = same & (day[1:] == number)
        span = float(gaps[here].sum())
        share = float(covered[here].sum()) / span if span else None
        found.append(DayShare(day=str(np.datetime64(int(number), "D")), share=share))
    return tuple(found)


def codes_seen(*, records: Records) -> list[int]:
    """Return the message codes that occur at least once."""
    bits = int(np.bitwise_or.reduce(records["codes"])) if len(records) else 0
    return [code for code in CODES if bits & code_bits([code])]


def doubtful(*, heap: Heap) -> list[RowFault]:
    """Return the rows that are taken but contradict themselves or their neighbours."""
    rows = heap.records
    lift = rows["kind"] != ESCALATOR
    shut = (rows["flags"] & DOOR_CLOSED) > 0
    seated = (rows["flags"] & OCCUPIED) > 0
    found: list[RowFault] = []
    for code, where in (
        ("door_contradicts", lift & shut & (rows["door"] == _DOOR_OPEN)),
        ("runs_out_of_service", (rows["car_status"] == RUNNING)
         & (rows["service_mode"] == _STOPPED_MODE)),
        ("people_unseen", lift & ~seated & (rows["people"] > 0) & (rows["people"] < 255)),
        ("order_broken", _out_of_order(rows)),
    ):  # fmt: skip
        found += [_doubt(code, int(number)) for number in heap.row_numbers[where]]
    return sorted(found, key=lambda one: (one.row, one.code))


def _out_of_order(rows: Records) -> NDArray[np.bool_]:
    """Return where a later instant carries a sequence number that is not higher."""
    order = np.lexsort((rows["at_ms"], rows["slot"]))
    slot, seq, at = rows["slot"][order], rows["seq"][order], rows["at_ms"][order]
    bad = np.zeros(len(rows), bool)
    bad[1:] = (slot[1:] == slot[:-1]) & (seq[1:] <= seq[:-1]) & (at[1:] > at[:-1])
    found = np.zeros(len(rows), bool)
    found[order] = bad
    return found


DOUBTS = {
    "door_contradicts": (
        "门状态为开门到位（4），却同时报关门到位。", "The door stands open (4) yet is closed.",
        "核对门触点与门状态的接线或极性。", "Check wiring or polarity of the door contacts.",
    ),
    "runs_out_of_service": (
        "服务模式为停止服务（0），却在运行。", "The car runs though it is out of service (0).",
        "停止服务时不要报运行；或改报实际服务模式。", "Send the service mode that really applies.",
    ),
    "people_unseen": (
        "轿内人数大于 0，却报轿内无人。", "People are counted, yet nobody is in the car.",
        "人数与有无人应来自同一判断；无人时人数为 0。",
        "Let both come from one judgement; an empty car has 0 people.",
    ),
    "order_broken": (
        "时间更晚的样本序号没有增大。", "A later sample carries no higher sequence number.",
        "每条样本序号加一，重启后接着数；同一样本重发用同一序号。",
        "Count on by one per sample, across restarts; a resent sample keeps its number.",
    ),
}  # fmt: skip
"""Code → what is doubtful in Chinese and English, and how to mend it."""


def _doubt(code: str, row: int) -> RowFault:
    zh, en, mend_zh, mend_en = DOUBTS[code]
    return RowFault(
        row=row, code=code, zh=zh, en=en, mend_zh=mend_zh, mend_en=mend_en, refused=False
    )
