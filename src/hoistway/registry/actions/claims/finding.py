"""Which elevator a record of a source speaks of."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields

from django.db import connection

from hoistway.matching.door import identify
from hoistway.matching.record import Record
from hoistway.registry.models import Claim, Elevator
from hoistway.registry.queries import survivors_of
from hoistway.registry.rules.identifiers import normal_identifier
from hoistway.registry.rules.sayings import FieldValue

_SERIAL = "serial_number"
_KEYS = ("register_number", "device_code", "certificate_number", _SERIAL)
"""Numbers by which an elevator may be known. Source: TSG 08 (M), TSG 21 family (M)."""

_SERIAL_LENGTH = 4
"""Signs of a maker's number worth looking for. Chosen: shorter ones are lift numbers or «无»."""

_REGISTER = "register"
"""Stands for «another source» where a candidate is compared as the register holds it."""

_COLUMN_OF = {"key": "pk", "district": "jurisdiction__code", "use_unit": "use_unit__name"}
_FIELD_OF = {"district": "jurisdiction"}
_TOLD = tuple(one.name for one in fields(Record) if one.name not in {"key", "source"})
_COLUMNS = {name: _COLUMN_OF.get(name, name) for name in _TOLD}
_NUMBERS = ("longitude", "latitude", "rated_speed_mps", "rated_load_kg", "travel_m")


@dataclass(frozen=True, slots=True)
class Found:
    """The elevator of a record, or 0; `in_doubt` where it may be one that is known."""

    elevator_id: int
    in_doubt: bool = False


def record_of(*, key: int, source: str, said: Mapping[str, FieldValue]) -> Record:
    """Return what a source says in the form in which records are compared."""
    values: dict[str, object] = {}
    for name in _TOLD:
        value = said.get(_FIELD_OF.get(name, name))
        if name in _NUMBERS:
            values[name] = float(value) if isinstance(value, int | float) else None
        elif name == "stops":
            values[name] = value if isinstance(value, int) else None
        else:
            values[name] = "" if value is None else str(value)
    return Record(key=key, source=source, **values)  # type: ignore[arg-type]  # each by its name


class Finder:
    """Knows the elevators that the numbers of some records lead to, and those just planned."""

    def __init__(self, *, records: Collection[Mapping[str, FieldValue]]) -> None:
        self._by: dict[tuple[str, str], dict[int, Mapping[str, FieldValue]]] = defaultdict(dict)
        self._sources: dict[int, set[str]] = defaultdict(set)
        wanted = {
            key: list({value for record in records for value in _spellings(key, record)})
            for key in _KEYS
        }
        if any(wanted.values()):
            self._load(wanted)

    def _load(self, wanted: Mapping[str, list[str]]) -> None:
        # Plan: one index each, which leaves blanks out, hence `<> ''`; arrays, because a thousand
        # parameters cost more than the search.
        each = [
            f"SELECT id FROM registry_elevator WHERE {key} = ANY(%s) AND {key} <> ''"  # noqa: S608 -- names of our own columns
            for key in _KEYS
        ]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ".join(each), [wanted[key] for key in _KEYS])
            keys = [key for (key,) in cursor.fetchall()]
        if not keys:
            return
        found = Elevator.objects.filter(pk__in=keys).order_by("pk")
        rows = found.values_list("pk", *_COLUMNS.values())
        known = {pk: dict(zip(_COLUMNS, values, strict=True)) for pk, *values in rows}
        survivors = survivors_of(elevator_ids=known)
        for pk, facts in known.items():
            facts["jurisdiction"] = facts.pop("district")
            self.add(elevator_id=survivors[pk], source=_REGISTER, said=facts)
        spoken = Claim.objects.filter(
            elevator_id__in=set(survivors.values()), current=True, withdrawn_at=None
        ).exclude(origin__has_key="suggested")
        for key, source in spoken.values_list("elevator_id", "source"):
            self._sources[int(key or 0)].add(source)

    def add(self, *, elevator_id: int, source: str, said: Mapping[str, FieldValue]) -> None:
        """Let later records find an elevator by what is held or said of it."""
        self._sources[elevator_id].add(source)
        for key in _KEYS:
            for value in _spellings(key, said):
                self._by[key, value].setdefault(elevator_id, said)

    def find(self, *, source: str, said: Mapping[str, FieldValue]) -> Found:
        """Return the elevator that a record is for certain, judged by all that both tell.

        A number that leads to an elevator which the record cannot be leaves it in doubt: no two
        elevators enter under one register number by themselves.
        """
        near: dict[int, Mapping[str, FieldValue]] = {}
        for key in _KEYS:
            for value in _spellings(key, said):
                near |= self._by.get((key, value), {})
        if not near:
            return Found(0)
        candidates = [
            record_of(
                key=key, source=source if source in self._sources[key] else _REGISTER, said=one
            )
            for key, one in near.items()
        ]
        told = identify(record=record_of(key=0, source=source, said=said), candidates=candidates)
        if told.key is not None and told.certain:
            return Found(told.key)
        return Found(0, in_doubt=told.key is not None or self._number_taken(said))

    def _number_taken(self, said: Mapping[str, FieldValue]) -> bool:
        key = "register_number"
        return any((key, value) in self._by for value in _spellings(key, said))


def _spellings(key: str, said: Mapping[str, FieldValue]) -> Iterator[str]:
    """Yield a number as it stands and as it is written properly."""
    value = str(said.get(key) or "")
    if value and (key != _SERIAL or len(value) >= _SERIAL_LENGTH):
        yield value
        proper = normal_identifier(text=value)
        if proper != value:
            yield proper
