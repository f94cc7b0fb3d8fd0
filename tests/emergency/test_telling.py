import pytest

from hoistway.emergency.actions import look_at
from hoistway.emergency.actions.telling import tell_desk, tell_owner, tell_technician
from hoistway.emergency.models import Incident
from hoistway.emergency.vocabulary import IncidentKind
from hoistway.foundation.actors import PLATFORM
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Channel
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import ElevatorKind
from tests.emergency.course import after
from tests.world.emergency import a_called_incident, an_incident, on_call, the_call
from tests.world.parties import NOW, a_dispatch_centre
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db


def texts() -> list[Message]:
    return list(Message.objects.filter(channel=Channel.SMS).order_by("pk"))


def on_an_escalator() -> Incident:
    escalator = an_elevator(kind=ElevatorKind.ESCALATOR)
    incident = an_incident(elevator=escalator, kind=IncidentKind.INJURY)
    assert incident.firm is not None
    on_call(firm=incident.firm)
    look_at(incident_id=incident.pk, now=NOW, by=PLATFORM)
    return incident


def test_the_technician_learns_where_how_far_and_how_long_it_rings() -> None:
    incident = a_called_incident()
    call, where = the_call(incident=incident), incident.elevator

    tell_technician(call_id=call.pk, now=NOW)

    (text,) = texts()
    assert text.zh == (
        f"【慧梯】{where.address} {where.name} 有人被困，预计 9 分钟可到，请在 60 秒内接单。"
    )
    assert text.en == (
        f"[Hoistway] People trapped: {where.address} {where.name}."
        " About 9 min away. Answer within 60 s."
    )
    assert (text.person_id, text.phone) == (call.technician_id, call.technician.phone)
    assert (text.link, text.expires_at) == (f"/t/orders/{incident.number}", call.answer_by)


def test_a_call_that_is_over_is_not_told() -> None:
    incident = a_called_incident()
    call = the_call(incident=incident)
    look_at(incident_id=incident.pk, now=after(60), by=PLATFORM)

    tell_technician(call_id=call.pk, now=after(61))
    tell_technician(call_id=call.pk + 1000, now=after(61))

    assert texts() == []


def test_the_use_unit_learns_of_it_once() -> None:
    incident = an_incident()

    tell_owner(incident_id=incident.pk, now=NOW)
    tell_owner(incident_id=incident.pk, now=after(5))

    (text,) = texts()
    assert (text.organisation_id, text.person_id) == (incident.elevator.use_unit_id, None)
    assert text.link == f"/u/incidents/{incident.number}"


def test_without_a_use_unit_nobody_is_told() -> None:
    elevator = an_elevator()
    Elevator.objects.filter(pk=elevator.pk).update(use_unit=None)
    incident = an_incident(elevator=Elevator.objects.get(pk=elevator.pk))

    tell_owner(incident_id=incident.pk, now=NOW)

    assert texts() == []


def test_every_dispatch_centre_is_asked_for_the_fire_service_once() -> None:
    incident = an_incident()
    desks = {a_dispatch_centre().pk, a_dispatch_centre().pk}

    tell_desk(incident_id=incident.pk, now=NOW)
    tell_desk(incident_id=incident.pk, now=after(5))

    assert [text.organisation_id for text in texts()] == sorted(desks)
    assert "119" in texts()[0].zh


def test_of_an_escalator_nobody_says_that_people_are_shut_in() -> None:
    a_dispatch_centre()
    incident = on_an_escalator()

    tell_technician(call_id=the_call(incident=incident).pk, now=NOW)
    tell_owner(incident_id=incident.pk, now=NOW)
    tell_desk(incident_id=incident.pk, now=NOW)

    assert ["困" in text.zh or "rapped" in text.en for text in texts()] == [False] * 3
    assert ["有人受伤或被夹" in text.zh for text in texts()] == [True] * 3
