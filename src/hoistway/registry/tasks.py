"""Background entries of the registry room."""

from procrastinate.contrib.django import app

from hoistway.registry.actions.search import index_unlisted_elevators


@app.periodic(cron="*/5 * * * *")  # type: ignore[arg-type] # the decorator's types know no keywords
@app.task(queue="tidying", queueing_lock="registry.search", name="registry.index_unlisted")
def index_unlisted(*, timestamp: int = 0, **later: object) -> None:
    """List elevators that no search can find yet, such as those of an older installation."""
    while index_unlisted_elevators():
        pass
