"""Whether visits that a firm's own system would send are complete, row by row.

Example:
    >>> from datetime import date
    >>> from hoistway.conformance.rules.policy import policy_on
    >>> seen = [SeenVisit(row=1, elevator="A", day=date(2026, 1, 1), signed=True),
    ...         SeenVisit(row=2, elevator="A", day=date(2026, 1, 15), signed=False)]
    >>> told = judged_visits(rows=2, faults=[], seen=seen, expected=4,
    ...                      policy=policy_on(day=date(2026, 2, 1)))
    >>> [(one.code, one.value) for one in told.measures]
    [('accepted', 1.0), ('signed', 0.5), ('named', 0.25), ('longest_gap', 14.0)]
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from hoistway.conformance.rules.policy import ConformancePolicy
from hoistway.conformance.rules.report import Judged, Measure, RowFault
from hoistway.conformance.vocabulary import Unit

_CLAUSE = "286号 二（二）、附件2 二 2"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenVisit:
    """One visit that could be read: of which elevator, on which day, signed or not yet."""

    row: int
    elevator: str
    day: date
    signed: bool
    uid: str = ""


def judged_visits(
    *, rows: int, faults: Iterable[RowFault], seen: Sequence[SeenVisit], expected: int,
    policy: ConformancePolicy,
) -> Judged:  # fmt: skip
    """Return the report over rows of which the faults are known; `expected` elevators are due."""
    found = (*faults, *_twice(seen))
    bad = len({one.row for one in found if one.refused})
    named = len({one.elevator for one in seen})
    measures = (
        Measure(
            code="accepted", zh="可接收的记录", en="Records that would be taken", unit=Unit.SHARE,
            value=(rows - bad) / rows if rows else None, limit=policy.accepted_share,
            clause=_CLAUSE,
        ),
        Measure(
            code="signed", zh="已签名的记录", en="Records that are signed", unit=Unit.SHARE,
            value=sum(one.signed for one in seen) / len(seen) if seen else None, clause=_CLAUSE,
        ),
        Measure(
            code="named", zh="出现的电梯占在保电梯", en="Elevators that occur of those maintained",
            unit=Unit.SHARE, value=min(1.0, named / expected) if expected else None,
        ),
        Measure(
            code="longest_gap", zh="同一台电梯两次维保的最长间隔（天）",
            en="Longest time between two visits of an elevator (days)", unit=Unit.COUNT,
            value=_longest_gap(seen),
        ),
    )  # fmt: skip
    return Judged(rows=rows, faults=found, measures=measures)


def _longest_gap(seen: Sequence[SeenVisit]) -> float | None:
    days: dict[str, set[date]] = defaultdict(set)
    for one in seen:
        days[one.elevator].add(one.day)
    gaps = [
        (then - was).days for of_one in map(sorted, days.values()) for was, then in pairwise(of_one)
    ]
    return float(max(gaps)) if gaps else None


def _twice(seen: Sequence[SeenVisit]) -> list[RowFault]:
    times = Counter(one.uid for one in seen if one.uid)
    met: set[str] = set()
    found: list[RowFault] = []
    for one in seen:
        if times[one.uid] > 1 and one.uid in met:
            found.append(
                RowFault(
                    row=one.row, code="visit_twice", zh="同一次维保在前面已出现。",
                    en="The same visit stands further up.", thing=one.elevator, refused=False,
                    mend_zh="一次维保只发一次；重发请用原文。",
                    mend_en="Send a visit once; sent again it is the very same text.",
                )
            )  # fmt: skip
        met.add(one.uid)
    return found
