"""An urgent message about an elevator, and the word of the link by which it is confirmed."""

from hoistway.foundation import clock
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Channel, Purpose
from hoistway.registry.models import Elevator


def told_here(*, elevator: Elevator) -> str:
    """Return the word of a link to a hazard of which the elevator's use unit was told."""
    key = f"hazard.of.{elevator.pk}"
    if not Message.objects.filter(key=key).exists():
        queue_message(
            draft=Draft(
                purpose=Purpose.HAZARD, key=key, organisation_id=elevator.use_unit_id,
                person_id=None, phone="13812345678", zh="【慧梯】1 号梯 制动器磨损，请停用。",
                en="[Hoistway] Lift 1: worn brake. Take it out of use.", link="/notices",
                expires_at=None,
            ),
            now=clock.now(),
        )  # fmt: skip
    return Message.objects.get(key=key, channel=Channel.PAGE).token
