"""The aspects in which records are compared, said twice: for one pair, and in SQL for a million.

Each aspect ends in one sign: A they agree, N nearly (a misread sign, another unit), D they differ,
U one of them says nothing. A test holds both sayings equal.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, hypot, radians

from rapidfuzz.distance import OSA, Levenshtein

from hoistway.matching.record import Traits
from hoistway.matching.signs import as_read

AGREE, NEAR, DIFFER, UNKNOWN = "A", "N", "D", "U"

METRES_A_DEGREE = 111_320.0
SAME_SPOT_M = 150.0
"""Chosen: a large estate's half width; also the shift that posting on site allows."""
OTHER_SPOT_M = 1_000.0
"""Chosen: more than GCJ-02 or BD-09 taken for WGS-84 can shift a point (300 to 900 m)."""
OTHER_TOWN_M = 2_500.0
"""Chosen: one road of a name is rarely longer; two districts have a 人民路 each."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """One aspect: its name, how a pair is compared, and the same in SQL over `l` and `r`.

    `levels` are the SQL conditions of A, N (may be "") and U, tried in the order U, A, N.
    """

    name: str
    compare: Callable[[Traits, Traits], str]
    unknown: str
    agree: str
    near: str = ""

    def sql(self) -> str:
        """Return the SQL expression that gives the sign."""
        near = f" WHEN {self.near} THEN 'N'" if self.near else ""
        return f"CASE WHEN {self.unknown} THEN 'U' WHEN {self.agree} THEN 'A'{near} ELSE 'D' END"


def _is_misread(one: str, other: str) -> bool:
    """Return whether one number is the other misread: look-alikes, two exchanged, one lost."""
    if as_read(number=one) == as_read(number=other):
        return True
    lost = abs(len(one) - len(other)) == 1 and Levenshtein.distance(one, other) == 1
    return lost or (
        len(one) == len(other)
        and OSA.distance(one, other, score_cutoff=1) == 1
        and Levenshtein.distance(one, other) == 2
    )


def _misread_sql(column: str) -> str:
    one, other = f"l.{column}", f"r.{column}"
    read = "translate({}, 'OIBSZ', '01852')"
    edits = f"levenshtein({one}, {other})"
    return (
        f"({read.format(one)} = {read.format(other)}"
        f" OR (abs(len({one}) - len({other})) = 1 AND {edits} = 1)"
        f" OR (len({one}) = len({other}) AND {edits} = 2"
        f" AND damerau_levenshtein({one}, {other}) = 1))"
    )


def _number(name: str) -> Aspect:
    def compare(one: Traits, other: Traits) -> str:
        mine, yours = getattr(one, name), getattr(other, name)
        if not mine or not yours:
            return UNKNOWN
        if mine == yours:
            return AGREE
        return NEAR if _is_misread(mine, yours) else DIFFER

    return Aspect(name, compare, _unknown(name), f"l.{name} = r.{name}", _misread_sql(name))


def _unknown(*columns: str) -> str:
    return " OR ".join(f"l.{column} IS NULL OR r.{column} IS NULL" for column in columns)


def _text(name: str) -> Aspect:
    def compare(one: Traits, other: Traits) -> str:
        mine, yours = getattr(one, name), getattr(other, name)
        if not mine or not yours:
            return UNKNOWN
        return AGREE if mine == yours else DIFFER

    return Aspect(name, compare, _unknown(name), f"l.{name} = r.{name}")


def _day(name: str) -> Aspect:
    def compare(one: Traits, other: Traits) -> str:
        mine, yours = getattr(one, name), getattr(other, name)
        if not mine or not yours:
            return UNKNOWN
        if mine == yours:
            return AGREE
        return NEAR if mine[:4] == yours[:4] else DIFFER

    near = f"left(l.{name}, 4) = left(r.{name}, 4)"
    return Aspect(name, compare, _unknown(name), f"l.{name} = r.{name}", near)


def _quantity(name: str, slack: float, near_by: float, factors: tuple[int, ...] = ()) -> Aspect:
    """Return the aspect of a number with unit; `factors` are those of units that are confused."""

    def compare(one: Traits, other: Traits) -> str:
        mine, yours = getattr(one, name), getattr(other, name)
        if mine is None or yours is None:
            return UNKNOWN
        low, high = (mine, yours) if mine <= yours else (yours, mine)
        if high - low <= slack:
            return AGREE
        if high - low <= near_by:
            return NEAR
        return NEAR if any(abs(low * f - high) <= 0.01 * high for f in factors) else DIFFER

    low, high = f"least(l.{name}, r.{name})", f"greatest(l.{name}, r.{name})"
    nears = [f"{high} - {low} <= {near_by}"]
    nears += [f"abs({low} * {factor} - {high}) <= 0.01 * {high}" for factor in factors]
    agree = f"{high} - {low} <= {slack}"
    return Aspect(name, compare, _unknown(name), agree, f"({' OR '.join(nears)})")


def metres_between(one: Traits, other: Traits) -> float | None:
    """Return the distance of two records, None where one has no place."""
    if None in (one.longitude, one.latitude, other.longitude, other.latitude):
        return None
    east = (one.longitude - other.longitude) * METRES_A_DEGREE * cos(radians(one.latitude))  # type: ignore[operator, arg-type]
    return hypot(east, (one.latitude - other.latitude) * METRES_A_DEGREE)  # type: ignore[operator]


_METRES = (
    f"sqrt(pow((l.longitude - r.longitude) * {METRES_A_DEGREE} * cos(radians(l.latitude)), 2)"
    f" + pow((l.latitude - r.latitude) * {METRES_A_DEGREE}, 2))"
)


def _is_apart(one: Traits, other: Traits, metres: float | None) -> bool:
    """Return whether one road and number stand in two towns: two districts, far or unknown."""
    strangers = bool(one.district and other.district) and one.district != other.district
    return strangers and (metres is None or metres > OTHER_TOWN_M)


def _door(one: Traits, other: Traits) -> str:
    if not one.door or not other.door:
        return UNKNOWN
    same = one.door == other.door
    return AGREE if same and not _is_apart(one, other, metres_between(one, other)) else DIFFER


def _spot(one: Traits, other: Traits) -> str:
    metres = metres_between(one, other)
    if metres is not None and metres <= SAME_SPOT_M:
        return AGREE
    if metres is not None and metres > OTHER_SPOT_M:
        return DIFFER
    named = bool(one.estate) and one.estate == other.estate
    return AGREE if named and not _is_apart(one, other, metres) else UNKNOWN


_APART = (
    f"(coalesce(l.district <> r.district, false) AND coalesce({_METRES} > {OTHER_TOWN_M}, true))"
)
_FAR = f"coalesce({_METRES} > {OTHER_SPOT_M}, false)"
_SAME_SPOT = (
    f"(coalesce({_METRES} <= {SAME_SPOT_M}, false)"
    f" OR (NOT {_FAR} AND coalesce(l.estate = r.estate, false) AND NOT {_APART}))"
)


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _sign(name: str) -> Aspect:
    """Return the aspect of a lift's sign; L1 and 1 are nearly one, A1 and B1 are two."""

    def compare(one: Traits, other: Traits) -> str:
        mine, yours = getattr(one, name), getattr(other, name)
        if not mine or not yours:
            return UNKNOWN
        if mine == yours:
            return AGREE
        bare = mine.isdecimal() or yours.isdecimal()
        return NEAR if bare and mine.lstrip(_LETTERS) == yours.lstrip(_LETTERS) else DIFFER

    near = (
        f"((regexp_full_match(l.{name}, '[0-9]+') OR regexp_full_match(r.{name}, '[0-9]+'))"
        f" AND ltrim(l.{name}, '{_LETTERS}') = ltrim(r.{name}, '{_LETTERS}'))"
    )
    return Aspect(name, compare, _unknown(name), f"l.{name} = r.{name}", near)


