"""Builders of elevators."""

from dataclasses import dataclass

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.geo import Point
from hoistway.parties.models import Jurisdiction, Organisation
from hoistway.plates.actions import issue_plates
from hoistway.registry.actions import FieldValue, Saying, say
from hoistway.registry.actions.search import index_elevators
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import Catalogue, Datum, ElevatorKind, PlaceKind, UseState
from tests.world.parties import NOW, a_firm, a_jurisdiction, a_use_unit, fresh_number

YANPING_ROAD = Point(121.4430, 31.2330)
"""Where elevators stand unless told otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """To whom and where an elevator belongs; what is missing is made new."""

    firm: Organisation | None = None
    use_unit: Organisation | None = None
    jurisdiction: Jurisdiction | None = None
    place: Point | None = YANPING_ROAD


def an_elevator(
    *, site: Site | None = None, kind: ElevatorKind = ElevatorKind.TRACTION_PASSENGER,
    use_state: UseState = UseState.IN_USE, plate: bool = True,
) -> Elevator:  # fmt: skip
    """Return an elevator with its plate, at 延平路 in 静安区 unless told otherwise."""
    site = site or Site()
    number = fresh_number()
    elevator = Elevator.objects.create(
        register_number=f"31103101062010{number:06d}", name=f"{number}号楼1号梯",
        address=f"延平路{number}号", estate=f"春江苑{number}", kind=kind,
        catalogue=Catalogue.C2014, use_state=use_state, place_kind=PlaceKind.RESIDENTIAL,
        jurisdiction=site.jurisdiction or a_jurisdiction(),
        use_unit=site.use_unit or a_use_unit(), firm=site.firm or a_firm(),
        longitude=site.place.longitude if site.place else None,
        latitude=site.place.latitude if site.place else None,
        datum=Datum.WGS84 if site.place else Datum.NONE,
        floor_labels=[] if kind in ElevatorKind.without_car() else ["B1", "1", "2", "3", "4", "5"],
        rated_speed_mps=1.0, recorded_at=NOW,
    )  # fmt: skip
    _say(elevator)
    index_elevators(elevator_ids=[elevator.pk])
    if plate:
        issue_plates(elevator_ids=[elevator.pk], key_version=1, now=NOW, posted=True)
    return elevator


def _say(elevator: Elevator) -> None:
    """Let supervision say what was laid down of an elevator, so that every fact has its source."""
    fields = portrayed(elevator)
    saying = Saying(
        source="supervision", record_key=f"S{elevator.pk}", fields=fields,
        observed_at=elevator.recorded_at, elevator_id=elevator.pk,
    )  # fmt: skip
    say(sayings=[saying], now=elevator.recorded_at, by=PLATFORM)
    elevator.refresh_from_db(fields=["place", "provenance"])


def portrayed(elevator: Elevator) -> dict[str, FieldValue]:
    """Return the fields by which a source would say what stands in the register."""
    plain = (
        "register_number", "name", "address", "estate", "longitude", "latitude", "floor_labels",
        "rated_speed_mps",
    )  # fmt: skip
    terms = ("kind", "catalogue", "use_state", "place_kind", "datum")
    units = {
        f"{name}{suffix}": getattr(getattr(elevator, name), column)
        for name in ("use_unit", "firm")
        for suffix, column in (("", "name"), ("_code", "credit_code"))
    }
    said = {name: getattr(elevator, name) for name in plain}
    said |= {name: str(getattr(elevator, name)) for name in terms}
    return said | units | {"jurisdiction": elevator.jurisdiction.code}
