"""`./hoistway conform maintenance|telemetry FILE|URL|feed`: what a firm's system would be told."""

import argparse

from hoistway.server.cli.errands import run_errand


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("topic", choices=["maintenance", "telemetry"], metavar="TOPIC")
    parser.add_argument(
        "source", metavar="FILE|URL|feed",
        help="NDJSON, a JSON list or CSV as it would be sent, an address that answers with it, or "
        "the word feed: what has come in over the last thirty days",
    )  # fmt: skip
    parser.add_argument(
        "--organisation", metavar="NAME|CODE", help="whose elevators may be spoken for"
    )
    parser.add_argument("--mapping", default="", metavar="NAME", help="the code mapping to read by")
    parser.add_argument(
        "--bearer", metavar="FILE", help="a file with the token that the address asks for"
    )
    parser.add_argument("--rows", type=int, default=20, metavar="N", help="rows shown (20)")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")


def run(options: argparse.Namespace) -> int:
    """Examine it; the status is 1 where a limit is not kept. Nothing is written."""
    return run_errand("conform", options)
