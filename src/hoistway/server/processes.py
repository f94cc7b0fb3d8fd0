"""The table of all processes of one home, in the order in which they start."""

import hashlib
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from hoistway.server import embedded_nats, embedded_postgres, postgres_place
from hoistway.server.children import Child
from hoistway.server.config import CannotStart, Config
from hoistway.server.secrets import Secrets


def table(*, config: Config, secrets: Secrets) -> list[Child]:
    """Return the processes that this configuration needs; a given server has no line."""
    rows = [
        _verb("migrate", 1, once=True),
        _verb("ingest", 2, ready=_listens(config, config.ingest_port)),
        _verb("watch", 2),
        _verb("work", 2),
        *_pages(config),
        _verb("city", 3),
    ]
    if not config.nats_url:
        rows.insert(0, _nats(config, secrets))
    if not config.database_url:
        rows.insert(0, _postgres(config, secrets))
    left_out = {*config.without, *(() if config.demo else ("city",))}
    return [row for row in rows if row.name.partition("-")[0] not in left_out]


def sandbox_table(*, config: Config) -> list[Child]:
    """Return the processes of the sandbox: pages and worker; it hears no telemetry."""
    return [*_pages(config), _verb("work", 2)]


def environment(config: Config) -> dict[str, str]:
    """Return the environment of the children: the configuration and where kernels are kept.

    Numba does not notice a change in another module, so each state of the sources has a folder.
    """
    source = hashlib.sha256()
    for path in sorted((Path(__file__).parents[1] / "detection").glob("*.py")):
        source.update(path.name.encode() + b"\0" + path.read_bytes())
    kernels = config.home / "kernels" / source.hexdigest()[:16]
    return config.environment() | {"NUMBA_CACHE_DIR": str(kernels), "PYTHONUNBUFFERED": "1"}


def refuse_busy_ports(config: Config) -> None:
    """Refuse to start when another program listens on a port of ours.

    Raises: CannotStart, naming the port and the variable that changes it.
    """
    names = ["web_port", "ingest_port"] + ([] if config.nats_url else ["nats_port", "mqtt_port"])
    for name in names:
        port = getattr(config, name)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((config.bind, port))
            except OSError as error:
                sentence = (
                    f"Port {port} cannot be used ({error.strerror}): "
                    f"end the other program or set HOISTWAY_{name.upper()}."
                )
                raise CannotStart(sentence=sentence) from None


def _verb(
    name: str, wave: int, *, ready: Callable[[], bool] | None = None, once: bool = False
) -> Child:
    command = (sys.executable, "-m", "hoistway.server.cli", name)
    return Child(name=name, wave=wave, command=command, ready=ready, once=once)


def _pages(config: Config) -> list[Child]:
    """Return the processes of the pages; all listen on one port, the kernel shares out who calls.

    Each runs Python on one core, hears the live topics itself and keeps nothing of its own.
    """
    command = (sys.executable, "-m", "hoistway.server.cli", "web")
    ready = _listens(config, config.web_port)
    names = ["web", *(f"web-{number}" for number in range(2, config.web_processes + 1))]
    return [Child(name=name, wave=2, command=command, ready=ready) for name in names]


def _nats(config: Config, secrets: Secrets) -> Child:
    return Child(
        name="nats",
        wave=0,
        command=tuple(embedded_nats.command(config=config)),
        before=lambda: embedded_nats.prepare(config=config, secrets=secrets),
        ready=lambda: embedded_nats.is_ready(config=config),
    )


def _postgres(config: Config, secrets: Secrets) -> Child:
    ours = postgres_place.place(home=config.home)
    return Child(
        name="postgres",
        wave=0,
        command=tuple(embedded_postgres.command(ours)),
        before=lambda: embedded_postgres.prepare(home=config.home, secrets=secrets),
        ready=lambda: embedded_postgres.is_ready(ours),
        after=lambda: embedded_postgres.lay_roles(ours=ours, secrets=secrets),
        stop_signal=signal.SIGINT,  # fast shutdown: sessions are ended, data are written
        stop_s=60.0,
        spawn=embedded_postgres.child_arguments(ours),
    )


def _listens(config: Config, port: int) -> Callable[[], bool]:
    host = "127.0.0.1" if config.bind in ("0.0.0.0", "::") else config.bind  # noqa: S104 -- compared, not bound

    def ready() -> bool:
        try:
            socket.create_connection((host, port), 1.0).close()
        except OSError:
            return False
        return True

    return ready
