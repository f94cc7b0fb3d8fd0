"""The bench of a year of plans: run as outsiders run it, on worlds of their own."""

from argparse import Namespace

import pytest

from hoistway.server.bench.ondemand_year import measure
from hoistway.simulation.wear import WORLDS


def measured(name, *, elevators, seed):
    options = Namespace(world=WORLDS / f"{name}.toml", noise="1", elevators=elevators, seed=seed)
    told, targets = measure(options=options)
    (one,) = told["worlds"].values()
    return one, [target for target in targets if not target.met]


def test_blind_sensors_leave_every_elevator_at_its_fixed_interval():
    told, missed = measured("sensors-blind", elevators=80, seed=3)

    assert missed == []
    assert (told["plan"]["visits_ratio"], told["plan"]["stayed_fixed"]) == (1.0, 1.0)


@pytest.mark.long
@pytest.mark.parametrize(
    "name", ["wear-answers", "visits-hardly-matter", "fifteen-days-optimal", "one-bad-make"]
)
def test_the_figures_of_the_issue_hold_with_a_seed_nobody_has_seen(name):
    told, missed = measured(name, elevators=5000, seed=424242)

    assert missed == []
    assert told["stretch_all_to_90"]["visits_ratio"] < 0.3