def makers_alike(one: str, other: str) -> bool:
    """Return whether two makers' names may be one: one holds the other, or one is not said."""
    return not one or not other or one in other or other in one


_MAKERS_ALIKE = (
    "(l.maker IS NULL OR r.maker IS NULL"
    " OR contains(l.maker, r.maker) OR contains(r.maker, l.maker))"
)


def _maker(one: Traits, other: Traits) -> str:
    if not one.maker or not other.maker:
        return UNKNOWN
    return AGREE if makers_alike(one.maker, other.maker) else DIFFER


def _serial(one: Traits, other: Traits) -> str:
    if not one.serial or not other.serial:
        return UNKNOWN
    if not makers_alike(one.maker, other.maker):
        return DIFFER
    if one.serial == other.serial:
        return AGREE
    return NEAR if _is_misread(one.serial, other.serial) else DIFFER


def family(kind: str) -> str:
    """Return the family of a kind: stairs that move, goods lifts without people, lifts."""
    return kind if kind == "3430" else ("33" if kind.startswith("33") else "lift")


_FAMILY = (
    "CASE WHEN {0}.kind = '3430' THEN '3430' WHEN {0}.kind LIKE '33%' THEN '33' ELSE 'lift' END"
)


def _kind(one: Traits, other: Traits) -> str:
    if not one.kind or not other.kind:
        return UNKNOWN
    if one.kind == other.kind:
        return AGREE
    return NEAR if family(one.kind) == family(other.kind) else DIFFER


ASPECTS = (
    _number("register_number"),
    _number("device_code"),
    _number("certificate_number"),
    Aspect(
        "serial", _serial, _unknown("serial"), f"({_MAKERS_ALIKE} AND l.serial = r.serial)",
        f"({_MAKERS_ALIKE} AND {_misread_sql('serial')})",
    ),
    Aspect("maker", _maker, _unknown("maker"), _MAKERS_ALIKE),
    _text("model"),
    Aspect("door", _door, _unknown("door"), f"(l.door = r.door AND NOT {_APART})"),
    Aspect("spot", _spot, f"(NOT {_SAME_SPOT} AND NOT {_FAR})", _SAME_SPOT),
    _text("house"),
    _sign("unit"),
    _sign("lift"),
    Aspect(
        "kind", _kind, _unknown("kind"), "l.kind = r.kind",
        f"({_FAMILY.format('l')} = {_FAMILY.format('r')})",
    ),
    _quantity("stops", 0, 1),
    _quantity("speed", 0.011, 0.011, (60,)),
    _quantity("load", 1.01, 1.01, (1000, 75)),
    _quantity("travel", 0.11, 0.51, (1000, 100)),
    _day("made"),
    _day("installed"),
    _text("owner"),
)  # fmt: skip
"""All aspects in the order of the signs."""

NAMES = tuple(aspect.name for aspect in ASPECTS)
_COMPARES = tuple(aspect.compare for aspect in ASPECTS)


def signs_of(*, one: Traits, other: Traits) -> str:
    """Return one sign for each aspect of a pair, in the order of `ASPECTS`."""
    return "".join([compare(one, other) for compare in _COMPARES])


def place_sign(*, door: str, spot: str) -> str:
    """Return what door and spot say together of the place; a house may have been renumbered.

    Example:
        >>> place_sign(door="D", spot="A"), place_sign(door="D", spot="U")
        ('N', 'D')
    """
    if door == AGREE:
        return AGREE
    if spot == AGREE:
        return NEAR
    return DIFFER if DIFFER in (door, spot) else UNKNOWN
