"""One elevator with its records, as the planters of errors and traps change it."""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Any

from hoistway.simulation.registers.elevators import Elevator, Facts
from hoistway.simulation.registers.organisations import Unit
from hoistway.simulation.registers.sources import (
    APPROVAL,
    FIRM,
    HABITS,
    INSPECTION,
    MOBILE,
    SUPERVISION,
    Entry,
    located,
)

OFFICIAL = (SUPERVISION, APPROVAL, INSPECTION)
WITNESSES = (FIRM, MOBILE, INSPECTION, APPROVAL)
"""Who bears witness, in the order asked: the lower source first, so that the error is held."""

PLACE = ("longitude", "latitude")


@dataclass(slots=True)
class Case:
    """One elevator and its records by kind of source; `extra` are further records of it.

    `more_firms` are other firms of the city, for who else may claim to maintain it.
    """

    elevator: Elevator
    entries: dict[str, Entry]
    extra: list[Entry]
    chance: Random
    neighbours: int
    more_firms: tuple[Unit, ...]
    memory: dict[str, Any]

    @property
    def facts(self) -> Facts:
        """The truth of the elevator."""
        return self.elevator.facts

    def bearer(self, *fields: str, among: Iterable[str] = OFFICIAL) -> Entry | None:
        """Return the official record with an identifying number that says all these fields."""
        for kind in among:
            entry = self.entries.get(kind)
            if entry and entry.named and all(field in entry.fields for field in fields):
                return entry
        return None

    def wrong(self, entry: Entry, field: str, value: object, *, error: str, certain: bool) -> None:
        """Write a wrong value over a right one and note it."""
        truth = entry.fields.get(field, self.facts.get(field))
        entry.fields[field] = value
        note = {"field": field, "error": error, "truth": truth, "certain": certain}
        entry.planted.append(note)

    def trap(self, field: str, name: str, *entries: Entry) -> bool:
        """Note a trap on these records, or on all; always True."""
        for entry in entries or self.entries.values():
            entry.traps.append({"field": field, "trap": name})
        return True

    def witness(self, entry: Entry, *fields: str) -> Entry | None:
        """Let one other record say these fields truly and all further ones be silent of them.

        The witness carries an identifying number, so that it can be told whose record it is.
        """
        for kind in WITNESSES:
            other = self.entries.get(kind)
            if other is None or other is entry:
                continue
            self._identify(other)
            if fields == PLACE:
                metres = HABITS[kind].metres
                other.fields |= located(facts=self.facts, metres=metres, chance=self.chance)
            else:
                other.fields |= {name: self.facts[name] for name in fields}
            self.silence(entry, other, fields=fields)
            return other
        return None

    def silence(self, *but: Entry, fields: Iterable[str]) -> None:
        """Let all other records say nothing of these fields."""
        for entry in self.entries.values():
            if all(entry is not one for one in but):
                for name in fields:
                    entry.fields.pop(name, None)

    def vouch(self, entry: Entry, certain: bool, *fields: str) -> bool:
        """Give a witness when the case shall be certain, none otherwise; False when impossible."""
        if certain:
            return self.witness(entry, *fields) is not None
        self.silence(entry, fields=fields)
        return True

    def _identify(self, entry: Entry) -> None:
        if not entry.named or "register_number" not in entry.fields:
            entry.fields["register_number"] = self.facts["register_number"]
