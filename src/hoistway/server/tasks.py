"""Background entries of the house as a whole."""

import structlog
from django.conf import settings
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.server.retention import forget_what_is_past, policy_on
from hoistway.watch.suspended import look_after_the_suspended

_log = structlog.get_logger()


@app.periodic(cron="17 19 * * *")  # type: ignore[arg-type] # 03:17 in Shanghai, the quietest hour; cron is in UTC
@app.task(queue="tidying", name="server.forget_what_is_past")
def forget(*, timestamp: int = 0, **later: object) -> None:
    """Delete what is past its time, once a day; a missed day is made up for by the next."""
    now = clock.now()
    gone = forget_what_is_past(now=now, policy=policy_on(day=local_day(at=now)))
    _log.info("forgotten", **gone)


@app.periodic(cron="*/5 * * * *")  # type: ignore[arg-type] # Chosen: a district need not know sooner
@app.task(queue="register", name="server.look_after_the_suspended", queueing_lock="suspended")
def look_after(*, timestamp: int = 0, **later: object) -> None:
    """Look every five minutes whether an elevator runs that is registered as out of use."""
    found = look_after_the_suspended(folder=settings.HISTORY, now=clock.now())
    if found:
        _log.warning("suspended_elevators_run", elevators=found)
