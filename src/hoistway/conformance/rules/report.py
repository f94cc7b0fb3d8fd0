"""The shape of every examination: what is wrong row by row, and what was measured.

A rule of a topic takes rows and returns `Judged`; nothing is written by it.

Example:
    >>> share = Measure(code="accepted", zh="可接收", en="Accepted", unit=Unit.SHARE, value=0.98,
    ...                 limit=0.99, clause="286号 附件2 二")
    >>> share.kept, Judged(rows=50, faults=(), measures=(share,)).passed
    (False, False)
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from hoistway.conformance.vocabulary import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFault:
    """What is wrong with one row, and how to mend it, in both languages; rows count from 1.

    `refused` tells that the platform would not take the row; else it is taken but doubtful.
    """

    row: int
    code: str
    zh: str
    en: str
    mend_zh: str = ""
    mend_en: str = ""
    thing: str = ""
    raw: str = ""
    refused: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure with its limit; without a limit, or without a value, it decides nothing."""

    code: str
    zh: str
    en: str
    unit: Unit
    value: float | None
    limit: float | None = None
    at_least: bool = True
    clause: str = ""

    @property
    def kept(self) -> bool | None:
        """Whether the limit holds; None where nothing can be said."""
        if self.value is None or self.limit is None:
            return None
        return self.value >= self.limit if self.at_least else self.value <= self.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class DayShare:
    """How much of a day was heard, on average; None where nothing was expected."""

    day: str
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What came of an examination; `words` are codes that no mapping knows, with their number."""

    rows: int
    faults: tuple[RowFault, ...]
    measures: tuple[Measure, ...]
    days: tuple[DayShare, ...] = ()
    words: tuple[tuple[str, int], ...] = ()
    refused: int | None = None

    @property
    def refused_rows(self) -> int:
        """How many rows would not be taken."""
        if self.refused is not None:
            return self.refused
        return len({one.row for one in self.faults if one.refused})

    @property
    def passed(self) -> bool:
        """Whether there was something to examine and every measure with a limit keeps it."""
        return self.rows > 0 and all(one.kept is not False for one in self.measures)

    def as_json(self) -> dict[str, Any]:
        """Return the report without its rows, as it is stored and printed."""
        return {
            "rows": self.rows, "refused": self.refused_rows, "passed": self.passed,
            "codes": counted(faults=self.faults),
            "measures": [
                {**asdict(one), "unit": str(one.unit), "kept": one.kept} for one in self.measures
            ],
            "days": [asdict(one) for one in self.days],
            "unknown": [{"code": code, "count": count} for code, count in self.words],
        }  # fmt: skip


def counted(*, faults: Iterable[RowFault]) -> list[dict[str, Any]]:
    """Return how often each kind of fault occurs, the most frequent first, with its words."""
    faults = list(faults)
    first: Mapping[str, RowFault] = {one.code: one for one in reversed(faults)}
    return [
        {
            "code": code, "rows": rows, "refused": first[code].refused,
            "mend_zh": first[code].mend_zh, "mend_en": first[code].mend_en,
        }
        for code, rows in sorted(
            Counter(one.code for one in faults).items(), key=lambda pair: (-pair[1], pair[0])
        )
    ]  # fmt: skip
