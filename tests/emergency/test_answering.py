import contextlib

import pytest

from hoistway.emergency.actions import (
    accept_call,
    arrive,
    decline_call,
    free_passengers,
    look_at,
    move_position,
    sweep,
)
from hoistway.emergency.actions.answering import CallIsOver
from hoistway.emergency.actions.progress import SignIn
from hoistway.emergency.models import Call, Incident, Position
from hoistway.emergency.vocabulary import CallState, DeclineReason, IncidentState
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.geo import Point
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.parties.vocabulary import RoleKind
from tests.emergency.course import after, calls, deeds, fresh, last
from tests.world.emergency import (
    a_called_incident,
    acting,
    on_call,
    rescuer_of,
    the_call,
)
from tests.world.parties import NOW, an_actor
from tests.world.threads import at_once

pytestmark = pytest.mark.django_db


def ringing() -> tuple[Incident, Call, Actor]:
    incident = a_called_incident()
    return incident, the_call(incident=incident), rescuer_of(incident=incident)


def accepted() -> tuple[Incident, Call, Actor]:
    incident, call, by = ringing()
    accept_call(call_id=call.pk, now=after(20), by=by)
    return incident, call, by


def signed_in() -> tuple[Incident, Call, Actor]:
    incident, call, by = accepted()
    proof = SignIn(scanned_elevator_id=incident.elevator_id, place=None, accuracy_m=None)
    arrive(call_id=call.pk, sign_in=proof, now=after(600), by=by)
    return incident, call, by


def decline(call: Call, by: Actor, seconds: float = 30) -> None:
    decline_call(call_id=call.pk, reason=DeclineReason.BLOCKED, now=after(seconds), by=by)


def test_accepting_takes_the_rescue_and_has_it_looked_at_again() -> None:
    incident, call, by = ringing()

    accept_call(call_id=call.pk, now=after(20), by=by)

    assert calls(incident) == [(by.person_id, "1", "accepted")]
    assert (fresh(incident).state, fresh(incident).accepted_at) == (
        IncidentState.ACCEPTED, after(20),
    )  # fmt: skip
    assert fresh(incident).next_look_at == after(20)
    assert Call.objects.get(pk=call.pk).answered_at == after(20)
    assert last(incident).facts["arrives_at"] == after(20 + call.travel_s).isoformat()


def test_after_accepting_the_sweep_sets_the_next_look_to_the_next_limit() -> None:
    incident, _, _ = accepted()

    sweep(now=after(21), by=PLATFORM)
    first = fresh(incident).next_look_at
    sweep(now=after(300), by=PLATFORM)

    assert (first, fresh(incident).next_look_at) == (after(180), after(1800))


def test_accepting_twice_is_one_acceptance() -> None:
    incident, call, by = accepted()

    accept_call(call_id=call.pk, now=after(40), by=by)

    assert deeds(incident) == ["opened", "called", "accepted"]
    assert fresh(incident).accepted_at == after(20)


@pytest.mark.parametrize(("seconds", "state"), [(59.999, "accepted"), (60, "ringing")])
def test_a_call_can_be_accepted_until_its_minute_is_over(seconds: float, state: str) -> None:
    incident, call, by = ringing()

    with contextlib.suppress(CallIsOver):
        accept_call(call_id=call.pk, now=after(seconds), by=by)

    assert calls(incident) == [(by.person_id, "1", state)]


def test_a_call_that_timed_out_cannot_be_accepted_nor_declined() -> None:
    incident, call, by = ringing()
    look_at(incident_id=incident.pk, now=after(60), by=PLATFORM)

    with pytest.raises(CallIsOver):
        accept_call(call_id=call.pk, now=after(61), by=by)
    with pytest.raises(CallIsOver):
        decline(call, by, 61)

    assert calls(incident)[0] == (by.person_id, "1", "unanswered")


def test_declining_calls_the_next_at_once() -> None:
    incident, call, by = ringing()
    assert incident.firm is not None
    second = on_call(firm=incident.firm)

    decline(call, by)

    assert calls(incident) == [
        (by.person_id, "1", "declined"), (second.person_id, "1", "ringing"),
    ]  # fmt: skip
    assert deeds(incident) == ["opened", "called", "declined", "called"]
    assert Call.objects.get(pk=call.pk).reason == "blocked"
    assert fresh(incident).next_look_at == after(90)


def test_declining_twice_is_once() -> None:
    incident, call, by = ringing()

    decline(call, by)
    decline(call, by, 40)

    assert deeds(incident).count("declined") == 1


