"""The lines and times of the rounds as dated editions; a rule receives one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from hoistway.foundation.editions import in_order, standing_on
from hoistway.safety.standards import editions
from hoistway.safety.vocabulary import RoundFact, SafetyRound


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a round; without facts it is seen on site."""

    kind: SafetyRound
    code: str
    zh: str
    en: str
    facts: tuple[RoundFact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyPolicy:
    """One edition; `sources` names the clause or the choice behind each number.

    By kind of round: until how many days after its period it may still be kept (`late_days`), at
    which number of missing rounds in a row the unit is told (`urge_at`, then each `urge_each`),
    how many periods lists look back (`look_back`).
    """

    edition: str
    in_force: date
    legal_basis: str
    near_days: int
    late_days: Mapping[str, int]
    urge_at: Mapping[str, tuple[int, ...]]
    urge_each: Mapping[str, int]
    look_back: Mapping[str, int]
    lines: tuple[Line, ...]
    sources: Mapping[str, str]

    def lines_of(self, kind: SafetyRound) -> tuple[Line, ...]:
        """Return the lines of a kind of round, in their order."""
        return tuple(line for line in self.lines if line.kind is kind)


def policy_on(*, day: date) -> SafetyPolicy:
    """Return the edition in force on a day; days before the first edition use the first.

    Example:
        >>> len(policy_on(day=date(2026, 11, 22)).lines_of(SafetyRound.WEEKLY))
        5
    """
    return standing_on(known=_in_order(), day=day)


def policy_named(*, edition: str) -> SafetyPolicy:
    """Return an edition by its name. Raises: KeyError."""
    return _read(edition, editions()[edition])


@cache
def _in_order() -> tuple[SafetyPolicy, ...]:
    return in_order([_read(name, table) for name, table in editions().items()])


def _read(name: str, table: Mapping[str, Any]) -> SafetyPolicy:
    said = dict(table)
    said["urge_at"] = {kind: tuple(marks) for kind, marks in said["urge_at"].items()}
    said["lines"] = tuple(
        Line(
            SafetyRound(one["kind"]), one["code"], one["zh"], one["en"],
            tuple(RoundFact(fact) for fact in one.get("facts", [])),
        )
        for one in said["lines"]
    )  # fmt: skip
    return SafetyPolicy(edition=name, **said)
