"""A supervisor with three tiny children, run as a program: tiny_city.py HOME [failing]."""

import asyncio
import signal
import sys
from pathlib import Path

from hoistway.server import config
from hoistway.server.children import Child
from hoistway.server.lock import Lock
from hoistway.server.supervisor import Supervisor

_BODY = """
import pathlib, signal, sys, time
name, home = sys.argv[1], pathlib.Path(sys.argv[2])
def note(word):
    with (home / "events").open("a") as file:
        file.write(f"{name} {word}\\n")
def end(*_):
    note("stops")
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
note("starts")
while True:
    time.sleep(0.05)
"""


def child(name: str, wave: int, home: Path, body: str = _BODY, **more: object) -> Child:
    command = (sys.executable, "-c", body, name, str(home))
    return Child(name=name, wave=wave, command=command, settle_s=0.3, **more)  # type: ignore[arg-type]


def main() -> int:
    home = Path(sys.argv[1])
    home.mkdir(exist_ok=True)
    lock = Lock(home=home)
    if not lock.take():
        print(f"already running at {lock.said()}", flush=True)
        return 2
    lock.say("http://there")
    table = [child("first", 0, home), child("second", 1, home), child("third", 2, home)]
    if "failing" in sys.argv:
        table.append(child("broken", 3, home, "raise SystemExit('no such thing')"))

    async def started() -> None:
        print("ready", flush=True)

    supervisor = Supervisor(home=home, table=table, environment=config.load().environment())
    try:
        asyncio.run(supervisor.run(started=started))
    except config.CannotStart as refusal:
        print(refusal.sentence("en"), flush=True)
        return 2
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(main())
