"""PostgreSQL and NATS of an operator's own, set up as docs/operate/servers.md says."""

import os
import re
import shutil
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from hoistway.server import secrets
from hoistway.server.config import REPOSITORY
from tests.city.installation import Installation, free_ports
from tests.city.test_switch_on import (
    MAPPING,
    NUMBER,
    REGISTER,
    documented_file,
    last_json,
    publish,
    shut_in,
)

PAGE = (REPOSITORY / "docs" / "operate" / "servers.md").read_text(encoding="utf-8")


def documented_grants() -> list[str]:
    """Return the statements of the page that follow the creation of the database."""
    text = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)[0].partition("\\c hoistway\n")[2]
    return [statement.strip() for statement in text.split(";") if statement.strip()]


def documented_nats(*, issuer: str, store: Path, port: int, mqtt: int) -> str:
    """Return the page's configuration with this machine's values in place of the gaps."""
    text = re.findall(r"```\n(# nats-server.conf.*?)```", PAGE, re.DOTALL)[0]
    text = text.replace("/var/lib/nats", str(store)).replace("port: 1883", f"port: {mqtt}")
    text = text.replace("issuer: A…", f"issuer: {issuer}").replace("…", "secret-of-the-operator")
    return f"host: 127.0.0.1\nport: {port}\n{text}"


@contextmanager
def own_database() -> Iterator[tuple[str, str]]:
    """Make a database by the documented statements; yield the addresses for app and owner."""
    parts = conninfo_to_dict(settings.CONFIG.database_url)
    name = f"own_{os.getpid()}"
    with psycopg.connect(make_conninfo(**parts), autocommit=True) as link:
        link.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        link.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    owner = parts | {"dbname": name}
    with psycopg.connect(make_conninfo(**owner), autocommit=True) as link:
        for statement in documented_grants():
            link.execute(statement)
    password = secrets.keep(home=settings.HOME).database_app_password
    try:
        yield url_of(owner | {"user": "hoistway_app", "password": password}), url_of(owner)
    finally:
        with psycopg.connect(make_conninfo(**parts), autocommit=True) as link:
            link.execute(f"DROP DATABASE {name} WITH (FORCE)")


def url_of(parts: dict[str, object]) -> str:
    return (
        f"postgresql://{parts['user']}:{parts['password']}@/{parts['dbname']}?host={parts['host']}"
    )


@contextmanager
def own_nats(folder: Path, text: str) -> Iterator[None]:
    """Run a server of the operator's own by its configuration."""
    folder.mkdir(exist_ok=True)
    file = folder / "nats-server.conf"
    file.write_text(text, encoding="utf-8")
    beside = Path(sysconfig.get_path("scripts")) / "nats-server"
    program = str(beside) if beside.exists() else shutil.which("nats-server")
    assert program
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([program, "-c", str(file)], stdout=log, stderr=log)
    time.sleep(1)
    assert server.poll() is None, (folder / "log").read_text()
    try:
        yield
    finally:
        server.terminate()
        server.wait(20)


@pytest.mark.long
@pytest.mark.story
def test_devices_sign_in_at_a_nats_of_ones_own_and_the_app_role_owns_no_table(
    tmp_path: Path,
) -> None:
    port, mqtt = free_ports(6)[4:]
    files = {"city.toml": documented_file(), "register.csv": REGISTER, "mapping.toml": MAPPING}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    nats_url = f"nats://%s:secret-of-the-operator@127.0.0.1:{port}"
    with own_database() as (app, owner):
        ours = Installation(
            tmp_path / "home", HOISTWAY_DATABASE_URL=app, HOISTWAY_OWNER_DATABASE_URL=owner,
            HOISTWAY_NATS_URL=nats_url % "service", HOISTWAY_NATS_CALLOUT_URL=nats_url % "callout",
        )  # fmt: skip
        issuer = ours.told("device", "issuer").strip()
        text = documented_nats(issuer=issuer, store=tmp_path / "store", port=port, mqtt=mqtt)
        with own_nats(tmp_path / "nats", text), ours.up():
            ours.told("enrol", str(tmp_path / "city.toml"), "--apply")
            ours.told(
                "import", "register", str(tmp_path / "register.csv"), "--apply",
                "--mapping", str(tmp_path / "mapping.toml"),
            )  # fmt: skip
            bound = last_json(ours.told("device", "bind", NUMBER, "--json"))["bound"]
            (device,) = bound  # type: ignore[misc]
            time.sleep(3)
            payloads = shut_in(NUMBER, datetime.now(UTC))
            publish(mqtt, device["device"], device["secret"], device["topic"], payloads)
            opened = _wait_for_incident(app)
            with psycopg.connect(app) as link:
                owned = link.execute(
                    "SELECT count(*) FROM pg_tables WHERE tableowner = current_user"
                ).fetchone()
                who = link.execute("SELECT current_user").fetchone()
    assert opened == NUMBER
    assert (who, owned) == (("hoistway_app",), (0,))


def _wait_for_incident(url: str) -> str:
    end = time.monotonic() + 60
    with psycopg.connect(url, autocommit=True) as link:
        while time.monotonic() < end:
            row = link.execute(
                "SELECT e.register_number FROM emergency_incident i"
                " JOIN registry_elevator e ON e.id = i.elevator_id"
            ).fetchone()
            if row:
                return str(row[0])
            time.sleep(0.5)
    return ""
