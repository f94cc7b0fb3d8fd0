"""What a mapping can fill: every field of the register with its type, length and limits."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from hoistway.foundation.terms import Term
from hoistway.registry.rules.units import Quantity
from hoistway.registry.vocabulary import ElevatorKind, PlaceKind, UseState


class Shape(Enum):
    """How the text of a cell is read."""

    TEXT = "text"
    IDENTIFIER = "identifier"
    NUMBER = "number"
    DATE = "date"
    CODE = "code"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Target:
    """One field of the register, as a mapping sees it; limits are in the stored unit."""

    name: str
    shape: Shape
    required: bool = False
    length: int = 0
    term: type[Term] | None = None
    quantity: Quantity | None = None
    whole: bool = False
    least: float = float("-inf")
    most: float = float("inf")


TARGETS = {
    target.name: target
    for target in (
        Target("register_number", Shape.IDENTIFIER, required=True, length=32),
        Target("name", Shape.TEXT, required=True, length=80),
        Target("address", Shape.TEXT, required=True, length=200),
        Target("estate", Shape.TEXT, length=80),
        Target("kind", Shape.CODE, required=True, term=ElevatorKind),
        Target("use_state", Shape.CODE, term=UseState),
        Target("place_kind", Shape.CODE, term=PlaceKind),
        Target("jurisdiction", Shape.CODE, required=True),
        Target("street_code", Shape.IDENTIFIER, length=12),
        Target("street", Shape.TEXT, length=60),
        Target("use_unit", Shape.TEXT, length=120),
        Target("use_unit_code", Shape.IDENTIFIER, length=18),
        Target("firm", Shape.TEXT, length=120),
        Target("firm_code", Shape.IDENTIFIER, length=18),
        Target("longitude", Shape.NUMBER, least=-180, most=180),
        Target("latitude", Shape.NUMBER, least=-90, most=90),
        Target("floor_labels", Shape.LIST, length=6),
        Target("rated_speed_mps", Shape.NUMBER, quantity=Quantity.SPEED, least=0.01, most=25),
        Target(
            "rated_load_kg", Shape.NUMBER, quantity=Quantity.MASS, whole=True, least=10, most=1e5
        ),
        Target("travel_m", Shape.NUMBER, quantity=Quantity.LENGTH, least=0.1, most=700),
        Target("made_by", Shape.TEXT, length=80),
        Target("serial_number", Shape.IDENTIFIER, length=60),
        Target("installed_on", Shape.DATE),
    )
}
"""Chosen limits: the fastest elevator runs at 21 m/s (Guangzhou, 2019), the highest travels about
600 m, the heaviest carries some tens of tonnes; beyond them a number is a slip of the pen."""

FACT_LENGTH = 200
"""Longest text kept in `other_facts`, in signs. Chosen: as long as an address."""

EARLIEST = date(1853, 1, 1)
LATEST = date(2100, 1, 1)
"""Chosen: Otis sold the first safe elevator in 1853; a date after 2100 is a slip of the pen."""


def fact(*, name: str, shape: Shape) -> Target:
    """Return the target of a fact that has no column of its own."""
    return Target(name=name, shape=shape, length=FACT_LENGTH)
