"""Whether visits that a firm's own system would send are complete, row by row."""

from collections.abc import Iterable

from hoistway.conformance.rules.policy import ConformancePolicy
from hoistway.conformance.rules.report import Judged, Measure, RowFault
from hoistway.conformance.vocabulary import Unit


def judged_visits(
    *, rows: int, faults: Iterable[RowFault], policy: ConformancePolicy
) -> Judged:  # fmt: skip
    """Return the report over rows of which the faults are known."""
    found = tuple(faults)
    bad = len({one.row for one in found if one.refused})
    accepted = Measure(
        code="accepted", zh="可接收的记录", en="Records that would be taken", unit=Unit.SHARE,
        value=(rows - bad) / rows if rows else None, limit=policy.accepted_share,
        clause="286号 二（二）",
    )  # fmt: skip
    return Judged(rows=rows, faults=found, measures=(accepted,))
