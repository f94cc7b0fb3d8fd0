"""Background entries of exchange; they may ask the clock."""

from django.db import OperationalError, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.exchange import actions
from hoistway.exchange.queries import incident_of_entry, report_of_step
from hoistway.exchange.vocabulary import Mode, Topic
from hoistway.foundation import clock

QUEUE = "exchange"
_RETRY = RetryStrategy(max_attempts=5, wait=5)
_AGAIN = RetryStrategy(max_attempts=5, wait=60, retry_exceptions={OperationalError})


@app.periodic(cron="30 17 * * *")  # type: ignore[arg-type] # 01:30 in Shanghai; cron is in UTC
@app.task(queue=QUEUE, retry=_RETRY, name="exchange.draw_tonight")
def draw_tonight(*, timestamp: int = 0, **later: object) -> None:
    """Defer what is drawn in this night, each by itself; a missed night is made up by the next."""
    with transaction.atomic():
        for name, topic, mode in actions.due_tonight(now=clock.now()):
            draw_topic.defer(name=name, topic=str(topic), mode=str(mode))
    actions.thin_out(now=clock.now())


@app.task(queue="imports", lock="exchange.draw", retry=_AGAIN, name="exchange.draw_topic")
def draw_topic(*, name: str, topic: str, mode: str, **later: object) -> None:
    """Draw one topic for one partner; drawn twice, the second finds nothing new."""
    actions.draw(name=name, topic=Topic(topic), mode=Mode(mode), now=clock.now())


@app.periodic(cron="* * * * *")  # type: ignore[arg-type]
@app.task(
    queue=QUEUE, queueing_lock="exchange.send_due", lock="exchange.send", name="exchange.send_due"
)
def send_due(*, timestamp: int = 0, **later: object) -> None:
    """Send what is due and tell who is silent, each minute and when something is drawn at once."""
    actions.send_due(now=clock.now())
    actions.tell_silent(now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="exchange.follow_incident")
def follow_incident(*, entry_id: int, **later: object) -> None:
    """Tell partners at once that a rescue took a step."""
    _follow(Topic.RESCUE_ORDERS, incident_of_entry(entry_id=entry_id))


@app.task(queue=QUEUE, retry=_RETRY, name="exchange.follow_report")
def follow_report(*, step_id: int, **later: object) -> None:
    """Tell partners at once that a public report took a step."""
    _follow(Topic.PUBLIC_REPORTS, report_of_step(step_id=step_id))


def _follow(topic: Topic, thing: int | None) -> None:
    made = actions.follow(topic=topic, things=[thing], now=clock.now()) if thing else []
    if made:
        actions.send_due(now=clock.now())
