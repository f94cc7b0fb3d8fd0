"""The point lies outside the city.

Source: house. Certain if another source gives a point inside it, within 200 m of the place's
other elevators. Waters that bridges and harbours cross are never asked about.
"""

from collections.abc import Iterator

from hoistway.quality.rules.atlas import (
    MARGIN_M,
    district_at,
    is_off_the_coast,
    metres_from_city,
)
from hoistway.quality.rules.city import City, areas_of
from hoistway.quality.rules.points import in_degrees, is_decided, moved, to_the_others_m
from hoistway.quality.rules.portrait import Portrait, Verdict, claims_of
from hoistway.quality.vocabulary import FindingKind

CLAUSE = "house"
WHY = (
    "坐标在本市轮廓外约 {metres} 米。",
    "The point lies {metres} m outside the outline of the city.",
)

NEAR_M = 200.0
"""How near to the place's other elevators another source's point must lie. Source: catalogue."""

ASK_M = 2_000.0
"""Up to here outside the coarse outline nobody is asked. Chosen: quays and river mouths."""


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Look for a point of another source among the place's other elevators."""
    point = portrait.point()
    if point is None or is_decided(portrait=portrait) or not areas_of(portrait.jurisdiction_code):
        return
    if in_degrees(point=point) and district_at(point=point):
        return
    metres = metres_from_city(point=point)
    for said, there in portrait.witness_points():
        inside = in_degrees(point=there) and district_at(point=there)
        near = to_the_others_m(portrait=portrait, point=there) <= NEAR_M
        if metres > MARGIN_M and inside and near:
            yield moved(
                kind=FindingKind.OUTSIDE_CITY, portrait=portrait, point=point, to=there,
                certain=True, inputs={"metres": round(metres), "claims": claims_of(said)},
            )  # fmt: skip
            return
    if metres > ASK_M and not is_off_the_coast(point=point):
        yield moved(
            kind=FindingKind.OUTSIDE_CITY, portrait=portrait, point=point, to=None, certain=False,
            inputs={"metres": round(min(metres, 1e8))},
        )  # fmt: skip
