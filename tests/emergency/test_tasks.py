from collections.abc import Iterator
from pathlib import Path

import pytest

from hoistway.emergency.tasks import (
    QUEUE,
    alert_desk,
    dispatch_incident,
    ring_technician,
    tell_use_unit,
)
from hoistway.messages.models import Message
from tests.emergency.course import after, deeds
from tests.world.clock import HandClock, clock_in_hand
from tests.world.emergency import a_called_incident, an_incident, on_call, the_call
from tests.world.parties import NOW, a_dispatch_centre

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hand(tmp_path: Path) -> Iterator[HandClock]:
    with clock_in_hand(tmp_path / "clock-offset", NOW) as clock:
        yield clock


def test_dispatching_twice_calls_once() -> None:
    incident = an_incident()
    assert incident.firm is not None
    on_call(firm=incident.firm)

    for _ in range(2):
        dispatch_incident(incident_id=incident.pk)

    assert deeds(incident) == ["opened", "called"]


def test_telling_twice_queues_each_message_once() -> None:
    incident = a_called_incident()
    desk = a_dispatch_centre()
    call = the_call(incident=incident)

    for _ in range(2):
        ring_technician(call_id=call.pk)
        tell_use_unit(incident_id=incident.pk)
        alert_desk(incident_id=incident.pk)

    keys = Message.objects.values_list("key", "channel").order_by("pk")
    assert list(keys) == [
        (key, channel)
        for key in (
            f"call.{call.pk}", f"incident.{incident.pk}.use_unit",
            f"incident.{incident.pk}.desk.{desk.pk}",
        )
        for channel in ("page", "sms")
    ]  # fmt: skip


def test_a_ring_whose_minute_has_passed_is_queued_as_expiring(hand: HandClock) -> None:
    incident = a_called_incident()
    call = the_call(incident=incident)
    hand.set(after(70))

    ring_technician(call_id=call.pk)

    assert set(Message.objects.values_list("expires_at", flat=True)) == {after(60)}


@pytest.mark.parametrize("task", [dispatch_incident, ring_technician, tell_use_unit, alert_desk])
def test_a_step_stands_in_front_of_the_queue_and_is_tried_again(task: object) -> None:
    assert (task.queue, task.priority) == (QUEUE, 100)  # type: ignore[attr-defined]
    assert task.retry_strategy.max_attempts == 5  # type: ignore[attr-defined]


def test_a_step_bears_arguments_of_a_later_release() -> None:
    incident = an_incident()

    dispatch_incident(incident_id=incident.pk, drill=True)

    assert deeds(incident) == ["opened", "shortfall"]
