"""Who answers the public, within how many hours, how much one may send: dated editions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from hoistway.foundation.editions import in_order, said_for, standing_on
from hoistway.riders.standards import editions, templates
from hoistway.riders.vocabulary import Desk, ReportKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPolicy:
    """One edition; `sources` names the clause or the choice behind each number.

    `first`, `first_of` and `told` hold codes of `Desk` by code of `ReportKind` or `Topic`;
    `hours` are by «kind.desk».
    """

    edition: str
    in_force: date
    legal_basis: str
    join_days: int
    close_days: int
    reopen_days: int
    outside_days: int
    least_sample: int
    per_device: int
    per_origin: int
    per_code: int
    corrections: int
    me_too_origin: int
    most_photos: int
    code_minutes: int
    codes_each: int
    tries: int
    first: Mapping[str, str]
    first_of: Mapping[str, str]
    told: Mapping[str, tuple[str, ...]]
    hours: Mapping[str, int]
    sources: Mapping[str, str]

    def answer_hours(self, *, kind: ReportKind, desk: Desk) -> int:
        """Return within how many hours a desk answers a kind of report."""
        return self.hours[f"{kind}.{desk}"]


def policy_on(*, day: date, jurisdiction_code: str = "") -> ReportPolicy:
    """Return the edition in force on a day; days before the first edition use the first.

    An edition may set a number otherwise for one jurisdiction (`[jurisdiction.310101]`).

    Example:
        >>> policy_on(day=date(2026, 11, 22)).answer_hours(kind=ReportKind.FAULT, desk=Desk.FIRM)
        24
    """
    return standing_on(known=_in_order(jurisdiction_code), day=day)


@cache
def edition_named(*, edition: str, jurisdiction_code: str = "") -> ReportPolicy:
    """Return an edition by its name, whatever holds today."""
    return _read(edition, editions()[edition], jurisdiction_code)


@cache
def _in_order(jurisdiction_code: str) -> tuple[ReportPolicy, ...]:
    found = [_read(name, table, jurisdiction_code) for name, table in editions().items()]
    return in_order(found)


def _read(name: str, table: Mapping[str, Any], jurisdiction_code: str) -> ReportPolicy:
    return ReportPolicy(edition=name, **said_for(table=table, jurisdiction_code=jurisdiction_code))


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTemplate:
    """A sentence with which a desk may begin an answer."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The templates of one edition."""

    in_force: date
    rows: tuple[dict[str, Any], ...]


@cache
def _sheets() -> tuple[_Sheet, ...]:
    return in_order([_Sheet(one["in_force"], tuple(one["template"])) for one in _tables()])


def _tables() -> list[dict[str, Any]]:
    return list(templates().values())


def answer_templates(*, desk: Desk, kind: ReportKind, day: date) -> tuple[AnswerTemplate, ...]:
    """Return the templates offered to a desk for a kind of report, as of a day.

    Example:
        >>> [one.code for one in answer_templates(
        ...     desk=Desk.USE_UNIT, kind=ReportKind.SUGGESTION, day=date(2026, 11, 22))]
        ['thanks']
    """
    sheet = standing_on(known=_sheets(), day=day)
    return tuple(
        AnswerTemplate(code=row["code"], zh=row["zh"], en=row["en"])
        for row in sheet.rows
        if str(desk) in (row["desks"] or [str(desk)]) and str(kind) in (row["kinds"] or [str(kind)])
    )
