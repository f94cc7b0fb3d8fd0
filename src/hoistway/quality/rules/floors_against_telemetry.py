"""Remote monitoring serves more landings than are registered.

Source: 286号 二（三）. Certain if another source says telemetry's number too. Fewer landings are
no finding: a floor may be locked or nobody may have gone there yet.
"""

from collections.abc import Iterator

from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Portrait, Verdict, as_number, claims_of
from hoistway.quality.vocabulary import FindingKind
from hoistway.registry.vocabulary import SourceKind

CLAUSE = "286号 二（三）"
WHY = (
    "登记 {value} 站，监测实际服务 {proposal} 站。",
    "{value} stops are registered, monitoring saw {proposal} served.",
)


def served(*, portrait: Portrait) -> tuple[int, int]:
    """Return how many landings telemetry saw served and its claim, zeros where it saw none."""
    for field in ("stops", "facts.floors_served"):
        for said in portrait.said.get(field, ()):
            if said.kind is SourceKind.TELEMETRY:
                number = len(said.value) if isinstance(said.value, list) else as_number(said.value)
                return int(number or 0), said.claim_id
    return 0, 0


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Compare the registered stops with those that telemetry saw."""
    stops = portrait.number("stops")
    seen, claim_id = served(portrait=portrait)
    if stops is None or seen <= stops or portrait.is_decided("stops"):
        return
    others = [said for said in portrait.witnesses("stops") if said.kind is not SourceKind.TELEMETRY]
    agreeing = [said for said in others if as_number(said.value) == seen]
    backing = [said for said in others if as_number(said.value) == stops]
    certain = bool(agreeing) and not backing
    yield Verdict(
        kind=FindingKind.FLOORS_AGAINST_TELEMETRY, field="stops", value=int(stops), proposal=seen,
        confidence=0.97 if certain else 0.6, certain=certain,
        inputs={"claims": sorted({claim_id, *claims_of(*agreeing)})},
    )  # fmt: skip
