"""The embedded PostgreSQL for the length of one command (test, backup, restore)."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hoistway.server import children, embedded_postgres, postgres_place
from hoistway.server.config import CannotStart
from hoistway.server.logfile import tail
from hoistway.server.secrets import Secrets


@contextmanager
def lone_postgres(
    *, home: Path, secrets: Secrets, fast: bool = False
) -> Iterator[postgres_place.Place]:
    """Run the server of `home` inside the block; the caller holds the lock of the home.

    `fast` gives up durability and is for tests. Raises: CannotStart, with the log's last lines.
    """
    register = children.Register(home / "run" / "children.json")
    for leftover in register.leftovers():
        children.end(leftover)
    ours = embedded_postgres.prepare(home=home, secrets=secrets)
    log = home / "log" / "postgres.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("ab") as output:
        server = subprocess.Popen(
            embedded_postgres.command(ours, fast=fast),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            **embedded_postgres.child_arguments(ours),
        )
    started = children.started_at(server.pid)
    register.write([children.Known("postgres", server.pid, started, signal.SIGINT)])
    try:
        _wait(ours, server, log)
        embedded_postgres.lay_roles(ours=ours, secrets=secrets)
        yield ours
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()
        register.write([])


def _wait(ours: postgres_place.Place, server: "subprocess.Popen[bytes]", log: Path) -> None:
    def progress(seconds: float) -> None:
        print(f"PostgreSQL is recovering: {seconds:.0f} s …", flush=True)

    try:
        embedded_postgres.wait_until_ready(
            ours, alive=lambda: server.poll() is None, progress=progress
        )
    except CannotStart as refusal:
        sentence = f"{refusal.sentence('en')}\n{tail(log, lines=12)}"
        raise CannotStart(sentence=sentence) from None
