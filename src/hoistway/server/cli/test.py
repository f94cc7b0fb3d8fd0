"""`./hoistway test [pytest arguments]`: one PostgreSQL for the whole run, then pytest."""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import psycopg

from hoistway.server import (
    catalogues,
    embedded_postgres,
    postgres_place,
    processes,
    secrets,
)
from hoistway.server import (
    packages as npm_packages,
)
from hoistway.server.config import REPOSITORY, CannotStart, Config, load
from hoistway.server.lock import Lock
from hoistway.server.lone_postgres import lone_postgres

MIGRATED = "migrated"
"""The database with all tables of which the tests' own databases are copies."""

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SETTINGS = "hoistway.server.settings"
_OWN_WORKERS = ("-n", "--numprocesses", "--pdb", "-p")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments; all others go to pytest."""
    parser.add_argument("--long", action="store_true", help="run everything, refuse skipped tests")


def run(options: argparse.Namespace) -> int:
    """Run the tests and return pytest's exit status."""
    config = load()
    rest: list[str] = options.rest
    browser = _browser(config, needed="not browser" not in " ".join(rest))
    catalogues.compile_all(REPOSITORY / "src")
    npm_packages.fetch(config=config, say=print)
    home, lock = _free_home(config)
    npm_packages.lend(lender=config.home, home=home)
    kept = secrets.keep(home=home)
    try:
        with lone_postgres(home=home, secrets=kept, fast=True) as ours:
            environment = _environment(home, ours, kept, browser)
            _migrate_once(environment, home, ours, kept)
            return _pytest(environment, home, rest, whole=options.long)
    finally:
        lock.release()


def _free_home(config: Config) -> tuple[Path, Lock]:
    """Return a test home that no other run uses, with its lock."""
    for number in range(1, 100):
        home = config.home / ("test-home" if number == 1 else f"test-home-{number}")
        lock = Lock(home=home)
        if lock.take():
            return home, lock
    raise CannotStart(sentence=f"All hundred test homes under {config.home} are in use.")


def _environment(
    home: Path, ours: postgres_place.Place, kept: secrets.Secrets, browser: Path | None
) -> dict[str, str]:
    owner = ours.url(role=embedded_postgres.OWNER, password=kept.database_owner_password)
    return processes.environment(load(home=home, database_url=owner, browser=browser))


def _migrate_once(
    environment: dict[str, str], home: Path, ours: postgres_place.Place, kept: secrets.Secrets
) -> None:
    """Make all tables once, until a migration changes; workers copy them in half a second."""
    reached = {"role": embedded_postgres.OWNER, "password": kept.database_owner_password}
    made, state = home / f"{MIGRATED}.sha256", _state_of_migrations()
    if made.exists() and made.read_text(encoding="ascii") == state:
        return
    made.unlink(missing_ok=True)
    with psycopg.connect(ours.url(**reached), autocommit=True) as owner:
        owner.execute(f"DROP DATABASE IF EXISTS {MIGRATED} WITH (FORCE)")
        owner.execute(f"CREATE DATABASE {MIGRATED}")
    there = load(home=home, database_url=ours.url(**reached, database=MIGRATED))
    subprocess.check_call(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
        env=environment | there.environment() | {"DJANGO_SETTINGS_MODULE": _SETTINGS},
    )
    made.write_text(state, encoding="ascii")


def _state_of_migrations() -> str:
    """Return what changes when the tables would: our migrations, and the packages' versions."""
    state = hashlib.sha256()
    ours = sorted((REPOSITORY / "src" / "hoistway").glob("*/migrations/*.py"))
    for file in [*ours, REPOSITORY / "requirements.lock"]:
        state.update(file.name.encode() + b"\0" + file.read_bytes())
    return state.hexdigest()


def _pytest(environment: dict[str, str], home: Path, rest: list[str], *, whole: bool) -> int:
    command = [sys.executable, "-m", "pytest"]
    if not any(word.startswith(_OWN_WORKERS) for word in rest):
        workers = len(os.sched_getaffinity(0)) + 1  # one more than cores: a story mostly waits
        command += ["-n", str(workers), "--dist", "worksteal"]
    report = home / "report.xml"
    if whole:
        command += [f"--junitxml={report}"]
    elif "-m" not in rest:
        command += ["-m", "not long"]
    report.unlink(missing_ok=True)
    status = subprocess.call([*command, *rest], env=environment, cwd=REPOSITORY)
    return _judge_whole(report, status) if whole else status


def _judge_whole(report: Path, status: int) -> int:
    """Print planned, run and skipped tests; a skipped test fails the long run."""
    if not report.exists():
        return status or 1
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))  # noqa: S314 -- written by our own pytest
    planned, skipped = (sum(int(s.get(k, "0")) for s in suites) for k in ("tests", "skipped"))
    print(f"planned {planned}, run {planned - skipped}, skipped {skipped}")
    return status or (1 if skipped else 0)


def _browser(config: Config, *, needed: bool) -> Path | None:
    """Return a Chromium, installing it and a Chinese font by apt when that is possible."""
    found = _find_browser(config)
    if not needed or (found and _has_chinese_font()):
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium and a Chinese font by apt (about 400 MB) …", flush=True)
        environment = config.environment() | {"DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
        packages = ["fonts-noto-cjk"] if found else ["fonts-noto-cjk", "fontconfig", "chromium"]
        for command in (["apt-get", "update", "-qq"], [*install, *packages]):
            subprocess.call(command, env=environment, stdout=subprocess.DEVNULL)
        found = _find_browser(config)
    if not found or not _has_chinese_font():
        sentence = (
            "The browser tests need Chromium and a Chinese font: install the packages chromium "
            "and fonts-noto-cjk, or set HOISTWAY_BROWSER, or leave them out by -m 'not browser'."
        )
        raise CannotStart(sentence=sentence)
    return found


def _find_browser(config: Config) -> Path | None:
    found = config.browser or next(filter(None, map(shutil.which, _BROWSERS)), None)
    return Path(found) if found else None


def _has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return True  # cannot be told; the pages' tests show it
    fonts = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False)
    return bool(fonts.stdout.strip())
