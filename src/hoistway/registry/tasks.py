"""Background entries of the registry room."""

from django.db import OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.registry.actions import work_on_import
from hoistway.registry.actions.search import index_unlisted_elevators


@app.periodic(cron="*/5 * * * *")  # type: ignore[arg-type] # the decorator's types know no keywords
@app.task(queue="tidying", queueing_lock="registry.search", name="registry.index_unlisted")
def index_unlisted(*, timestamp: int = 0, **later: object) -> None:
    """List elevators that no search can find yet, such as those of an older installation."""
    while index_unlisted_elevators():
        pass


AGAIN = RetryStrategy(max_attempts=5, wait=10, retry_exceptions={OperationalError})
"""A database that was away: the run goes on after its last batch. Chosen: within a minute."""


@app.task(queue="imports", lock="registry.import", retry=AGAIN, name="registry.take_import_in")
def take_import_in(*, run_id: int, **later: object) -> None:
    """Take in, or try, the stored file of a run; one file at a time."""
    work_on_import(run_id=run_id, now=clock.now())
