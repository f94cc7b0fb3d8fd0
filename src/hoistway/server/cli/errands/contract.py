"""The published contract of the API, compared or written."""

import argparse
import json

from hoistway.foundation import clock
from hoistway.foundation.periods import SHANGHAI
from hoistway.server import contract
from hoistway.server.contract_words import lacking

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
    for part, names in lacking(json.loads(contract.written())).items():
        if names:
            print(f"{part} without Chinese in docs/integrate/words.toml, {len(names)}:")
            print("".join(f"  {name}\n" for name in names), end="")
    return 1 if found else 0
