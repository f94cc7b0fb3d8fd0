"""An elevator as pages show it."""

from dataclasses import dataclass
from datetime import datetime

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


@dataclass(frozen=True, slots=True)
class FileLine:
    """One fact of the elevator's file with where it comes from."""

    zh: str
    en: str
    value: object
    source: tuple[str, str]
    at: datetime


def _source_words(source: str) -> tuple[str, str]:
    """Return a source's name; sources of real registers carry their own."""
    return ("演示数据", "Demo data") if source == "demo" else (source, source)


def file_lines(*, elevator: Elevator) -> tuple[FileLine, ...]:
    """Return the basic facts of an elevator, one line each."""
    floors = elevator.floor_labels
    pairs: list[tuple[str, str, object]] = [
        ("注册代码", "Register number", elevator.register_number),
        ("种类", "Kind", elevator.kind),
        ("使用状态", "Use", elevator.use_state),
        ("场所", "Place", elevator.place_kind),
        ("所属辖区", "Jurisdiction", elevator.jurisdiction.name_zh),
        ("街道", "Street", elevator.street),
        ("使用单位", "Use unit", elevator.use_unit.name if elevator.use_unit else ""),
        ("维保单位", "Maintenance firm", elevator.firm.name if elevator.firm else ""),
        ("制造单位", "Maker", elevator.made_by),
        ("出厂编号", "Serial number", elevator.serial_number),
        ("额定速度 m/s", "Rated speed m/s", elevator.rated_speed_mps),
        ("额定载重量 kg", "Rated load kg", elevator.rated_load_kg),
        ("提升高度 m", "Travel m", elevator.travel_m),
        ("层站", "Landings", f"{floors[0]}–{floors[-1]} ({len(floors)})" if floors else ""),
        ("安装日期", "Installed on", elevator.installed_on or ""),
    ]
    return tuple(
        FileLine(zh, en, value, _source_words("demo"), elevator.recorded_at)
        for zh, en, value in pairs
        if value not in (None, "")
    )
