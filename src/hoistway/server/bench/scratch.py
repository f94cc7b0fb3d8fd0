"""An installation of its own for one measurement: database and pages in a temporary home."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from hoistway.server import embedded_postgres, packages, postgres_place, secrets
from hoistway.server.bench.machine import Measured, measured
from hoistway.server.children import dying_with_parent
from hoistway.server.config import REPOSITORY, CannotStart, load

LEFT_OUT = "nats,ingest,watch,work"
"""A register needs neither signals nor a worker; what runs at night is run by the measurement."""

_CITY = """\
city = "shanghai"

[[organisations]]
kind = "bureau"
name = "上海市市场监督管理局"
jurisdiction = "310000"

[[people]]
name = "测量员"
organisation = "上海市市场监督管理局"
role = "city_regulator"
login = "bench"
"""
_READY_S = 300.0
_PATIENCE_S = 600.0
"""How long an answer may take before it counts as failed. Chosen: an export of the city."""


def _free_ports(count: int) -> list[int]:
    holders = [socket.socket() for _ in range(200)]
    ports: list[int] = []
    for holder, port in zip(holders, range(20_000 + os.getpid() % 9000, 32_000), strict=False):
        try:
            holder.bind(("127.0.0.1", port))
        except OSError:
            continue
        ports.append(port)
    for holder in holders:
        holder.close()
    return ports[:count]


def free_port() -> int:
    """Return a port below 32768 on which nothing listens now."""
    return _free_ports(1)[0]


class Scratch:
    """A running installation: its commands, and its pages as a signed-in city regulator."""

    def __init__(
        self, *, home: Path, without: str = LEFT_OUT, trusted_proxies: str = ""
    ) -> None:  # fmt: skip
        self.home = home
        web, ingest, nats, mqtt = _free_ports(4)
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("HOISTWAY_", "DJANGO_"))}  # noqa: TID251 -- children get the whole environment
        self.environment = kept | {
            "HOISTWAY_HOME": str(home), "HOISTWAY_WEB_PORT": str(web),
            "HOISTWAY_INGEST_PORT": str(ingest), "HOISTWAY_NATS_PORT": str(nats),
            "HOISTWAY_MQTT_PORT": str(mqtt), "HOISTWAY_WITHOUT": without,
            "HOISTWAY_TRUSTED_PROXIES": trusted_proxies,
            "HOISTWAY_COUNT_QUERIES": "true", "PYTHONPATH": str(REPOSITORY / "src"),
        }  # fmt: skip
        self.pages = f"http://127.0.0.1:{web}"
        self.intake = f"http://127.0.0.1:{ingest}"
        self._password = ""

    def run(self, *words: str) -> Measured:
        """Run one command of the product to its end."""
        command = (sys.executable, "-m", "hoistway.server.cli", *words)
        return measured(command=command, environment=self.environment, folder=self.home)

    def run_module(self, module: str, *words: str) -> Measured:
        """Run a program of the measurement beside the installation."""
        command = (sys.executable, "-m", module, *words)
        return measured(command=command, environment=self.environment, folder=self.home)

    def database_url(self) -> str:
        """Return the address of its database as the owner of the tables."""
        kept = secrets.keep(home=self.home)
        ours = postgres_place.place(home=self.home)
        return ours.url(role=embedded_postgres.OWNER, password=kept.database_owner_password)

    def found_city(self) -> None:
        """Lay out the districts and enrol the regulator who reads the results.

        Raises: CannotStart when the commands refuse.
        """
        file, passwords = self.home / "city.toml", self.home / "passwords.txt"
        file.write_text(_CITY, encoding="utf-8")
        done = self.run("enrol", str(file), "--apply", "--passwords-to", str(passwords))
        if done.status:
            raise CannotStart(sentence=f"enrolling failed: {done.printed}{done.complained}")
        self._password = passwords.read_text(encoding="utf-8").split("\t")[1].strip()

    @contextmanager
    def signed_in(self) -> Iterator[httpx.Client]:
        """Give a browser of the signed-in regulator."""
        with httpx.Client(
            base_url=self.pages, timeout=_PATIENCE_S, follow_redirects=True
        ) as client:
            client.get("/sign-in")
            token = client.cookies.get("csrftoken", "")
            form = {"username": "bench", "password": self._password, "csrfmiddlewaretoken": token}
            answer = client.post("/sign-in", data=form, headers={"Referer": self.pages})
            if answer.status_code != httpx.codes.OK:
                raise CannotStart(sentence=f"signing in was answered {answer.status_code}")
            yield client

    def browsers(self, count: int) -> list[httpx.Client]:
        """Return so many browsers of the regulator, signed in once; each user closes its own."""
        with self.signed_in() as first:
            cookies = httpx.Cookies(first.cookies)
        return [
            httpx.Client(
                base_url=self.pages, timeout=_PATIENCE_S, cookies=cookies, follow_redirects=True
            )
            for _ in range(count)
        ]

    def fetch(self, address: str, file: Path) -> int:
        """Write what an address answers into a file and return the status."""
        with self.signed_in() as client, client.stream("GET", address) as answer:
            with file.open("wb") as out:
                for chunk in answer.iter_bytes():
                    out.write(chunk)
            return answer.status_code


def told_json(done: Measured) -> dict[str, Any]:
    """Return the JSON of a command's last line.

    Raises: CannotStart, with what it complained of, when there is none.
    """
    try:
        told = json.loads(done.last_line())
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise CannotStart(
            sentence=f"status {done.status}: {(done.complained or done.printed)[-1500:]}"
        )
    return told


@contextmanager
def scratch(*, without: str = LEFT_OUT, trusted_proxies: str = "") -> Iterator[Scratch]:
    """Run an installation in a temporary home inside the block; nothing of it remains."""
    with tempfile.TemporaryDirectory(prefix="hoistway-bench-") as folder:
        place = Scratch(home=Path(folder), without=without, trusted_proxies=trusted_proxies)
        packages.lend(lender=load().home, home=place.home)
        process = subprocess.Popen(
            [sys.executable, "-m", "hoistway.server.cli", "up"], env=place.environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=REPOSITORY,
            preexec_fn=dying_with_parent(signal.SIGINT), start_new_session=True,
        )  # fmt: skip
        try:
            _wait_until_ready(process)
            place.found_city()
            yield place
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(120)
            if process.stdout:
                process.stdout.close()


def _wait_until_ready(process: "subprocess.Popen[str]") -> None:
    ready, lines = threading.Event(), []

    def read() -> None:
        for line in process.stdout or ():
            lines.append(line)
            if "Ctrl-C ends it" in line:
                ready.set()
        ready.set()

    threading.Thread(target=read, daemon=True).start()
    if not ready.wait(_READY_S) or process.poll() is not None:
        raise CannotStart(sentence="the installation did not start: " + "".join(lines)[-2000:])
