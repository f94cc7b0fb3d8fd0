"""`./hoistway account LOGIN`: a new password, or the end of an account."""

import argparse

from hoistway.server.cli.errands import run_errand


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("login", metavar="LOGIN")
    deed = parser.add_mutually_exclusive_group(required=True)
    deed.add_argument(
        "--new-password", action="store_true", help="print a new password; all sessions end"
    )
    deed.add_argument(
        "--close", action="store_true", help="nobody signs in any more; role and duty end"
    )


def run(options: argparse.Namespace) -> int:
    """Do it; the status is 1 when there is no such open account."""
    return run_errand("account", options)
