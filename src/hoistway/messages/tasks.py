"""Background entries of the messages room."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.messages.actions import send_message
from hoistway.messages.adapters.gateway import the_gateway


class NotSentYet(Exception):
    """The gateway is down; the job is tried again."""


@app.task(
    queue="messages",
    name="messages.send",
    retry=RetryStrategy(max_attempts=6, exponential_wait=2, retry_exceptions=[NotSentYet]),
)
def send(*, message_id: int, **later: object) -> None:
    """Send one message; a gateway that is down is asked again after 2, 4, 8 and 16 s."""
    if not send_message(message_id=message_id, gateway=the_gateway(), now=clock.now()):
        raise NotSentYet
