"""A travel in millimetres or centimetres stands where metres are meant.

Source: GB/T 7024 (M). Certain if the value is impossible and its hundredth or thousandth gives a
usual storey with the stops, or is what another source says.
"""

from collections.abc import Iterator

from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Portrait, Verdict, as_number, claims_of
from hoistway.quality.vocabulary import FindingKind

CLAUSE = "GB/T 7024 (M)"
WHY = (
    "提升高度 {value} m 不可能；换算为 {proposal} m 后层高合理或与佐证一致。",
    "{value} m of travel is impossible; {proposal} m gives a usual storey or is as others say.",
)

MOST_M = 700.0
"""No shaft is higher. Source: catalogue of corrections."""

STOREY_M = (2.2, 6.5)
"""Heights of a usual storey. Source: catalogue of corrections."""

IMPOSSIBLE_STOREY_M = 100.0
"""More than this from stop to stop is asked. Chosen: towers with two stops reach 60 m."""


def storey_m(*, travel_m: float, stops: float | None) -> float | None:
    """Return the mean height from stop to stop, None where the stops are unknown.

    Example:
        >>> storey_m(travel_m=45.0, stops=16), storey_m(travel_m=45.0, stops=None)
        (3.0, None)
    """
    return travel_m / (stops - 1) if stops is not None and stops >= 2 else None


def is_usual(*, storey: float | None) -> bool:
    """Return whether a storey has a usual height."""
    return storey is not None and STOREY_M[0] <= storey <= STOREY_M[1]


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Read an impossible travel in the smaller units."""
    value, stops = portrait.number("travel_m"), portrait.number("stops")
    if value is None or portrait.is_decided("travel_m"):
        return
    storey = storey_m(travel_m=value, stops=stops)
    if value <= MOST_M and (storey is None or storey <= IMPOSSIBLE_STOREY_M):
        return
    said = [(as_number(s.value), s) for s in portrait.witnesses("travel_m")]
    heard = {v: s for v, s in said if v is not None and 0 < v <= MOST_M}
    read = {value / 100, value / 1000}
    agreeing = {w for v in read for w in heard if abs(v - w) <= 0.01 * w}
    usual = {v for v in read if is_usual(storey=storey_m(travel_m=v, stops=stops))}
    fitting = agreeing or usual
    certain = len(fitting) == 1 and (bool(agreeing) or not heard) and (
        value > MOST_M or bool(agreeing)
    )  # fmt: skip
    proposal = round(next(iter(fitting)), 3) if len(fitting) == 1 else None
    yield Verdict(
        kind=FindingKind.TRAVEL_UNIT, field="travel_m", value=value, proposal=proposal,
        confidence=0.97 if certain else 0.5, certain=certain,
        inputs={"stops": stops, "claims": claims_of(*heard.values())},
    )  # fmt: skip
