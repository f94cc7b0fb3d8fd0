"""Issues plates and lists them for the printer."""

import argparse
import sys
from collections.abc import Iterator

from django.conf import settings

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import jurisdictions
from hoistway.plates.actions import issue_plates
from hoistway.plates.queries import address_of, living_plates
from hoistway.registry.queries import plated_elevators
from hoistway.server.cli.errands import write_csv

_HEAD = ("register_number", "rescue_number", "address")
_PART = 2000
"""Elevators whose plates are issued in one transaction. Chosen: a second of work."""


class NoSuchArea(Refusal):
    """Raised when nobody has founded this jurisdiction."""

    code = "no_such_area"
    zh = "辖区代码 {code} 不存在。"
    en = "There is no jurisdiction with the code {code}."
    status = 422


def do(options: argparse.Namespace) -> int:
    """Issue and list; what is printed on a plate begins with HOISTWAY_PUBLIC_URL."""
    code = options.jurisdiction
    if code and not jurisdictions().filter(code=code).exists():
        raise NoSuchArea(code=code)
    wanted = plated_elevators(by=PLATFORM, jurisdiction_code=code)
    keys = list(wanted)
    before = set(living_plates(elevator_ids=keys))
    issued = 0
    for start in range(0, len(keys), _PART):
        issued += issue_plates(
            elevator_ids=keys[start : start + _PART], now=clock.now(),
            key_version=settings.PLATE_KEY_VERSION,
        )  # fmt: skip
    listed = {k: n for k, n in wanted.items() if options.all or k not in before}
    rows = list(_rows(listed))
    if options.csv is None:
        write_csv(sys.stdout, _HEAD, rows)
    else:
        with options.csv.open("w", encoding="utf-8", newline="") as file:
            write_csv(file, _HEAD, rows)
    print(f"{issued} issued, {len(rows)} listed, {len(keys)} elevators.", file=sys.stderr)
    return 0


def _rows(listed: dict[int, str]) -> Iterator[tuple[str, str, str]]:
    plates = living_plates(elevator_ids=list(listed))
    for key, number in listed.items():
        plate = plates[key]
        address = settings.BASE_URL + address_of(plate=plate, keys=settings.PLATE_KEYS)
        yield number, plate.rescue_number, address
