from datetime import timedelta

import pytest
from django.db import IntegrityError

from hoistway.emergency.actions import (
    accept_call,
    begin_duty,
    decline_call,
    found_station,
    look_at,
    put_on_duty,
    sweep,
)
from hoistway.emergency.models import Call, Incident, Position, RescueStation
from hoistway.emergency.rules.policy import SHANGHAI_2026
from hoistway.emergency.vocabulary import CallState, DeclineReason, IncidentState, RescueLevel
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.geo import Point
from hoistway.foundation.refusal import NotFound
from hoistway.parties.models import Membership
from hoistway.registry.models import Elevator
from tests.emergency.course import after, calls, deeds, fresh, last, timeline
from tests.world.emergency import (
    NEARBY,
    a_called_incident,
    acting,
    an_elevator_of,
    an_incident,
    on_call,
    the_call,
)
from tests.world.jobs import Job, jobs_waiting
from tests.world.parties import NOW, a_firm, a_technician
from tests.world.registry import YANPING_ROAD, Site, an_elevator
from tests.world.threads import at_once

pytestmark = pytest.mark.django_db
COMMITTED = pytest.mark.django_db(transaction=True)

FARTHER = Point(YANPING_ROAD.longitude + 0.03, YANPING_ROAD.latitude)
TOO_FAR = Point(YANPING_ROAD.longitude + 0.10, YANPING_ROAD.latitude)


def look(incident: Incident, seconds: float = 0) -> None:
    look_at(incident_id=incident.pk, now=after(seconds), by=PLATFORM)


def at_a_station(*, place: Point = NEARBY) -> tuple[Membership, RescueStation]:
    """A certified technician of another firm on duty at a station of it, without a place."""
    member = a_technician()
    station = found_station(firm_id=member.organisation_id, name="延平救援站", place=place)
    put_on_duty(
        person_id=member.person_id, firm_id=member.organisation_id, station_id=station.pk,
        since=after(-3600), until=after(7200),
    )  # fmt: skip
    return member, station


def test_the_nearest_of_the_firm_is_called_and_the_choice_explained() -> None:
    incident = an_incident()
    assert incident.firm is not None
    far = on_call(firm=incident.firm, place=FARTHER)
    near = on_call(firm=incident.firm)

    look(incident)

    call = the_call(incident=incident)
    assert (call.technician_id, call.state, call.level) == (
        near.person_id, CallState.RINGING, RescueLevel.FIRM,
    )  # fmt: skip
    assert (call.called_at, call.answer_by) == (NOW, after(60))
    assert round(call.distance_m) == 951
    told = call.explanation["candidates"]
    assert [(c["person"], c["unsuitable"]) for c in told] == [
        (near.person_id, ""), (far.person_id, "farther"),
    ]  # fmt: skip
    assert (call.explanation["edition"], call.explanation["weighed"]) == ("shanghai-2026-01", 2)


def test_the_call_is_told_in_the_course_and_to_the_technician() -> None:
    incident = an_incident()
    assert incident.firm is not None
    member = on_call(firm=incident.firm)

    look(incident)

    call, step = the_call(incident=incident), last(incident)
    assert str(step.deed) == "called"
    assert step.facts == {
        "call": call.pk, "technician": member.person_id, "firm": incident.firm_id, "level": "1",
        "distance_m": 951, "travel_s": round(call.travel_s), "answer_by": after(60).isoformat(),
    }  # fmt: skip
    assert jobs_waiting()[-1] == Job("emergency.call_technician", "rescue", {"call_id": call.pk})
    assert (fresh(incident).firm_told_at, fresh(incident).next_look_at) == (NOW, after(60))


def test_looking_twice_does_nothing_twice() -> None:
    incident = a_called_incident()
    before = (deeds(incident), calls(incident), fresh(incident).next_look_at)

    look(incident)
    look(incident, 59.999)

    assert (deeds(incident), calls(incident), fresh(incident).next_look_at) == before


def test_who_does_not_answer_within_a_minute_is_followed_by_the_next() -> None:
    incident = an_incident()
    assert incident.firm is not None
    first = on_call(firm=incident.firm)
    second = on_call(firm=incident.firm, place=FARTHER)
    look(incident)

    look(incident, 61)

    assert calls(incident) == [
        (first.person_id, "1", "unanswered"), (second.person_id, "1", "ringing"),
    ]  # fmt: skip
    assert deeds(incident) == ["opened", "called", "unanswered", "called"]
    assert (timeline(incident)[2].at, timeline(incident)[2].recorded_at) == (after(60), after(61))
    assert fresh(incident).next_look_at == after(121)
    assert fresh(incident).firm_told_at == NOW


