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
    """Read what partners laid down, send what is due and tell who is silent, each minute."""
    actions.read_folders(now=clock.now())
    actions.send_due(now=clock.now())
    actions.tell_silent(now=clock.now())


@app.periodic(cron="0 22 * * *")  # type: ignore[arg-type] # 06:00 in Shanghai; cron is in UTC
@app.task(queue=QUEUE, retry=_RETRY, name="exchange.compare_counts")
def compare_counts(*, timestamp: int = 0, **later: object) -> None:
    """Ask each partner how much it holds, when the night's passages have arrived."""
    actions.ask_counts(now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="exchange.follow_incident")
def follow_incident(*, entry_id: int, **later: object) -> None:
    """Tell partners at once that a rescue took a step."""
    _follow(Topic.RESCUE_ORDERS, incident_of_entry(entry_id=entry_id))


@app.task(queue=QUEUE, retry=_RETRY, name="exchange.follow_report")
def follow_report(*, step_id: int, **later: object) -> None:
    """Tell partners at once that a public report took a step."""
    _follow(Topic.PUBLIC_REPORTS, report_of_step(step_id=step_id))


def _follow(topic: Topic, thing: int | None) -> None:
    if thing and topic is Topic.RESCUE_ORDERS:
        actions.link_placed(things=[thing])
    made = actions.follow(topic=topic, things=[thing], now=clock.now()) if thing else []
    if made:
        actions.send_due(now=clock.now())
