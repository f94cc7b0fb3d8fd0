import numpy as np
import pytest

from hoistway.simulation.signals import (
    ALARM_BUTTON,
    BACK_TO_NORMAL,
    CALL_PENDING,
    DOOR_CLOSED,
    DOOR_OPENING_FAULT,
    DOOR_ZONE,
    HEARTBEAT,
    MAINS_LOST,
    OCCUPIED,
    Door,
    Kind,
    Mode,
    Power,
)
from tests.simulation.worlds import HOUR, MINUTE, MONDAY_0800, fleet, of_slot, specs

NOW = MONDAY_0800 + 10 * MINUTE


def trapped(slot, how, seed, **more):
    city = fleet(specs(4), seed=seed)
    city.advance(NOW)
    truth = city.trap(slot, how, **more)
    step = city.advance(NOW + HOUR)
    return city, truth, step


@pytest.mark.parametrize("seed", range(12))
def test_people_between_floors_show_as_an_occupied_closed_car_outside_the_zone(seed):
    city, truth, step = trapped(1 + seed % 4, "off_level", seed, people=3)

    assert [h for h in step.truth if h.slot == truth.slot] == [truth]
    assert truth.until_ms is None
    assert truth.since_ms - NOW < 120_000
    after = of_slot(step.samples, truth.slot)
    after = after[after["at_ms"] >= truth.since_ms]
    assert after["at_ms"][0] == truth.since_ms
    assert not (after["flags"] & DOOR_ZONE).any()
    assert (after["flags"] & (DOOR_CLOSED | CALL_PENDING)).all()
    assert not after["car_status"].any()
    first = after[after["at_ms"] < truth.since_ms + 45_000]
    assert (first["flags"] & OCCUPIED).all()
    assert (after["flags"] & OCCUPIED > 0).mean() > 0.9
    assert set(after["people"].tolist()) == {3}
    assert np.diff(after["at_ms"]).max() <= 1_000
    assert city.free(truth.slot)


@pytest.mark.parametrize("seed", range(12))
def test_people_at_a_landing_press_for_a_door_that_does_not_open(seed):
    _, truth, step = trapped(1 + seed % 4, "at_level", seed, people=2)

    after = of_slot(step.samples, truth.slot)
    after = after[after["at_ms"] >= truth.since_ms]
    assert (after["flags"] & DOOR_ZONE).all()
    assert (after["flags"] & DOOR_CLOSED).all()
    assert not after["car_status"].any()
    opening = (after["door"] == Door.OPENING) & ((after["flags"] & HEARTBEAT) == 0)
    assert np.count_nonzero(opening) >= 20
    assert np.count_nonzero(opening[after["at_ms"] < truth.since_ms + 40_000]) >= 3
    assert Door.OPEN not in after["door"]
    assert after["codes"][-1] == DOOR_OPENING_FAULT
    assert not step.truth[0].until_ms


@pytest.mark.parametrize("how", ["off_level", "at_level"])
def test_people_set_into_a_car_at_once_are_trapped_within_three_seconds(how):
    _, truth, _ = trapped(2, how, 3, at_once=True)

    assert 0 < truth.since_ms - NOW <= 3_000
    assert truth.people >= 1


@pytest.mark.parametrize("how", ["off_level", "at_level"])
def test_freed_people_are_gone_at_once_and_the_car_serves_again(how):
    city, truth, _ = trapped(3, how, 1)

    assert city.free(3)
    assert not city.free(3)
    step = city.advance(NOW + 3 * HOUR)

    freed_ms = NOW + HOUR + 1
    assert [(h.slot, h.since_ms, h.until_ms) for h in step.truth] == [(3, truth.since_ms, freed_ms)]
    after = of_slot(step.samples, 3)
    first = after[0]
    assert first["at_ms"] == freed_ms
    assert first["flags"] & (DOOR_ZONE | DOOR_CLOSED | OCCUPIED) == DOOR_ZONE
    assert (first["door"], first["service_mode"]) == (Door.OPEN, Mode.INSPECTION)
    assert after["car_status"].any()
    assert after["service_mode"][-1] == Mode.NORMAL
    assert after["codes"][-1] == 0


def test_nobody_can_be_freed_who_is_not_trapped_and_nobody_trapped_twice():
    city = fleet()
    city.advance(NOW)
    assert not city.free(1)

    city.trap(1)

    assert not city.free(1)
    with pytest.raises(ValueError, match="trapped"):
        city.trap(1)
    with pytest.raises(ValueError, match="trapped"):
        city.guard_ride(1)


def test_an_unfreed_entrapment_lasts_for_a_day():
    city, truth, _ = trapped(1, "off_level", 5)

    step = city.advance(NOW + 25 * HOUR)

    last = of_slot(step.samples, 1)[-1]
    assert not last["flags"] & DOOR_ZONE
    assert truth in city.lasting()


def estate(n=300, **fields):
    city = fleet(specs(n, profile=1, busy=1.5, **fields))
    city.advance(NOW)
    return city, city.power_cut(range(1, n + 1), 20)


