"""Runs beside an installation under measurement: lays a town of programs out, counts their writes.

`lay ELEVATORS SEED` prints the keys and the elevators they may speak of; `count` what stands.
"""

import importlib
import json
import sys

import django

from hoistway.server import config


def main(words: list[str]) -> None:
    """Do one of the two and print one line of JSON."""
    config.load()
    config.name_settings()
    django.setup()
    town = importlib.import_module("hoistway.server.bench.api_town")
    if words[0] == "lay":
        told = town.lay_out(elevators=int(words[1]), seed=int(words[2]))
    else:
        told = town.counted()
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
