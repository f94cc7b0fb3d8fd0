"""The travel gives storeys that nobody builds.

Source: house. Certain if another source's travel gives usual storeys with the stops. With two
stops anything is built: then nobody is asked.
"""

from collections.abc import Iterator

from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Portrait, Verdict, as_number, claims_of
from hoistway.quality.rules.travel_unit import (
    IMPOSSIBLE_STOREY_M,
    MOST_M,
    is_usual,
    storey_m,
)
from hoistway.quality.vocabulary import FindingKind
from hoistway.registry.vocabulary import ElevatorKind

CLAUSE = "house"
WHY = (
    "提升高度 {value} m、{stops} 站，平均层高 {storey} m；佐证为 {proposal} m。",
    "{value} m over {stops} stops gives storeys of {storey} m; the evidence says {proposal} m.",
)

POSSIBLE_M = (1.5, 12.0)
"""Outside these a storey is doubted. Source: catalogue of corrections."""


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Compare the mean storey with what other sources' travel gives."""
    value, stops = portrait.number("travel_m"), portrait.number("stops")
    if value is None or stops is None or stops <= 2 or portrait.is_decided("travel_m"):
        return
    storey = storey_m(travel_m=value, stops=stops)
    without_car = portrait.text("kind") in ElevatorKind.without_car()
    if storey is None or without_car or POSSIBLE_M[0] <= storey <= POSSIBLE_M[1]:
        return
    if value > MOST_M or storey > IMPOSSIBLE_STOREY_M:
        return
    heard = [(as_number(s.value), s) for s in portrait.witnesses("travel_m")]
    fitting = {
        v: s for v, s in heard
        if v is not None and is_usual(storey=storey_m(travel_m=v, stops=stops))
    }  # fmt: skip
    backed = any(v == value for v, _ in heard)
    certain = len(fitting) == 1 and not backed
    yield Verdict(
        kind=FindingKind.TRAVEL_AGAINST_STOPS, field="travel_m", value=value,
        proposal=next(iter(fitting)) if len(fitting) == 1 else None,
        confidence=0.95 if certain else 0.4, certain=certain,
        inputs={
            "stops": stops, "storey": round(storey, 2), "claims": claims_of(*fitting.values()),
        },
    )  # fmt: skip
