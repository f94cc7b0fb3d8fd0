"""Two rows that are one elevator become one; merged wrongly, they part again as they were."""

import pytest

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.queries import living_plates, resolve_spoken
from hoistway.registry.actions import (
    CannotEnter,
    CannotMerge,
    ReasonMissing,
    merge,
    place_claim,
    split,
)
from hoistway.registry.models import Claim, Elevator
from hoistway.registry.queries import (
    claims_to_place,
    elevators,
    family,
    survivor_numbered,
    survivor_of,
)
from tests.world.parties import NOW, a_bureau, a_jurisdiction, an_actor, fresh_number
from tests.world.registry import an_elevator
from tests.world.sayings import DAY, a_registered_elevator, a_saying, fields_of, said

pytestmark = pytest.mark.django_db


def merged(kept: Elevator, gone: Elevator, **more):
    asked = {"reason": "同一台", "inputs": {}, "edition": "2026", "now": NOW, "by": PLATFORM} | more
    return merge(kept_id=kept.pk, gone_id=gone.pk, **asked)


def rows(*elevators: Elevator):
    return list(
        Elevator.objects.filter(pk__in=[one.pk for one in elevators]).order_by("pk").values()
    )


def whose() -> dict[int, int | None]:
    return dict(Claim.objects.values_list("pk", "elevator_id"))


def test_a_merge_hides_the_one_and_tells_the_other_all() -> None:
    kept, gone = a_registered_elevator(model=None), a_registered_elevator(model="NexWay")

    merged(kept, gone)

    kept.refresh_from_db()
    assert kept.model == "NexWay"
    assert [row.pk for row in elevators(by=PLATFORM)] == [kept.pk]
    assert family(elevator_id=kept.pk) == [kept.pk, gone.pk]
    assert survivor_of(elevator_id=gone.pk) == kept.pk
    assert survivor_numbered(register_number=gone.register_number) == kept.pk
    assert survivor_numbered(register_number="0") == 0


def test_a_wrong_merge_is_taken_back_to_the_last_fact() -> None:
    kept, gone = a_registered_elevator(model=None), a_registered_elevator(model="NexWay")
    before, owners = rows(kept, gone), whose()

    merge_id = merged(kept, gone).pk
    split(merge_id=merge_id, reason="两台不同", now=NOW, by=PLATFORM)

    assert rows(kept, gone) == before
    assert whose() == owners
    with pytest.raises(NotFound):
        split(merge_id=merge_id, reason="again", now=NOW, by=PLATFORM)


def test_what_a_record_said_meanwhile_goes_with_its_elevator() -> None:
    kept, gone = a_registered_elevator(stops=18), a_registered_elevator(stops=18)
    merge_id = merged(kept, gone).pk
    record = Claim.objects.get(fields__register_number=gone.register_number, current=True)

    said(a_saying(record=record.record_key, at=NOW + DAY, **(record.fields | {"stops": 30})))
    split(merge_id=merge_id, reason="两台不同", now=NOW, by=PLATFORM)

    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.stops, gone.stops) == (18, 30)
    assert Claim.objects.filter(elevator=gone).count() == 2


def test_a_chain_of_merges_is_taken_apart_in_any_order() -> None:
    first, middle, last = (a_registered_elevator() for _ in range(3))
    before, owners = rows(first, middle, last), whose()

    inner, outer = merged(middle, first), merged(last, middle)
    assert family(elevator_id=last.pk) == [last.pk, middle.pk, first.pk]
    split(merge_id=inner.pk, reason="两台不同", now=NOW, by=PLATFORM)
    split(merge_id=outer.pk, reason="两台不同", now=NOW, by=PLATFORM)

    assert rows(first, middle, last) == before
    assert whose() == owners


