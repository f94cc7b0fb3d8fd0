import numpy as np
import pytest

from hoistway.simulation.lookalikes import STAGED
from hoistway.simulation.signals import DOOR_CLOSED, DOOR_ZONE, OCCUPIED, Door, Mode, Power
from tests.simulation.worlds import HOUR, MINUTE, MONDAY_0800, fleet, of_slot, specs

NOW = MONDAY_0800 + 10 * MINUTE


def staged(name, slot=1, seed=1):
    city = fleet(specs(4), seed=seed)
    city.advance(NOW)
    truth = city.stage(slot, name)
    step = city.advance(NOW + 5 * HOUR)
    return truth, step, of_slot(step.samples, slot)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("name", STAGED)
def test_nobody_is_trapped_in_a_look_alike_and_service_goes_on(name, seed):
    truth, step, samples = staged(name, slot=1 + seed % 4, seed=seed)

    assert [(h.what, h.until_ms) for h in step.truth] == [
        (name, None),
        (name, truth.until_ms),
    ]
    assert NOW < truth.since_ms < truth.until_ms < NOW + 5 * HOUR
    after = samples[samples["at_ms"] > truth.until_ms + 5 * MINUTE]
    assert after["car_status"].any()
    assert set(after["service_mode"].tolist()) == {Mode.NORMAL}
    assert not after["codes"].any()
    assert (np.diff(samples["at_ms"]) > 0).all()


def during(truth, samples):
    return samples[(samples["at_ms"] >= truth.since_ms) & (samples["at_ms"] < truth.until_ms)]


def longest_s(samples, shows):
    """The longest stretch in seconds during which all samples show something."""
    best, since = 0, None
    for at, yes in zip(samples["at_ms"].tolist(), shows.tolist(), strict=True):
        since = (since if since is not None else at) if yes else None
        best = max(best, at - since) if since is not None else best
    return best / 1000


def between_floors(samples):
    return (samples["car_status"] == 0) & ((samples["flags"] & DOOR_ZONE) == 0)


def test_a_guard_stays_in_the_car_while_the_doors_open_again_and_again():
    truth, _, samples = staged("guard_ride")
    seen = during(truth, samples)

    assert (seen["flags"][:-2] & OCCUPIED).mean() > 0.9
    assert np.count_nonzero(seen["door"] == Door.OPENING) >= 5
    assert not between_floors(seen).any()


def test_a_trolley_holds_the_door_or_stands_in_the_parked_car():
    held = shut = 0
    for seed in range(12):
        truth, _, samples = staged("goods_trolley", seed=seed)
        seen = during(truth, samples)
        assert not seen["car_status"].any()
        if longest_s(seen, (seen["flags"] & (OCCUPIED | DOOR_CLOSED)) == 6) > 120:
            shut += 1
        else:
            held += 1
    assert held > 0
    assert shut > 0


@pytest.mark.parametrize("seed", range(6))
def test_a_brief_stop_ends_within_twenty_seconds(seed):
    truth, _, samples = staged("brief_stop", seed=seed)

    assert between_floors(samples).any()
    assert longest_s(samples, between_floors(samples)) < 20
    assert truth.people >= 1


@pytest.mark.parametrize("seed", range(6))
def test_an_empty_stop_never_shows_anybody(seed):
    truth, _, samples = staged("empty_stop", seed=seed)
    seen = during(truth, samples)

    assert longest_s(seen, between_floors(seen)) > 100
    assert not (seen["flags"] & OCCUPIED).any()


@pytest.mark.parametrize("seed", range(6))
def test_unsigned_inspection_shows_people_between_floors_only_for_moments(seed):
    truth, _, samples = staged("inspection_unsigned", seed=seed)
    seen = during(truth, samples)
    stuck = between_floors(seen) & ((seen["flags"] & OCCUPIED) > 0)

    assert seen["service_mode"][0] == Mode.NORMAL
    assert longest_s(seen, stuck) < 10


def test_signalled_inspection_and_fire_recall_show_their_modes():
    truth, _, samples = staged("inspection")
    assert Mode.INSPECTION in during(truth, samples)["service_mode"][:3]

    truth, _, samples = staged("fire_recall")
    recalled = during(truth, samples)
    assert set(recalled["service_mode"].tolist()) <= {Mode.FIRE_RECALL, Mode.NORMAL}
    assert Door.OPEN in recalled["door"]


def test_a_power_dip_lasts_two_seconds():
    _, _, samples = staged("power_dip")
    dark = samples["power"] == Power.BATTERY

    assert dark.any()
    assert longest_s(samples, dark) < 2.0


def test_a_stuck_sensor_shows_somebody_in_every_report():
    truth, _, samples = staged("sensor_stuck")
    seen = during(truth, samples)

    assert (seen["flags"] & OCCUPIED).all()
    assert not (samples[samples["at_ms"] >= truth.until_ms]["flags"] & OCCUPIED).all()


def test_an_order_waits_for_the_passengers_on_their_way():
    for seed in range(8):
        _, _, samples = staged("goods_trolley", slot=2, seed=seed)
        moving = samples["car_status"] == 1
        ends = moving[:-1] & ~moving[1:]
        assert (samples["flags"][1:][ends] & DOOR_ZONE).all()
