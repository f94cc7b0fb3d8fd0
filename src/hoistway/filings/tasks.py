"""Background entries of the filings room; they may ask the clock."""

from procrastinate.contrib.django import app

from hoistway.filings.actions.urging import urge_overdue
from hoistway.foundation import clock

QUEUE = "register"


@app.periodic(cron="30 0 * * *")  # type: ignore[arg-type] # 08:30 in Shanghai, when offices open; cron is in UTC
@app.task(queue=QUEUE, name="filings.urge_overdue")
def urge(*, timestamp: int = 0, **later: object) -> None:
    """Urge whoever is overdue, once a day; a missed day is made up for by the next."""
    urge_overdue(now=clock.now())
