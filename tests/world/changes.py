"""Changes and who is told of them: an address that listens, and the courier's work by hand."""

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from threading import Thread
from time import sleep
from typing import Any
from uuid import uuid4

from django.test import override_settings

from hoistway.changes.actions import (
    Opened,
    Parcel,
    Sent,
    Wish,
    claim,
    note_heard,
    open_webhook,
    send,
    settle,
)
from hoistway.changes.models import Change, Delivery, Webhook
from hoistway.changes.queries import secrets_of
from hoistway.faults.models import Fault
from hoistway.faults.vocabulary import FaultKind
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.faults import a_fault
from tests.world.parties import NOW, an_actor


@dataclass(frozen=True, slots=True)
class Post:
    """What came to a listener."""

    headers: dict[str, str]
    body: bytes


@dataclass
class Listener:
    """Somebody's program that takes what is posted, and answers what it is told to answer."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    usual: int = 204
    slow_s: float = 0.0
    posts: list[Post] = field(default_factory=list)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    listener: Listener


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        """Keep what came and answer."""
        listener = self.server.listener
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        listener.posts.append(Post(headers, body))
        sleep(listener.slow_s)
        self.send_response(listener.answers.pop(0) if listener.answers else listener.usual)
        for name, value in listener.headers.items():
            self.send_header(name, value)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def a_listener() -> Iterator[Listener]:
    """Listen on an address of this machine, to which may be sent meanwhile."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.listener = Listener(url=f"http://127.0.0.1:{server.server_address[1]}/hook")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        with override_settings(WEBHOOK_NETWORKS=(ip_network("127.0.0.0/8"),)):
            yield server.listener
    finally:
        server.shutdown()
        server.server_close()


def a_webhook(
    *, by: Actor, url: str = "http://127.0.0.1:9/hook", now: datetime = NOW, **wish: object
) -> Webhook:
    """Return an address that somebody opened; its test waits."""
    with override_settings(WEBHOOK_NETWORKS=(ip_network("127.0.0.0/8"),)):
        asked = Wish(name="本单位系统", url=url, **wish)  # type: ignore[arg-type]
        return open_webhook(wish=asked, opened=Opened(form_id=uuid4()), now=now, by=by)


def an_open_webhook(
    *, by: Actor, listener: Listener, now: datetime = NOW, **wish: object
) -> Webhook:
    """Return an address that has answered its test; what it was sent is forgotten."""
    row = a_webhook(by=by, url=listener.url, now=now, **wish)
    deliver(now=now)
    listener.posts.clear()
    row.refresh_from_db()
    return row


def told_fault(*, elevator: Elevator, now: datetime = NOW, kind: str = "") -> Fault:
    """Return a fault of which the log tells."""
    found = a_fault(elevator=elevator, now=now, kind=FaultKind(kind or "door_closing"))
    note_heard(now=now, by=PLATFORM)
    return found


def post_of(post: Post) -> dict[str, Any]:
    """Return the event in what came."""
    told: dict[str, Any] = json.loads(post.body)
    return told


def last_change() -> Change:
    """Return what was told last."""
    return Change.objects.latest("pk")


def deliver(*, now: datetime, most: int = 64) -> int:
    """Do the courier's work until nothing is due at this instant; return how many were sent."""
    count = 0
    while parcels := claim(most=most, busy=(), now=now):
        for parcel in parcels:
            settle(parcel=parcel, sent=_sent(parcel), now=now)
        count += len(parcels)
    return count


def _sent(parcel: Parcel) -> Sent:
    """Post a parcel, also where the test runs inside somebody's event loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(send(parcel=parcel))).result()


def secret_of(*, webhook: Webhook, now: datetime = NOW) -> str:
    """Return the secret by which an address is signed to now."""
    return secrets_of(webhook=webhook, now=now)[0]


def hooked_here(*, elevator: Elevator, now: datetime = NOW) -> Delivery:
    """Return the test by which the elevator's firm had its address tried; it was answered 500."""
    known = Delivery.objects.filter(webhook__organisation_id=elevator.firm_id).first()
    if known is not None:
        return known
    by = an_actor(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm)
    hook = a_webhook(by=by, url="https://erp.example.com/hook", now=now, kinds=("fault.opened",))
    (parcel,) = claim(most=1, busy=(), now=now)
    settle(parcel=parcel, sent=Sent(500, {"server": "erp"}, "Ausnahmefehler", "", 41), now=now)
    return Delivery.objects.get(webhook=hook)


def hook_words(*, elevator: Elevator) -> dict[str, str]:
    """Return what fills the variable parts of the addresses of webhooks."""
    row = hooked_here(elevator=elevator)
    return {"webhook_number": row.webhook.number, "delivery_id": str(row.pk)}
