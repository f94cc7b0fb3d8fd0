"""Nobody maintains an elevator that is in use.

Source: 特种设备安全法 art. 45.
"""

from collections.abc import Iterator

from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Portrait, Verdict
from hoistway.quality.vocabulary import FindingKind
from hoistway.registry.vocabulary import UseState

CLAUSE = "特种设备安全法 art. 45"
WHY = (
    "在用电梯没有任何来源给出维保单位。",
    "The elevator is in use and no source names a maintenance firm.",
)


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Ask who maintains an elevator that is in use."""
    if portrait.text("use_state") == UseState.IN_USE and not portrait.has_firm:
        yield Verdict(kind=FindingKind.NO_FIRM, field="firm", value=None, confidence=0.9)