def test_a_power_cut_traps_those_who_sit_in_a_shut_car_until_power_returns():
    city, truth = estate()
    step = city.advance(NOW + 19 * MINUTE)

    stuck = [h for h in truth if h.what == "trapped"]
    assert 0.10 <= len(stuck) / 300 <= 0.50
    assert sum(h.what == "power_cut" for h in truth) == 300
    dark = step.samples[step.samples["at_ms"] > NOW + 5_000]
    assert (dark["codes"] & MAINS_LOST).all()
    assert set(dark["power"].tolist()) == {Power.BATTERY}
    assert set(dark["service_mode"].tolist()) == {Mode.UNKNOWN}
    assert not dark["car_status"].any()
    for happening in stuck:
        mine = of_slot(dark, happening.slot)
        assert (mine["flags"] & OCCUPIED > 0).mean() > 0.8
        assert (mine["flags"] & DOOR_CLOSED).all()
    city.advance(NOW + 22 * MINUTE)
    assert city.lasting() == ()


def test_power_restored_early_lets_people_out_when_the_doors_open():
    city, truth = estate()
    city.advance(NOW + 5 * MINUTE)

    city.restore(range(1, 301))
    step = city.advance(NOW + 7 * MINUTE)

    assert city.lasting() == ()
    ended = {h.slot: h.until_ms for h in step.truth if h.what == "trapped"}
    assert ended.keys() == {h.slot for h in truth if h.what == "trapped"}
    for slot, until_ms in ended.items():
        mine = of_slot(step.samples, slot)
        opened = mine[mine["at_ms"] == until_ms][0]
        assert (opened["door"], opened["flags"] & DOOR_ZONE) == (Door.OPEN, DOOR_ZONE)
    assert (step.samples["codes"] & BACK_TO_NORMAL).any()


def test_a_technician_frees_people_while_the_power_is_away():
    city, truth = estate()
    slot = next(h.slot for h in truth if h.what == "trapped")
    city.advance(NOW + 5 * MINUTE)

    assert city.free(slot)
    step = city.advance(NOW + 10 * MINUTE)

    assert set(of_slot(step.samples, slot)["power"].tolist()) == {Power.BATTERY}
    assert [h.until_ms for h in step.truth if h.slot == slot] == [NOW + 5 * MINUTE + 1]
    step = city.advance(NOW + 25 * MINUTE)
    assert of_slot(step.samples, slot)["power"][-1] == Power.MAINS


def test_rescue_devices_free_everybody_and_devices_without_battery_fall_silent():
    _, truth = estate(rescue_device=True)
    assert {h.what for h in truth} == {"power_cut"}

    city, _ = estate(battery=False)
    assert len(city.advance(NOW + 19 * MINUTE).samples) == 0
    assert len(np.unique(city.advance(NOW + 22 * MINUTE).samples["slot"])) == 300


def test_power_cuts_leave_escalators_standing_and_nobody_trapped():
    city = fleet(specs(10, kind=Kind.ESCALATOR, energy_saving=False))
    city.advance(NOW)

    truth = city.power_cut(range(1, 11), 2)

    assert {h.what for h in truth} == {"power_cut"}
    samples = city.advance(NOW + 10 * MINUTE).samples
    assert set(samples[samples["at_ms"] < NOW + MINUTE]["car_status"].tolist()) == {0}
    assert set(samples[samples["at_ms"] > NOW + 3 * MINUTE]["car_status"].tolist()) == {1}


def test_the_alarm_button_shows_for_some_seconds_and_changes_nothing_else():
    city, calm = fleet(), fleet()
    for each in (city, calm):
        each.advance(NOW)
    truth = city.press_alarm(1)

    samples = of_slot(city.advance(NOW + HOUR).samples, 1)
    undisturbed = of_slot(calm.advance(NOW + HOUR).samples, 1)

    pressed = samples[(samples["codes"] & ALARM_BUTTON) > 0]["at_ms"]
    assert pressed[0] == truth.since_ms
    assert pressed[-1] < truth.until_ms
    rest = samples[(samples["flags"] & HEARTBEAT == 0) & (samples["at_ms"] > truth.until_ms)]
    plain = undisturbed[undisturbed["flags"] & HEARTBEAT == 0]
    assert rest["at_ms"].tolist() == plain[plain["at_ms"] > truth.until_ms]["at_ms"].tolist()


def test_a_silent_device_sends_nothing_and_goes_on_counting():
    city = fleet()
    before = of_slot(city.advance(NOW).samples, 1)
    city.silence(1, 30)

    assert len(of_slot(city.advance(NOW + 30 * MINUTE).samples, 1)) == 0
    after = of_slot(city.advance(NOW + HOUR).samples, 1)
    assert after["at_ms"][0] <= NOW + 31 * MINUTE
    assert after["seq"][0] == before["seq"][-1] + 1


def test_restore_ends_silence_but_frees_nobody_from_a_broken_car():
    city = fleet()
    city.advance(NOW)
    city.silence(1, 300)
    city.trap(2, at_once=True)
    city.advance(NOW + MINUTE)

    city.restore([1, 2])
    step = city.advance(NOW + 10 * MINUTE)

    assert len(of_slot(step.samples, 1)) > 0
    assert [h.what for h in city.lasting()] == ["trapped"]


def test_door_open_while_moving_shows_a_running_car_with_open_contact():
    city = fleet()
    city.advance(NOW)
    truth = city.stage(1, "door_open_moving")

    samples = of_slot(city.advance(NOW + HOUR).samples, 1)

    ajar = samples[(samples["at_ms"] >= truth.since_ms) & (samples["at_ms"] < truth.until_ms)]
    assert ajar["car_status"].all()
    assert not (ajar["flags"] & DOOR_CLOSED).any()
    others = samples[(samples["at_ms"] < truth.since_ms) | (samples["at_ms"] >= truth.until_ms)]
    assert (others[others["car_status"] == 1]["flags"] & DOOR_CLOSED).all()
