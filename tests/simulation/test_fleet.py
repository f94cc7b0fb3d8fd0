import numpy as np
import pytest

from hoistway.simulation.fleet import ORDERS, Fleet, Rates
from hoistway.simulation.signals import (
    DOOR_CLOSED,
    DOOR_ZONE,
    HEARTBEAT,
    OCCUPIED,
    SAMPLE,
    Kind,
    Mode,
    Power,
)
from tests.simulation.worlds import (
    HOUR,
    MINUTE,
    MONDAY_0800,
    fleet,
    mixed_specs,
    of_slot,
    specs,
)

LIVELY = Rates(hurry=20_000.0)


def test_samples_have_the_fields_of_the_platform_record():
    names = (
        "slot flags floor at_ms received_ms seq codes service_mode car_status direction door "
        "speed_mm_s people power source kind pad"
    )

    assert " ".join(SAMPLE.names) == names
    assert SAMPLE.itemsize == 48


@pytest.mark.parametrize("rates", [Rates(), LIVELY])
def test_every_device_reports_at_least_once_a_minute(rates):
    city = fleet(mixed_specs(), rates=Rates(others=0.0, hurry=rates.hurry))

    samples = city.advance(MONDAY_0800 + 2 * HOUR).samples

    for slot in range(1, 61):
        at = of_slot(samples, slot)["at_ms"]
        assert at[0] - MONDAY_0800 <= MINUTE
        assert np.diff(at).max() <= MINUTE
        assert MONDAY_0800 + 2 * HOUR - at[-1] <= MINUTE


def test_sequence_numbers_increase_by_one_and_instants_grow():
    city = fleet(mixed_specs(), rates=LIVELY, first_seq=1_000)

    samples = city.advance(MONDAY_0800 + 2 * HOUR).samples

    assert (np.diff(samples["at_ms"]) >= 0).all()
    for slot in range(1, 61):
        mine = of_slot(samples, slot)
        assert mine["seq"].tolist() == list(range(1_000, 1_000 + len(mine)))
        assert (np.diff(mine["at_ms"]) > 0).all()


def test_changes_of_ordinary_traffic_are_at_least_200_ms_apart():
    samples = fleet(mixed_specs()).advance(MONDAY_0800 + HOUR).samples

    changes = samples[(samples["flags"] & HEARTBEAT) == 0]
    for slot in range(1, 61):
        at = of_slot(changes, slot)["at_ms"]
        assert len(at) < 2 or np.diff(at).min() >= 200


def test_cars_move_floor_by_floor_within_the_building_and_the_rated_speed():
    samples = fleet().advance(MONDAY_0800 + HOUR).samples

    assert samples["floor"].min() >= 0
    assert samples["floor"].max() < 18
    assert samples["speed_mm_s"].max() == 1_750
    assert (samples["speed_mm_s"] >= 0).all()
    running = samples["car_status"] == 1
    assert (samples["flags"][running] & DOOR_CLOSED == DOOR_CLOSED).all()
    assert (samples["direction"][running] > 0).all()
    for slot in range(1, 41):
        assert np.abs(np.diff(of_slot(samples, slot)["floor"].astype(int))).max() <= 1


def test_the_same_seed_gives_the_same_bytes_however_time_is_cut():
    whole = fleet(mixed_specs(), rates=LIVELY).advance(MONDAY_0800 + HOUR)
    cut = fleet(mixed_specs(), rates=LIVELY)
    cuts = np.append(np.arange(MONDAY_0800 + 997, MONDAY_0800 + HOUR, 997), MONDAY_0800 + HOUR)
    steps = [cut.advance(int(to_ms)) for to_ms in cuts]

    assert np.concatenate([step.samples for step in steps]).tobytes() == whole.samples.tobytes()
    assert tuple(h for step in steps for h in step.truth) == whole.truth
    assert whole.truth
    other = fleet(mixed_specs(), rates=LIVELY, seed=2).advance(MONDAY_0800 + HOUR)
    assert other.samples.tobytes() != whole.samples.tobytes()


def test_trouble_in_one_slot_never_disturbs_another():
    calm, troubled = fleet(mixed_specs()), fleet(mixed_specs())
    calm.advance(MONDAY_0800 + MINUTE)
    troubled.advance(MONDAY_0800 + MINUTE)
    troubled.trap(3)
    troubled.guard_ride(4)
    troubled.power_cut([5, 6], 3)
    troubled.silence(7, 5)
    troubled.press_alarm(8)

    calm_samples = calm.advance(MONDAY_0800 + HOUR).samples
    samples = troubled.advance(MONDAY_0800 + HOUR).samples

    spared = ~np.isin(calm_samples["slot"], [3, 4, 5, 6, 7, 8])
    others = ~np.isin(samples["slot"], [3, 4, 5, 6, 7, 8])
    assert samples[others].tobytes() == calm_samples[spared].tobytes()


