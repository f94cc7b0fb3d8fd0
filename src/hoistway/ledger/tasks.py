"""Background entries of the ledger; they may ask the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.ledger import actions

QUEUE = "register"
_RETRY = RetryStrategy(max_attempts=5, wait=5)
_STAMP_AGAIN = RetryStrategy(max_attempts=8, exponential_wait=4)  # Chosen: for a day and more


@app.periodic(cron="20 16 * * *")  # type: ignore[arg-type] # 00:20 in Shanghai, when a day is over; cron is in UTC
@app.task(queue=QUEUE, retry=_RETRY, name="ledger.sign_digests")
def sign_digests(*, timestamp: int = 0, **later: object) -> None:
    """Sign the digest of each past day that has none."""
    actions.sign_digests(now=clock.now())


@app.task(queue=QUEUE, retry=_STAMP_AGAIN, name="ledger.stamp_digest")
def stamp_digest(*, digest_id: int, **later: object) -> None:
    """Have a digest stamped, where the settings name an authority."""
    actions.stamp_digest(digest_id=digest_id)
