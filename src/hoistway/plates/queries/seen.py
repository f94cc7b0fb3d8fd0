"""Which facts of an elevator are looked at when its plate is put up."""

from hoistway.registry.actions import FieldValue
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import ElevatorKind, Field

_HOUSE = (Field.ADDRESS, Field.ESTATE, Field.BUILDING, Field.NAME)
_CAR = (Field.STOPS, Field.RATED_LOAD, Field.SERIAL_NUMBER)

NUMBERS = frozenset({Field.STOPS, Field.RATED_LOAD})
"""Facts that are whole numbers."""


def facts_on_site(*, elevator: Elevator) -> dict[str, FieldValue]:
    """Return what the register holds of what can be seen on the way to the elevator.

    An escalator has no car to look at. Who uses and who maintains it is not asked here: that is
    the business of filings, and a slip of the pen would enrol a new organisation.
    """
    fields = _HOUSE if elevator.kind in ElevatorKind.without_car() else (*_HOUSE, *_CAR)
    return {str(field): getattr(elevator, str(field)) for field in fields}
