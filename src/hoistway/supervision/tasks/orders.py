"""Background entries about orders; they may ask the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.supervision.actions import orders_sweeping, orders_telling

QUEUE = "register"
_RETRY = RetryStrategy(max_attempts=5, wait=5)


@app.task(queue=QUEUE, retry=_RETRY, name="supervision.tell_order")
def tell_order(*, step_id: int, **later: object) -> None:
    """Queue the messages about a step of an order."""
    orders_telling.tell_order(step_id=step_id, now=clock.now())


@app.periodic(cron="35 22 * * *")  # type: ignore[arg-type] # 06:35 in Shanghai, before offices open; cron is in UTC
@app.task(queue=QUEUE, retry=_RETRY, name="supervision.sweep_orders")
def sweep_orders(*, timestamp: int = 0, **later: object) -> None:
    """Keep which terms of orders ran out and press on what is late; missed days are made up."""
    orders_sweeping.sweep_orders(now=clock.now())