def test_nobody_to_call_is_noted_once_and_asked_again_four_times_a_minute() -> None:
    incident = an_incident()

    look(incident)
    again = fresh(incident).next_look_at
    look(incident, 15)
    look(incident, 30)

    assert again == after(SHANGHAI_2026.retry_shortfall_s)
    assert deeds(incident) == ["opened", "shortfall"]
    assert last(incident).facts == {"level": "1", "candidates": [], "weighed": 0}
    assert fresh(incident).next_look_at == after(45)


def test_a_shortfall_tells_why_each_one_cannot_come() -> None:
    incident = an_incident()
    assert incident.firm is not None
    uncertified = on_call(firm=incident.firm, certified=False)
    off_duty = a_technician(firm=incident.firm)

    look(incident)

    told = last(incident).facts["candidates"]
    assert [(c["person"], c["unsuitable"]) for c in told] == [
        (uncertified.person_id, "no_certificate"), (off_duty.person_id, "off_duty"),
    ]  # fmt: skip


def test_a_shortfall_ends_when_somebody_comes_on_duty_who_is_rung_until_he_answers() -> None:
    incident = an_incident()
    assert incident.firm is not None
    member = a_technician(firm=incident.firm)
    look(incident)
    begin_duty(now=after(10), by=acting(membership=member))

    look(incident, 15)
    look(incident, 75)

    assert calls(incident) == [
        (member.person_id, "1", "unanswered"),
        (member.person_id, "1", "ringing"),
    ]
    assert deeds(incident) == ["opened", "shortfall", "called", "unanswered", "called"]


def test_a_new_shortfall_is_noted_anew_when_the_only_one_cannot_go() -> None:
    incident = a_called_incident()
    call = the_call(incident=incident)
    by = acting(membership=Membership.objects.get(person_id=call.technician_id))

    decline_call(call_id=call.pk, reason=DeclineReason.FAR, now=after(20), by=by)
    look(incident, 35)

    assert deeds(incident) == ["opened", "called", "declined", "shortfall"]


def test_after_three_minutes_the_nearest_station_is_called_beside_the_firm() -> None:
    incident = an_incident()
    assert incident.firm is not None
    on_call(firm=incident.firm)
    rescuer, station = at_a_station()
    at_a_station(place=FARTHER)
    look(incident)
    look(incident, 60)

    look(incident, 180)

    call = Call.objects.get(incident=incident, level=RescueLevel.STATION)
    assert (call.technician_id, call.firm_id, call.station) == (
        rescuer.person_id, rescuer.organisation_id, station,
    )  # fmt: skip
    assert (fresh(incident).level, call.level) == (RescueLevel.STATION, RescueLevel.STATION)
    assert deeds(incident)[-3:] == ["escalated", "called", "called"]


def test_after_five_minutes_the_fire_service_is_asked_for_once() -> None:
    incident = an_incident()
    look(incident)

    look(incident, 300)
    look(incident, 315)

    fire = Job("emergency.alert_desk", "rescue", {"incident_id": incident.pk})
    assert jobs_waiting().count(fire) == 1
    assert fresh(incident).level is RescueLevel.FIRE
    assert deeds(incident) == ["opened", "shortfall", "escalated", "shortfall"]


def test_a_station_that_is_closed_is_not_called() -> None:
    incident = an_incident()
    _, station = at_a_station()
    RescueStation.objects.filter(pk=station.pk).update(active=False)

    look(incident, 180)

    assert calls(incident) == []


def test_who_serves_at_a_station_counts_as_there_when_the_place_is_old() -> None:
    incident = an_incident()
    member, _ = at_a_station()
    Position.objects.create(
        person_id=member.person_id, longitude=120.0, latitude=30.0, accuracy_m=5, at=after(-7200)
    )

    look(incident, 180)

    assert round(the_call(incident=incident).distance_m) == 951


def test_who_serves_at_a_station_is_where_a_fresh_place_says() -> None:
    incident = an_incident()
    member, _ = at_a_station(place=FARTHER)
    Position.objects.create(
        person_id=member.person_id, longitude=NEARBY.longitude, latitude=NEARBY.latitude,
        accuracy_m=5, at=after(100),
    )  # fmt: skip

    look(incident, 180)

    assert round(the_call(incident=incident).distance_m) == 951


