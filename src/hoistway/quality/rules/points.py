"""How several rules about coordinates propose a point and look for one that confirms it."""

from hoistway.quality.rules.atlas import Degrees, metres_between
from hoistway.quality.rules.portrait import Portrait, Value, Verdict, claims_of
from hoistway.quality.vocabulary import FindingKind

FIELDS = ("longitude", "latitude")

PLACE = "place"
"""The two fields of a point together, as findings name them."""


def as_fields(*, point: Degrees) -> dict[str, Value]:
    """Return a point as the two fields that hold it, to a tenth of a metre.

    Example:
        >>> as_fields(point=(121.47370004, 31.2304))
        {'longitude': 121.4737, 'latitude': 31.2304}
    """
    return {"longitude": round(point[0], 7), "latitude": round(point[1], 7)}


def in_degrees(*, point: Degrees) -> bool:
    """Return whether a point can be one at all."""
    return -180 <= point[0] <= 180 and -90 <= point[1] <= 90


def is_decided(*, portrait: Portrait) -> bool:
    """Return whether a person decided where the elevator stands."""
    return any(portrait.is_decided(field) for field in FIELDS)


def nearest_witness(*, portrait: Portrait, point: Degrees) -> tuple[float, list[int]]:
    """Return how far the nearest point of another source is, and the claims that gave it."""
    found = [
        (metres_between(there, point), claims_of(said))
        for said, there in portrait.witness_points()
        if in_degrees(point=there)
    ]
    return min(found, default=(float("inf"), []))


def to_the_others_m(*, portrait: Portrait, point: Degrees, least: int = 1) -> float:
    """Return how far the middle of the place's other elevators is; infinite where they are few."""
    middle = portrait.around.middle(least=least)
    return float("inf") if middle is None else metres_between(middle, point)


def moved(
    *, kind: FindingKind, portrait: Portrait, point: Degrees, to: Degrees | None,
    certain: bool, inputs: dict[str, Value],
) -> Verdict:  # fmt: skip
    """Return the verdict that an elevator stands at another point, or that nobody knows where."""
    return Verdict(
        kind=kind, field=PLACE, value=as_fields(point=point),
        proposal=None if to is None else as_fields(point=to),
        confidence=0.97 if certain else 0.3 if to is None else 0.6,
        certain=certain and to is not None, inputs=inputs,
    )  # fmt: skip
