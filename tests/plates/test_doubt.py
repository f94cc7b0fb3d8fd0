"""What is doubted about postings and readings, on both sides of each limit."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.geo import Point
from hoistway.plates.actions import (
    SuspicionSettled,
    note_sighting,
    settle_suspicion,
    void_plate,
)
from hoistway.plates.models import Suspicion
from hoistway.plates.rules.doubt import Seen, far_from, in_two_places
from hoistway.plates.rules.posting_policy import posting_policy_on
from hoistway.plates.vocabulary import ScanPlace, SuspicionKind
from tests.world.parties import NOW
from tests.world.plates import a_photo, a_proof, an_issued_plate, posted
from tests.world.registry import YANPING_ROAD

POLICY = posting_policy_on(day=NOW.date())
DEGREE_M = 111_195.08
"""Metres of one degree along a meridian of the mean sphere."""


def north(metres, *, accuracy_m=0.0, at=NOW):
    place = Point(YANPING_ROAD.longitude, YANPING_ROAD.latitude + metres / DEGREE_M)
    return Seen(place=place, accuracy_m=accuracy_m, at=at)


@pytest.mark.parametrize(
    ("metres", "accuracy_m", "doubted"),
    [(299, 0, False), (301, 0, True), (399, 100, False), (401, 100, True), (900, 501, False)],
)
def test_a_posting_is_far_beyond_three_hundred_metres_and_what_the_phone_cannot_tell(
    metres, accuracy_m, doubted
):
    seen = north(metres, accuracy_m=accuracy_m)

    assert (far_from(seen=seen, held=YANPING_ROAD, policy=POLICY) is not None) is doubted


def test_without_a_place_in_the_register_nothing_is_far():
    assert far_from(seen=north(90_000), held=None, policy=POLICY) is None


@pytest.mark.parametrize(
    ("metres", "hours", "doubted"),
    [(499, 1, False), (501, 1, True), (501, 72, True), (501, 73, False)],
)
def test_two_readings_are_two_places_beyond_half_a_kilometre_within_three_days(
    metres, hours, doubted
):
    other = north(0, at=NOW - timedelta(hours=hours))
    seen = north(metres)

    doubt = in_two_places(seen=seen, others=[other], hung=None, policy=POLICY)

    assert (doubt is not None) is doubted


def test_a_plate_read_far_from_where_it_was_hung_is_doubted_however_long_ago():
    hung = north(0, at=NOW - timedelta(days=900))

    doubt = in_two_places(seen=north(2_000), others=[], hung=hung, policy=POLICY)

    assert doubt.facts["distance_m"] == 2_000


@given(st.floats(0, 5_000), st.floats(0, 500), st.floats(0, 500))
def test_a_less_sharp_phone_never_raises_a_doubt_that_a_sharper_one_does_not(metres, a, b):
    blurred, sharp = (
        in_two_places(
            seen=north(metres, accuracy_m=accuracy), others=[north(0)], hung=None, policy=POLICY
        )
        for accuracy in (max(a, b), min(a, b))
    )

    assert blurred is None or sharp is not None


@pytest.mark.django_db
def test_one_photo_at_two_plates_is_found_though_it_was_made_smaller():
    first, second, third = an_issued_plate(), an_issued_plate(), an_issued_plate()
    posted(plate=first, proof=a_proof(photo=a_photo(of=5, width=900)))

    posted(plate=second, proof=a_proof(photo=a_photo(of=5, width=300)))
    posted(plate=third, proof=a_proof(photo=a_photo(of=6)))

    doubt = Suspicion.objects.get()
    assert (doubt.plate_id, doubt.kind) == (second.pk, SuspicionKind.SAME_PHOTO)
    assert doubt.facts["other_plate"] == first.code


@pytest.mark.django_db
def test_a_new_photo_of_the_same_plate_is_no_doubt():
    plate, photo = an_issued_plate(), a_photo(of=8)

    for _ in range(2):
        posted(plate=plate, proof=a_proof(photo=photo))

    assert not Suspicion.objects.exists()


def read(plate, *, metres, at=NOW):
    place = north(metres).place
    return note_sighting(
        plate_id=plate.pk, via=ScanPlace.INSPECTION, place=place, accuracy_m=10.0, at=at, now=at,
        by=PLATFORM,
    )  # fmt: skip


@pytest.mark.django_db
def test_the_same_doubt_is_open_once():
    plate = an_issued_plate()
    posted(plate=plate)

    doubts = [read(plate, metres=3_000, at=NOW + timedelta(hours=n)) for n in (1, 2)]

    assert doubts[0] == doubts[1]
    assert [one.kind for one in Suspicion.objects.all()] == [SuspicionKind.TWO_PLACES]


@pytest.mark.django_db
def test_a_void_plate_that_somebody_reads_is_doubted_even_in_its_place():
    plate = an_issued_plate()
    void_plate(plate_id=plate.pk, reason="更换", now=NOW, by=PLATFORM)

    assert [one.kind for one in read(plate, metres=0)] == [SuspicionKind.VOID_IN_USE]


@pytest.mark.django_db
def test_what_one_regulator_settled_another_cannot_settle_otherwise():
    plate = an_issued_plate()
    posted(plate=plate)
    (doubt,) = read(plate, metres=3_000)
    settle_suspicion(suspicion_id=doubt.pk, confirmed=True, reason="被盗", now=NOW, by=PLATFORM)

    with pytest.raises(SuspicionSettled):
        settle_suspicion(
            suspicion_id=doubt.pk, confirmed=False, reason="误报", now=NOW, by=PLATFORM
        )
