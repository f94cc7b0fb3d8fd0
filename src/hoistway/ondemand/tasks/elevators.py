"""Background entries about elevators on their way into the pilot."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.ondemand.actions import conditions, telling_elevators

QUEUE = "register"
_RETRY = RetryStrategy(max_attempts=5, wait=5)


@app.task(queue=QUEUE, retry=_RETRY, name="ondemand.tell_elevators_moved")
def tell_elevators_moved(*, form_id: str, pilot_ids: list[int], **later: object) -> None:
    """Queue the messages about what one form did to elevators."""
    telling_elevators.tell_moved(form_id=UUID(form_id), pilot_ids=pilot_ids, now=clock.now())


@app.periodic(cron="50 18 * * *")  # type: ignore[arg-type] # 02:50 in Shanghai, after the day's roll-ups; cron is in UTC
@app.task(queue=QUEUE, retry=_RETRY, name="ondemand.keep_conditions")
def keep_conditions(*, timestamp: int = 0, **later: object) -> None:
    """Work out every condition of every elevator that has not entered; a missed day is made up for.

    Those that have entered are judged by `find_exits`.
    """
    conditions.keep_conditions_of_applicants(now=clock.now())


@app.periodic(cron="20 0 * * *")  # type: ignore[arg-type] # 08:20 in Shanghai, when offices open; cron is in UTC
@app.task(queue=QUEUE, retry=_RETRY, name="ondemand.remind_late")
def remind_late(*, timestamp: int = 0, **later: object) -> None:
    """Remind those who did not answer or check in time; a missed day is made up for."""
    telling_elevators.remind_late(now=clock.now())
