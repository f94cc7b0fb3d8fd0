"""Rules about where an elevator stands, on both sides of each edge; traps stay untouched."""

import pytest

from hoistway.quality.rules import (
    coordinates_swapped,
    decimal_slip,
    district_against_place,
    far_from_neighbours,
    offset_grid,
    outside_city,
    retired_district,
    street_against_district,
)
from hoistway.quality.rules.portrait import Around
from tests.world.quality import a_portrait, judged

JINGAN = {"longitude": 121.4430, "latitude": 31.2330}
HUANGPU = {"longitude": 121.4792, "latitude": 31.2184}
FOUR = Around(points=((121.4430, 31.2330),) * 4)


def _placed(**more):
    return {"jurisdiction": "310106", **JINGAN, **more}


@pytest.mark.parametrize(
    ("old", "heir"),
    [("310103", "310101"), ("310108", "310106"), ("310119", "310115"), ("310230", "310151"),
     ("闸北区", "310106")],
)  # fmt: skip
def test_a_retired_district_becomes_its_heir(old, heir):
    found = judged(retired_district.judge, a_portrait(jurisdiction=old))

    assert found == [("jurisdiction", heir, True)]


def test_a_retired_district_in_the_register_number_is_right():
    portrait = a_portrait(jurisdiction="310106", register_number="31103101082005060001")

    assert judged(retired_district.judge, portrait) == []


def test_point_and_address_together_move_an_elevator_to_another_district():
    portrait = a_portrait(jurisdiction="310106", address="黄浦区淮海中路街道马当路1号", **HUANGPU)

    found = judged(district_against_place.judge, portrait)

    assert found == [("jurisdiction", "310101", True)]


def test_a_point_against_the_address_is_asked():
    portrait = a_portrait(jurisdiction="310106", address="静安区延平路1号", **HUANGPU)

    assert judged(district_against_place.judge, portrait) == [("jurisdiction", None, False)]


def test_a_point_just_over_the_coarse_outline_is_nothing():
    portrait = a_portrait(
        jurisdiction="310106", address="静安区1号", longitude=121.4524, latitude=31.2250
    )

    assert judged(district_against_place.judge, portrait) == []


def test_lingang_lies_in_two_districts():
    portrait = a_portrait(
        jurisdiction="3100LG", address="浦东新区1号", longitude=121.90, latitude=30.90
    )

    assert judged(district_against_place.judge, portrait) == []


def test_a_street_that_exists_once_tells_its_code():
    portrait = a_portrait(
        **_placed(street="江宁路街道", street_code="310101002", address="静安区延平路12号")
    )

    found = judged(street_against_district.judge, portrait)

    assert found == [("street_code", "310106006", True)]


def test_a_street_of_another_district_is_asked_where_the_address_speaks_against_it():
    portrait = a_portrait(**_placed(street="外滩街道", address="静安区延平路12号"))

    assert judged(street_against_district.judge, portrait) == [("street", None, False)]


def test_exchanged_coordinates_are_exchanged_back():
    portrait = a_portrait(jurisdiction="310106", longitude=31.2330, latitude=121.4430)

    found = judged(coordinates_swapped.judge, portrait)

    assert found == [("place", {"longitude": 121.4430, "latitude": 31.2330}, True)]


def test_a_point_of_the_city_is_not_exchanged():
    assert judged(coordinates_swapped.judge, a_portrait(**_placed())) == []


def test_a_point_elsewhere_is_replaced_by_the_one_among_its_neighbours():
    portrait = a_portrait(
        jurisdiction="310106", longitude=114.057, latitude=22.543,
        others={"inspection": JINGAN}, around=FOUR,
    )  # fmt: skip

    assert judged(outside_city.judge, portrait) == [("place", JINGAN, True)]


def test_a_point_elsewhere_without_witness_is_asked():
    portrait = a_portrait(jurisdiction="310106", longitude=114.057, latitude=22.543)

    assert judged(outside_city.judge, portrait) == [("place", None, False)]


@pytest.mark.parametrize("point", [(122.07, 30.62), (121.75, 31.36)])
def test_harbours_and_bridges_off_the_coast_are_left_alone(point):
    portrait = a_portrait(jurisdiction="310115", longitude=point[0], latitude=point[1])

    assert judged(outside_city.judge, portrait) == []


def test_a_point_of_the_offset_grid_is_brought_back():
    portrait = a_portrait(
        jurisdiction="310106", longitude=121.447542, latitude=31.231088,
        others={"inspection": JINGAN},
    )  # fmt: skip

    (found,) = judged(offset_grid.judge, portrait)

    assert found[2]
    assert found[1]["longitude"] == pytest.approx(121.4430, abs=0.0003)


def test_a_point_a_hundred_metres_off_is_nobodys_offset():
    portrait = a_portrait(
        jurisdiction="310106", longitude=121.4440, latitude=31.2330,
        others={"inspection": JINGAN},
    )  # fmt: skip

    assert judged(offset_grid.judge, portrait) == []


@pytest.mark.parametrize("slipped", [(1214.430, 31.2330), (121.4430, 3.12330), (12.14430, 31.2330)])
def test_a_slipped_decimal_point_is_put_back(slipped):
    portrait = a_portrait(
        jurisdiction="310106", longitude=slipped[0], latitude=slipped[1], around=FOUR
    )

    assert judged(decimal_slip.judge, portrait) == [("place", JINGAN, True)]


def test_a_slipped_point_without_witness_is_left():
    portrait = a_portrait(jurisdiction="310106", longitude=1214.430, latitude=31.2330)

    assert judged(decimal_slip.judge, portrait) == []


def test_a_stray_point_returns_to_its_neighbours_by_a_witness():
    portrait = a_portrait(
        jurisdiction="310106", longitude=121.4600, latitude=31.2330,
        others={"inspection": JINGAN}, around=FOUR,
    )  # fmt: skip

    assert judged(far_from_neighbours.judge, portrait) == [("place", JINGAN, True)]


def test_a_stray_point_without_witness_is_asked():
    portrait = a_portrait(jurisdiction="310106", longitude=121.4600, latitude=31.2330, around=FOUR)

    assert judged(far_from_neighbours.judge, portrait) == [("place", None, False)]


def test_a_point_within_a_kilometre_is_near():
    portrait = a_portrait(jurisdiction="310106", longitude=121.4500, latitude=31.2330, around=FOUR)

    assert judged(far_from_neighbours.judge, portrait) == []
