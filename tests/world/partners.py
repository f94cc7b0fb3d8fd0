"""A partner's system for tests: it drops, repeats and reorders, and keeps what counts."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any

from standardwebhooks.webhooks import Webhook

from hoistway.exchange.actions import draw
from hoistway.exchange.models import Passage
from hoistway.exchange.vocabulary import Mode, Topic
from tests.world.parties import NOW


@dataclass(slots=True)
class Arrived:
    """One body that was taken, with its headers."""

    topic: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass(slots=True)
class StandIn:
    """A partner's system. `luck` decides what it loses; what is not applied waits in `inbox`."""

    secrets: list[str] = field(default_factory=list)
    inbox: list[Arrived] = field(default_factory=list)
    held: dict[str, dict[str, tuple[int, dict[str, Any] | None]]] = field(default_factory=dict)
    seen: int = 0
    unsigned: int = 0
    luck: Callable[[], str] = lambda: "take"
    answers: Callable[[Arrived], tuple[int, Any]] = lambda _one: (200, {})
    counts: dict[str, Any] = field(default_factory=dict)
    base: str = ""

    def came(self, headers: dict[str, str], raw: bytes) -> tuple[int, Any]:
        """Take a body as the net brings it."""
        self.seen += 1
        if not any(_is_signed(one, headers, raw) for one in self.secrets):
            self.unsigned += 1
        fate = self.luck()
        if fate == "drop":
            return 503, {}
        one = Arrived(headers.get("hoistway-topic", ""), headers, json.loads(raw or b"{}"))
        self.inbox.append(one)
        if fate == "answer_lost":
            return 504, {}
        return self.answers(one)

    def apply(self, *, chance: Random) -> None:
        """Work the inbox off in any order, some of it twice: the larger version counts."""
        todo = [*self.inbox, *chance.sample(self.inbox, len(self.inbox) // 2)]
        chance.shuffle(todo)
        for one in todo:
            here = self.held.setdefault(one.topic, {})
            for record in one.body["records"]:
                key = next(iter(record.values()))
                if record["version"] > here.get(key, (0, None))[0]:
                    here[key] = record["version"], record if record["deed"] == "put" else None

    def rows(self, topic: str) -> dict[str, dict[str, Any]]:
        """Return what it holds of a topic, without versions."""
        found = self.held.get(topic, {})
        return {
            key: {name: value for name, value in record.items() if name != "version"}
            for key, (_, record) in found.items()
            if record is not None
        }


def _is_signed(secret: str, headers: dict[str, str], raw: bytes) -> bool:
    at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    right = Webhook(secret).sign(headers["webhook-id"], at, raw.decode())
    return right in headers["webhook-signature"].split(" ")


class _Server(ThreadingHTTPServer):
    stand_in: StandIn


class _Door(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("content-length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self._say(*self.server.stand_in.came(headers, raw))

    def do_GET(self) -> None:
        found = self.server.stand_in.counts.get(self.path)
        self._say(200 if found is not None else 404, found or {})

    def _say(self, status: int, answer: Any) -> None:
        told = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def opened(stand_in: StandIn) -> ThreadingHTTPServer:
    """Let a stand-in listen; the caller shuts it down."""
    server = _Server(("127.0.0.1", 0), _Door)
    server.stand_in = stand_in
    stand_in.base = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def connect(*, home: Path, profile: str, url: str, more: str = "") -> None:
    """Write the file by which an installation's staff connects a shipped partner."""
    folder = home / "partners"
    folder.mkdir(parents=True, exist_ok=True)
    text = f'profile = "{profile}"\n\n[connect]\nurl = "{url}"\n{more}'
    (folder / f"{profile}.toml").write_text(text, "utf-8")


def partner_words() -> dict[str, str]:
    """Return what fills an address of a partner, with a passage that was drawn for it."""
    name = "inspection-body"
    draw(name=name, topic=Topic.ELEVATORS, mode=Mode.DELTA, now=NOW)
    passage = Passage.objects.filter(partner__name=name).order_by("pk")[0]
    return {"partner": name, "passage": passage.number, "exchange_topic": "elevators"}
