"""The number of stops is not the number of labelled landings.

Source: GB/T 7024 (M). Certain if another source, or telemetry, says the number of labels. Floors
and doors are other numbers (7层6站6门) and are not compared.
"""

from collections.abc import Iterator

from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Portrait, Verdict, as_number, claims_of
from hoistway.quality.vocabulary import FindingKind

CLAUSE = "GB/T 7024 (M)"
WHY = (
    "登记 {value} 站，层站标识 {labels} 个。",
    "{value} stops are registered, {labels} landings are labelled.",
)


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Compare the stops with the labels and with what the others say."""
    stops, labels = portrait.number("stops"), portrait.value("floor_labels")
    if stops is None or not isinstance(labels, list) or not labels:
        return
    if len(labels) == stops or portrait.is_decided("stops"):
        return
    witnesses = portrait.witnesses("stops")
    agreeing = [s for s in witnesses if as_number(s.value) == len(labels)]
    backing = [s for s in witnesses if as_number(s.value) == stops]
    certain = bool(agreeing) and not backing
    yield Verdict(
        kind=FindingKind.STOPS_AGAINST_FLOORS, field="stops", value=int(stops),
        proposal=len(labels) if agreeing or not backing else None,
        confidence=0.96 if certain else 0.4, certain=certain,
        inputs={"labels": len(labels), "claims": claims_of(*agreeing, *backing)},
    )  # fmt: skip
