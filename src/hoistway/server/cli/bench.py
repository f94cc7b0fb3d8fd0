"""`./hoistway bench …`: make worlds, and measure the register against them."""

import argparse
import importlib
import json
from pathlib import Path

from hoistway.simulation.registers.files import write_world
from hoistway.simulation.registers.world import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    kinds = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    world = kinds.add_parser("world", help="write an invented city with planted errors as files")
    world.add_argument("--out", type=Path, required=True, metavar="DIR")
    _city(world, elevators=2000)
    world.add_argument(
        "--tables", action="store_true", help="also csv tables with mappings, 5 %% bad rows"
    )
    world.add_argument("--noise", type=float, default=1.0, metavar="X", help="default 1")
    register = kinds.add_parser("register", help="import, match, correct and search, judged")
    _city(register, elevators=330_000)
    register.add_argument("--claims", type=Path, metavar="F", help="claims.ndjson of your own")
    register.add_argument("--truth", type=Path, metavar="F", help="truth.ndjson beside it")
    register.add_argument("--noise", default="1", metavar="X|all", help="all: 0.5, 1 and 2")
    register.add_argument("--parts", default="import,match,correct,search", metavar="P,…")
    register.add_argument(
        "--without", default="", metavar="KIND", help="leave one rule out, to see it missed"
    )
    register.add_argument(
        "--seconds", type=float, default=60.0, help="how long twenty users search; default 60"
    )
    register.add_argument("--json", action="store_true", help="(always) end with one line of JSON")
    _of_plates(kinds.add_parser("plates", help="a batch of plates: drawn, downloaded, read"))
    _of_evidence(kinds.add_parser("evidence", help="honest and faked visits: which look thin"))
    _of_maintenance(kinds.add_parser("maintenance", help="schedules, phones, records, exports"))
    _of_ondemand(kinds.add_parser("ondemand", help="a year of plans; ways in and out of the pilot"))
    _of_credit(kinds.add_parser("credit", help="a city's year scored beside an oracle"))
    _of_public(kinds.add_parser("public", help="a busy code page, an hour of public reports"))
    _of_api(kinds.add_parser("api", help="batches and single calls of programs, under kills"))
    scan = kinds.add_parser("scan", help="the code page over a whole register, timed and weighed")
    _city(scan, elevators=330_000)
    scan.add_argument("--seconds", type=float, default=60.0, help="how long they scan; default 60")
    scan.add_argument("--json", action="store_true", help="(always) end with one line of JSON")


def _of_maintenance(parser: argparse.ArgumentParser) -> None:
    _city(parser, elevators=330_000)
    parser.add_argument("--parts", default="schedule,sync,verify,export", metavar="P,…")
    parser.add_argument("--history", type=int, default=2, help="past visits of each elevator")
    parser.add_argument("--scale", type=float, default=1.0, help="share of a morning; default 1")
    parser.add_argument("--json", action="store_true", help="(always) end with one line of JSON")


def _of_ondemand(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--parts", default="year,eligibility,exits", metavar="P,…")
    parser.add_argument("--elevators", type=int, metavar="N", help="default: each part's own")
    parser.add_argument("--seed", type=int, default=286, metavar="S")
    parser.add_argument("--world", type=Path, metavar="F.toml", help="year: a world of your own")
    parser.add_argument("--noise", default="1", metavar="X|all", help="year: all is 0.5, 1 and 2")
    parser.add_argument("--json", action="store_true", help="(always) end with one line of JSON")


def _of_credit(parser: argparse.ArgumentParser) -> None:
    _city(parser, elevators=330_000)
    parser.add_argument("--parts", default="year,dashboards", metavar="P,…")
    parser.add_argument("--firms", type=int, default=315, metavar="N")
    parser.add_argument("--out", type=Path, metavar="DIR", help="keep the files here")
    parser.add_argument("--json", action="store_true", help="(always) end with one line of JSON")


def _of_api(parser: argparse.ArgumentParser) -> None:
    _city(parser, elevators=2_000)
    parser.add_argument("--batch", type=int, default=500, metavar="N", help="lines of one call")
    parser.add_argument("--seconds", type=float, default=30.0, help="of each part; default 30")
    parser.add_argument("--json", action="store_true", help="(always) end with one line of JSON")


def _of_public(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--parts", default="page,reports", metavar="P,…")
    parser.add_argument("--seed", type=int, default=286, metavar="S")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long they scan")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the hour; default 1")
    parser.add_argument("--json", action="store_true", help="(always) end with one line of JSON")


def _of_plates(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--count", type=int, default=10_000, metavar="N", help="up to 20,000")
    parser.add_argument("--seed", type=int, default=286, metavar="S")
    parser.add_argument("--json", action="store_true", help="(always) end with one line of JSON")


def _of_evidence(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--visits", type=int, default=9000, metavar="N")
    parser.add_argument("--seed", type=int, default=286, metavar="S")
    parser.add_argument("--noise", type=float, default=1.0, metavar="X", help="default 1")
    parser.add_argument("--world", type=Path, metavar="DIR", help="files of your own")
    parser.add_argument("--without", default="", metavar="REASON", help="leave one check out")
    parser.add_argument("--json", action="store_true", help="(always) end with one line of JSON")


def _city(parser: argparse.ArgumentParser, *, elevators: int) -> None:
    parser.add_argument("--elevators", type=int, default=elevators, metavar="N")
    parser.add_argument("--seed", type=int, default=286, metavar="S")


def run(options: argparse.Namespace) -> int:
    """Do what was asked; the status is 1 when a target was missed."""
    if options.what == "world":
        return _world(options)
    door = importlib.import_module(f"hoistway.server.bench.{_MODULES[options.what]}")
    return int(door.run(options))


_MODULES = {
    "register": "register",
    "plates": "plates",
    "public": "public",
    "scan": "scanning",
    "evidence": "evidence",
    "maintenance": "maintenance",
    "ondemand": "ondemand",
    "credit": "credit",
    "api": "api",
}


def _world(options: argparse.Namespace) -> int:
    settings = Settings(elevators=options.elevators, seed=options.seed, noise=options.noise)
    written = write_world(settings=settings, folder=options.out, tables=options.tables)
    print(json.dumps({"folder": str(options.out), **written}, ensure_ascii=False))
    return 0
