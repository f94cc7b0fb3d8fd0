"""By when a plate must hang and what makes a posting doubtful: dated data, with its clauses."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from hoistway.plates.standards import posting_editions
from hoistway.plates.vocabulary import PlateState

_ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingPolicy:
    """One edition: last days by code of the district, days that run, limits of what is believed.

    Distances in metres, `two_places_h` in hours, `same_photo_bits` of 64.
    """

    edition: str
    in_force: date
    legal_basis: str
    deadlines: Mapping[str, date]
    post_new_days: int
    replace_days: int
    urge_again_days: int
    same_photo_bits: int
    far_m: float
    worst_accuracy_m: float
    claim_accuracy_m: float
    two_places_h: int
    two_places_m: float


@cache
def _editions() -> tuple[PostingPolicy, ...]:
    found = [_read(name, text) for name, text in posting_editions().items()]
    return tuple(sorted(found, key=lambda one: one.in_force))


def _read(name: str, text: str) -> PostingPolicy:
    table = tomllib.loads(text)
    days, doubt = table["days"], table["doubt"]
    return PostingPolicy(
        edition=name, in_force=table["in_force"], legal_basis=table["legal_basis"],
        deadlines=table["deadlines"], post_new_days=days["post_new"],
        replace_days=days["replace"], urge_again_days=days["urge_again"],
        same_photo_bits=doubt["same_photo_bits"], far_m=doubt["far_m"],
        worst_accuracy_m=doubt["worst_accuracy_m"], claim_accuracy_m=doubt["claim_accuracy_m"],
        two_places_h=doubt["two_places_h"], two_places_m=doubt["two_places_m"],
    )  # fmt: skip


def posting_policy_on(*, day: date) -> PostingPolicy:
    """Return the edition in force on a day; before the first edition the first.

    Example:
        >>> posting_policy_on(day=date(2020, 7, 1)).edition
        '286-2020'
    """
    editions = _editions()
    held = [one for one in editions if one.in_force <= day]
    return held[-1] if held else editions[0]


def due_in(*, jurisdiction_code: str, policy: PostingPolicy) -> date:
    """Return the last day on which a district's plates should have been posted.

    Source: 沪市监特种〔2020〕286号 二（一）三.

    Example:
        >>> policy = posting_policy_on(day=date(2020, 7, 1))
        >>> due_in(jurisdiction_code="310104", policy=policy).isoformat()
        '2020-06-30'
        >>> due_in(jurisdiction_code="310115", policy=policy).isoformat()
        '2020-09-30'
    """
    return policy.deadlines.get(jurisdiction_code, policy.deadlines[_ELSEWHERE])


def deadlines_by_code(*, policy: PostingPolicy) -> tuple[dict[str, date], date]:
    """Return the last days by district, and the one of all others."""
    named = {code: day for code, day in policy.deadlines.items() if code != _ELSEWHERE}
    return named, policy.deadlines[_ELSEWHERE]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hanging:
    """What decides by when an elevator's plate must hang; no `state` where it has none."""

    jurisdiction_code: str
    registered_on: date | None = None
    state: PlateState | None = None
    reported_on: date | None = None
    is_replacement: bool = False
    issued_on: date | None = None


def due_on(*, hanging: Hanging, policy: PostingPolicy) -> date | None:
    """Return the last day for posting or replacing, None where the plate hangs.

    A new elevator has its days from its registration, a damaged or lost plate from the report.

    Example:
        >>> new = Hanging(jurisdiction_code="310106", registered_on=date(2026, 11, 1))
        >>> due_on(hanging=new, policy=posting_policy_on(day=date(2026, 11, 22))).isoformat()
        '2026-12-01'
    """
    if hanging.state is PlateState.POSTED:
        return None
    replace_within = timedelta(days=policy.replace_days)
    if hanging.state in {PlateState.DAMAGED, PlateState.LOST} and hanging.reported_on:
        return hanging.reported_on + replace_within
    if hanging.is_replacement and hanging.issued_on:
        return hanging.issued_on + replace_within
    deadline = due_in(jurisdiction_code=hanging.jurisdiction_code, policy=policy)
    if hanging.registered_on is None:
        return deadline
    return max(deadline, hanging.registered_on + timedelta(days=policy.post_new_days))
