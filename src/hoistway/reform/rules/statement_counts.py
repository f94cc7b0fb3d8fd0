"""The counts behind a statement: whole numbers only, so that every figure can be reckoned again."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from hoistway.emergency.vocabulary import Cause
from hoistway.reform.rules.statement_formats import StatementFormat
from hoistway.reform.vocabulary import CauseGroup, KindGroup
from hoistway.registry.vocabulary import ElevatorKind

_GROUPS: Mapping[ElevatorKind, KindGroup] = {
    ElevatorKind.TRACTION_PASSENGER: KindGroup.PASSENGER,
    ElevatorKind.TRACTION_GOODS: KindGroup.GOODS,
    ElevatorKind.POSITIVE_GOODS: KindGroup.GOODS,
    ElevatorKind.ESCALATOR: KindGroup.ESCALATOR,
    ElevatorKind.MOVING_WALK: KindGroup.MOVING_WALK,
    ElevatorKind.HYDRAULIC_PASSENGER: KindGroup.HYDRAULIC,
    ElevatorKind.HYDRAULIC_GOODS: KindGroup.HYDRAULIC,
}
_CAUSES: Mapping[str, CauseGroup] = {
    str(Cause.MISUSE): CauseGroup.USE, str(Cause.EXTERNAL): CauseGroup.OUTSIDE,
    **{str(cause): CauseGroup.EQUIPMENT for cause in Cause.of_the_elevator()},
}  # fmt: skip


def kind_group(*, kind: str) -> KindGroup:
    """Return the group in which statements print a kind of the catalogue of 2014.

    Example:
        >>> kind_group(kind="3210").zh, kind_group(kind="0").zh
        ('液压电梯', '其他电梯')
    """
    known = {str(one): group for one, group in _GROUPS.items()}
    return known.get(kind, KindGroup.OTHER)


def cause_group(*, cause: str) -> CauseGroup:
    """Return the first level of a cause; nothing known is «others»."""
    return _CAUSES.get(cause, CauseGroup.OTHER)


@dataclass(frozen=True, slots=True)
class Case:
    """One confirmed entrapment: false alarms and drills are none.

    Seconds are None for what did not happen. `answer_s` and `arrival_s` run from the instant the
    firm was told, `rescue_s` from the arrival. `waited_s` is how long people waited at most until
    they were out or the counting took place; whoever got out alone has no arrival.
    """

    elevator: str
    kind: str
    area: str
    place: str
    hour: int
    years: int | None
    brand: str
    firm: str
    unit: str
    level: str
    cause: str
    people: int | None
    freed: bool
    answer_s: int | None
    arrival_s: int | None
    rescue_s: int | None
    waited_s: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Events, people freed, and the sums of seconds with what they are sums of."""

    events: int = 0
    people: int = 0
    arrived: int = 0
    arrival_s: int = 0
    rescued: int = 0
    rescue_s: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Everything that a statement prints, as counts; names are those of organisations and areas.

    `runs` is None where no journeys are known. `answered` of `judged_answer` were answered within
    three minutes, `reached` of `judged_reach` reached within the limit; whoever got out alone
    before anything was due is in neither. `unanswered` is [called, not answered, declined] of a
    firm; `faults` has counted, outside, false, stopped, days and seconds_out.
    """

    months: int = 1
    registered: int = 0
    in_use: int = 0
    connected: int = 0
    new: int = 0
    passenger_stock: int = 0
    in_use_by_kind: Mapping[str, int] = field(default_factory=dict)
    new_by_kind: Mapping[str, int] = field(default_factory=dict)
    in_use_by_area: Mapping[str, int] = field(default_factory=dict)
    in_use_by_age: Mapping[str, int] = field(default_factory=dict)
    fleets: Mapping[str, int] = field(default_factory=dict)
    calls: Mapping[str, int] = field(default_factory=dict)
    sent: int = 0
    runs: int | None = None
    whole: Tally = field(default_factory=Tally)
    passenger: int = 0
    self_released: int = 0
    unknown_people: int = 0
    equipment_events: int = 0
    elevators_hit: int = 0
    answered: int = 0
    judged_answer: int = 0
    reached: int = 0
    judged_reach: int = 0
    levels: Mapping[str, int] = field(default_factory=dict)
    areas: Mapping[str, Tally] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    hours: Mapping[str, int] = field(default_factory=dict)
    ages: Mapping[str, int] = field(default_factory=dict)
    brands: Mapping[str, int] = field(default_factory=dict)
    firms: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[str, int] = field(default_factory=dict)
    causes: Mapping[str, int] = field(default_factory=dict)
    repeated: Mapping[str, int] = field(default_factory=dict)
    unanswered: Mapping[str, list[int]] = field(default_factory=dict)
    faults: Mapping[str, int] = field(default_factory=dict)
    fault_groups: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, list[str]] = field(default_factory=dict)
    outcome: Mapping[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the counts as they are kept."""
        return asdict(self)

    def sha256(self) -> str:
        """Return the fingerprint of the counts; the same counts have the same one."""
        text = json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def counts_of(*, kept: Mapping[str, Any]) -> Counts:
    """Return counts as they were kept.

    Example:
        >>> one = Counts(in_use=3, areas={"310101": Tally(events=1)})
        >>> counts_of(kept=one.as_json()) == one
        True
    """
    said = dict(kept)
    said["whole"] = Tally(**said["whole"])
    said["areas"] = {key: Tally(**one) for key, one in said["areas"].items()}
    return Counts(**said)