def test_the_plate_of_the_one_that_went_leads_to_the_survivor_and_back() -> None:
    kept, gone = an_elevator(), an_elevator()
    number = resolve_number(gone)

    merge_id = merged(kept, gone).pk
    assert resolve_spoken(typed=number, keys={}).elevator_id == kept.pk

    split(merge_id=merge_id, reason="两台不同", now=NOW, by=PLATFORM)
    assert resolve_spoken(typed=number, keys={}).elevator_id == gone.pk


def resolve_number(elevator: Elevator) -> str:
    return living_plates(elevator_ids=[elevator.pk])[elevator.pk].rescue_number


def test_what_is_merged_is_merged_once_and_not_with_itself() -> None:
    kept, gone, third = (a_registered_elevator() for _ in range(3))
    merged(kept, gone)

    for pair in ((third, gone), (gone, third), (kept, kept)):
        with pytest.raises(CannotMerge):
            merged(*pair)


def test_a_merge_needs_a_reason_a_right_and_both_in_reach() -> None:
    here, there = a_registered_elevator(), an_elevator()
    other = a_bureau(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    foreign = an_actor(role=RoleKind.DISTRICT_REGULATOR, organisation=other)

    with pytest.raises(ReasonMissing):
        merged(here, there, reason="")
    with pytest.raises(NotAllowed):
        merged(here, there, by=foreign)
    with pytest.raises(NotAllowed):
        merged(here, there, by=an_actor(role=RoleKind.USE_UNIT))


def placed(claim: Claim, elevator: Elevator | None, by=PLATFORM) -> int:
    to = elevator.pk if elevator else None
    return place_claim(claim_id=claim.pk, elevator_id=to, reason="核对", now=NOW, by=by)


def test_a_waiting_record_is_placed_by_hand() -> None:
    lift = a_registered_elevator(model=None)
    said(a_saying(source="inspection", record="I1", jurisdiction="310106", model="NexWay"))
    (claim,) = claims_to_place(by=PLATFORM)

    placed(claim, lift)

    lift.refresh_from_db()
    assert lift.model == "NexWay"
    assert not claims_to_place(by=PLATFORM).exists()
    assert Claim.objects.get(pk=claim.pk).origin["placed"]["reason"] == "核对"


def test_a_record_may_be_an_elevator_of_its_own_even_under_a_number_that_is_taken() -> None:
    lift = a_registered_elevator()
    twin = fields_of(999) | {"register_number": lift.register_number}
    said(a_saying(source="approval", record="A1", **twin))
    (claim,) = claims_to_place(by=PLATFORM)

    key = placed(claim, None)

    fresh = Elevator.objects.get(pk=key)
    assert fresh.register_number == f"{lift.register_number}~{key}"
    assert fresh.address == "静安区延平路999号"
    said(a_saying(source="approval", record="A1", at=NOW + DAY, **(twin | {"stops": 9})))
    fresh.refresh_from_db()
    assert (fresh.stops, fresh.register_number) == (9, f"{lift.register_number}~{key}")


def test_a_record_that_says_too_little_is_no_elevator() -> None:
    a_jurisdiction()
    said(a_saying(source="approval", record="A1", register_number="1"))
    (claim,) = claims_to_place(by=PLATFORM)

    with pytest.raises(CannotEnter):
        placed(claim, None)


def test_a_waiting_record_is_seen_by_its_own_district() -> None:
    a_jurisdiction()
    said(a_saying(source="inspection", record=f"I{fresh_number()}", jurisdiction="310106"))
    own = an_actor(role=RoleKind.DISTRICT_REGULATOR, organisation=a_bureau())
    elsewhere = a_bureau(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    foreign = an_actor(role=RoleKind.DISTRICT_REGULATOR, organisation=elsewhere)
    (claim,) = claims_to_place(by=own)

    assert not claims_to_place(by=foreign).exists()
    assert not claims_to_place(by=an_actor(role=RoleKind.FIRM_OFFICE)).exists()
    with pytest.raises(NotAllowed):
        placed(claim, None, by=foreign)
