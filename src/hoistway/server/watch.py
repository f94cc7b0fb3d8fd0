"""The detector and historian of this installation."""

from django.conf import settings

from hoistway.server import addresses, secrets
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
        )
    )
