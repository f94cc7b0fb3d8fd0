"""Runs beside an installation under measurement: lays a city out, counts its reports.

`lay ELEVATORS SEED KEY` prints the paths of its plates and which platform sends what; `count`
prints the forms of the reports that stand.
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
    town = importlib.import_module("hoistway.server.bench.public_town")
    if words[0] == "lay":
        told = town.lay_out(elevators=int(words[1]), seed=int(words[2]), key=words[3])
    else:
        told = town.counted()
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
