"""The districts' outlines for the map that illustrates a list; no surveyed boundary."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from hoistway.parties.standards.shanghai_areas import DISTRICTS
from hoistway.web.frame import english
from hoistway.web.parts.citymap import Outline

_FILE = Path(__file__).with_name("shanghai_outlines.json")


@cache
def _districts() -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))["districts"]
    return kept


def district_outlines(*, code: str = "") -> list[Outline]:
    """Return the outlines with their names in the language of the page (WGS-84 degrees).

    With the code of a district only this one; a code without an outline gives the whole city.
    """
    names = {code: (zh, en) for code, zh, en in DISTRICTS}
    outlines = []
    wanted = [d for d in _districts() if d["code"] == code] or _districts()
    for district in wanted:
        pair = names[str(district["code"])]
        longitude, latitude = district["label_at"]
        rings = [[(x, y) for x, y in ring] for ring in district["rings"]]
        outlines.append(Outline(pair[1] if english() else pair[0], rings, (longitude, latitude)))
    return outlines
