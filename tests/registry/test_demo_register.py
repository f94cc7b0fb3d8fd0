"""The demo's register is told by several sources, with slips that somebody can find."""

from random import Random

import pytest
from django.db import transaction

from hoistway.foundation.actors import PLATFORM
from hoistway.parties import seed as parties
from hoistway.registry import seed
from hoistway.registry.models import Claim, Elevator
from hoistway.registry.queries import claims_to_place, invented_elevators, portraits
from tests.world.parties import NOW

pytestmark = pytest.mark.django_db


def laid_out(number: int, elevators: int = 120) -> list[Elevator]:
    chance = Random(number)
    cast = parties.lay_out(elevators=elevators, chance=chance, now=NOW)
    return seed.lay_out(cast=cast, elevators=elevators, chance=chance, now=NOW)


def test_every_fact_of_the_demo_has_its_source() -> None:
    rows = laid_out(1)

    portrayed = portraits(elevator_ids=[row.pk for row in rows])
    assert len(rows) == invented_elevators().count() == 120
    assert all(row.provenance["*"] and row.place_id for row in rows)
    needed = {"register_number", "address", "kind", "use_unit", "firm"}
    assert all(needed <= set(one.held) for one in portrayed.values())
    assert all(row.use_unit_id and row.firm_id for row in rows)
    assert all(row.other_facts == {"demo": True} for row in rows)
    kinds = set(Claim.objects.filter(subject="elevator").values_list("kind", flat=True))
    assert {str(kind) for kind in kinds} == {"supervision", "inspection", "firm", "approval"}
    assert claims_to_place(by=PLATFORM).count() == 3


def test_sources_of_the_demo_disagree_here_and_there() -> None:
    rows = laid_out(2, elevators=300)

    disputed = {
        (one.elevator_id, name)
        for one in portraits(elevator_ids=[row.pk for row in rows]).values()
        for name, said in one.said.items()
        if len({str(statement.value) for statement in said}) > 1
    }
    share = len({key for key, _ in disputed}) / len(rows)
    assert 0.03 < share < 0.2
    assert len({name for _, name in disputed}) > 3


def test_the_same_seed_lays_out_the_same_register() -> None:
    def told() -> list[tuple[object, ...]]:
        with transaction.atomic():
            laid_out(3, elevators=60)
            claims = Claim.objects.filter(subject="elevator").order_by("pk")
            found = list(claims.values_list("record_key", "kind", "observed_at", "fields"))
            transaction.set_rollback(True)
        return found

    assert told() == told()
