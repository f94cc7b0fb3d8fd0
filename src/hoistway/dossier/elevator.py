"""An elevator as pages show it."""

from dataclasses import dataclass

from hoistway.plates.queries import living_plates
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import ElevatorKind, PlaceKind, UseState


@dataclass(frozen=True, slots=True)
class ElevatorCard:
    """What stands on every page that names an elevator."""

    id: int
    register_number: str
    name: str
    address: str
    estate: str
    kind: ElevatorKind
    state: UseState
    place_kind: PlaceKind
    jurisdiction: str
    firm: str
    use_unit: str
    longitude: float | None
    latitude: float | None
    floor_labels: tuple[str, ...]
    rescue_number: str = ""

    @property
    def is_escalator(self) -> bool:
        """Whether it is an escalator or a moving walk."""
        return self.kind in ElevatorKind.without_car()

    @property
    def may_shut_in(self) -> bool:
        """Whether people ride in a car behind doors."""
        return self.kind not in ElevatorKind.without_riders()

    @property
    def is_dumbwaiter(self) -> bool:
        """Whether no person rides in it at all."""
        return self.kind is ElevatorKind.DUMBWAITER


def card_of(*, elevator: Elevator, rescue_number: str | None = None) -> ElevatorCard:
    """Return the card of an elevator with loaded organisations; reads its plate if not given."""
    if rescue_number is None:
        plate = living_plates(elevator_ids=[elevator.pk]).get(elevator.pk)
        rescue_number = plate.rescue_number if plate else ""
    return ElevatorCard(
        id=elevator.pk, register_number=elevator.register_number, name=elevator.name,
        address=elevator.address, estate=elevator.estate, kind=elevator.kind,
        state=elevator.use_state, place_kind=elevator.place_kind,
        jurisdiction=elevator.jurisdiction.name_zh,
        firm=elevator.firm.name if elevator.firm else "",
        use_unit=elevator.use_unit.name if elevator.use_unit else "",
        longitude=elevator.longitude, latitude=elevator.latitude,
        floor_labels=tuple(elevator.floor_labels), rescue_number=rescue_number,
    )  # fmt: skip


def cards_of(*, elevators: list[Elevator]) -> list[ElevatorCard]:
    """Return the cards of a page of elevators with one query for all their plates."""
    plates = living_plates(elevator_ids=[elevator.pk for elevator in elevators])
    return [
        card_of(
            elevator=elevator,
            rescue_number=plates[elevator.pk].rescue_number if elevator.pk in plates else "",
        )
        for elevator in elevators
    ]
