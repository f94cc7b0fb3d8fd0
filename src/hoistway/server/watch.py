"""The detector and historian of this installation."""

from django.conf import settings

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.server import addresses, secrets
from hoistway.server.retention import policy_on
from hoistway.watch.disk import Disk
from hoistway.watch.loop import WatchPlan
from hoistway.watch.loop import main as watch


def main() -> None:
    """Run it until it is told to stop."""
    config = settings.CONFIG
    kept = secrets.keep(home=config.home)
    watch(
        WatchPlan(
            nats_url=addresses.nats_url(config=config, secrets=kept),
            replicas=config.stream_replicas if config.nats_url else 1,
            history=addresses.history(config=config),
            disk=Disk(folder=config.home),
            kept_for=policy_on(day=local_day(at=clock.now())).history,
        )
    )
