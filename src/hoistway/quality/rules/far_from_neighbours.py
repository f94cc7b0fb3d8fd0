"""The point lies far from the other elevators of the same place.

Source: house. Certain if it is more than 1 km from the middle of at least three of them and
another source gives a point within 150 m of that middle.
"""

from collections.abc import Iterator

from hoistway.quality.rules.atlas import metres_between
from hoistway.quality.rules.city import City
from hoistway.quality.rules.points import in_degrees, is_decided, moved
from hoistway.quality.rules.portrait import Portrait, Verdict, claims_of
from hoistway.quality.vocabulary import FindingKind

CLAUSE = "house"
WHY = (
    "距同场所其他 {others} 台电梯约 {metres} 米。",
    "{metres} m from the {others} other elevators of its place.",
)

FAR_M = 1_000.0
"""How far is far. Source: catalogue of corrections."""

NEAR_M = 150.0
"""How near to the middle the other source's point must lie. Source: catalogue of corrections."""


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Compare the point with the middle of the place's other elevators."""
    point, middle = portrait.point(), portrait.around.middle(least=3)
    if point is None or middle is None or is_decided(portrait=portrait):
        return
    metres = metres_between(point, middle)
    if metres <= FAR_M:
        return
    inputs: dict[str, object] = {
        "metres": round(min(metres, 1e8)), "others": len(portrait.around.points),
    }  # fmt: skip
    fitting = [
        (metres_between(there, middle), said.claim_id, there, said)
        for said, there in portrait.witness_points()
        if in_degrees(point=there) and metres_between(there, middle) <= NEAR_M
    ]
    to = None
    if fitting:
        _, _, to, said = min(fitting, key=lambda found: found[:2])
        inputs["claims"] = claims_of(said)
    yield moved(
        kind=FindingKind.FAR_FROM_NEIGHBOURS, portrait=portrait, point=point,
        to=to, certain=to is not None,
        inputs=inputs,
    )  # fmt: skip
