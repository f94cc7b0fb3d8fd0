"""Background entries of the telemetry room; they may ask the clock."""

import structlog
from django.conf import settings
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.telemetry.actions.continuity import refresh_continuity
from hoistway.telemetry.actions.movement import tell_movements
from hoistway.telemetry.actions.rollup import roll_up
from hoistway.telemetry.actions.served import tell_floors_served
from hoistway.telemetry.actions.silence import note_silence

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


@app.periodic(cron="11 17 * * *")  # type: ignore[arg-type] # 01:11 in Shanghai; cron is in UTC
@app.task(queue="tidying", queueing_lock="telemetry.use", name="telemetry.roll_up_use")
def roll_up_use(*, timestamp: int = 0, **later: object) -> None:
    """Write the days of use that are over, then how steadily each elevator was heard."""
    now = clock.now()
    days = roll_up(folder=settings.HISTORY, now=now)
    _log.info("use_rolled_up", days=days, elevators=refresh_continuity(now=now))


@app.periodic(cron="*/5 * * * *")  # type: ignore[arg-type] # Chosen: an hour of silence is offline
@app.task(queue="tidying", queueing_lock="telemetry.silence", name="telemetry.look_for_silence")
def look_for_silence(*, timestamp: int = 0, **later: object) -> None:
    """Look every five minutes who has fallen silent, why, and who is heard again."""
    opened = note_silence(now=clock.now())
    if opened:
        _log.info("elevators_fell_silent", elevators=opened)
