"""`./hoistway pictures`: photograph every page of a demo, for people to look at."""

import argparse
import json
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from hoistway.server import processes
from hoistway.server.config import CannotStart, Config, load
from hoistway.server.pictures.album import bind
from hoistway.server.pictures.shoot import Job, photograph
from hoistway.server.pictures.visit import ROLES

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PORTS = {"web_port": 8520, "ingest_port": 8521, "nats_port": 14322, "mqtt_port": 11983}
"""Ports of the demo that this verb starts by itself, beside those of a demo that runs already."""

_START_S, _SETTLE_S = 300, 90
"""Seconds for a start, and for rescues to happen. Chosen: one happens within the first minute."""

_OWN_ELEVATORS = 300


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--out", type=Path, metavar="DIR", help="where to (HOME/pictures)")
    parser.add_argument("--url", metavar="URL", help="the running demo (this installation's)")
    parser.add_argument("--demo", action="store_true", help="start a demo in a temporary home")
    parser.add_argument("--role", action="append", choices=ROLES, help="only this role; repeat")


def run(options: argparse.Namespace) -> int:
    """Photograph and bind; the exit status is 1 when a page is too wide or axe finds a fault."""
    config = load(demo=True)
    out: Path = options.out or config.home / "pictures"
    out.mkdir(parents=True, exist_ok=True)
    roles = tuple(options.role or ROLES)
    if options.demo:
        with _own_demo() as site:
            return _pictures(Job(site=site, out=out, browser=_browser(config), roles=roles))
    site = options.url or config.base_url
    return _pictures(Job(site=site, out=out, browser=_browser(config), roles=roles))


def _browser(config: Config) -> str:
    found = config.browser or next(filter(None, map(shutil.which, _BROWSERS)), None)
    if not found:
        raise CannotStart(sentence="Pictures need Chromium: install it or set HOISTWAY_BROWSER.")
    return str(found)


def _pictures(job: Job) -> int:
    pictures = photograph(job=job, say=lambda line: print(line, flush=True))
    album = bind(pictures=pictures, out=job.out, title=f"{len(pictures)} pictures of {job.site}")
    faults = sum(len(picture.findings) + picture.too_wide for picture in pictures)
    broken = sorted({p.stop.path for p in pictures if p.status >= 500})
    told = {
        "ok": not faults and not broken, "pictures": len(pictures), "faults": faults,
        "broken": broken, "album": str(album),
    }  # fmt: skip
    print(json.dumps(told, ensure_ascii=False))
    return 0 if told["ok"] else 1


@contextmanager
def _own_demo() -> Iterator[str]:
    """Run a small demo in a temporary home inside the block, after its first rescues began."""
    with tempfile.TemporaryDirectory(prefix="hoistway-pictures-") as folder:
        config = load(demo=True, home=Path(folder), elevators=_OWN_ELEVATORS, **_PORTS)
        command = [sys.executable, "-m", "hoistway.server.cli", "demo"]
        city = subprocess.Popen(
            command, env=processes.environment(config), stdout=subprocess.DEVNULL
        )
        try:
            _wait_until_listening(city, config)
            Event().wait(_SETTLE_S)
            yield config.base_url
        finally:
            city.send_signal(signal.SIGINT)
            city.wait(60)


def _wait_until_listening(city: "subprocess.Popen[bytes]", config: Config) -> None:
    for _ in range(_START_S):
        if city.poll() is not None:
            raise CannotStart(sentence="The demo for the pictures ended: see its message above.")
        try:
            socket.create_connection(("127.0.0.1", config.web_port), 1.0).close()
        except OSError:
            Event().wait(1.0)
        else:
            return
    raise CannotStart(sentence=f"The demo for the pictures did not start in {_START_S} s.")
