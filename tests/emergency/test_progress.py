from dataclasses import replace
from typing import Any

import pytest

from hoistway.emergency.actions import (
    accept_call,
    arrive,
    call_technician,
    look_at,
    passenger_says,
    set_out,
    stand_down,
)
from hoistway.emergency.actions.progress import NoProofOfPlace, SignIn
from hoistway.emergency.models import Call
from hoistway.emergency.vocabulary import IncidentState, RescueLevel
from hoistway.foundation.actors import A_PASSENGER, PLATFORM, Actor
from hoistway.foundation.geo import Point
from hoistway.foundation.refusal import NotFound
from hoistway.parties.vocabulary import RoleKind
from tests.emergency.course import after, calls, deeds, fresh, last
from tests.emergency.test_answering import accepted, ringing, signed_in
from tests.emergency.test_dispatch import at_a_station
from tests.world.emergency import a_rescue, acting, an_incident, on_call, the_call
from tests.world.parties import an_actor
from tests.world.registry import YANPING_ROAD, an_elevator

pytestmark = pytest.mark.django_db

JUST_INSIDE = Point(YANPING_ROAD.longitude, YANPING_ROAD.latitude + 0.002697)
"""299.9 m north of the elevators."""
JUST_OUTSIDE = Point(YANPING_ROAD.longitude, YANPING_ROAD.latitude + 0.002699)
"""300.1 m north of the elevators."""


def proof(*, scanned: int = 0, place: Point | None = None) -> SignIn:
    return SignIn(scanned_elevator_id=scanned, place=place, accuracy_m=12.0 if place else None)


def sign_in(call: Call, by: Actor, given: SignIn, seconds: float = 600) -> None:
    arrive(call_id=call.pk, sign_in=given, now=after(seconds), by=by)


def test_setting_out_twice_is_once() -> None:
    incident, call, by = accepted()

    set_out(call_id=call.pk, now=after(30), by=by)
    set_out(call_id=call.pk, now=after(40), by=by)

    assert deeds(incident) == ["opened", "called", "accepted", "under_way"]
    assert last(incident).at == after(30)


def test_nobody_sets_out_without_having_accepted() -> None:
    _, call, by = ringing()

    with pytest.raises(NotFound):
        set_out(call_id=call.pk, now=after(30), by=by)


def test_the_elevators_code_proves_the_place() -> None:
    incident, call, by = accepted()

    sign_in(call, by, proof(scanned=incident.elevator_id))

    arrived = fresh(incident)
    assert (arrived.state, arrived.arrived_at) == (IncidentState.ARRIVED, after(600))
    assert arrived.next_look_at is None
    assert last(incident).facts == {
        "call": call.pk, "technician": by.person_id, "code_scanned": True, "distance_m": None,
        "level": "1", "accuracy_m": None,
    }  # fmt: skip


def test_a_place_within_the_fence_proves_it_too() -> None:
    incident, call, by = accepted()

    sign_in(call, by, proof(place=JUST_INSIDE))

    facts: dict[str, Any] = last(incident).facts
    assert (facts["code_scanned"], facts["distance_m"], facts["accuracy_m"]) == (False, 300, 12.0)


BLURRED = replace(proof(place=JUST_INSIDE), accuracy_m=300.1)
"""A place inside the fence that the phone itself does not know that well."""


@pytest.mark.parametrize(
    "given", [proof(), proof(place=JUST_OUTSIDE), BLURRED], ids=["none", "too far", "blurred"]
)
def test_without_code_and_place_nobody_has_arrived(given: SignIn) -> None:
    incident, call, by = accepted()

    with pytest.raises(NoProofOfPlace) as refused:
        sign_in(call, by, given)

    assert fresh(incident).state is IncidentState.ACCEPTED
    assert "(300 m)" in refused.value.sentence("en")


def test_the_code_of_another_elevator_proves_nothing() -> None:
    _, call, by = accepted()

    with pytest.raises(NoProofOfPlace):
        sign_in(call, by, proof(scanned=an_elevator().pk))


def test_signing_in_twice_is_once() -> None:
    incident, call, by = signed_in()

    sign_in(call, by, proof(scanned=incident.elevator_id), 700)

    assert deeds(incident).count("arrived") == 1
    assert fresh(incident).arrived_at == after(600)


def test_who_was_stood_down_cannot_sign_in() -> None:
    incident, call, by = accepted()
    stand_down(
        incident_id=incident.pk, call_id=call.pk, now=after(100),
        by=an_actor(role=RoleKind.DISPATCHER),
    )  # fmt: skip

    with pytest.raises(NotFound):
        sign_in(call, by, proof(scanned=incident.elevator_id))

    assert fresh(incident).state is IncidentState.OPEN


def test_whoever_else_is_called_or_on_the_way_is_stood_down_at_arrival() -> None:
    incident, call, by = ringing()
    rescuer, _ = at_a_station()
    look_at(incident_id=incident.pk, now=after(30), by=PLATFORM)
    desk = an_actor(role=RoleKind.DISPATCHER)
    accept_call(call_id=call.pk, now=after(40), by=by)
    call_technician(incident_id=incident.pk, level=RescueLevel.STATION, now=after(50), by=desk)
    station_call = Call.objects.get(incident=incident, technician_id=rescuer.person_id)
    accept_call(call_id=station_call.pk, now=after(60), by=acting(membership=rescuer))
    assert incident.firm is not None
    third = on_call(firm=incident.firm)
    call_technician(incident_id=incident.pk, level=RescueLevel.FIRM, now=after(70), by=desk)

    sign_in(call, by, proof(scanned=incident.elevator_id))

    assert calls(incident) == [
        (by.person_id, "1", "accepted"), (rescuer.person_id, "2", "stood_down"),
        (third.person_id, "1", "stood_down"),
    ]  # fmt: skip
    assert deeds(incident)[-3:] == ["arrived", "stood_down", "stood_down"]
    assert Call.objects.get(pk=station_call.pk).answered_at == after(60)
    assert the_call(incident=incident).pk == call.pk


def test_what_a_passenger_adds_is_kept_once_per_answer() -> None:
    incident = an_incident()

    for seconds in (5, 6):
        passenger_says(
            incident_id=incident.pk, key="a", facts={"people": 3, "needs": ["child"]},
            now=after(seconds), by=A_PASSENGER,
        )  # fmt: skip

    assert deeds(incident) == ["opened", "told"]
    assert last(incident).facts == {"key": "a", "people": 3, "needs": ["child"]}
    assert fresh(incident).people == 3


def test_an_answer_that_was_changed_may_be_changed_back() -> None:
    incident = an_incident()

    for seconds, people in ((5, 2), (6, 3), (7, 2)):
        passenger_says(
            incident_id=incident.pk, key=f"1.people.{people}", facts={"people": people},
            now=after(seconds), by=A_PASSENGER,
        )  # fmt: skip

    assert deeds(incident) == ["opened", "told", "told", "told"]
    assert fresh(incident).people == 2


def test_after_the_freeing_a_passenger_no_longer_changes_the_number_of_people() -> None:
    incident = a_rescue(state=IncidentState.FREED)

    passenger_says(
        incident_id=incident.pk, key="a", facts={"people": 9}, now=after(2000), by=A_PASSENGER
    )

    assert (fresh(incident).people, deeds(incident)[-1]) == (2, "told")


def test_nobody_adds_to_an_unknown_rescue() -> None:
    with pytest.raises(NotFound):
        passenger_says(incident_id=1, key="a", facts={}, now=after(0), by=A_PASSENGER)
