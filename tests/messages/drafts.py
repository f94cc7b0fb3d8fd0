"""Messages to be sent, and a worker in hand: the sweep and its jobs at a given instant."""

from dataclasses import replace
from datetime import datetime

from hoistway.foundation.actors import PLATFORM
from hoistway.messages.actions import Draft, queue_message, send_message, sweep_messages
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Channel, Purpose
from tests.emergency.course import after
from tests.world.jobs import forget_jobs, jobs_waiting
from tests.world.parties import NOW, a_firm


def a_draft(**changes: object) -> Draft:
    """Return a call to rescue, or what is said otherwise."""
    call = Draft(
        purpose=Purpose.RESCUE_CALL, key="call.7", organisation_id=a_firm().pk, person_id=None,
        phone="138-DEMO", zh="有人被困", en="People trapped", link="/t/orders/7",
        expires_at=after(60),
    )  # fmt: skip
    return replace(call, **changes)


def a_hazard(**changes: object) -> Draft:
    """Return what is urgent and does not expire."""
    said = {"purpose": Purpose.HAZARD, "key": "hazard.1", "expires_at": None}
    return a_draft(**(said | changes))


def a_reminder(**changes: object) -> Draft:
    """Return what is ordinary and does not expire."""
    said = {"purpose": Purpose.DUTY, "key": "duty.1", "expires_at": None}
    return a_draft(**(said | changes))


def a_text(**changes: object) -> Message:
    """Queue a message and return its text."""
    queue_message(draft=a_draft(**changes), now=NOW)
    return Message.objects.get(channel=Channel.SMS)


def work(now: datetime) -> None:
    """Let the sweep and the worker do what is due at an instant."""
    sweep_messages(now=now, by=PLATFORM)
    waiting = jobs_waiting()
    forget_jobs()
    for job in waiting:
        send_message(message_id=int(str(job.arguments["message_id"])), now=now)
