"""The decimal point of a coordinate slipped, or a digit was typed twice.

Source: house. Certain if exactly one point that shifting the decimal point or leaving one digit
out gives lies in the claimed district, within 300 m of another source's point or of the place's
other elevators, and the held point lies outside that district.
"""

from collections.abc import Iterator

from hoistway.quality.rules.atlas import MARGIN_M, Degrees, lies_in, metres_from
from hoistway.quality.rules.city import City, areas_of
from hoistway.quality.rules.points import is_decided, moved, nearest_witness, to_the_others_m
from hoistway.quality.rules.portrait import Portrait, Verdict
from hoistway.quality.vocabulary import FindingKind

SLIPPED_M = 1_000.0
"""How far from the evidence a slipped point must lie. Chosen: nearer, leaving out a digit would
bring many an honest point within 300 m by chance."""

CLAUSE = "house"
WHY = (
    "移动小数点或去掉一位数字后，唯一落在该区并与佐证相符的点为 {proposal}。",
    "Moving the decimal point or leaving out one digit gives one fitting point: {proposal}.",
)


def readings(*, value: float) -> set[float]:
    """Return a coordinate as it is, with its point elsewhere and with one digit left out.

    Example:
        >>> sorted(x for x in readings(value=1214.737) if 121.4 < x < 121.5)
        [121.4737]
        >>> 121.4737 in readings(value=121.44737)
        True
    """
    text = f"{value:.8f}".rstrip("0")
    found = {round(value * 10.0**power, 8) for power in range(-6, 7)}
    for place, sign in enumerate(text):
        if sign.isdigit():
            rest = text[:place] + text[place + 1 :]
            if rest.strip("-.").replace(".", ""):
                found.add(float(rest))
    return found


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Look for the one reading that district and witnesses confirm."""
    point = portrait.point()
    areas = areas_of(portrait.text("jurisdiction"))
    if point is None or not areas or is_decided(portrait=portrait):
        return
    if _unconfirmable(portrait) or _distance_m(portrait, point) <= SLIPPED_M:
        return
    fitting = _fitting(portrait, point, areas)
    if fitting:
        nearest = min(fitting, key=lambda p: _distance_m(portrait, p))
        strayed = min(metres_from(code=area, point=point) for area in areas) > MARGIN_M
        yield moved(
            kind=FindingKind.DECIMAL_SLIP, portrait=portrait, point=point, to=nearest,
            certain=len(fitting) == 1 and strayed, inputs={"fitting": len(fitting)},
        )  # fmt: skip


def _fitting(portrait: Portrait, point: Degrees, areas: frozenset[str]) -> set[Degrees]:
    """Return the readings that fit, one of the two coordinates or both read anew."""
    whole = {
        (round(point[0] * 10.0**a, 8), round(point[1] * 10.0**b, 8))
        for a in range(-6, 7) for b in range(-6, 7)
    }  # fmt: skip
    one = {(x, point[1]) for x in readings(value=point[0])}
    one |= {(point[0], y) for y in readings(value=point[1])}
    near = {p for p in (whole | one) - {point} if _confirmed(portrait, p)}
    return {p for p in near if any(lies_in(code=area, point=p) for area in areas)}


def _distance_m(portrait: Portrait, point: Degrees) -> float:
    witness_m, _ = nearest_witness(portrait=portrait, point=point)
    return min(witness_m, to_the_others_m(portrait=portrait, point=point))


def _confirmed(portrait: Portrait, point: Degrees) -> bool:
    return _distance_m(portrait, point) <= MARGIN_M


def _unconfirmable(portrait: Portrait) -> bool:
    return not portrait.around.points and next(portrait.witness_points(), None) is None