def test_declining_after_accepting_opens_the_rescue_again_and_calls_the_next() -> None:
    incident, call, by = accepted()
    assert incident.firm is not None
    second = on_call(firm=incident.firm)

    decline(call, by, 90)

    assert deeds(incident) == ["opened", "called", "accepted", "withdrawn", "called"]
    assert (fresh(incident).state, fresh(incident).accepted_at) == (IncidentState.OPEN, None)
    assert fresh(incident).firm_told_at == NOW
    assert calls(incident)[1] == (second.person_id, "1", "ringing")


def test_giving_up_on_site_opens_the_rescue_again() -> None:
    incident, call, by = signed_in()
    assert incident.firm is not None
    second = on_call(firm=incident.firm)

    decline(call, by, 700)

    assert fresh(incident).state is IncidentState.OPEN
    assert (fresh(incident).accepted_at, fresh(incident).arrived_at) == (None, None)
    assert (second.person_id, "1", "ringing") in calls(incident)


def test_one_of_two_may_withdraw_without_opening_the_rescue_again() -> None:
    incident, call, by = accepted()
    assert incident.firm is not None
    other = on_call(firm=incident.firm)
    Call.objects.create(
        incident=incident, technician_id=other.person_id, firm=incident.firm, level="2",
        state=CallState.ACCEPTED, called_at=NOW, answer_by=after(60), distance_m=1, travel_s=1,
        explanation={},
    )  # fmt: skip

    decline(call, by)

    assert fresh(incident).state is IncidentState.ACCEPTED
    assert deeds(incident)[-1] == "declined"


def test_nobody_declines_after_the_passengers_are_out() -> None:
    incident, call, by = signed_in()
    free_passengers(incident_id=incident.pk, people=1, injured=0, now=after(700), by=by)

    with pytest.raises(CallIsOver):
        decline(call, by, 710)

    assert calls(incident) == [(by.person_id, "1", "accepted")]


def test_a_call_of_a_rescue_that_has_ended_cannot_be_accepted() -> None:
    incident, call, by = ringing()
    Incident.objects.filter(pk=incident.pk).update(state=IncidentState.FREED)

    with pytest.raises(CallIsOver):
        accept_call(call_id=call.pk, now=after(10), by=by)


def test_nobody_answers_the_call_of_somebody_else() -> None:
    incident, call, _ = ringing()
    assert incident.firm is not None
    colleague = acting(membership=on_call(firm=incident.firm))

    with pytest.raises(NotFound):
        accept_call(call_id=call.pk, now=after(10), by=colleague)
    with pytest.raises(NotFound):
        decline(call, colleague)


def test_only_technicians_answer_calls() -> None:
    _, call, _ = ringing()

    with pytest.raises(NotAllowed):
        accept_call(call_id=call.pk, now=after(10), by=an_actor(role=RoleKind.DISPATCHER))


@pytest.mark.django_db(transaction=True)
def test_accepting_by_a_double_tap_is_one_acceptance() -> None:
    incident, call, by = ringing()

    answers = at_once(*(lambda: accept_call(call_id=call.pk, now=after(5), by=by).pk,) * 4)

    assert answers == [call.pk] * 4
    assert deeds(incident) == ["opened", "called", "accepted"]


@pytest.mark.django_db(transaction=True)
def test_accepting_and_timing_out_at_once_agree_on_one_end() -> None:
    incident, call, by = ringing()

    at_once(
        lambda: accept_call(call_id=call.pk, now=after(59.9), by=by) and None,
        lambda: look_at(incident_id=incident.pk, now=after(60), by=PLATFORM),
    )

    course = deeds(incident)[2:]
    assert course[0] in {"accepted", "unanswered"}
    assert calls(incident)[0] == (by.person_id, "1", course[0])
    assert ("accepted" in course) is (fresh(incident).state is IncidentState.ACCEPTED)


def test_a_place_is_overwritten_and_never_a_history() -> None:
    _, _, by = accepted()

    move_position(place=Point(121.5, 31.1), accuracy_m=8, now=after(50), by=by)
    move_position(place=Point(121.6, 31.2), accuracy_m=9, now=after(60), by=by)

    (row,) = Position.objects.filter(person_id=by.person_id)
    assert (row.longitude, row.latitude, row.accuracy_m, row.at) == (121.6, 31.2, 9, after(60))


def test_only_technicians_have_places() -> None:
    with pytest.raises(NotAllowed):
        move_position(
            place=Point(121, 31), accuracy_m=1, now=NOW, by=an_actor(role=RoleKind.USE_UNIT)
        )
