"""The sandbox: a small invented city beside the real one, in the same PostgreSQL.

Its database is a copy of a template, so that it is as new within seconds. It has a home of its own
below the real one: other secrets, other files. Nothing that reaches the outside is handed down.
"""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from hoistway.server import addresses, packages, processes, secrets
from hoistway.server.config import REPOSITORY, CannotStart, Config

NAME, TEMPLATE, FRESH = "hoistway_sandbox", "hoistway_sandbox_template", "hoistway_sandbox_fresh"

ELEVATORS = 20
"""Chosen: every kind of thing happens to one of twenty, and a person still knows them apart."""

FILES = ("attachments", "history")

_KEPT = (
    "web_host", "lan", "trusted_proxies", "allowed_hosts", "city", "ledger_algorithm", "log_level",
    "browser", "count_queries",
)  # fmt: skip
"""What the sandbox has of the real installation's settings; all others are as without any."""


def config_of(config: Config) -> Config:
    """Return the sandbox's own configuration: no gateway, no sign-in, no network from outside."""
    kept = secrets.keep(home=config.home)
    app = addresses.database_url(config=config, secrets=kept)
    owner = addresses.owner_database_url(config=config, secrets=kept)
    own: dict[str, Any] = {
        name: field.get_default(call_default_factory=True)
        for name, field in Config.model_fields.items() if name not in _KEPT
    }  # fmt: skip
    own |= {
        "home": config.home / "sandbox", "database_url": _database(app, NAME),
        "owner_database_url": _database(owner, NAME), "web_port": config.sandbox_port,
        "public_url": config.sandbox_url, "demo": True, "sandbox": True,
        "elevators": ELEVATORS, "web_workers": 1,
    }  # fmt: skip
    return config.model_copy(update=own)


def reset(*, ours: Config) -> None:
    """Make the sandbox as new: its database anew from the template, its files too.

    Sessions that are open end; pages and worker come back by themselves.
    """
    with _admin(ours) as link:
        if not _exists(link, TEMPLATE):
            raise CannotStart(sentence="There is no sandbox yet: start ./hoistway sandbox once.")
        _drop(link, NAME)
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        link.execute(copy.format(sql.Identifier(NAME), sql.Identifier(TEMPLATE)))
    for name in FILES:
        _copy(ours.home / "template" / name, ours.home / name)
    (ours.home / "clock-offset").unlink(missing_ok=True)


def build(*, ours: Config) -> None:
    """Lay the city out anew, as of today, in a template; the old one serves until it is whole."""
    here = ours.owner_database_url or ""
    with _admin(ours) as link:
        _drop(link, FRESH)
        link.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(FRESH)))
    with psycopg.connect(_database(here, FRESH), autocommit=True) as link:
        _grant(link, ours)
    for name in FILES:
        shutil.rmtree(ours.home / name, ignore_errors=True)
    urls = {"database_url": _database(here, FRESH), "owner_database_url": None}
    environment = processes.environment(ours.model_copy(update=urls))
    _run([sys.executable, "-m", "hoistway.server.cli", "migrate"], environment)
    for name in FILES:
        _copy(ours.home / name, ours.home / "template" / name)
    with _admin(ours) as link:
        _drop(link, TEMPLATE)
        move = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        link.execute(move.format(sql.Identifier(FRESH), sql.Identifier(TEMPLATE)))
    (ours.home / "template" / "made_of").write_text(_state(), encoding="ascii")


def is_built(*, ours: Config) -> bool:
    """Tell whether there is a template of this state of the tables."""
    note = ours.home / "template" / "made_of"
    if not note.exists() or note.read_text(encoding="ascii") != _state():
        return False
    with _admin(ours) as link:
        return _exists(link, TEMPLATE)


def is_there(*, ours: Config) -> bool:
    """Tell whether the sandbox itself stands."""
    with _admin(ours) as link:
        return _exists(link, NAME)


def lend(*, config: Config, ours: Config) -> None:
    """Let the sandbox use what was fetched for the real installation."""
    ours.home.mkdir(parents=True, exist_ok=True)
    secrets.keep(home=ours.home)
    packages.lend(lender=config.home, home=ours.home)


def _database(url: str, name: str) -> str:
    """Return the address of another database of the same server.

    Example:
        >>> _database("postgresql://a:b@/hoistway?host=%2Frun", "other")
        'postgresql://a:b@/other?host=%2Frun'
    """
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def _admin(ours: Config) -> psycopg.Connection[tuple[Any, ...]]:
    url = _database(ours.owner_database_url or "", "postgres")
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=5)
    except psycopg.OperationalError as error:
        said = str(error).splitlines()[0]
        raise CannotStart(sentence=f"The database does not answer: {said}") from None


def _exists(link: psycopg.Connection[tuple[Any, ...]], name: str) -> bool:
    row = link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    return row is not None


def _drop(link: psycopg.Connection[tuple[Any, ...]], name: str) -> None:
    link.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _grant(link: psycopg.Connection[tuple[Any, ...]], ours: Config) -> None:
    """Let the role of pages and worker use what the owner will make."""
    app = sql.Identifier(urlsplit(ours.database_url or "").username or "")
    for rights in (
        "SELECT, INSERT, UPDATE, DELETE ON TABLES", "USAGE, SELECT, UPDATE ON SEQUENCES",
        "EXECUTE ON FUNCTIONS",
    ):  # fmt: skip
        grant = sql.SQL("ALTER DEFAULT PRIVILEGES GRANT {} TO {}").format(sql.SQL(rights), app)
        link.execute(grant)


def _copy(there: Path, here: Path) -> None:
    shutil.rmtree(here, ignore_errors=True)
    if there.is_dir():
        shutil.copytree(there, here)


def _run(command: list[str], environment: Mapping[str, str]) -> None:
    done = subprocess.run(  # noqa: S603 -- our own verb
        command, env=dict(environment), capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = (done.stderr.strip() or "no message").splitlines()[-1]
        raise CannotStart(sentence=f"The sandbox's city cannot be laid out: {last}")


def _state() -> str:
    """Return what changes when tables or seeds do."""
    state = hashlib.sha256()
    room = REPOSITORY / "src" / "hoistway"
    files = [*room.glob("*/migrations/*.py"), *room.glob("*/seed.py"), *room.glob("*/seed/*.py")]
    for file in sorted(files):
        state.update(file.name.encode() + b"\0" + file.read_bytes())
    return state.hexdigest()
