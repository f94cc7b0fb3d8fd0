"""The map beside a list: where elevators stand, the names of jurisdictions, the open rescues.

No district outlines are shipped: the ground is drawn from the register itself, a name stands at
the mean place of its elevators, and the page says that both are an illustration.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from math import log

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.registry.queries import Cell, elevator_cells
from hoistway.web.desk.rows import Row
from hoistway.web.desk.shapes import word
from hoistway.web.frame import spoken
from hoistway.web.parts.citymap import Dot, Outline, Patch, city_map
from hoistway.web.parts.tones import tone_of

KEPT_S = 600
"""How long the ground is remembered. Chosen: elevators are built in months, not in minutes."""


def map_of(*, rows: Iterable[Row], by: Actor) -> SafeString:
    """Return the map of what this actor may see with these rescues on it."""
    cells = _cells(by, int(clock.now().timestamp()) // KEPT_S)
    heaviest = log(1 + max((cell.count for cell in cells), default=1))
    ground = [
        Patch(cell.longitude, cell.latitude, weight=log(1 + cell.count) / heaviest * 0.99)
        for cell in cells
    ]
    return city_map(outlines=_names(cells), dots=_dots(rows), ground=ground, label=_("位置示意"))


@lru_cache(maxsize=64)
def _cells(by: Actor, ten_minutes: int) -> tuple[Cell, ...]:
    return tuple(elevator_cells(by=by))


def forget() -> None:
    """Forget the ground, so that the next map reads it anew."""
    _cells.cache_clear()


def _names(cells: Iterable[Cell]) -> list[Outline]:
    of_area: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        of_area[cell.jurisdiction_code].append(cell)
    return [_name(own) for own in of_area.values()]


def _name(own: list[Cell]) -> Outline:
    total = sum(cell.count for cell in own)
    middle = (
        sum(cell.longitude * cell.count for cell in own) / total,
        sum(cell.latitude * cell.count for cell in own) / total,
    )
    return Outline(name=spoken(own[0].jurisdiction), rings=(), label_at=middle)


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
