"""The detector and historian, told where everything is."""

from hoistway.server import addresses, config, secrets
from hoistway.watch import loop


def main() -> None:
    """Run the detector."""
    ours = config.load()
    kept = secrets.keep(home=ours.home)
    loop.main(
        loop.WatchPlan(
            nats_url=addresses.nats_url(config=ours, secrets=kept),
            history=addresses.history(config=ours),
        )
    )
