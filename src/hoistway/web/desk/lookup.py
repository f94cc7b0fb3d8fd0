"""Find the elevator that somebody speaks of: by number, plate code or words of its address."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from hoistway.dossier.elevator import ElevatorCard, cards_of
from hoistway.dossier.search import found_elevators
from hoistway.emergency.queries import open_incidents_seen
from hoistway.foundation.actors import Actor
from hoistway.registry.models import Elevator
from hoistway.registry.queries import ElevatorSearch
from hoistway.registry.vocabulary import UseState
from hoistway.web.desk.rows import Row, shown_rows

MOST = 20
"""Elevators offered. Chosen: one screen; a caller can name the building."""

_PIECES = re.compile(
    r"[\u4e00-\u9fff]{2,8}?(?:路|街|大道|公路|弄|新村|花园|公寓|苑|园|城|大厦|广场|中心|医院|站)"
    r"|\d+(?:号|弄|号楼|栋)|[A-Za-z0-9]+"
)
"""What a spoken address is made of: roads, estates, house numbers. Chosen from common forms."""


@dataclass(frozen=True, slots=True)
class Found:
    """Elevators that fit, and open rescues in the same buildings: perhaps the same event."""

    elevators: tuple[ElevatorCard, ...]
    twins: tuple[Row, ...]


def look_up(*, text: str, by: Actor, now: datetime) -> Found:
    """Return the elevators that fit the words and what is already being done near them."""
    elevators: list[Elevator] = []
    for words in spoken_parts(text=text):
        search = ElevatorSearch(text=words, also=~Q(elevator__use_state=UseState.SCRAPPED))
        found = found_elevators(by=by, search=search, keys=settings.PLATE_KEYS)
        elevators = [row for row in found.elevators if row.use_state is not UseState.SCRAPPED][
            :MOST
        ]
        if elevators:
            break
    near = {row.address for row in elevators}
    twins = open_incidents_seen(by=by).filter(elevator__address__in=near)
    return Found(
        elevators=tuple(cards_of(elevators=elevators)),
        twins=tuple(shown_rows(incidents=twins[:MOST], role=by.role, now=now)),
    )


def spoken_parts(*, text: str) -> list[str]:
    """Return what to search, from the whole text to its first part alone.

    Example:
        >>> spoken_parts(text="静安区延平路135号3号楼")
        ['静安区延平路135号3号楼', '静安区延平路 135号 3号', '静安区延平路 135号', '静安区延平路']
    """
    parts = _PIECES.findall(text)
    tries = [text, *(" ".join(parts[:count]) for count in range(len(parts), 0, -1))]
    return [words for words in dict.fromkeys(tries) if words.strip()]
