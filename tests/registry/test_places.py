import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.foundation.geo import Point, distance_m, to_bd09, to_gcj02
from hoistway.registry.adapters.grids import Grids
from hoistway.registry.rules.places import Grid, grid_of, located, no_converter
from hoistway.registry.vocabulary import Datum, RowFault
from tests.world.register_files import a_mapping, fault_of, faults_of, fields_of

YANPING_ROAD = Point(121.4437, 31.2304)


def _point(fields: dict[str, object]) -> Point:
    return Point(float(str(fields["longitude"])), float(str(fields["latitude"])))


@pytest.mark.parametrize(
    ("system", "given"),
    [("gcj02", to_gcj02(YANPING_ROAD)), ("bd09", to_bd09(YANPING_ROAD))],
)
def test_offset_grids_become_wgs84_and_are_remembered(system: str, given: Point) -> None:
    mapping = a_mapping(replace=('system = "wgs84"', f'system = "{system}"'))

    fields = fields_of(mapping=mapping, 经度=f"{given.longitude}", 纬度=f"{given.latitude}")

    assert distance_m(_point(fields), YANPING_ROAD) < 0.05
    assert (fields["datum"], fields["facts.given_system"]) == (system, system)
    assert fields["facts.given_x"] == pytest.approx(given.longitude, abs=1e-7)


@pytest.mark.parametrize("system", ["gcj02", "bd09"])
def test_offset_grids_outside_china_are_left_out(system: str) -> None:
    mapping = a_mapping(replace=('system = "wgs84"', f'system = "{system}"'))

    fault = fault_of(mapping=mapping, 经度="-76.5", 纬度="38.9")

    assert (fault.fault, fault.detail) == (
        RowFault.GRID,
        f"{Datum(system).en} exists in China only",
    )


def test_a_chinese_projected_grid_becomes_degrees() -> None:
    mapping = a_mapping(replace=('system = "wgs84"', 'system = "EPSG:4549"'))
    east, north = 637_437.0, 3_456_561.0

    fields = fields_of(mapping=mapping, 经度=f"{east}", 纬度=f"{north}")

    assert distance_m(_point(fields), Point(121.4424, 31.2227)) < 100
    assert (fields["datum"], fields["facts.given_system"]) == ("grid", "EPSG:4549")
    assert (fields["facts.given_x"], fields["facts.given_y"]) == (east, north)


STATIONS = [
    ("Au (Sieg)", 3405301.017, 5627341.94, 7.6655, 50.7756),
    ("Berlin Greifswalder Straße", 3801156.253, 5832297.823, 13.4389, 52.5400),
    ("Bad Oldesloe", 3591173.983, 5964675.753, 10.3840, 53.8063),
    ("Leverkusen Chempark", 3359480.645, 5654814.456, 6.9965, 51.0153),
    ("Flensburg", 3528202.978, 6071688.652, 9.4369, 54.7742),
]


@pytest.mark.parametrize(("town", "x", "y", "longitude", "latitude"), STATIONS)
def test_numbers_of_the_german_railway_land_in_the_right_towns(
    town: str, x: float, y: float, longitude: float, latitude: float
) -> None:
    place = Grids().convert("EPSG:5683", x, y)

    assert place is not None, town
    assert distance_m(Point(*place), Point(longitude, latitude)) < 1000


ZONES = Grid(datum=Datum.GRID, zones={"2": "EPSG:5682", "3": "EPSG:5683"})


def test_the_millions_of_an_easting_name_the_zone() -> None:
    found = located(x=3405301.017, y=5627341.94, grid=ZONES, convert=Grids().convert)
    other = located(x=2566000.0, y=5629000.0, grid=ZONES, convert=Grids().convert)

    assert (found.system, other.system) == ("EPSG:5683", "EPSG:5682")
    assert other.longitude == pytest.approx(6.94, abs=0.05)


@pytest.mark.parametrize(
    ("x", "y", "wrong"),
    [
        (347866.953, 5551776.893, "no zone 0 on this grid"),
        (3812385.539, 3812381.509, "outside the area of EPSG:5683"),
        (3535570.439, 580308.876, "outside the area of EPSG:5683"),
        (0.0, 0.0, "in the sea"),
    ],
)
def test_numbers_that_are_on_no_grid_have_no_place(x: float, y: float, wrong: str) -> None:
    assert located(x=x, y=y, grid=ZONES, convert=Grids().convert).wrong == wrong


def test_a_column_may_say_the_system_of_each_row() -> None:
    text = 'system_from = "坐标类型"\ncodes = "systems"\n'
    codes = '[codes.systems]\n"1" = "wgs84"\n"2" = "bd09"\n"3" = "gcj02"\n'
    mapping = a_mapping(replace=('system = "wgs84"', text + codes))
    given = to_bd09(YANPING_ROAD)
    cells = {"经度": f"{given.longitude}", "纬度": f"{given.latitude}"}

    fields = fields_of(mapping=mapping, 坐标类型="2", **cells)

    assert fields["datum"] == "bd09"
    assert distance_m(_point(fields), YANPING_ROAD) < 0.05
    assert faults_of(mapping=mapping, 坐标类型="4", **cells)[0] == ("datum", "unknown_code")
    assert fault_of(mapping=mapping, 坐标类型="", **cells).fault is RowFault.GRID


def test_an_undeclared_grid_is_never_a_place() -> None:
    assert grid_of(system="db-ref") is None
    assert located(x=121.0, y=31.0, grid=Grid(), convert=no_converter).wrong
    assert located(x=1.0, y=1.0, grid=ZONES, convert=no_converter).wrong


@settings(deadline=None)
@given(st.floats(), st.floats())
def test_no_pair_of_numbers_makes_the_conversion_stumble(x: float, y: float) -> None:
    for grid in (ZONES, Grid(Datum.WGS84), Grid(Datum.GCJ02), Grid(Datum.BD09)):
        place = located(x=x, y=y, grid=grid, convert=Grids().convert)
        assert place.wrong or (-180 <= place.longitude <= 180 and -90 <= place.latitude <= 90)
