"""Background entries of the messages room."""

from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.messages.actions import poll_receipts, send_message
from hoistway.messages.vocabulary import Channel


@app.task(queue="messages", name="messages.send")
def send(*, message_id: int, **later: object) -> None:
    """Send one message; what finds its channel away is tried again by the sweep, not here."""
    send_message(message_id=message_id, now=clock.now())


@app.periodic(cron="*/2 * * * *")  # type: ignore[arg-type]
@app.task(queue="messages", name="messages.ask_for_receipts")
def ask_for_receipts(*, timestamp: int = 0, **later: object) -> None:
    """Ask the provider of texts what became of them, every two minutes."""
    poll_receipts(channel=Channel.SMS, now=clock.now())
