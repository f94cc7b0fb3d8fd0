"""Background entries of the emergency room; they may ask the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.emergency.actions import look_at, release_from_duty
from hoistway.emergency.actions.telling import tell_desk, tell_owner, tell_technician
from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM

QUEUE = "rescue"

FIRST = 100
"""Priority above all other jobs. Chosen: nothing else may be in front of a rescue."""

AGAIN = RetryStrategy(max_attempts=5, wait=1)
"""A step that fails is tried again each second; Chosen: within the life of a call. All steps
bear repetition, and the sweep finds a rescue whose job was lost."""


@app.task(queue=QUEUE, priority=FIRST, retry=AGAIN, name="emergency.dispatch_incident")
def dispatch_incident(*, incident_id: int, **later: object) -> None:
    """Look at a fresh rescue at once; the sweep would find it a second later."""
    look_at(incident_id=incident_id, now=clock.now(), by=PLATFORM)


@app.task(queue=QUEUE, priority=FIRST, retry=AGAIN, name="emergency.call_technician")
def ring_technician(*, call_id: int, **later: object) -> None:
    """Queue the message that rings at a technician."""
    tell_technician(call_id=call_id, now=clock.now())


@app.task(queue=QUEUE, priority=FIRST, retry=AGAIN, name="emergency.tell_use_unit")
def tell_use_unit(*, incident_id: int, **later: object) -> None:
    """Queue the message by which the use unit learns of a rescue in its elevator."""
    tell_owner(incident_id=incident_id, now=clock.now())


@app.task(queue=QUEUE, priority=FIRST, retry=AGAIN, name="emergency.alert_desk")
def alert_desk(*, incident_id: int, **later: object) -> None:
    """Queue the message that asks the dispatch centre to bring in 119."""
    tell_desk(incident_id=incident_id, now=clock.now())


@app.task(queue=QUEUE, retry=AGAIN, name="emergency.release_leavers")
def release_leavers(*, firm_id: int, person_ids: list[int], **later: object) -> None:
    """End the duty of people who left a firm, so that nobody calls them."""
    for person_id in person_ids:
        release_from_duty(person_id=person_id, now=clock.now())
