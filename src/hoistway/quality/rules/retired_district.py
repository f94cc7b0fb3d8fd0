"""A jurisdiction that no longer exists is replaced by its heir; register numbers keep the old one.

Source: GB/T 2260; dated table in `standards/retired_districts.toml`.

    >>> from datetime import date
    >>> from hoistway.quality.rules.city import City
    >>> from hoistway.quality.rules.portrait import Portrait
    >>> old = Portrait(elevator_id=1, jurisdiction_code="310108", held={"jurisdiction": "310108"})
    >>> [(v.proposal, v.certain) for v in judge(portrait=old, city=City(day=date(2026, 11, 22)))]
    [('310106', True)]
"""

from collections.abc import Iterator

from hoistway.quality.rules.city import City, heirs
from hoistway.quality.rules.portrait import Portrait, Verdict
from hoistway.quality.vocabulary import FindingKind

CLAUSE = "GB/T 2260"
WHY = (
    "辖区 {value} 已撤并，现由 {proposal} 管辖；注册代码中的旧区划不变。",
    "District {value} was merged away; its heir is {proposal}. The register number keeps the old.",
)


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Propose the heir of a retired district; certain by the dated table."""
    value = portrait.text("jurisdiction").strip()
    heir = heirs().get(value)
    if heir is not None:
        yield Verdict(
            kind=FindingKind.RETIRED_DISTRICT, field="jurisdiction", value=value, proposal=heir,
            confidence=1.0, certain=True,
        )  # fmt: skip
