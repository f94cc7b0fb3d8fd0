"""What a policy says, and what is wrong in it before it is entered."""

from dataclasses import dataclass
from datetime import date

from hoistway.insurance.vocabulary import HolderKind, RowFault, TableColumn


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyWords:
    """The facts of a policy as an insurer tells them; both days are covered, sums in fen."""

    number: str
    holder_kind: HolderKind
    holder_name: str
    first: date
    last: date
    sum_insured_fen: int
    each_accident_fen: int | None = None
    holder_code: str = ""


@dataclass(frozen=True, slots=True)
class CellFault:
    """One thing wrong with a cell."""

    fault: RowFault
    column: TableColumn
    value: str = ""

    def as_json(self) -> dict[str, str]:
        """Return the fault as the record of a row keeps it."""
        return {"fault": str(self.fault), "column": str(self.column), "value": self.value[:60]}


def faults_of(*, words: PolicyWords, most_years: int) -> tuple[CellFault, ...]:
    """Return what of a policy cannot be: no number or holder, days or sums that do not fit.

    Example:
        >>> words = PolicyWords(number="P1", holder_kind=HolderKind.FIRM, holder_name="甲",
        ...     first=date(2026, 1, 1), last=date(2025, 12, 31), sum_insured_fen=1)
        >>> [str(one.fault) for one in faults_of(words=words, most_years=5)]
        ['days_reversed']
    """
    found = [
        CellFault(RowFault.MISSING, column)
        for column, value in (
            (TableColumn.NUMBER, words.number), (TableColumn.HOLDER, words.holder_name)
        )
        if not value.strip()
    ]  # fmt: skip
    years = words.last.year - words.first.year
    too_long = (years, words.last.month, words.last.day) > (
        most_years, words.first.month, words.first.day
    )  # fmt: skip
    if words.last < words.first or too_long:
        found.append(CellFault(RowFault.DAYS_REVERSED, TableColumn.LAST_DAY, f"{words.last}"))
    if words.each_accident_fen is not None and words.each_accident_fen > words.sum_insured_fen:
        found.append(CellFault(RowFault.SUM_TOO_SMALL, TableColumn.EACH))
    return tuple(found)
