"""The address still names a road by the name that it had before.

Source: 地名管理条例 (M); dated table in `standards/renamed_roads.toml`. Certain within the
district of the table: house numbers stayed.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from hoistway.quality.rules.city import City, areas_of, districts_in
from hoistway.quality.rules.portrait import Portrait, Verdict
from hoistway.quality.standards import table
from hoistway.quality.vocabulary import FindingKind

CLAUSE = "地名管理条例 (M)"
WHY = (
    "{old} 已于 {since} 更名为 {new}，门牌号未变。",
    "{old} has been called {new} since {since}; the house numbers stayed.",
)


@cache
def _renames() -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    rows: list[dict[str, Any]] = table("renamed_roads")["renamed"]
    before, after = r"(?:(?<=[区县市镇道乡街])|^)", r"(?=[0-9０-９一-龥]|$)"
    return tuple((re.compile(f"{before}{re.escape(row['old'])}{after}"), row) for row in rows)


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Replace a former road name where district and number fit."""
    address = portrait.text("address")
    areas = areas_of(portrait.text("jurisdiction")) | districts_in(address=address)
    for pattern, row in _renames():
        if row["old"] not in address or not pattern.search(address):
            continue
        if city.day < row["since"] or portrait.is_decided("address"):
            continue
        certain = areas == frozenset({row["district"]})
        if certain or row["district"] in areas:
            yield Verdict(
                kind=FindingKind.RENAMED_ROAD, field="address", value=address,
                proposal=pattern.sub(row["new"], address, count=1),
                confidence=0.97 if certain else 0.5, certain=certain,
                inputs={"old": row["old"], "new": row["new"], "since": str(row["since"])},
            )  # fmt: skip
