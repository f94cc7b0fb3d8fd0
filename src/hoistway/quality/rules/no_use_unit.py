"""Nobody answers for the use of an elevator.

Source: 特种设备安全法 art. 38: a co-owned elevator has no use unit until one is entrusted.
"""

from collections.abc import Iterator

from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Portrait, Verdict
from hoistway.quality.vocabulary import FindingKind
from hoistway.registry.vocabulary import UseState

CLAUSE = "特种设备安全法 art. 38"
WHY = (
    "没有任何来源给出使用单位。",
    "No source names a use unit.",
)


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Ask who uses an elevator that is not scrapped."""
    scrapped = portrait.text("use_state") == UseState.SCRAPPED
    if not scrapped and not portrait.has_use_unit:
        yield Verdict(
            kind=FindingKind.NO_USE_UNIT, field="use_unit", value=None, confidence=0.9,
        )  # fmt: skip
