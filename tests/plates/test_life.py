from datetime import timedelta

import pytest

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.actions import (
    PlateIsVoid,
    ReasonNeeded,
    issue_plates,
    move_all,
    replace_plate,
    report_plate,
    void_plate,
)
from hoistway.plates.models import Plate
from hoistway.plates.queries import life_of, living_plates, plates_of, plates_to_post, resolve
from hoistway.plates.rules.life import MOVES, PlateMovedOn, state_after
from hoistway.plates.vocabulary import PlateDeed, PlateState, Scan
from tests.world.emergency import acting
from tests.world.parties import NOW, a_jurisdiction, an_actor
from tests.world.plates import a_poster, an_issued_plate, posted, the_district
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db

KEYS = {1: b"key"}


def again(plate):
    return Plate.objects.get(pk=plate.pk)


def replaced(plate, *, by):
    return replace_plate(plate_id=plate.pk, reason="牌面开裂", key_version=1, now=NOW, by=by)


def test_a_plate_lives_from_its_issue_to_its_end_and_each_step_is_kept():
    plate = an_issued_plate()
    district = acting(membership=the_district(elevator=plate.elevator))
    technician = acting(membership=a_poster(elevator=plate.elevator))

    printed = move_all(plate_ids=[plate.pk], deed=PlateDeed.PRINT, now=NOW, by=PLATFORM)
    posted(plate=plate, by=technician)
    report_plate(plate_id=plate.pk, lost=False, words="角上开裂", now=NOW, by=technician)
    new = replaced(again(plate), by=district)
    under_way = again(plate).state
    posted(plate=new, by=technician)

    assert (printed, under_way, again(plate).state) == (
        [plate.pk], PlateState.REPLACED, PlateState.VOID,
    )  # fmt: skip
    assert [str(step.deed) for step in life_of(plate_id=plate.pk)] == [
        "issue", "print", "post", "report_damaged", "replace", "void",
    ]  # fmt: skip
    assert [one.pk for one in plates_of(elevator_id=plate.elevator_id)] == [new.pk, plate.pk]
    assert new.rescue_number == plate.rescue_number
    assert new.code != plate.code


def test_until_the_new_plate_hangs_the_old_one_is_genuine_and_both_lead_to_the_elevator():
    old = an_issued_plate()
    posted(plate=old)
    new = replaced(old, by=PLATFORM)

    def scans():
        found = [resolve(code=one.code, signature=signed(one), keys=KEYS) for one in (old, new)]
        assert {one.elevator_id for one in found} == {old.elevator_id}
        return [one.scan for one in found]

    before = scans()
    posted(plate=new)

    assert (before, scans()) == (
        [Scan.GENUINE, Scan.GENUINE], [Scan.VOID, Scan.GENUINE],
    )  # fmt: skip


def signed(plate):
    return resolve(code=plate.code, signature="", keys=KEYS).signature


def test_replacing_twice_gives_the_plate_that_is_under_way():
    plate = an_issued_plate()

    assert replaced(plate, by=PLATFORM) == replaced(plate, by=PLATFORM)


def test_what_is_being_replaced_or_void_cannot_be_posted():
    plate = an_issued_plate()
    replaced(plate, by=PLATFORM)

    with pytest.raises(PlateIsVoid):
        posted(plate=plate)

    assert again(plate).state is PlateState.REPLACED


def test_a_replacement_that_came_to_nothing_is_followed_by_another():
    plate = an_issued_plate()
    broken = replaced(plate, by=PLATFORM)
    void_plate(plate_id=broken.pk, reason="印刷有误", now=NOW, by=PLATFORM)

    issue_plates(elevator_ids=[plate.elevator_id], key_version=1, now=NOW)
    third = living_plates(elevator_ids=[plate.elevator_id])[plate.elevator_id]
    posted(plate=third)

    states = [one.state for one in plates_of(elevator_id=plate.elevator_id)]
    assert states == [PlateState.POSTED, PlateState.VOID, PlateState.VOID]


def test_the_same_said_twice_is_one_step_and_a_lost_plate_may_be_found_again():
    plate = an_issued_plate()
    technician = acting(membership=a_poster(elevator=plate.elevator))
    posted(plate=plate, by=technician)

    for _ in range(2):
        report_plate(plate_id=plate.pk, lost=True, words="", now=NOW, by=technician)
    lost = again(plate)
    posted(plate=plate, by=technician, now=NOW + timedelta(hours=1))

    assert (lost.state, lost.reported_at, again(plate).state) == (
        PlateState.LOST, NOW, PlateState.POSTED,
    )  # fmt: skip
    assert [str(step.deed) for step in life_of(plate_id=plate.pk)] == [
        "issue", "post", "report_lost", "post",
    ]  # fmt: skip


@pytest.mark.parametrize("deed", list(PlateDeed))
def test_no_deed_moves_a_void_plate(deed):
    with pytest.raises(PlateMovedOn):
        state_after(state=PlateState.VOID, deed=deed)


def test_every_state_but_void_has_a_way_on_and_every_deed_but_issue_moves_something():
    assert {state for state, _ in MOVES} == set(PlateState) - {PlateState.VOID}
    assert {deed for _, deed in MOVES} == set(PlateDeed) - {PlateDeed.ISSUE}


def test_a_reason_is_needed_to_replace_and_to_void():
    plate = an_issued_plate()

    with pytest.raises(ReasonNeeded):
        replace_plate(plate_id=plate.pk, reason="  ", key_version=1, now=NOW, by=PLATFORM)
    with pytest.raises(ReasonNeeded):
        void_plate(plate_id=plate.pk, reason="", now=NOW, by=PLATFORM)


def test_who_neither_maintains_uses_nor_watches_the_elevator_finds_no_plate():
    plate = an_issued_plate()
    elsewhere = an_elevator(site=Site(jurisdiction=a_jurisdiction(code="310115", name="浦东新区")))
    strangers = [
        acting(membership=a_poster(elevator=elsewhere)),
        acting(membership=the_district(elevator=elsewhere)),
    ]

    for stranger in strangers:
        with pytest.raises(NotFound):
            report_plate(plate_id=plate.pk, lost=True, words="", now=NOW, by=stranger)
    with pytest.raises(NotFound):
        replaced(plate, by=strangers[1])
    with pytest.raises(NotFound):
        issue_plates(
            elevator_ids=[plate.elevator_id], key_version=1, now=NOW, by=strangers[1]
        )  # fmt: skip


@pytest.mark.parametrize("role", [RoleKind.TECHNICIAN, RoleKind.USE_UNIT, RoleKind.FIRM_OFFICE])
def test_only_regulators_replace_plates(role):
    with pytest.raises(NotAllowed):
        replaced(an_issued_plate(), by=an_actor(role=role))


def test_what_waits_to_be_posted_is_what_was_made_and_does_not_hang():
    plate = an_issued_plate()
    technician = acting(membership=a_poster(elevator=plate.elevator))
    waiting = [one.pk for one in plates_to_post(by=technician)]
    posted(plate=plate, by=technician)

    assert (waiting, list(plates_to_post(by=technician))) == ([plate.pk], [])