ANSWER_LIMIT_S = 180
"""Source: DB37/T 3451-2018, the three minutes in which a firm answers."""


def counted(
    *, cases: Iterable[Case], stock: Counts, how: StatementFormat, arrival_limit_s: int
) -> Counts:
    """Return the stock with the counts of these entrapments added.

    `arrival_limit_s` is the edition of the rescue limits in force (TSG T5002-2017 art. 5: 1800).
    """
    rows = list(cases)
    freed_alone = [one for one in rows if one.freed and one.arrival_s is None]
    answers = [one for one in rows if _is_judged(one, one.answer_s, ANSWER_LIMIT_S)]
    reaches = [one for one in rows if _is_judged(one, one.arrival_s, arrival_limit_s)]
    per_elevator = Counter(one.elevator for one in rows)
    equipment = [one for one in rows if cause_group(cause=one.cause) not in _NOT_OF_EQUIPMENT]
    areas = sorted({one.area for one in rows})
    return replace(
        stock, whole=_tally(rows),
        passenger=sum(one.kind in how.passenger for one in rows),
        self_released=len(freed_alone), elevators_hit=len(per_elevator),
        unknown_people=sum(one.freed and one.people is None for one in rows),
        equipment_events=len(equipment),
        answered=sum((one.answer_s or 0) <= ANSWER_LIMIT_S for one in _told(answers)),
        judged_answer=len(answers),
        reached=sum((one.arrival_s or 0) <= arrival_limit_s for one in _arrived(reaches)),
        judged_reach=len(reaches),
        areas={area: _tally([one for one in rows if one.area == area]) for area in areas},
        repeated=_most({key: n for key, n in per_elevator.items() if n >= how.repeated}),
        **_by_property(rows, how),
    )  # fmt: skip


_NOT_OF_EQUIPMENT = frozenset({CauseGroup.USE, CauseGroup.OUTSIDE})


def _is_judged(one: Case, seconds: int | None, limit_s: int) -> bool:
    return seconds is not None or one.waited_s > limit_s


def _told(rows: Iterable[Case]) -> list[Case]:
    return [one for one in rows if one.answer_s is not None]


def _arrived(rows: Iterable[Case]) -> list[Case]:
    return [one for one in rows if one.arrival_s is not None]


def _tally(rows: Iterable[Case]) -> Tally:
    found = list(rows)
    arrivals = [one.arrival_s for one in found if one.arrival_s is not None]
    rescues = [one.rescue_s for one in found if one.rescue_s is not None]
    return Tally(
        events=len(found), people=sum(one.people or 0 for one in found if one.freed),
        arrived=len(arrivals), arrival_s=sum(arrivals), rescued=len(rescues),
        rescue_s=sum(rescues),
    )  # fmt: skip


def _by_property(rows: list[Case], how: StatementFormat) -> dict[str, Any]:
    """Return how many there are of each property, most first, hours and ages in their order."""
    return {
        "levels": _ordered(one.level for one in rows),
        "places": _most(Counter(one.place for one in rows)),
        "hours": _ordered(how.hour_bin(hour=one.hour) for one in rows),
        "ages": _aged(Counter(how.age_band(years=one.years) for one in rows)),
        "brands": _most(Counter(one.brand for one in rows)),
        "firms": _most(Counter(one.firm for one in rows)),
        "units": _most(Counter(one.unit for one in rows)),
        "causes": _most(Counter(one.cause for one in rows)),
    }


def _ordered(keys: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(keys).items()))


def _aged(found: Mapping[str, int]) -> dict[str, int]:
    """Return the bands from young to old, the unknown one last."""
    return dict(sorted(found.items(), key=lambda one: int(one[0].split("-")[0] or 10_000)))


def _most(found: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))
