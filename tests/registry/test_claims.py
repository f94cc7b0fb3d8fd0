"""What sources say becomes claims, and what is held true is decided over them."""

import pytest

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.refusal import NotAllowed
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.actions import (
    Change,
    ReasonMissing,
    correct,
    decide_field,
    say,
    suggest,
    undo_correction,
    weigh,
)
from hoistway.registry.models import Claim, Elevator
from hoistway.registry.queries import portraits, why
from hoistway.registry.vocabulary import DecisionReason
from tests.world.parties import NOW, a_bureau, a_jurisdiction, an_actor, fresh_number
from tests.world.sayings import DAY, a_registered_elevator, a_saying, fields_of, said

pytestmark = pytest.mark.django_db


def regulator(code: str = "310106"):
    area = a_jurisdiction(code=code, name=code)
    return an_actor(role=RoleKind.DISTRICT_REGULATOR, organisation=a_bureau(jurisdiction=area))


def test_the_same_twice_changes_nothing() -> None:
    a_jurisdiction()
    sayings = [a_saying(record=f"S{n}", **fields_of(n)) for n in (fresh_number(), fresh_number())]

    first, second = said(*sayings), said(*sayings)

    assert (first.created, first.unchanged) == (2, 0)
    assert (second.created, second.changed, second.unchanged) == (0, 0, 2)
    assert Claim.objects.filter(subject="elevator").count() == 2


def test_weighing_says_what_would_come_and_writes_nothing() -> None:
    a_jurisdiction()
    sayings = [a_saying(**fields_of(fresh_number())), a_saying(source="inspection", stops=3)]

    tally = weigh(sayings=sayings)

    assert (tally.created, tally.waiting) == (1, 1)
    assert not Claim.objects.exists()
    assert not Elevator.objects.exists()


def test_four_sources_that_disagree_are_ranked_field_by_field() -> None:
    lift = a_registered_elevator(stops=18, travel_m=51.0)
    number = lift.register_number

    tally = said(
        a_saying(source="inspection", register_number=number, stops=19, persons=13),
        a_saying(source="firm:7", register_number=number, stops=20, persons=14, model="NexWay"),
        a_saying(source="passenger", register_number=number, stops=21),
    )

    lift.refresh_from_db()
    stories = why(elevator_id=lift.pk)
    assert tally.changed == 3
    assert (lift.stops, lift.persons, lift.model) == (18, 13, "NexWay")
    assert stories["stops"].reason is DecisionReason.RANK
    assert stories["persons"].reason is DecisionReason.RANK
    assert stories["model"].reason is DecisionReason.ONLY
    assert {one.value for one in stories["stops"].others} == {19, 20, 21}
    assert lift.provenance["persons"] == stories["persons"].claim.pk


def test_an_older_observation_is_kept_and_changes_nothing() -> None:
    a_jurisdiction()
    number = fresh_number()
    said(a_saying(record="S1", **fields_of(number, stops=18)))

    older = a_saying(record="S1", at=NOW - DAY, **fields_of(number, stops=12))
    first, second = said(older), said(older)

    assert (first.older, second.older) == (1, 1)
    assert Elevator.objects.get().stops == 18
    assert Claim.objects.filter(record_key="S1", current=False).count() == 1


def test_a_newer_observation_of_the_record_wins_and_a_blank_erases_nothing_of_others() -> None:
    lift = a_registered_elevator(stops=18)
    record = Claim.objects.get(elevator=lift).record_key
    said(a_saying(source="inspection", record="I1", register_number=lift.register_number, stops=17))

    now_silent = fields_of(1) | {"register_number": lift.register_number, "stops": None}
    said(a_saying(record=record, at=NOW + DAY, **now_silent))

    lift.refresh_from_db()
    assert lift.stops == 17
    assert Claim.objects.filter(elevator=lift, current=False).count() == 1


