"""The published contract of the API, compared or written."""

import argparse

from hoistway.foundation import clock
from hoistway.foundation.periods import SHANGHAI
from hoistway.server import contract

_SHOWN = 20


def do(options: argparse.Namespace) -> int:
    """Print what differs, or write it down."""
    if options.write:
        contract.freeze(today=clock.now().astimezone(SHANGHAI).date())
    found = contract.gaps()
    for gap in found[:_SHOWN]:
        print(f"  {gap}")
    if len(found) > _SHOWN:
        print(f"  … and {len(found) - _SHOWN} more")
    if found:
        print(f"{len(found)} differences; {contract.WRITE} writes them down")
    else:
        print("The contract is what the code gives")
    return 1 if found else 0
