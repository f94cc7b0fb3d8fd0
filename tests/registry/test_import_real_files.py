from datetime import date
from pathlib import Path

import pytest

from hoistway.foundation.geo import Point, distance_m
from hoistway.parties.queries import jurisdictions
from hoistway.parties.vocabulary import JurisdictionKind
from hoistway.registry.actions import ImportReport
from hoistway.registry.models import Claim, Elevator, ImportRun
from hoistway.registry.vocabulary import (
    Catalogue,
    Datum,
    ElevatorKind,
    FaultEffect,
    RowFault,
    Subject,
    UseState,
)
from tests.world.register_imports import counts, taken

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parents[1] / "data"
REFUSED, LEFT_OUT = FaultEffect.REFUSED, FaultEffect.LEFT_OUT


def real(name: str, *, apply: bool, observed: date | None = None) -> ImportReport:
    return taken(DATA / f"{name}.csv", mapping=Path(name), apply=apply, observed=observed)


def kinds() -> dict[object, int]:
    rows = Elevator.objects.all()
    return {
        kind: rows.filter(kind=kind).count() for kind in set(rows.values_list("kind", flat=True))
    }


def test_maryland_is_taken_in_by_mapping_alone() -> None:
    report = real("maryland-2022", apply=True)

    assert (report.rows, report.accepted, report.told) == (2000, 1882, 25)
    assert report.reasons == {
        ("kind", RowFault.UNKNOWN_CODE, REFUSED): 118,
        ("travel_m", RowFault.OUT_OF_RANGE, LEFT_OUT): 25,
    }
    area = jurisdictions().get(code="US-MD-AA")
    assert area.kind is JurisdictionKind.FOREIGN
    assert kinds() == {
        ElevatorKind.HYDRAULIC_PASSENGER: 1331,
        ElevatorKind.TRACTION_PASSENGER: 446,
        ElevatorKind.ESCALATOR: 104,
        ElevatorKind.MOVING_WALK: 1,
    }
    rows = Elevator.objects.filter(jurisdiction=area, catalogue=Catalogue.FOREIGN)
    assert rows.count() == 1882
    assert rows.filter(use_state=UseState.SUSPENDED).count() == 10
    assert not rows.exclude(longitude=None).exists()
    assert report.run_id == ImportRun.objects.get().pk


def test_maryland_keeps_its_facts_in_si_units() -> None:
    real("maryland-2022", apply=True)

    row = Elevator.objects.get(register_number="US-MD-AA1000")
    assert (row.estate, row.name) == ("111 Cathedral Street", "AA1000")
    assert row.address == "111 Cathedral St, Annapolis, MD, 21401-2701, Anne Arundel"
    assert (row.rated_speed_mps, row.rated_load_kg, row.travel_m) == (0.508, 680, 6.7818)
    assert row.other_facts == {
        "drive": "Hydraulic Basement (HB)",
        "ownership": "Private",
        "status_as_given": "Active",
        "certificate_valid_until": "2023-03-01",
        "last_inspection": "Periodic (Elevator)",
        "last_inspected_on": "2021-09-01",
    }


def test_maryland_twice_changes_nothing() -> None:
    dry = real("maryland-2022", apply=False)
    assert not jurisdictions().filter(code="US-MD-AA").exists()
    first = real("maryland-2022", apply=True)

    assert counts(dry) == counts(first) == (1882, 0, 0, 118)
    assert counts(real("maryland-2022", apply=False)) == (0, 0, 1882, 118)
    assert counts(real("maryland-2022", apply=True)) == (0, 0, 1882, 118)


def test_the_german_railway_is_taken_in_by_mapping_alone() -> None:
    report = real("deutsche-bahn-2015", apply=True)

    assert (report.rows, report.accepted, report.refused, report.told) == (1986, 1986, 0, 38)
    assert (report.tally.created, report.tally.waiting) == (1966, 20)
    assert report.reasons == {
        ("register_number", RowFault.TOO_LONG, LEFT_OUT): 15,
        ("kind", RowFault.UNKNOWN_CODE, LEFT_OUT): 7,
        ("name", RowFault.TOO_LONG, LEFT_OUT): 5,
        ("longitude", RowFault.GRID, LEFT_OUT): 4,
        ("rated_load_kg", RowFault.OUT_OF_RANGE, LEFT_OUT): 4,
        ("doors", RowFault.OUT_OF_RANGE, LEFT_OUT): 3,
        ("rated_speed_mps", RowFault.OUT_OF_RANGE, LEFT_OUT): 1,
        ("travel_m", RowFault.OUT_OF_RANGE, LEFT_OUT): 1,
    }
    assert Claim.objects.filter(subject=Subject.ELEVATOR, elevator=None).count() == 20
    assert Elevator.objects.filter(datum=Datum.GRID).count() == 1139


def test_every_place_of_the_german_railway_is_in_germany_and_remembers_its_grid() -> None:
    real("deutsche-bahn-2015", apply=True)

    placed = Elevator.objects.exclude(longitude=None)
    inside = placed.filter(longitude__range=(5.86, 15.05), latitude__range=(47.27, 55.1))
    assert placed.count() == inside.count()
    row = Elevator.objects.get(register_number="DE-DB-AU-SIEG-BAHNSTEIG-02-MITTELBAHNSTEIG")
    assert row.longitude is not None
    assert row.latitude is not None
    assert distance_m(Point(row.longitude, row.latitude), Point(7.6655, 50.7756)) < 1000
    assert row.other_facts["given_x"] == 3405301.017
    assert row.other_facts["given_system"] == "EPSG:5683"


def test_the_german_railway_twice_changes_nothing() -> None:
    real("deutsche-bahn-2015", apply=True)

    report = real("deutsche-bahn-2015", apply=True)

    assert (report.tally.created, report.tally.changed, report.tally.older) == (0, 0, 0)
    assert report.tally.unchanged + report.tally.waiting == 1986