def test_an_unknown_elevator_waits_when_the_source_does_not_register() -> None:
    a_jurisdiction()
    number = fresh_number()
    record = a_saying(source="inspection", record="I1", **fields_of(number))

    assert said(record).waiting == 1
    assert said(record).waiting == 1
    said(a_saying(record="S1", **fields_of(number)))
    placed = said(record)

    assert (placed.changed, placed.waiting) == (1, 0)
    assert Claim.objects.get(record_key="I1").elevator == Elevator.objects.get()


def test_a_number_that_all_else_contradicts_leads_nowhere() -> None:
    lift = a_registered_elevator()
    other = fields_of(999) | {"register_number": lift.register_number}

    assert said(a_saying(source="supervision:b", **other)).waiting == 1
    assert Elevator.objects.count() == 1


def test_a_persons_word_stands_above_all_sources() -> None:
    lift = a_registered_elevator(stops=18)

    decide_field(
        elevator_id=lift.pk, field="stops", value=19, reason="现场核对", now=NOW, by=regulator()
    )
    said(a_saying(source="approval", register_number=lift.register_number, at=NOW + DAY, stops=20))

    lift.refresh_from_db()
    assert lift.stops == 19
    assert why(elevator_id=lift.pk)["stops"].reason is DecisionReason.PERSON


def test_a_person_must_say_why_and_stay_in_reach() -> None:
    lift = a_registered_elevator()
    asked = {"elevator_id": lift.pk, "field": "stops", "value": 19, "now": NOW}

    with pytest.raises(ReasonMissing):
        decide_field(**asked, reason=" ", by=regulator())
    with pytest.raises(NotAllowed):
        decide_field(**asked, reason="x", by=regulator("310115"))
    with pytest.raises(NotAllowed):
        decide_field(**asked, reason="x", by=an_actor(role=RoleKind.TECHNICIAN))
    with pytest.raises(NotAllowed):
        say(sayings=[a_saying(source="person", stops=1)], now=NOW, by=PLATFORM)


def test_a_suggestion_is_evidence_and_decides_nothing() -> None:
    lift = a_registered_elevator(model=None)

    suggest(
        elevator_id=lift.pk, field="model", value="NexWay", text="铭牌", evidence="",
        source="firm:7", now=NOW, by=PLATFORM,
    )  # fmt: skip

    lift.refresh_from_db()
    assert lift.model == ""
    assert portraits(elevator_ids=[lift.pk])[lift.pk].said["model"][0].value == "NexWay"


def corrected(lift: Elevator, before: float, after: float) -> list[int | None]:
    change = Change(
        elevator_id=lift.pk, field="rated_speed_mps", before=before, after=after, rule="speed_unit"
    )
    return correct(changes=[change], now=NOW, by=PLATFORM)


def test_a_correction_holds_until_it_is_undone_and_is_not_made_again() -> None:
    lift = a_registered_elevator(rated_speed_mps=105.0)

    (claim,) = corrected(lift, 105.0, 1.75)
    lift.refresh_from_db()
    assert lift.rated_speed_mps == 1.75

    undo_correction(claim_id=claim or 0, reason="原值无误", now=NOW, by=regulator())
    lift.refresh_from_db()
    assert lift.rated_speed_mps == 105.0
    assert corrected(lift, 105.0, 1.75) == [None]


def test_a_source_that_changes_its_mind_retires_the_correction() -> None:
    lift = a_registered_elevator(rated_speed_mps=105.0)
    record = Claim.objects.get(elevator=lift)
    corrected(lift, 105.0, 1.75)

    news = record.fields | {"rated_speed_mps": 2.0}
    said(a_saying(record=record.record_key, at=NOW + DAY, **news))

    lift.refresh_from_db()
    assert lift.rated_speed_mps == 2.0
    assert corrected(lift, 105.0, 1.75) == [None]


def test_a_placeholder_taken_away_lets_the_next_source_speak() -> None:
    lift = a_registered_elevator(model="不详")
    said(a_saying(source="inspection", register_number=lift.register_number, model="NexWay"))
    change = Change(
        elevator_id=lift.pk, field="model", before="不详", after=None, rule="placeholder"
    )

    correct(changes=[change], now=NOW, by=PLATFORM)

    lift.refresh_from_db()
    assert lift.model == "NexWay"
