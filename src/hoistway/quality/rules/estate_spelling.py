"""One estate is written in several ways.

Source: house. Certain where the spellings of one place differ in width, blanks and brackets only:
the one that most claims use holds. 苑 and 园, 一期 and 二期 are other names.
"""

from collections import Counter
from collections.abc import Iterator

from hoistway.matching.names import plain_estate
from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Portrait, Verdict
from hoistway.quality.rules.writing import plain
from hoistway.quality.vocabulary import FindingKind

LEAST = 3
"""Signs that two names must share to be asked about. Chosen: 花园 alone is no name."""

CLAUSE = "house"
WHY = (
    "同一场所的记录多写作「{proposal}」（{most} 次，本写法 {own} 次）。",
    "Most claims about this place write «{proposal}» ({most} times, this one {own}).",
)


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Count the spellings of the place that are equal in plain writing."""
    value = portrait.text("estate")
    if not value or portrait.is_decided("estate"):
        return
    form = plain(text=value)
    counted: Counter[str] = Counter(
        {name: n for name, n in portrait.around.estates.items() if plain(text=name) == form}
    )
    counted.update(
        str(said.value) for said in portrait.witnesses("estate")
        if isinstance(said.value, str) and plain(text=said.value) == form
    )  # fmt: skip
    own = counted[value] + 1
    best, most = max(counted.items(), key=lambda pair: (pair[1], pair[0]), default=(value, 0))
    if best != value and most > own:
        yield Verdict(
            kind=FindingKind.ESTATE_SPELLING, field="estate", value=value, proposal=best,
            confidence=0.98, certain=True, inputs={"most": most, "own": own},
        )  # fmt: skip
        return
    alike = [
        (n, name) for name, n in portrait.around.estates.items()
        if name != value and _may_be_one(name, value)
    ]  # fmt: skip
    most, best = max(alike, default=(0, ""))
    if most > portrait.around.estates.get(value, 0) + 1:
        yield Verdict(
            kind=FindingKind.ESTATE_SPELLING, field="estate", value=value, proposal=best,
            confidence=0.5, inputs={"most": most, "own": own},
        )  # fmt: skip


def _may_be_one(one: str, other: str) -> bool:
    """Return whether one name says the other and more; that is asked, never taken for sure."""
    a, b = plain_estate(text=one), plain_estate(text=other)
    return a == b or (min(len(a), len(b)) >= LEAST and (a in b or b in a))
