"""What the match of all records means: place a record, merge two rows, or ask which it is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hoistway.quality.rules.placeholder import is_placeholder
from hoistway.quality.rules.portrait import Value
from hoistway.quality.rules.sameness import same
from hoistway.quality.vocabulary import FindingKind

NUMBERS = frozenset({"register_number", "device_code", "certificate_number"})
"""Given out once each. Source: TSG 08 (M), TSG 21 family (M)."""

OWN_NUMBERS = frozenset({"device_code", "certificate_number", "serial"})
APART = 2
"""Two elevators under one register number differ in so many of their other numbers. Chosen: one
may be mistyped, two of one record hardly ever are."""

IDENTITY = ("device_code", "serial_number")
"""What two rows must share beside the place to be one. Source: catalogue of corrections."""

COMPARED = (
    "certificate_number", "made_by", "unit_number", "building", "kind", "stops",
    "rated_speed_mps", "rated_load_kg", "travel_m", "made_on", "installed_on",
)  # fmt: skip
"""In none of these may they contradict each other."""


@dataclass(frozen=True, slots=True)
class Link:
    """A pair of records that may be one elevator."""

    a: int
    b: int
    certain: bool
    probability: float
    agree: frozenset[str] = frozenset()
    against: frozenset[str] = frozenset()


@dataclass(slots=True)
class Meaning:
    """What follows: placements (record → elevator), rows that may be one, and questions.

    `mixed` are elevators that hold records of several; `unknown` are records of different sources
    that speak of one elevator which the register lacks.
    """

    placements: dict[int, int] = field(default_factory=dict)
    twins: set[tuple[int, int]] = field(default_factory=set)
    asked: dict[tuple[int, int], tuple[FindingKind, Link]] = field(default_factory=dict)
    lone: dict[int, tuple[int, Link | None]] = field(default_factory=dict)
    mixed: set[int] = field(default_factory=set)
    unknown: list[list[int]] = field(default_factory=list)


def meaning_of(
    *, homes: Mapping[int, int], sources: Mapping[int, str], clusters: Mapping[int, int],
    links: Iterable[Link],
) -> Meaning:  # fmt: skip
    """Return what follows from clusters (record → cluster) and links.

    A waiting record whose cluster has one elevator belongs to it. A cluster with two elevators
    says that two rows are one. What is linked but not for certain is asked.

    Example:
        >>> told = meaning_of(homes={1: 7, 2: 0, 3: 0}, clusters={1: 1, 2: 1, 3: 3}, links=[],
        ...     sources={1: "supervision", 2: "inspection", 3: "inspection"})
        >>> told.placements, told.lone
        ({2: 7}, {3: (0, None)})
    """
    found = Meaning()
    members: dict[int, list[int]] = defaultdict(list)
    for record, cluster in clusters.items():
        members[cluster].append(record)
    for records in members.values():
        rows = sorted({homes[record] for record in records} - {0})
        waiting = [record for record in records if not homes[record]]
        if not rows and len(records) > 1:
            found.unknown.append(records)
        if len(rows) == 1:
            found.placements |= dict.fromkeys(waiting, rows[0])
        else:
            found.lone |= dict.fromkeys(waiting, (rows[0] if rows else 0, None))
        found.twins |= {(rows[0], other) for other in rows[1:]}
    found.mixed = _mixed(homes, sources, clusters)
    doubted: set[int] = set()
    for link in links:
        if not link.certain:
            _ask(found, homes, link)
            doubted |= _who_may_be_known(homes, link)
    found.unknown = [each for each in found.unknown if not doubted & set(each)]
    return found


def _who_may_be_known(homes: Mapping[int, int], link: Link) -> set[int]:
    """Return the waiting records that may yet be the linked elevator: too little speaks against."""
    apart = len(link.against & OWN_NUMBERS) >= APART
    return set() if apart else {one for one in (link.a, link.b) if not homes[one]}


def _mixed(
    homes: Mapping[int, int], sources: Mapping[int, str], clusters: Mapping[int, int]
) -> set[int]:
    """Return the elevators of which one source has records in two clusters: they are two."""
    seen: dict[tuple[int, str], int] = {}
    found = set()
    for record, cluster in clusters.items():
        home = homes[record]
        if home and seen.setdefault((home, sources[record]), cluster) != cluster:
            found.add(home)
    return found


def _ask(found: Meaning, homes: Mapping[int, int], link: Link) -> None:
    """Sort a question: about two rows, or about a record that waits."""
    homes_of = [found.placements.get(record, homes[record]) for record in (link.a, link.b)]
    shares = bool(link.agree & NUMBERS)
    if all(homes_of) and homes_of[0] != homes_of[1] and (shares or "serial" in link.agree):
        kind = FindingKind.ONE_ELEVATOR_TWICE
        if shares and link.against:
            kind = FindingKind.TWO_ELEVATORS_ONE_NUMBER
        pair = (min(homes_of), max(homes_of))
        known = found.asked.get(pair)
        if pair not in found.twins and (known is None or known[1].probability < link.probability):
            found.asked[pair] = (kind, link)
    for record, home in ((link.a, homes_of[1]), (link.b, homes_of[0])):
        told = found.lone.get(record)
        if told is not None and (told[1] is None or told[1].probability < link.probability):
            found.lone[record] = (home or told[0], link)


def are_one(*, a: Mapping[str, Value], b: Mapping[str, Value]) -> bool:
    """Return whether two rows are one for certain: code, serial and place alike, nothing against.

    Example:
        >>> row = {"device_code": "31101001720150001", "serial_number": "D1", "place": 3}
        >>> are_one(a=row, b=row | {"stops": 5}), are_one(a=row, b=row | {"place": 4})
        (True, False)
    """
    for name in (*IDENTITY, "place"):
        if a.get(name) in (None, "", 0) or a.get(name) != b.get(name):
            return False
        if is_placeholder(value=a.get(name)):
            return False
    return all(
        a.get(name) in (None, "") or b.get(name) in (None, "")
        or same(field=name, a=a.get(name), b=b.get(name))
        for name in COMPARED
    )  # fmt: skip
