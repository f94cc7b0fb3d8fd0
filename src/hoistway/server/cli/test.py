"""`./hoistway test [pytest arguments]`: one PostgreSQL for the whole run, then pytest."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hoistway.server import catalogues, children, embedded_postgres, secrets
from hoistway.server.config import REPOSITORY, CannotStart, Config, load
from hoistway.server.lock import Lock

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
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
    home, lock = _free_home(config)
    try:
        with _postgres(home) as environment:
            environment["HOISTWAY_BROWSER"] = str(browser or "")
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


@contextmanager
def _postgres(home: Path) -> Iterator[dict[str, str]]:
    """Run PostgreSQL without durability for one test run; yield the environment for pytest."""
    kept = secrets.keep(home=home)
    register = children.Register(home / "run" / "children.json")
    for leftover in register.leftovers():
        children.end(leftover)
    ours = embedded_postgres.prepare(home=home, secrets=kept)
    log = home / "postgres.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            ours.command(fast=True),
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            **embedded_postgres.child_arguments(ours),
        )
    known = children.Known("postgres", server.pid, children.started_at(server.pid), signal.SIGINT)
    register.write([known])
    try:
        embedded_postgres.wait_until_ready(
            ours, alive=lambda: server.poll() is None, progress=_waited
        )
        embedded_postgres.lay_roles(ours=ours, secrets=kept)
        yield _environment(home, ours, kept)
    except CannotStart as refusal:
        tail = log.read_text(errors="replace")[-1500:]
        raise CannotStart(sentence=f"{refusal.sentence('en')}\n{tail}") from None
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)


def _waited(seconds: float) -> None:
    print(f"PostgreSQL is recovering: {seconds:.0f} s …", flush=True)


def _environment(
    home: Path, ours: embedded_postgres.Place, kept: secrets.Secrets
) -> dict[str, str]:
    owner = ours.url(role=embedded_postgres.OWNER, password=kept.database_owner_password)
    config = load(home=home, database_url=owner)
    return config.environment() | {"NUMBA_CACHE_DIR": str(home / "numba")}


def _pytest(environment: dict[str, str], home: Path, rest: list[str], *, whole: bool) -> int:
    command = [sys.executable, "-m", "pytest"]
    if not any(word.startswith(_OWN_WORKERS) for word in rest):
        command += ["-n", "auto"]
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
    """Return a Chromium, installing it with CJK fonts by apt when that is possible."""
    found = config.browser or next(filter(None, map(shutil.which, _BROWSERS)), None)
    if found is None and needed and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium and Chinese fonts by apt (about 400 MB) …", flush=True)
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        environment = config.environment() | quiet
        subprocess.call(["apt-get", "update", "-qq"], env=environment)
        packages = ["chromium", "fonts-noto-cjk"]
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
        subprocess.call(install, env=environment, stdout=subprocess.DEVNULL)
        found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if found is None and needed:
        sentence = (
            "The browser tests need Chromium and a Chinese font: install the packages chromium "
            "and fonts-noto-cjk, or set HOISTWAY_BROWSER, or leave them out by -m 'not browser'."
        )
        raise CannotStart(sentence=sentence)
    return Path(found) if found else None
