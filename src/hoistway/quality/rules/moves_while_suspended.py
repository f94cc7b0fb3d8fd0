"""Remote monitoring saw an elevator run although its use is suspended.

Source: 特种设备安全法 art. 47-48. Never certain: it may have been a test run, or the state is old.
"""

from collections.abc import Iterator
from datetime import datetime

from hoistway.foundation.periods import SHANGHAI
from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import LONG_AGO, Portrait, Verdict, claims_of
from hoistway.quality.vocabulary import FindingKind
from hoistway.registry.vocabulary import SourceKind, UseState

CLAUSE = "特种设备安全法 art. 47-48"
WHY = (
    "停用登记之后，监测于 {moved_at} 记录到运行。",
    "Monitoring saw it run at {moved_at}, after its use was suspended.",
)

MOVED = "facts.moved_at"
"""Fact of telemetry: the last instant at which the car or the steps ran."""


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Compare the last run with the day of the suspension."""
    if portrait.text("use_state") != UseState.SUSPENDED:
        return
    word = portrait.word("use_state")
    since = word.observed_at if word is not None else LONG_AGO
    for said in portrait.said.get(MOVED, ()):
        if said.kind is SourceKind.TELEMETRY and isinstance(said.value, str):
            moved_at = datetime.fromisoformat(said.value)
            if moved_at > since:
                yield Verdict(
                    kind=FindingKind.MOVES_WHILE_SUSPENDED, field="use_state",
                    value=str(UseState.SUSPENDED), confidence=0.8,
                    inputs={"moved_at": _in_shanghai(moved_at), "claims": claims_of(said)},
                )  # fmt: skip
                return


def _in_shanghai(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
