"""Background entries of the telemetry room; they may ask the clock."""

import structlog
from django.conf import settings
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.telemetry.actions.movement import tell_movements
from hoistway.telemetry.actions.served import tell_floors_served

_log = structlog.get_logger()


@app.periodic(cron="41 17 * * *")  # type: ignore[arg-type] # 01:41 in Shanghai; cron is in UTC
@app.task(queue="tidying", name="telemetry.count_floors")
def count_floors(*, timestamp: int = 0, **later: object) -> None:
    """Tell the register once a night where the doors of each lift opened in the last month."""
    cache = settings.HOME / "cache" / "served"
    told = tell_floors_served(folder=settings.HISTORY, cache=cache, now=clock.now())
    _log.info("floors_served_told", lifts=told)


@app.periodic(cron="*/5 * * * *")  # type: ignore[arg-type] # Chosen: a district need not know sooner
@app.task(queue="tidying", queueing_lock="telemetry.movements", name="telemetry.look_for_movements")
def look_for_movements(*, timestamp: int = 0, **later: object) -> None:
    """Look every five minutes whether an elevator runs that is registered as out of use."""
    used = tell_movements(folder=settings.HISTORY, now=clock.now())
    if used:
        _log.warning("suspended_elevators_run", elevators=used)