def test_an_elevator_lives_alike_in_a_larger_city():
    small = fleet(specs(10)).advance(MONDAY_0800 + HOUR).samples
    large = fleet(specs(40)).advance(MONDAY_0800 + HOUR).samples

    assert large[large["slot"] <= 10].tobytes() == small.tobytes()


def test_elevators_without_device_are_never_heard():
    made = specs()
    made["device"][4] = False
    city = fleet(made)
    city.trap(5, at_once=True)

    step = city.advance(MONDAY_0800 + HOUR)

    assert len(of_slot(step.samples, 5)) == 0
    assert [h.slot for h in step.truth] == [5]


def test_people_are_not_counted_by_devices_that_cannot():
    samples = fleet(specs(counts_people=False)).advance(MONDAY_0800 + HOUR).samples

    assert set(samples["people"].tolist()) == {255}


def test_continuous_escalators_run_day_and_night_and_saving_ones_stop():
    made = specs(2, kind=Kind.ESCALATOR)
    made["energy_saving"] = [False, True]
    samples = fleet(made).advance(MONDAY_0800 + 24 * HOUR).samples

    continuous, saving = of_slot(samples, 1), of_slot(samples, 2)
    assert set(continuous["car_status"].tolist()) == {1}
    assert set(saving["car_status"].tolist()) == {0, 1}
    assert not (samples["flags"] & (OCCUPIED | DOOR_ZONE)).any()
    assert set(samples["door"].tolist()) == {0}


def test_escalators_and_dumbwaiters_never_trap_anybody():
    made = mixed_specs()
    not_lifts = made["slot"][made["kind"] != Kind.LIFT].tolist()
    city = fleet(made, rates=Rates(hurry=100_000.0))

    step = city.advance(MONDAY_0800 + HOUR)

    assert {h.slot for h in step.truth if h.what != "trapped"} & set(not_lifts)
    assert not {h.slot for h in step.truth if h.what == "trapped"} & set(not_lifts)
    for slot in not_lifts:
        assert not of_slot(step.samples, slot)["people"].any()
        with pytest.raises(ValueError, match="not a lift"):
            city.trap(slot)


def test_natural_entrapments_come_at_their_rate():
    n, hurry = 400, 2_000.0
    city = fleet(specs(n), rates=Rates(hurry=hurry, others=0.0))

    truth = city.advance(MONDAY_0800 + 3 * HOUR).truth

    began = [h for h in truth if h.what == "trapped" and h.until_ms is None]
    assert len(began) == pytest.approx(n * 0.06 * hurry / 365.25 / 8, rel=0.35)
    assert np.mean([h.people for h in began]) == pytest.approx(2.2, abs=0.9)


def test_some_come_free_by_themselves():
    city = fleet(specs(200), rates=Rates(hurry=20_000.0, others=0.0, self_release=0.5))

    truth = city.advance(MONDAY_0800 + 2 * HOUR).truth

    began = [h for h in truth if h.until_ms is None]
    ended = [h for h in truth if h.until_ms is not None]
    assert 0.3 < len(ended) / len(began) < 0.7
    assert all(50_000 <= h.until_ms - h.since_ms <= 400_000 for h in ended)


def test_look_alikes_happen_by_themselves_several_times_as_often():
    city = fleet(specs(300), rates=Rates(hurry=3_000.0))

    began = [h for h in city.advance(MONDAY_0800 + 3 * HOUR).truth if h.until_ms is None]

    trapped = sum(h.what == "trapped" for h in began)
    assert trapped > 0
    assert len(began) > 5 * trapped
    assert {h.what for h in began} >= {"guard_ride", "goods_trolley", "brief_stop", "silent"}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"slot": 1}, "only once"),
        ({"floors": 1}, "two floors"),
        ({"lobby": 18}, "lobby"),
        ({"busy": 0.0}, "positive"),
    ],
)
def test_impossible_cities_are_refused(fields, sentence):
    with pytest.raises(ValueError, match=sentence):
        Fleet(specs(3, **fields), 1, start_ms=MONDAY_0800)


def test_the_city_tells_what_lasts_and_what_a_car_shows():
    city = fleet()
    planned = city.trap(1, at_once=True)
    assert city.lasting() == ()

    city.advance(MONDAY_0800 + MINUTE)

    assert city.lasting() == (planned,)
    shown = city.shown(1)
    assert (shown.running, shown.zone, shown.mode, shown.power) == (
        False,
        False,
        Mode.NORMAL,
        Power.MAINS,
    )
    assert "guard_ride" in ORDERS
