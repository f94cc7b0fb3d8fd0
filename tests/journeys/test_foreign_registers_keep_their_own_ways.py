"""Registers of other countries come in by a mapping alone, and no rule of this country mends them.

Maryland has neither firms nor use units nor coordinates; the railway has streets without numbers
and a grid of its own. What is dirt in 静安区 is their ordinary way to write.
"""

from pathlib import Path

import pytest

from hoistway.foundation.actors import PLATFORM
from hoistway.parties.vocabulary import RoleKind
from hoistway.quality.actions import examine, examine_register
from hoistway.quality.models import Correction, Finding
from hoistway.quality.vocabulary import FindingState
from hoistway.registry.models import Claim, Elevator, Merge
from hoistway.registry.vocabulary import SourceKind, Subject
from tests.world.parties import NOW, signed_in_client
from tests.world.quality import said_of
from tests.world.told_files import handed_in

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parents[1] / "data"
FACTS = (
    "register_number", "name", "address", "estate", "kind", "use_state", "longitude", "latitude",
    "rated_speed_mps", "rated_load_kg", "travel_m", "stops", "serial_number", "made_by",
    "jurisdiction__code", "use_unit__name", "firm__name", "other_facts",
)  # fmt: skip


def held() -> dict[int, tuple[object, ...]]:
    rows = Elevator.objects.filter(merged_into=None).values_list("pk", *FACTS)
    return {key: facts for key, *facts in rows}


def findings() -> dict[str, int]:
    open_ones = Finding.objects.filter(state=FindingState.OPEN)
    kinds = [str(kind) for kind in open_ones.values_list("kind", flat=True)]
    return {kind: kinds.count(kind) for kind in set(kinds)}


@pytest.mark.parametrize(
    ("name", "elevators", "asked"),
    [
        pytest.param("maryland-2022", 1882, {}, marks=pytest.mark.long),
        ("deutsche-bahn-2015", 1966, {"record_not_placed": 20}),
    ],
)
def test_a_night_over_a_foreign_register_changes_nothing_in_it(
    name: str, elevators: int, asked: dict[str, int]
) -> None:
    own = said_of(address="静安区 延平路 12 号")
    told = handed_in(DATA / f"{name}.csv", mapping=name)
    before = held()
    assert told["created"] == elevators == len(before) - 1

    night = examine_register(now=NOW, by=PLATFORM)

    after = held()
    assert after.pop(own.pk) != before.pop(own.pk)
    assert after == before
    assert night.tally.elevators == elevators + 1
    assert list(Correction.objects.values_list("finding__elevator_id", "field", "after")) == [
        (own.pk, "address", "静安区延平路12号")
    ]
    assert findings() == asked
    rules = Claim.objects.filter(kind=SourceKind.RULE, subject=Subject.ELEVATOR)
    assert set(rules.values_list("elevator_id", flat=True)) == {own.pk}
    assert not Merge.objects.exists()


def test_the_foreign_address_stands_on_its_page_as_it_was_written() -> None:
    handed_in(DATA / "maryland-2022.csv", mapping="maryland-2022")
    elevator = Elevator.objects.get(register_number="US-MD-AA1000")

    examine(elevator_ids=[elevator.pk], now=NOW, by=PLATFORM)

    city = signed_in_client(role=RoleKind.CITY_REGULATOR)
    page = city.get("/elevators/US-MD-AA1000").content.decode()
    assert "111 Cathedral St, Annapolis, MD, 21401-2701, Anne Arundel" in page
    assert "没有任何来源给出使用单位" not in page
