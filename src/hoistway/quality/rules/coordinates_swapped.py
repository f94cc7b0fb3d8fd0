"""Longitude and latitude were written into each other's column.

Source: house. Certain if the exchanged point lies in the claimed district, or within 300 m of
another source's point or of the place's other elevators.
"""

from collections.abc import Iterator

from hoistway.quality.rules.atlas import MARGIN_M, district_at
from hoistway.quality.rules.city import City, areas_of, stands_in
from hoistway.quality.rules.points import is_decided, moved, nearest_witness, to_the_others_m
from hoistway.quality.rules.portrait import Portrait, Verdict
from hoistway.quality.vocabulary import FindingKind

CLAUSE = "house"
WHY = (
    "经纬度互换后落在 {there}，与佐证相符。",
    "With longitude and latitude exchanged the point lies in {there}, as the others say.",
)


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Exchange the two where this gives a point of the city and the held one is none."""
    point = portrait.point()
    if point is None or is_decided(portrait=portrait):
        return
    turned = (point[1], point[0])
    there = district_at(point=turned)
    if not there or district_at(point=point):
        return
    areas = areas_of(portrait.text("jurisdiction"))
    witness_m, claims = nearest_witness(portrait=portrait, point=turned)
    others_m = to_the_others_m(portrait=portrait, point=turned)
    near = min(witness_m, others_m) <= MARGIN_M
    certain = near or any(stands_in(code=area, point=turned) for area in areas)
    yield moved(
        kind=FindingKind.COORDINATES_SWAPPED, portrait=portrait, point=point, to=turned,
        certain=certain, inputs={"there": there, "claims": claims},
    )  # fmt: skip
