from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoistway.foundation.geo import (
    EARTH_RADIUS_M,
    Point,
    distance_m,
    from_bd09,
    from_gcj02,
    gcj02_to_bd09,
    to_bd09,
    to_gcj02,
)

IN_CHINA = st.builds(Point, st.floats(73.7, 135.0), st.floats(18.2, 53.5))
ANYWHERE = st.builds(Point, st.floats(-180, 180), st.floats(-90, 90))


@given(point=IN_CHINA)
def test_a_place_survives_the_way_to_the_offset_grid_and_back(point: Point) -> None:
    back = from_gcj02(to_gcj02(point))

    assert distance_m(point, back) < 0.001


@given(point=IN_CHINA)
def test_the_offset_grid_is_off_by_some_hundred_metres(point: Point) -> None:
    assert 5 < distance_m(point, to_gcj02(point)) < 1500


@pytest.mark.parametrize(
    ("plain", "shifted"),
    [
        (Point(121.5272106, 31.1774276), Point(121.531541859215, 31.17530398364597)),
        (Point(113.912316, 22.543847), Point(113.9171764808363, 22.540796131694766)),
        (Point(116.377817, 39.911954), Point(116.38404722455657, 39.91334545536069)),
    ],
    ids=["Shanghai", "Shenzhen", "Beijing"],
)
def test_the_offset_is_the_one_that_the_public_test_vectors_give(
    plain: Point, shifted: Point
) -> None:
    """Vectors of googollee/eviltransform."""
    assert distance_m(to_gcj02(plain), shifted) < 0.5


@given(a=ANYWHERE, b=ANYWHERE)
def test_a_distance_is_the_same_both_ways_and_never_more_than_half_the_earth(
    a: Point, b: Point
) -> None:
    there, back = distance_m(a, b), distance_m(b, a)

    assert isclose(there, back, abs_tol=1e-6)
    assert 0 <= there <= 3.1416 * EARTH_RADIUS_M


@given(point=ANYWHERE)
def test_a_place_is_no_way_from_itself(point: Point) -> None:
    assert distance_m(point, point) == 0


def test_a_degree_of_latitude_is_one_hundred_and_eleven_kilometres() -> None:
    assert round(distance_m(Point(121, 31), Point(121, 32))) == 111_195


@pytest.mark.parametrize(
    ("longitude", "latitude"),
    [(180.1, 0), (-180.1, 0), (0, 90.1), (0, -90.1), (float("nan"), 0), (0, float("inf"))],
)
def test_what_is_not_a_place_is_refused(longitude: float, latitude: float) -> None:
    with pytest.raises(ValueError, match="not a place"):
        Point(longitude, latitude)


@given(point=IN_CHINA)
def test_a_place_survives_the_way_to_the_grid_of_baidu_and_back(point: Point) -> None:
    assert distance_m(point, from_bd09(to_bd09(point))) < 0.001


def test_the_grid_of_baidu_is_the_one_that_the_public_test_vectors_give() -> None:
    """Vectors of wandergis/coordtransform."""
    there = gcj02_to_bd09(Point(116.404, 39.915))

    assert distance_m(there, Point(116.41036949371029, 39.92133699351021)) < 0.001
    assert distance_m(to_gcj02(from_bd09(Point(116.404, 39.915))),
                      Point(116.39762729119315, 39.90865673957631)) < 0.5  # fmt: skip
