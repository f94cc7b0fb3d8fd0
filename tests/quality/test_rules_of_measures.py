"""Rules about speeds, loads, heights, stops and days, on both sides of each edge."""

from datetime import date

import pytest

from hoistway.quality.rules import (
    century_slip,
    date_in_future,
    dates_out_of_order,
    floors_against_telemetry,
    load_against_persons,
    load_unit,
    speed_unit,
    stops_against_floors,
    travel_against_stops,
    travel_unit,
)
from hoistway.quality.rules.city import City
from tests.world.quality import a_portrait, judged

IN = "inspection"


def _says(rule, others=None, **held):
    return judged(rule.judge, a_portrait(others=others, **held))


def test_metres_per_minute_become_metres_per_second():
    assert _says(speed_unit, rated_speed_mps=105) == [("rated_speed_mps", 1.75, True)]


def test_a_sixtieth_that_nobody_builds_is_asked():
    assert _says(speed_unit, rated_speed_mps=175) == [("rated_speed_mps", None, False)]


def test_a_witness_who_says_otherwise_makes_it_a_question():
    found = _says(speed_unit, {IN: {"rated_speed_mps": 2.5}}, rated_speed_mps=105)

    assert [certain for *_, certain in found] == [False]


@pytest.mark.parametrize("genuine", [10, 0.15, 20.5, 0.75])
def test_rare_speeds_are_speeds(genuine):
    assert _says(speed_unit, rated_speed_mps=genuine) == []


def test_tonnes_become_kilograms_by_a_witness():
    found = _says(load_unit, {IN: {"rated_load_kg": 1050}}, rated_load_kg=1.05)

    assert found == [("rated_load_kg", 1050, True)]


def test_tonnes_become_kilograms_by_the_persons():
    assert _says(load_unit, rated_load_kg=1, persons=13) == [("rated_load_kg", 1000, True)]


def test_persons_written_as_load_are_known_by_a_witness():
    found = _says(load_unit, {IN: {"rated_load_kg": 1000}}, rated_load_kg=13, persons=13)

    assert found == [("rated_load_kg", 1000, True)]


def test_persons_alone_do_not_tell_a_load():
    assert _says(load_unit, rated_load_kg=13, persons=13) == [("rated_load_kg", 975, False)]


def test_a_load_against_persons_and_a_witness_is_corrected():
    others = {IN: {"rated_load_kg": 1000}}

    found = _says(load_against_persons, others, kind="3110", rated_load_kg=1600, persons=13)

    assert found == [("rated_load_kg", 1000, True)]


def test_a_load_against_persons_alone_is_asked():
    found = _says(load_against_persons, kind="3110", rated_load_kg=1600, persons=13)

    assert found == [("rated_load_kg", None, False)]


@pytest.mark.parametrize(("kind", "place"), [("3120", "other"), ("3110", "hospital")])
def test_goods_and_bed_lifts_carry_what_they_carry(kind, place):
    found = _says(load_against_persons, kind=kind, place_kind=place, rated_load_kg=5000, persons=20)

    assert found == []


def test_millimetres_become_metres():
    assert _says(travel_unit, travel_m=45200, stops=16) == [("travel_m", 45.2, True)]


def test_centimetres_become_metres():
    assert _says(travel_unit, travel_m=4520, stops=16) == [("travel_m", 45.2, True)]


def test_two_stops_and_sixty_metres_are_a_tower():
    assert _says(travel_unit, travel_m=60, stops=2) == []
    assert _says(travel_against_stops, travel_m=60, stops=2) == []


def test_an_impossible_storey_is_mended_by_a_witness():
    found = _says(travel_against_stops, {IN: {"travel_m": 82.7}}, travel_m=8.27, stops=28)

    assert found == [("travel_m", 82.7, True)]


def test_an_impossible_storey_alone_is_asked():
    assert _says(travel_against_stops, travel_m=8.27, stops=28) == [("travel_m", None, False)]


def test_labels_and_a_witness_tell_the_stops():
    labels = ["B1", "1", "2", "3"]

    found = _says(stops_against_floors, {IN: {"stops": 4}}, stops=5, floor_labels=labels)

    assert found == [("stops", 4, True)]


def test_labels_against_two_sources_are_only_asked():
    found = _says(stops_against_floors, {IN: {"stops": 5}}, stops=5, floor_labels=["1", "2"])

    assert found == [("stops", None, False)]


def test_seven_floors_six_stops_six_doors_are_right():
    labels = ["1", "2", "3", "4", "5", "6"]

    assert _says(stops_against_floors, floors=7, stops=6, doors=6, floor_labels=labels) == []


def test_telemetry_that_serves_more_is_believed_with_a_witness():
    others = {"telemetry": {"stops": 12}, IN: {"stops": 12}}

    assert _says(floors_against_telemetry, others, stops=11) == [("stops", 12, True)]


def test_telemetry_that_serves_more_alone_is_asked():
    found = _says(floors_against_telemetry, {"telemetry": {"stops": 12}}, stops=11)

    assert found == [("stops", 12, False)]


def test_telemetry_that_serves_fewer_is_no_finding():
    assert _says(floors_against_telemetry, {"telemetry": {"stops": 10}}, stops=11) == []


@pytest.mark.parametrize("wrong", ["1915-06-01", "2105-06-01", "2051-06-01"])
def test_an_impossible_year_is_read_anew_by_a_witness(wrong):
    found = _says(century_slip, {IN: {"installed_on": "2015-06-01"}}, installed_on=wrong)

    assert found == [("installed_on", "2015-06-01", True)]


def test_an_impossible_year_that_nobody_explains_is_asked():
    found = _says(century_slip, {IN: {"installed_on": "2009-03-02"}}, installed_on="2105-06-01")

    assert found == [("installed_on", "2009-03-02", False)]


def test_a_lift_of_1934_that_two_sources_know_is_old():
    found = _says(century_slip, {IN: {"installed_on": "1934-05-01"}}, installed_on="1934-05-01")

    assert found == []


def test_a_day_that_has_not_come_is_read_anew():
    found = _says(date_in_future, {IN: {"made_on": "2026-03-12"}}, made_on="2026-12-03")

    assert found == [("made_on", "2026-03-12", True)]


def test_today_has_come():
    portrait = a_portrait(made_on="2026-11-22")

    assert judged(date_in_future.judge, portrait, City(day=date(2026, 11, 22))) == []


def test_one_day_that_restores_the_order_is_taken():
    others = {IN: {"made_on": "2014-12-01", "installed_on": "2015-06-01"}}

    found = _says(dates_out_of_order, others, made_on="2016-12-01", installed_on="2015-06-01")

    assert found == [("made_on", "2014-12-01", True)]


def test_two_days_that_could_be_wrong_are_asked():
    others = {IN: {"made_on": "2014-12-01", "installed_on": "2017-06-01"}}

    found = _says(dates_out_of_order, others, made_on="2016-12-01", installed_on="2015-06-01")

    assert [certain for *_, certain in found] == [False]


@pytest.mark.parametrize(("registered", "count"), [("2015-05-02", 0), ("2015-05-01", 1)])
def test_registration_may_precede_installation_by_thirty_days(registered, count):
    found = _says(dates_out_of_order, installed_on="2015-06-01", registered_on=registered)

    assert len(found) == count
