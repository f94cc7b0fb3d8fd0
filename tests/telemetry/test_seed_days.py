"""The demo's days of use: who is steady, who is silent, and what setting the clock forward adds."""

from datetime import timedelta
from random import Random

import pytest

from hoistway.parties import seed as parties
from hoistway.registry import seed as registry
from hoistway.telemetry.queries import continuity_on
from hoistway.telemetry.seed.days import lay_out_days, parts_of
from hoistway.telemetry.seed.skipped import lay_out_skipped, silent_elevators
from tests.world.parties import NOW


@pytest.mark.django_db
def test_only_the_silent_elevator_falls_silent_when_the_clock_is_set_forward() -> None:
    chance = Random(1)
    cast = parties.lay_out(elevators=60, chance=chance, now=NOW)
    rows = registry.lay_out(cast=cast, elevators=60, chance=chance, now=NOW)

    lay_out_days(elevators=rows, seed=1, now=NOW)
    told = continuity_on(elevator_ids=None, now=NOW)
    lay_out_skipped(days=15, seed=1, now=NOW)
    later = continuity_on(elevator_ids=None, now=NOW + timedelta(days=15))

    silent = parts_of(elevators=rows).silent
    assert silent_elevators() == {silent}
    assert timedelta(days=13) < told[silent].silent_for < timedelta(days=14)
    assert {key for key, one in told.items() if (one.share or 0) < 0.9} == {silent}
    assert {key for key, one in later.items() if one.silent_for > timedelta(days=1)} == {silent}
    assert later[silent].silent_for > timedelta(days=28)
