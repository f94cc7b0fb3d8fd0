"""The map beside a list: district outlines and the open rescues on them."""

from collections.abc import Iterable

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoistway.foundation.actors import Actor
from hoistway.parties.queries import Reach, jurisdictions, reach_of
from hoistway.web.desk.rows import Row
from hoistway.web.desk.shapes import word
from hoistway.web.parts.citymap import Dot, city_map
from hoistway.web.parts.outlines import district_outlines
from hoistway.web.parts.tones import tone_of


def map_of(*, rows: Iterable[Row], by: Actor) -> SafeString:
    """Return the map of the actor's district, or of the city, with these rescues on it."""
    outlines = district_outlines(code=_own_code(by))
    return city_map(outlines=outlines, dots=_dots(rows), label=_("位置示意"))


def _own_code(by: Actor) -> str:
    if reach_of(by=by) is not Reach.JURISDICTION:
        return ""
    own = jurisdictions().filter(pk=by.jurisdiction_id).values_list("code", flat=True)
    return own.first() or ""


def _dots(rows: Iterable[Row]) -> list[Dot]:
    dots = []
    for row in rows:
        place = row.elevator
        if place.longitude is None or place.latitude is None:
            continue
        tone = "caution" if row.late else tone_of(row.state)
        title = f"{place.address} · {word(row.state)}"
        dots.append(Dot(place.longitude, place.latitude, tone, title, size=16))
    return dots
