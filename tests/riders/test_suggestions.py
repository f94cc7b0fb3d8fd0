"""What passengers say is wrong: kept once, few from one place, never in the way of help."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import QuerySet

from hoistway.registry.models import Claim, Elevator
from hoistway.registry.vocabulary import SourceKind
from hoistway.riders.actions import Correction, TooMany, suggest_correction
from hoistway.riders.models import Suggestion
from hoistway.riders.queries import is_urgent
from hoistway.riders.vocabulary import WrongFact
from tests.world.parties import NOW
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db


def correction(elevator: Elevator, **more: object) -> Correction:
    facts: dict[str, object] = {
        "elevator_id": elevator.pk, "form_id": uuid4(), "fact": WrongFact.BUILDING,
        "value": "6号楼", "note": "门牌写着6号楼", "origin": "192.0.2.9",
    } | more  # fmt: skip
    return Correction(**facts)  # type: ignore[arg-type]


def told() -> QuerySet[Claim]:
    return Claim.objects.filter(kind=SourceKind.PASSENGER)


def test_a_correction_is_kept_as_a_claim_and_changes_nothing() -> None:
    elevator = an_elevator()

    suggest_correction(correction=correction(elevator), now=NOW)

    claim = told().get()
    assert (claim.elevator_id, claim.fields) == (elevator.pk, {"building": "6号楼"})
    assert (claim.origin["suggested"], claim.origin["text"]) == (True, "门牌写着6号楼")
    assert Elevator.objects.get(pk=elevator.pk).building == ""
    assert "192.0.2.9" not in str(Suggestion.objects.values().get())


def test_the_same_form_twice_is_one_correction() -> None:
    said = correction(an_elevator())

    numbers = {suggest_correction(correction=said, now=NOW) for _ in range(2)}

    assert len(numbers) == told().count() == 1


def test_floors_are_kept_as_a_number() -> None:
    elevator = an_elevator()

    suggest_correction(correction=correction(elevator, fact=WrongFact.FLOORS, value="18"), now=NOW)

    assert told().get().fields == {"floors": 18}


def test_the_seventh_correction_of_an_hour_waits() -> None:
    elevator = an_elevator()
    for _ in range(6):
        suggest_correction(correction=correction(elevator), now=NOW)

    with pytest.raises(TooMany):
        suggest_correction(correction=correction(elevator), now=NOW)

    suggest_correction(correction=correction(elevator, origin="192.0.2.10"), now=NOW)
    suggest_correction(correction=correction(elevator), now=NOW + timedelta(seconds=3_601))
    assert Suggestion.objects.count() == 8


@pytest.mark.parametrize(
    ("words", "urgent"),
    [
        ("我被困在里面", True), ("有人受伤", True), ("please HELP", True), ("stuck inside", True),
        ("应为6号楼", False), ("helpful", False), ("物业换了", False),
    ],
)  # fmt: skip
def test_words_of_need_are_heard(words: str, urgent: bool) -> None:
    assert is_urgent(text=words) is urgent
