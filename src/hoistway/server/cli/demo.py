"""`./hoistway demo`: the invented city with everything it needs; `--story` plays it alone."""

import argparse
import importlib

from hoistway.server.config import load
from hoistway.server.start import start


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--elevators", type=int, metavar="N", help="size of the city (2000)")
    parser.add_argument("--lan", action="store_true", default=None, help="HTTPS for phones nearby")
    parser.add_argument("--story", action="store_true", help="play the rescue without a person")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="seed of the story")
    parser.add_argument("--elevator", metavar="CODE", help="the elevator of the story")


def run(options: argparse.Namespace) -> int:
    """Run the demo until Ctrl-C, or the story until its end."""
    asked = {"elevators": options.elevators, "lan": options.lan}
    config = load(demo=True, **{name: value for name, value in asked.items() if value is not None})
    if not options.story:
        return start(config=config)
    story = importlib.import_module("hoistway.server.cli.story")

    async def play(setup_s: float) -> int:
        status: int = await story.play(
            config=config, seed=options.seed, elevator=options.elevator, setup_s=setup_s
        )
        return status

    return start(config=config, story=play)
