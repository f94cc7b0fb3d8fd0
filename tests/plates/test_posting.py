from datetime import timedelta
from uuid import uuid4

import pytest

from hoistway.foundation.geo import Point
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.actions import PlateIsVoid, settle_suspicion, void_plate
from hoistway.plates.models import Plate, Posting, Sighting, Suspicion
from hoistway.plates.queries import life_of, suspicions
from hoistway.plates.vocabulary import PlateState, SuspicionKind, SuspicionState
from hoistway.registry.models import Claim
from hoistway.registry.vocabulary import Field
from tests.world.emergency import acting
from tests.world.parties import NOW, an_actor
from tests.world.plates import (
    a_photo,
    a_poster,
    a_proof,
    an_issued_plate,
    posted,
    the_district,
)
from tests.world.registry import YANPING_ROAD

pytestmark = pytest.mark.django_db

A_KILOMETRE_ON = Point(YANPING_ROAD.longitude + 0.0105, YANPING_ROAD.latitude)


@pytest.fixture
def plate():
    return an_issued_plate()


@pytest.fixture
def technician(plate):
    return acting(membership=a_poster(elevator=plate.elevator))


def claims():
    return list(Claim.objects.filter(kind="posting", subject="elevator").order_by("pk"))


def test_a_posting_keeps_photo_place_person_and_time(plate, technician):
    one = posted(plate=plate, by=technician)

    assert (one.by["name"], one.photo.media_type, one.posted_at, round(one.distance_m)) == (
        technician.name, "image/jpeg", NOW, 0,
    )  # fmt: skip
    assert Plate.objects.get(pk=plate.pk).state is PlateState.POSTED
    assert Sighting.objects.get().plate_id == plate.pk
    assert not Suspicion.objects.exists()


def test_the_same_form_again_is_the_same_posting(plate, technician):
    form_id = uuid4()

    first, second = (posted(plate=plate, by=technician, form_id=form_id) for _ in range(2))

    assert (first, Posting.objects.count(), len(life_of(plate_id=plate.pk))) == (second, 1, 2)


def test_a_form_of_somebody_else_is_not_found(plate, technician):
    form_id = uuid4()
    posted(plate=plate, by=technician, form_id=form_id)

    with pytest.raises(NotFound):
        posted(plate=plate, form_id=form_id)


def test_what_was_seen_becomes_claims_and_wins_where_nobody_ranks_higher(plate, technician):
    seen = {Field.ADDRESS: plate.elevator.address, Field.STOPS: 6, Field.BUILDING: "7号楼"}

    posted(plate=plate, by=technician, proof=a_proof(facts=seen))

    plate.elevator.refresh_from_db()
    (claim,) = claims()
    assert (plate.elevator.stops, plate.elevator.building) == (6, "7号楼")
    assert claim.fields["address"] == plate.elevator.address
    assert claim.origin["by"]["name"] == technician.name
    assert Posting.objects.get().facts["stops"] == {"held": None, "said": 6}


@pytest.mark.parametrize(("accuracy_m", "moved"), [(50.0, True), (51.0, False), (None, False)])
def test_a_sharp_place_becomes_the_place_of_the_elevator(plate, technician, accuracy_m, moved):
    beside = Point(YANPING_ROAD.longitude + 0.0005, YANPING_ROAD.latitude)

    posted(plate=plate, by=technician, proof=a_proof(place=beside, accuracy_m=accuracy_m))

    plate.elevator.refresh_from_db()
    assert (plate.elevator.longitude == beside.longitude) is moved


def test_a_phone_without_a_place_posts_all_the_same(plate, technician):
    one = posted(plate=plate, by=technician, proof=a_proof(place=None, accuracy_m=None))

    assert (one.longitude, one.distance_m, Sighting.objects.count()) == (None, None, 0)


@pytest.mark.parametrize(("shift", "kept"), [(-1, NOW), (0, NOW), (+1, NOW)])
def test_a_wrong_clock_is_brought_between_issue_and_receipt(plate, technician, shift, kept):
    wrong = NOW + timedelta(days=shift)

    assert posted(plate=plate, by=technician, proof=a_proof(posted_at=wrong)).posted_at == kept


def test_posting_a_void_plate_is_refused_and_doubted(plate, technician):
    void_plate(plate_id=plate.pk, reason="失窃", now=NOW, by=the_regulator(plate))

    with pytest.raises(PlateIsVoid):
        posted(plate=plate, by=technician)

    assert [one.kind for one in suspicions(by=technician)] == [SuspicionKind.VOID_IN_USE]
    assert not Posting.objects.exists()


def the_regulator(plate):
    return acting(membership=the_district(elevator=plate.elevator))


@pytest.mark.parametrize("role", [RoleKind.DISPATCHER, RoleKind.INSPECTOR])
def test_who_neither_works_at_nor_watches_elevators_posts_nothing(plate, role):
    with pytest.raises(NotAllowed):
        posted(plate=plate, by=an_actor(role=role))


def test_a_doubted_posting_says_nothing_until_a_person_has_cleared_it(plate, technician):
    far = a_proof(place=A_KILOMETRE_ON, facts={Field.STOPS: 9})
    posted(plate=plate, by=technician, proof=far)
    before = claims()
    (doubt,) = suspicions(by=technician)

    for _ in range(2):
        settle_suspicion(
            suspicion_id=doubt.pk, confirmed=False, reason="登记坐标有误，现场已核实", now=NOW,
            by=the_regulator(plate),
        )  # fmt: skip

    plate.elevator.refresh_from_db()
    assert (before, doubt.kind, plate.elevator.stops) == (
        [], SuspicionKind.FAR_FROM_ADDRESS, 9,
    )  # fmt: skip
    assert plate.elevator.longitude == A_KILOMETRE_ON.longitude
    assert Plate.objects.get(pk=plate.pk).state is PlateState.POSTED


def test_a_posting_found_untrue_never_happened_for_plate_and_register(plate, technician):
    photo = a_photo(of=7)
    other = an_issued_plate()
    posted(plate=other, proof=a_proof(photo=photo))
    posted(plate=plate, by=technician, proof=a_proof(photo=photo, facts={Field.STOPS: 9}))
    (doubt,) = suspicions(by=technician)

    settled = settle_suspicion(
        suspicion_id=doubt.pk, confirmed=True, reason="照片系他梯", now=NOW,
        by=the_regulator(plate),
    )  # fmt: skip

    assert (settled.state, settled.settled_by["role"]) == (
        SuspicionState.CONFIRMED, "district_regulator",
    )  # fmt: skip
    assert Plate.objects.get(pk=plate.pk).state is PlateState.PRINTED
    assert Plate.objects.get(pk=other.pk).state is PlateState.POSTED
    assert [one.elevator_id for one in claims()] == [other.elevator_id]
