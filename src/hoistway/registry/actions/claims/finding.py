"""Which elevator a record of a source speaks of."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from hoistway.registry.models import Elevator
from hoistway.registry.queries import survivors_of
from hoistway.registry.rules.decisions import plain
from hoistway.registry.rules.sayings import FieldValue

KEYS = ("register_number", "device_code", "certificate_number")
"""Numbers that belong to one elevator each. Source: TSG 08 (M), TSG 21 family (M)."""

_COMPARED = (*KEYS, "made_by", "serial_number", "address")


@dataclass(frozen=True, slots=True)
class Found:
    """The elevator of a record, or 0; `in_doubt` where a number fits but more speaks against it."""

    elevator_id: int
    in_doubt: bool = False


class Finder:
    """Knows the elevators that the numbers of some records lead to, and those just planned."""

    def __init__(self, *, records: Collection[Mapping[str, FieldValue]]) -> None:
        self._by: dict[tuple[str, str], dict[int, Mapping[str, str]]] = defaultdict(dict)
        fits = Q()
        for key in KEYS:
            values = {str(record[key]) for record in records if record.get(key)}
            if values:
                fits |= Q(**{f"{key}__in": values})
        if not fits:
            return
        rows = list(Elevator.objects.filter(fits).values("pk", *_COMPARED).order_by("pk"))
        survivors = survivors_of(elevator_ids=[row["pk"] for row in rows])
        for row in rows:
            self.add(elevator_id=survivors[row["pk"]], record=row)

    def add(self, *, elevator_id: int, record: Mapping[str, FieldValue]) -> None:
        """Let later records find an elevator by these facts."""
        facts = {name: str(record.get(name) or "") for name in _COMPARED}
        for key in KEYS:
            if facts[key]:
                self._by[key, facts[key]].setdefault(elevator_id, facts)

    def find(self, *, record: Mapping[str, FieldValue]) -> Found:
        """Return the one elevator to which the numbers lead and which nothing contradicts."""
        found: dict[int, Mapping[str, str]] = {}
        for key in KEYS:
            if record.get(key):
                found |= self._by.get((key, str(record[key])), {})
        fitting = [key for key, facts in found.items() if not _contradicts(facts, record)]
        if len(fitting) == 1 and len(found) == 1:
            return Found(fitting[0])
        return Found(0, in_doubt=bool(found))


def _contradicts(facts: Mapping[str, str], record: Mapping[str, FieldValue]) -> bool:
    """Return whether both the maker's number and the address are others."""
    maker = _differ(facts, record, ("made_by", "serial_number"))
    return maker and _differ(facts, record, ("address",))


def _differ(
    facts: Mapping[str, str], record: Mapping[str, FieldValue], names: Iterable[str]
) -> bool:
    pairs = [(plain(text=facts[name]), plain(text=record.get(name) or "")) for name in names]
    return all(ours and theirs for ours, theirs in pairs) and any(
        ours != theirs for ours, theirs in pairs
    )
