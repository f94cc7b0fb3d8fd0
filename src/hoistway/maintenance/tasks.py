"""Background entries of the maintenance room; they may ask the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.maintenance.actions.schedules import work_out_schedules
from hoistway.maintenance.queries.visits import elevator_of_visit

QUEUE = "register"
_RETRY = RetryStrategy(max_attempts=5, wait=5)


@app.periodic(cron="10 16 * * *")  # type: ignore[arg-type] # 00:10 in Shanghai, after the filings' day has turned; cron is in UTC
@app.task(queue="imports", lock="maintenance.night", retry=_RETRY, name="maintenance.turn_day")
def turn_day(*, timestamp: int = 0, **later: object) -> None:
    """Work out all schedules anew: days have passed, firms and seasons may have changed."""
    work_out_schedules(elevator_ids=None, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="maintenance.follow_register")
def follow_register(*, elevator_ids: list[int], **later: object) -> None:
    """Let schedules follow what the register and the filings say of these elevators."""
    work_out_schedules(elevator_ids=elevator_ids, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="maintenance.follow_registered")
def follow_registered(*, first_id: int, last_id: int, **later: object) -> None:
    """Begin the schedules of elevators that have entered the register."""
    keys = list(range(first_id, last_id + 1))
    work_out_schedules(elevator_ids=keys, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="maintenance.follow_merge")
def follow_merge(*, kept_id: int, gone_id: int, **later: object) -> None:
    """Work two rows out anew that were merged or split."""
    work_out_schedules(elevator_ids=[kept_id, gone_id], now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="maintenance.count_visit")
def count_visit(*, visit_id: int, **later: object) -> None:
    """Let a signed visit count: what it did falls due anew, and the next one is planned."""
    elevator_id = elevator_of_visit(visit_id=visit_id)
    if elevator_id is not None:
        work_out_schedules(elevator_ids=[elevator_id], now=clock.now())
