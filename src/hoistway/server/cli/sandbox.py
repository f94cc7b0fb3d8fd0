"""`./hoistway sandbox`: the city for trying out; `--reset` makes a running one as new."""

import argparse
import asyncio
import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from time import monotonic

from hoistway.foundation import clock
from hoistway.foundation.periods import SHANGHAI
from hoistway.programs.vocabulary import SANDBOX_KEYS
from hoistway.server import (
    catalogues,
    embedded_postgres,
    packages,
    postgres_place,
    processes,
    sandbox,
    secrets,
)
from hoistway.server.config import REPOSITORY, CannotStart, Config, load
from hoistway.server.lock import Lock
from hoistway.server.lone_postgres import lone_postgres
from hoistway.server.supervisor import Supervisor

RESET_HOUR = 3
"""Hour of Shanghai at which the sandbox is laid out anew. Chosen: nobody tries anything then."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--reset", action="store_true", help="make it as new, and end")


def run(options: argparse.Namespace) -> int:
    """Run until Ctrl-C, or reset a sandbox that may be running."""
    config = load()
    with _postgres(config):
        ours = sandbox.config_of(config)
        if options.reset:
            began = monotonic()
            sandbox.reset(ours=ours)
            print(f"The sandbox is as new after {monotonic() - began:.1f} s.", flush=True)
            return 0
        return _serve(config, ours)


@contextmanager
def _postgres(config: Config) -> Iterator[None]:
    """Use the PostgreSQL of the installation: the given one, the running one, or start it."""
    if config.database_url or embedded_postgres.is_ready(postgres_place.place(home=config.home)):
        yield
        return
    lock = Lock(home=config.home)
    if not lock.take():
        raise CannotStart(sentence=f"Hoistway is just starting in {config.home}; try again.")
    lock.say("the sandbox's port")
    try:
        with lone_postgres(home=config.home, secrets=secrets.keep(home=config.home)):
            yield
    finally:
        lock.release()


def _serve(config: Config, ours: Config) -> int:
    lock = Lock(home=ours.home)
    if not lock.take():
        raise CannotStart(sentence=f"The sandbox is already running at {lock.said()}/")
    lock.say(ours.base_url)
    catalogues.compile_all(REPOSITORY / "src")
    packages.fetch(config=config, say=_say)
    sandbox.lend(config=config, ours=ours)
    if not sandbox.is_built(ours=ours):
        _say("Laying out the sandbox's city (a minute or two) …")
        sandbox.build(ours=ours)
        sandbox.reset(ours=ours)
    elif not sandbox.is_there(ours=ours):
        sandbox.reset(ours=ours)
    supervisor = Supervisor(
        home=ours.home, table=processes.sandbox_table(config=ours),
        environment=processes.environment(ours), say=_say,
    )  # fmt: skip
    nightly: list[asyncio.Task[None]] = []

    async def started() -> None:
        print(_told(ours), flush=True)
        nightly.append(asyncio.create_task(_each_night(ours)))

    try:
        asyncio.run(supervisor.run(started=started))
    finally:
        lock.release()
    return 0


async def _each_night(ours: Config) -> None:
    """Lay the city out as of the new day, and begin with it; what fails is tried the next night."""
    while True:
        await asyncio.sleep(seconds_until_reset(now=clock.now()))
        with contextlib.suppress(CannotStart):
            await asyncio.to_thread(sandbox.build, ours=ours)
            await asyncio.to_thread(sandbox.reset, ours=ours)
            _say("The sandbox is as new.")


def seconds_until_reset(*, now: datetime) -> float:
    """Return how long it is until the next reset, never nothing.

    Example:
        >>> from datetime import UTC
        >>> seconds_until_reset(now=datetime(2026, 11, 23, 18, 0, tzinfo=UTC)) / 3600
        1.0
    """
    local = now.astimezone(SHANGHAI)
    then = local.replace(hour=RESET_HOUR, minute=0, second=0, microsecond=0)
    if then <= local:
        then += timedelta(days=1)
    return (then - local).total_seconds()


def _told(ours: Config) -> str:
    keys = [f"  {key.role.value:<20} {key.secret}" for key in SANDBOX_KEYS]
    lines = [f"The sandbox is ready at {ours.base_url}/, reset each night.", "Published keys:"]
    return "\n".join([*lines, *keys, "Ctrl-C ends it."])


def _say(line: str) -> None:
    print(line, flush=True)