def test_a_firm_that_cannot_arrive_in_time_is_joined_by_a_station_at_once() -> None:
    incident = an_incident()
    assert incident.firm is not None
    slow = on_call(firm=incident.firm, place=TOO_FAR)
    rescuer, _ = at_a_station()
    look(incident)
    call = the_call(incident=incident)
    accept_call(call_id=call.pk, now=after(10), by=acting(membership=slow))

    sweep(now=after(11), by=PLATFORM)

    assert calls(incident) == [
        (slow.person_id, "1", "accepted"), (rescuer.person_id, "2", "ringing"),
    ]  # fmt: skip
    assert fresh(incident).level is RescueLevel.STATION


def test_after_thirty_minutes_the_limit_is_noted_once_and_a_station_joins() -> None:
    incident = a_called_incident()
    rescuer, _ = at_a_station()
    call = the_call(incident=incident)
    by = acting(membership=Membership.objects.get(person_id=call.technician_id))
    accept_call(call_id=call.pk, now=after(10), by=by)
    sweep(now=after(11), by=PLATFORM)
    assert fresh(incident).next_look_at == after(180)

    for seconds in (180, 300, 1799.999):
        sweep(now=after(seconds), by=PLATFORM)
    quiet = deeds(incident)
    sweep(now=after(1800), by=PLATFORM)
    sweep(now=after(1860), by=PLATFORM)

    assert quiet == ["opened", "called", "accepted"]
    assert deeds(incident)[3:] == [
        "overdue", "escalated", "called", "unanswered", "called",
    ]  # fmt: skip
    assert calls(incident)[1] == (rescuer.person_id, "2", "unanswered")


def test_an_elevator_without_a_firm_and_a_place_is_served_by_a_station() -> None:
    elevator = an_elevator(site=Site(place=None))
    Elevator.objects.filter(pk=elevator.pk).update(firm=None)
    incident = an_incident(elevator=Elevator.objects.get(pk=elevator.pk))
    rescuer, _ = at_a_station()
    look(incident)

    look(incident, 180)

    assert calls(incident) == [(rescuer.person_id, "2", "ringing")]


def test_an_unknown_rescue_cannot_be_looked_at() -> None:
    with pytest.raises(NotFound):
        look_at(incident_id=1, now=NOW, by=PLATFORM)


def test_the_sweep_finds_a_rescue_whose_job_was_lost() -> None:
    incident = an_incident()
    assert incident.firm is not None
    member = on_call(firm=incident.firm)

    looked_at = sweep(now=NOW, by=PLATFORM)

    assert looked_at == 1
    assert calls(incident) == [(member.person_id, "1", "ringing")]


def test_the_sweep_looks_at_nothing_before_its_moment() -> None:
    a_called_incident()

    assert [sweep(now=after(s), by=PLATFORM) for s in (59.999, 60)] == [0, 1]


def test_a_rescue_that_cannot_be_looked_at_does_not_keep_the_others_waiting() -> None:
    broken, sound = an_incident(), an_incident(now=after(1))
    Incident.objects.filter(pk=broken.pk).update(entries=0)

    with pytest.raises(ExceptionGroup) as trouble:
        sweep(now=after(2), by=PLATFORM)

    (reason,) = trouble.value.exceptions
    assert isinstance(reason, IntegrityError)
    assert reason.__notes__ == [f"rescue {broken.pk}"]
    assert deeds(sound) == ["opened", "shortfall"]


def test_one_technician_is_called_for_one_rescue_at_a_time() -> None:
    firm = a_firm()
    one, two = (an_incident(elevator=an_elevator_of(firm=firm)) for _ in range(2))
    member = on_call(firm=firm)

    sweep(now=NOW, by=PLATFORM)

    assert calls(one) == [(member.person_id, "1", "ringing")]
    assert calls(two) == []
    assert last(two).facts["candidates"][0]["unsuitable"] == "at_rescue"


@COMMITTED
def test_rescues_at_once_never_take_the_same_technician() -> None:
    firm = a_firm()
    rescues = [an_incident(elevator=an_elevator_of(firm=firm)) for _ in range(4)]
    crew = {on_call(firm=firm).person_id for _ in range(3)}

    failures = at_once(*(lambda r=r: look(r) for r in rescues))  # type: ignore[misc]

    assert failures == [None] * 4
    taken = list(Call.objects.values_list("technician_id", flat=True))
    assert (len(taken), set(taken)) == (3, crew)
    assert Incident.objects.filter(state=IncidentState.OPEN).count() == 4


@COMMITTED
def test_two_looks_at_once_call_one_technician() -> None:
    incident = an_incident()
    assert incident.firm is not None
    on_call(firm=incident.firm)
    on_call(firm=incident.firm)

    at_once(*(lambda: look(incident) for _ in range(4)))

    assert deeds(incident) == ["opened", "called"]
    assert the_call(incident=incident).answer_by == NOW + timedelta(seconds=60)
