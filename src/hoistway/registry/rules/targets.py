"""What a mapping can fill: every field of the register with its type, length and limits."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from hoistway.foundation.terms import Term
from hoistway.registry.rules.units import Quantity
from hoistway.registry.vocabulary import Catalogue, ElevatorKind, Field, PlaceKind, UseState


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
    """One field of the register, as a mapping sees it; limits are in the stored unit.

    A row without a `required` field is refused, unless the mapping names another record key.
    """

    name: str
    shape: Shape
    required: bool = False
    length: int = 0
    term: type[Term] | None = None
    quantity: Quantity | None = None
    whole: bool = False
    scale: float = 1
    least: float = float("-inf")
    most: float = float("inf")


def _number(
    field: Field, least: float, most: float, *, of: Quantity | None = None, whole: bool = False,
    scale: float = 1,
) -> Target:  # fmt: skip
    return Target(
        field.value, Shape.NUMBER, quantity=of, whole=whole, scale=scale, least=least, most=most
    )


def _count(field: Field, least: float, most: float) -> Target:
    return Target(field.value, Shape.NUMBER, whole=True, least=least, most=most)


def _text(field: Field, length: int, *, required: bool = False) -> Target:
    return Target(field.value, Shape.TEXT, required=required, length=length)


def _identifier(field: Field, length: int, *, required: bool = False) -> Target:
    return Target(field.value, Shape.IDENTIFIER, required=required, length=length)


TARGETS = {
    target.name: target
    for target in (
        _identifier(Field.REGISTER_NUMBER, 64, required=True),
        _identifier(Field.DEVICE_CODE, 21),
        _identifier(Field.CERTIFICATE_NUMBER, 32),
        _identifier(Field.SERIAL_NUMBER, 60),
        _identifier(Field.UNIT_NUMBER, 40),
        _text(Field.NAME, 80),
        _text(Field.ADDRESS, 200, required=True),
        _text(Field.ESTATE, 80),
        _text(Field.BUILDING, 40),
        _text(Field.STREET, 60),
        _identifier(Field.STREET_CODE, 12),
        Target(Field.JURISDICTION.value, Shape.CODE, required=True),
        _number(Field.LONGITUDE, -180, 180),
        _number(Field.LATITUDE, -90, 90),
        Target(Field.KIND.value, Shape.CODE, required=True, term=ElevatorKind),
        Target("catalogue", Shape.CODE, term=Catalogue),
        Target(Field.USE_STATE.value, Shape.CODE, term=UseState),
        Target(Field.PLACE_KIND.value, Shape.CODE, term=PlaceKind),
        _text(Field.USE_UNIT, 120),
        _identifier(Field.USE_UNIT_CODE, 18),
        _text(Field.FIRM, 120),
        _identifier(Field.FIRM_CODE, 18),
        _text(Field.MADE_BY, 80),
        _text(Field.MODEL, 60),
        Target(Field.MADE_ON.value, Shape.DATE),
        Target(Field.INSTALLED_ON.value, Shape.DATE),
        Target(Field.REGISTERED_ON.value, Shape.DATE),
        Target(Field.ALTERED_ON.value, Shape.DATE),
        Target(Field.REPAIRED_ON.value, Shape.DATE),
        Target(Field.FLOOR_LABELS.value, Shape.LIST, length=6),
        _count(Field.FLOORS, 1, 250),
        _count(Field.STOPS, 1, 250),
        _count(Field.DOORS, 1, 500),
        _number(Field.RATED_SPEED, 0.01, 25, of=Quantity.SPEED),
        _number(Field.RATED_LOAD, 10, 1e5, of=Quantity.MASS, whole=True),
        _count(Field.PERSONS, 1, 300),
        _number(Field.TRAVEL, 0.1, 700, of=Quantity.LENGTH),
        _number(Field.INCLINATION, 0, 40),
        _number(Field.WIDTH, 200, 3000, of=Quantity.LENGTH, whole=True, scale=1000),
    )
}
"""Chosen limits: the fastest elevator runs at 21 m/s (Guangzhou, 2019), the highest travels about
600 m with some 130 stops, the heaviest carries some tens of tonnes; an escalator is inclined at
most 35° and a moving walk at most 1.65 m wide (GB 16899). Beyond the limits a number is a slip of
the pen."""

LARGEST = 2**31 - 1
"""Largest number that is kept of a register that keeps what is doubtful; PostgreSQL: integer."""

FACT_LENGTH = 200
"""Longest text kept in `other_facts`, in signs. Chosen: as long as an address."""

EARLIEST = date(1853, 1, 1)
LATEST = date(2100, 1, 1)
"""Chosen: Otis sold the first safe elevator in 1853; a date after 2100 is a slip of the pen."""

RECORD = Target("record", Shape.IDENTIFIER, required=True, length=80)
SOURCE = Target("source", Shape.IDENTIFIER, required=True, length=48)
OBSERVED = Target("observed", Shape.DATE)
SYSTEM = Target("datum", Shape.TEXT, length=16)
"""What a row says of itself: its key and source, its day, the system of its coordinates."""


def fact(*, name: str, shape: Shape) -> Target:
    """Return the target of a fact that has no column of its own."""
    return Target(name=name, shape=shape, length=FACT_LENGTH)
