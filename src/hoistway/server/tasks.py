"""Background entries of the house as a whole."""

import structlog
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.server.retention import forget_what_is_past, policy_on

_log = structlog.get_logger()


@app.periodic(cron="17 19 * * *")  # type: ignore[arg-type] # 03:17 in Shanghai, the quietest hour; cron is in UTC
@app.task(queue="tidying", name="server.forget_what_is_past")
def forget(*, timestamp: int = 0, **later: object) -> None:
    """Delete what is past its time, once a day; a missed day is made up for by the next."""
    now = clock.now()
    gone = forget_what_is_past(now=now, policy=policy_on(day=local_day(at=now)))
    _log.info("forgotten", **gone)
