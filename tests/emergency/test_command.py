import pytest

from hoistway.emergency.actions import call_technician, escalate, note, stand_down
from hoistway.emergency.models import Call, Incident
from hoistway.emergency.rules.lifecycle import WrongMoment
from hoistway.emergency.vocabulary import IncidentState, RescueLevel
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.parties.vocabulary import RoleKind
from tests.emergency.course import after, calls, deeds, fresh, last
from tests.emergency.test_answering import accepted, ringing, signed_in
from tests.emergency.test_dispatch import at_a_station
from tests.world.emergency import a_called_incident, a_rescue, on_call, the_call
from tests.world.jobs import Job, jobs_waiting
from tests.world.parties import an_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Actor:
    return an_actor(role=RoleKind.DISPATCHER)


def raise_to(incident: Incident, level: RescueLevel, by: Actor) -> None:
    escalate(incident_id=incident.pk, level=level, note="孕妇", now=after(30), by=by)


def test_the_desk_raises_a_rescue_and_the_station_is_called_at_once(desk: Actor) -> None:
    incident, _, by = ringing()
    rescuer, _ = at_a_station()

    raise_to(incident, RescueLevel.STATION, desk)

    assert deeds(incident) == ["opened", "called", "escalated", "called"]
    assert calls(incident) == [
        (by.person_id, "1", "ringing"), (rescuer.person_id, "2", "ringing"),
    ]  # fmt: skip
    assert (fresh(incident).level, fresh(incident).next_look_at) == (
        RescueLevel.STATION, after(60),
    )  # fmt: skip


def test_raising_to_the_fire_service_asks_for_it_once(desk: Actor) -> None:
    incident = a_called_incident()

    raise_to(incident, RescueLevel.FIRE, desk)
    raise_to(incident, RescueLevel.FIRE, desk)
    raise_to(incident, RescueLevel.STATION, desk)

    fire = Job("emergency.alert_desk", "rescue", {"incident_id": incident.pk})
    assert jobs_waiting().count(fire) == 1
    assert deeds(incident).count("escalated") == 1
    assert fresh(incident).level is RescueLevel.FIRE


def test_the_desk_passes_over_who_is_ringing_and_calls_the_next(desk: Actor) -> None:
    incident, _, by = ringing()
    assert incident.firm is not None
    second = on_call(firm=incident.firm)

    call_technician(incident_id=incident.pk, level=RescueLevel.FIRM, now=after(30), by=desk)

    assert calls(incident) == [
        (by.person_id, "1", "stood_down"), (second.person_id, "1", "ringing"),
    ]  # fmt: skip
    assert deeds(incident) == ["opened", "called", "stood_down", "called"]
    assert fresh(incident).next_look_at == after(30)


def test_calling_at_one_level_leaves_the_other_ringing(desk: Actor) -> None:
    incident, _, by = ringing()
    rescuer, _ = at_a_station()

    call_technician(incident_id=incident.pk, level=RescueLevel.STATION, now=after(30), by=desk)

    assert calls(incident) == [
        (by.person_id, "1", "ringing"), (rescuer.person_id, "2", "ringing"),
    ]  # fmt: skip


def test_standing_down_who_is_ringing_calls_the_next(desk: Actor) -> None:
    incident, call, by = ringing()
    assert incident.firm is not None
    second = on_call(firm=incident.firm)

    stand_down(incident_id=incident.pk, call_id=call.pk, now=after(30), by=desk)

    assert calls(incident) == [
        (by.person_id, "1", "stood_down"), (second.person_id, "1", "ringing"),
    ]  # fmt: skip
    assert deeds(incident)[2:] == ["stood_down", "called"]


@pytest.mark.parametrize("stage", [accepted, signed_in])
def test_standing_down_who_has_accepted_opens_the_rescue_again(stage: object, desk: Actor) -> None:
    incident, call, _ = stage()  # type: ignore[operator]

    stand_down(incident_id=incident.pk, call_id=call.pk, now=after(700), by=desk)

    assert (fresh(incident).state, fresh(incident).accepted_at) == (IncidentState.OPEN, None)
    assert "withdrawn" in deeds(incident)
    assert Call.objects.get(pk=call.pk).state == "stood_down"


def test_standing_down_twice_is_once(desk: Actor) -> None:
    incident, call, _ = ringing()

    for seconds in (30, 31):
        stand_down(incident_id=incident.pk, call_id=call.pk, now=after(seconds), by=desk)

    assert deeds(incident).count("stood_down") == 1


def test_a_call_of_another_rescue_is_not_stood_down_here(desk: Actor) -> None:
    incident, other = a_called_incident(), a_called_incident()
    foreign = the_call(incident=other)

    with pytest.raises(NotFound):
        stand_down(incident_id=incident.pk, call_id=foreign.pk, now=after(30), by=desk)

    assert the_call(incident=other).state == "ringing"


def test_the_desk_adds_a_line_to_any_rescue(desk: Actor) -> None:
    incident = a_rescue()

    note(incident_id=incident.pk, text="家属已通知" + "。" * 3000, now=after(9000), by=desk)

    assert (str(last(incident).deed), last(incident).by) == ("noted", desk.as_json())
    assert len(last(incident).facts["note"]) == 2000


def test_a_rescue_that_has_ended_is_not_commanded(desk: Actor) -> None:
    incident = a_rescue(state=IncidentState.FREED)
    call = Call.objects.get(incident=incident)

    with pytest.raises(WrongMoment):
        raise_to(incident, RescueLevel.FIRE, desk)
    with pytest.raises(WrongMoment):
        call_technician(incident_id=incident.pk, level=RescueLevel.FIRM, now=after(30), by=desk)
    with pytest.raises(WrongMoment):
        stand_down(incident_id=incident.pk, call_id=call.pk, now=after(30), by=desk)


@pytest.mark.parametrize("role", sorted(set(RoleKind) - {RoleKind.DISPATCHER}))
def test_nobody_but_the_desk_commands(role: RoleKind) -> None:
    incident, call, _ = ringing()
    by = an_actor(role=role)

    with pytest.raises(NotAllowed):
        raise_to(incident, RescueLevel.FIRE, by)
    with pytest.raises(NotAllowed):
        call_technician(incident_id=incident.pk, level=RescueLevel.FIRM, now=after(30), by=by)
    with pytest.raises(NotAllowed):
        stand_down(incident_id=incident.pk, call_id=call.pk, now=after(30), by=by)
    with pytest.raises(NotAllowed):
        note(incident_id=incident.pk, text="x", now=after(30), by=by)

    assert deeds(incident) == ["opened", "called"]
