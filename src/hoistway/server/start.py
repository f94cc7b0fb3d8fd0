"""What `demo` and `up` share: one lock, all processes, the addresses, and the end."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import monotonic

from hoistway.foundation import clock
from hoistway.server import catalogues, certificates, packages, processes, secrets
from hoistway.server.config import REPOSITORY, CannotStart, Config, lan_address
from hoistway.server.lock import Lock
from hoistway.server.supervisor import Supervisor

ANNOUNCEMENT = Path("run") / "announcement"
"""A file below the home; what seeding writes there is printed with the addresses."""


def start(*, config: Config, story: Callable[[float], Awaitable[int]] | None = None) -> int:
    """Run all processes until Ctrl-C, or until `story` (given the set-up seconds) has ended.

    Returns the story's exit status, else 0. Raises: CannotStart.
    """
    began = monotonic()
    lock = Lock(home=config.home)
    if not lock.take():
        raise CannotStart(sentence=f"Hoistway is already running at {lock.said()}/")
    lock.say(config.base_url)
    kept = secrets.keep(home=config.home)
    _same_kind(config)
    catalogues.compile_all(REPOSITORY / "src")
    packages.fetch(config=config, say=_say)
    print(f"Starting Hoistway with its data in {config.home}", flush=True)
    supervisor = Supervisor(
        home=config.home,
        table=processes.table(config=config, secrets=kept),
        environment=processes.environment(config),
        say=_say,
        before=lambda: processes.refuse_busy_ports(config),
    )
    status = 0

    async def started() -> None:
        nonlocal status
        print(_addresses(config, seconds=monotonic() - began), flush=True)
        if story is not None:
            status = await story(monotonic() - began)
            supervisor.stop()

    if config.lan:
        names = certificates.local_names(lan_address())
        issued = certificates.issue(home=config.home, names=names, now=clock.now())
        print(certificates.how_to_trust(issued), flush=True)
    try:
        asyncio.run(supervisor.run(started=started))
    finally:
        lock.release()
    return status


def _say(line: str) -> None:
    print(line, flush=True)


def _same_kind(config: Config) -> None:
    """Keep invented and real data apart: a home is a demo for ever, or never."""
    note = config.home / "kind"
    kind = "demo" if config.demo else "real"
    if not note.exists():
        note.write_text(f"{kind}\n", encoding="ascii")
    if note.read_text(encoding="ascii").strip() != kind:
        other = "invented" if kind == "real" else "real"
        sentence = f"{config.home} holds {other} data: set HOISTWAY_HOME to another folder."
        raise CannotStart(sentence=sentence)


def _addresses(config: Config, *, seconds: float) -> str:
    host = lan_address() if config.lan else "127.0.0.1"
    lines = [
        f"Hoistway is ready after {seconds:.1f} s.",
        f"  Pages      {config.base_url}/",
        f"  Telemetry  http://{host}:{config.ingest_port}/v1/telemetry",
    ]
    if not config.nats_url:
        lines.append(f"  MQTT       {host}:{config.mqtt_port}")
    note = config.home / ANNOUNCEMENT
    if note.exists():
        lines += [f"  {line}" for line in note.read_text(encoding="utf-8").splitlines()]
    return "\n".join([*lines, f"  Logs       {config.home / 'log'}", "Ctrl-C ends it."])
