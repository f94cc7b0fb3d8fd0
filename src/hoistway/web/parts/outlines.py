"""The districts' outlines for the map that illustrates a list; no surveyed boundary."""

from hoistway.parties.standards.shanghai_areas import DISTRICTS
from hoistway.parties.standards.shanghai_outlines import outlines
from hoistway.web.frame import english
from hoistway.web.parts.citymap import Outline


def district_outlines(*, code: str = "") -> list[Outline]:
    """Return the outlines with their names in the language of the page (WGS-84 degrees).

    With the code of a district only this one; a code without an outline gives the whole city.
    """
    names = {code: (zh, en) for code, zh, en in DISTRICTS}
    drawn = []
    wanted = [d for d in outlines() if d["code"] == code] or outlines()
    for district in wanted:
        pair = names[str(district["code"])]
        longitude, latitude = district["label_at"]
        rings = [[(x, y) for x, y in ring] for ring in district["rings"]]
        drawn.append(Outline(pair[1] if english() else pair[0], rings, (longitude, latitude)))
    return drawn
