"""Background entries of changes."""

from procrastinate.contrib.django import app

from hoistway.changes.actions import thin_out
from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM


@app.periodic(cron="40 18 * * *")  # type: ignore[arg-type]
@app.task(queue="changes", name="changes.compact", queueing_lock="changes.compact")
def compact(*, timestamp: int = 0, **later: object) -> None:
    """Thin the log out each night at 2:40 in Shanghai."""
    thin_out(now=clock.now(), by=PLATFORM)
