"""One table of an enrolment file, read key by key; everything that is wrong is found at once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TypeVar

from hoistway.foundation.periods import SHANGHAI
from hoistway.foundation.terms import Term
from hoistway.parties.vocabulary import EntryFault

_SHOWN = 60
"""Signs of a wrong value that a reason repeats. Chosen: one line of a terminal."""

_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{1,30}")
"""Short numbers such as 110 count; letters never do."""

T = TypeVar("T", bound=Term)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with an entry."""

    fault: EntryFault
    field: str = ""
    value: str = ""
    detail: str = ""

    @property
    def refuses(self) -> bool:
        """Whether the entry stays out because of it."""
        return self.fault not in EntryFault.warnings()

    def reason(self, *, language: str = "en") -> str:
        """Return the finding as one line.

        Example:
            >>> Finding(EntryFault.MISSING, "name").reason()
            'name: A required value is missing'
        """
        said = f": «{self.value}»" if self.value else ""
        detail = f" ({self.detail})" if self.detail else ""
        about = f"{self.field}: " if self.field else ""
        return f"{about}{self.fault.in_language(language)}{said}{detail}"


class Entry:
    """A table and the findings about it; the entries inside it share them."""

    def __init__(
        self, values: Mapping[str, object], *, path: str = "", findings: list[Finding] | None = None
    ) -> None:
        self._values = values
        self._path = path
        self.findings: list[Finding] = [] if findings is None else findings

    @property
    def fits(self) -> bool:
        """Whether nothing was found that keeps the entry out."""
        return not any(finding.refuses for finding in self.findings)

    def find(self, fault: EntryFault, field: str, value: object = "", detail: str = "") -> None:
        """Add a finding."""
        shown = "" if value == "" else str(value)[:_SHOWN]
        self.findings.append(Finding(fault, f"{self._path}{field}", shown, detail))

    def only(self, *fields: str) -> None:
        """Find keys that are none of these."""
        for name in self._values:
            if name not in fields:
                self.find(EntryFault.UNKNOWN_KEY, name)

    def text(self, field: str, *, most: int, needed: bool = False) -> str:
        """Return a text without outer spaces, or an empty one."""
        value = self._values.get(field, "")
        if not isinstance(value, str):
            self.find(EntryFault.WRONG_TYPE, field, value, "a text is wanted")
            return ""
        value = value.strip()
        if needed and not value:
            self.find(EntryFault.MISSING, field)
        if len(value) > most:
            self.find(EntryFault.TOO_LONG, field, value, f"at most {most} signs")
        return value

    def phone(self, field: str, *, needed: bool = False) -> str:
        """Return a telephone number as it is dialled."""
        value = self.text(field, most=32, needed=needed)
        if value and not _PHONE.fullmatch(value):
            self.find(EntryFault.SHAPE, field, value, "digits, spaces, hyphens, a leading +")
        return value

    def word(self, field: str, among: type[T]) -> T | None:
        """Return the word whose code, Chinese or English is given."""
        value = self.text(field, most=60, needed=True)
        for member in among:
            if value in (str(member), member.zh, member.en):
                return member
        if value:
            codes = ", ".join(str(member) for member in among)
            self.find(EntryFault.UNKNOWN_CODE, field, value, f"one of {codes}")
        return None

    def day(self, field: str, *, needed: bool = True) -> date | None:
        """Return a day; in TOML it is written without quotes."""
        value = self._values.get(field)
        if type(value) is date:
            return value
        if value is not None:
            self.find(EntryFault.WRONG_TYPE, field, value, "a day such as 2026-01-31 is wanted")
        elif needed:
            self.find(EntryFault.MISSING, field)
        return None

    def instant(self, field: str, *, needed: bool = True) -> datetime | None:
        """Return an instant in UTC; without offset it is Shanghai's, a day begins at midnight."""
        value = self._values.get(field)
        if isinstance(value, datetime):
            local = value if value.tzinfo else value.replace(tzinfo=SHANGHAI)
            return local.astimezone(UTC)
        if isinstance(value, date):
            return datetime.combine(value, time(), SHANGHAI).astimezone(UTC)
        if value is not None:
            self.find(EntryFault.WRONG_TYPE, field, value, "such as 2026-01-31T08:00:00+08:00")
        elif needed:
            self.find(EntryFault.MISSING, field)
        return None

    def degrees(self, field: str, *, most: float) -> float:
        """Return an angle between `-most` and `most`."""
        value = self._values.get(field)
        if value is None:
            self.find(EntryFault.MISSING, field)
        elif isinstance(value, bool) or not isinstance(value, int | float):
            self.find(EntryFault.WRONG_TYPE, field, value, "a number is wanted")
        elif not -most <= value <= most:
            self.find(EntryFault.OUT_OF_RANGE, field, value, f"degrees within ±{most:g}")
        else:
            return float(value)
        return 0.0

    def inside(self, field: str) -> "Sequence[Entry]":
        """Return the tables of a list."""
        value = self._values.get(field, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.find(EntryFault.WRONG_TYPE, field, value, "a list of tables is wanted")
            return []
        return [
            Entry(one, path=f"{self._path}{field}[{number}].", findings=self.findings)
            for number, one in enumerate(value, start=1)
        ]
