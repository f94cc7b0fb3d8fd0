"""Binds, rotates, revokes and lists monitoring terminals."""

import argparse
import sys

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.refusal import Refusal
from hoistway.registry.queries import elevators
from hoistway.server.cli.errands import print_json
from hoistway.telemetry.actions.devices import (
    Bound,
    bind_device,
    declare_device_cadence,
    revoke_device,
    rotate_secret,
)
from hoistway.telemetry.queries import devices, topic_for
from hoistway.telemetry.vocabulary import CadenceKind

_HEAD = "device\tsecret\ttopic"


class NothingToBind(Refusal):
    """Raised when neither a number nor a readable file is given."""

    code = "nothing_to_bind"
    zh = "没有要绑定的注册代码。{why}"
    en = "There is no register number to bind. {why}"
    status = 422


def do(options: argparse.Namespace) -> int:
    """Do what the options ask for."""
    if options.deed == "bind":
        return _bind(options)
    if options.deed == "rotate":
        secret = rotate_secret(device_id=options.device, by=PLATFORM)
        print(f"device\tsecret\n{options.device}\t{secret}")
        if options.json:
            print_json({"ok": True, "device": options.device, "secret": secret})
    elif options.deed == "cadence":
        kind = CadenceKind(options.kind)
        declare_device_cadence(
            device_id=options.device, kind=kind, seconds=options.seconds, by=PLATFORM
        )
        print(f"{options.device} reports {kind} at the latest every {options.seconds} s.")
    elif options.deed == "revoke":
        revoke_device(device_id=options.device, now=clock.now(), by=PLATFORM)
        print(f"{options.device} is shut out within a day at most, at once when it reconnects.")
    else:
        _list(options)
    return 0


def _numbers(options: argparse.Namespace) -> list[str]:
    numbers = list(options.numbers)
    if options.file is not None:
        try:
            numbers += options.file.read_text(encoding="utf-8-sig").split()
        except (OSError, UnicodeDecodeError) as error:
            raise NothingToBind(why=f"{options.file}: {error}.") from None
    if not numbers:
        raise NothingToBind(why="Give numbers, or --from FILE.")
    return list(dict.fromkeys(numbers))


def _bind(options: argparse.Namespace) -> int:
    wanted = _numbers(options)
    rows = elevators(by=PLATFORM).filter(register_number__in=wanted)
    keys = dict(rows.values_list("register_number", "pk"))
    bound: list[Bound] = []
    print(_HEAD)
    for number in wanted:
        if number not in keys:
            print(f"hoistway: {number} is not registered.", file=sys.stderr)
            continue
        one = bind_device(
            elevator_id=keys[number], register_number=number, now=clock.now(), by=PLATFORM
        )
        bound.append(one)
        told = one.secret or "(bound already: «device rotate» makes a new secret)"
        print(f"{one.device_id}\t{told}\t{topic_for(register_number=number)}", flush=True)
    missing = [number for number in wanted if number not in keys]
    if options.json:
        told_all = [
            {"device": b.device_id, "secret": b.secret, "elevator": b.register_number,
             "topic": topic_for(register_number=b.register_number)}
            for b in bound
        ]  # fmt: skip
        print_json({"ok": not missing, "bound": told_all, "not_registered": missing})
    return 1 if missing else 0


def _list(options: argparse.Namespace) -> None:
    rows = devices()
    for row in rows:
        state = f"revoked {row.revoked_at:%F}" if row.revoked_at else "may report"
        print(f"{row.device_id}\t{row.elevator.register_number}\t{row.bound_at:%F}\t{state}")
    if options.json:
        told = [
            {"device": row.device_id, "elevator": row.elevator.register_number,
             "bound_at": row.bound_at, "revoked_at": row.revoked_at}
            for row in rows
        ]  # fmt: skip
        print_json({"ok": True, "devices": told})
