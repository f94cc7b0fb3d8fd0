"""Which elevators of a frozen frame are drawn by a seed, and which two inspectors go.

Anybody can repeat it: the lot of a unit is SHA-256("seed:register number"); a stratum gives its
units with the smallest lots, as many as its share of the frame by largest remainders. The two
inspectors of a unit have the smallest lots SHA-256("seed:register number/inspector").
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from hoistway.foundation.lots import drawn, lot_of, size_of
from hoistway.sampling.rules.frame import Frame, FrameSpoilt, frame_of, sha256_of

CREW = 2
"""Source: 特种设备安全监督检查办法 art. 19: at least two inspectors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One drawn unit: its place in the order of lots, and who goes there."""

    place: int
    number: str
    stratum: str
    lot: str
    inspectors: tuple[str, ...]


def still_wanted(*, share: float, least: int, population: int, before: int) -> int:
    """Return how many are still to be drawn in a year, of all units that the year has seen.

    Source: 286号 二（三）: not less than 5 % of the pilot elevators of the area.

    Example:
        >>> [still_wanted(share=0.05, least=1, population=n, before=0) for n in (0, 1, 19, 20, 21)]
        [0, 1, 1, 1, 2]
        >>> still_wanted(share=0.05, least=1, population=41, before=2)
        1
    """
    if not population:
        return 0
    whole = max(size_of(share=share, population=population), min(least, population))
    return max(whole - before, 0)


def allocation(*, sizes: Mapping[str, int], size: int) -> dict[str, int]:
    """Return how many each stratum gives: its share, the rest by largest remainders.

    Equal remainders go to the larger stratum, then to the first name.

    Example:
        >>> allocation(sizes={"a": 50, "b": 30, "c": 20}, size=5)
        {'a': 3, 'b': 1, 'c': 1}
    """
    total = sum(sizes.values())
    size = min(size, total)
    found = {name: count * size // total for name, count in sizes.items()} if total else {}
    rest = size - sum(found.values())

    def turn(name: str) -> tuple[int, int, str]:
        return (-(sizes[name] * size % total), -sizes[name], name)

    for name in sorted(sizes, key=turn)[:rest]:
        found[name] += 1
    return found


def draw(*, frame: Frame, seed: str) -> tuple[Place, ...]:
    """Return what a seed draws from a frame, the smallest lot first."""
    strata: dict[str, list[str]] = defaultdict(list)
    for unit in frame.units:
        strata[unit.stratum].append(unit.number)
    sizes = {name: len(units) for name, units in strata.items()}
    of: dict[str, str] = {}
    for name, count in allocation(sizes=sizes, size=frame.size).items():
        of |= dict.fromkeys(drawn(seed=seed, keys=strata[name], size=count), name)
    lots = sorted((lot_of(seed=seed, key=number), number) for number in of)
    keys = [one.key for one in frame.inspectors]
    return tuple(
        Place(
            place=place, number=number, stratum=of[number], lot=lot,
            inspectors=crew_of(seed=seed, number=number, keys=keys),
        )
        for place, (lot, number) in enumerate(lots, start=1)
    )  # fmt: skip


def crew_of(*, seed: str, number: str, keys: list[str]) -> tuple[str, ...]:
    """Return the two inspectors whom the seed sends to a unit."""
    lots = sorted((lot_of(seed=seed, key=f"{number}/{key}"), key) for key in set(keys))
    return tuple(key for _lot, key in lots[:CREW])


def differences(*, said: Mapping[str, object]) -> list[str]:
    """Return where a published draw does not follow from its own frame and seed; none is right.

    `said` is the published file: frame, frame_sha256, seed, drawn (place, number, inspectors).
    """
    text, seed = str(said.get("frame", "")), str(said.get("seed", ""))
    found = []
    if sha256_of(text=text) != said.get("frame_sha256"):
        found.append("frame_sha256: the frame is not the one that was frozen")
    if not seed:
        return [*found, "seed: missing"]
    try:
        places = draw(frame=frame_of(text=text), seed=seed)
    except FrameSpoilt as spoilt:
        return [*found, f"frame: {spoilt}"]
    right = [
        {"place": one.place, "number": one.number, "inspectors": list(one.inspectors)}
        for one in places
    ]
    told = said.get("drawn")
    rows = told if isinstance(told, list) else []
    if len(rows) != len(right):
        found.append(f"drawn: {len(rows)} instead of {len(right)}")
    for wanted, row in zip(right, rows, strict=False):
        same = {name: row.get(name) for name in wanted} if isinstance(row, dict) else {}
        if same != wanted:
            found.append(f"drawn: place {wanted['place']} is {wanted['number']}, not {row}")
    return found
