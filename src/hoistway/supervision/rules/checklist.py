"""What officers look at, by dated editions; each item names the rules that it stands for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from hoistway.foundation.editions import in_order, standing_on
from hoistway.sampling.vocabulary import Answer
from hoistway.supervision.standards import checklists

USE_UNIT, FIRM = "use_unit", "firm"
"""For whom an edition asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule that an item stands for; «(M)» in its words says that nobody confirmed the number."""

    key: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to look at, at the organisation (`unit`) or at the elevators chosen there."""

    code: str
    zh: str
    en: str
    on: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """One edition."""

    edition: str
    in_force: date
    audience: str
    title_zh: str
    title_en: str
    items: tuple[Item, ...]
    rules: Mapping[str, Rule]
    sources: Mapping[str, str]

    def rules_of(self, *, item: str) -> tuple[Rule, ...]:
        """Return the rules of an item; an order may name them, a person chooses."""
        found = next((one for one in self.items if one.code == item), None)
        return tuple(self.rules[key] for key in found.rules) if found else ()


@cache
def _in_order(audience: str) -> tuple[Checklist, ...]:
    read = [_read(name, table) for name, table in checklists().items()]
    return in_order([one for one in read if one.audience == audience])


def _read(name: str, table: Mapping[str, Any]) -> Checklist:
    said = dict(table)
    rules = {
        key: Rule(key=key, zh=zh, en=en) for key, (zh, en) in said.pop("rules").items()
    }  # fmt: skip
    items = tuple(Item(**{**row, "rules": tuple(row["rules"])}) for row in said.pop("item"))
    return Checklist(edition=name, items=items, rules=rules, **said)


def checklist_on(*, audience: str, day: date) -> Checklist:
    """Return the edition in force on a day for use units or firms."""
    return standing_on(known=_in_order(audience), day=day)


def checklist_named(*, edition: str) -> Checklist | None:
    """Return an edition by its name, None where none has it."""
    known = (*_in_order(USE_UNIT), *_in_order(FIRM))
    return next((one for one in known if one.edition == edition), None)


def unanswered(*, checklist: Checklist, answers: Mapping[str, Answer]) -> list[str]:
    """Return the codes of items without an answer."""
    return [one.code for one in checklist.items if one.code not in answers]


def without_finding(
    *, checklist: Checklist, answers: Mapping[str, Answer], found: Sequence[str]
) -> list[str]:  # fmt: skip
    """Return the items that failed though no finding says what is wrong."""
    failed = [one.code for one in checklist.items if answers.get(one.code) is Answer.NO]
    return [code for code in failed if code not in found]
