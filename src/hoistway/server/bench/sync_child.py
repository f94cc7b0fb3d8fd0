"""Runs beside an installation under measurement: lays its technicians out, counts what stands.

`lay SESSIONS SEED` prints who works where, with cookies; `count` prints what the database and
the photos' files hold.
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
    town = importlib.import_module("hoistway.server.bench.sync_town")
    if words[0] == "lay":
        told = town.lay_out(sessions=int(words[1]), seed=int(words[2]))
    else:
        told = town.counted()
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
