"""The jurisdiction is another one than that in which coordinates and address place the elevator.

Source: 286号 二（一）. Certain only if both agree on one other district: the point lies in its
outline and more than 300 m from the held one, and the address names it.
"""

from collections.abc import Iterator

from hoistway.quality.rules.atlas import MARGIN_M, Degrees, district_at, metres_from
from hoistway.quality.rules.city import City, areas_of, districts_in
from hoistway.quality.rules.portrait import Portrait, Verdict
from hoistway.quality.vocabulary import FindingKind

CLAUSE = "286号 二（一）"
WHY = (
    "坐标位于 {there}，距登记辖区 {value} 约 {metres} 米；地址指向 {named}。",
    "The point lies in {there}, {metres} m from {value}; the address names {named}.",
)


def strays_m(*, areas: frozenset[str], point: Degrees) -> float:
    """Return how far a point is from the nearest of some districts.

    Example:
        >>> strays_m(areas=frozenset({"310101"}), point=(121.4792, 31.2184))
        0.0
    """
    return min(metres_from(code=code, point=point) for code in areas)


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Compare the held jurisdiction with the point and the words of the address."""
    areas = areas_of(portrait.text("jurisdiction"))
    point = portrait.point()
    if not areas or point is None or portrait.is_decided("jurisdiction"):
        return
    metres = strays_m(areas=areas, point=point)
    there = district_at(point=point) if metres > MARGIN_M else ""
    if not there:
        return
    named = districts_in(address=portrait.text("address"))
    agrees = named == frozenset({there})
    address_holds = bool(named & areas)
    yield Verdict(
        kind=FindingKind.DISTRICT_AGAINST_PLACE, field="jurisdiction",
        value=portrait.text("jurisdiction"), proposal=None if address_holds else there,
        confidence=0.98 if agrees else 0.3 if address_holds else 0.6, certain=agrees,
        inputs={
            "there": there, "metres": round(metres), "named": "、".join(sorted(named)) or "—",
            "point": list(point), "address": portrait.text("address"),
        },
    )  # fmt: skip
