"""One estate as everybody may read it: every elevator, whether it runs, and what happened."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from hoistway.dossier.outages import Out, out_now
from hoistway.emergency.queries import incidents_of
from hoistway.emergency.vocabulary import IncidentState
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators_of_place
from hoistway.registry.vocabulary import UseState

Pair = tuple[str, str]

LOOK_BACK = timedelta(days=365)
"""How far back rescues are counted. Chosen: as on the page of one elevator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EstateRow:
    """One elevator of an estate."""

    elevator: Elevator
    out: Out | None
    rescues: int

    @property
    def runs(self) -> bool:
        """Whether people may ride."""
        return self.out is None and self.elevator.use_state is UseState.IN_USE


@dataclass(frozen=True, slots=True, kw_only=True)
class Estate:
    """One estate: where it is, who runs and maintains it, and its elevators."""

    place_id: int
    name: str
    address: str
    district: Pair
    use_units: tuple[Pair, ...]
    firms: tuple[Pair, ...]
    rows: tuple[EstateRow, ...]

    @property
    def running(self) -> int:
        """How many run."""
        return sum(row.runs for row in self.rows)

    @property
    def rescues(self) -> int:
        """How many rescues the last year saw."""
        return sum(row.rescues for row in self.rows)


def estate_of(*, place_id: int, now: datetime) -> Estate | None:
    """Return what stands at a place, None where nothing does; constantly many queries."""
    found = sorted(elevators_of_place(place_id=place_id), key=_in_order)
    if not found:
        return None
    keys = [one.pk for one in found]
    out = out_now(elevator_ids=keys, now=now)
    rescues = _rescues(keys, now)
    first = found[0]
    place, area = first.place, first.jurisdiction
    names = Counter(one.estate for one in found if one.estate)
    return Estate(
        place_id=place_id, name=(place.name if place else "") or _most(names) or first.address,
        address=place.address if place else first.address,
        district=(area.name_zh, area.name_en),
        use_units=_named(found, "use_unit"), firms=_named(found, "firm"),
        rows=tuple(
            EstateRow(elevator=one, out=out.get(one.pk), rescues=rescues[one.pk]) for one in found
        ),
    )  # fmt: skip


def _rescues(keys: list[int], now: datetime) -> Counter[int]:
    rows = incidents_of(elevator_ids=keys).filter(opened_at__gte=now - LOOK_BACK)
    ended = rows.exclude(state__in=sorted([*IncidentState.open_states(), "false_alarm"]))
    return Counter(ended.order_by().values_list("elevator_id", flat=True))


def _most(names: Counter[str]) -> str:
    return names.most_common(1)[0][0] if names else ""


def _named(found: list[Elevator], column: str) -> tuple[Pair, ...]:
    bodies = [getattr(one, column) for one in found]
    return tuple(dict.fromkeys((body.name, body.name_en or body.name) for body in bodies if body))


def _in_order(one: Elevator) -> list[tuple[bool, int, str]]:
    """Order buildings and elevators as people count them: 2 before 10."""
    pieces = re.split(r"(\d+)", f"{one.building} {one.name}")
    return [(not p.isdigit(), int(p) if p.isdigit() else 0, p) for p in pieces]
