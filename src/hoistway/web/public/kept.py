"""Answers the same public page from memory for the seconds that its headers allow.

One elevator at which a hundred people stand is one page. Only pages that say `s-maxage` are kept,
only for readers without a session, and never longer than they say; forms always reach the page.
"""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Key = tuple[bytes, ...]

MOST_PAGES = 1_000
"""Pages held. Chosen: about 12 MB a process; the page longest unread goes first."""

MOST_BYTES = 256 * 1024
"""A page above this is not held. Chosen: six times what a public page may weigh."""

PATIENCE_S = 1.0
"""Seconds a reader waits for the same page that another is having made. Chosen: then it asks for
itself, so that one stuck request never holds up help."""

_PUBLIC = (
    b"/e/", b"/estate/", b"/outages", b"/privacy", b"/figures", b"/pilot", b"/credit",
    b"/statements",
)  # fmt: skip
_SHARED = re.compile(rb"\bs-maxage=(\d+)")


@dataclass(frozen=True, slots=True)
class Kept:
    """A whole answer, until when it may be given, and its tag."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    until: float
    tag: bytes


class KeptPages:
    """Stands before the pages and answers what was answered a moment ago."""

    def __init__(self, pages: App, *, session_cookie: str) -> None:
        self._pages = pages
        self._session = session_cookie.encode() + b"="
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._making: dict[Key, asyncio.Event] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or have the page made and keep it where it says so."""
        key = self._key(scope)
        if key is None:
            await self._pages(scope, receive, send)
            return
        found = self._found(key) or await self._awaited(key)
        if found is not None:
            await _give(found, _header(scope, b"if-none-match"), send)
            return
        await self._make(key, scope, receive, send)

    def _key(self, scope: Scope) -> Key | None:
        if scope["type"] != "http" or scope["method"] != "GET":
            return None
        path: bytes = scope.get("raw_path") or scope["path"].encode()
        if not path.startswith(_PUBLIC) or self._session in _header(scope, b"cookie"):
            return None
        language = _header(scope, b"accept-language")[:80]
        return _header(scope, b"host"), path, scope["query_string"], language

    def _found(self, key: Key) -> Kept | None:
        kept = self._kept.get(key)
        if kept is None or kept.until <= monotonic():
            return None
        self._kept.move_to_end(key)
        return kept

    async def _awaited(self, key: Key) -> Kept | None:
        made = self._making.get(key)
        if made is None:
            return None
        try:
            await asyncio.wait_for(made.wait(), PATIENCE_S)
        except TimeoutError:
            return None
        return self._found(key)

    async def _make(self, key: Key, scope: Scope, receive: Receive, send: Send) -> None:
        copy = Copy(send)
        made = self._making.setdefault(key, asyncio.Event())
        try:
            await self._pages(scope, receive, copy.send)
        finally:
            kept = copy.kept(now=monotonic())
            if kept is not None:
                self._keep(key, kept)
            made.set()
            if self._making.get(key) is made:
                del self._making[key]

    def _keep(self, key: Key, kept: Kept) -> None:
        self._kept[key] = kept
        self._kept.move_to_end(key)
        while len(self._kept) > MOST_PAGES:
            self._kept.popitem(last=False)


class Copy:
    """Passes an answer on and remembers it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._headers: tuple[tuple[bytes, bytes], ...] = ()
        self._pieces: list[bytes] = []
        self._whole = False
        self._seconds = 0

    async def send(self, message: Message) -> None:
        """Pass a message on."""
        if message["type"] == "http.response.start":
            self._begin(message)
        elif message["type"] == "http.response.body" and self._seconds:
            self._pieces.append(message.get("body", b""))
            self._whole = not message.get("more_body", False)
        await self._send(message)

    def _begin(self, message: Message) -> None:
        self._headers = tuple(message["headers"])
        told = dict(self._headers)
        shared = _SHARED.search(told.get(b"Cache-Control", told.get(b"cache-control", b"")))
        if message["status"] == 200 and shared and not _has(self._headers, b"set-cookie"):
            self._seconds = int(shared[1])

    def kept(self, *, now: float) -> Kept | None:
        """Return the answer, where it came whole and may be kept."""
        body = b"".join(self._pieces)
        if not self._whole or not self._seconds or len(body) > MOST_BYTES:
            return None
        tag = next((value for name, value in self._headers if name.lower() == b"etag"), b"")
        length = () if _has(self._headers, b"content-length") else (_length(body),)
        return Kept((*self._headers, *length), body, now + self._seconds, tag)


def _length(body: bytes) -> tuple[bytes, bytes]:
    return b"Content-Length", str(len(body)).encode()


async def _give(kept: Kept, known: bytes, send: Send) -> None:
    same = bool(kept.tag) and kept.tag in known
    headers = list(kept.headers)
    if same:
        headers = [pair for pair in headers if pair[0].lower() != b"content-length"]
    status = 304 if same else 200
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if same else kept.body})


def _header(scope: Scope, wanted: bytes) -> bytes:
    return b"; ".join(value for name, value in scope["headers"] if name == wanted)


def _has(headers: tuple[tuple[bytes, bytes], ...], wanted: bytes) -> bool:
    return any(name.lower() == wanted for name, _ in headers)
