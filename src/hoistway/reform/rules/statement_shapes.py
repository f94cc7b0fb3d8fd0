"""What a statement is made of: sections, figures, tables; and 困人率 in each of its meanings."""

from dataclasses import dataclass

from hoistway.reform.rules.statement_counts import Counts
from hoistway.reform.rules.statement_formats import StatementFormat, printed
from hoistway.reform.vocabulary import (
    EntrapmentRate,
    StatementFigure,
    StatementPart,
    StatementTable,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One figure: its text, what it is a part of, its unit («%», «‰», «min», «h»), its formula."""

    figure: StatementFigure
    text: str
    part: int | None = None
    whole: int | None = None
    unit: str = ""
    formula: EntrapmentRate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a table: its key, its count, and what is printed behind it."""

    key: str
    n: int
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """A table; `total` is what its lines are parts of, `columns` name the cells of a line."""

    table: StatementTable
    lines: tuple[Line, ...]
    total: int
    columns: tuple[str, ...] = ("share",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of a statement."""

    part: StatementPart
    figures: tuple[Told, ...] = ()
    tables: tuple[Breakdown, ...] = ()


_PER_YEARS = 36_525  # days of a hundred years


def rate_told(*, counts: Counts, rate: EntrapmentRate, how: StatementFormat) -> Told:
    """Return 困人率 in one of its meanings, each with its own numerator and denominator.

    Of a year, the rates of stock are means of its months. Source: 南京 96333 月报 (客梯困人率 =
    每月客梯困人次数 ÷ 当月在用客梯总数 × 100 %); the other meanings as seen in public code.
    """
    events, faults = counts.whole.events, counts.faults
    of: dict[EntrapmentRate, tuple[int, int | None, int, str]] = {
        EntrapmentRate.PASSENGER: (
            counts.passenger, counts.passenger_stock * counts.months, 100, "%"
        ),
        EntrapmentRate.PER_THOUSAND: (events, counts.in_use * counts.months, 1000, "‰"),
        EntrapmentRate.OF_ELEVATORS: (counts.elevators_hit, counts.in_use, 100, "%"),
        EntrapmentRate.OF_FAULTS: (events, faults.get("counted", 0), 100, "%"),
        EntrapmentRate.OF_RUNS: (events, counts.runs, 1_000_000, ""),
        EntrapmentRate.PER_YEARS: (
            counts.equipment_events, faults.get("days", 0), _PER_YEARS, ""
        ),
    }  # fmt: skip
    part, whole, scale, unit = of[rate]
    text = printed(part=part, whole=whole or 0, scale=scale, digits=how.digits)
    return Told(
        figure=StatementFigure.RATE, text=text, part=part, whole=whole, unit=unit, formula=rate
    )
